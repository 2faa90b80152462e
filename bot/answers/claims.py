"""Whether something is true: offices by the offices on record, everything else by the facts."""

from __future__ import annotations

from dataclasses import replace

from bot.answers.facts import answer_from_facts
from bot.answers.identity import find_office
from bot.answers.outcome import Answered, NotFound, NotUnderstood
from bot.answers.question import Question


def check_claim(question: Question) -> Answered | NotFound | NotUnderstood:
    """The verdict of the facts; "X is minister of Y" is answered with the office that X held."""
    asked = question.asked
    offices = [i for i in asked.items if any(option.startswith("c:office-") for option in i.options)]
    person = next((i for i in asked.of_kind("entity") if _is_person(i.options, question)), None)
    if not offices or person is None or asked.of_kind("relation", "topic", "word", "unknown") or len(asked.items) > 3:
        return answer_from_facts(question)
    outcome = find_office(question)
    if isinstance(outcome, Answered) and not _holds(person.options[0][2:], offices[0].options, question):
        gap = " " if question.wording.language == "en" else ""
        lead = replace(outcome.lead, text=question.wording.say("contrary") + gap + outcome.lead.text)
        return replace(outcome, lead=lead)
    return outcome


def _is_person(options: tuple[str, ...], question: Question) -> bool:
    entities = (question.knowledge.entity(option[2:]) for option in options if option.startswith("e:"))
    return any(entity is not None and entity.kind == "person" for entity in entities)


def _holds(person: str, roles: tuple[str, ...], question: Question) -> bool:
    entity = question.knowledge.entity(person)
    return entity is not None and any(f"c:office-{office.role}" in roles for office in entity.offices)
