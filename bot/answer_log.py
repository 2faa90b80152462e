"""One line of JSON for each answer: what kind it was and how it went, never anybody's words and never a person.

The lines go through a logger of their own, `kankei.answers`, whatever the level of the others is, so that a program can
read them off standard error: they are the ones that begin with a brace.
"""

from __future__ import annotations

import json
import logging
import sys
from datetime import UTC, datetime
from typing import Literal, TextIO

from bot.answers.model import ReplyLanguage, Status
from bot.state.answers import make_answer_id
from bot.state.model import AnswerId
from knowledge.values import dataclass, field, fields

Surface = Literal["message", "command", "button", "menu"]

LOGGER = "kankei.answers"

_log = logging.getLogger(LOGGER)


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Where a question was asked, and the id that its answer will have."""

    surface: Surface
    server: bool
    """Whether it was on a server, and not in a direct message."""

    answer: AnswerId = field(default_factory=make_answer_id)


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerEntry:
    """What is noted of an answer."""

    at: datetime
    answer: AnswerId
    surface: Surface
    intent: str
    status: Status
    confidence: int
    language: ReplyLanguage
    duration_ms: float
    """From the question's arrival at the answerer to its reply; waiting for others counts, sending does not."""

    server: bool


_SHOWN = tuple(each.name for each in fields(AnswerEntry))
_encode = json.JSONEncoder(check_circular=False).encode


def log_answer(entry: AnswerEntry) -> None:
    """Write the entry's line."""
    if _log.isEnabledFor(logging.INFO):
        # Made by hand: the library would walk the stack for each line to find out where it was written.
        _log.handle(logging.LogRecord(LOGGER, logging.INFO, "", 0, render_entry(entry), None, None))


def render_entry(entry: AnswerEntry) -> str:
    """The entry as one line of JSON."""
    at = entry.at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    shown = {name: getattr(entry, name) for name in _SHOWN}
    return _encode({**shown, "at": at, "duration_ms": round(entry.duration_ms, 1)})


def configure_answer_log(stream: TextIO | None = None) -> None:
    """Let the lines go to a stream (standard error) as they are, and nowhere else."""
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(logging.Formatter("%(message)s"))
    for former in tuple(_log.handlers):
        _log.removeHandler(former)
    _log.addHandler(handler)
    _log.setLevel(logging.INFO)
    _log.propagate = False
