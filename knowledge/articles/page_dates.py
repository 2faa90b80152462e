"""Days as pages write them: "14.03.2024", "Jan. 9, 2023", "le 3 mars 2021", "2023年11月16日", "令和5年11月16日"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from knowledge.articles.head_words import load_head_words
from knowledge.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class PageDate:
    """A day on a page; start and end count in the line it was found in."""

    start: int
    end: int
    year: int | None
    month: int
    day: int

    @property
    def on(self) -> date | None:
        """The day; None without a year or where the calendar has no such day."""
        return None if self.year is None else day_or_none(self.year, self.month, self.day)


def day_or_none(year: int, month: int, day: int) -> date | None:
    """The day, or None where the calendar has none."""
    try:
        return date(year, month, day) if 1800 <= year <= 2200 else None
    except ValueError:
        return None


def find_page_dates(text: str) -> tuple[PageDate, ...]:
    """Find days in a line, in order, with or without their year."""
    found: list[PageDate] = []
    end = 0
    for dated in sorted(_all(text), key=lambda item: (item.start, -item.end)):
        if dated.start >= end:
            found.append(dated)
            end = dated.end
    return tuple(found)


def read_iso_day(value: str) -> date | None:
    """The day of an ISO 8601 time as its author's clock showed it, or of any other notation with a year."""
    found = _ISO.match(value.strip())
    if found:
        return day_or_none(int(found[1]), int(found[2]), int(found[3]))
    return next((dated.on for dated in find_page_dates(value) if dated.on), None)


_ISO = re.compile(r"(\d{4})-?(\d{2})-?(\d{2})(?=$|[T \d])")
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_DAY = r"(?P<day>0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th|er|º|\.)?"
_YEAR_FIRST = re.compile(
    r"(?<![\d./-])(?P<year>(?:19|20)\d\d)[-/.](?P<month>0?[1-9]|1[0-2])[-/.](?P<day>0?[1-9]|[12]\d|3[01])(?!\d)"
)
_YEAR_LAST = re.compile(
    r"(?<![\d./-])(?P<a>0?[1-9]|[12]\d|3[01])(?P<mark>[-/.])(?P<b>0?[1-9]|[12]\d|3[01])(?P=mark)(?P<year>(?:19|20)\d\d|\d\d(?=\D|$))(?!\d)"
)
_ASIAN = re.compile(
    r"(?:(?P<year>(?:19|20)\d\d)\s?[年년]\s?)?(?P<month>1[0-2]|0?[1-9])\s?[月월]\s?(?P<day>3[01]|[12]\d|0?[1-9])\s?[日일号號]"
)
_ERA = re.compile(r"(?P<era>令和|平成|昭和)\s?(?P<year>\d{1,2}|元)年\s?(?P<month>\d{1,2})月\s?(?P<day>\d{1,2})日")
_YEAR_AHEAD = re.compile(r"(?<!\d)\(?(?P<year>(?:19|20)\d\d)\)?,?\s+\Z")
_AFTERNOON = re.compile(r"\b[ap]\.?m\b", re.I)


def _all(text: str) -> Iterator[PageDate]:
    if not any(char.isdigit() for char in text):
        return
    for found in _YEAR_FIRST.finditer(text):
        yield _dated(found, int(found["year"]), int(found["month"]), int(found["day"]))
    for found in _YEAR_LAST.finditer(text):
        yield from _numbers(found, text)
    for found in _ASIAN.finditer(text):
        yield _dated(found, int(found["year"]) if found["year"] else None, int(found["month"]), int(found["day"]))
    for found in _ERA.finditer(text):
        year = 1 if found["year"] == "元" else int(found["year"])
        yield _dated(found, load_head_words().eras[found["era"]] + year, int(found["month"]), int(found["day"]))
    words = load_head_words()
    for pattern in (words.day_month, words.month_day):
        for found in pattern.finditer(text):
            ahead = _YEAR_AHEAD.search(text, 0, found.start())  # "Reiwa 7 (2025) June 4", "2021, 12 May"
            year_text = found["year"] or (ahead["year"] if ahead else None)
            month = words.months[found["month"].casefold().rstrip(".")]
            yield _dated(found, int(year_text) if year_text else None, month, int(found["day"]))


def _numbers(found: re.Match[str], text: str) -> Iterator[PageDate]:
    """Day before month, as most of the world writes; month first where it must be, or beside an American clock."""
    first, second = int(found["a"]), int(found["b"])
    year = int(found["year"])
    year += 2000 if year < 70 else 1900 if year < 100 else 0
    if len(found["year"]) == 2 and found["mark"] == "-":
        return
    american = second > 12 or (found["mark"] == "/" and first <= 12 and _AFTERNOON.search(text) is not None)
    day, month = (second, first) if american else (first, second)
    if month <= 12:
        yield _dated(found, year, month, day)


def _dated(found: re.Match[str], year: int | None, month: int, day: int) -> PageDate:
    return PageDate(start=found.start(), end=found.end(), year=year, month=month, day=day)
