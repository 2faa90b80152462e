"""Words that tell much the same: which families of `near_words.yaml` the words of a text belong to.

A question about an article of today is seldom put in the article's words, and nobody has written down how readers ask.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from bot.answers.stems import find_stems
from knowledge.loaded import Loaded
from knowledge.values import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class NearWords:
    """The families, by each form of their words."""

    families: Mapping[str, frozenset[int]] = field(repr=False)

    def find_families(self, stems: Iterable[str]) -> frozenset[int]:
        """The families of some words, given by what they may be forms of."""
        return frozenset[int]().union(*(self.families[stem] for stem in stems if stem in self.families))


def read_near_words(data: Loaded) -> NearWords:
    """The value of the parsed `near_words.yaml`."""
    families: dict[str, set[int]] = {}
    for number, words in enumerate(data["families"]):
        for stem in {stem for word in words for stem in find_stems(str(word))}:
            families.setdefault(stem, set()).add(number)
    return NearWords(families={stem: frozenset(some) for stem, some in families.items()})
