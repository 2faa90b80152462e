"""How readers ask for each fact: in what share of the questions that it answers each term stands.

A question is then held against facts by the likelihood of its terms, smoothed with how usual they are in all questions
(Jelinek-Mercer smoothing of the query likelihood; Zhai and Lafferty, "A study of smoothing methods for language models
applied to ad hoc information retrieval", 2001).
"""

from __future__ import annotations

import sys
from array import array
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping

from knowledge.model import AskedQuestion, Fact, FactId
from knowledge.values import dataclass

FURTHER = 0.5
"""What a question counts for a fact that answers it besides the first."""

REFUTED = 0.5
"""What a claim counts for the fact that shows it to be wrong."""

OWN_SENTENCE = 1.0
"""A fact's own sentence counts as so many questions."""

ReadTerms = Callable[[str], set[str]]
"""The terms of a text; see `question_terms.TermReader`."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class AskedTerm:
    """A term in the questions of readers; each is itself only, so that what is worked out of one can be kept by it."""

    share: float
    """Of all questions those that have it."""

    unanswered: float
    """The same of the questions that no article answers."""

    facts: Mapping[int, float]
    """Number of a fact → the same of the questions that it answers."""

    refuted: Mapping[int, float]
    """Number of a fact → what the claims that it shows to be wrong add to that, where a claim is asked about."""


def count_terms(
    facts: Iterable[tuple[int, Fact]], asked: Iterable[AskedQuestion], read_terms: ReadTerms
) -> dict[str, AskedTerm]:
    """Every term of readers' questions with its shares, by term.

    Args:
        facts: number and fact; those that no question is on stay out.
        asked: the questions of packs besides those that stand with the facts themselves.
    """
    numbered = list(facts)
    numbers = {fact.id: number for number, fact in numbered}
    counts: dict[int, dict[str, float]] = {}
    refuting: dict[int, dict[str, float]] = {}
    weights: dict[int, float] = {}
    everywhere: Counter[str] = Counter()
    unanswered: Counter[str] = Counter()
    questions = refused = 0

    def count(number: int, terms: set[str], weight: float, *, refuted: bool = False) -> None:
        if not refuted:
            weights[number] = weights.get(number, 0.0) + weight
        own = (refuting if refuted else counts).setdefault(number, {})
        for term in terms:
            own[term] = own.get(term, 0.0) + weight

    for terms, targets, refuted in _read_all(numbered, asked, read_terms):
        questions += 1
        everywhere.update(terms)
        if not targets:
            refused += 1
            unanswered.update(terms)
        for target, weight in targets:
            if target in numbers:
                count(numbers[target], terms, weight, refuted=refuted)
    for number, fact in numbered:
        if number in counts:
            count(number, read_terms(fact.sentence), OWN_SENTENCE)
    shares, claims = _shares(counts, weights), _shares(refuting, weights)
    return {
        term: AskedTerm(
            share=(everywhere[term] + 0.5) / (questions + 1),
            unanswered=unanswered[term] / max(1, refused),
            facts=shares.get(term, {}),
            refuted=claims.get(term, {}),
        )
        for term in sorted({*everywhere, *shares})
    }


def _shares(counts: Mapping[int, Mapping[str, float]], weights: Mapping[int, float]) -> dict[str, dict[int, float]]:
    shares: dict[str, dict[int, float]] = {}
    for number in sorted(counts.keys() & weights.keys()):
        for term, amount in counts[number].items():
            shares.setdefault(term, {})[number] = amount / weights[number]
    return shares


def _read_all(
    numbered: Iterable[tuple[int, Fact]], asked: Iterable[AskedQuestion], read_terms: ReadTerms
) -> Iterator[tuple[set[str], list[tuple[FactId, float]], bool]]:
    """The terms of each question, what it counts for which fact, and whether the facts refute it."""
    for _, fact in numbered:
        for ask in fact.asks:
            yield read_terms(ask.text), [(fact.id, 1.0)], False
    for question in asked:
        whole = REFUTED if question.refuted else 1.0
        targets = [(name, whole if place == 0 else whole * FURTHER) for place, name in enumerate(question.facts)]
        yield read_terms(question.text), targets, question.refuted


class Shares(Mapping[int, float]):
    """Shares of a term by the number of a fact, packed: a bot that runs for long keeps those of thousands of terms."""

    __slots__ = ("_numbers", "_shares")

    def __init__(self, numbers: array[int], shares: array[float]) -> None:
        """Numbers in ascending order, and the share of each."""
        self._numbers = numbers
        self._shares = shares

    def __len__(self) -> int:
        return len(self._numbers)

    def __iter__(self) -> Iterator[int]:
        return iter(self._numbers)

    def __contains__(self, number: object) -> bool:
        assert isinstance(number, int)
        place = bisect_left(self._numbers, number)
        return place < len(self._numbers) and self._numbers[place] == number

    def __getitem__(self, number: int) -> float:
        place = bisect_left(self._numbers, number)
        if place == len(self._numbers) or self._numbers[place] != number:
            raise KeyError(number)
        return self._shares[place]

    def values(self) -> array[float]:  # type: ignore[override]  # as they are kept: a view would look each up
        """The shares, in the order of the numbers."""
        return self._shares


def write_shares(facts: Mapping[int, float]) -> bytes:
    """Shares of a term by fact, as they are stored: all numbers, then all shares, each little-endian in four bytes."""
    numbers = sorted(facts)
    packed, shares = array("I", numbers), array("f", [facts[number] for number in numbers])
    if sys.byteorder == "big":
        packed.byteswap()
        shares.byteswap()
    return packed.tobytes() + shares.tobytes()


def read_shares(stored: bytes) -> Shares:
    """The inverse of `write_shares`."""
    half = len(stored) // 2
    numbers, shares = array("I", stored[:half]), array("f", stored[half:])
    if sys.byteorder == "big":
        numbers.byteswap()
        shares.byteswap()
    return Shares(numbers, shares)
