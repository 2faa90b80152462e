"""Reading of distances from the article's day: "two weeks ago", "in ten years' time", "two Fridays ago"."""

from __future__ import annotations

import re
from datetime import timedelta

from knowledge.extract.dates.calendar import Unit, load_calendar
from knowledge.extract.dates.scene import Found, Scene, dated
from knowledge.extract.dates.values import When, of_day, of_moment, of_season, of_year, shift

_COUNTING = re.compile(
    r"\b(?:first|only|worst|best|most|least|biggest|largest|highest|lowest|deadliest|longest|time|once|twice)\b"
)


def read_ago(scene: Scene, match: re.Match[str]) -> Found | None:
    """ "two weeks ago", "Forty-five years ago today", "five years from now", "in an hour's time"."""
    counted = read_count(match)
    if counted is None or scene.doc is None:
        return None
    count, unit = counted
    words = (match.groupdict().get("when") or "").lower()
    back = " ago" in match.group().lower()
    base = of_day(scene.doc)
    weekday = words.split()[-1] if words else ""
    exact = words in ("today", "now", "to the day") or words.startswith("on ")
    if weekday in load_calendar().weekdays and back and unit.letter in "YMW":  # "two weeks ago Friday"
        number = load_calendar().weekday(weekday)
        ahead = words.startswith("next ") or (words.startswith("this ") and number >= scene.doc.weekday())
        behind = (scene.doc.weekday() - number) % 7
        base = of_day(scene.doc + timedelta(days=-behind % 7 if ahead else -behind))
        exact = exact or unit.letter in "YM"
    if unit.of_time:
        return moved_clock(scene, -count if back else count, unit)
    if words == "yesterday":
        base = of_day(scene.doc - timedelta(days=1))
        exact = True
    if exact and unit.letter in "YM":
        day = shift_date(base, -count if back else count, unit)
        return dated(of_day(day.first)) if day and day.first else None
    if words == "this month" and unit.letter == "Y":
        return dated(shift(base, -12 * int(count) * unit.times, "M"))
    months = _months(match, -1 if back else 1)
    if months:
        return dated(shift(base, months, "M"))
    if count != int(count) and unit.letter == "Y":
        return dated(shift(base, int(-12 * count if back else 12 * count), "M"))
    step = int(count) * unit.times
    return dated(shift(base, -step if back else step, unit.letter))


def _months(match: re.Match[str], sign: int) -> int:
    """ "two years and three months": in months; 0 when it is not of that form."""
    groups = match.groupdict()
    if not groups.get("u2"):
        return 0
    calendar = load_calendar()
    years, months = calendar.number(groups["c"]), calendar.number(groups["c2"])
    if calendar.unit(groups["u"]).letter != "Y" or years is None or months is None:
        return 0
    return sign * int(years * 12 + months)


def shift_date(base: When, count: float, unit: Unit) -> When | None:
    """Move a day by whole years or months and keep its day of the month."""
    if base.first is None:
        return None
    step = int(count) * unit.times
    if unit.letter == "Y":
        year = base.first.year + step
        is_leap = base.first.month == 2 and base.first.day == 29
        return of_day(base.first.replace(year=year, day=28 if is_leap else base.first.day))
    month = shift(base, step, "M")
    if month is None or month.first is None or month.last is None:
        return None
    return of_day(month.first.replace(day=min(base.first.day, month.last.day)))


def read_in_future(scene: Scene, match: re.Match[str]) -> Found | None:
    """ "will meet in two weeks"; "the first in 20 years" and "fell in two days" are lengths."""
    counted = read_count(match)
    if counted is None or scene.doc is None or scene.tense != "future":
        return None
    count, unit = counted
    if _COUNTING.search(scene.text[scene.sentence[0] : scene.start].lower()[-40:]) or unit.of_time:
        return None
    return dated(shift(of_day(scene.doc), int(count) * unit.times, unit.letter))


def read_ago_named(scene: Scene, match: re.Match[str]) -> Found | None:
    """ "two Fridays ago", "three summers earlier"."""
    count = int(load_calendar().number(match["c"]) or 0)
    back = match["dir"].lower() in ("ago", "back", "earlier")
    near = match["dir"].lower() in ("ago", "back", "from now")
    base = scene.doc if near else (scene.here.first if scene.here else None)
    if base is None or not count:
        return None
    name = match["n"].removesuffix("s")
    if name.lower() in load_calendar().weekdays:
        weekday = load_calendar().weekday(name)
        first = base - timedelta(days=(base.weekday() - weekday - 1) % 7 + 1)
        if not back:
            first = base + timedelta(days=(weekday - base.weekday() - 1) % 7 + 1)
        return dated(of_day(first + timedelta(days=7 * (count - 1) * (-1 if back else 1))))
    year = base.year - count if back else base.year + count
    code = load_calendar().seasons.get(name.lower())
    return dated(of_season(year, code) if code else of_year(year))


def moved_clock(scene: Scene, count: float, unit: Unit, *, from_focus: bool = False) -> Found | None:
    """Hours and minutes from the last time of day; without one, only the length is known."""
    length = Found(value=unit.duration(abs(count)), type="duration")
    moment = scene.narrative.moment
    day = scene.narrative.day
    if not from_focus and scene.doc and moment and moment.date() != scene.doc:
        return length
    if moment is None or day is None or day.at is None:
        return length
    seconds = {"H": 3600, "M": 60, "S": 1}[unit.letter]
    return dated(of_moment(moment + timedelta(seconds=seconds * count * unit.times)))


def read_count(match: re.Match[str]) -> tuple[float, Unit] | None:
    calendar = load_calendar()
    count = calendar.number(match["c"])
    return (count, calendar.unit(match["u"])) if count else None


RULES = {
    "ago": read_ago,
    "ago_named": read_ago_named,
    "in_future": read_in_future,
}
