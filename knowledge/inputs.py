"""What a knowledge base is made of: which files they are, what is in them, and how they look from outside."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from knowledge.store import SCHEMA

CODE = Path(__file__).parent
DATA = CODE / "data"


def hash_inputs(packs: Iterable[Path], resources: Path) -> str:
    """Hash of packs, language knowledge, resources, and the code that builds."""
    import hashlib  # not at hand sooner than a question is answered

    digest = hashlib.sha256(SCHEMA.encode())
    for folder, path in _inputs(packs, resources):
        digest.update(path.encode() + b"\0" + Path(folder, path).read_bytes() + b"\0")
    return digest.hexdigest()


def describe_inputs(packs: Iterable[Path], resources: Path) -> str:
    """The same files with their sizes and times, line by line: as long as that is the same, so is what is in them."""
    lines = [SCHEMA]
    for folder, path in _inputs(packs, resources):
        known = os.stat(f"{folder}/{path}")
        lines.append(f"{folder}/{path} {known.st_size} {known.st_mtime_ns}")
    return "\n".join(lines)


def _inputs(packs: Iterable[Path], resources: Path) -> Iterator[tuple[str, str]]:
    """Folder, and path of a file in it, in one order everywhere."""
    folders = (*((folder, ".yaml") for folder in (*packs, DATA, resources)), (DATA, ".txt"), (CODE, ".py"))
    for folder, ending in folders:
        for path in sorted(_files(str(folder), "", ending)):
            yield str(folder), path


def _files(folder: str, below: str, ending: str) -> Iterator[str]:
    with os.scandir(f"{folder}/{below}") as entries:
        for entry in entries:
            if entry.is_dir():
                yield from _files(folder, f"{below}{entry.name}/", ending)
            elif entry.name.endswith(ending):
                yield f"{below}{entry.name}"
