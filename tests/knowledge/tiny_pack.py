"""A pack of two invented articles, copied where a test may break it."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from knowledge.model import Pack
from knowledge.packs import load_pack

FIXTURES = Path(__file__).parent / "fixtures"
RELATIONS = FIXTURES / "relations.yaml"
FERRY = "harbour-post-2024-03-05-ferry"
DOUBTS = "island-times-2024-03-08-doubts"


@dataclass(frozen=True, slots=True, kw_only=True)
class TinyPack:
    """The copied folders."""

    folder: Path
    texts: Path

    def load(self) -> Pack:
        """Load the pack as it is now."""
        return load_pack(self.folder, relations=RELATIONS)

    def replace(self, file: str, old: str, new: str) -> int:
        """Replace a text that stands once in a file of the pack; give back the line where it stood."""
        path = self.folder / file
        text = path.read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {file}"
        path.write_text(text.replace(old, new), encoding="utf-8")
        return text[: text.index(old)].count("\n") + 1


def copy_tiny_pack(where: Path) -> TinyPack:
    """Copy the pack and its articles' texts."""
    shutil.copytree(FIXTURES / "tiny-pack", where / "tiny-pack")
    shutil.copytree(FIXTURES / "texts", where / "texts")
    return TinyPack(folder=where / "tiny-pack", texts=where / "texts")


def read_cases(name: str) -> list[dict[str, Any]]:
    """Read a file of cases that stand as data beside the fixtures."""
    cases: list[dict[str, Any]] = yaml.safe_load((FIXTURES / f"{name}.yaml").read_text(encoding="utf-8"))
    return cases
