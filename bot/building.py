"""Build a knowledge base from packs and articles, and say how far it is."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from bot.shipped import RESOURCES
from knowledge.build import build_knowledge
from knowledge.extract.folder import extract_into, find_articles, hash_code
from knowledge.extract.kept import open_kept
from knowledge.identifiers import identify_article
from knowledge.packs import load_pack
from knowledge.verify import verify_pack

if TYPE_CHECKING:
    from knowledge.filling import Stage

_BAR_WIDTH = 24
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
        with _bar("articles read") as show:
            found = extract_into(kept, files, jobs=jobs, report=show)
        for line in found.problems:
            say(f"kankei: {line}")
        if not found.names and not packs:
            say("kankei: none of the articles could be read; nothing was built")
            return None
        with _bar("articles written") as show:

            def report(stage: Stage, done: int, all_of: int) -> None:
                if stage == "writing":
                    show(done, all_of)

            build_knowledge(packs=packs, output=output, resources=RESOURCES, extracted=kept, jobs=jobs, report=report)
    return not found.problems


def _reviewed_articles(packs: Iterable[Path]) -> set[str]:
    return {article.id for pack in packs for article in load_pack(pack).articles}


class _Show(Protocol):
    def __call__(self, done: int, all_of: int, bad: int = 0) -> None: ...


@contextmanager
def _bar(what: str) -> Iterator[_Show]:
    """A bar with counts on a terminal; nothing where standard error is a file."""
    if not sys.stderr.isatty():
        yield lambda done, all_of, bad=0: None
        return
    begun_at = told_at = time.monotonic()

    def show(done: int, all_of: int, bad: int = 0) -> None:
        nonlocal told_at
        now = time.monotonic()
        if done < all_of and now - told_at < _PAUSE:
            return
        told_at = now
        filled = _BAR_WIDTH * done // max(1, all_of)
        failed = f", {bad} could not be read" if bad else ""
        left = (now - begun_at) * (all_of - done) / max(1, done)
        still = f", {left:.0f} s left" if left >= 1 else ""
        bar = "#" * filled + "." * (_BAR_WIDTH - filled)
        print(f"\r[{bar}] {done} of {all_of} {what}{failed}{still}\x1b[K", end="", file=sys.stderr, flush=True)

    yield show
    print(file=sys.stderr)
