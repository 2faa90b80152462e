"""Days with a name, reckoned for a year: Christmas, Easter, Ramadan ..."""

from __future__ import annotations

import calendar
from datetime import date, timedelta
from functools import lru_cache

from knowledge.extract.dates.calendar import load_data
from knowledge.extract.dates.values import When, of_day, of_interval
from knowledge.values import dataclass, replace

_FILE = "holidays.yaml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Holiday:
    """A named day: its words as a regular expression, and its days by year."""

    words: str
    fixed: tuple[int, int] | None = None
    easter: int | None = None
    orthodox_easter: int | None = None
    nth: tuple[int, int, int] | None = None
    """Month, weekday from Monday = 0, and which of them; -1 is the last."""

    table: str | None = None
    or_table: str | None = None
    """Another feast of that name: "Eid"."""

    country: str | None = None
    """A day of each country's own: the list of their days in the file."""

    once: date | None = None
    days: int = 1

    def falls(self, year: int) -> When | None:
        """The day or days in a year; None where the tables do not reach."""
        first = self.once or self._first(year)
        if first is None:
            return None
        whole = of_day(first)
        return whole if self.days == 1 else of_interval(whole, of_day(first + timedelta(days=self.days - 1)))

    def _first(self, year: int) -> date | None:
        if self.fixed is not None:
            return date(year, *self.fixed)
        if self.easter is not None:
            return _easter(year) + timedelta(days=self.easter)
        if self.orthodox_easter is not None:
            return _orthodox_easter(year) + timedelta(days=self.orthodox_easter)
        if self.nth is not None:
            return _nth_weekday(year, *self.nth)
        return load_tables().get((self.table or "", year))


@lru_cache(maxsize=1)
def load_holidays() -> tuple[Holiday, ...]:
    """Load the named days in the order of the file."""
    found = []
    for entry in load_data(_FILE)["holidays"]:
        fields = dict(entry)
        if "fixed" in fields:
            month, day = fields["fixed"].split("-")
            fields["fixed"] = (int(month), int(day))
        if "once" in fields:
            fields["once"] = date.fromisoformat(fields["once"])
        if "nth" in fields:
            fields["nth"] = tuple(fields["nth"])
        found.append(Holiday(**fields))
    return tuple(found)


@lru_cache(maxsize=1)
def load_tables() -> dict[tuple[str, int], date]:
    """Load the days of movable feasts: (table, year) to day."""
    data = load_data(_FILE)
    found = {}
    for name, cells in data["tables"].items():
        for year, cell in enumerate(cells.split(), start=int(data["first_year"])):
            if cell != "-":
                found[name, year] = date.fromisoformat(f"{year}-{cell}")
    return found


def fit_country(holiday: Holiday, text: str, before: int, date_told: date | None) -> Holiday:
    """The holiday of the country that the text names last before an offset; unchanged where it names none.

    A country whose holiday falls on `date_told`, of which the text has just spoken, goes before all others.
    """
    if holiday.country is None:
        return holiday
    countries = load_countries(holiday.country)
    told = [name for name, cell in countries.items() if date_told and cell == f"{date_told:%m-%d}" and name in text]
    near = told[0] if told else max(countries, key=lambda name: text.rfind(name, 0, before))
    if text.rfind(near, 0, before) < 0:
        return holiday
    month, day = countries[near].split("-")
    return replace(holiday, fixed=(int(month), int(day)))


@lru_cache(maxsize=8)
def load_countries(kind: str) -> dict[str, str]:
    """Load the days of one kind by country: how its name or adjective begins, to month and day."""
    return dict(load_data(_FILE)["countries"][kind])


def _easter(year: int) -> date:
    """Western Easter Sunday, by the algorithm of Meeus, Jones and Butcher."""
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, day = divmod(h + m - 7 * n + 114, 31)
    return date(year, month, day + 1)


def _orthodox_easter(year: int) -> date:
    """Julian Easter in the Gregorian calendar, for 1900 to 2099."""
    d = (19 * (year % 19) + 15) % 30
    e = (2 * (year % 4) + 4 * (year % 7) - d + 34) % 7
    month, day = divmod(d + e + 114, 31)
    return date(year, month, day + 1) + timedelta(days=13)


def _nth_weekday(year: int, month: int, weekday: int, which: int) -> date:
    if which < 0:
        last = date(year, month, calendar.monthrange(year, month)[1])
        return last - timedelta(days=(last.weekday() - weekday) % 7)
    first = date(year, month, 1)
    return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (which - 1))
