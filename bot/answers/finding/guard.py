"""Whether a fact may answer: its actor, date and polarity against those of the question."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from bot.answers.finding.knowledge import Knowledge
from bot.intents.model import Item
from knowledge.model import Fact
from knowledge.patterns import compile_late
from knowledge.store import Record
from knowledge.timex import Timex

_YEAR = compile_late(r"\b(?:19|20)\d\d\b")


def acts(item: Item, fact: Fact, knowledge: Knowledge) -> bool:
    """Whether the item's entity is one who acts or speaks in the fact."""
    actors = [*fact.agents, fact.speaker, fact.relayed_by]
    return stands_for(item, filter(None, actors), knowledge)


def is_target(item: Item, fact: Fact, knowledge: Knowledge) -> bool:
    """Whether the item's entity is one that the fact is done to or with."""
    return stands_for(item, fact.targets, knowledge)


def stands_for(item: Item, entities: Iterable[str], knowledge: Knowledge) -> bool:
    """Whether one of the entities is the item's, or belongs to it: a minister to a country, an edition to a series."""
    wanted = {option[2:] for option in item.options if option.startswith("e:")}
    for entity_id in entities:
        if entity_id in wanted:
            return True
        if not wanted.isdisjoint(knowledge.wider(entity_id)):
            return True
    return False


def happened_in(timex: Timex, record: Record, knowledge: Knowledge) -> bool:
    """Whether the fact's own date, that of one of its acts, or else its event's, lies in a period."""
    period = period_of(record, knowledge)
    if any(part.when is not None and timex.covers(part.when.start, part.when.end) for part in record.fact.parts):
        return True
    return period is not None and timex.covers(*period)


def told_in(timex: Timex, record: Record) -> bool:
    """Whether it was reported in the period, or its sentence names a year of it."""
    if timex.bound == "in" and timex.covers(record.reported_on, record.reported_on):
        return True
    return names_year_of(timex, record)


def names_year_of(timex: Timex, record: Record) -> bool:
    """Whether a fact's sentence names a year of a period that is about as long as one."""
    years = {int(year) for year in _YEAR.findall(record.fact.sentence)}
    return (
        timex.first is not None
        and timex.last is not None
        and any(timex.covers(date(year, 1, 1), date(year, 12, 31)) for year in years)
        and (timex.last - timex.first).days > 300
    )


def period_of(record: Record, knowledge: Knowledge) -> tuple[date, date] | None:
    """First and last day of what the fact tells."""
    when = record.fact.when
    if when is None and record.fact.event:
        event = knowledge.entity(record.fact.event)
        when = event.when if event is not None else None
    return (when.start, when.end) if when is not None else None
