"""Build a knowledge base from packs and articles, and say how far it is."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from bot.shipped import RESOURCES
from knowledge.build import build_knowledge
from knowledge.extract.folder import FolderPacks, Report, extract_folder, find_articles
from knowledge.identifiers import identify_article
from knowledge.packs import load_pack
from knowledge.verify import verify_pack

_BAR_WIDTH = 24

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
    found = _extract(files, jobs, output)
    for line in found.problems:
        say(f"kankei: {line}")
    if not found.packs and not packs:
        say("kankei: none of the articles could be read; nothing was built")
        return None
    build_knowledge(packs=packs, output=output, resources=RESOURCES, extracted=found.packs)
    return not found.problems


def _reviewed_articles(packs: Iterable[Path]) -> set[str]:
    return {article.id for pack in packs for article in load_pack(pack).articles}


def _extract(files: list[Path], jobs: int, output: Path) -> FolderPacks:
    output.parent.mkdir(parents=True, exist_ok=True)
    with _bar() as report:
        return extract_folder(files, jobs=jobs, cache=output.with_name(f"{output.name}.extracted"), report=report)


@contextmanager
def _bar() -> Iterator[Report]:
    """A bar with counts on a terminal; nothing where standard error is a file."""
    if not sys.stderr.isatty():
        yield lambda done, all_of, bad: None
        return

    def show(done: int, all_of: int, bad: int) -> None:
        filled = _BAR_WIDTH * done // max(1, all_of)
        failed = f", {bad} could not be read" if bad else ""
        bar = "#" * filled + "." * (_BAR_WIDTH - filled)
        print(f"\r[{bar}] {done} of {all_of} articles{failed}", end="", file=sys.stderr, flush=True)

    yield show
    print(file=sys.stderr)
