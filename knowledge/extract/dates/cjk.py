"""Reading of Japanese and Chinese months, years, lengths and sets: "昨年11月", "2023年度", "3日間", "毎年2回"."""

from __future__ import annotations

import re

from knowledge.extract.dates.cjk_scene import looks_ahead, near_month, year_of
from knowledge.extract.dates.cjk_words import SEASONS, UNITS, read_number, read_year_number
from knowledge.extract.dates.scene import Found, Scene, dated
from knowledge.extract.dates.values import (
    When,
    of_any_year,
    of_century,
    of_day,
    of_decade,
    of_fiscal_year,
    of_half,
    of_interval,
    of_month,
    of_quarter,
    of_season,
    of_year,
    shift,
)
from knowledge.extract.dates.years import choose_year


def read_months(scene: Scene, match: re.Match[str]) -> Found | None:
    """ "4月から6月"."""
    first, last = read_number(match["m"]) or 0, read_number(match["m2"]) or 0
    if not (1 <= first <= 12 and 1 <= last <= 12):
        return None
    year = year_of(scene, match.groupdict()) or (scene.doc.year if scene.doc else None)
    if year is None:
        return dated(of_interval(of_any_year(first), of_any_year(last)))
    return dated(of_interval(of_month(year, first), of_month(year + (last < first), last)))


def read_years(scene: Scene, match: re.Match[str]) -> Found | None:
    """ "2021年から2024年"."""
    first, last = year_of(scene, {"y": match["y1"]}), year_of(scene, {"y": match["y2"]})
    return dated(of_interval(of_year(first), of_year(last))) if first and last and first < last else None


def read_fiscal(scene: Scene, match: re.Match[str]) -> Found | None:
    """ "2023年度", "来年度"."""
    groups = match.groupdict()
    if groups.get("y"):
        year = year_of(scene, groups)
    elif scene.doc is None:
        return None
    else:
        step = {"昨": -1, "前": -1, "今": 0, "本": 0}.get(match["near"][0], 1)
        year = scene.doc.year - (scene.japanese and scene.doc.month < 4) + step
    return dated(of_fiscal_year(year, japanese=scene.japanese)) if year else None


def read_part_of_year(scene: Scene, match: re.Match[str]) -> Found | None:
    """ "上半期", "2024年第一季度"."""
    groups = match.groupdict()
    year = year_of(scene, groups) or (scene.doc.year if scene.doc else None)
    if year is None or (groups.get("half") in ("前半", "後半") and not groups["y"] and not groups["near"]):
        return None
    if groups.get("q"):
        return dated(of_quarter(year, read_number(groups["q"] or "") or 1))
    return dated(of_half(year, 1 if groups["half"] in ("上半期", "上半年", "前半") else 2))


def read_season(scene: Scene, match: re.Match[str]) -> Found | None:
    """ "去年夏天", "昨年夏"."""
    year = year_of(scene, match.groupdict())
    return dated(of_season(year, SEASONS[match["s"]])) if year else None


def read_edge(scene: Scene, match: re.Match[str]) -> Found | None:
    """ "2024年末", "去年", "上个月", "6月中旬", "年底"."""
    groups = match.groupdict()
    if groups.get("nearm"):
        return dated(near_month(scene, groups["nearm"] or ""))
    if groups.get("m"):
        month = read_number(groups["m"] or "") or 0
        if not 1 <= month <= 12:
            return None
        return dated(_choose_month(scene, month) or of_any_year(month))
    if groups.get("y") or groups.get("near"):
        year = year_of(scene, groups)
        return dated(of_year(year)) if year else None
    return dated(of_year(scene.doc.year)) if scene.doc else None


def _choose_month(scene: Scene, month: int) -> When | None:
    if scene.doc is None:
        return choose_year(scene, lambda year: of_month(year, month))
    ahead = looks_ahead(scene)
    year = scene.doc.year
    if month > scene.doc.month and not ahead:
        return of_month(year - 1, month)
    return of_month(year + 1 if month < scene.doc.month and ahead else year, month)


def read_decade(_scene: Scene, match: re.Match[str]) -> Found | None:
    """ "1980年代", "80年代"."""
    words = match["y"]
    number = read_year_number(words) if len(words) == 4 else (read_number(words) or 0) + 1900
    return dated(of_decade(number)) if number else None


def read_century(_scene: Scene, match: re.Match[str]) -> Found | None:
    """ "20世紀"."""
    number = read_number(match["c"])
    return dated(of_century(number)) if number else None


def read_times(_scene: Scene, match: re.Match[str]) -> Found | None:
    """ "毎年2回" is every six months."""
    count = read_number(match["c"]) or 1
    unit = match["u"][-1]
    if unit == "年" and count > 1 and 12 % count == 0:
        return Found(value=f"P{12 // count}M", type="set")
    return Found(value=f"P1{UNITS[unit][0]}", type="set")


def read_every(_scene: Scene, match: re.Match[str]) -> Found | None:
    """ "毎年", "每月"."""
    return Found(value=f"P1{UNITS[match['u']][0]}", type="set")


def read_anniversary(scene: Scene, match: re.Match[str]) -> Found | None:
    """ "50周年": of a year that the text has named, else only the number of years."""
    count = read_number(match["c"]) or 0
    doc_year = scene.doc.year if scene.doc else None
    for year in scene.narrative.years:
        if doc_year and abs(year + count - doc_year) <= 1:
            return dated(of_year(year + count))
    return Found(value=f"P{count}Y", type="date")


def read_offset(scene: Scene, match: re.Match[str]) -> Found | None:
    """ "3年前", "两天后"; "10年ぶり" is a length."""
    letter, is_time = UNITS[match["u"][0] if match["u"][0] in "年周週日天" else match["u"]]
    count = 6 if match["c"] == "半" else read_number(match["c"])
    if match["c"] == "半":
        letter = "M" if letter == "Y" else letter
    direction = match["dir"]
    if count is None:
        return Found(value="PAST_REF" if "前" in direction else f"PX{letter}", type="vague")
    if "ぶり" in direction or is_time:
        return Found(value=f"P{'T' if is_time else ''}{count}{letter}", type="duration")
    back = "前" in direction
    if match["today"] and letter == "Y" and back and scene.doc:
        return dated(of_day(scene.doc.replace(year=scene.doc.year - count)))
    base = (
        of_day(scene.doc) if back and scene.doc else scene.narrative.day or (of_day(scene.doc) if scene.doc else None)
    )
    return dated(shift(base, -count if back else count, letter)) if base else None


def read_length(_scene: Scene, match: re.Match[str]) -> Found | None:
    """ "3日間", "两个月", "1年半"."""
    unit = match["u"]
    key = next(
        name for name in (unit, unit.removesuffix("間"), unit.removeprefix("个").removeprefix("個")) if name in UNITS
    )
    letter, is_time = UNITS[key]
    head = "PT" if is_time else "P"
    if match["c"] == "半":
        return Found(value={"Y": "P6M", "H": "PT30M"}.get(letter, f"{head}0.5{letter}"), type="duration")
    count = read_number(match["c"])
    if count is None:
        return Found(value=f"{head}X{letter}", type="duration")
    half = {"Y": "6M", "H": "30M"}.get(letter, "") if match["half"] else ""
    return Found(value=f"{head}{count}{letter}{half}", type="duration")


RULES = {
    "cjk_months": read_months,
    "cjk_years": read_years,
    "cjk_fiscal": read_fiscal,
    "cjk_part_of_year": read_part_of_year,
    "cjk_season": read_season,
    "cjk_edge": read_edge,
    "cjk_decade": read_decade,
    "cjk_century": read_century,
    "cjk_times": read_times,
    "cjk_every": read_every,
    "cjk_anniversary": read_anniversary,
    "cjk_offset": read_offset,
    "cjk_length": read_length,
}
