"""What is found in an article; every span counts in `NewsArticle.text`."""

from __future__ import annotations

from datetime import date
from typing import Literal

from knowledge.model import Span
from knowledge.values import dataclass

TimexType = Literal["date", "time", "duration", "set", "vague"]
EventModality = Literal["happened", "planned", "alleged", "denied", "hypothetical", "asked", "cancelled"]


@dataclass(frozen=True, slots=True, kw_only=True)
class DatedExpression:
    """A temporal expression with its value."""

    span: Span
    text: str
    value: str
    """TIMEX3-like: "2024-03", "2024-03-13TNI", "2024-Q1", "2024-01-01/2024-03-10", "P36D", "FY2026", "PAST_REF"."""

    type: TimexType
    first: date | None = None
    last: date | None = None
    """The days that a date or time covers, both included; None for durations, sets and vague expressions."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """One sentence of the body, in order; a quotation of several sentences is cut too."""

    number: int
    span: Span
    block: int
    """Index of its block in `NewsArticle.blocks`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Someone whom the article names."""

    name: str
    """The fullest form: "Daigo Morikawa"."""

    role: str | None
    """As the article words it, without the country: "fisheries minister"."""

    affiliation: str | None
    """Country or organisation: "Japan", "Tosa University"."""

    gender: Literal["he", "she"] | None
    mentions: tuple[Span, ...]
    """By name; in order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    """Who said something: a person, or an unnamed or collective speaker by description."""

    person: Person | None
    description: str | None
    """Of an unnamed speaker: "a senior Japanese official"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundQuote:
    """Words between one pair of quotation marks, or a turn of a transcript."""

    span: Span
    """Without the marks."""

    text: str
    speaker: Speaker | None
    """None where nobody says it: scare quotes, slogans, names of documents, signs."""

    cue: str | None
    attributed: bool
    marked: bool
    """False for speech without quotation marks, as in a transcript."""

    sentence: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundEvent:
    """Something that happened, is planned, or is said to have happened, with its day."""

    text: str
    """Self-contained: the clause, with pronouns resolved in square brackets."""

    sentence: int
    value: str | None
    """As in `DatedExpression`."""

    first: date | None
    last: date | None
    participants: tuple[str, ...]
    place: str | None
    modality: EventModality
    speaker: Speaker | None
    """Who says so; None for the outlet's own narration."""
