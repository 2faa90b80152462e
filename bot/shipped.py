"""The knowledge base of the pack that comes with Kankei: built on first use, then found again."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from zlib import crc32

import knowledge
from bot.folders import cache_folder, is_writable, temporary_folder
from knowledge.inputs import describe_inputs, hash_inputs

SHIPPED_PACK = Path(knowledge.__file__).parent / "packs" / "japan-china"
RESOURCES = Path(__file__).parent / "data"

_IN_USE = 3600.0
"""Seconds since its last use for which an older knowledge base is left alone: another version may be opening it."""


def shipped_knowledge(environ: Mapping[str, str]) -> Path:
    """The database of the shipped pack; built when there is none yet for these very inputs.

    Raises:
        PackError: the shipped pack has been edited and breaks its contract.
    """
    cache = cache_folder(environ, sys.platform)
    looks = describe_inputs((SHIPPED_PACK,), RESOURCES)
    if cache is not None:
        known = _known_by_looks(cache, looks)
        if known is not None:
            return _used(known)
    name = f"knowledge-{hash_inputs((SHIPPED_PACK,), RESOURCES)[:16]}.sqlite"
    found = cache / name if cache is not None and (cache / name).is_file() else _build(cache, name)
    if found.parent == cache:
        _remember_looks(cache, looks, name)
    return _used(found)


def _build(cache: Path | None, name: str) -> Path:
    from knowledge.build import build_knowledge  # only where there is something to build

    folder = cache if cache is not None and is_writable(cache) else temporary_folder()
    if not (folder / name).is_file():
        # Two processes at once each build their own and rename it here: the same bytes, whoever comes last.
        build_knowledge(packs=(SHIPPED_PACK,), output=folder / name, resources=RESOURCES)
        _remove_older(folder, name)
    return folder / name


def _known_by_looks(cache: Path, looks: str) -> Path | None:
    """The database that was found for files of just these sizes and times: reading them all would take longer."""
    with suppress(OSError, UnicodeDecodeError):
        name, _, known = _looks_file(cache).read_text(encoding="utf-8").partition("\n")
        if known == looks and (cache / name).is_file():
            return cache / name
    return None


def _remember_looks(cache: Path, looks: str, name: str) -> None:
    with suppress(OSError):  # a full disk or a folder that is only to be read: then they are read again next time
        waiting = _looks_file(cache).with_suffix(f".{os.getpid()}")
        waiting.write_text(f"{name}\n{looks}", encoding="utf-8")
        os.replace(waiting, _looks_file(cache))


def _looks_file(cache: Path) -> Path:
    """One for each place where Kankei is installed."""
    return cache / f"inputs-{crc32(str(RESOURCES).encode()):08x}.txt"


def _used(path: Path) -> Path:
    with suppress(OSError):
        os.utime(path)
    return path


def _remove_older(folder: Path, name: str) -> None:
    for other in folder.glob("knowledge-*.sqlite*"):
        with suppress(OSError):  # gone already, or open on a system that minds
            if other.name != name and time.time() - other.stat().st_mtime > _IN_USE:
                other.unlink()
