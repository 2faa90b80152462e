"""Packs, extractions and language knowledge into one database, atomically: a temporary file, then a rename."""

from __future__ import annotations

import gc
import hashlib
import os
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from knowledge.model import Pack
from knowledge.store import SCHEMA

_CODE = Path(__file__).parent
_DATA = _CODE / "data"


def hash_inputs(packs: Iterable[Path], resources: Path) -> str:
    """Hash of all that a knowledge base is made of: packs, language knowledge, resources, and the code that builds."""
    digest = hashlib.sha256(SCHEMA.encode())
    texts = ((folder, "*.yaml") for folder in (*packs, _DATA, resources))
    for folder, pattern in (*texts, (_DATA, "*.txt"), (_CODE, "*.py")):
        for file in sorted(folder.rglob(pattern)):
            digest.update(file.relative_to(folder).as_posix().encode() + b"\0" + file.read_bytes() + b"\0")
    return digest.hexdigest()


def build_knowledge(
    *, packs: tuple[Path, ...], output: Path, resources: Path, extracted: tuple[Pack, ...] = ()
) -> None:
    """Build a knowledge base from packs and put it at `output`, replacing what is there only when all went well.

    Args:
        extracted: further packs, which a program made of articles; what people wrote of an article goes before.
        resources: folder of YAML files (intents, wording) that the answering side reads from the database.

    Raises:
        PackError: a pack breaks its contract; nothing is written.
    """
    with _resting_collector():
        _build(packs, output, resources, extracted)


def _build(packs: tuple[Path, ...], output: Path, resources: Path, extracted: tuple[Pack, ...]) -> None:
    # Here, as whoever only looks whether there is something to build should not wait for them.
    from sqlite_utils import Database

    from knowledge.filling import fill_tables
    from knowledge.joining import join_packs
    from knowledge.lexicon import load_lexicon
    from knowledge.migrations import MIGRATIONS
    from knowledge.packs import load_pack

    stamp = hash_inputs(packs, resources)
    loaded = tuple(load_pack(folder) for folder in packs)
    if extracted:
        loaded = join_packs(loaded, extracted)
    lexicon = load_lexicon(_DATA)
    output.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=output.parent, prefix=output.name, suffix=".building")
    os.close(handle)
    try:
        database = Database(name)
        database.execute("PRAGMA journal_mode = OFF")
        database.execute("PRAGMA synchronous = OFF")
        MIGRATIONS.apply(database)
        # The time of a migration is no input: the same packs give the same bytes.
        database.execute("UPDATE _sqlite_migrations SET applied_at = ''")
        fill_tables(database.conn, loaded, lexicon, resources=resources, stamp=stamp)
        database.conn.commit()
        database.conn.execute("VACUUM")
        database.close()
        os.replace(name, output)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


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
