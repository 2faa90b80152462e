"""Packs of single articles in a file: what was read once is not read again, and none of it has to stay in memory.

They are kept by the article's file name, with the hash of its content and of the code that read it. The file may be
deleted at any time; one that cannot be read is thrown away.
"""

from __future__ import annotations

import json
import sqlite3
import tempfile
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from knowledge.extract.stored import Body, Head, StoredPack, read_body, read_head, write_pack
from knowledge.model import Pack
from knowledge.values import dataclass

_VERSION = 3
_SCHEMA = (
    "CREATE TABLE IF NOT EXISTS pack (number INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, content TEXT NOT NULL,"
    " code TEXT NOT NULL, article TEXT NOT NULL, published_on TEXT NOT NULL, facts INTEGER NOT NULL,"
    " quotes INTEGER NOT NULL, head BLOB NOT NULL, body BLOB NOT NULL) STRICT"
)
_HOLD = 0.5
"""Seconds for which what was kept may wait to be written: so much is read again after a power cut."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptPack:
    """What a pack is sorted and numbered by."""

    number: int
    """Where it is kept."""

    article: str
    published_on: str
    facts: int
    quotes: int


class KeptPacks:
    """The packs of one file; opened by `open_kept`."""

    def __init__(self, path: Path, connection: sqlite3.Connection, code: str) -> None:
        """Take the connection over."""
        self.path = path
        self._connection, self._code = connection, code
        self._left_out: frozenset[str] = frozenset()
        self._written_at = time.monotonic()

    def find(self, name: str, content: str) -> bool:
        """Whether the pack of a file is there, made of this content by this very code."""
        query = "SELECT 1 FROM pack WHERE name = ? AND content = ? AND code = ?"
        return self._connection.execute(query, (name, content, self._code)).fetchone() is not None

    def keep(self, name: str, content: str, pack: StoredPack) -> None:
        """Put the pack of a file there, for the one that was there before."""
        columns = "name, content, code, article, published_on, facts, quotes, head, body"
        row = (pack.article, pack.published_on, pack.facts, pack.quotes, pack.head, pack.body)
        self._connection.execute(
            f"REPLACE INTO pack ({columns}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", (name, content, self._code, *row)
        )
        if time.monotonic() - self._written_at > _HOLD:
            self.write()

    def write(self) -> None:
        """Put everything on disk, for other processes to be read."""
        self._connection.commit()
        self._written_at = time.monotonic()

    def forget_others(self, names: Iterable[str]) -> None:
        """Drop the packs of files that are none of these."""
        known = json.dumps(list(names))
        self._connection.execute("DELETE FROM pack WHERE name NOT IN (SELECT value FROM json_each(?))", (known,))

    def leave_out(self, names: Iterable[str]) -> None:
        """Keep the packs of these files, but show them no longer."""
        self._left_out = frozenset(names)

    def heads(self) -> Iterator[tuple[KeptPack, Head]]:
        """All packs in the order of file names."""
        query = "SELECT number, article, published_on, facts, quotes, name, head FROM pack ORDER BY name"
        for number, article, day, facts, quotes, name, head in self._connection.execute(query):
            if name not in self._left_out:
                kept = KeptPack(number=number, article=article, published_on=day, facts=facts, quotes=quotes)
                yield kept, read_head(head)

    def read(self, name: str) -> StoredPack:
        """The pack of one file."""
        query = "SELECT article, published_on, facts, quotes, head, body FROM pack WHERE name = ?"
        article, day, facts, quotes, head, body = self._connection.execute(query, (name,)).fetchone()
        return StoredPack(article=article, published_on=day, facts=facts, quotes=quotes, head=head, body=body)

    def fact_ids(self, name: str) -> set[str]:
        """The ids of the facts of one file."""
        return {json.loads(card)["id"] for card in read_body(self.read(name).body).facts}


class KeptBodies:
    """The bodies of a file of packs, to be read in any process."""

    def __init__(self, path: Path) -> None:
        """Open the file for reading."""
        self._connection = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)

    def read(self, number: int) -> Body:
        """The body of one pack."""
        return read_body(self._connection.execute("SELECT body FROM pack WHERE number = ?", (number,)).fetchone()[0])

    def close(self) -> None:
        """Close the file."""
        self._connection.close()


@contextmanager
def open_kept(path: Path | None, *, code: str = "") -> Iterator[KeptPacks]:
    """The packs that are kept in a file; None keeps them for this once.

    Args:
        code: hash of what decides what comes of an article; packs that other code made are not found.
    """
    if path is None:
        with (
            tempfile.TemporaryDirectory(prefix="kankei-") as folder,
            open_kept(Path(folder, "packs"), code=code) as kept,
        ):
            yield kept
        return
    connection = _open(path)
    try:
        yield KeptPacks(path, connection, code)
    finally:
        connection.commit()
        connection.close()


@contextmanager
def keep_for_once(packs: Iterable[Pack]) -> Iterator[KeptPacks]:
    """Packs of single articles at hand, in their order."""
    with open_kept(None) as kept:
        for number, pack in enumerate(packs):
            kept.keep(f"{number:09}", "", write_pack(pack))
        kept.write()
        yield kept


def _open(path: Path) -> sqlite3.Connection:
    try:
        return _open_sound(path)
    except sqlite3.DatabaseError:
        path.unlink(missing_ok=True)
        return _open_sound(path)


def _open_sound(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path)
    try:
        version = connection.execute("PRAGMA user_version").fetchone()[0]
        if version != _VERSION and connection.execute("SELECT 1 FROM sqlite_master").fetchone() is not None:
            raise sqlite3.DatabaseError("made by another version")
        connection.execute("PRAGMA synchronous = OFF")  # what a power cut takes is read again
        connection.execute(f"PRAGMA user_version = {_VERSION}")
        connection.execute(_SCHEMA)
    except sqlite3.DatabaseError:
        connection.close()
        raise
    return connection
