"""Reading of Japanese and Chinese days: "2023年11月16日", "16日", "翌日", "上周五"."""

from __future__ import annotations

import re
from datetime import date, timedelta

from knowledge.extract.dates.cjk_scene import (
    looks_ahead,
    near_month,
    with_clock,
    with_part,
    with_part_or_clock,
    year_of,
)
from knowledge.extract.dates.cjk_words import NEAR_DAYS, NEAR_MONTHS, SAME_DAYS, WEEKDAYS, WEEKS, read_number
from knowledge.extract.dates.scene import Found, Scene, dated
from knowledge.extract.dates.values import When, of_any_year, of_day, of_interval, of_month, of_week, of_weekend
from knowledge.extract.dates.years import choose_year


def read_date(scene: Scene, match: re.Match[str]) -> Found | None:
    """ "2023年11月16日", "昨年11月", "8月24日午前9時", "本月9日"."""
    groups = match.groupdict()
    day = read_number(groups["d"]) if groups.get("d") else None
    near = groups.get("near")
    if near in NEAR_MONTHS:
        month = near_month(scene, near)
        if month is None or month.first is None or day is None:
            return None
        return with_clock(month.first.replace(day=day), match)
    number = read_number(groups["m"]) or 0
    year = year_of(scene, groups)
    if not 1 <= number <= 12:
        return None
    if day is None:
        return dated(of_month(year, number)) if year else None
    if year is not None:
        return with_clock(date(year, number, day), match)
    date(2024, number, day)
    return _with_day(_choose(scene, number, day), match, fallback=of_any_year(number, day))


def _choose(scene: Scene, month: int, day: int) -> When | None:
    def build(year: int) -> When | None:
        return None if (month, day) == (2, 29) and year % 4 else of_day(date(year, month, day))

    if scene.doc and not scene.not_before:
        built = build(scene.doc.year)
        if built and built.first and built.first > scene.doc and not looks_ahead(scene):
            return build(scene.doc.year - 1) if (built.first - scene.doc).days > 60 else built
        if (
            built
            and built.last
            and built.last < scene.doc
            and looks_ahead(scene)
            and (scene.doc - built.last).days > 180
        ):
            return build(scene.doc.year + 1)
        return built
    return choose_year(scene, build)


def _with_day(when: When | None, match: re.Match[str], *, fallback: When | None = None) -> Found | None:
    if when is None or when.first is None:
        return dated(when or fallback)
    return with_clock(when.first, match)


def read_days(scene: Scene, match: re.Match[str]) -> Found | None:
    """ "10月3日から5日", "10月30日至11月2日"."""
    month, day, last_day = (read_number(match[name]) or 0 for name in ("m", "d", "d2"))
    last_month = (read_number(match["m2"]) or 0) if match["m2"] else month
    year = year_of(scene, match.groupdict())
    begin = of_day(date(year, month, day)) if year else _choose(scene, month, day)
    if begin is None or begin.first is None:
        return dated(of_interval(of_any_year(month, day), of_any_year(last_month, last_day)))
    end = date(begin.first.year + (last_month < month), last_month, last_day)
    return dated(of_interval(begin, of_day(end))) if end > begin.first else None


def read_week(scene: Scene, match: re.Match[str]) -> Found | None:
    """ "上周五", "来週", "今週末"."""
    if scene.doc is None:
        return None
    monday = scene.doc - timedelta(days=scene.doc.weekday()) + timedelta(weeks=WEEKS[match["near"]])
    if match["end"]:
        return dated(of_weekend(monday))
    if match["w"]:
        return with_part(
            monday
            + timedelta(
                days=WEEKDAYS[
                    match["w"][0] if match["w"][0] in "月火水木金土" or "曜" in match["w"] else match["w"][-1]
                ]
            ),
            match,
        )
    return dated(of_week(monday))


def read_weekday(scene: Scene, match: re.Match[str]) -> Found | None:
    """ "月曜日", "周五": the last one, or the coming one of a plan."""
    if scene.doc is None:
        return None
    words = match["w"]
    weekday = WEEKDAYS[words[0] if "曜" in words else words[-1]]
    back = (scene.doc.weekday() - weekday) % 7
    day = scene.doc + timedelta(days=(7 - back) % 7) if looks_ahead(scene) else scene.doc - timedelta(days=back)
    return with_part(day, match)


def read_near_day(scene: Scene, match: re.Match[str]) -> Found | None:
    """ "昨天", "今晚", "本日午後3時"."""
    if scene.doc is None:
        return None
    step, part = NEAR_DAYS[match["near"]]
    return with_part_or_clock(scene.doc + timedelta(days=step), match, part)


def read_same_day(scene: Scene, match: re.Match[str]) -> Found | None:
    """ "同日", "翌日", "当晚", counted from the last day of the text."""
    base = scene.narrative.day
    day = base.first if base and base.first else scene.doc
    step, part = SAME_DAYS[match["near"]]
    return with_part_or_clock(day + timedelta(days=step), match, part) if day else None


def read_day(scene: Scene, match: re.Match[str]) -> Found | None:
    """ "16日": of the month of the report, or of the story within the same sentence."""
    number = read_number(match["d"]) or 0
    focus = scene.here
    same_story = focus is not None and focus.first is not None and scene.narrative.sentence == scene.sentence[0]
    base = focus.first if same_story and focus and focus.grain in ("day", "moment", "month") else scene.doc
    if base is None or not 1 <= number <= 31:
        return None
    day = base.replace(day=number)
    if not same_story and scene.doc and day > scene.doc and not looks_ahead(scene) and (day - scene.doc).days > 7:
        month = of_month(base.year, base.month - 1).first
        day = month.replace(day=number) if month else day
    return with_clock(day, match)


def read_clock(scene: Scene, match: re.Match[str]) -> Found | None:
    """ "午後3時30分" of the day that is spoken of."""
    base = scene.narrative.day
    day = base.first if base and base.first and scene.narrative.block == scene.block else scene.doc
    return with_clock(day, match) if day else None


RULES = {
    "cjk_date": read_date,
    "cjk_days": read_days,
    "cjk_week": read_week,
    "cjk_weekday": read_weekday,
    "cjk_near_day": read_near_day,
    "cjk_same_day": read_same_day,
    "cjk_day": read_day,
    "cjk_clock": read_clock,
}
