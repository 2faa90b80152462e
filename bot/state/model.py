"""What is remembered, as values: settings, answers, feedback and gaps."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Literal, NewType, TypeAlias

from bot.answers.model import ReplyLanguage, Status
from knowledge.values import dataclass

__all__ = [
    "AnswerId", "AnswerRecord", "FeedbackRecord", "Gap", "GapKind", "Health", "Json", "LanguageChoice", "Mode",
    "Removed", "ReplyLanguage", "SentMessage", "ServerSettings", "Status", "Verdict",
]  # fmt: skip

Json: TypeAlias = "bool | int | float | str | Sequence[Json] | Mapping[str, Json] | None"
"""What JSON can say; kept values come back with lists and dictionaries, whatever they were before."""

AnswerId = NewType("AnswerId", str)
"""Sixteen hexadecimal digits, drawn at random: fit for the id of a button, and nobody can guess another's."""

Mode = Literal["off", "mentions", "questions", "threads"]
"""When the bot speaks: never, when it is called, at every question, or at every question in a thread."""

LanguageChoice = Literal["auto", "en", "ja", "zh"]
Verdict = Literal["useful", "wrong", "outdated"]
GapKind = Literal["topic", "person", "period", "place", "other"]

DEFAULT_RETENTION = 30
"""Days for which answers are kept where a server has not decided, and in direct messages."""

LONGEST_RETENTION = 365


@dataclass(frozen=True, slots=True, kw_only=True)
class ServerSettings:
    """What a server's owners decided; None follows the configuration of the bot."""

    mode: Mode | None = None
    language: LanguageChoice | None = None
    unreviewed: bool | None = None
    """Whether facts that nobody has reviewed may answer."""

    keeps_questions: bool = False
    """Whether the text of questions is written down."""

    retention_days: int = DEFAULT_RETENTION

    def __post_init__(self) -> None:
        """Refuse a retention out of bounds."""
        if not 1 <= self.retention_days <= LONGEST_RETENTION:
            raise ValueError(f"retention of {self.retention_days} days; choose from 1 to {LONGEST_RETENTION}")


@dataclass(frozen=True, slots=True, kw_only=True)
class SentMessage:
    """A message of the bot, and where it stands: a private answer stands elsewhere than its question."""

    channel_id: int
    message_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerRecord:
    """An answer that was given: enough for its buttons to work after a restart."""

    id: AnswerId
    made_at: datetime
    """To the second."""

    person_id: int
    guild_id: int | None
    """None in a direct message."""

    channel_id: int
    messages: tuple[SentMessage, ...] = ()
    """Its pages, where it has several and they are sent; a single page is found through its own buttons."""

    intent: str
    status: Status
    language: ReplyLanguage
    frame: str | None = None
    """The question of a slash command, where it was one."""

    facts: tuple[str, ...] = ()
    citations: tuple[Mapping[str, Json], ...] = ()
    offers: tuple[str, ...] = ()
    """Complete questions that the reply offers as buttons."""

    knowledge: str
    """Stamp of the knowledge base that answered."""

    question: str | None = None
    """Kept only where the server keeps questions."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedbackRecord:
    """What somebody thinks of an answer."""

    answer_id: AnswerId
    person_id: int
    verdict: Verdict
    remark: str | None
    given_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """Something that was asked for and is not in the articles."""

    kind: GapKind
    term: str
    """What is missing, by a name of ours such as the id of an entity; never somebody's words."""

    count: int
    last_on: date
    questions: tuple[str, ...] = ()
    """The newest of them in the words of those who asked, where the server keeps questions."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Removed:
    """How many records were deleted, by kind."""

    answers: int = 0
    feedback: int = 0
    """With the verdicts of others on deleted answers."""

    gaps: int = 0
    questions: int = 0
    """Texts of questions without an answer; the text of an answered question goes with its answer."""

    preferences: int = 0
    settings: int = 0
    erased: bool = True
    """False while bytes may linger, because another program reads the file or the disk is full; `State.purge` tries
    again."""

    @property
    def total(self) -> int:
        """All of them."""
        return self.answers + self.feedback + self.gaps + self.questions + self.preferences + self.settings


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """How much is remembered."""

    version: int
    """Number of the last migration."""

    bytes: int
    """Size of the file and its write-ahead log."""

    servers: int
    """Servers that decided something."""

    answers: int
    feedback: int
    gaps: int
    questions: int
    """Texts of questions, answered or not."""

    preferences: int
    oldest_at: datetime | None
    """When the oldest answer was given."""

    erased: bool
    """False while bytes of deleted records may linger."""
