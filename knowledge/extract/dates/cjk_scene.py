"""What Japanese and Chinese dates share: their years, months, clocks and the look ahead."""

from __future__ import annotations

import re
from datetime import date, datetime, time

from knowledge.extract.dates.calendar import load_calendar
from knowledge.extract.dates.cjk_words import COMING, NEAR_MONTHS, NEAR_YEARS, PARTS, read_number, read_year_number
from knowledge.extract.dates.scene import Found, Scene, dated
from knowledge.extract.dates.values import When, of_day, of_moment, of_month, of_part

_CLOCK = re.compile(r"(?P<h>\w{1,3}?)[时時點点:：](?:(?P<half>半)|(?P<m>\w{1,3}?)分?)?$")
_COMING = re.compile(rf"[^。！？]*(?:{'|'.join(COMING)})")


def looks_ahead(scene: Scene) -> bool:
    return _COMING.match(scene.text, scene.end, scene.sentence[1]) is not None


def year_of(scene: Scene, groups: dict[str, str | None]) -> int | None:
    words = groups.get("y")
    if words:
        for era, before in load_calendar().eras.items():
            if words.startswith(era):
                return before + (1 if words.endswith("元") else read_number(words[len(era) :]) or 1)
        near = NEAR_YEARS.get(words.removesuffix("年") if words not in NEAR_YEARS else words)
        return _moved_year(scene, *near) if near else read_year_number(words)
    step = NEAR_YEARS.get(groups.get("near") or "")
    return _moved_year(scene, *step) if step else None


def _moved_year(scene: Scene, step: int, from_story: bool) -> int | None:
    focus = scene.here
    if from_story and focus is not None and focus.first is not None:
        return focus.first.year + step
    return scene.doc.year + step if scene.doc else None


def near_month(scene: Scene, words: str) -> When | None:
    step, from_story = NEAR_MONTHS[words]
    base = scene.here.first if from_story and scene.here and scene.here.first else scene.doc
    return of_month(base.year, base.month + step) if base else None


def with_clock(day: date, match: re.Match[str]) -> Found | None:
    groups = match.groupdict()
    part = PARTS.get(groups.get("part") or "")
    clock = _read_clock(groups["clock"], part) if groups.get("clock") else None
    if clock is not None:
        return dated(of_moment(datetime.combine(day, clock)))
    return dated(of_part(day, part), time=True) if part else dated(of_day(day))


def _read_clock(words: str, part: str | None) -> time | None:
    found = _CLOCK.match(words)
    hour = read_number(found["h"]) if found else None
    if found is None or hour is None:
        return None
    minute = 30 if found["half"] else (read_number(found["m"]) if found["m"] else 0) or 0
    return time((hour + 12 if part in ("TAF", "TEV", "TNI") and hour < 12 else hour) % 24, minute)


def with_part(day: date, match: re.Match[str]) -> Found | None:
    part = PARTS.get(match["part"] or "")
    return dated(of_part(day, part), time=True) if part else dated(of_day(day))


def with_part_or_clock(day: date, match: re.Match[str], part: str | None) -> Found | None:
    if part and not match["clock"] and not match["part"]:
        return dated(of_part(day, part), time=True)
    return with_clock(day, match)
