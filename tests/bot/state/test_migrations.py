"""A file of any earlier version becomes what an empty one becomes, and keeps what it holds."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from bot.state.migrations import APPLICATION_ID, MIGRATIONS, migrate, read_version
from bot.state.model import SentMessage, ServerSettings
from bot.state.state import open_state
from tests.bot.state.records import CHANNEL, SERVER, answer_id


def _open(path: Path) -> sqlite3.Connection:
    path.parent.mkdir(exist_ok=True)
    return sqlite3.connect(path, isolation_level=None)


def _schema(connection: sqlite3.Connection) -> list[tuple[str, str]]:
    return connection.execute("SELECT name, sql FROM sqlite_schema ORDER BY name").fetchall()


def _empty() -> sqlite3.Connection:
    connection = sqlite3.connect(":memory:", isolation_level=None)
    migrate(connection)
    return connection


@pytest.mark.parametrize("version", range(len(MIGRATIONS)))
def test_every_version_becomes_the_newest(path: Path, version: int) -> None:
    old = _open(path)
    migrate(old, MIGRATIONS[:version])
    assert read_version(old) == version
    migrate(old)
    fresh = _empty()
    assert _schema(old) == _schema(fresh)
    assert read_version(old) == read_version(fresh) == len(MIGRATIONS)
    fresh.close()
    old.close()


def test_the_earliest_file_keeps_its_settings(path: Path) -> None:
    old = _open(path)
    migrate(old, MIGRATIONS[:1])
    old.execute("INSERT INTO server VALUES (?, 'questions', 'ja', 0, 1, 90)", (SERVER,))
    old.execute("INSERT INTO channel VALUES (?, ?, 'off')", (SERVER, CHANNEL))
    old.close()
    state = open_state(path)
    assert state.settings.of(SERVER) == ServerSettings(
        mode="questions", language="ja", unreviewed=False, keeps_questions=True, retention_days=90
    )
    assert state.settings.mode_for(SERVER, CHANNEL) == "off"
    assert state.health().version == len(MIGRATIONS)
    state.close()


def test_the_message_of_an_older_answer_is_kept(path: Path) -> None:
    old = _open(path)
    migrate(old, MIGRATIONS[:6])
    row = "1, 7001, 500, 510, {message}, 'find_quotes', 'answered', 'en', NULL, '[]', '[]', '[]', 'd1ce', NULL"
    old.execute(f"INSERT INTO answer VALUES (1, '{answer_id(1)}', {row.format(message=520)})")
    old.execute(f"INSERT INTO answer VALUES (2, '{answer_id(2)}', {row.format(message='NULL')})")
    old.close()
    state = open_state(path)
    kept = [state.answers.recall(answer_id(number)) for number in (1, 2)]
    state.close()
    assert [record and record.messages for record in kept] == [(SentMessage(channel_id=510, message_id=520),), ()]


def test_a_migration_that_fails_changes_nothing() -> None:
    def m999_broken(connection: sqlite3.Connection) -> None:
        connection.execute("CREATE TABLE half (number INTEGER) STRICT")
        connection.execute("CREATE TABLE half (number INTEGER) STRICT")

    connection = sqlite3.connect(":memory:", isolation_level=None)
    with pytest.raises(sqlite3.OperationalError):
        migrate(connection, (*MIGRATIONS, m999_broken))
    assert (read_version(connection), _schema(connection)) == (0, [])
    connection.close()


def test_every_table_is_strict_and_singular() -> None:
    connection = _empty()
    tables = connection.execute("SELECT name, strict FROM pragma_table_list WHERE name NOT LIKE 'sqlite_%'").fetchall()
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    connection.close()
    assert all(strict for _, strict in tables)
    assert {name for name, _ in tables} == {
        "server", "channel", "person", "answer", "answer_message", "feedback", "gap", "gap_question", "erasure_due",
    }  # fmt: skip
    assert application == APPLICATION_ID


def test_migrations_are_numbered_in_order() -> None:
    assert [migration.__name__[:4] for migration in MIGRATIONS] == [
        f"m{number:03}" for number in range(1, len(MIGRATIONS) + 1)
    ]
