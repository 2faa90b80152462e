"""A sentence that stands alone: whom its pronouns mean and which days its dates are, in square brackets."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date

from knowledge.extract.model import DatedExpression
from knowledge.extract.people.model import Mention
from knowledge.model import Span

_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_YEAR = re.compile(r"\b(?:1[5-9]|20)\d\d\b")
_PERSONAL = frozenset(("he", "she", "they", "former", "latter"))


def render_resolved(text: str, span: Span, mentions: Iterable[Mention], dates: Iterable[DatedExpression]) -> str:
    """The words of a span with what they lean on: "he [Goro Imanishi]", "Sunday [8 January 2023]"."""
    notes: list[tuple[int, str]] = []
    known: set[str] = set()
    for mention in mentions:
        if not span.start <= mention.span.start < span.end or mention.referent is None or mention.quoted:
            continue
        name = mention.referent.name
        if name is None:
            if mention.kind in ("pronoun", "order") and mention.referent.description:
                notes.append((mention.span.end, mention.referent.description))
            continue
        if mention.kind == "name" and (name in known or name in text[mention.span.start : mention.span.end]):
            known.add(name)
        elif name not in known and not mention.apposed and not text[mention.span.end :].lstrip(" ,").startswith(name):
            known.add(name)
            notes.append((mention.span.end, name))
    for expression in dates:
        if span.start <= expression.span.start < span.end and (words := render_days(expression)) is not None:
            notes.append((expression.span.end, words))
    return _with_notes(text, span, notes)


def render_days(expression: DatedExpression) -> str | None:
    """The days that an expression covers, where its own words leave that open; None else."""
    if expression.first is None or expression.last is None or expression.type not in ("date", "time"):
        return None
    if _YEAR.search(expression.text) or re.search(r"\d{4}年", expression.text):
        return None
    return render_period(expression.first, expression.last)


def render_period(first: date, last: date) -> str:
    """A period in words: a day, a month, a year or two days with a dash."""
    if first == last:
        return f"{first.day} {_MONTHS[first.month - 1]} {first.year}"
    if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31):
        return str(first.year) if first.year == last.year else f"{first.year}–{last.year}"
    if first.day == 1 and (last.year, last.month) == (first.year, first.month) and last.day >= 28:
        return f"{_MONTHS[first.month - 1]} {first.year}"
    if first.year == last.year and first.month == last.month:
        return f"{first.day}–{last.day} {_MONTHS[first.month - 1]} {first.year}"
    if first.day == 1 and last.day >= 28:
        return f"{_MONTHS[first.month - 1]} {first.year} – {_MONTHS[last.month - 1]} {last.year}"
    return f"{first.day} {_MONTHS[first.month - 1]} {first.year} – {last.day} {_MONTHS[last.month - 1]} {last.year}"


def _with_notes(text: str, span: Span, notes: Sequence[tuple[int, str]]) -> str:
    parts: list[str] = []
    place = span.start
    for end, words in sorted(notes, key=lambda note: note[0]):
        if place <= end <= span.end:
            parts.append(f"{text[place:end]} [{words}]")
            place = end
    parts.append(text[place : span.end])
    return " ".join("".join(parts).split())
