"""A folder of articles as packs: several at a time, only what has changed since the last run, none spoiling another."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from knowledge.articles.reader import read_article_bytes
from knowledge.errors import ArticleError
from knowledge.extract.corpus import make_article_pack
from knowledge.extract.extraction import extract_article
from knowledge.extract.kept import KeptPacks, open_kept
from knowledge.extract.relations import load_relation_finder
from knowledge.extract.stored import StoredPack, read_pack, write_pack
from knowledge.identifiers import identify_article
from knowledge.model import Pack
from knowledge.parallel import map_in_order
from knowledge.values import dataclass

ENDINGS = (".txt", ".md", ".markdown", ".html", ".htm", ".xhtml")
_CODE = Path(__file__).parents[1]

Report = Callable[[int, int, int], None]
"""Told after each article: how many are done, how many there are, how many of them could not be read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Extracted:
    """What came of a folder's articles; their packs are kept in a file."""

    names: tuple[str, ...]
    """Files that could be read, in their order."""

    problems: tuple[str, ...]
    """One sentence for each that could not."""

    reused: int
    """How many had not changed since the last run."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FolderPacks:
    """What came of a folder's articles, all at once."""

    packs: tuple[Pack, ...]
    """One for each article that could be read, in the order of file names."""

    problems: tuple[str, ...]
    reused: int


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
    """Extract every file into memory; see `extract_into` for more of them than fit.

    Args:
        cache: where packs of unchanged files are kept between runs; None keeps none.
    """
    with open_kept(cache, code=hash_code()) as kept:
        found = extract_into(kept, files, jobs=jobs, report=report)
        packs = tuple(read_pack(kept.read(name)) for name in found.names)
    return FolderPacks(packs=packs, problems=found.problems, reused=found.reused)


def extract_into(
    kept: KeptPacks, files: Iterable[Path], *, jobs: int, report: Report = lambda done, all_of, bad: None
) -> Extracted:
    """Extract every file that has changed; the same files give the same packs whatever the number of jobs.

    Args:
        kept: where the packs are and are put, those of other files being dropped.
        jobs: how many processes read at once; 1 reads in this one.
    """
    every = tuple(files)
    made: set[Path] = set()
    problems: dict[Path, str] = {}
    reused = 0

    def changed() -> Iterator[_Unread]:
        nonlocal reused
        for file in every:
            try:
                data = file.read_bytes()
            except OSError as problem:
                problems[file] = f"{file.name}: cannot be read ({problem.strerror}); check its permissions"
                continue
            content = hashlib.sha256(data).hexdigest()
            if kept.find(file.name, content):
                made.add(file)
                reused += 1
            else:
                yield _Unread(file, content, data)

    for file, content, outcome in map_in_order(_read, changed(), jobs=jobs):
        if isinstance(outcome, StoredPack):
            made.add(file)
            kept.keep(file.name, content, outcome)
        else:
            problems[file] = outcome.message
        report(len(made) + len(problems), len(every), len(problems))
    read = [file for file in every if file in made]
    kept.forget_others(file.name for file in read)
    same = _same_ids(read)
    same |= _same_facts([file for file in read if file not in same], kept)
    kept.leave_out(file.name for file in same)
    kept.write()
    problems |= same
    return Extracted(
        names=tuple(file.name for file in read if file not in same),
        problems=tuple(problems[file] for file in every if file in problems),
        reused=reused,
    )


@dataclass(frozen=True, slots=True)
class _Unread:
    file: Path
    content: str
    data: bytes


@dataclass(frozen=True, slots=True)
class _Failure:
    message: str


def _read(item: _Unread) -> tuple[Path, str, StoredPack | _Failure]:
    """What comes of a file."""
    name = item.file.name
    try:
        return item.file, item.content, write_pack(extract_bytes(item.data, name))
    except ArticleError as problem:
        return item.file, item.content, _Failure(str(problem))
    except Exception as problem:  # one article must not spoil the others, whatever is wrong with it
        told = f"{name}: could not be read ({type(problem).__name__}: {problem}); please report it"
        return item.file, item.content, _Failure(told)


def _same_ids(files: Iterable[Path]) -> dict[Path, str]:
    """Files whose names differ in their ending only: one id cannot stand for two articles."""
    seen: dict[str, Path] = {}
    problems: dict[Path, str] = {}
    for file in files:
        first = seen.setdefault(identify_article(file.name), file)
        if first is not file:
            problems[file] = f"{file.name}: has the same name as {first.name} but for its ending; rename one of the two"
    return problems


def _same_facts(files: Iterable[Path], kept: KeptPacks) -> dict[Path, str]:
    """Files of which a fact has the id of another's: the second of sentence 1 of "talks", the first of "talks-1"."""
    by_id = {identify_article(file.name): file for file in files}
    problems: dict[Path, str] = {}
    for id, file in by_id.items():
        parts = id.split("-")
        for length in range(1, len(parts)):
            other = by_id.get(identify_article("-".join(parts[:length])))
            if other is None or other in problems or kept.fact_ids(file.name).isdisjoint(kept.fact_ids(other.name)):
                continue
            problems[file] = f"{file.name}: its facts cannot be told from those of {other.name}; rename one of the two"
    return problems


def hash_code() -> str:
    """Hash of everything that decides what comes of an article."""
    digest = hashlib.sha256()
    for pattern in ("articles/*.py", "extract/*.py", "*.py", "data/**/*.yaml"):
        for file in sorted(_CODE.glob(pattern)):
            digest.update(file.relative_to(_CODE).as_posix().encode() + b"\0" + file.read_bytes() + b"\0")
    return digest.hexdigest()
