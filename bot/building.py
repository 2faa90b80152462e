"""Build a knowledge base from packs and articles, and say how far it is."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

from bot.shipped import RESOURCES
from knowledge.build import build_knowledge
from knowledge.extract.folder import extract_into, find_articles, hash_code
from knowledge.extract.kept import open_kept
from knowledge.identifiers import identify_article
from knowledge.packs import load_pack
from knowledge.verify import verify_pack

_BAR_WIDTH = 24
_STAGES = {
    "joining": "bringing names together",
    "writing": "articles written",
    "indexing": "writing indexes",
    "compacting": "finishing",
}
_PAUSE = 0.1
"""Seconds between two states of the bar."""

Say = Callable[[str], None]


def build(*, packs: tuple[Path, ...], articles: Path | None, output: Path, jobs: int, say: Say) -> bool | None:
    """Build it, telling problems line by line.

    Returns:
        True when all went well, False when articles were left out, None when nothing was built.
    """
    if articles is None:
        build_knowledge(packs=packs, output=output, resources=RESOURCES)
        return True
    reviewed = _reviewed_articles(packs)
    if packs and reviewed & {identify_article(file.name) for file in find_articles(articles)}:
        complaints = [line for pack in packs for line in verify_pack(load_pack(pack), articles).complaints]
        if complaints:
            for line in complaints:
                say(line)
            say("kankei: the packs do not match the articles; nothing was built")
            return None
    files = [file for file in find_articles(articles) if identify_article(file.name) not in reviewed]
    if not files and not packs:
        say(f"kankei: {articles}: no article here; put files ending in .txt, .md or .html into it")
        return None
    output.parent.mkdir(parents=True, exist_ok=True)
    with open_kept(output.with_name(f"{output.name}.extracted"), code=hash_code()) as kept:
        with _progress() as show:
            found = extract_into(
                kept, files, jobs=jobs, report=lambda done, all_of, bad: show("articles read", done, all_of, bad)
            )
        for line in found.problems:
            say(f"kankei: {line}")
        if not found.names and not packs:
            say("kankei: none of the articles could be read; nothing was built")
            return None
        with _progress() as show:
            build_knowledge(
                packs=packs, output=output, resources=RESOURCES, extracted=kept, jobs=jobs,
                report=lambda stage, done, all_of: show(_STAGES[stage], done, all_of),
            )  # fmt: skip
    return not found.problems


def _reviewed_articles(packs: Iterable[Path]) -> set[str]:
    return {article.id for pack in packs for article in load_pack(pack).articles}


class _Show(Protocol):
    def __call__(self, what: str, done: int, all_of: int, bad: int = 0) -> None: ...


@contextmanager
def _progress() -> Iterator[_Show]:
    """What is being done, with a bar and counts, on a terminal; nothing where standard error is a file."""
    if not sys.stderr.isatty():
        yield lambda what, done, all_of, bad=0: None
        return
    begun_at = told_at = time.monotonic()
    last = ""

    def show(what: str, done: int, all_of: int, bad: int = 0) -> None:
        nonlocal begun_at, told_at, last
        now = time.monotonic()
        if what == last and done < all_of and now - told_at < _PAUSE:
            return
        begun_at = now if what != last else begun_at
        told_at, last = now, what
        line = _bar(done, all_of, now - begun_at) if all_of else ""
        failed = f", {bad} could not be read" if bad else ""
        print(f"\r{line}{what}{failed}\x1b[K", end="", file=sys.stderr, flush=True)

    yield show
    print(file=sys.stderr)


def _bar(done: int, all_of: int, seconds: float) -> str:
    filled = _BAR_WIDTH * done // all_of
    left = seconds * (all_of - done) / max(1, done)
    still = f"about {left:.0f} s left: " if done and left >= 1 else ""
    return f"[{'#' * filled}{'.' * (_BAR_WIDTH - filled)}] {still}{done} of {all_of} "
