"""The knowledge base of the pack that comes with Kankei: built on first use, then found again."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

import knowledge
from bot.folders import cache_folder, is_writable, temporary_folder
from knowledge.build import build_knowledge, hash_inputs

SHIPPED_PACK = Path(knowledge.__file__).parent / "packs" / "japan-china"
RESOURCES = Path(__file__).parent / "data"

_IN_USE = 3600.0
"""Seconds since its last use for which an older knowledge base is left alone: another version may be opening it."""


def shipped_knowledge(environ: Mapping[str, str]) -> Path:
    """The database of the shipped pack; built when there is none yet for these very inputs.

    Raises:
        PackError: the shipped pack has been edited and breaks its contract.
    """
    name = f"knowledge-{hash_inputs((SHIPPED_PACK,), RESOURCES)[:16]}.sqlite"
    cache = cache_folder(environ, sys.platform)
    if cache is not None and (cache / name).is_file():
        return _used(cache / name)
    folder = cache if cache is not None and is_writable(cache) else temporary_folder()
    if not (folder / name).is_file():
        # Two processes at once each build their own and rename it here: the same bytes, whoever comes last.
        build_knowledge(packs=(SHIPPED_PACK,), output=folder / name, resources=RESOURCES)
        _remove_older(folder, name)
    return _used(folder / name)


def _used(path: Path) -> Path:
    with suppress(OSError):
        os.utime(path)
    return path


def _remove_older(folder: Path, name: str) -> None:
    for other in folder.glob("knowledge-*.sqlite*"):
        with suppress(OSError):  # gone already, or open on a system that minds
            if other.name != name and time.time() - other.stat().st_mtime > _IN_USE:
                other.unlink()
