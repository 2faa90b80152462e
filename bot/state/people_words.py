"""People's own words: whether they may be written down, and cut to a length that can be kept."""

from __future__ import annotations

import sqlite3

from bot.state.erasure import mark_due

LONGEST_REMARK = 1000
LONGEST_QUESTION = 2000
"""Characters, as Discord counts those of a message."""


def may_keep(connection: sqlite3.Connection, *, guild_id: int | None, person_id: int) -> bool:
    """Whether the text of a question may be kept: only where the server keeps questions, and never of a person who
    wants to be answered in private."""
    row = connection.execute(
        "SELECT 1 FROM server WHERE guild = ? AND keeps_questions"
        " AND NOT EXISTS (SELECT 1 FROM person WHERE person = ? AND private)",
        (guild_id, person_id),
    ).fetchone()
    return row is not None


def trim_words(text: str | None, longest: int) -> str | None:
    """The text without space around it, no longer than may be kept; None where nothing is left."""
    # Half a surrogate pair, which no file can hold, becomes a question mark.
    plain = (text or "").encode("utf-8", "replace").decode("utf-8").strip()
    return plain[:longest].rstrip() or None


def delete_words(connection: sqlite3.Connection, guild_id: int) -> None:
    """Delete the texts of questions kept for a server; what was answered or missing stays."""
    blanked = connection.execute(
        "UPDATE answer SET question = NULL WHERE guild = ? AND question IS NOT NULL", (guild_id,)
    ).rowcount
    deleted = connection.execute("DELETE FROM gap_question WHERE guild = ?", (guild_id,)).rowcount
    if blanked or deleted:
        mark_due(connection)
