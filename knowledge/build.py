"""Packs, extractions and language knowledge into one database, atomically: a temporary file, then a rename."""

from __future__ import annotations

import gc
import glob
import os
import sqlite3
import sys
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from knowledge.inputs import DATA, hash_inputs
from knowledge.model import Pack

if TYPE_CHECKING:
    from knowledge.extract.kept import KeptPacks
    from knowledge.filling import Extractions, Report

_CACHE = 65_536
"""Kilobytes of the database in memory while it is written."""

_FREE = 0.02
"""Share of empty pages that a knowledge base may have."""


def build_knowledge(
    *,
    packs: tuple[Path, ...],
    output: Path,
    resources: Path,
    extracted: Iterable[Pack] | KeptPacks = (),
    jobs: int = 1,
    report: Report = lambda stage, done, all_of: None,
) -> None:
    """Build a knowledge base from packs and put it at `output`, replacing what is there only when all went well.

    The same input gives the same bytes, whatever the number of jobs.

    Args:
        extracted: packs of one article each, which a program made, at hand or kept in a file; what people wrote of an
            article goes before.
        resources: folder of YAML files (intents, wording) that the answering side reads from the database.
        jobs: how many processes make rows of extracted articles; 1 makes them in this one.
        report: told now and then what is done, with how many extracted articles, and how many there are.

    Raises:
        PackError: a pack breaks its contract; nothing is written.
    """
    # Here, as whoever only looks whether there is something to build should not wait for them.
    from knowledge.extract.kept import KeptPacks, keep_for_once
    from knowledge.filling import Extractions
    from knowledge.joining import join_articles
    from knowledge.packs import load_pack

    with _resting_collector(), ExitStack() as stack:
        stamp = hash_inputs(packs, resources)
        loaded = tuple(load_pack(folder) for folder in packs)
        kept = extracted if isinstance(extracted, KeptPacks) else stack.enter_context(keep_for_once(extracted))
        report("joining", 0, 0)
        joined = join_articles(loaded, kept)
        stack.callback(joined.reports.close)
        extractions = Extractions(joined=joined, packs=kept.path, jobs=jobs)
        _write(output, loaded, extractions if joined.articles else None, resources, stamp, report)


def _write(
    output: Path, packs: tuple[Pack, ...], extractions: Extractions | None, resources: Path, stamp: str, report: Report
) -> None:
    from sqlite_utils import Database

    from knowledge.filling import fill_tables
    from knowledge.lexicon import load_lexicon
    from knowledge.migrations import MIGRATIONS

    lexicon = load_lexicon(DATA)
    output.parent.mkdir(parents=True, exist_ok=True)
    _remove_left_behind(output)
    name = output.with_name(f"{output.name}.{os.getpid()}.building")
    try:
        database = Database(name)
        database.execute("PRAGMA journal_mode = OFF")
        database.execute("PRAGMA synchronous = OFF")
        database.execute(f"PRAGMA cache_size = -{_CACHE}")
        MIGRATIONS.apply(database)
        # The time of a migration is no input: the same packs give the same bytes.
        database.execute("UPDATE _sqlite_migrations SET applied_at = ''")
        fill_tables(database.conn, packs, extractions, lexicon, resources=resources, stamp=stamp, report=report)
        database.conn.commit()
        report("compacting", 0, 0)
        _compact(database.conn)
        database.close()
        os.replace(name, output)
    except BaseException:
        name.unlink(missing_ok=True)
        raise


def _remove_left_behind(output: Path) -> None:
    """Remove what runs left half done that were killed: at a million facts each is some gigabytes."""
    for file in output.parent.glob(f"{glob.escape(output.name)}.*.building"):
        process = file.name.removesuffix(".building").rpartition(".")[2]
        if process.isdecimal() and not _is_running(int(process)):
            file.unlink(missing_ok=True)


def _is_running(process: int) -> bool:
    if process == os.getpid():
        return False
    if sys.platform == "win32":
        return True  # asking would be a signal there
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        pass  # it is somebody else's
    return True


def _compact(connection: sqlite3.Connection) -> None:
    """Write the file anew where much of it is empty: at a million facts that takes as long as reading them."""
    free, pages = (connection.execute(f"PRAGMA {name}").fetchone()[0] for name in ("freelist_count", "page_count"))
    if free > pages * _FREE:
        connection.execute("VACUUM")


@contextmanager
def _resting_collector() -> Iterator[None]:
    """Without Python's cycle collector, which would walk all that has been read again and again as more is read."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()
