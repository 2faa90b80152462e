"""What a temporal expression is read against: the article's day and the narrative up to it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from knowledge.extract.date_tense import Tense, find_tense
from knowledge.extract.date_values import When
from knowledge.extract.model import TimexType


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

    block: int = -1
    """The block in which `focus` stands."""

    sentence: int = -1
    """Where the sentence of `focus` begins."""

    def after(self, when: When, *, block: int, sentence: int) -> Narrative:
        """The narrative once it has named another date."""
        if when.first is None or when.last is None:
            return self
        is_stretch = when.grain == "interval" and 0 < (when.last - when.first).days < 60
        return Narrative(
            focus=when,
            day=when if when.grain in ("day", "moment") else self.day,
            moment=when.at if when.grain in ("day", "moment") and when.at else self.moment,
            interval=when if is_stretch else self.interval,
            half=when if when.grain == "half" else self.half,
            years=(*self.years, when.first.year),
            block=block,
            sentence=sentence,
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


def dated(when: When | None, *, time: bool = False) -> Found | None:
    """A date or time with known or half-known days; None stays None."""
    if when is None:
        return None
    is_time = time or when.grain == "moment" or (when.grain == "day" and "T" in when.value)
    return Found(value=when.value, type="time" if is_time else "date", when=when)
