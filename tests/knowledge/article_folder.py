"""Five invented articles, copied where a test may break them, and files that are none."""

from __future__ import annotations

import shutil
from pathlib import Path

ARTICLES = Path(__file__).parent / "fixtures" / "articles"
NAMES = ("kunene-dam.txt", "lake-treaty.md", "namanga-market.txt", "rail-link.html", "sand-barges.txt")


def copy_articles(where: Path) -> Path:
    """Copy the articles into a folder of their own."""
    return Path(shutil.copytree(ARTICLES, where / "articles"))


def add_spoiled_files(folder: Path) -> tuple[str, ...]:
    """Put an empty file, a binary one and a second article of a known name beside the articles; tell their names."""
    (folder / "empty.txt").write_bytes(b"")
    (folder / "picture.html").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20)
    shutil.copy(folder / "namanga-market.txt", folder / "sand-barges.md")
    return ("empty.txt", "picture.html", "sand-barges.txt")
