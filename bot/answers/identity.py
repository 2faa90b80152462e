"""Who somebody is, what something is, and who held which office when."""

from __future__ import annotations

from dataclasses import replace

from bot.answers.facts import answer_from_facts
from bot.answers.lookup import Found
from bot.answers.merge import merge_found
from bot.answers.outcome import Answered, NotFound, NotUnderstood, Statement
from bot.answers.question import Question

_MOST_LINES = 2


def identify(question: Question) -> Answered | NotFound | NotUnderstood:
    """The fact that says what it is, then what else is told of it first."""
    found = question.find()
    named = question.asked.of_kind("entity", "topic")
    defining = [f for f in found if f.clean and _defines(f, question)]
    if not defining or not named:
        return answer_from_facts(question)
    rest = [f for f in found if f.clean and not f.missing and f not in defining]
    groups = merge_found([*defining, *rest])[:_MOST_LINES]
    return Answered(
        lead=Statement(text=groups[0][0].record.fact.sentence, records=groups[0][1]),
        statements=tuple(Statement(text=f.record.fact.sentence, records=records) for f, records in groups[1:]),
        confidence=round(max(groups[0][0].score, 60)),
    )


def _defines(found: Found, question: Question) -> bool:
    fact = found.record.fact
    if fact.relation not in ("be", "describe", "take-office", "coin") or not fact.agents:
        return False
    wanted = {option[2:] for item in question.asked.of_kind("entity", "topic") for option in item.options}
    return fact.relation == "be" and fact.agents[0] in wanted


def find_office(question: Question) -> Answered | NotFound | NotUnderstood:
    """The office of a person, by the facts that say so."""
    asked = question.asked
    people = tuple(item for item in asked.items if item.kind == "entity")
    found = question.find(replace(asked, items=people))
    defining = [f for f in found if f.clean and f.record.fact.relation in ("be", "take-office")]
    if not defining:
        return answer_from_facts(question)
    groups = merge_found(defining)[:_MOST_LINES]
    return Answered(
        lead=Statement(text=groups[0][0].record.fact.sentence, records=groups[0][1]),
        statements=tuple(Statement(text=f.record.fact.sentence, records=records) for f, records in groups[1:]),
        confidence=round(groups[0][0].score),
    )
