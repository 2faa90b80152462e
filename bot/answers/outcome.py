"""What answering comes to, before it is worded: values that `compose` turns into a reply."""

from __future__ import annotations

from bot.answers.model import Verdict
from knowledge.model import Article
from knowledge.store import Record
from knowledge.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One thing to say and the facts behind it."""

    text: str
    records: tuple[Record, ...] = ()
    articles: tuple[Article, ...] = ()
    label: str | None = None
    on: str | None = None
    side: str | None = None
    short: str | None = None
    """What `text` begins with, where it leads with a date, a place, a name or a number alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """Something the articles say; the first statement always has evidence."""

    lead: Statement
    statements: tuple[Statement, ...] = ()
    notes: tuple[str, ...] = ()
    confidence: int
    verdict: Verdict | None = None
    """Where a claim is answered: what becomes of it; None where the fact speaks for itself."""

    judged: bool = False
    """Whether the lead already says what becomes of the claim, and why."""

    def __post_init__(self) -> None:
        """Refuse to exist without a citation."""
        if not any(s.records or s.articles for s in (self.lead, *self.statements)):
            raise ValueError("an answer needs a citation")


@dataclass(frozen=True, slots=True, kw_only=True)
class Ambiguous:
    """Several readings; each choice is a complete question."""

    lead: str
    choices: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NotFound:
    """The articles do not say it."""

    lead: str
    nearest: tuple[Record, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class NotUnderstood:
    """Nothing in the question could be read."""

    lead: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Chat:
    """Small talk, or what the bot is."""

    status: str
    lead: str


Outcome = Answered | Ambiguous | NotFound | NotUnderstood | Chat
