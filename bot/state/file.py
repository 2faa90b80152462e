"""The state file: opened, recognised as ours, read and written; and what goes wrong, said in one sentence.

One process writes it, on one thread; others may read meanwhile. Every write is on the disk before it is confirmed.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TypeAlias

from bot.errors import StateError
from bot.state.migrations import APPLICATION_ID, MIGRATIONS, migrate, read_version

_BUSY_SECONDS = 5.0
"""How long to wait for another program to let go of the file: longer than an export holds it."""

_ANEW = "move it away to keep it, and a new one is made"
_OPEN_UP = "let the bot write to the file and its folder, or name another folder as state_dir"
_ADVICE = {
    sqlite3.SQLITE_NOTADB: _ANEW,
    sqlite3.SQLITE_CORRUPT: _ANEW,
    sqlite3.SQLITE_READONLY: _OPEN_UP,
    sqlite3.SQLITE_CANTOPEN: _OPEN_UP,
    sqlite3.SQLITE_PERM: _OPEN_UP,
    sqlite3.SQLITE_FULL: "make room on its disk",
    sqlite3.SQLITE_BUSY: "another program holds it: end that program",
}
_PRIMARY_CODE = 0xFF
"""The bits of an extended error code that hold its family."""

Bindable: TypeAlias = "int | str | None"


def open_file(path: Path) -> StateFile:
    """Open a state file, made or brought up to date where that is needed; to be used on this thread only.

    Raises:
        StateError: it cannot be used; it stays as it is.
    """
    _make_file(path)
    with _complaints_about(path):
        connection = sqlite3.connect(path, timeout=_BUSY_SECONDS, isolation_level=None)
        connection.row_factory = sqlite3.Row
        try:
            _recognise(connection, path)
            for setting in ("journal_mode = WAL", "synchronous = FULL", "secure_delete = ON", "foreign_keys = ON"):
                connection.execute(f"PRAGMA {setting}")
            migrate(connection)
        except BaseException:
            connection.close()
            raise
    return StateFile(connection, path)


class StateFile:
    """An open state file: rows out, transactions in."""

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        """Take over a connection; `open_file` makes one."""
        self._connection = connection
        self._path = path

    def rows(self, query: str, *values: Bindable) -> list[sqlite3.Row]:
        """All rows of a query."""
        with _complaints_about(self._path):
            return self._connection.execute(query, values).fetchall()

    def row(self, query: str, *values: Bindable) -> sqlite3.Row | None:
        """The first row of a query."""
        return next(iter(self.rows(query, *values)), None)

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """One transaction: all of it on the disk at the end of the block, or nothing; within another, a part of it."""
        if self._connection.in_transaction:
            yield self._connection
            return
        with _complaints_about(self._path):
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield self._connection
                self._connection.execute("COMMIT")
            except BaseException:
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
                raise

    def rewrite(self) -> None:
        """Write the file anew with nothing in it but its rows."""
        with _complaints_about(self._path):
            self._connection.execute("VACUUM")

    def empty_log(self) -> bool:
        """Move the write-ahead log into the file; False where another program still reads from the log."""
        with _complaints_about(self._path):
            return not self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]

    @property
    def size(self) -> int:
        """Bytes of the file and its log."""
        total = 0
        for path in (self._path, self._path.with_name(f"{self._path.name}-wal")):
            with suppress(FileNotFoundError):
                total += path.stat().st_size
        return total

    @property
    def version(self) -> int:
        """The number of the last migration."""
        return read_version(self._connection)

    def close(self) -> None:
        """Close the file; the last to close it leaves a single file behind."""
        self._connection.close()


def _make_file(path: Path) -> None:
    """An empty file that only its owner may read, unless there is one."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        # An existing file is not even opened: closing it would let go of locks that this process has on it.
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    except FileExistsError:
        if not path.parent.is_dir():
            raise StateError(f"{path}: {path.parent} is no folder; name another one as state_dir") from None
    except OSError as problem:
        raise StateError(f"{path}: the state file cannot be made ({problem.strerror}); {_OPEN_UP}") from problem


def _recognise(connection: sqlite3.Connection, path: Path) -> None:
    """Refuse what is not ours, is newer than this program, or is damaged, before anything is written to it."""
    version = read_version(connection)
    is_ours = connection.execute("PRAGMA application_id").fetchone()[0] == APPLICATION_ID
    is_empty = not connection.execute("SELECT 1 FROM sqlite_schema").fetchone()
    if not is_ours and not (is_empty and not version):
        raise StateError(f"{path}: this is no state file of Kankei; move it away, or name another folder as state_dir")
    if version > len(MIGRATIONS):
        raise StateError(
            f"{path}: written by a newer Kankei (version {version} of the file, this one knows {len(MIGRATIONS)});"
            f" update Kankei, or {_ANEW}"
        )
    found = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
    if found != "ok":
        raise StateError(f"{path}: the state file is damaged ({' '.join(found.split())}); {_ANEW}")


@contextmanager
def _complaints_about(path: Path) -> Iterator[None]:
    """Turn what the disk does to us into one sentence; mistakes of ours stay what they are."""
    try:
        yield
    except (sqlite3.ProgrammingError, sqlite3.IntegrityError):
        raise
    except sqlite3.DatabaseError as error:
        advice = _ADVICE.get(error.sqlite_errorcode & _PRIMARY_CODE, f"try again; if that does not help, {_ANEW}")
        raise StateError(f"{path}: the state file cannot be used ({error}); {advice}") from error
