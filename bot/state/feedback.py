"""What people think of answers: one verdict of each person, the last one counts."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from typing import get_args

from bot.state.file import StateFile
from bot.state.model import AnswerId, FeedbackRecord, Verdict
from bot.state.moments import from_seconds, to_seconds
from bot.state.people_words import LONGEST_REMARK, trim_words


class Feedback:
    """Verdicts and remarks on answers."""

    def __init__(self, file: StateFile) -> None:
        """Read from and write to an open state file."""
        self._file = file

    def give(self, record: FeedbackRecord) -> bool:
        """Keep a verdict in the place of an earlier one; False where the answer is no longer kept."""
        with self._file.writing() as connection:
            if not connection.execute("SELECT 1 FROM answer WHERE id = ?", (record.answer_id,)).fetchone():
                return False
            connection.execute(
                "INSERT INTO feedback (answer, person, verdict, remark, given_at) VALUES (?, ?, ?, ?, ?)"
                " ON CONFLICT (answer, person) DO UPDATE SET verdict = excluded.verdict, remark = excluded.remark,"
                " given_at = excluded.given_at",
                (
                    record.answer_id, record.person_id, record.verdict, trim_words(record.remark, LONGEST_REMARK),
                    to_seconds(record.given_at),
                ),
            )  # fmt: skip
            return True

    def counts(self, guild_id: int | None) -> Mapping[Verdict, int]:
        """How many verdicts of each kind the answers of a server got; None for direct messages."""
        rows = self._file.rows(
            "SELECT f.verdict, count(*) AS count FROM feedback f JOIN answer a ON a.id = f.answer WHERE a.guild IS ?"
            " GROUP BY f.verdict",
            guild_id,
        )
        counted = {row["verdict"]: row["count"] for row in rows}
        return {verdict: counted.get(verdict, 0) for verdict in get_args(Verdict)}

    def on_server(self, guild_id: int | None) -> tuple[FeedbackRecord, ...]:
        """All feedback on the answers of a server, oldest first; None for direct messages."""
        rows = self._file.rows(
            "SELECT f.* FROM feedback f JOIN answer a ON a.id = f.answer WHERE a.guild IS ?"
            " ORDER BY f.given_at, a.number, f.person",
            guild_id,
        )
        return tuple(read_feedback(row) for row in rows)


def read_feedback(row: sqlite3.Row) -> FeedbackRecord:
    """The value of a row of `feedback`."""
    return FeedbackRecord(
        answer_id=AnswerId(row["answer"]),
        person_id=row["person"],
        verdict=row["verdict"],
        remark=row["remark"],
        given_at=from_seconds(row["given_at"]),
    )
