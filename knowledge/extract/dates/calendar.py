"""The words of the calendar, as loaded from `knowledge/data/extract/calendar.yaml`."""

from __future__ import annotations

import re
from functools import lru_cache
from importlib.resources import files
from typing import Any

import yaml

from knowledge.errors import LanguageError
from knowledge.values import dataclass
from knowledge.yaml_nodes import LOADER

_FILE = "calendar.yaml"
_WORD = re.compile(r"[^\W\d_]+")
_PORTIONS = {
    "half": 0.5,
    "quarter of": 0.25,
    "a quarter of": 0.25,
    "three quarters of": 0.75,
    "three-quarters of": 0.75,
}
"""Counts of less than one: "a quarter of a century"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """A unit of time: "decade" is ten of the unit with the letter Y."""

    letter: str
    times: int
    of_time: bool
    """Hours, minutes and seconds, which stand after the T of a duration."""

    def duration(self, count: float) -> str:
        """As in ISO 8601: 2.5 years are "P2Y6M", 40 minutes "PT40M"; a part that fits no unit stays a fraction."""
        amount = count * self.times
        whole = int(amount)
        rest = _PARTS.get((self.letter, self.of_time))
        head = "PT" if self.of_time else "P"
        if amount == whole:
            return f"{head}{whole}{self.letter}"
        part = (amount - whole) * rest[1] if rest else 0.5
        if rest is None or part != int(part):
            return f"{head}{amount:g}{self.letter}"
        joint = "T" if rest[2] and not self.of_time else ""
        return f"{head}{f'{whole}{self.letter}' if whole else ''}{joint}{int(part)}{rest[0]}"


# The next smaller unit of each: its letter, how many make one, and whether it stands after the T.
_PARTS: dict[tuple[str, bool], tuple[str, int, bool]] = {
    ("Y", False): ("M", 12, False),
    ("D", False): ("H", 24, True),
    ("H", True): ("M", 60, True),
    ("M", True): ("S", 60, True),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """Words in lower case and what they stand for."""

    months: dict[str, int]
    weekdays: dict[str, int]
    """Monday is 0; the short forms too."""

    full_weekdays: tuple[str, ...]
    numbers: dict[str, int]
    ordinals: dict[str, int]
    units: dict[str, Unit]
    seasons: dict[str, str]
    parts_of_day: dict[str, str]
    clock_words: dict[str, str]
    eras: dict[str, int]
    third_plan_begins: int

    def month(self, word: str) -> int:
        """Number of a month's name, with or without a full stop."""
        return self.months[word.lower().rstrip(".")]

    def weekday(self, word: str) -> int:
        """Number of a weekday's name, with or without a full stop."""
        return self.weekdays[word.lower().rstrip(".")]

    def unit(self, word: str) -> Unit:
        """The unit that a word in singular or plural names."""
        name = word.lower()
        if name not in self.units:
            name = "century" if name == "centuries" else name.removesuffix("s")
        return self.units[name]

    def number(self, words: str) -> float | None:
        """Read "12", "1,200", "2.5", "forty-five", "a", "half a", "two and a half"; None for "several"."""
        text = words.lower().strip().replace(",", "").replace("½", ".5")
        half = text.endswith((" and a half", "-and-a-half"))
        text = text.removesuffix(" and a half").removesuffix("-and-a-half")
        if re.fullmatch(r"\d*\.?\d+", text):
            return float(text) + 0.5 * half
        for words, value in _PORTIONS.items():
            if text.startswith(words):
                return value
        if text in ("a couple of", "a pair of"):
            return 2
        total = 0
        for word in _WORD.findall(text):
            if word in ("a", "an", "per"):
                total = total or 1
            elif word in self.numbers:
                value = self.numbers[word]
                total = max(total, 1) * value if value in (12, 100, 1000) and word != "twelve" else total + value
            elif word != "and":
                return None
        return total + 0.5 * half if total else None

    def ordinal(self, words: str) -> int | None:
        """Read "14th", "twenty-first", "fiftieth"."""
        text = words.lower()
        digits = re.match(r"\d+", text)
        if digits:
            return int(digits.group())
        *tens, last = _WORD.findall(text) or [""]
        if last not in self.ordinals:
            return None
        return sum(self.numbers.get(word, 0) for word in tens) + self.ordinals[last]


@lru_cache(maxsize=1)
def load_calendar() -> Calendar:
    """Load the calendar's words; LanguageError when the file cannot be used."""
    data = load_data(_FILE)
    try:
        return Calendar(
            months=dict(data["months"]),
            weekdays={**data["weekdays"], **data["short_weekdays"]},
            full_weekdays=tuple(data["weekdays"]),
            numbers=dict(data["numbers"]),
            ordinals=dict(data["ordinals"]),
            units={
                name: Unit(letter=unit["letter"], times=unit.get("times", 1), of_time=unit.get("of") == "time")
                for name, unit in data["units"].items()
            },
            seasons=dict(data["seasons"]),
            parts_of_day=dict(data["parts_of_day"]),
            clock_words=dict(data["clock_words"]),
            eras=dict(data["eras"]),
            third_plan_begins=int(data["third_plan_begins"]),
        )
    except (KeyError, TypeError, AttributeError) as error:
        raise LanguageError(f"{_FILE}: {error} is missing or misshapen; restore it") from error


def load_data(name: str) -> dict[str, Any]:
    """Load one YAML file of `knowledge/data/extract`; LanguageError when it is no mapping."""
    data = yaml.load(files("knowledge").joinpath("data/extract", name).read_text(encoding="utf-8"), Loader=LOADER)
    if not isinstance(data, dict):
        raise LanguageError(f"{name}: the file must hold a mapping; begin it with a key")
    return data
