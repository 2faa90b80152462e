"""Who held a post before or after somebody, and since when he has held it, as far as the articles say."""

from __future__ import annotations

from dataclasses import replace

from bot.answers.found import Found
from bot.answers.guard import stands_for
from bot.answers.offices import find_country, find_holders, find_role, tell_holder
from bot.answers.outcome import Answered, NotFound, NotUnderstood
from bot.answers.question import Question
from bot.answers.refusal import refuse
from bot.answers.telling import tell_fact
from bot.intents.model import Item

_CONFIDENCE = 85


def answer_beside_holder(question: Question) -> Answered | NotFound | NotUnderstood | None:
    """The nearest holder before or after the one who is named; None where something else is asked.

    Whether somebody else came between the two the articles need not say: the fact tells when he held it.
    """
    asked = question.asked
    if asked.beside_holder is None:
        return None
    known = {option[2:] for item in asked.of_kind("entity") if item.excluded for option in item.options}
    role, country = find_role(question), find_country(question)
    holders = find_holders(question, role, country) if role and country else []
    places = [place for place, holder in enumerate(holders) if holder.person.id in known]
    named = replace(question, asked=replace(asked, items=asked.of_kind("concept")))
    if not places:
        return refuse(named, ())
    others = holders[: places[0]][-1:] if asked.beside_holder == "before" else holders[places[-1] + 1 :][:1]
    told = tell_holder(others[0], question) if others else None
    return Answered(lead=told, confidence=_CONFIDENCE) if told is not None else refuse(named, ())


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
