"""Answers given, so that their buttons work after a restart: so many of the newest, and not for ever."""

from __future__ import annotations

import json
import re
import secrets
import sqlite3
from collections.abc import Callable, Sequence

from bot.state.file import StateFile
from bot.state.model import AnswerId, AnswerRecord, SentMessage
from bot.state.moments import from_seconds, to_seconds
from bot.state.people_words import LONGEST_QUESTION, may_keep, trim_words

LIMIT = 100_000
"""Answers kept at once, some 100 MB; the ones kept first go first."""

_ID_BYTES = 8
_ID = re.compile(rf"[0-9a-f]{{{2 * _ID_BYTES}}}")
_COLUMNS = (
    "id", "made_at", "person", "guild", "channel", "intent", "status", "language", "frame", "facts",
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
                    record.intent, record.status, record.language, record.frame,
                    json.dumps(record.facts), json.dumps(record.citations), json.dumps(record.offers),
                    record.knowledge, question,
                ),
            )  # fmt: skip
            if record.messages:
                _note(connection, record.id, record.messages)
            connection.execute(
                "DELETE FROM answer WHERE number <= (SELECT max(number) FROM answer) - ?", (self._limit,)
            )

    def note_messages(self, answer_id: AnswerId, messages: Sequence[SentMessage]) -> None:
        """Note in which messages an answer was sent, once that is known; nothing where it is no longer kept."""
        with self._file.writing() as connection:
            if connection.execute("SELECT 1 FROM answer WHERE id = ?", (answer_id,)).fetchone():
                _note(connection, answer_id, messages)

    def recall(self, answer_id: AnswerId) -> AnswerRecord | None:
        """The answer with this id, unless it is unknown or no longer kept."""
        row = self._file.row("SELECT * FROM answer WHERE id = ?", answer_id)
        return None if row is None else read_answer(row, self._file)


def read_answer(row: sqlite3.Row, file: StateFile) -> AnswerRecord:
    """The value of a row of `answer`, with its messages."""
    messages = file.rows("SELECT channel, message FROM answer_message WHERE answer = ? ORDER BY page", row["id"])
    return AnswerRecord(
        id=AnswerId(row["id"]),
        made_at=from_seconds(row["made_at"]),
        person_id=row["person"],
        guild_id=row["guild"],
        channel_id=row["channel"],
        messages=tuple(SentMessage(channel_id=each["channel"], message_id=each["message"]) for each in messages),
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


def _note(connection: sqlite3.Connection, answer_id: AnswerId, messages: Sequence[SentMessage]) -> None:
    connection.execute("DELETE FROM answer_message WHERE answer = ?", (answer_id,))
    connection.executemany(
        "INSERT INTO answer_message (answer, page, channel, message) VALUES (?, ?, ?, ?)",
        ((answer_id, page, each.channel_id, each.message_id) for page, each in enumerate(messages, start=1)),
    )
