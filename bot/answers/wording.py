"""Words around the facts, in the language of the question: frames from YAML, dates and names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from bot.answers.model import ReplyLanguage
from knowledge.loaded import Loaded
from knowledge.model import Entity, Period

_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """The frames of one language."""

    language: ReplyLanguage
    frames: Mapping[str, Loaded]

    def say(self, key: str, **values: object) -> str:
        """A frame with its gaps filled."""
        return str(self.frames[key]).format(**values)

    def asked(self, kind: str) -> str | None:
        """What a kind of answer is called in "but they do not say …"."""
        asked = self.frames["asked"].get(kind)
        return None if asked is None else str(asked)

    def name(self, entity: Entity) -> str:
        """An entity's name; contested places carry both names already in their entry."""
        return str(getattr(entity.name, self.language))

    def listing(self, names: Iterable[str]) -> str:
        """Names in a row: `A, B and C`."""
        items = list(dict.fromkeys(names))
        if len(items) < 2:
            return "".join(items)
        return str(self.frames["comma"]).join(items[:-1]) + str(self.frames["and"]) + items[-1]

    def day(self, day: date) -> str:
        """A date in full."""
        if self.language == "en":
            return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"
        return f"{day.year}年{day.month}月{day.day}日"

    def period(self, period: Period) -> str:
        """A period as finely as the article knows it."""
        if period.since:
            return self.say("since", date=self._start(period))
        if period.precision == "about":
            return self.say("about", date=self._about(period))
        return self._start(period) if self._is_single(period) else self._range(period)

    def _start(self, period: Period) -> str:
        match period.precision:
            case "year":
                return str(period.start.year) if self.language == "en" else f"{period.start.year}年"
            case "month" | "about":
                return self._month(period.start)
            case "day":
                return self.day(period.start)

    def _month(self, day: date) -> str:
        return f"{_MONTHS[day.month - 1]} {day.year}" if self.language == "en" else f"{day.year}年{day.month}月"

    def _about(self, period: Period) -> str:
        if (period.start.year, period.start.month) == (period.end.year, period.end.month):
            return ("mid-" if self.language == "en" and 8 <= period.start.day <= 17 else "") + self._month(period.start)
        return str(period.start.year) if self.language == "en" else f"{period.start.year}年"

    def _is_single(self, period: Period) -> bool:
        match period.precision:
            case "day":
                return period.start == period.end
            case "month":
                return (period.start.year, period.start.month) == (period.end.year, period.end.month)
            case _:
                return period.start.year == period.end.year

    def _range(self, period: Period) -> str:
        first = self._start(period)
        if period.precision == "day" and self.language == "en" and period.start.year == period.end.year:
            first = first.removesuffix(f" {period.start.year}")
        match period.precision:
            case "day":
                last = self.day(period.end)
            case "month":
                last = self._month(period.end)
            case _:
                last = str(period.end.year) if self.language == "en" else f"{period.end.year}年"
        return f"{first} to {last}" if self.language == "en" else f"{first}～{last}"
