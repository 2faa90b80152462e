"""Which year, or which week, a date without one means."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

from knowledge.extract.calendar import load_calendar
from knowledge.extract.date_scene import Scene
from knowledge.extract.date_tense import Tense
from knowledge.extract.date_values import When, of_year, shift

_WEIGHT = 5
"""A day is meant against the tense, as we read it, where it is so many times nearer to the article's day."""

_RECENT = 42
"""Days: a date of this year that has passed so lately is the one meant, whatever story is being told."""

_LONG_AGO = 400
"""Days: a narrative that is further back goes on there; a nearer one is told from the article's day."""

_IN_YEAR = re.compile(r"(?:In|During|By|Throughout)\s(?:\w+\s)?\d{4}\b")
"""A sentence that sets its scene in a year: "In 1972, ... in September"."""

_SINCE = ("since",)
_UNTIL = ("until", "till", "by")
_BY = ("by", "before")
_FROM = ("from", "starting", "beginning")
_WILL = re.compile(r"\b(?:will|would|shall|(?:is|are|be) to)\b[^;]*\Z")


def read_year(scene: Scene, words: str | None) -> int | None:
    """Read what stands behind a month or a season: "2012", ", 2012", "last year", "the next year"; None for nothing."""
    if not words or not words.strip():
        return None
    text = " ".join(words.lower().replace(",", " ").split())
    digits = text.split()[-1]
    if digits.isdigit():
        return int(digits)
    text = text.removeprefix("of ").removeprefix("in ")
    focus = scene.here
    base = (
        focus.first.year if focus is not None and focus.first is not None else (scene.doc.year if scene.doc else None)
    )
    steps = {"the next": 1, "the following": 1, "the previous": -1, "the same": 0, "that": 0}
    for lead, step in steps.items():
        if text == f"{lead} year":
            return None if base is None else base + step
    if text in ("the year before", "the year after"):
        return None if base is None else base + (1 if text.endswith("after") else -1)
    near = {"last": -1, "this": 0, "the current": 0, "next": 1}
    for lead, step in near.items():
        if text == f"{lead} year":
            return None if scene.doc is None else scene.doc.year + step
    return None


def choose_year(scene: Scene, build: Callable[[int], When | None]) -> When | None:
    """Build a date for the year that the text means; None where nothing tells the year."""
    if scene.year_hint is not None:
        return build(scene.year_hint)
    if scene.not_before is not None:
        options = [build(scene.not_before.year + step) for step in (0, 1)]
        later = [option for option in options if option and option.first and option.first >= scene.not_before]
        return later[0] if later else None
    told = _from_narrative(scene, build)
    if told is not None or scene.doc is None:
        return told
    options = [build(scene.doc.year + step) for step in (-1, 0, 1)]
    return _by_tense([option for option in options if option and option.first], scene.doc, date_tense(scene))


def date_tense(scene: Scene) -> Tense:
    """Tense for a date: "since" looks back, "until" and "by" look ahead unless the verb is in the past."""
    words = scene.words_before(3)
    tense = scene.tense
    last = words[-1] if words else ""
    if last == "the" and len(words) > 1:
        last = words[-2]
    if last in _SINCE:
        return "past"
    if last in _UNTIL and tense in ("unknown", "timetable"):
        return "future"
    if last in _BY and tense == "past":
        return "unknown"  # "asked for a hot line by the end of March": the deed lies ahead, the asking behind
    if last in (*_UNTIL, *_FROM) and _WILL.search(scene.text, scene.sentence[0], scene.outer[0]):
        return "future"
    return tense


def nearest_weekday(scene: Scene, weekday: int) -> date | None:
    """The day a bare weekday means: today or the last one, or the coming one when the sentence looks ahead."""
    if scene.doc is None:
        return None
    if scene.not_before is not None:
        return scene.not_before + timedelta(days=(weekday - scene.not_before.weekday()) % 7)
    if date_tense(scene) in ("future", "timetable"):
        return scene.doc + timedelta(days=(weekday - scene.doc.weekday()) % 7)
    return scene.doc - timedelta(days=(scene.doc.weekday() - weekday) % 7)


def weekday_number(word: str) -> int:
    """Monday is 0."""
    return load_calendar().weekday(word)


def _from_narrative(scene: Scene, build: Callable[[int], When | None]) -> When | None:
    """The year of a story told further back: "On 3 May 2011 ... In July the two ministers met"."""
    focus = scene.here
    if focus is None or focus.first is None or focus.grain in ("decade", "century"):
        return None
    is_scene = focus.grain != "year" or (_IN_YEAR.match(scene.text, scene.sentence[0]) is not None and _is_same(scene))
    if scene.doc is None:
        return build(focus.first.year) if is_scene else None
    is_old = (scene.doc - focus.first).days > _LONG_AGO
    if not is_old or not is_scene or not _is_close(scene) or date_tense(scene) != "past":
        return None
    begins = focus.first.replace(day=1)
    for option in (build(focus.first.year), build(focus.first.year + 1)):
        if option and option.first and option.first >= begins:
            return _unless_recent(scene, option, build)
    return None


def _is_same(scene: Scene) -> bool:
    return scene.narrative.sentence == scene.sentence[0]


def _unless_recent(scene: Scene, told: When | None, build: Callable[[int], When | None]) -> When | None:
    """None where the same date of this year has just passed: news then means that one."""
    if scene.doc is None:
        return told
    recent = build(scene.doc.year)
    if recent and recent.first and 0 <= (scene.doc - recent.first).days <= _RECENT:
        return None
    return told


def _is_close(scene: Scene) -> bool:
    """Whether the focus stands in this sentence or the one before it."""
    if scene.narrative.block != scene.block:
        return False
    between = scene.text[scene.narrative.sentence : scene.sentence[0]]
    return between.count(". ") <= 1


def _by_tense(options: list[When], doc: date, tense: Tense) -> When | None:
    if not options:
        return None
    nearest = min(options, key=lambda option: (_distance(option, doc), -_begin(option).toordinal()))
    past = [option for option in options if _begin(option) <= doc]
    coming = [option for option in options if _end(option) >= doc]
    agreeing = past[-1:] if tense == "past" else coming[:1] if tense in ("future", "timetable") else []
    if not agreeing:
        return nearest
    is_much_nearer = nearest.grain == "day" and _distance(nearest, doc) * _WEIGHT < _distance(agreeing[0], doc)
    return nearest if is_much_nearer else agreeing[0]


def _distance(option: When, doc: date) -> int:
    if _begin(option) <= doc <= _end(option):
        return 0
    return min(abs((_begin(option) - doc).days), abs((_end(option) - doc).days))


def _begin(option: When) -> date:
    return option.first or date.min


def _end(option: When) -> date:
    return option.last or date.max


def year_beside(scene: Scene, step: int) -> When | None:
    """The year of the focus, or of the article, moved by so many years."""
    focus = scene.here
    if focus is not None:
        return shift(focus, step, "Y")
    return of_year(scene.doc.year + step) if scene.doc else None
