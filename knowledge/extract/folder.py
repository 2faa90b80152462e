"""A folder of articles as packs: several at a time, only what has changed since the last run, none spoiling another."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from knowledge.articles.reader import read_article_bytes
from knowledge.errors import ArticleError
from knowledge.extract.corpus import make_article_pack
from knowledge.extract.extraction import extract_article
from knowledge.extract.relations import load_relation_finder
from knowledge.extract.stored import read_pack, write_pack
from knowledge.identifiers import identify_article
from knowledge.model import Pack

ENDINGS = (".txt", ".md", ".markdown", ".html", ".htm", ".xhtml")
_CODE = Path(__file__).parents[1]

Report = Callable[[int, int, int], None]
"""Told after each article: how many are done, how many there are, how many of them could not be read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FolderPacks:
    """What came of a folder's articles."""

    packs: tuple[Pack, ...]
    """One for each article that could be read, in the order of file names."""

    problems: tuple[str, ...]
    """One sentence for each that could not."""

    reused: int
    """How many had not changed since the last run."""


def find_articles(folder: Path) -> tuple[Path, ...]:
    """The files of a folder that may be articles, by ending, in the order of their names; hidden ones are left out."""
    files = (f for f in folder.iterdir() if f.is_file() and f.suffix.lower() in ENDINGS and not f.name.startswith("."))
    return tuple(sorted(files, key=lambda file: file.name))


def extract_bytes(data: bytes, name: str) -> Pack:
    """The unreviewed facts and quotes of one article.

    Raises:
        ArticleError: it cannot be read, or is no article.
    """
    return make_article_pack(extract_article(read_article_bytes(data, name)), load_relation_finder())


def extract_folder(
    files: Iterable[Path], *, jobs: int, cache: Path | None, report: Report = lambda done, all_of, bad: None
) -> FolderPacks:
    """Extract every file; the same files give the same packs whatever the number of jobs.

    Args:
        jobs: how many processes read at once; 1 reads in this one.
        cache: where packs of unchanged files are kept between runs; None keeps none.
    """
    every = tuple(files)
    with _Cache(cache) as kept:
        made: dict[Path, str] = {}
        problems: dict[Path, str] = {}
        waiting: list[tuple[Path, bytes]] = []
        for file in every:
            try:
                data = file.read_bytes()
            except OSError as problem:
                problems[file] = f"{file.name}: cannot be read ({problem.strerror}); check its permissions"
                continue
            known = kept.find(file.name, data)
            if known is not None:
                made[file] = known
            else:
                waiting.append((file, data))
        reused = len(made)
        for (file, data), outcome in zip(waiting, _outcomes(waiting, jobs), strict=True):
            if isinstance(outcome, str):
                made[file] = outcome
                kept.keep(file.name, data, outcome)
            else:
                problems[file] = outcome.message
            report(len(made) + len(problems), len(every), len(problems))
        kept.forget_others(file.name for file in made)
    problems |= _same_ids(made)
    return FolderPacks(
        packs=tuple(read_pack(made[file]) for file in every if file in made and file not in problems),
        problems=tuple(problems[file] for file in every if file in problems),
        reused=reused,
    )


@dataclass(frozen=True, slots=True)
class _Failure:
    message: str


def _outcomes(waiting: list[tuple[Path, bytes]], jobs: int) -> Iterator[str | _Failure]:
    """What comes of each file, in order."""
    if jobs < 2 or len(waiting) < 2:
        yield from map(_outcome, waiting)
        return
    with ProcessPoolExecutor(max_workers=min(jobs, len(waiting))) as pool:
        yield from pool.map(_outcome, waiting, chunksize=max(1, len(waiting) // (jobs * 8)))


def _outcome(item: tuple[Path, bytes]) -> str | _Failure:
    file, data = item
    try:
        return write_pack(extract_bytes(data, file.name))
    except ArticleError as problem:
        return _Failure(str(problem))
    except Exception as problem:  # one article must not spoil the others, whatever is wrong with it
        return _Failure(f"{file.name}: could not be read ({type(problem).__name__}: {problem}); please report it")


def _same_ids(files: Iterable[Path]) -> dict[Path, str]:
    """Files whose names differ in their ending only: one id cannot stand for two articles."""
    seen: dict[str, Path] = {}
    problems: dict[Path, str] = {}
    for file in files:
        first = seen.setdefault(identify_article(file.name), file)
        if first is not file:
            problems[file] = f"{file.name}: has the same name as {first.name} but for its ending; rename one of the two"
    return problems


class _Cache:
    """Packs by file name and hash of its content, made by this very code; thrown away when it cannot be read."""

    def __init__(self, path: Path | None) -> None:
        self._connection = _open_cache(path)
        self._code = _hash_code() if path is not None else ""

    def __enter__(self) -> _Cache:
        return self

    def __exit__(self, *_: object) -> None:
        self._connection.commit()
        self._connection.close()

    def find(self, name: str, data: bytes) -> str | None:
        row = self._connection.execute(
            "SELECT pack FROM extracted WHERE name = ? AND content = ? AND code = ?", (name, _hash(data), self._code)
        ).fetchone()
        return None if row is None else str(row[0])

    def keep(self, name: str, data: bytes, pack: str) -> None:
        self._connection.execute("REPLACE INTO extracted VALUES (?, ?, ?, ?)", (name, _hash(data), self._code, pack))
        self._connection.commit()  # what is read is never read twice, even when the run is interrupted

    def forget_others(self, names: Iterable[str]) -> None:
        """Drop what is no longer in the folder."""
        known = json.dumps(list(names))
        self._connection.execute("DELETE FROM extracted WHERE name NOT IN (SELECT value FROM json_each(?))", (known,))


def _open_cache(path: Path | None) -> sqlite3.Connection:
    schema = (
        "CREATE TABLE IF NOT EXISTS extracted"
        " (name TEXT PRIMARY KEY, content TEXT NOT NULL, code TEXT NOT NULL, pack TEXT NOT NULL) STRICT"
    )
    try:
        connection = sqlite3.connect(path if path is not None else ":memory:")
        connection.execute(schema)
        return connection
    except sqlite3.DatabaseError:
        if path is not None and path.is_file():
            path.unlink()
        connection = sqlite3.connect(path if path is not None else ":memory:")
        connection.execute(schema)
        return connection


def _hash(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _hash_code() -> str:
    """Hash of everything that decides what comes of an article."""
    digest = hashlib.sha256()
    for pattern in ("articles/*.py", "extract/*.py", "*.py", "data/**/*.yaml"):
        for file in sorted(_CODE.glob(pattern)):
            digest.update(file.relative_to(_CODE).as_posix().encode() + b"\0" + file.read_bytes() + b"\0")
    return digest.hexdigest()
