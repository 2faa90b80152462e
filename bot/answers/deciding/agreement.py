"""Whether several facts, none of them likely enough by itself, give the same date, place or people."""

from __future__ import annotations

from collections.abc import Sequence

from bot.answers.deciding.confidence import Rated
from bot.answers.finding.found import Found
from bot.answers.finding.kinds import find_asked_period, find_place
from bot.answers.finding.roles import find_parties
from bot.answers.question import Question

_LOOKED_AT = 5
"""Of the likeliest facts so many may agree."""

_WEEK = 7
"""Days of the longest period that agrees with a day in it."""


def are_agreed(rated: Sequence[Rated], question: Question) -> bool:
    """Whether the likeliest fact and others that hold all that is asked give one answer, which is likely to be right:
    that all are wrong has the product of each one's chance to be so."""
    asked = question.asked
    if asked.answer not in ("time", "place", "person") or asked.polar or asked.follow_up:
        return False
    whole = [r for r in rated[:_LOOKED_AT] if r.found.clean and r.found.kind_given and not r.found.missing]
    if not whole or whole[0] is not rated[0]:
        return False
    wrong = 1.0
    for r in whole:
        if _is_same_answer(r.found, whole[0].found, question):
            wrong *= 1 - r.chance
    return 1 - wrong >= question.confidence.least["agreed"]


def _is_same_answer(one: Found, other: Found, question: Question) -> bool:
    if question.asked.answer == "person":
        people = [
            find_parties(f.record, question.asked, question.knowledge, question.relations, question.scoring.roles)
            for f in (one, other)
        ]
        return bool(people[0]) and people[0] == people[1]
    if question.asked.answer == "place":
        places = [find_place(f.record, question.asked, question.knowledge) for f in (one, other)]
        return places[0] is not None and places[0] == places[1]
    first, second = (find_asked_period(f.record, question.asked, question.knowledge) for f in (one, other))
    if first is None or second is None:
        return False
    short, long = (first, second) if first.end - first.start <= second.end - second.start else (second, first)
    within = long.start <= short.start and short.end <= long.end
    return within and ((long.end - long.start).days <= _WEEK or short == long)
