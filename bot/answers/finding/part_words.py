"""The words by which the order of a sentence tells who does what: a part of `unreviewed_gaps.yaml` as a value."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from knowledge.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class PartWords:
    """Little words of English, by what they do in a sentence."""

    helping: frozenset[str]
    being: frozenset[str]
    prepositions: frozenset[str]
    determiners: frozenset[str]
    opening: frozenset[str]
    """Behind these a clause of its own begins."""

    relative: frozenset[str]
    joining: frozenset[str]
    saying: frozenset[str]
    skipped: frozenset[str]
    """These may stand between somebody and what he does."""

    we: frozenset[str]
    """By these a speaker means his own side."""

    @property
    def light(self) -> frozenset[str]:
        """Words that are no content."""
        return self.helping | self.being | self.prepositions | self.determiners | self.opening | self.relative


def read_part_words(data: Mapping[str, Iterable[str]]) -> PartWords:
    """The value of the parsed section."""
    return PartWords(**{name: frozenset(words) for name, words in data.items()})
