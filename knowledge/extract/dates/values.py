"""Values of temporal expressions: a day, a month, a season ... with its TIMEX3-like form and the days it covers."""

from __future__ import annotations

import calendar
from datetime import date, datetime, timedelta
from typing import Literal

from knowledge.values import dataclass

Grain = Literal["century", "decade", "year", "half", "quarter", "season", "month", "week", "day", "moment", "interval"]

_SEASON_BEGINS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
_WEEK = timedelta(days=6)


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """A stretch of days, or a moment."""

    value: str
    first: date | None
    last: date | None
    """None where the year is unknown: "XXXX-10-04"."""

    grain: Grain
    at: datetime | None = None
    """Of a moment: when, without a zone."""


def of_day(day: date) -> When:
    """One day."""
    return When(value=day.isoformat(), first=day, last=day, grain="day")


def of_part(day: date, part: str) -> When:
    """A part of a day: TMO, TAF, TEV or TNI."""
    return When(value=f"{day.isoformat()}{part}", first=day, last=day, grain="day")


def of_moment(moment: datetime, *, utc: bool = False) -> When:
    """A time of a day, to the minute."""
    day = moment.date()
    value = f"{moment:%Y-%m-%dT%H:%M}{'Z' if utc else ''}"
    return When(value=value, first=day, last=day, grain="moment", at=moment)


def of_month(year: int, month: int) -> When:
    """A month; months beyond 1..12 carry over."""
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    last = calendar.monthrange(year, month)[1]
    return When(value=f"{year:04}-{month:02}", first=date(year, month, 1), last=date(year, month, last), grain="month")


def of_months(year: int, month: int, count: int, *, value: str, grain: Grain) -> When:
    """So many months from one on, under a value of their own."""
    return When(
        value=value, first=of_month(year, month).first, last=of_month(year, month + count - 1).last, grain=grain
    )


def of_year(year: int) -> When:
    """A calendar year."""
    return When(value=f"{year:04}", first=date(year, 1, 1), last=date(year, 12, 31), grain="year")


def of_week(day: date) -> When:
    """The week from Monday to Sunday that holds a day."""
    monday = day - timedelta(days=day.weekday())
    year, number, _ = day.isocalendar()
    return When(value=f"{year:04}-W{number:02}", first=monday, last=monday + _WEEK, grain="week")


def of_weekend(day: date) -> When:
    """Saturday and Sunday of the week that holds a day."""
    saturday = day + timedelta(days=5 - day.weekday())
    return of_interval(of_day(saturday), of_day(saturday + timedelta(days=1)))


def of_quarter(year: int, number: int) -> When:
    """A quarter of a calendar year, counted from 1; beyond 4 carries over."""
    year, number = year + (number - 1) // 4, (number - 1) % 4 + 1
    return of_months(year, 3 * number - 2, 3, value=f"{year:04}-Q{number}", grain="quarter")


def of_half(year: int, number: int) -> When:
    """A half of a calendar year, 1 or 2."""
    year, number = year + (number - 1) // 2, (number - 1) % 2 + 1
    return of_months(year, 6 * number - 5, 6, value=f"{year:04}-H{number}", grain="half")


def of_season(year: int, code: str) -> When:
    """A northern season; the winter of 2023 ends in February 2024."""
    return of_months(year, _SEASON_BEGINS[code], 3, value=f"{year:04}-{code}", grain="season")


def of_decade(year: int) -> When:
    """The ten years that share all but the last digit: 1980 to 1989 is "198"."""
    begins = year // 10 * 10
    return When(value=f"{begins // 10:03}", first=date(begins, 1, 1), last=date(begins + 9, 12, 31), grain="decade")


def of_century(number: int) -> When:
    """The 19th century is "18"."""
    begins = (number - 1) * 100
    return When(
        value=f"{number - 1:02}", first=date(begins or 1, 1, 1), last=date(begins + 99, 12, 31), grain="century"
    )


def of_fiscal_year(year: int, *, japanese: bool) -> When:
    """A fiscal year: Japan's runs from April to March; of another nothing is known but the number."""
    if japanese:
        return of_months(year, 4, 12, value=f"FY{year:04}", grain="year")
    return of_months(year, 1, 12, value=f"FY{year:04}", grain="year")


def of_interval(begin: When, end: When) -> When:
    """From the first day of one to the last day of the other."""
    return When(value=f"{begin.value}/{end.value}", first=begin.first, last=end.last, grain="interval")


def of_any_year(month: int, day: int | None = None) -> When:
    """A month or a day whose year is unknown."""
    value = f"XXXX-{month:02}" + (f"-{day:02}" if day else "")
    return When(value=value, first=None, last=None, grain="day" if day else "month")


def shift(base: When, count: int, letter: str) -> When | None:
    """Move a value by so many days (D), weeks (W), months (M) or years (Y); None without a known year.

    What is finer than the unit is dropped, as newspapers mean it: a year after 7 September 2010 is 2011. What is
    coarser stays: a day after February 2016 is February 2016.
    """
    if base.first is None:
        return None
    if letter == "Y":
        return of_year(base.first.year + count)
    if letter == "M":
        if base.grain in ("year", "decade", "century"):
            return base
        return of_month(base.first.year, base.first.month + count)
    if base.grain not in ("day", "moment", "interval", "week"):
        return base
    from_day = base.last if base.grain == "interval" and count > 0 and base.last else base.first
    if letter == "W":
        moved = from_day + timedelta(weeks=count)
        return of_week(moved) if base.grain == "week" else of_day(moved)
    return of_day(from_day + timedelta(days=count))
