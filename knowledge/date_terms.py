"""Days as terms by which facts are found: the months in which a fact lies, and the month in which it was reported.

Terms are `d:2023-11` and `d:2023` for when something happened, `t:2023-11` and `t:2023` for when it was reported.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from functools import lru_cache

from knowledge.model import Entity, Fact

_MOST_MONTHS = 24
"""A longer time is told by its years."""

_MOST_YEARS = 60


def date_terms(fact: Fact, reported_on: date, entities: Mapping[str, Entity]) -> set[str]:
    """Terms for when what a fact tells happened, or else its event, and for when it was reported."""
    event = entities.get(fact.event or "") if fact.event else None
    own = fact.when or (event.when if event is not None else None)
    found = set(_report_terms(reported_on))
    if own is not None:
        found.update(_period_terms(own.start, own.end))
    for part in fact.parts:
        if part.when is not None:
            found.update(_period_terms(part.when.start, part.when.end))
    return found


@lru_cache(maxsize=4096)
def _report_terms(day: date) -> tuple[str, ...]:
    return f"t:{day.year:04}-{day.month:02}", f"t:{day.year:04}"


@lru_cache(maxsize=4096)
def _period_terms(first: date, last: date) -> tuple[str, ...]:
    return tuple(f"d:{name}" for name in (*_months(first, last), *_years(first, last)))


def terms_between(first: date, last: date) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Terms of facts that may have happened in these days, and of those that were reported in them.

    Nothing where the days are too many to be told by years.
    """
    whole_years = first.month == first.day == 1 and (last.month, last.day) == (12, 31)
    names = () if whole_years else tuple(_months(first, last))
    names = names or tuple(_years(first, last))
    return tuple(f"d:{name}" for name in names), tuple(f"t:{name}" for name in names)


def terms_of_month(month: int, first: date, last: date) -> tuple[str, ...]:
    """Terms of facts that may have happened in a month of any year of some time, the latest where it is long."""
    years = range(max(first.year, last.year - _MOST_YEARS), last.year + 1)
    return tuple(f"d:{year:04}-{month:02}" for year in years)


def terms_until(day: date, first_year: int) -> Iterator[str]:
    """Terms of all facts that were reported by the end of a day's month."""
    yield from (f"t:{year:04}" for year in range(first_year, day.year))
    yield from (f"t:{day.year:04}-{month:02}" for month in range(1, day.month + 1))


def _months(first: date, last: date) -> Iterator[str]:
    """The months of a time, none where it has too many."""
    count = (last.year - first.year) * 12 + last.month - first.month + 1
    for place in range(count if count <= _MOST_MONTHS else 0):
        year, month = divmod(first.month - 1 + place, 12)
        yield f"{first.year + year:04}-{month + 1:02}"


def _years(first: date, last: date) -> Iterator[str]:
    for year in range(first.year, last.year + 1 if last.year - first.year < _MOST_YEARS else first.year):
        yield f"{year:04}"
