"""Which of the likeliest facts bears a claim out to the letter: it goes before what is only on the matter."""

from __future__ import annotations

from bot.answers.deciding.confidence import Rated
from bot.answers.deciding.mismatch import find_mismatches
from bot.answers.question import Question
from bot.answers.telling.leading import find_verdict

_SUPPORTING = 5
_NOT_FAR = 0.35
"""Among so many of the likeliest facts, and from this share of the first one's order on, one may bear a claim out."""


def put_supporting_first(rated: tuple[Rated, ...], question: Question) -> tuple[Rated, ...]:
    """The facts, with the likeliest of those that bear the claim out at their head."""
    first = find_supporting(rated, question)
    return rated if first is None else (first, *(r for r in rated if r is not first))


def find_supporting(rated: tuple[Rated, ...], question: Question) -> Rated | None:
    """The likeliest fact that has all of a claim, with its dates, numbers and places; None of other questions."""
    if question.asked.answer != "claim":
        return None
    near = (r for r in rated[:_SUPPORTING] if r.order >= rated[0].order * _NOT_FAR)
    return next((r for r in near if _supports(r, question)), None)


def _supports(rated: Rated, question: Question) -> bool:
    return find_verdict(rated.found, question) == "supported" and not find_mismatches(rated.found, question)
