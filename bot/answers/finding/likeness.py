"""How much a question is like the questions that readers ask for each fact."""

from __future__ import annotations

from array import array
from collections.abc import Mapping, Sequence
from functools import lru_cache
from heapq import nsmallest
from math import exp, log

from knowledge.asked_terms import AskedTerm
from knowledge.question_terms import content_words
from knowledge.values import dataclass

_SMOOTHING = 0.2
"""Share of the usual frequency of a term in its likelihood; 0.05 to 0.3 find the same facts (0.87 to 0.89 first)."""

_UNSEEN = 5e-5
"""Share of questions that a term has which none of them has: half of one in ten thousand."""

_SPREAD = 0.7
"""How fast a fact falls behind the likeliest, in points."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Likeness:
    """A question beside the questions for one fact. Points are natural logarithms."""

    points: float
    """How much likelier the question is among those for the fact than among all."""

    share: float
    """Of the points that a question whose every term stands in all questions for the fact would have."""

    weight: float
    """Of the likeliness of all facts together."""

    lost: int
    """Content words that no question for the fact has."""

    lost_names: int
    """Those of them that the alias table knows."""

    lost_share: float
    """What these words weigh, by their rarity, in the whole question."""

    lost_most: float
    """What the rarest of them weighs."""

    lost_terms: tuple[str, ...]
    """Terms that no question for the fact has."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedLike:
    """A question beside the questions of all facts."""

    terms: tuple[str, ...]
    points: Mapping[int, float]
    """Number of a fact → points, for facts that share a term with it."""

    most: float
    best: float
    """Points of the likeliest fact."""

    unanswered: float
    """How much likelier it is among questions that no article answers than among all."""

    _holders: tuple[tuple[str, Mapping[int, float], Mapping[int, float]], ...]
    """Each term with the facts whose questions have it, and with those that refute a claim which has it."""

    _total: float
    _rarity: Mapping[str, float]
    _rarities: float

    def likeliest(self, count: int) -> tuple[int, ...]:
        """Numbers of the likeliest facts, best first."""
        order = nsmallest(count, [(-points, number) for number, points in self.points.items()])
        return tuple(number for _, number in order)

    def of(self, number: int) -> Likeness:
        """The question beside the questions for one fact."""
        points = self.points.get(number, 0.0)
        lost = [term for term, facts, refuted in self._holders if number not in facts and number not in refuted]
        content = content_words(lost)
        return Likeness(
            points=points,
            share=points / self.most if self.most else 0.0,
            weight=exp((points - self.best) * _SPREAD) / self._total if self._total else 0.0,
            lost=len(content),
            lost_names=sum(term[0] in "erc" for term in content),
            lost_share=sum(self._rarity[term] for term in lost if term[0] != "n") / (self._rarities or 1.0),
            lost_most=max((self._rarity[term] for term in content), default=0.0),
            lost_terms=tuple(lost),
        )


def compare_with_asked(terms: tuple[str, ...], known: Mapping[str, AskedTerm], *, polar: bool) -> AskedLike:
    """Hold a question against the questions of readers.

    Args:
        terms: those of the question, sorted, so that sums come out the same each time.
        known: those of them that readers use.
        polar: it can be answered with yes or no, so that the claims which a fact refutes are like it too.
    """
    points: dict[int, float] = {}
    most = unanswered = 0.0
    for term in terms:
        if term[0] == "n" and term not in known:
            continue  # a spelling of a name that nobody has used; whose name it is counts by itself
        most += log(1 + _factor(known[term].share if term in known else _UNSEEN))
        if term in known:
            unanswered += log(0.5 * known[term].unanswered / known[term].share + 0.5)
            get = points.get
            for number, gained in zip(*_points_of(known[term], polar), strict=True):
                points[number] = get(number, 0.0) + gained
        else:
            unanswered += log(0.5)
    best = max(points.values(), default=0.0)
    total = sum(exp((value - best) * _SPREAD) for _, value in sorted(points.items()))
    rarity = {term: -log(known[term].share if term in known else _UNSEEN) for term in terms}
    holders = tuple(
        (term, known[term].facts, known[term].refuted if polar else {}) if term in known else (term, {}, {})
        for term in terms
    )
    return AskedLike(
        terms=terms, points=points, most=most, best=best, unanswered=unanswered, _holders=holders,
        _total=total, _rarity=rarity, _rarities=sum(rarity.values()),
    )  # fmt: skip


@lru_cache(maxsize=1024)
def _points_of(term: AskedTerm, polar: bool) -> tuple[Sequence[int], Sequence[float]]:
    """What each fact gains by a term. The commonest terms are in nearly all questions, and nearly all facts gain."""
    shares = term.facts
    if polar and term.refuted:
        shares = {**shares, **{n: shares.get(n, 0.0) + s for n, s in term.refuted.items()}}
    factor = _factor(term.share)
    return array("I", shares), array("d", [log(1 + factor * share) for share in shares.values()])


def _factor(usual: float) -> float:
    return (1 - _SMOOTHING) / (_SMOOTHING * usual)
