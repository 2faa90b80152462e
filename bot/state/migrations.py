"""The state file's schema, one function a change; a merged function is never edited.

The number of the last change applied is the file's `user_version`.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable

APPLICATION_ID = 0x4B6E6B73
"""Marks a file as ours, in the header of the file: "Knks"."""


def m001_settings(connection: sqlite3.Connection) -> None:
    """What servers decide, and which of their channels differ."""
    connection.execute(
        "CREATE TABLE server ("
        " guild INTEGER PRIMARY KEY,"
        " mode TEXT,"
        " language TEXT,"
        " unreviewed INTEGER CHECK (unreviewed IN (0, 1)),"
        " keeps_questions INTEGER NOT NULL DEFAULT 0 CHECK (keeps_questions IN (0, 1)),"
        " retention_days INTEGER NOT NULL DEFAULT 30 CHECK (retention_days BETWEEN 1 AND 365)"
        ") STRICT"
    )
    connection.execute(
        "CREATE TABLE channel ("
        " guild INTEGER NOT NULL REFERENCES server ON DELETE CASCADE,"
        " channel INTEGER NOT NULL,"
        " mode TEXT NOT NULL,"
        " PRIMARY KEY (guild, channel)"
        ") STRICT, WITHOUT ROWID"
    )


def m002_people(connection: sqlite3.Connection) -> None:
    """What people prefer."""
    connection.execute(
        "CREATE TABLE person (person INTEGER PRIMARY KEY, private INTEGER NOT NULL CHECK (private IN (0, 1))) STRICT"
    )


def m003_answers(connection: sqlite3.Connection) -> None:
    """Answers given, numbered as they come."""
    connection.execute(
        "CREATE TABLE answer ("
        " number INTEGER PRIMARY KEY,"
        " id TEXT NOT NULL UNIQUE,"
        " made_at INTEGER NOT NULL,"
        " person INTEGER NOT NULL,"
        " guild INTEGER,"
        " channel INTEGER NOT NULL,"
        " message INTEGER,"
        " intent TEXT NOT NULL,"
        " status TEXT NOT NULL,"
        " language TEXT NOT NULL,"
        " frame TEXT,"
        " facts TEXT NOT NULL,"
        " citations TEXT NOT NULL,"
        " offers TEXT NOT NULL,"
        " knowledge TEXT NOT NULL,"
        " question TEXT"
        ") STRICT"
    )
    connection.execute("CREATE INDEX answer_made_at ON answer (made_at)")
    connection.execute("CREATE INDEX answer_person ON answer (person)")
    connection.execute("CREATE INDEX answer_guild ON answer (guild)")


def m004_feedback(connection: sqlite3.Connection) -> None:
    """Verdicts on answers, one of each person."""
    connection.execute(
        "CREATE TABLE feedback ("
        " answer TEXT NOT NULL REFERENCES answer (id) ON DELETE CASCADE,"
        " person INTEGER NOT NULL,"
        " verdict TEXT NOT NULL,"
        " remark TEXT,"
        " given_at INTEGER NOT NULL,"
        " PRIMARY KEY (answer, person)"
        ") STRICT, WITHOUT ROWID"
    )
    connection.execute("CREATE INDEX feedback_person ON feedback (person)")


def m005_gaps(connection: sqlite3.Connection) -> None:
    """What is missing, counted by day; guild 0 stands for direct messages."""
    connection.execute(
        "CREATE TABLE gap ("
        " guild INTEGER NOT NULL,"
        " kind TEXT NOT NULL,"
        " term TEXT NOT NULL,"
        " noted_on TEXT NOT NULL,"
        " count INTEGER NOT NULL,"
        " PRIMARY KEY (guild, kind, term, noted_on)"
        ") STRICT, WITHOUT ROWID"
    )
    connection.execute(
        "CREATE TABLE gap_question ("
        " number INTEGER PRIMARY KEY,"
        " guild INTEGER NOT NULL,"
        " kind TEXT NOT NULL,"
        " term TEXT NOT NULL,"
        " noted_on TEXT NOT NULL,"
        " person INTEGER NOT NULL,"
        " question TEXT NOT NULL,"
        " FOREIGN KEY (guild, kind, term, noted_on) REFERENCES gap ON DELETE CASCADE"
        ") STRICT"
    )
    connection.execute("CREATE INDEX gap_question_gap ON gap_question (guild, kind, term, noted_on)")
    connection.execute("CREATE INDEX gap_question_person ON gap_question (person)")


def m006_erasure(connection: sqlite3.Connection) -> None:
    """One row while bytes of deleted records may still be in the file."""
    connection.execute("CREATE TABLE erasure_due (one INTEGER PRIMARY KEY CHECK (one = 1)) STRICT")


def m007_messages(connection: sqlite3.Connection) -> None:
    """The messages of each answer, in order, in place of the one message that an answer could have."""
    connection.execute(
        "CREATE TABLE answer_message ("
        " answer TEXT NOT NULL REFERENCES answer (id) ON DELETE CASCADE,"
        " page INTEGER NOT NULL,"
        " channel INTEGER NOT NULL,"
        " message INTEGER NOT NULL,"
        " PRIMARY KEY (answer, page)"
        ") STRICT, WITHOUT ROWID"
    )
    connection.execute(
        "INSERT INTO answer_message (answer, page, channel, message)"
        " SELECT id, 1, channel, message FROM answer WHERE message IS NOT NULL"
    )
    connection.execute("ALTER TABLE answer DROP COLUMN message")


MIGRATIONS: tuple[Callable[[sqlite3.Connection], None], ...] = (
    m001_settings, m002_people, m003_answers, m004_feedback, m005_gaps, m006_erasure,
    m007_messages,
)  # fmt: skip


def read_version(connection: sqlite3.Connection) -> int:
    """The number of the last change applied; 0 for an empty file."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def migrate(
    connection: sqlite3.Connection, migrations: tuple[Callable[[sqlite3.Connection], None], ...] = MIGRATIONS
) -> None:
    """Apply what is not applied yet: all of it, or after a failure nothing.

    Args:
        connection: in autocommit mode.
    """
    if read_version(connection) >= len(migrations):
        return  # without a lock: another process may be writing
    connection.execute("BEGIN IMMEDIATE")
    try:
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        for migration in migrations[read_version(connection) :]:
            migration(connection)
        connection.execute(f"PRAGMA user_version = {len(migrations)}")
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
