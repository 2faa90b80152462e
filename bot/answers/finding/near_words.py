"""Words that tell much the same: which families of `near_words.yaml` the words of a text belong to.

A question about an article of today is seldom put in the article's words, and nobody has written down how readers ask.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cached_property

from bot.answers.finding.stems import find_stems
from knowledge.loaded import Loaded


class NearWords:
    """The families, by each form of their words; read when a claim that nobody has reviewed is first weighed."""

    def __init__(self, read: Callable[[], Loaded]) -> None:
        """Args:
        read: gives the parsed `near_words.yaml`.
        """
        self._read = read

    @cached_property
    def families(self) -> Mapping[str, frozenset[int]]:
        """The families that a form of a word belongs to, by number."""
        families: dict[str, set[int]] = {}
        for number, words in enumerate(self._read()["families"]):
            for stem in {stem for word in words for stem in find_stems(str(word))}:
                families.setdefault(stem, set()).add(number)
        return {stem: frozenset(some) for stem, some in families.items()}

    def find_families(self, stems: Iterable[str]) -> frozenset[int]:
        """The families of some words, given by what they may be forms of."""
        return frozenset[int]().union(*(self.families[stem] for stem in stems if stem in self.families))
