"""Which year, or which week, a date without one means."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from functools import lru_cache

from knowledge.extract.dates.calendar import load_calendar
from knowledge.extract.dates.scene import Scene
from knowledge.extract.dates.tense import Tense
from knowledge.extract.dates.values import When, of_year, shift

_WEIGHT = 5
"""A day is meant against the tense, as we read it, where it is so many times nearer to the article's day."""

_RECENT = 42
"""Days: a date of this year that has passed so lately is the one meant, whatever story is being told."""

_LONG_AGO = 400
"""Days: a narrative that is further back goes on there; a nearer one is told from the article's day."""

_IN_YEAR = re.compile(r"(?:In|During|By|Throughout)\s(?:\w+\s)?\d{4}\b")
"""A sentence that sets its scene in a year: "In 1972, ... in September"."""

_DAYS = r"(?P<w>(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)"
_TOLD = (
    r"(?:said|told|announced|wrote|declared|warned|promised|pledged|vowed|confirmed|reads|reported|claimed|insisted)"
)
_SAID = re.compile(
    rf"\b{_TOLD}\b(?:\s[^\s.,;“”\"]+){{0,5}}?\s{_DAYS}\b(?![’'])"
    rf"|\b(?:[Oo]n|[Ll]ate|[Ee]arly)\s{_DAYS.replace('<w>', '<v>')},?\s(?:\S+\s){{0,3}}?{_TOLD}\b"
)
_SAID_AFTER = re.compile(rf"[,.?!][”’\"]\s(?:[^\s“”\"]+\s){{0,4}}?{_TOLD}\b[^“”\"]{{0,60}}?\s{_DAYS}\b")
"""Words that tell on which weekday something was said, before what was said and behind it."""

_DATES = ("dates", "dated", "date", "dating", "back")
_CONTRACT = re.compile(
    r"\s(?:wheat|corn|maize|soybeans?|crude|futures|contracts?|deliver(?:y|ies)|loadings?|shipments?|coffee|cocoa|sugar|cotton)\b"
)
_STANDS = re.compile(r",?\s(?:[\w’']+\s){1,3}(?:is|are|will)\b")
"""Behind a date: "from 1 November it is closed"."""

_FIXED = re.compile(
    r"\b(?:named|set|fixed|chosen|scheduled|pencilled in|earmarked|announced|agreed|booked)\sfor\s(?:the\s)?$"
)
_PUT_OFF = re.compile(
    r"\b(?:put (?:off|back)|postponed|delayed|adjourned|extended|deferred|shelved|suspended|rescheduled|pushed back"
    r"|moved)\b[^.;]{0,30}$"
)
_OWN_DAY = re.compile(r"\b(?:this (?:morning|afternoon|evening)|tonight|(?<!until )today|yesterday|tomorrow)\b")
_QUOTED = re.compile(r"[“\"][^“”\"\n]*[”\"]")
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
        return load_calendar().eras.get(" ".join(text.split()[-2:-1]), 0) + int(digits)  # "Reiwa 5" is 2023
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
    if last in _SINCE or (len(words) > 1 and words[-2] in _DATES and last in ("from", "to")):
        return "past"
    if last == "from" and _STANDS.match(scene.text, scene.outer[1]):
        return "future"
    if _CONTRACT.match(scene.text, scene.outer[1]):
        return "future"  # "February loading", "March wheat"
    if last in (*_UNTIL, "to") and _PUT_OFF.search(scene.text[scene.sentence[0] : scene.outer[0]]):
        return "future"
    if last == "effective" or words[-2:] == ["ahead", "of"] or words[-2:] == ["run-up", "to"]:
        return "future"
    if last in ("following", "after") and scene.text[scene.outer[1] : scene.outer[1] + 2] in ("’s", "'s"):
        return "past"  # "after Friday's vote"
    if last in _UNTIL and tense in ("unknown", "timetable"):
        return "future"
    if last in _BY and tense == "past":
        return "unknown"  # "asked for a hot line by the end of March": the deed lies ahead, the asking behind
    if last in (*_UNTIL, *_FROM) and _WILL.search(scene.text, scene.sentence[0], scene.outer[0]):
        return "future"
    return tense


def told_base(scene: Scene) -> date | None:
    """The day that "the end of the year" counts from: that of the story just told, else the article's."""
    focus = scene.here.first if scene.here else None
    if scene.doc is None or focus is None:
        return scene.doc or focus
    is_told = focus < scene.doc and _is_close(scene) and scene.tense == "past" and "since" not in scene.words_before(2)
    return focus if is_told else scene.doc


def nearest_weekday(scene: Scene, weekday: int) -> date | None:
    """The day a bare weekday means: today or the last one, or the coming one when the sentence looks ahead."""
    if scene.doc is None:
        return None
    if scene.not_before is not None:
        return scene.not_before + timedelta(days=(weekday - scene.not_before.weekday()) % 7)
    if date_tense(scene) in ("future", "timetable"):
        said = _said_on(scene)
        if said is not None and weekday != said.weekday():
            return said + timedelta(days=(weekday - said.weekday()) % 7)
        ahead = (weekday - scene.doc.weekday()) % 7
        return scene.doc + timedelta(days=ahead or (7 if _says_today(scene.text) else 0))
    return scene.doc - timedelta(days=(scene.doc.weekday() - weekday) % 7)


@lru_cache(maxsize=4)
def _says_today(text: str) -> bool:
    """Whether an article calls its own day "this morning" and the like: its coming Tuesday is then in a week."""
    return _OWN_DAY.search(_QUOTED.sub("", text)) is not None


def _said_on(scene: Scene) -> date | None:
    """The day of "said on Monday that it would stop on Tuesday": what was announced lies ahead of that day."""
    if scene.doc is None:
        return None
    before = list(_SAID.finditer(scene.text, scene.sentence[0], scene.start))
    found = before[-1] if before else _SAID_AFTER.search(scene.text, scene.outer[1], scene.sentence[1])
    if found is None:
        return None
    weekday = load_calendar().weekday(found.groupdict().get("v") or found["w"])
    return scene.doc - timedelta(days=(scene.doc.weekday() - weekday) % 7)


def weekday_number(word: str) -> int:
    """Monday is 0."""
    return load_calendar().weekday(word)


def _from_narrative(scene: Scene, build: Callable[[int], When | None]) -> When | None:
    """The year of a story told further back: "On 3 May 2011 ... In July the two ministers met"."""
    focus = scene.here
    if focus is None or focus.first is None or focus.grain in ("decade", "century") or scene.narrative.is_open:
        return None
    is_scene = focus.grain != "year" or (_IN_YEAR.match(scene.text, scene.sentence[0]) is not None and _is_same(scene))
    if scene.doc is None:
        return build(focus.first.year) if is_scene else None
    is_old = (scene.doc - focus.first).days > _LONG_AGO
    if not is_old or not is_scene or not _is_close(scene) or "past" not in (date_tense(scene), scene.tense):
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
