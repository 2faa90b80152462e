"""Reading of days: "10 March", "the 14th", "next Tuesday", "Easter", "2024-03-13"."""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import lru_cache

from knowledge.extract.dates.calendar import load_calendar
from knowledge.extract.dates.holidays import Holiday, fit_country, load_holidays
from knowledge.extract.dates.scene import Found, Scene, dated
from knowledge.extract.dates.values import When, of_any_year, of_day, of_month, of_part, of_week, of_weekend
from knowledge.extract.dates.years import choose_year, date_tense, nearest_weekday, read_year, weekday_number
from knowledge.values import replace

_PLANNED = re.compile(r"\b(?:set|planned|scheduled|due|slated|called off|cancelled|canceled|postponed)\b[^.;]{0,40}$")
_THAT_YEAR = re.compile(r"\b(?:that|the same) year[’']s\s$")


def read_month_day(scene: Scene, match: re.Match[str]) -> Found | None:
    """ "Tuesday, March 10, 2026"; "May of 2023" comes here too."""
    calendar = load_calendar()
    month = calendar.month(match["m"])
    groups = match.groupdict()
    year = read_year(scene, groups.get("y"))
    if "d" not in groups:
        return dated(of_month(year, month)) if year else None
    day = calendar.ordinal(groups["d"])
    return dated(day_of(scene, month, day, year)) if day else None


def day_of(scene: Scene, month: int, day: int, year: int | None) -> When | None:
    """A day with or without its year; the year may stay open. Raises ValueError for a day that does not exist."""
    date(2024, month, day)  # a leap year, so that 29 February is a day
    if year is not None:
        return of_day(date(year, month, day))

    def build(option: int) -> When | None:
        is_missing = month == 2 and day == 29 and (option % 4 != 0)
        return None if is_missing else of_day(date(option, month, day))

    return choose_year(scene, build) or of_any_year(month, day)


def read_night_range(scene: Scene, match: re.Match[str]) -> Found | None:
    """ "the night of 9-10 May": that of the first day."""
    calendar = load_calendar()
    day = calendar.ordinal(match["d1"])
    when = day_of(scene, calendar.month(match["m"]), day, read_year(scene, match["y"])) if day else None
    return dated(of_part(when.first, "TNI"), time=True) if when and when.first else None


def read_iso(_scene: Scene, match: re.Match[str]) -> Found | None:
    """ "2024-03-13"."""
    return dated(of_day(date(int(match["y"]), int(match["m"]), int(match["d"]))))


def read_dotted(_scene: Scene, match: re.Match[str]) -> Found | None:
    """ "15.08.2024", day first unless that cannot be."""
    day, month = int(match["d"]), int(match["m"])
    if month > 12:
        day, month = month, day
    return dated(of_day(date(int(match["y"]), month, day)))


def read_recurring(_scene: Scene, match: re.Match[str]) -> Found | None:
    """ "31 March each year", "every 1 January"."""
    calendar = load_calendar()
    day = calendar.ordinal(match["d"]) or 0
    return Found(value=of_any_year(calendar.month(match["m"]), day).value, type="set")


def read_day_of_month(scene: Scene, match: re.Match[str]) -> Found | None:
    """ "the 9th of this month"; "the 14th" of the month of the story, else of the last or the coming month."""
    day = load_calendar().ordinal(match["d"])
    if day is not None and match.groupdict().get("w"):
        return dated(_numbered_weekday(scene, weekday_number(match["w"]), day))
    which = (match.groupdict().get("which") or "").lower()
    if day is None:
        return None
    if which in ("this month", "last month", "next month"):
        step = {"last month": -1, "this month": 0, "next month": 1}[which]
        return dated(_day_of(scene.doc, step, day))
    focus = (
        scene.here.first if scene.here and scene.here.grain in ("day", "moment", "month", "interval", "week") else None
    )
    if which:
        return dated(_day_of(focus or scene.doc, 1 if which == "the following month" else 0, day))
    if scene.doc is None:
        return dated(_day_of(focus, 0, day))
    if focus and date_tense(scene) == "past" and scene.block - scene.narrative.block <= 1:
        told = _day_of(focus, 0, day)
        if not (told and told.first and scene.doc and told.first > scene.doc):
            return dated(told)
    options = [option for step in (-1, 0, 1) if (option := _day_of(scene.doc, step, day)) and option.first]
    if date_tense(scene) in ("future", "timetable"):
        return dated(next((option for option in options if option.first and option.first >= scene.doc), None))
    return dated(next((option for option in reversed(options) if option.first and option.first <= scene.doc), None))


def _numbered_weekday(scene: Scene, weekday: int, day: int) -> When | None:
    """ "Friday the 13th": the nearest month that has it."""
    if scene.doc is None:
        return None
    options = [option for step in range(-11, 12) if (option := _day_of(scene.doc, step, day))]
    fitting = [option.first for option in options if option.first and option.first.weekday() == weekday]
    past = [option for option in fitting if option <= scene.doc]
    coming = [option for option in fitting if option >= scene.doc]
    chosen = coming[:1] if date_tense(scene) in ("future", "timetable") else past[-1:]
    return of_day(chosen[0]) if chosen else None


def _day_of(base: date | None, step: int, day: int) -> When | None:
    """A day of the month so many months from a date; None where that month is too short."""
    month = of_month(base.year, base.month + step) if base else None
    if month is None or month.first is None or month.last is None or not 0 < day <= month.last.day:
        return None
    return of_day(month.first.replace(day=day))


def read_weekday(scene: Scene, match: re.Match[str]) -> Found | None:
    """ "Monday", "last Friday", "next Tuesday", "the Monday" of a story."""
    weekday = weekday_number(match["w"])
    relation = (match["rel"] or "").lower().strip()
    if relation in ("the", "that", "the following", "the next", "the previous", "the same"):
        day = _weekday_of_story(scene, weekday, relation)
    else:
        day = near_weekday(scene, weekday, relation)
    return dated(of_day(day)) if day else None


def near_weekday(scene: Scene, weekday: int, relation: str) -> date | None:
    """A weekday counted from the article's day."""
    doc = scene.doc
    if doc is None:
        return None
    ahead = (weekday - doc.weekday()) % 7
    if relation in ("last", "this past"):
        return doc - timedelta(days=7 - ahead)
    if relation == "next":
        monday = doc - timedelta(days=doc.weekday())
        coming = doc + timedelta(days=ahead or 7)
        # On a Saturday or Sunday "next Tuesday" is the one in two or three days.
        return monday + timedelta(days=7 + weekday) if coming < monday + timedelta(days=7) else coming
    if relation in ("this coming", "the coming", "coming"):
        return doc + timedelta(days=ahead or 7)
    if relation == "week":
        return doc + timedelta(days=ahead + 7)
    if relation == "this" and (
        date_tense(scene) != "past" or _PLANNED.search(scene.text[scene.sentence[0] : scene.start])
    ):
        return doc + timedelta(days=ahead)
    return nearest_weekday(scene, weekday)


def _weekday_of_story(scene: Scene, weekday: int, relation: str) -> date | None:
    focus = scene.narrative.day
    if focus is None or focus.first is None:
        return nearest_weekday(scene, weekday)
    ahead = (weekday - focus.first.weekday()) % 7
    if relation in ("the following", "the next"):
        return focus.first + timedelta(days=ahead or 7)
    if relation == "the previous":
        return focus.first - timedelta(days=7 - ahead)
    if relation == "the":
        monday = focus.first - timedelta(days=focus.first.weekday())
        return monday + timedelta(days=weekday)
    return focus.first - timedelta(days=(7 - ahead) % 7)


def read_weekday_of_week(scene: Scene, match: re.Match[str]) -> Found | None:
    """ "Tuesday of last week", "Thursday next week"."""
    relation = match["rel"].lower()
    step = {"last": -1, "this": 0, "next": 1, "the following": 1, "the previous": -1}.get(relation, 0)
    is_story = relation not in ("last", "this", "next")
    focus = scene.here.first if is_story and scene.here else None
    base = focus or scene.doc
    if base is None:
        return None
    return dated(of_day(base + timedelta(days=7 * step + weekday_number(match["w"]) - base.weekday())))


def read_weekday_after_next(scene: Scene, match: re.Match[str]) -> Found | None:
    """ "the Monday after next"."""
    coming = near_weekday(scene, weekday_number(match["w"]), "next")
    return dated(of_day(coming + timedelta(days=7))) if coming else None


def read_week_of(scene: Scene, match: re.Match[str]) -> Found | None:
    """ "the week of May 20"."""
    when = scene.read_when(match.span("of"))
    if when is None or when.first is None:
        return None
    return dated(of_weekend(when.first) if match["u"].lower() == "weekend" else of_week(when.first))


def read_weekday_set(_scene: Scene, match: re.Match[str]) -> Found | None:
    """ "every Tuesday", "Saturdays"."""
    return Found(value=f"XXXX-WXX-{weekday_number(match['w']) + 1}", type="set")


@lru_cache(maxsize=256)
def _expression_of(holiday: Holiday) -> re.Pattern[str]:
    return re.compile(holiday.words)


def _holiday_at(text: str, start: int, end: int) -> Holiday | None:
    for holiday in load_holidays():
        found = _expression_of(holiday).match(text, start)
        if found and found.end() == end:
            return holiday
    return None


def read_holiday(scene: Scene, match: re.Match[str]) -> Found | None:
    """ "Easter", "last Christmas", "Ramadan 2024"."""
    holiday = _holiday_at(scene.text, *match.span("h"))
    if holiday is None:
        return None
    day = scene.narrative.day
    holiday = fit_country(holiday, scene.text, scene.start, day.first if day else None)
    groups = match.groupdict()
    year = read_year(scene, groups.get("y"))
    if year is not None:
        return dated(holiday.falls(year))
    if (
        _THAT_YEAR.search(scene.text[max(scene.sentence[0], scene.start - 20) : scene.start])
        and scene.here
        and scene.here.first
    ):
        return dated(holiday.falls(scene.here.first.year))
    relation = (groups.get("rel") or "").lower()
    if relation and scene.doc:
        options = [holiday.falls(scene.doc.year + step) for step in (-1, 0, 1)]
        if relation in ("last", "this past"):
            return dated(next((day for day in reversed(options) if day and day.last and day.last < scene.doc), None))
        if relation in ("next", "this coming"):
            return dated(next((day for day in options if day and day.first and day.first > scene.doc), None))
        return dated(holiday.falls(scene.doc.year))
    found = choose_year(scene, holiday.falls)
    if holiday.or_table and scene.doc:
        other = choose_year(scene, replace(holiday, table=holiday.or_table).falls)
        both = [(abs((option.first - scene.doc).days), option) for option in (found, other) if option and option.first]
        return dated(min(both, key=lambda pair: pair[0])[1] if both else None)
    return dated(found)


RULES = {
    "month_day": read_month_day,
    "night_range": read_night_range,
    "iso_date": read_iso,
    "dotted_date": read_dotted,
    "recurring_day": read_recurring,
    "day_of_month": read_day_of_month,
    "weekday": read_weekday,
    "weekday_of_week": read_weekday_of_week,
    "weekday_after_next": read_weekday_after_next,
    "week_of": read_week_of,
    "weekday_set": read_weekday_set,
    "holiday": read_holiday,
}
