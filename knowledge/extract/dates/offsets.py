"""Reading of distances in the story: "17 days later", "a month after the accord", "the 50th anniversary"."""

from __future__ import annotations

import re

from knowledge.extract.dates.ago import moved_clock, read_count
from knowledge.extract.dates.calendar import Unit, load_calendar
from knowledge.extract.dates.scene import Found, Scene, dated, find_apposed, last_past
from knowledge.extract.dates.values import When, of_day, of_month, of_year, shift

_CAME = re.compile(
    r"\b(?:came|comes|coming|took place|takes place|happened|occurred|followed)\s+(?:only\s+|just\s+|barely\s+)?$"
)
_NAME = re.compile(r"\s(?:the|its|their|his|her)\s(?:\w+\s)?([A-Z][^\W\d_]{3,})|\s([A-Z][^\W\d_]{3,})(?=[’']s)")
_DUE = re.compile(r"\b(?:due|scheduled|set|supposed|meant|expected|planned|to have)\b")
_ASIDE = re.compile(r",\s\Z")
_FEW = 15
"""A longer distance after a comma says the same day again: "from 30 June, ninety days after it was read"."""

_MARKED = re.compile(r"\b(?:marks?|celebrates?|falls?|observes?|commemorates?)\b")
_IN_MONTH = re.compile(
    r"(?:[^,.;]{0,50})\b(?:in|this|next|last)\s(?P<m>January|February|March|April|May|June|July|August|September|October"
    r"|November|December)\b(?!\s\d)"
)
_YEAR = re.compile(r"(?<![\d.,/-])(?:18|19|20)\d\d(?![\d.,]\d|\d)")


def read_offset(scene: Scene, match: re.Match[str]) -> Found | None:
    """ "17 days later", "a year earlier", "the agreement came a day after ..." """
    counted = read_count(match)
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
        return _end_at(moved_clock(scene, -count if back else count, unit, from_focus=True), end)
    if base is None or (scene.here is None and not back):
        return Found(value=unit.duration(count), type="duration")
    step = int(count) * unit.times
    if count != int(count) and unit.letter == "Y":
        return _end_at(dated(shift(base, int(-12 * count if back else 12 * count), "M")), end)
    return _end_at(dated(_plain(shift(base, -step if back else step, unit.letter))), end)


def _is_length(scene: Scene) -> bool:
    """ "waited two days before the talks": how long, not when."""
    return scene.words_before(1) in (["for"], ["the"], ["within"])


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


RULES = {
    "offset": read_offset,
    "anniversary": read_anniversary,
}
