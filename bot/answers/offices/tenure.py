"""Since when somebody has held the post that was just told of."""

from __future__ import annotations

from bot.answers.finding.found import Found
from bot.answers.finding.guard import stands_for
from bot.answers.outcome import Answered, NotFound, NotUnderstood
from bot.answers.question import Question
from bot.answers.telling.refusal import refuse
from bot.answers.telling.telling import tell_fact
from bot.intents.model import Item

_CONFIDENCE = 85


def answer_since_when(question: Question) -> Answered | NotFound | NotUnderstood | None:
    """The fact that somebody took the post that was just told of, where "since when?" asks for it; None elsewhere."""
    asked = question.asked
    if asked.answer != "time" or not asked.follow_up or any(item.position >= 0 for item in asked.items):
        return None
    taking = any("r:take-office" in item.options for item in asked.of_kind("relation"))
    person = next((item for item in asked.of_kind("entity") if question.is_kind(item, "person")), None)
    if not taking or person is None:
        return None
    found = question.find()
    taken = [f for f in found if f.record.fact.relation == "take-office" and _acts(person, f, question)]
    return tell_fact(taken[0], taken[:1], found, question, confidence=_CONFIDENCE) if taken else refuse(question, ())


def _acts(person: Item, found: Found, question: Question) -> bool:
    return stands_for(person, found.record.fact.agents[:1], question.knowledge)
