"""What a question leads to: a reply as values, before any surface shows it."""

from __future__ import annotations

from datetime import date
from typing import Literal

from bot.intents.model import Dialogue
from knowledge.model import ArticleId, FactId
from knowledge.values import dataclass, field

__all__ = ["Checked", "CheckedClaim", "Citation", "Dialogue", "Line", "Reply", "ReplyLanguage", "Status", "Verdict"]

Status = Literal["answered", "ambiguous", "not_found", "not_understood", "small_talk", "meta"]
ReplyLanguage = Literal["en", "ja", "zh"]

Verdict = Literal["supported", "contradicted", "partly", "no_source"]
"""What the articles say of a claim: so, otherwise, something near it, or nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """Provenance of a statement as a reader sees it."""

    number: int
    """The n of the `[n]` in the reply's lines, from 1."""

    article: ArticleId
    publisher: str
    title: str
    published_on: date
    url: str | None
    """With a text fragment that points to the passage; None where the original page is not known."""

    paragraph: int
    excerpt: str
    """The two ends of the passage (at most four words each), or words that the article has in quotation marks."""

    sentence: int = 0
    """Number of the sentence in the article; 0 for the article as a whole."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One statement of a reply, ending in its citation marks such as `[1][3]`."""

    text: str
    label: str | None = None
    """"quote", "reported speech" or "outlet's narration" in the reader's language, where it matters."""

    on: str | None = None
    """The date as the article knows it ("25 November 2023", "about mid-November 2023"), for timelines."""

    side: str | None = None
    """Whose side a line of a comparison gives."""

    facts: tuple[FactId, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """A whole reply, neutral between surfaces."""

    status: Status
    intent: str
    """snake_case name of the intent, for logs and tests; never shown to a reader."""

    language: ReplyLanguage
    lead: str
    """The first thing to read: the fact, the refusal or the greeting. Carries its own `[n]` marks."""

    lines: tuple[Line, ...] = ()
    """Further statements, shown as a list (a dated list for timelines, grouped by side for comparisons)."""

    notes: tuple[str, ...] = ()
    """Small print: as-of line, what the articles do not say."""

    citations: tuple[Citation, ...] = ()
    choices: tuple[str, ...] = ()
    """At most four complete questions to choose from (status `ambiguous`)."""

    suggestions: tuple[str, ...] = ()
    """At most three questions that can be answered (status `not_found`, `not_understood`, `meta`)."""

    suggestions_lead: str = ""
    """The words that introduce `suggestions` or `choices`, in the reader's language."""

    facts: tuple[FactId, ...] = ()
    """Every fact that is told, in the order of the telling."""

    confidence: int = 0
    """0 to 100."""

    verdict: Verdict | None = None
    """What becomes of a claim, where one was put forward and the facts decide it."""

    dialogue: Dialogue = field(default_factory=Dialogue)
    """To be handed in with the next question of the same conversation."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedClaim:
    """One claim and what the articles say of it."""

    claim: str
    """As it was typed, without hedges."""

    verdict: Verdict
    said: str
    """The verdict in words."""

    reply: Reply
    """The cited sentence behind the verdict; for `no_source` what is missing."""

    reviewed: bool = True
    """False where a program found what the verdict rests on, and nobody has looked at it since; `said` says so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """A message and what became of its claims."""

    claims: tuple[CheckedClaim, ...]
    left_out: int
    """Sentences that were not checked: questions, greetings, opinions, and what is too long or too much."""

    unchecked: int = 0
    """Those of them that were too long or too much, and may claim something."""

    language: ReplyLanguage
    lead: str = ""
    """Where there is no claim: a sentence that says so."""

    notes: tuple[str, ...] = ()
    """Small print: what was left out, and up to when the articles go."""
