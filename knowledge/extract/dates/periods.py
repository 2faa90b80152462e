"""Reading of months, seasons, quarters, years and decades."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from knowledge.extract.dates.calendar import load_calendar
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
    of_months,
    of_quarter,
    of_season,
    of_year,
)
from knowledge.extract.dates.year_words import is_month, is_year
from knowledge.extract.dates.years import choose_year, read_year

_WHICH = {"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "latter": 2, "final": -1, "last": -1}
_SOUTHERN_BEGINS = {"SP": 9, "SU": 12, "FA": 3, "WI": 6}
_FISCAL = re.compile(r"\b(?:fiscal|financial|FY)", re.IGNORECASE)


def read_month_year(scene: Scene, match: re.Match[str]) -> Found | None:
    """ "September 2012", "August last year"."""
    year, month = read_year(scene, match["y"]), load_calendar().month(match["m"])
    return dated(of_month(year, month) if year else of_any_year(month))


def read_month(scene: Scene, match: re.Match[str]) -> Found | None:
    """ "November" alone."""
    if not is_month(scene, match["m"]):
        return None
    month = load_calendar().month(match["m"])
    return dated(choose_year(scene, lambda year: of_month(year, month)) or of_any_year(month))


def read_month_near(scene: Scene, match: re.Match[str]) -> Found | None:
    """ "last November", "the previous December"."""
    month = load_calendar().month(match["m"])
    if scene.doc is None:
        return dated(of_any_year(month))
    return dated(_near(scene, match["rel"].lower(), lambda year: of_month(year, month)))


def read_season_near(scene: Scene, match: re.Match[str]) -> Found | None:
    """ "last summer", "this spring"."""
    code = load_calendar().seasons[match["s"].lower()]
    return dated(_near(scene, match["rel"].lower(), lambda year: of_season(year, code)))


def _near(scene: Scene, relation: str, build: Callable[[int], When]) -> When | None:
    """The month or season before or after the article's day, or, for "the previous" and "that", the story's."""
    focus = scene.here.first if scene.here else None
    base = (focus or scene.doc) if relation in ("the previous", "the following", "that", "the same") else scene.doc
    if base is None:
        return None
    options = [(option, *_days(option)) for option in (build(base.year + step) for step in (-2, -1, 0, 1, 2))]
    if relation in ("last", "this past", "the past", "the previous"):
        return next((option for option, _, last in reversed(options) if last < base), None)
    if relation in ("next", "this coming", "the coming", "the following"):
        return next((option for option, first, _ in options if first > base), None)
    is_this = relation not in ("that", "the same")
    return min(options, key=lambda item: (is_this and item[1].year != base.year, abs((item[1] - base).days)))[0]


def _days(when: When) -> tuple[date, date]:
    return when.first or date.min, when.last or date.max


def read_season_year(scene: Scene, match: re.Match[str]) -> Found | None:
    """ "the spring of 1999"."""
    year = read_year(scene, match["y"])
    return dated(of_season(year, load_calendar().seasons[match["s"].lower()])) if year else None


def read_season(scene: Scene, match: re.Match[str]) -> Found | None:
    """ "by spring", "since the autumn"."""
    code = load_calendar().seasons[match["s"].lower()]
    if "southern" in match.group().lower():
        begins = _SOUTHERN_BEGINS[code]
        return dated(
            choose_year(scene, lambda year: of_months(year, begins, 3, value=f"{year:04}-{code}", grain="season"))
        )
    return dated(choose_year(scene, lambda year: of_season(year, code)))


def read_quarter(scene: Scene, match: re.Match[str]) -> Found | None:
    """ "the first quarter of 2027", "the second half", "Q3 2024"."""
    which = match["n"].lower()
    kind = match.groupdict().get("u")
    is_half = which.startswith("h") if kind is None else "half" in kind
    number = int(which[1]) if kind is None else _WHICH.get(which)
    of_words = match.groupdict().get("of")
    if not of_words and not is_half and number and number > 0 and scene.doc:
        quarter = number
        return dated(choose_year(scene, lambda year: of_quarter(year, quarter)))
    when = scene.read_when(match.span("of")) if of_words else _year_in_focus(scene)
    if when is None or when.first is None:
        return None
    if number is None:  # "the current quarter of this year"
        return dated(when)
    count = 2 if is_half else 4
    number = count if number == -1 else number
    if number > count:
        return None
    if of_words and _FISCAL.search(of_words):
        month = when.first.month + (number - 1) * 12 // count
        begin = of_month(when.first.year, month)
        return dated(of_interval(begin, of_month(when.first.year, month + 12 // count - 1)))
    return dated(of_half(when.first.year, number) if is_half else of_quarter(when.first.year, number))


def _year_in_focus(scene: Scene) -> When | None:
    """The year that a bare "second half" belongs to: that of the first half, or this one."""
    base = scene.narrative.half or (of_day(scene.doc) if scene.doc else scene.here)
    return of_year(base.first.year) if base and base.first else None


def read_fiscal_year(scene: Scene, match: re.Match[str]) -> Found | None:
    """ "fiscal 2026", "FY24", "the fiscal year ending March 2025"."""
    year = int(match["y"])
    year += 2000 if year < 100 else 0
    if match.groupdict().get("end"):
        year -= 1
    return dated(of_fiscal_year(year, japanese=scene.japanese))


def read_fiscal_near(scene: Scene, match: re.Match[str]) -> Found | None:
    """ "next fiscal year"."""
    relation = match["rel"].lower()
    if scene.doc is None:
        return None
    current = scene.doc.year - (scene.japanese and scene.doc.month < 4)
    if relation.endswith(("last", "previous", "past")):
        current -= 1
    elif relation.endswith(("next", "coming", "following", "new")):
        current += 1
    return dated(of_fiscal_year(current, japanese=scene.japanese))


def read_decade(_scene: Scene, match: re.Match[str]) -> Found | None:
    """ "the 1980s", "the nineties", "the '90s"."""
    groups = match.groupdict()
    if groups.get("y"):
        return dated(of_decade(int(groups["y"])))
    tens = load_calendar().numbers.get(groups["short"].lower().split()[-1].split("-")[-1].removesuffix("ies") + "y")
    return dated(of_decade(1900 + (tens or int(groups["short"].strip("’'‘s")))))


def read_turn_of_century(_scene: Scene, match: re.Match[str]) -> Found | None:
    """ "the turn of the century": 2000 for anybody who writes today."""
    return dated(of_year(2000))


def read_season_name(scene: Scene, match: re.Match[str]) -> Found | None:
    """ "the rainy season of 1998": which months it has, only the place knows."""
    year = read_year(scene, match["y"])
    return dated(of_year(year)) if year else None


def read_months_to(scene: Scene, match: re.Match[str]) -> Found | None:
    """ "the 12 months to June 2023", "the year ended in March"."""
    end = scene.read_when(match.span("of"))
    count = int(load_calendar().number(match["c"]) or 0) if match["c"] else 12
    if end is None or end.last is None or not count:
        return None
    last = of_month(end.last.year, end.last.month)
    return dated(of_interval(of_month(end.last.year, end.last.month - count + 1), last))


def read_century(_scene: Scene, match: re.Match[str]) -> Found | None:
    """ "the 19th century"."""
    number = load_calendar().ordinal(match["n"])
    return dated(of_century(number)) if number else None


def read_era(_scene: Scene, match: re.Match[str]) -> Found | None:
    """ "Reiwa 5"."""
    return dated(of_year(load_calendar().eras[match["era"].lower()] + int(match["n"])))


def read_year_alone(scene: Scene, match: re.Match[str]) -> Found | None:
    """ "2025"."""
    return dated(of_year(int(match["y"]))) if is_year(scene) else None


def read_plan(_scene: Scene, match: re.Match[str]) -> Found | None:
    """ "the 14th Five-Year Plan period" of China."""
    number = load_calendar().ordinal(match["n"])
    if number is None or number < 3:
        return None
    begins = load_calendar().third_plan_begins + 5 * (number - 3)
    return dated(of_interval(of_year(begins), of_year(begins + 4)))


RULES = {
    "month_year": read_month_year,
    "month_alone": read_month,
    "month_near": read_month_near,
    "season_near": read_season_near,
    "season_year": read_season_year,
    "season_alone": read_season,
    "quarter": read_quarter,
    "fiscal_year": read_fiscal_year,
    "fiscal_near": read_fiscal_near,
    "decade": read_decade,
    "turn_of_century": read_turn_of_century,
    "season_name": read_season_name,
    "months_to": read_months_to,
    "century": read_century,
    "era_year": read_era,
    "year_alone": read_year_alone,
    "plan": read_plan,
}
