"""Numbers and calendar words of Japanese and Chinese, from `knowledge/data/extract/calendar_cjk.yaml`."""

from __future__ import annotations

import unicodedata

from knowledge.extract.dates.calendar import load_data

_DIGITS = {char: value for value, char in enumerate("〇一二三四五六七八九")} | {"零": 0, "○": 0, "两": 2, "兩": 2}
_DATA = load_data("calendar_cjk.yaml")

NEAR_YEARS: dict[str, tuple[int, bool]] = {word: (step, story) for word, (step, story) in _DATA["near_years"].items()}
"""Steps in years, and whether they count from the story."""

NEAR_MONTHS: dict[str, tuple[int, bool]] = {word: (step, story) for word, (step, story) in _DATA["near_months"].items()}
WEEKS: dict[str, int] = dict(_DATA["weeks"])
WEEKDAYS: dict[str, int] = dict(_DATA["weekdays"])
NEAR_DAYS: dict[str, tuple[int, str | None]] = {word: (step, part) for word, (step, part) in _DATA["near_days"].items()}
SAME_DAYS: dict[str, tuple[int, str | None]] = {word: (step, part) for word, (step, part) in _DATA["same_days"].items()}
PARTS: dict[str, str] = dict(_DATA["parts"])
SEASONS: dict[str, str] = dict(_DATA["seasons"])
UNITS: dict[str, tuple[str, bool]] = {word: (letter, of_time) for word, (letter, of_time) in _DATA["units"].items()}
COMING: tuple[str, ...] = tuple(_DATA["coming"])
"""Words after a date that tell of a plan."""


def read_number(words: str) -> int | None:
    """Read "16", "１６", "十六", "二十"; None for "数"."""
    plain = unicodedata.normalize("NFKC", words)
    if plain.isdecimal():
        return int(plain)
    total, ones = 0, 0
    for char in plain.replace("廿", "二十"):
        if char == "百":
            total, ones = total + (ones or 1) * 100, 0
        elif char == "十":
            total, ones = total + (ones or 1) * 10, 0
        elif char in _DIGITS:
            ones = ones * 10 + _DIGITS[char]
        else:
            return None
    return total + ones


def read_year_number(words: str) -> int:
    """Read "2023", "２０２３", "二〇二三"."""
    plain = unicodedata.normalize("NFKC", words)
    return int("".join(str(_DIGITS[char]) if char in _DIGITS else char for char in plain))
