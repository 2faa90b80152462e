"""Days as terms by which facts are found: the months in which a fact lies, and the month in which it was reported.

Terms are `d:2023-11` and `d:2023` for when something happened, `t:2023-11` and `t:2023` for when it was reported.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from knowledge.model import Entity, Fact, Period

_MOST_MONTHS = 24
"""A longer time is told by its years."""

_MOST_YEARS = 60


def date_terms(fact: Fact, reported_on: date, entities: Mapping[str, Entity]) -> set[str]:
    """Terms for when what a fact tells happened, or else its event, and for when it was reported."""
    event = entities.get(fact.event or "")
    own = fact.when or (event.when if event is not None else None)
    periods: Iterable[Period | None] = (own, *(part.when for part in fact.parts))
    found = {f"t:{reported_on:%Y-%m}", f"t:{reported_on:%Y}"}
    for period in periods:
        if period is not None:
            found.update(f"d:{month}" for month in _months(period.start, period.end))
            found.update(f"d:{year}" for year in _years(period.start, period.end))
    return found


def terms_between(first: date, last: date) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Terms of facts that may have happened in these days, and of those that were reported in them.

    Nothing where the days are too many to be told by years.
    """
    whole_years = first.month == first.day == 1 and (last.month, last.day) == (12, 31)
    names = () if whole_years else tuple(_months(first, last))
    names = names or tuple(_years(first, last))
    return tuple(f"d:{name}" for name in names), tuple(f"t:{name}" for name in names)


def _months(first: date, last: date) -> Iterator[str]:
    """The months of a time, none where it has too many."""
    count = (last.year - first.year) * 12 + last.month - first.month + 1
    for place in range(count if count <= _MOST_MONTHS else 0):
        year, month = divmod(first.month - 1 + place, 12)
        yield f"{first.year + year:04}-{month + 1:02}"


def _years(first: date, last: date) -> Iterator[str]:
    for year in range(first.year, last.year + 1 if last.year - first.year < _MOST_YEARS else first.year):
        yield f"{year:04}"
