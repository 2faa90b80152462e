"""The written forms of temporal expressions, compiled from `knowledge/data/extract/date_patterns*.yaml`."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache

from knowledge.extract.dates.calendar import Calendar, load_calendar, load_data
from knowledge.extract.dates.first_letters import Beginnings, can_begin, find_beginnings, fold_beginning
from knowledge.extract.dates.holidays import load_holidays
from knowledge.values import dataclass, field

_PIECE = re.compile(r"\{([A-Za-z]\w*)\}")
_REACH = 34
"""Characters from the first word of an expression to its first word of time: "the beginning of the northern spring"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pattern:
    """One written form and the rule that reads it."""

    rule: str
    source: str
    """A regular expression with named groups."""

    value: str | None
    """The value of every match, where a pattern says it."""

    like: str


Find = Callable[[str, int, int], re.Match[str] | None]
Finder = tuple[Pattern, Find]


@dataclass(frozen=True, slots=True, kw_only=True)
class PatternSet:
    """All forms of one script; the first in order that matches is the best."""

    patterns: tuple[Pattern, ...]
    beginnings: tuple[Beginnings, ...]
    """Of each pattern."""

    word: re.Pattern[str]
    """The beginning of any word."""

    opener: re.Pattern[str]
    core: re.Pattern[str]

    opener_beginnings: Beginnings
    core_beginnings: Beginnings
    candidates: dict[str, tuple[Finder, ...]] = field(default_factory=dict, compare=False)
    """By the first two characters of a text: what can match there; filled as texts are read."""

    roles: dict[str, tuple[bool, bool]] = field(default_factory=dict, compare=False)
    """By the first two characters of a word: whether it may open an expression, whether it may be a word of time."""

    def starts(self, text: str, start: int, end: int) -> Iterator[int]:
        """Offsets in `[start, end)` where an expression may begin: a fitting word with a word of time soon after it."""
        words = [match.start() for match in self.word.finditer(text, start, end)]
        core = -_REACH - 1  # where the next word of time begins; found from the end backwards
        found = []
        is_core, is_opener = self.core.match, self.opener.match
        for at in reversed(words):
            letters = text[at : at + 2]
            may_open, may_be_core = self.roles.get(letters) or self._role(letters)
            if may_be_core and is_core(text, at, end):
                core = at
            if may_open and 0 <= core - at <= _REACH and is_opener(text, at, end):
                found.append(at)
        return reversed(found)

    def _role(self, letters: str) -> tuple[bool, bool]:
        folded = fold_beginning(letters, 0)
        role = can_begin(self.opener_beginnings, folded), can_begin(self.core_beginnings, folded)
        self.roles[letters] = role
        return role

    def matches(self, text: str, at: int, end: int) -> Iterator[tuple[Pattern, re.Match[str]]]:
        """Patterns that match at an offset, the best first."""
        letters = text[at : at + 2]
        finders = self.candidates.get(letters)
        for pattern, find in self._candidates(letters) if finders is None else finders:
            match = find(text, at, end)
            if match is not None and match.end() > at:
                yield pattern, match

    def _candidates(self, letters: str) -> tuple[Finder, ...]:
        folded = fold_beginning(letters, 0)
        fitting = tuple(
            (pattern, _compiled(pattern.source))
            for pattern, beginnings in zip(self.patterns, self.beginnings, strict=True)
            if can_begin(beginnings, folded)
        )
        self.candidates[letters] = fitting
        return fitting


@lru_cache(maxsize=1)
def load_english() -> PatternSet:
    """Load the forms of English."""
    return _load("date_patterns.yaml", _english_pieces(load_calendar()), before=r"(?<![\w’'$€£¥₹])", ending=r"(?!\w)")


@lru_cache(maxsize=1)
def load_cjk() -> PatternSet:
    """Load the forms of Japanese and Chinese."""
    return _load("date_patterns_cjk.yaml", {}, before=r"(?<![0-9０-９])(?<![0-9０-９][.,])", ending="")


def _load(name: str, words: dict[str, str], *, before: str, ending: str) -> PatternSet:
    data = load_data(name)
    pieces = words | {key: _filled(value, words) for key, value in data["pieces"].items()}
    while any(_PIECE.search(value) for value in pieces.values()):
        pieces = {key: _filled(value, pieces) for key, value in pieces.items()}
    sources = [f"(?:{_filled(entry['pattern'], pieces)}){ending}".replace(" ", r"\s") for entry in data["patterns"]]
    openers, cores = (_filled(data[name], pieces) for name in ("openers", "cores"))
    patterns = tuple(
        Pattern(rule=entry["rule"], source=source, value=entry.get("value"), like=str(entry["like"]))
        for entry, source in zip(data["patterns"], sources, strict=True)
    )
    return PatternSet(
        patterns=patterns,
        beginnings=tuple(find_beginnings(source) for source in sources),
        word=re.compile(rf"{before}\w"),
        opener=re.compile(openers, re.IGNORECASE),
        core=re.compile(cores, re.IGNORECASE),
        opener_beginnings=find_beginnings(openers),
        core_beginnings=find_beginnings(cores),
    )


@lru_cache(maxsize=512)
def _compiled(source: str) -> Find:
    """Compile on first use: of a hundred forms an article has a dozen."""
    return re.compile(source, re.IGNORECASE).match


def _filled(source: str, pieces: dict[str, str]) -> str:
    return _PIECE.sub(
        lambda found: f"(?:{pieces[found.group(1)]})" if found.group(1) in pieces else found.group(), source
    )


def _english_pieces(words: Calendar) -> dict[str, str]:
    months = [name for name in words.months if len(name) > 4 or name in ("may", "june", "july")]
    short_months = [f"{name}." for name in words.months if name not in months]
    shorter = [name for name in words.months if name not in months]
    weekdays = words.full_weekdays
    short_days = [name for name in words.weekdays if name not in weekdays]
    ones = [name for name, value in words.ordinals.items()]
    tens = [name for name, value in words.numbers.items() if 20 <= value < 100]
    holiday = "(?-i:" + "|".join(f"(?:{day.words})" for day in load_holidays()) + r")(?!\w)"
    groups = (words.numbers, words.ordinals, words.units, words.seasons)
    words_of_time = (
        *(rf"{_either(group)}s?\b" for group in groups),
        f"{_either(words.parts_of_day)}|{_either(words.clock_words)}|centuries",
    )
    return {
        "M": _capital([*months, *short_months]) + r"|(?-i:(?:" + "|".join(map(str.capitalize, shorter)) + r")\b)",
        "W": _capital(weekdays),
        "Wd": rf"(?:{_capital(weekdays)}|{_capital(short_days)}\.?)",
        "number": _either(words.numbers) + r"\b",
        "ordinal": rf"(?:(?:{_either(tens)})-)?{_either(ones)}\b",
        "unit": rf"(?:{_either(name for name in words.units if name != 'century')})s?\b|century\b|centuries\b",
        "season": _either(words.seasons) + r"\b",
        "part": _either(words.parts_of_day) + r"\b",
        "holiday": holiday,
        "core": "|".join((*map(_capital, (months, shorter, weekdays, short_days)), *words_of_time, holiday)),
    }


def _either(words: Iterable[str]) -> str:
    return "(?:" + "|".join(sorted(map(re.escape, words), key=len, reverse=True)) + ")"


def _capital(words: Iterable[str]) -> str:
    """Words as written with a capital letter, or in capitals throughout, as in "TOKYO, MARCH 10"."""
    forms = [form for word in words for form in (word.capitalize(), word.upper())]
    return f"(?-i:{_either(forms)})"
