"""When an event was that is asked about by itself, and whether it was when a claim says."""

from __future__ import annotations

from bot.answers.events.event_days import find_event_records
from bot.answers.finding.guard import stands_for
from bot.answers.model import Verdict
from bot.answers.outcome import Answered, Statement
from bot.answers.question import Question
from knowledge.model import Entity, Fact

_DATED = ("event", "document")
_TAKING_PLACE = frozenset({"meet", "talk", "discuss", "host", "publish", "be"})
"""Verbs that say no more of an event than that it took place, and of a document than that it appeared."""

_CONFIDENCE = 90


def check_event_day(question: Question) -> Answered | None:
    """The verdict on the day of an event; None where a claim says more of it, or the articles date it too coarsely."""
    asked = question.asked
    timex = asked.timexes[0] if len(asked.timexes) == 1 else None
    if not asked.polar or asked.negated or timex is None or timex.bound != "in" or timex.month is not None:
        return None
    event = _find_event(question)
    records = find_event_records(event, question) if event is not None else ()
    when = records[0].fact.when if records else None
    if when is None or not _says_no_more(question, records[0].fact, event):
        return None
    verdict: Verdict
    if timex.covers(when.start, when.end):
        verdict, before = "supported", question.yes
    elif timex.first is not None and timex.last is not None and (timex.last < when.start or when.end < timex.first):
        verdict, before = "contradicted", question.wording.say("contrary")
    else:
        return None  # "in November" neither bears out nor refutes a day of that month
    text = before + question.wording.gap + records[0].fact.sentence
    return Answered(lead=Statement(text=text, records=records), confidence=_CONFIDENCE, verdict=verdict)


def _find_event(question: Question) -> Entity | None:
    """The one event or document that a claim names."""
    named = [entity for item in question.asked.of_kind("entity") if not item.carried
             for entity in question.entities_of(item)[:1] if entity.kind in _DATED]  # fmt: skip
    return named[0] if len({entity.id for entity in named}) == 1 else None


def _says_no_more(question: Question, fact: Fact, event: Entity | None) -> bool:
    """Whether all that is claimed is that the event took place, there, and between those who met."""
    around = (*fact.agents, *fact.targets, *fact.mentions, *filter(None, (fact.place, fact.event)), *_of_event(event))
    for item in question.asked.items:
        if item.kind == "relation":
            if not {option[2:] for option in item.options} & _TAKING_PLACE:
                return False
        elif item.kind != "entity" or item.excluded or item.either or not stands_for(item, around, question.knowledge):
            return False
    return True


def _of_event(event: Entity | None) -> tuple[str, ...]:
    return (event.id, *event.participants, *filter(None, (event.place,))) if event is not None else ()
