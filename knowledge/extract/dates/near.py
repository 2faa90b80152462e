"""Reading of what is near the article's day or the last date: "yesterday", "next week", "the same day"."""

from __future__ import annotations

import re
from datetime import date, timedelta

from knowledge.extract.dates.calendar import load_calendar
from knowledge.extract.dates.scene import Found, Scene, dated, find_apposed, find_quoted_day
from knowledge.extract.dates.values import (
    When,
    of_century,
    of_day,
    of_decade,
    of_fiscal_year,
    of_month,
    of_quarter,
    of_week,
    of_weekend,
    of_year,
    shift,
)
from knowledge.extract.dates.years import date_tense, read_year, year_beside

_AHEAD = re.compile(r"\b(?:before|by|ahead of|until)\s$", re.IGNORECASE)
_YEAR = re.compile(r"\d{4}(?=-|/|$)")
_NEAR_DAYS = {
    "yesterday": -1,
    "today": 0,
    "tomorrow": 1,
    "the day before yesterday": -2,
    "the day after tomorrow": 2,
}
_STEPS = {
    "last": -1, "this past": -1, "this": 0, "the current": 0, "next": 1, "this coming": 1, "the coming": 1,
    "the previous": -1, "the preceding": -1, "that": 0, "that very": 0, "the same": 0, "the very same": 0,
    "the following": 1, "the next": 1, "the very next": 1,
}  # fmt: skip


def read_near_day(scene: Scene, match: re.Match[str]) -> Found | None:
    """ "today", "the day before yesterday"."""
    if scene.doc is None:
        return None
    words = " ".join(match["w"].lower().split())
    base = find_quoted_day(scene) or scene.doc
    return dated(of_day(base + timedelta(days=_NEAR_DAYS[words])))


def read_near_unit(scene: Scene, match: re.Match[str]) -> Found | None:
    """ "next week", "this year", counted from the article's day."""
    if scene.doc is None:
        return None
    return dated(unit_beside(of_day(scene.doc), match["u"].lower(), _STEPS[match["rel"].lower()]))


def read_after_next(scene: Scene, match: re.Match[str]) -> Found | None:
    """ "the week after next", "the year before last"."""
    if scene.doc is None:
        return None
    step = 2 if "after" in match["dir"].lower() else -2
    return dated(unit_beside(of_day(scene.doc), match["u"].lower(), step))


def read_same_unit(scene: Scene, match: re.Match[str]) -> Found | None:
    """ "the same day", "that year", "the previous month", counted from the last date of the text."""
    unit = match["u"].lower()
    step = _STEPS[match["rel"].lower()]
    apposed = find_apposed(scene, scene.end) if unit == "day" else None
    if apposed is not None:
        return dated(apposed)
    base = (story_day(scene, step) or scene.here) if unit == "day" else scene.here
    if base is None:
        base = of_day(scene.doc) if scene.doc else None
    if base is None:
        return None
    if unit == "day":
        return dated(base) if step == 0 and base.grain not in ("day", "moment") else dated(plain_day(base, step))
    return dated(unit_beside(base, unit, step))


def story_day(scene: Scene, step: int) -> When | None:
    """The day that was named last; an earlier one where the day so many days beside it has yet to come but is told."""
    day = scene.narrative.day
    if day is None or day.first is None or scene.doc is None or scene.tense != "past":
        return day
    latest = scene.doc - timedelta(days=step)
    if day.first <= latest:
        return day
    if day.first > scene.doc and step <= 0:
        return of_day(scene.doc)
    told = [other for other in scene.narrative.told if other.first and other.first <= latest]
    return told[-1] if told else of_day(scene.doc)


def plain_day(base: When, step: int) -> When | None:
    """The day itself, without its part or time."""
    moved = shift(base, step, "D")
    return of_day(moved.first) if moved and moved.first and moved.grain in ("day", "moment") else moved


def unit_beside(base: When, unit: str, step: int) -> When | None:
    """The week, month, year ... of a date, moved by so many of them."""
    day = base.first
    if day is None:
        return None
    match unit:
        case "day":
            return of_day(day + timedelta(days=step))
        case "week":
            return of_week(day + timedelta(weeks=step))
        case "weekend":
            return of_weekend(day + timedelta(weeks=step))
        case "month":
            return of_month(day.year, day.month + step)
        case "quarter":
            return of_quarter(day.year, (day.month + 2) // 3 + step)
        case "year":
            return of_year(day.year + step)
        case "fiscal year":
            return of_fiscal_year(day.year + step, japanese=True)
        case "decade":
            return of_decade(day.year + 10 * step)
        case "century":
            return of_century(day.year // 100 + 1 + step)
    return None


def read_unit_beside(scene: Scene, match: re.Match[str]) -> Found | None:
    """ "the day before", "the month after", "the week before it"."""
    unit = match["u"].lower()
    step = -1 if match["dir"].lower() == "before" else 1
    if unit in ("day", "night"):
        base = story_day(scene, step) or scene.here or (of_day(scene.doc) if scene.doc else None)
        when = plain_day(base, step) if base else None
    elif unit == "year":
        when = year_beside(scene, step)
    else:
        base = scene.here or (of_day(scene.doc) if scene.doc else None)
        when = unit_beside(base, unit, step) if base else None
    return dated(when)


def read_weekend(scene: Scene, match: re.Match[str]) -> Found | None:
    """ "last weekend", "over the weekend"."""
    if scene.doc is None:
        return None
    relation = match["rel"].lower()
    doc = scene.doc
    if _AHEAD.search(scene.text[scene.sentence[0] : scene.start]):
        relation = "this coming"  # "promised an answer before the weekend"
    begun = of_weekend(doc).first or doc  # the weekend of this week
    past = begun if begun <= doc else begun - timedelta(weeks=1)
    if relation in ("that", "the previous", "the following") and scene.here and scene.here.first:
        return dated(unit_beside(scene.here, "weekend", _STEPS[relation]))
    if relation in ("last", "this past", "the past", "the previous"):
        return dated(of_weekend(past if past + timedelta(days=1) < doc or past < doc else past - timedelta(weeks=1)))
    if relation in ("next", "the following"):
        return dated(of_weekend(begun if doc.weekday() < 2 else begun + timedelta(weeks=1)))
    if relation in ("this coming", "the coming") or date_tense(scene) in ("future", "timetable"):
        return dated(of_weekend(begun if begun >= doc or doc.weekday() >= 5 else begun + timedelta(weeks=1)))
    if relation == "this" and date_tense(scene) == "unknown":
        return dated(of_weekend(begun))
    return dated(of_weekend(past))


def read_this_time(scene: Scene, match: re.Match[str]) -> Found | None:
    """ "this time last year", "this week last year"."""
    if scene.doc is None:
        return None
    step = -1 if match["rel"].lower() == "last" else 1
    unit, of = match["u"].lower(), match["of"].lower()
    moved = shift_day(scene.doc, step, of)
    if unit == "time":
        return dated(of_month(moved.year, moved.month) if of == "year" else unit_beside(of_day(moved), "week", 0))
    return dated(unit_beside(of_day(moved), unit, 0))


def shift_day(day: date, count: int, unit: str) -> date:
    """The same day of another week, month or year."""
    if unit == "week":
        return day + timedelta(weeks=count)
    month = of_month(day.year + count, day.month) if unit == "year" else of_month(day.year, day.month + count)
    first, last = month.first or day, month.last or day
    return first.replace(day=min(day.day, last.day))


def read_today_week(scene: Scene, match: re.Match[str]) -> Found | None:
    """ "a week from Friday", "two weeks to tomorrow"."""
    if scene.doc is None:
        return None
    words = match["of"].lower()
    count = load_calendar().number(match.group().split()[0])
    base: date | None
    if words in _NEAR_DAYS:
        base = scene.doc + timedelta(days=_NEAR_DAYS[words])
    else:
        weekday = load_calendar().weekday(words)
        base = scene.doc + timedelta(days=(weekday - scene.doc.weekday()) % 7)
    if base is None:
        return None
    letter, times = load_calendar().unit(match["u"]).letter, int(count or 1) * load_calendar().unit(match["u"]).times
    if match["dir"].lower() == "last":  # "a week last Tuesday" is a week before it
        return dated(shift(of_day(scene.doc - timedelta(days=7 - (base - scene.doc).days % 7)), -times, letter))
    if letter in "YM":
        return dated(of_day(shift_day(base, times, "year" if letter == "Y" else "month")))
    return dated(shift(of_day(base), times, letter))


def read_same_period(scene: Scene, match: re.Match[str]) -> Found | None:
    """ "the same period last year": what was named last, a year earlier or in the year that is named."""
    focus = scene.narrative.period or scene.here
    year = read_year(scene, match["y"]) if match["y"] else None
    if focus is None or focus.first is None or focus.last is None:
        return dated(of_year(year)) if year else None
    step = (year - focus.first.year) if year else -1
    if step == 0:
        step = -1
    value = _YEAR.sub(lambda found: f"{int(found.group()) + step:04}", focus.value)
    first, last = (of_month(day.year + step, day.month) for day in (focus.first, focus.last))
    return dated(When(value=value, first=first.first, last=last.last, grain="interval"))


def read_beside_day(scene: Scene, match: re.Match[str]) -> Found | None:
    """ "the Friday before Christmas", "the day after Easter", "the week before 3 May"."""
    when = scene.read_when(match.span("of"))
    if when is None or when.first is None or when.last is None:
        return None
    unit, back = match["u"].lower(), match["dir"].lower() == "before"
    if unit in load_calendar().weekdays:
        weekday = load_calendar().weekday(unit)
        if back:
            return dated(of_day(when.first - timedelta(days=(when.first.weekday() - weekday - 1) % 7 + 1)))
        return dated(of_day(when.last + timedelta(days=(weekday - when.last.weekday() - 1) % 7 + 1)))
    step = -1 if back else 1
    if unit in ("day", "night", "eve"):
        return dated(of_day((when.first if back else when.last) + timedelta(days=step)))
    return dated(unit_beside(of_day(when.first), unit, step))


RULES = {
    "same_period": read_same_period,
    "beside_day": read_beside_day,
    "near_day": read_near_day,
    "near_unit": read_near_unit,
    "after_next": read_after_next,
    "same_unit": read_same_unit,
    "unit_beside": read_unit_beside,
    "weekend_near": read_weekend,
    "today_week": read_today_week,
    "this_time": read_this_time,
}
