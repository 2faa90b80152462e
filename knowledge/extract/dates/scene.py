"""What a temporal expression is read against: the article's day and the narrative up to it."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime

from knowledge.extract.dates.tense import Tense, find_tense
from knowledge.extract.dates.values import When
from knowledge.extract.model import TimexType
from knowledge.values import dataclass, field, replace

_RECENT = 2
"""Days: what was done further back is no longer the news."""

_MONTHS = (
    "(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?)"
)
_APPOSED = re.compile(
    r"\s?[,:—–(]\s?(?:on\s)?(?P<of>(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,?\s)?"
    rf"(?:\d{{1,2}}\s{_MONTHS}|{_MONTHS}\s\d{{1,2}}(?!\d))(?:,?\s(?:19|20)\d\d)?)"
)
_SINCE = re.compile(r"\bsince\s(?:the\s)?$", re.IGNORECASE)
_NAMED = re.compile(
    r"\b(?:treaty|convention|law|act|accord|agreement|protocol|pact|charter|constitution|declaration|war|coup|code|statute|decree"
    r"|resolution|referendum|revolution|famine|earthquake)\sof\s$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What an expression means: its value, and the days where they are known."""

    value: str
    type: TimexType
    when: When | None = None
    end: int | None = None
    """Where the expression ends, if before the end of what the pattern matched."""

    also: tuple[int, int] | None = None
    """A part that is an expression by itself: the "fiscal 2021" of "from 1979 to fiscal 2021"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Narrative:
    """What the text has spoken of so far; None until it has."""

    focus: When | None = None
    """The date that was named last."""

    day: When | None = None
    """The day, part of a day or moment that was named last."""

    moment: datetime | None = None
    """The time of day that was named last."""

    interval: When | None = None
    """The stretch of several days that was named last: a visit, a conference."""

    half: When | None = None
    """The half year that was named last."""

    years: tuple[int, ...] = ()
    """Every year that was named, in order."""

    told: tuple[When, ...] = ()
    """Every day that was named by its date ("3 June", not "Monday"), in order."""

    places: tuple[tuple[When, int, int], ...] = ()
    """Every date that was named, with where its words begin and end."""

    period: When | None = None
    """The stretch longer than a day that was named last: a month, a quarter, a visit."""

    block: int = -1
    """The block in which `focus` stands."""

    sentence: int = -1
    """Where the sentence of `focus` begins."""

    is_open: bool = False
    """Whether `focus` is what something has lasted since."""

    lead: When | None = None
    """The first day that was named: that of the news, where it is near the article's."""

    def after(
        self,
        when: When,
        *,
        block: int,
        sentence: int,
        words: str,
        start: int,
        is_aside: bool,
        is_open: bool,
        is_news: bool,
    ) -> Narrative:
        """The narrative once it has named another date; an aside ("Benin since 1975") leaves the story where it was."""
        if when.first is None or when.last is None:
            return self
        is_beside = self.sentence == sentence and self.focus is not None
        if self.focus is not None and ((is_aside and self.block == block) or (is_open and is_beside)):
            return replace(self, years=(*self.years, when.first.year))
        is_day = when.grain in ("day", "moment")
        is_dated = is_day and any(letter.isdigit() for letter in words)
        is_stretch = when.grain == "interval" and 0 < (when.last - when.first).days < 60
        return Narrative(
            focus=when,
            day=when if when.grain in ("day", "moment") else self.day,
            moment=when.at if when.grain in ("day", "moment") and when.at else self.moment,
            interval=when if is_stretch else self.interval,
            half=when if when.grain == "half" else self.half,
            years=(*self.years, when.first.year),
            told=(*self.told, when) if is_dated else self.told,
            places=(*self.places, (when, start, start + len(words))),
            period=self.period if is_day else when,
            block=block,
            sentence=sentence,
            is_open=is_open,
            lead=self.lead or (when if is_day and is_news else None),
        )


def _no_reading(_scene: Scene, _start: int, _end: int) -> Found | None:
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """The surroundings of one expression."""

    text: str
    start: int
    end: int
    """Of the expression, or of the part of it that is being read."""

    outer: tuple[int, int]
    """Of the whole expression."""

    sentence: tuple[int, int]
    block: int
    doc: date | None
    narrative: Narrative
    japanese: bool
    """Whether fiscal years run from April to March."""

    year_hint: int | None = None
    """The year of the other end of a stretch."""

    not_before: date | None = None
    """The beginning of a stretch whose end this is."""

    part_reader: Callable[[Scene, int, int], Found | None] = field(default=_no_reading)

    @property
    def tense(self) -> Tense:
        """Tense of the verb nearest to the expression."""
        return find_tense(self.text, sentence=self.sentence, start=self.outer[0], end=self.outer[1])

    @property
    def here(self) -> When | None:
        """The focus of the narrative, or None before it has one."""
        return self.narrative.focus

    def words_before(self, count: int) -> list[str]:
        """The last so many words before the whole expression in its sentence, in lower case."""
        at = self.outer[0]
        return self.text[max(self.sentence[0], at - 24 * count) : at].lower().split()[-count:]

    def read(self, span: tuple[int, int]) -> Found | None:
        """Read a part of the expression by itself; None when the part is no expression."""
        if span[0] < 0:
            return None
        return self.part_reader(self, span[0], span[1])

    def read_when(self, span: tuple[int, int]) -> When | None:
        """The days of a part of the expression; None when it has none."""
        found = self.read(span)
        return found.when if found else None

    def ending(self, begin: When) -> Scene:
        """The same surroundings for the end of a stretch that begins so."""
        return replace(self, not_before=begin.first, year_hint=None)

    def with_year(self, year: int | None) -> Scene:
        """The same surroundings where a year goes without saying."""
        return replace(self, year_hint=year)


def is_aside(scene: Scene, end: int) -> bool:
    """Whether a date only explains something beside the story: "Benin since 1975", "the convention of 1998"."""
    if not scene.text[scene.start : end].isdigit():
        return False
    before = scene.text[max(scene.sentence[0], scene.start - 40) : scene.start]
    return is_open(scene) or _NAMED.search(before) is not None


def is_open(scene: Scene) -> bool:
    """Whether something has lasted since the date."""
    return _SINCE.search(scene.text[max(scene.sentence[0], scene.start - 40) : scene.start]) is not None


def find_apposed(scene: Scene, end: int) -> When | None:
    """The date that is named right behind an expression that ends there: "a week earlier, on August 23"."""
    found = _APPOSED.match(scene.text, end, scene.sentence[1])
    return scene.read_when(found.span("of")) if found else None


def find_quoted_day(scene: Scene) -> date | None:
    """The day on which the words around the expression were said, where that is the day of the news and has passed."""
    lead = scene.narrative.lead
    if lead is None or lead.first is None or scene.doc is None:
        return None
    if not 0 < (scene.doc - lead.first).days <= _RECENT:
        return None
    line = scene.text[scene.text.rfind("\n", 0, scene.start) + 1 : scene.start]
    inside = line.count("“") > line.count("”") or line.count('"') % 2 == 1
    return lead.first if inside else None


def last_past(scene: Scene, before: date) -> When | None:
    """The date that was named last among those that lie before a day; None where there is none."""
    return next((when for when, _, _ in reversed(scene.narrative.places) if when.first and when.first <= before), None)


def dated(when: When | None, *, time: bool = False) -> Found | None:
    """A date or time with known or half-known days; None stays None."""
    if when is None:
        return None
    is_time = time or when.grain == "moment" or (when.grain == "day" and "T" in when.value)
    return Found(value=when.value, type="time" if is_time else "date", when=when)
