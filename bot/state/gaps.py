"""What people ask for and the articles do not hold: counted by day, so that curators know what to add."""

from __future__ import annotations

import re
import sqlite3
from datetime import date, datetime

from bot.state.file import StateFile
from bot.state.model import Gap, GapKind
from bot.state.moments import utc_day
from bot.state.people_words import LONGEST_QUESTION, may_keep, trim_words

DIRECT = 0
"""Stands in the file for direct messages; no server has this id."""

_QUESTIONS_KEPT = 100_000
_QUESTIONS_EACH = 5

_TERM = re.compile(r"[a-z0-9][a-z0-9:._/-]{0,99}")
"""An identifier such as `maya-ortiz`, `e:japan` or `2024-03`; a sentence is none."""


class Gaps:
    """What is missing, by server."""

    def __init__(self, file: StateFile, *, questions_kept: int = _QUESTIONS_KEPT) -> None:
        """Read from and write to an open state file."""
        self._file = file
        self._questions_kept = questions_kept

    def note(
        self,
        *,
        kind: GapKind,
        term: str,
        asked_at: datetime,
        guild_id: int | None,
        person_id: int,
        question: str | None = None,
    ) -> None:
        """Count a question that could not be answered.

        Args:
            term: what is missing, as an identifier.
            question: its text, which is left out unless it may be kept: see `may_keep`. Only with it is the person
                noted.
        """
        if not _TERM.fullmatch(term):
            raise ValueError(f"{term!r} is no identifier; a gap is named by what is missing, not by anybody's words")
        key = (DIRECT if guild_id is None else guild_id, kind, term, utc_day(asked_at).isoformat())
        with self._file.writing() as connection:
            connection.execute(
                "INSERT INTO gap (guild, kind, term, noted_on, count) VALUES (?, ?, ?, ?, 1)"
                " ON CONFLICT (guild, kind, term, noted_on) DO UPDATE SET count = count + 1",
                key,
            )
            words = trim_words(question, LONGEST_QUESTION)
            if words is not None and may_keep(connection, guild_id=guild_id, person_id=person_id):
                self._keep_question(connection, key, person_id, words)

    def _keep_question(
        self, connection: sqlite3.Connection, key: tuple[int, GapKind, str, str], person_id: int, words: str
    ) -> None:
        connection.execute(
            "INSERT INTO gap_question (guild, kind, term, noted_on, person, question) VALUES (?, ?, ?, ?, ?, ?)",
            (*key, person_id, words),
        )
        connection.execute(
            "DELETE FROM gap_question WHERE number <= (SELECT max(number) FROM gap_question) - ?",
            (self._questions_kept,),
        )

    def top(self, guild_id: int | None, *, limit: int, since: date) -> tuple[Gap, ...]:
        """What was missing most often on a server since a day; None for direct messages."""
        guild = DIRECT if guild_id is None else guild_id
        rows = self._file.rows(
            "SELECT kind, term, sum(count) AS total, max(noted_on) AS last_on FROM gap"
            " WHERE guild = ? AND noted_on >= ? GROUP BY kind, term ORDER BY total DESC, last_on DESC, kind, term"
            " LIMIT ?",
            guild, since.isoformat(), limit,
        )  # fmt: skip
        return tuple(
            Gap(
                kind=row["kind"],
                term=row["term"],
                count=row["total"],
                last_on=date.fromisoformat(row["last_on"]),
                questions=self._questions(guild, row["kind"], row["term"], since),
            )
            for row in rows
        )

    def _questions(self, guild: int, kind: GapKind, term: str, since: date) -> tuple[str, ...]:
        rows = self._file.rows(
            "SELECT question FROM gap_question WHERE guild = ? AND kind = ? AND term = ? AND noted_on >= ?"
            " ORDER BY number DESC LIMIT ?",
            guild, kind, term, since.isoformat(), _QUESTIONS_EACH,
        )  # fmt: skip
        return tuple(row["question"] for row in rows)
