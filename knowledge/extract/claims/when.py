"""When a claim was: the day or period of a clause, and which of its dates belongs to which of its verbs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from functools import lru_cache

from knowledge.extract.claims.dated_parts import find_dated_parts
from knowledge.extract.extraction import Extraction
from knowledge.extract.lexicon import any_of, load_irregular_verbs
from knowledge.extract.modality import find_modality
from knowledge.extract.model import DatedExpression
from knowledge.extract.relations import FindRelations
from knowledge.model import DatedPart, Period, Precision, Span

_SINCE = re.compile(r"\bsince\s+$", re.IGNORECASE)
_FORTNIGHT = 13
_OF_DAYS = re.compile(r"/|W\d\d")
"""In a value: from one day to another, or a week, which is told by its days; "mid-June" is not."""


class ClaimDates:
    """The dates of one article's claims."""

    def __init__(self, extraction: Extraction, find_relations: FindRelations) -> None:
        """Read the dates that were found in an article."""
        self._extraction, self._find_relations = extraction, find_relations
        self._text = extraction.article.text

    def of_sentence(self, index: int) -> list[DatedExpression]:
        """The dates of a sentence that have a day, a month or a year; the dateline's is none."""
        unit = self._extraction.speech.units[index].span
        line = self._extraction.article.dateline
        return [
            d
            for d in self._extraction.dates
            if unit.start <= d.span.start < unit.end
            and d.first is not None
            and not (line is not None and line.span.start <= d.span.start < line.span.end)
        ]

    def find_period(self, inside: Sequence[DatedExpression], words: str) -> Period | None:
        """The day or period of a clause: its finest date; of what is planned the finest to come."""
        dated = [(d.last - d.first, d) for d in inside if d.first is not None and d.last is not None]
        if not dated:
            return None
        day = self._extraction.article.published_on
        to_come = [pair for pair in dated if day is not None and pair[1].first is not None and pair[1].first > day]
        if to_come and find_modality(words, last=None, day=None, said_by_other=False) == "planned":
            dated = to_come  # "said on Tuesday that they will meet from 8 to 12 June"
        return self._period(min(dated, key=lambda pair: pair[0])[1])

    def find_parts(self, span: Span, inside: Sequence[DatedExpression]) -> tuple[DatedPart, ...]:
        """Which of its dates belongs to which of its verbs."""
        if not inside:
            return ()
        dates = [(d.span, self._period(d)) for d in inside if d.first is not None and d.last is not None]
        words = self._text[span.start : span.end]
        verbs = [w.start + span.start for w in self._find_relations(words) if not w.is_noun]
        verbs += [m.start() + span.start for m in _irregular_verbs().finditer(words)]
        return find_dated_parts(self._text, span, dates, verbs)

    def _period(self, chosen: DatedExpression) -> Period:
        """The days of a date; from a day on for "since"."""
        assert chosen.first is not None
        assert chosen.last is not None
        day = self._extraction.article.published_on
        before = self._text[max(0, chosen.span.start - 8) : chosen.span.start]
        since = (
            (chosen.text.lower().startswith("since") or _SINCE.search(before) is not None)
            and day is not None
            and day > chosen.first
        )
        last = day if since and day is not None else chosen.last
        precision = _precision(chosen.first, chosen.last, chosen.value)
        return Period(start=chosen.first, end=last, precision=precision, since=since)


@lru_cache(maxsize=1)
def _irregular_verbs() -> re.Pattern[str]:
    return any_of(load_irregular_verbs())


def _precision(first: date, last: date, value: str) -> Precision:
    days = (last - first).days
    return (
        "day"
        if days == 0 or (days <= _FORTNIGHT and _OF_DAYS.search(value))
        else "month"
        if days <= 31 and first.month == last.month and first.day == 1
        else "year"
        if days >= 364
        else "about"
    )
