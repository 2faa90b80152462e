"""Answers given, so that their buttons work after a restart: so many of the newest, and not for ever."""

from __future__ import annotations

import json
import re
import secrets
import sqlite3
from collections.abc import Callable

from bot.state.file import StateFile
from bot.state.model import AnswerId, AnswerRecord
from bot.state.moments import from_seconds, to_seconds
from bot.state.people_words import LONGEST_QUESTION, may_keep, trim_words

LIMIT = 100_000
"""Answers kept at once, some 100 MB; the ones kept first go first."""

_ID_BYTES = 8
_ID = re.compile(rf"[0-9a-f]{{{2 * _ID_BYTES}}}")
_COLUMNS = (
    "id", "made_at", "person", "guild", "channel", "message", "intent", "status", "language", "frame", "facts",
    "citations", "offers", "knowledge", "question",
)  # fmt: skip


def make_answer_id(token: Callable[[int], str] = secrets.token_hex) -> AnswerId:
    """A new id; a test hands over its own maker of tokens."""
    return AnswerId(token(_ID_BYTES))


class Answers:
    """Answers by id."""

    def __init__(self, file: StateFile, *, limit: int = LIMIT) -> None:
        """Read from and write to an open state file."""
        self._file = file
        self._limit = limit

    def keep(self, record: AnswerRecord) -> None:
        """Remember an answer; one kept again under its id takes the place of the first.

        The text of the question is left out unless it may be kept: see `may_keep`.
        """
        if not _ID.fullmatch(record.id):
            raise ValueError(f"{record.id!r} cannot be the id of an answer; use make_answer_id")
        replaced = ", ".join(f"{column} = excluded.{column}" for column in _COLUMNS)
        with self._file.writing() as connection:
            question = (
                trim_words(record.question, LONGEST_QUESTION)
                if may_keep(connection, guild_id=record.guild_id, person_id=record.person_id)
                else None
            )
            connection.execute(
                f"INSERT INTO answer ({', '.join(_COLUMNS)}) VALUES ({', '.join('?' * len(_COLUMNS))})"
                f" ON CONFLICT (id) DO UPDATE SET {replaced}",
                (
                    record.id, to_seconds(record.made_at), record.person_id, record.guild_id, record.channel_id,
                    record.message_id, record.intent, record.status, record.language, record.frame,
                    json.dumps(record.facts), json.dumps(record.citations), json.dumps(record.offers),
                    record.knowledge, question,
                ),
            )  # fmt: skip
            connection.execute(
                "DELETE FROM answer WHERE number <= (SELECT max(number) FROM answer) - ?", (self._limit,)
            )

    def set_message(self, answer_id: AnswerId, message_id: int) -> None:
        """Note in which message an answer was sent, once that is known."""
        with self._file.writing() as connection:
            connection.execute("UPDATE answer SET message = ? WHERE id = ?", (message_id, answer_id))

    def recall(self, answer_id: AnswerId) -> AnswerRecord | None:
        """The answer with this id, unless it is unknown or no longer kept."""
        row = self._file.row("SELECT * FROM answer WHERE id = ?", answer_id)
        return None if row is None else read_answer(row)


def read_answer(row: sqlite3.Row) -> AnswerRecord:
    """The value of a row of `answer`."""
    return AnswerRecord(
        id=AnswerId(row["id"]),
        made_at=from_seconds(row["made_at"]),
        person_id=row["person"],
        guild_id=row["guild"],
        channel_id=row["channel"],
        message_id=row["message"],
        intent=row["intent"],
        status=row["status"],
        language=row["language"],
        frame=row["frame"],
        facts=tuple(json.loads(row["facts"])),
        citations=tuple(json.loads(row["citations"])),
        offers=tuple(json.loads(row["offers"])),
        knowledge=row["knowledge"],
        question=row["question"],
    )
