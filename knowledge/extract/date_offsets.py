"""Reading of distances: "two weeks ago", "17 days later", "in ten years' time", "the 50th anniversary"."""

from __future__ import annotations

import re
from datetime import timedelta

from knowledge.extract.calendar import Unit, load_calendar
from knowledge.extract.date_scene import Found, Scene, dated, find_apposed, last_past
from knowledge.extract.date_values import When, of_day, of_moment, of_month, of_season, of_year, shift

_CAME = re.compile(
    r"\b(?:came|comes|coming|took place|takes place|happened|occurred|followed)\s+(?:only\s+|just\s+|barely\s+)?$"
)
_NAME = re.compile(r"\s(?:the|its|their|his|her)\s(?:\w+\s)?([A-Z][^\W\d_]{3,})|\s([A-Z][^\W\d_]{3,})(?=[’']s)")
_DUE = re.compile(r"\b(?:due|scheduled|set|supposed|meant|expected|planned|to have)\b")
_ASIDE = re.compile(r",\s\Z")
_COUNTING = re.compile(
    r"\b(?:first|only|worst|best|most|least|biggest|largest|highest|lowest|deadliest|longest|time|once|twice)\b"
)
_FEW = 15
"""A longer distance after a comma says the same day again: "from 30 June, ninety days after it was read"."""

_MARKED = re.compile(r"\b(?:marks?|celebrates?|falls?|observes?|commemorates?)\b")
_IN_MONTH = re.compile(
    r"(?:[^,.;]{0,50})\b(?:in|this|next|last)\s(?P<m>January|February|March|April|May|June|July|August|September|October"
    r"|November|December)\b(?!\s\d)"
)
_YEAR = re.compile(r"(?<![\d.,/-])(?:18|19|20)\d\d(?![\d.,]\d|\d)")


def read_ago(scene: Scene, match: re.Match[str]) -> Found | None:
    """ "two weeks ago", "Forty-five years ago today", "five years from now", "in an hour's time"."""
    counted = _counted(match)
    if counted is None or scene.doc is None:
        return None
    count, unit = counted
    words = (match.groupdict().get("when") or "").lower()
    back = " ago" in match.group().lower()
    weekday = words.split()[-1] if words else ""
    if weekday in load_calendar().weekdays and unit.letter == "W" and back:  # "two weeks ago Friday"
        number = load_calendar().weekday(weekday)
        base = of_day(scene.doc - timedelta(days=(scene.doc.weekday() - number) % 7))
    exact = words in ("today", "now", "to the day") or words.startswith("on ")
    base = of_day(scene.doc)
    if unit.of_time:
        return _moved_clock(scene, -count if back else count, unit)
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


def read_offset(scene: Scene, match: re.Match[str]) -> Found | None:
    """ "17 days later", "a year earlier", "the agreement came a day after ..." """
    counted = _counted(match)
    if counted is None:
        return None
    count, unit = counted
    words = match["dir"].lower()
    back = words in ("earlier", "before", "previously", "beforehand")
    if words == "on" or (words in ("before", "after") and not match["it"] and _is_length(scene)):
        return None
    end = match.end("dir") if match["it"] and words not in ("before", "after") else match.end()
    apposed = find_apposed(scene, end)
    if apposed is not None and not unit.of_time and unit.letter in "DW":
        return _end_at(dated(apposed), end)
    base = _anchor(scene, unit)
    if words in ("before", "after") and not match["it"]:
        before = scene.text[scene.sentence[0] : scene.start]
        named = _named_event(scene)
        if named is not None and named.first:
            base = named
        elif _CAME.search(before) and unit.letter in "DW":
            back = not back  # "came a day after the call" tells when the call was
            base = _recent_day(scene)
        elif _ASIDE.search(before) and scene.here and scene.narrative.sentence == scene.sentence[0]:
            if words == "before":
                meant = _DUE.search(scene.text, scene.end, scene.sentence[1])
                return dated(shift(scene.here, -int(count) * unit.times, unit.letter) if meant else scene.here)
            if (
                unit.letter in "YM"
                or match.group().lower() != match.group()[match.start("c") - match.start() :].lower()
            ):
                return Found(value=unit.duration(count), type="duration")  # "on Monday, nearly 15 years after the war"
            if count >= _FEW:
                return dated(scene.here)
            back = not back  # "said on Thursday, three days after the call"
    if unit.of_time:
        return _end_at(_moved_clock(scene, -count if back else count, unit, from_focus=True), end)
    if base is None or (scene.here is None and not back):
        return Found(value=unit.duration(count), type="duration")
    step = int(count) * unit.times
    if count != int(count) and unit.letter == "Y":
        return _end_at(dated(shift(base, int(-12 * count if back else 12 * count), "M")), end)
    return _end_at(dated(_plain(shift(base, -step if back else step, unit.letter))), end)


def _is_length(scene: Scene) -> bool:
    """ "waited two days before the talks": how long, not when."""
    return scene.words_before(1) == ["for"]


def _plain(when: When | None) -> When | None:
    return of_day(when.first) if when and when.first and when.grain == "moment" else when


def _end_at(found: Found | None, end: int) -> Found | None:
    return Found(value=found.value, type=found.type, when=found.when, end=end) if found else None


def _anchor(scene: Scene, unit: Unit) -> When | None:
    focus, day = scene.here, scene.narrative.day
    if scene.doc and scene.tense == "past" and focus and focus.first and focus.first > scene.doc:
        focus = day = last_past(scene, scene.doc) or of_day(scene.doc)
    is_compared = unit.letter in "DW" and scene.words_before(1)[-1:] == ["than"]
    if is_compared and scene.doc and (focus is None or focus.grain not in ("day", "moment")):
        return of_day(scene.doc)  # "$3 less than a week earlier"
    if focus is None or focus.first is None or focus.last is None:
        return of_day(scene.doc) if scene.doc else focus
    if (
        unit.letter in "DW"
        and focus.grain not in ("day", "moment", "month")
        and day is not None
        and day.first is not None
    ):
        return day if focus.first <= day.first <= focus.last else focus  # "on 29 September, the last day of the year"
    return focus


def _named_event(scene: Scene) -> When | None:
    """The date that the text gave to what is named behind "a month after": "the Shkodra agreement"."""
    behind = _NAME.match(scene.text[scene.end : min(scene.sentence[1], scene.end + 60)])
    names = [name for name in behind.groups() if name] if behind else []
    text = scene.text
    best: tuple[int, When] | None = None
    for when, start, end in reversed(scene.narrative.places if names else ()):
        if end > scene.sentence[0]:
            continue
        around = text[max(text.rfind(". ", 0, start), text.rfind("\n", 0, start)) + 1 : end + 80].split("\n")[0]
        sentence_at = text.find(around, max(0, start - len(around)), end + 160)
        for name in names:
            at = around.find(name)
            if at >= 0:
                distance = abs(sentence_at + at - start)
                best = (distance, when) if best is None or distance < best[0] else best
    return best[1] if best else None


def _recent_day(scene: Scene) -> When | None:
    """The day of the news: that of the last date when it is near the article's day, else the article's day."""
    day = scene.narrative.day
    if scene.doc is None:
        return day
    if day is not None and day.first is not None and 0 <= (scene.doc - day.first).days <= 7:
        return day
    return of_day(scene.doc)


def _moved_clock(scene: Scene, count: float, unit: Unit, *, from_focus: bool = False) -> Found | None:
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


def read_in_future(scene: Scene, match: re.Match[str]) -> Found | None:
    """ "will meet in two weeks"; "the first in 20 years" and "fell in two days" are lengths."""
    counted = _counted(match)
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


def read_anniversary(scene: Scene, match: re.Match[str]) -> Found | None:
    """ "the 50th anniversary" of something whose year the text tells, or that falls in a year that it tells."""
    words = match["n"].lower()
    named = {"centenary": 100, "bicentenary": 200, "half-centenary": 50}
    count = named.get(words) or load_calendar().ordinal(words)
    if not count:
        return None
    year = _anniversary_year(scene, count)
    month = _IN_MONTH.search(scene.text[scene.end : scene.sentence[1]])
    if year and month:  # "mark the 50th anniversary of independence in August"
        return dated(of_month(year, load_calendar().month(month["m"])))
    return dated(of_year(year)) if year else Found(value=f"P{count}Y", type="date")


def _anniversary_year(scene: Scene, count: int) -> int | None:
    sentence = scene.text[scene.sentence[0] : scene.sentence[1]]
    doc_year = scene.doc.year if scene.doc else None
    lowered = sentence.lower()
    if doc_year:
        for words, step in (("this year", 0), ("next year", 1), ("last year", -1)):
            if words in lowered:
                return doc_year + step
    for found in _YEAR.finditer(sentence):
        year = int(found.group())
        if doc_year is None or _is_plausible(year + count, doc_year):
            return year + count
        if _is_plausible(year, doc_year):
            return year
    told = [year + count for year in scene.narrative.years if doc_year and _is_plausible(year + count, doc_year)]
    near = [year for year in told if doc_year and abs(year - doc_year) <= 1]
    if doc_year and not near and _MARKED.search(sentence):
        here = scene.here.first if scene.here and scene.narrative.sentence == scene.sentence[0] else None
        return here.year if here and _is_plausible(here.year, doc_year) else doc_year
    if told and doc_year:
        return min(told, key=lambda year: abs(year - doc_year))
    return None


def _is_plausible(year: int, doc_year: int) -> bool:
    return doc_year - 4 <= year <= doc_year + 10


def _counted(match: re.Match[str]) -> tuple[float, Unit] | None:
    calendar = load_calendar()
    count = calendar.number(match["c"])
    return (count, calendar.unit(match["u"])) if count else None


RULES = {
    "ago": read_ago,
    "offset": read_offset,
    "in_future": read_in_future,
    "ago_named": read_ago_named,
    "anniversary": read_anniversary,
}
