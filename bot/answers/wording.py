"""Words around the facts, in the language of the question: frames from YAML, dates and names."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date, timedelta

from bot.answers.model import ReplyLanguage
from knowledge.han import is_written
from knowledge.loaded import Loaded
from knowledge.model import NO_DAY, Entity, Period, Precision
from knowledge.patterns import compile_late
from knowledge.script import Script
from knowledge.values import dataclass

_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip

_WEEKDAYS = {
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
    "ja": tuple(f"{day}曜日" for day in "月火水木金土日"),
    "zh": tuple(f"星期{day}" for day in "一二三四五六日"),
}

_LAST_MONTH = 12
_MIDDLE_OF_MONTH = range(8, 18)
_EARLY_IN_YEAR = 4
"""The last month of what is early in a year."""

_WIDE = {",": "，", "?": "？", "!": "！", ":": "：", ";": "；"}
_NARROW = compile_late(rf"(?<=[^\x00-\x7f])[{''.join(_WIDE)}]|[{''.join(_WIDE)}](?=[^\x00-\x7f])")

_IN_BRACKETS = compile_late(r"\s*[（(][^（）()]*[)）]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """The frames of one language."""

    language: ReplyLanguage
    frames: Mapping[str, Loaded]
    traditional: bool = False
    """Chinese is written in traditional characters."""

    script: Callable[[], Script] | None = None
    """How Chinese is written, to be read once a text is in the other characters; None in other languages."""

    def say(self, key: str, **values: object) -> str:
        """A frame with its gaps filled."""
        return self._written(str(self.frames[key]).format(**values))

    def asked(self, kind: str) -> str | None:
        """What a kind of answer is called in "but they do not say …"."""
        asked = self.frames["asked"].get(kind)
        return None if asked is None else self._written(str(asked))

    def name(self, entity: Entity) -> str:
        """An entity's name; contested places carry both names already in their entry."""
        return self._written(str(getattr(entity.name, self.language)))

    def listing(self, names: Iterable[str]) -> str:
        """Names in a row: `A, B and C`."""
        items = list(dict.fromkeys(names))
        if len(items) < 2:
            return "".join(items)
        last = self.frames["and" if len(items) == 2 else "last_of_many"]
        return str(self.frames["comma"]).join(items[:-1]) + str(last) + items[-1]

    def number(self, count: int) -> str:
        """A number as it stands in a sentence: small ones in words, where the language has it so."""
        words = self.frames["numbers"]
        return str(words[count]) if count < len(words) else f"{count:,}"

    def marked(self, text: str) -> str:
        """A text of this language with the punctuation that its script has."""
        return text if self.language == "en" else self._written(_NARROW.sub(lambda mark: _WIDE[mark[0]], text))

    def _written(self, text: str) -> str:
        """A text of ours in the characters of whoever asks."""
        if self.script is None or is_written(text, "traditional" if self.traditional else "simplified"):
            return text
        return self.script().to_traditional(text) if self.traditional else self.script().to_simplified(text)

    @property
    def gap(self) -> str:
        """What stands between two sentences."""
        return " " if self.language == "en" else ""

    def after(self, short: str) -> str:
        """What stands behind a short answer: a full stop of its script."""
        return f"。{self.gap}" if self.language != "en" and not short[-1].isascii() else ". "

    def day(self, day: date) -> str:
        """A date in full."""
        if day == NO_DAY:
            return self.say("no_day")
        if self.language == "en":
            return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"
        return f"{day.year}年{day.month}月{day.day}日"

    def _weekday(self, day: date) -> str:
        name = _WEEKDAYS[self.language][day.weekday()]
        return f"{name} {self.day(day)}" if self.language == "en" else f"{self.day(day)}（{name}）"

    def period(self, period: Period, *, weekday: bool = False) -> str:
        """A period as finely as the article knows it; of one day also the day of the week, where that is asked for."""
        if weekday and period.precision == "day" and period.start == period.end:
            return self._weekday(period.start)
        if period.since:
            return self.say("since", date=self._start(period))
        if period.precision == "about":
            return self._about(period)
        return self._start(period) if self._is_single(period) else self._range(period)

    def days(self, first: date, last: date) -> str:
        """The days from the first to the last, by the name of their year or month where they fill it."""
        whole_months = first.day == 1 and (last + timedelta(days=1)).day == 1
        whole_years = whole_months and first.month == 1 and last.month == _LAST_MONTH
        precision: Precision = "year" if whole_years else "month" if whole_months else "day"
        return self.period(Period(start=first, end=last, precision=precision))

    def _start(self, period: Period) -> str:
        match period.precision:
            case "year":
                return self._year(period.start)
            case "month" | "about":
                return self._month(period.start)
            case "day":
                return self.day(period.start)

    def _month(self, day: date) -> str:
        return f"{_MONTHS[day.month - 1]} {day.year}" if self.language == "en" else f"{day.year}年{day.month}月"

    def _year(self, day: date) -> str:
        return str(day.year) if self.language == "en" else f"{day.year}年"

    def _about(self, period: Period) -> str:
        """What is known roughly: the middle of a month, the beginning of a year, else from when to when."""
        start, end = period.start, period.end
        if start.year != end.year:
            return self.say("range", first=self._year(start), last=self._year(end))
        if start.month == end.month:
            middle = start.day in _MIDDLE_OF_MONTH
            return self.say("mid" if middle else "about", date=self._month(start))
        if end.month <= _EARLY_IN_YEAR:
            return self.say("early", date=self._year(start))
        return self.say("range", first=self._month(start), last=self._month(end))

    def _is_single(self, period: Period) -> bool:
        match period.precision:
            case "day":
                return period.start == period.end
            case "month":
                return (period.start.year, period.start.month) == (period.end.year, period.end.month)
            case _:
                return period.start.year == period.end.year

    def _range(self, period: Period) -> str:
        first, start, end = self._start(period), period.start, period.end
        if period.precision == "day" and self.language == "en" and start.year == end.year:
            first = str(start.day) if start.month == end.month else first.removesuffix(f" {start.year}")
        match period.precision:
            case "day":
                last = self.day(period.end)
            case "month":
                last = self._month(period.end)
            case _:
                last = self._year(period.end)
        return self.say("range", first=first, last=last)


def longest_names(names: Iterable[str]) -> tuple[str, ...]:
    """Names without those that are part of another: China's ban names China."""
    items = tuple(dict.fromkeys(names))
    return tuple(name for name in items if not any(_is_part(name, other) for other in items))


def _is_part(name: str, other: str) -> bool:
    """Whether a longer name holds a name, whatever either has in brackets; the South China Sea is no part of China."""
    short, long = (_IN_BRACKETS.sub("", text) for text in (name, other))
    edge = r"(?<!\w)(?<![A-Z][a-z]{{4}} ){}(?!\w| [A-Z])" if short.isascii() else "{}"
    return len(short) < len(long) and re.search(edge.format(re.escape(short)), long) is not None
