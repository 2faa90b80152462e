"""Whether four digits are a year, and whether a word such as "May" is a month."""

from __future__ import annotations

import re
from functools import lru_cache

from knowledge.extract.dates.calendar import load_data
from knowledge.extract.dates.scene import Scene
from knowledge.values import dataclass

_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_GLUED = re.compile(r"[/#$€£¥₹]\s?$|(?:[A-Za-z]+[-/])?\d+[-/]$|\b[A-Z]{1,6}-$")


@dataclass(frozen=True, slots=True, kw_only=True)
class _YearWords:
    before_year: frozenset[str]
    not_before_year: frozenset[str]
    not_after_year: frozenset[str]
    before_month: frozenset[str]
    doubtful_months: frozenset[str]
    titles: frozenset[str]
    first_names: frozenset[str]
    before_name: frozenset[str]


def is_year(scene: Scene) -> bool:
    """Tell a year from a count, a price or the number of a document or flight."""
    words = _load_words()
    before = scene.text[max(scene.sentence[0], scene.start - 24) : scene.start]
    if (_GLUED.search(before) and scene.start == scene.outer[0]) or scene.text[scene.end : scene.end + 1] in ("/", "°"):
        return False
    last = _WORD.findall(before)[-1:]
    previous = last[0].lower() if last else ""
    if previous in words.not_before_year or before.rstrip().endswith(("No.", "no.", "Nos.")):
        return False
    following = _WORD.match(scene.text, scene.end + 1)
    if following and following.group().lower() in words.not_after_year and previous not in ("the", "in", "since"):
        return False
    year = int(scene.text[scene.start : scene.start + 4])
    return 1850 <= year <= 2100 or previous in words.before_year


def is_month(scene: Scene, name: str) -> bool:
    """Tell a month from a name ("Theresa May", "June Park") and from the verbs "may" and "march"."""
    if (scene.start, scene.end) != scene.outer:
        return True  # part of "January-April"
    words = _load_words()
    plain = name.lower().rstrip(".")
    before = scene.text[max(scene.sentence[0], scene.start - 24) : scene.start]
    last = _WORD.findall(before)[-1:]
    previous = last[0] if last and not before.rstrip().endswith((".", "!", "?")) else ""
    following = _WORD.match(scene.text, scene.end + 1)
    next_word = following.group() if following and scene.text[scene.end : scene.end + 1].isspace() else ""
    if plain in words.first_names and next_word[:1].isupper() and previous.lower() in words.before_name:
        return False
    if previous.lower() in words.before_month:
        return True
    if previous.lower() in words.titles or (previous[:1].isupper() and before.endswith(" ") and len(previous) > 1):
        return False
    if plain in words.doubtful_months:
        return False
    if name.endswith(".") or plain in (
        "jan",
        "feb",
        "mar",
        "apr",
        "jun",
        "jul",
        "aug",
        "sep",
        "sept",
        "oct",
        "nov",
        "dec",
    ):
        return bool(re.match(r"[.,;:]?\s", scene.text[scene.end : scene.end + 2]))
    return not (next_word[:1].isupper() and not previous)


@lru_cache(maxsize=1)
def _load_words() -> _YearWords:
    data = load_data("year_words.yaml")
    return _YearWords(**{name: frozenset(str(word) for word in listed) for name, listed in data.items()})
