"""Dates as people write them in a pack, resolved to their first and last day."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date

from knowledge.model import Period, Precision
from knowledge.yaml_nodes import Record

_PARTIAL = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
_FINENESS: tuple[Precision, ...] = ("day", "month", "year", "about")
_WAYS = ("on", "month", "year", "from", "since")
_HOW_TO_WRITE: dict[str, str] = {"day": "2024-04-16", "month": "2024-04", "year": "2024"}


def parse_partial_date(text: str) -> Period | None:
    """Read 2024-04-16, 2024-04 or 2024; None when there is no such date."""
    match = _PARTIAL.fullmatch(text)
    if match is None:
        return None
    year, month, day = (int(part) if part else None for part in match.groups())
    try:
        if year is None or month is None:
            return Period(start=date(int(text), 1, 1), end=date(int(text), 12, 31), precision="year")
        if day is None:
            return Period(
                start=date(year, month, 1), end=date(year, month, monthrange(year, month)[1]), precision="month"
            )
        return Period(start=date(year, month, day), end=date(year, month, day), precision="day")
    except ValueError:  # the 30th of February, the 13th month
        return None


def take_day(record: Record, key: str) -> date | None:
    """Take a full date that may be absent."""
    found = take_partial_date(record, key, allowed=("day",))
    return found.start if found else None


def take_partial_date(
    record: Record, key: str, *, allowed: tuple[Precision, ...] = ("day", "month", "year")
) -> Period | None:
    """Take a date of one of the allowed precisions that may be absent; null counts as absent."""
    text = record.maybe_text(key)
    if text is None:
        return None
    found = parse_partial_date(text)
    if found is None:
        record.complain(f'"{key}: {text}" is no date that can be; correct it (as in 2024-04-16)', key=key)
        return None
    if found.precision not in allowed:
        wanted = " or ".join(_HOW_TO_WRITE[precision] for precision in allowed)
        record.complain(f'"{key}: {text}" is written in another way; write it as {wanted}', key=key)
        return None
    return found


def take_period(record: Record, key: str, *, published_on: date | None) -> Period | None:
    """Take a mapping such as `{month: 2023-08}` that may be absent.

    Args:
        published_on: the day of the article, up to which `{since: …}` reaches; None where there is no article.
    """
    when = record.record(key)
    if when is None:
        return None
    about = when.maybe_boolean("about")
    period = _take_by_way(when, published_on)
    when.has("to")
    when.close()
    if period is None:
        return None
    if period.start > period.end:
        what = "begins after the article was published" if period.since else "ends before it begins"
        when.complain(f'"{key}" {what}; correct one of the dates')
    precision: Precision = "about" if about else period.precision
    return Period(start=period.start, end=period.end, precision=precision, since=period.since)


def _take_by_way(when: Record, published_on: date | None) -> Period | None:
    ways = [way for way in _WAYS if when.has(way)]
    if len(ways) != 1:
        when.complain("a date needs exactly one of on, month, year, since, or from together with to; keep one of them")
        return None
    match ways[0]:
        case "on":
            return take_partial_date(when, "on", allowed=("day",))
        case "month":
            return take_partial_date(when, "month", allowed=("month",))
        case "year":
            return take_partial_date(when, "year", allowed=("year",))
        case "since":
            return _take_since(when, published_on)
    return _take_from_to(when)


def _take_since(when: Record, published_on: date | None) -> Period | None:
    since = take_partial_date(when, "since")
    if since is None:
        return None
    if published_on is None:
        when.complain('"since" reaches to the day of an article; add a `cite`, or write from and to', key="since")
        return None
    return Period(start=since.start, end=published_on, precision=since.precision, since=True)


def _take_from_to(when: Record) -> Period | None:
    if not when.has("to"):
        when.complain('"from" stands without "to"; add it, or write since', key="from")
        return None
    first, last = take_partial_date(when, "from"), take_partial_date(when, "to")
    if first is None or last is None:
        return None
    precision = max(first.precision, last.precision, key=_FINENESS.index)
    return Period(start=first.start, end=last.end, precision=precision)
