"""Deleted records leave no bytes behind: the file is written anew and its write-ahead log emptied.

SQLite's `secure_delete` alone is not enough: after thousands of random changes, one in a thousand deleted texts was
still found in pages that had been split. Writing the file anew takes three seconds at its largest.

That an erasure is due is itself in the file, in the transaction that deletes: should the program end in between, the
next purge makes up for it.
"""

from __future__ import annotations

import logging
import sqlite3

from bot.errors import StateError
from bot.state.file import StateFile

_log = logging.getLogger(__name__)


def mark_due(connection: sqlite3.Connection) -> None:
    """Note within a transaction that something personal was deleted."""
    connection.execute("INSERT OR IGNORE INTO erasure_due VALUES (1)")


def is_due(file: StateFile) -> bool:
    """Whether bytes of deleted records may still be in the file."""
    return file.row("SELECT 1 FROM erasure_due") is not None


def erase_if_due(file: StateFile) -> bool:
    """Erase what is left of deleted records, if there is any; False where that has to wait."""
    if not is_due(file):
        return True
    try:
        file.rewrite()
        if not file.empty_log():
            return False
        with file.writing() as connection:
            connection.execute("DELETE FROM erasure_due")
    except StateError as problem:  # the records are deleted all the same
        _log.warning("deleted records are not erased yet: %s", problem)
        return False
    return True
