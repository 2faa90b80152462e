"""Reading of times and parts of a day: "8:50 a.m.", "shortly after midnight on Thursday", "the evening of 3 May"."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta

from knowledge.extract.dates.calendar import load_calendar
from knowledge.extract.dates.scene import Found, Scene, dated
from knowledge.extract.dates.values import When, of_moment, of_part

_CLOCK = re.compile(r"(?P<h>\d{1,2})(?:[:.]?(?P<m>\d\d))?\s?(?:(?P<half>[ap])\.?m\.?|(?P<rest>.*))", re.IGNORECASE)
_SPOKEN = re.compile(
    r"(?:(?:a )?(?P<part>half|quarter)|(?P<c>[a-z-]+?)(?: minutes)?)??(?:\s?(?P<dir>past|to)\s)?"
    r"(?P<h>\d{1,2}|[a-z]+)(?::(?P<m>\d\d))?(?:\so[’']clock)?(?:\s(?:in\sthe|at)\s(?P<half>morning|afternoon|evening|night))?"
)
"""A time in words, or with the part of the day behind it."""

_BARE = re.compile(r"\d{1,2}:\d\d")
_BEFORE_BARE = (
    "at",
    "by",
    "until",
    "till",
    "from",
    "around",
    "about",
    "after",
    "before",
    "since",
    "to",
    "and",
    "between",
    "before",
    "past",
)
_ON_DAY = re.compile(r"\s?\((?P<x>[^()]{4,24})\)\s(?:on\s)?(?P<of>(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\b")
"""The day behind a second clock: "at 6 p.m. (1500 GMT) on Sunday"."""

_NEWS = 2
"""Days: an article tells what happened on the day that it names first, where that is not longer ago."""

_BEHIND = re.compile(r"\s(?:on\s)?(?P<of>(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\b")
_LATE, _EARLY = 18, 6
"""Hours: a time before the one comes on the next day when one after the other was named before it."""

_UTC = re.compile(r"\b(?:GMT|UTC)\b|\dZ$")
_DAY_WORDS = re.compile(
    r"\b(this|that|the same|the next|the following|yesterday|tomorrow)\s(?:in\sthe\s)?(\w+)$", re.IGNORECASE
)


def read_clock(scene: Scene, match: re.Match[str]) -> Found | None:
    """A time without its day: that of the story where it has just been named, else the article's."""
    words = match["clock"]
    if _BARE.fullmatch(words) and not _is_bare_time(scene, words):
        return None
    clock = _clock(words)
    later = _ON_DAY.match(scene.text, scene.end, scene.sentence[1])
    when = scene.read_when(later.span("of")) if later else None
    day = when.first if when else _day_in_focus(scene)
    if clock is None:
        return None
    if day is None:
        return Found(value=f"T{clock:%H:%M}", type="time")
    before = scene.narrative.moment
    if when is None and before and before.date() == day and before.hour >= _LATE and clock.hour < _EARLY:
        day += timedelta(days=1)  # "at 11:30 p.m. ...; at 2 a.m. ..."
    return dated(_at(day, clock, words))


def _is_bare_time(scene: Scene, words: str) -> bool:
    """ "14:32" stands for itself; "8:50" needs an "at" before it, or it may be a score or a verse."""
    before = scene.words_before(1)
    if before and before[0].strip("(") in _BEFORE_BARE:
        return True
    is_stamp = scene.start == scene.sentence[0]
    return len(words) == 5 and (is_stamp or not before or not before[0][:1].isdigit())


def _day_in_focus(scene: Scene) -> date | None:
    story = scene.narrative
    day = story.day
    if day is not None and day.first is not None and story.block == scene.block:
        if scene.doc and day.first > scene.doc and scene.tense == "past":
            return scene.doc
        is_told_now = re.search(r"\b(?:told|says?|said)\b", scene.text[scene.sentence[0] : scene.start])
        if story.sentence == scene.sentence[0] or not is_told_now:
            return day.first
    lead = story.lead.first if story.lead else None
    if lead and scene.doc and 0 <= (scene.doc - lead).days <= _NEWS and scene.tense == "past":
        return lead
    return scene.doc or (day.first if day else None)


def _clock(words: str) -> time | None:
    calendar = load_calendar()
    lowered = words.lower()
    for name, value in calendar.clock_words.items():
        if name in lowered:
            return time.fromisoformat(value)
    spoken = _SPOKEN.fullmatch(lowered.strip())
    if spoken is not None:
        return _spoken_clock(spoken)
    found = _CLOCK.match(words.strip())
    if found is None:
        number = calendar.number(lowered.split()[0])
        return time(int(number)) if number and number < 24 else None
    hour, minute = int(found["h"]), int(found["m"] or 0)
    half = (found["half"] or "").lower()
    if half == "p" and hour < 12:
        hour += 12
    elif half == "a" and hour == 12:
        hour = 0
    return time(hour % 24, minute)


def _spoken_clock(match: re.Match[str]) -> time | None:
    """ "quarter to six in the evening", "8 in the morning", "nine o'clock"."""
    number = load_calendar().number(match["h"])
    minutes = load_calendar().number(match["c"]) if match["c"] else None
    offset = {"half": 30, "quarter": 15}.get(match["part"] or "", int(minutes or 0))
    minute = int(match["m"] or 0) + offset * (-1 if match["dir"] == "to" else 1)
    if number is None or number >= 24:
        return None
    hour = int(number)
    if match["half"] is None and "clock" in match.group() and hour <= _EARLY:
        hour += 12  # "shortly after 2 o'clock" is in the afternoon, unless something says otherwise
    if (match["half"] or "") in ("afternoon", "evening", "night") and hour < 12:
        hour += 12
    total = (hour * 60 + minute) % (24 * 60)
    return time(total // 60, total % 60)


def _at(day: date, clock: time, words: str) -> When:
    return of_moment(datetime.combine(day, clock), utc=_UTC.search(words) is not None)


def read_clock_on(scene: Scene, match: re.Match[str]) -> Found | None:
    """ "10 p.m. on Monday", "5:30 this morning", "Monday at noon"."""
    clock = _clock(match["clock"])
    day = _base_day(scene, match)
    if clock is None or day is None:
        return None
    return dated(_at(day, clock, match["clock"]))


def _base_day(scene: Scene, match: re.Match[str]) -> date | None:
    beside = _DAY_WORDS.search(match["of"])
    if beside:
        base = _beside(scene, beside.group(1).lower())
        if base is not None or beside.group(2).lower() in load_calendar().parts_of_day:
            return base
    when = scene.read_when(match.span("of"))
    return when.first if when else None


def read_part_of(scene: Scene, match: re.Match[str]) -> Found | None:
    """ "Wednesday night", "the morning of Dec. 14"."""
    when = scene.read_when(match.span("of"))
    if when is None:
        return None
    part = load_calendar().parts_of_day.get(" ".join(match["part"].lower().split()), "TMO")
    if when.first is None:
        return Found(value=f"{when.value}{part}", type="time", when=when)
    return dated(of_part(when.first, part), time=True) if when.grain in ("day", "moment") else None


def read_night_before_last(scene: Scene, match: re.Match[str]) -> Found | None:
    """ "the night before last"."""
    part = load_calendar().parts_of_day[match["part"].lower()]
    return dated(of_part(scene.doc - timedelta(days=2), part), time=True) if scene.doc else None


def read_clock_of_service(_scene: Scene, match: re.Match[str]) -> Found | None:
    """ "the 7.30 ferry"."""
    clock = _clock(match["clock"])
    return Found(value=f"T{clock:%H:%M}", type="time") if clock else None


def read_clock_daily(_scene: Scene, match: re.Match[str]) -> Found | None:
    """ "at seven every morning"."""
    return Found(value="P1D", type="set") if _clock(match["clock"]) else None


def read_part_near(scene: Scene, match: re.Match[str]) -> Found | None:
    """ "this morning", "tonight", "last night", "the next morning", "overnight"."""
    part = load_calendar().parts_of_day[match["part"].lower()]
    relation = match["rel"].lower()
    day = _beside(scene, relation)
    return dated(of_part(day, part), time=True) if day else None


def _beside(scene: Scene, relation: str) -> date | None:
    steps = {"this": 0, "to": 0, "last": -1, "over": -1, "yesterday": -1, "tomorrow": 1}
    if relation in steps:
        return scene.doc + timedelta(days=steps[relation]) if scene.doc else None
    base = scene.narrative.day
    day = base.first if base is not None and base.first is not None else scene.doc
    step = {"the next": 1, "the following": 1, "the previous": -1}.get(relation, 0)
    return day + timedelta(days=step) if day else None


def read_part_alone(scene: Scene, match: re.Match[str]) -> Found | None:
    """ "at dawn": of the day that is spoken of."""
    part = load_calendar().parts_of_day[" ".join(match["part"].lower().split())]
    day = _day_in_focus(scene)
    if day and day == scene.doc and part == "TMO" and scene.tense in ("future", "timetable"):
        day += timedelta(days=1)
    return dated(of_part(day, part), time=True) if day else None


def read_night_between(scene: Scene, match: re.Match[str]) -> Found | None:
    """ "the night of Friday to Saturday"."""
    when = scene.read_when(match.span("of"))
    return dated(of_part(when.first, "TNI"), time=True) if when and when.first else None


def read_clock_range(scene: Scene, match: re.Match[str]) -> Found | None:
    """ "from 9 a.m. to 5 p.m."."""
    end = _clock(match["b"])
    if match["b"].isalpha() and match["b"].lower() not in load_calendar().clock_words:
        end = time(int(load_calendar().number(match["b"]) or 0) % 24)
    words = match["a"] if not match["a"].isdigit() else match["a"] + re.sub(r"[\d:. ]*", "", match["b"], count=1)
    begin = _clock(words)
    later = _BEHIND.match(scene.text, scene.end, scene.sentence[1])
    when = scene.read_when(later.span("of")) if later else None
    day = when.first if when else _day_in_focus(scene)
    if begin is None or end is None:
        return None
    if day is None:
        return Found(value=f"T{begin:%H:%M}/T{end:%H:%M}", type="time")
    first, last = _at(day, begin, words), _at(day + timedelta(days=end < begin), end, match["b"])
    value = f"{first.value}/{last.value}"
    return Found(value=value, type="time", when=When(value=value, first=day, last=last.last, grain="day"))


RULES = {
    "clock": read_clock,
    "clock_on": read_clock_on,
    "clock_range": read_clock_range,
    "part_of": read_part_of,
    "part_near": read_part_near,
    "part_alone": read_part_alone,
    "night_between": read_night_between,
    "night_before_last": read_night_before_last,
    "clock_daily": read_clock_daily,
    "clock_of_service": read_clock_of_service,
}
