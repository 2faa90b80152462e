"""Reading of portions of a longer time: "the end of March", "early next week", "the first five months of 2024"."""

from __future__ import annotations

import re
from datetime import date, timedelta

from knowledge.extract.dates.calendar import load_calendar
from knowledge.extract.dates.near import unit_beside
from knowledge.extract.dates.scene import Found, Scene, dated
from knowledge.extract.dates.values import (
    When,
    of_any_year,
    of_day,
    of_half,
    of_interval,
    of_month,
    of_quarter,
    of_weekend,
    of_year,
)
from knowledge.extract.dates.years import choose_year, read_year, told_base

_FEAST = re.compile(r"[A-Z]")
_HOLIDAY_EDGES = {
    "beginning": "first", "start": "first", "onset": "first", "end": "last", "close": "last",
}  # fmt: skip

_WHICH = {
    "opening": 1,
    "closing": -1,
    "first": 1,
    "second": 2,
    "third": 3,
    "fourth": 4,
    "fifth": 5,
    "final": -1,
    "last": -1,
}


def read_edge(scene: Scene, match: re.Match[str]) -> Found | None:
    """ "the end of March", "early next week", "mid-June": the time that the edge belongs to."""
    words = " ".join(match["of"].lower().split())
    if words == "the day" and scene.doc:
        named = scene.narrative.day.first if scene.narrative.day else None
        return dated(of_day(named or scene.doc))
    found = scene.read(match.span("of"))
    if found and found.when and found.when.grain == "interval" and _FEAST.match(match["of"]):
        edge = _HOLIDAY_EDGES.get(match["mod"].lower())
        day = found.when.first if edge == "first" else found.when.last if edge == "last" else None
        return dated(of_day(day)) if day else found
    if found is None or found.type not in ("date", "time"):
        return None
    comparison = match["mod"].lower() == "end" and scene.words_before(3)[-2:] in (["call", "it"], ["like", "the"])
    return None if comparison else found


def read_of_unit(scene: Scene, match: re.Match[str]) -> Found | None:
    """ "the month" in "the last Thursday of the month": of the story told, else of the article's day."""
    if scene.outer == (scene.start, scene.end):
        return None
    base = told_base(scene)
    return dated(unit_beside(of_day(base), match["u"].lower(), 0)) if base else None


def read_year_edge(scene: Scene, _match: re.Match[str]) -> Found | None:
    """ "year-end"."""
    return dated(of_year(scene.doc.year)) if scene.doc else None


def read_portion(scene: Scene, match: re.Match[str]) -> Found | None:
    """ "the last week of February", "the second weekend of May", "the first Monday in June"."""
    whole = scene.read_when(match.span("of"))
    if whole is None or whole.first is None or whole.last is None:
        return dated(whole)
    unit = match["u"].lower()
    number = _WHICH[match["n"].lower()]
    if unit in load_calendar().weekdays:
        return dated(_nth_weekday(whole.first, whole.last, load_calendar().weekday(unit), number))
    if unit == "weekend":
        saturday = _nth_weekday(whole.first, whole.last, 5, number)
        return dated(of_weekend(saturday.first)) if saturday and saturday.first else None
    if unit.endswith(" day") and whole.grain == "year":
        return dated(whole)  # "the last business day of the fiscal year"
    if unit in ("day", "days") or unit.endswith(" day"):
        return dated(of_day(whole.last if number == -1 else whole.first + timedelta(days=number - 1)))
    if unit in ("weeks", "months", "years"):
        return dated(whole)  # "the opening weeks of 2022"
    if unit == "month" and whole.grain in ("year", "half", "quarter"):
        return dated(
            of_month(whole.last.year, whole.last.month)
            if number == -1
            else of_month(whole.first.year, whole.first.month + number - 1)
        )
    if unit == "decade" and whole.grain == "month":  # "the first decade of November": ten days
        begin = whole.first + timedelta(days=10 * (2 if number == -1 else number - 1))
        return dated(of_interval(of_day(begin), of_day(min(whole.last, begin + timedelta(days=9)))))
    if unit == "half" and whole.grain == "interval":  # "the first half of the 2015/16 season"
        months = (whole.last.year - whole.first.year) * 12 + whole.last.month - whole.first.month + 1
        begin_month = whole.first.month + (months // 2 if number in (-1, 2) else 0)
        return dated(
            of_interval(
                of_month(whole.first.year, begin_month), of_month(whole.first.year, begin_month + months // 2 - 1)
            )
        )
    if unit == "quarter":
        return dated(of_quarter(whole.first.year, 4 if number == -1 else number))
    if unit == "half":
        return (
            dated(of_half(whole.first.year, 2 if number == -1 else number)) if whole.grain == "year" else dated(whole)
        )
    return dated(whole)


def _nth_weekday(first: date, last: date, weekday: int, number: int) -> When | None:
    if number == -1:
        return of_day(last - timedelta(days=(last.weekday() - weekday) % 7))
    day = first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (number - 1))
    return of_day(day) if day <= last else None


def read_first_units(scene: Scene, match: re.Match[str]) -> Found | None:
    """ "the first five months of 2024"."""
    whole = scene.read_when(match.span("of"))
    count = int(load_calendar().number(match["c"]) or 0)
    if whole is None or whole.first is None or whole.last is None or not count:
        return None
    is_first = match["which"].lower() == "first"
    unit = match["u"].lower()
    if unit == "months":
        begin = (
            whole.first if is_first else of_month(whole.last.year, whole.last.month - count + 1).first or whole.first
        )
        return dated(of_interval(of_month(begin.year, begin.month), of_month(begin.year, begin.month + count - 1)))
    if unit == "years":
        year = whole.first.year if is_first else whole.last.year - count + 1
        return dated(of_interval(of_year(year), of_year(year + count - 1)))
    days = count * (7 if unit == "weeks" else 1)
    begin = whole.first if is_first else whole.last - timedelta(days=days - 1)
    return dated(of_interval(of_day(begin), of_day(begin + timedelta(days=days - 1))))


def read_half_month(scene: Scene, match: re.Match[str]) -> Found | None:
    """ "the first half of July"."""
    month = load_calendar().month(match["m"])
    year = read_year(scene, match["y"])
    whole = of_month(year, month) if year else choose_year(scene, lambda option: of_month(option, month))
    if whole is None or whole.first is None or whole.last is None:
        return dated(of_any_year(month))
    middle = whole.first.replace(day=15)
    if match["n"].lower() == "first":
        return dated(of_interval(of_day(whole.first), of_day(middle)))
    return dated(of_interval(of_day(middle + timedelta(days=1)), of_day(whole.last)))


RULES = {
    "edge": read_edge,
    "of_unit": read_of_unit,
    "year_edge": read_year_edge,
    "portion": read_portion,
    "first_units": read_first_units,
    "half_month": read_half_month,
}
