"""Whether a fact's day and place are those of the very act that is asked about, and not those of the report, the speech
or the document that tells of it.

"When were the missiles launched?" is not answered by the day on which a minister spoke of them, nor "where will they
meet?" by the city in which that was agreed.
"""

from __future__ import annotations

from datetime import date

from bot.answers.finding.guard import stands_for
from bot.answers.question import Question, verbs_of
from knowledge.model import Fact
from knowledge.store import Record
from knowledge.timex import find_timexes

_NO_DAY = date(1, 1, 1)
"""What "last year" in a fact would count from; facts have no such dates."""

_TO_COME = ("planned", "expected", "asked")
HAPPENING = ("meet", "talk", "publish", "visit", "discharge", "invade", "agree", "attend", "host")
"""What an event is, before what was said or settled at it."""

_OCCASIONS = ("event", "event_series", "document")
_BOUNDED = ("before", "until")


def is_of_act(record: Record, question: Question) -> bool:
    """Whether the day and the place of a fact are those of what the question asks about."""
    fact, asked = record.fact, question.asked
    if not fact.reviewed:
        return True  # its date is that of the part that tells the act
    if "saying" in asked.signs:
        return True
    if _is_bounded(fact):
        return False
    verbs = verbs_of(question) - {"be"}
    if _is_past_plan(record):
        return bool(verbs & question.scoring.settling_relations)
    if not verbs:
        return _is_of_named(fact, question)
    told, spoken = {fact.relation, *fact.also}, question.scoring.spoken_relations
    if _is_only_said_then(fact):
        return bool(verbs & told & spoken)
    if fact.relation in question.scoring.settling_relations:
        return bool(verbs & ({fact.relation} | (told & spoken)))
    if fact.modality == "ongoing" and not _began(fact):
        return False
    return asked.symmetric or bool(verbs & told)


def _is_only_said_then(fact: Fact) -> bool:
    """Whether the day of a fact is that of the speech or the document whose words it has."""
    return fact.speaker is not None and fact.event is not None


def _began(fact: Fact) -> bool:
    """Whether a state has a day from which on it has been so, or is an occasion itself."""
    return (fact.when is not None and fact.when.since) or fact.kind == "event"


def _is_of_named(fact: Fact, question: Question) -> bool:
    """Whether a fact is of the occasion or the document that is asked about without a verb; of an office or a state it
    tells that it was so then."""
    own = [item for item in question.asked.of_kind("entity") if not item.carried]
    named = [item for item in own if question.is_kind(item, *_OCCASIONS) and not item.excluded]
    if named:
        own_words = _is_only_said_then(fact) or fact.relation == "be"
        parts = (*fact.agents, *filter(None, (fact.event,)), *(fact.mentions if fact.relation in HAPPENING else ()))
        return any(
            stands_for(item, parts, question.knowledge)
            or (question.is_kind(item, "document") and not own_words and stands_for(item, fact.mentions, question.knowledge))
            for item in named
        )
    return not _is_only_said_then(fact) and (fact.modality != "ongoing" or _began(fact))


def _is_past_plan(record: Record) -> bool:
    """Whether what is still to come has a day before its report: that on which it was settled."""
    fact = record.fact
    planned = fact.modality in _TO_COME and fact.speaker is None
    return planned and fact.when is not None and fact.when.end < record.reported_on


def _is_bounded(fact: Fact) -> bool:
    """Whether a fact only tells by or before which day something had been done: "By October 2015, four had been …"."""
    if fact.when is None or fact.when.since:
        return False
    bounds = [
        timex.bound
        for timex in find_timexes(fact.sentence.lower(), _NO_DAY)
        if timex.first is not None and timex.covers(fact.when.start, fact.when.end) or timex.bound in _BOUNDED
    ]
    return bool(bounds) and all(bound in _BOUNDED for bound in bounds)
