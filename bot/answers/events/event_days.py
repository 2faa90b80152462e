"""When an event was, or a document appeared: by the fact that tells of just that, and dates it most finely."""

from __future__ import annotations

from bot.answers.deciding.own_act import HAPPENING
from bot.answers.finding.merge import merge_found
from bot.answers.outcome import Answered, NotFound, NotUnderstood, Statement
from bot.answers.question import Question
from bot.answers.telling.leading import begins_with
from bot.answers.telling.refusal import refuse
from bot.intents.model import Item
from knowledge.model import Entity, Fact
from knowledge.store import Record
from knowledge.values import replace

_TOLD_AS = ("event", "agreement")
_APPEARING = frozenset({"publish"})
_TURNED = frozenset({"beginning", "preceding", "before_that", "after_that", "saying", "outcome", "future", "gap",
                     "since_last"})  # fmt: skip
"""Signs that not the day of the event itself is asked for."""

_HELD = frozenset({"r:host", "r:be"})
"""Verbs of which "was held" is one; they ask for nothing more of an event."""

_APPEARED = frozenset({"r:publish"})
_DATED = ("event", "document")

_CONFIDENCE = 85
_CANDIDATES = 256
_MOST_DAYS = 62
"""Days of the longest period that dates anything: of what "was in 2023" it cannot be said what came before it."""


def find_event_records(entity: Entity, question: Question) -> tuple[Record, ...]:
    """The fact that tells of an event or of a document's appearance and dates it, with other reports of the same; empty
    where none does."""
    item = Item(kind="entity", options=(f"e:{entity.id}",), text=entity.name.en, position=0, hard=True)
    alone = replace(question.asked, items=(item,), timexes=(), answer="fact", quotations=(), follow_up=False,
                    recent_facts=(), recent_articles=(), signs=frozenset(), symmetric=False)  # fmt: skip
    found = [f for f in question.find(alone, limit=_CANDIDATES) if f.clean and _dates(f.record.fact, entity, question)]
    if not found:
        return ()
    best = min(found, key=lambda f: (_rank(f.record.fact), _days(f.record.fact), -f.score, f.record.number))
    return merge_found([best, *(f for f in found if f is not best)])[0][1]


def answer_event_day(question: Question) -> Answered | NotFound | NotUnderstood | None:
    """The day of an event, where nothing is asked but when it was: "When did the Busan talks take place?"; None where
    more is asked, or no fact dates it. Talks of another year than that are none of which anything here tells."""
    asked = question.asked
    if asked.answer != "time" or asked.polar or asked.negated or asked.signs & _TURNED:
        return None
    own = [item for item in asked.items if not item.carried]
    events = [item for item in own if question.kind_of(item) in _DATED and not item.excluded]
    if len(events) != 1 or len(events[0].options) > 1 or events[0].position < 0:
        return None  # "when was that?" is asked of what was told, and not of its occasion
    event = question.entities_of(events[0])[0]
    records = find_event_records(event, question)
    verbs = _APPEARED if event.kind == "document" else _HELD
    others = [item for item in own if item is not events[0] and not verbs & set(item.options)]
    if not records or not all(_takes_part(item, event, records[0].fact) for item in others):
        return None
    when = records[0].fact.when
    if when is None or any(timex.bound != "in" or timex.first is None for timex in asked.timexes):
        return None
    if not all(timex.covers(when.start, when.end) for timex in asked.timexes):
        return refuse(question, ())
    day, sentence = question.wording.period(when, weekday="weekday" in question.asked.signs), records[0].fact.sentence
    if begins_with(sentence, day, owner=False):
        return Answered(lead=Statement(text=sentence, records=records), confidence=_CONFIDENCE)
    text = f"{day[:1].upper()}{day[1:]}{question.wording.after(day)}{sentence}"
    return Answered(lead=Statement(text=text, records=records, short=day), confidence=_CONFIDENCE)


def _takes_part(item: Item, event: Entity, fact: Fact) -> bool:
    """Whether a name is of those who took part in an event, so that nothing else is asked with it."""
    present = {f"e:{party}" for party in (*event.participants, *fact.agents)}
    return item.kind == "entity" and bool(present & set(item.options))


def _dates(fact: Fact, entity: Entity, question: Question) -> bool:
    """Whether a fact tells that the event took place, or that the document appeared, with a date."""
    if not fact.reviewed or fact.weight == "low" or fact.when is None or fact.when.since or fact.kind not in _TOLD_AS:
        return False
    if fact.polarity == "negated" or fact.modality != "happened" or _days(fact) > _MOST_DAYS:
        return False
    named = (*fact.agents, *fact.targets, *fact.mentions)
    if entity.kind == "document":  # of a series one edition appeared, and not the series
        wider = any(entity.id in question.knowledge.wider(other) for other in named)
        return fact.relation in _APPEARING and entity.id in named and not wider
    agreed = fact.kind == "agreement" and fact.relation == "agree" and entity.id in named
    return (fact.event == entity.id or agreed) and fact.relation in HAPPENING


def _rank(fact: Fact) -> int:
    return HAPPENING.index(fact.relation) if fact.relation in HAPPENING else len(HAPPENING)


def _days(fact: Fact) -> int:
    return (fact.when.end - fact.when.start).days if fact.when is not None else 0
