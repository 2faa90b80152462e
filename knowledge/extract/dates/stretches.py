"""Reading of stretches: "from 19 to 21 October 2022", "between 2021 and 2024", "Dec. 1 to March 31"."""

from __future__ import annotations

import re
from datetime import date

from knowledge.extract.dates.calendar import load_calendar
from knowledge.extract.dates.days import day_of
from knowledge.extract.dates.scene import Found, Scene, dated
from knowledge.extract.dates.values import of_any_year, of_interval, of_year
from knowledge.extract.dates.years import read_year
from knowledge.values import replace

_MOVED = re.compile(r"\b(?:postponed|moved|delayed|rescheduled|shifted|brought forward|pushed)\b[^.;]*$", re.IGNORECASE)
_OWN_YEAR = re.compile(r"(?<!\d)(?:1[4-9]|20)\d\d(?!\d)|\byear\b", re.IGNORECASE)
_FISCAL = re.compile(r"fiscal|financial|\bFY", re.IGNORECASE)
_DAY = re.compile(r"\d{1,2}(?!\d)")
_SEASON = re.compile(r"\b(?:each year|every year|annual|annually|yearly|each season|season|\d year)\b", re.IGNORECASE)
_MONTH = 28
"""Days: a shorter stretch without a year does not come back each year."""


def read_day_range(scene: Scene, match: re.Match[str]) -> Found | None:
    """ "April 26 to 28", "from 19 to 21 October 2022", "April 19 and 20"."""
    calendar = load_calendar()
    month = calendar.month(match["m"])
    days = [calendar.ordinal(match[name]) or 0 for name in ("d1", "d2")]
    if days[0] >= days[1]:
        return None
    begin = day_of(scene, month, days[0], read_year(scene, match["y"]))
    if begin is None:
        return None
    if begin.first is None:
        return dated(of_interval(begin, of_any_year(month, days[1])))
    end = day_of(scene, month, days[1], begin.first.year)
    return dated(of_interval(begin, end)) if end else None


def read_stretch(scene: Scene, match: re.Match[str]) -> Found | None:
    """From one date to another; the year of one goes for both."""
    before = scene.text[scene.sentence[0] : scene.start]
    if _MOVED.search(before[-60:]):
        return None  # "moved from Monday to Friday" names two days
    last = _OWN_YEAR.search(match["b"])
    own = _OWN_YEAR.search(match["a"])
    known = scene.read_when(match.span("b")) if last and not own else None
    year = known.first.year if known and known.first else None
    begin = scene.with_year(year).read_when(match.span("a"))
    if begin is None:
        return None
    end = (scene if last else scene.ending(begin)).read_when(match.span("b"))
    if end is None:
        return None
    if begin.first and end.first and begin.first > end.first and last and not own:
        begin = scene.with_year(end.first.year - 1).read_when(match.span("a")) or begin
    if _comes_back(scene, match, has_year=bool(last or own)) and begin.grain == end.grain == "day":
        return Found(value=f"XXXX{begin.value[4:]}/XXXX{end.value[4:]}", type="set")
    if begin.first and end.last and begin.first > end.last:
        return None
    also = match.span("b") if _FISCAL.search(match["b"]) and not _FISCAL.search(match["a"]) else None
    whole = of_interval(begin, end)
    return Found(value=whole.value, type="date", when=whole, also=also)


def _comes_back(scene: Scene, match: re.Match[str], *, has_year: bool) -> bool:
    """Whether a stretch without a year is meant for every year: "keeps its boats at home from Dec. 1 to March 31"."""
    if has_year or not (_DAY.search(match["a"]) and _DAY.search(match["b"])):
        return False
    sentence = scene.text[scene.sentence[0] : scene.sentence[1]]
    if _SEASON.search(sentence):
        return True
    begin = scene.read_when(match.span("a"))
    end = scene.ending(begin).read_when(match.span("b")) if begin else None
    if not begin or not end or not begin.first or not end.first or (end.first - begin.first).days < _MONTH:
        return False
    return scene.tense in ("timetable", "unknown")


def read_year_range(scene: Scene, match: re.Match[str]) -> Found | None:
    """ "1937-45"."""
    first = int(match["y1"])
    last = int(match["y2"]) if len(match["y2"]) == 4 else first - first % 100 + int(match["y2"])
    if first >= last:
        return None
    if last == first + 1 and _SEASON.search(scene.text, scene.outer[0], scene.outer[1]):
        whole = of_interval(of_year(first), of_year(last))
        # A season or year of two years' numbers most often begins in July.
        return dated(replace(whole, first=date(first, 7, 1), last=date(last, 6, 30)))
    return dated(of_interval(of_year(first), of_year(last)))


RULES = {
    "day_range": read_day_range,
    "stretch": read_stretch,
    "year_range": read_year_range,
}
