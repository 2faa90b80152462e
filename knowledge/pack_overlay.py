"""A pack as it would be with some of its files changed."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

from knowledge.model import Pack
from knowledge.packs import SHIPPED_RELATIONS, load_pack


def load_changed(folder: Path, changes: Mapping[str, str], *, relations: Path = SHIPPED_RELATIONS) -> Pack:
    """Load a pack as if some of its files had other texts; the folder itself is not touched.

    Args:
        changes: the new text of each file by its path in the pack: "articles/a.yaml".

    Raises:
        PackError: the changed pack would break its contract.
    """
    with tempfile.TemporaryDirectory(prefix="kankei-") as name:
        copy = Path(name)
        (copy / "articles").mkdir()
        for path in (*folder.glob("*.yaml"), *(folder / "articles").glob("*.yaml")):
            shutil.copyfile(path, copy / path.relative_to(folder))
        for file, text in changes.items():
            with (copy / file).open("w", encoding="utf-8", newline="") as changed:
                changed.write(text)
        return load_pack(copy, relations=relations)
