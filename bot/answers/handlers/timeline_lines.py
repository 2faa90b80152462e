"""Which of the dated facts a timeline tells, and in which order: the weightiest of each event, and nothing twice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date

from bot.answers.finding.found import Found
from bot.answers.finding.merge import merge_found
from knowledge.model import Fact
from knowledge.store import Record

_MOST_LINES = 12
_SHORT = 7
"""Lines on what happened within a week."""

_OF_ONE_EVENT = 4
_WEEK = 7
_MUCH_TOLD = 3
"""Facts of an event from which on it counts as one that the articles tell of."""

_MOST_GATHERED = 4
_SUMMING_UP = 6
"""A fact that rests on so many passages sums an occasion up, and its parts are told by others."""

_EVENTFUL = frozenset(
    {"meet", "visit", "agree", "publish", "discharge", "ban", "take-office", "protest", "invade", "coin", "talk",
     "ease", "attend", "reaffirm", "host", "register", "detain", "resume", "improve", "say", "oppose"}
)  # fmt: skip
_TAKING_PLACE = frozenset({"meet", "visit", "talk", "host"})
"""Acts of which each says no more than that an occasion took place, and who was there."""


def choose_weightiest(dated: Iterable[Found]) -> list[Found]:
    """One line an event, two where events are few, meetings and agreements before remarks."""
    told = _without_sums(list(dated))
    events = Counter(_event_of(found.record.fact) for found in told)

    def weight(found: Found) -> tuple[float, ...]:
        fact = found.record.fact
        eventful = (fact.kind in ("event", "agreement")) + (fact.relation in _EVENTFUL) - (fact.polarity == "negated")
        held = fact.kind == "event" and fact.relation in _TAKING_PLACE
        much = min(events[_event_of(fact)], _MUCH_TOLD)
        gathered = min(len(fact.sentences), _MOST_GATHERED) if fact.kind == "agreement" else 0
        return -eventful, -(found.score // 10), -held, -much, -gathered, _days(fact), found.record.number

    starts = [when.start for found in told if (when := found.record.fact.when) is not None]
    single = (max(starts) - min(starts)).days <= _WEEK  # one occasion, told at more length
    many = 2 * len(events) > _MOST_LINES
    most = _OF_ONE_EVENT if single else 1 if many and len(told) > _MOST_LINES else 2
    chosen: list[Found] = []
    for found in sorted(told, key=weight):
        fact = found.record.fact
        beside = [c.record.fact for c in chosen if _event_of(c.record.fact) == _event_of(fact)]
        again = not single and any(fact.relation in _alike(other) for other in beside)
        if len(beside) < most and not again and not _is_told(fact, [c.record.fact for c in chosen]):
            chosen.append(found)
    kept = chosen[: _SHORT if single else _MOST_LINES]
    return [found for found in kept if not _is_told(found.record.fact, [k.record.fact for k in kept if k is not found])]


def in_order(chosen: Iterable[Found]) -> list[tuple[Record, ...]]:
    """Reports of one thing together, earliest first; each with its finest date first, by which it stands."""
    ordered = sorted(chosen, key=lambda found: (_happened(found.record), found.record.number))
    groups = [tuple(sorted(records, key=_fineness)) for _, records in merge_found(ordered)]
    return sorted(groups, key=lambda records: (_happened(records[0]), records[0].number))


def _without_sums(dated: list[Found]) -> list[Found]:
    """What sums a whole occasion up only where nothing else is told of its day."""
    parts = [found for found in dated if len(found.record.fact.sentences) < _SUMMING_UP]
    days = {_happened(found.record)[0] for found in parts}
    return [found for found in dated if found in parts or _happened(found.record)[0] not in days]


def _event_of(fact: Fact) -> str:
    return fact.event or (f"{fact.when.start}" if fact.when is not None else "")


def _alike(fact: Fact) -> frozenset[str]:
    """Acts that tell the same of an occasion as a fact's own."""
    return _TAKING_PLACE if fact.relation in _TAKING_PLACE else frozenset({fact.relation})


def _is_told(fact: Fact, chosen: list[Fact]) -> bool:
    """Whether most passages of a fact are told, and its act by the same with them."""
    near = [other for other in chosen if other.article == fact.article and other.relation in _alike(fact)]
    others = [other for other in near if set(fact.agents) & set(other.agents)]
    untold = set(fact.sentences) - {sentence for other in others for sentence in other.sentences}
    return bool(others) and 2 * len(untold) < len(fact.sentences)


def _fineness(record: Record) -> tuple[bool, int]:
    """What tells that something happened goes before what tells that it went on, and then the finest date."""
    fact = record.fact
    return fact.modality == "ongoing" and not (fact.when is not None and fact.when.since), _days(fact)


def _days(fact: Fact) -> int:
    return (fact.when.end - fact.when.start).days if fact.when is not None else date.max.toordinal()


def _happened(record: Record) -> tuple[date, date]:
    when = record.fact.when
    return (when.start, when.end) if when is not None else (date.max, date.max)
