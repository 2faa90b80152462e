"""When an event was, or a document appeared: by the fact that tells of just that, and dates it most finely."""

from __future__ import annotations

from bot.answers.merge import merge_found
from bot.answers.question import Question
from bot.intents.model import Item
from knowledge.model import Entity, Fact
from knowledge.store import Record
from knowledge.values import replace

_HAPPENING = ("meet", "talk", "publish", "visit", "discharge", "invade", "agree", "attend", "host")
"""What an event is, before what was said or settled at it."""

_TOLD_AS = ("event", "agreement")
_APPEARING = frozenset({"publish"})
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
    return (fact.event == entity.id or agreed) and fact.relation in _HAPPENING


def _rank(fact: Fact) -> int:
    return _HAPPENING.index(fact.relation) if fact.relation in _HAPPENING else len(_HAPPENING)


def _days(fact: Fact) -> int:
    return (fact.when.end - fact.when.start).days if fact.when is not None else 0
