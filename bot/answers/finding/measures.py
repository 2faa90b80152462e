"""What an amount is measured in: whether a question asks for money, a distance, an age or a plain count, and whether a
sentence tells an amount of that sort.

A sentence about people on board mostly has some number: the boat's length, the day, the fine. Only one of the sort that
is asked for answers.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from bot.answers.finding.stems import find_words
from knowledge.loaded import Loaded
from knowledge.patterns import any_of, compile_late
from knowledge.values import dataclass

COUNT = "count"
"""The sort of a number that counts things, and has no unit."""

_NO_AMOUNT = "date"


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """One sort of amounts."""

    asks: tuple[str, ...]
    """Words of a question that ask for it."""

    units: frozenset[str]
    """Words behind a number."""

    signs: tuple[str, ...]
    """What stands before a number: "$", "Rs"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Measures:
    """The part `measures` of `unreviewed_gaps.yaml`; see the comments there."""

    sorts: tuple[tuple[str, Measure], ...]
    multiples: tuple[str, ...]
    number_words: tuple[str, ...]
    dates: frozenset[str]

    def find_asked(self, text: str) -> str | None:
        """The sort of amount that a question asks for; None where it asks for none, or any would do."""
        counted = _COUNTED.search(text)
        if counted is not None:
            words = find_words(counted["what"])
            return next((name for name, sort in self.sorts if sort.units & {*words[:2]}), COUNT)
        return next((name for name, pattern in _asking(self) if pattern.search(text)), None)

    def tells(self, sort: str, told: str, asked: Iterable[str]) -> bool:
        """Whether a sentence tells an amount of a sort that the question does not tell itself."""
        known = frozenset(asked)
        return any(found == sort and not {*find_words(number)} <= known for found, number in self._find_amounts(told))

    def _find_amounts(self, told: str) -> Iterator[tuple[str, str]]:
        for match in _amounts(self).finditer(told):
            yield self._sort(match), match["number"]

    def _sort(self, match: re.Match[str]) -> str:
        behind = {(match[name] or "").casefold() for name in ("unit", "next", "last")}
        behind.update(match["number"].casefold().split())  # "a third" is its own unit
        before = (match["sign"] or "").strip(" .")
        for name, sort in self.sorts:
            if before in sort.signs or sort.units & behind:
                return name
        first = (match["unit"] or "").casefold()
        of_day = first in self.dates or match["before"] or match["clock"]
        return _NO_AMOUNT if of_day or _YEAR.fullmatch(match["number"]) else COUNT


_COUNTED = compile_late(
    r"\bhow many (?P<what>(?:(?:more|other|further|of the|the)\s+)?[\w'’-]+(?:\s+[\w'’-]+)?)", re.IGNORECASE
)
_YEAR = compile_late(r"(?:19|20)\d\d")


def read_measures(data: Loaded) -> Measures:
    """The value of the part `measures` of the parsed file."""
    return Measures(
        sorts=tuple(
            (
                name,
                Measure(asks=tuple(sort["asks"]), units=frozenset(sort["units"]), signs=tuple(sort.get("signs", ()))),
            )
            for name, sort in data["sorts"].items()
        ),
        multiples=tuple(data["multiples"]),
        number_words=tuple(data["number_words"]),
        dates=frozenset(data["dates"]),
    )


@lru_cache(maxsize=8)
def _asking(measures: Measures) -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple(
        (name, re.compile(rf"\b{any_of(sort.asks)}\b", re.IGNORECASE)) for name, sort in measures.sorts if sort.asks
    )


@lru_cache(maxsize=8)
def _amounts(measures: Measures) -> re.Pattern[str]:
    signs = tuple(sign for _, sort in measures.sorts for sign in sort.signs)
    return re.compile(
        rf"(?<![\w.,])(?:(?P<before>(?i:{any_of(measures.dates)}))\.?\s)?(?P<sign>{any_of(signs)}\.?\s?)?"
        rf"(?P<number>\d+(?:[.,]\d+)*|\b(?i:{any_of(measures.number_words)})\b)(?P<clock>:\d\d|\s?[ap]\.?m\b)?"
        rf"(?:[\s-]?(?:{any_of(measures.multiples)})\b)*"
        r"(?=[\s-]?(?P<unit>%|[^\W\d_]+)?(?:[\s-](?P<next>[^\W\d_]+))?(?:[\s-](?P<last>[^\W\d_]+))?)"
    )
