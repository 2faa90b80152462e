"""Points in time as the file keeps them: whole seconds since 1970, and days, both in UTC."""

from __future__ import annotations

import math
from datetime import UTC, date, datetime


def to_seconds(moment: datetime) -> int:
    """Whole seconds since 1970."""
    if moment.utcoffset() is None:
        raise ValueError(f"{moment.isoformat()} has no time zone; hand in an aware datetime")
    return math.floor(moment.timestamp())


def from_seconds(seconds: int) -> datetime:
    """The moment, in UTC."""
    return datetime.fromtimestamp(seconds, UTC)


def utc_day(moment: datetime) -> date:
    """The day in UTC on which a moment falls."""
    return from_seconds(to_seconds(moment)).date()
