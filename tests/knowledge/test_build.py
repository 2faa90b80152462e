"""What a knowledge base is built from decides whether it is built again."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

import knowledge
from bot.shipped import RESOURCES
from knowledge.build import build_knowledge, hash_inputs
from knowledge.errors import PackError

TINY_PACK = Path(__file__).parent / "fixtures" / "tiny-pack"


@pytest.fixture
def code(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the code that reads packs, to be changed."""
    copy = tmp_path / "code"
    shutil.copytree(Path(knowledge.__file__).parent, copy, ignore=shutil.ignore_patterns("packs", "__pycache__"))
    monkeypatch.setattr("knowledge.build._CODE", copy)
    return copy


@pytest.mark.parametrize("name", ["features.py", "pack_reader/facts.py"])
def test_a_change_of_any_module_changes_the_hash(name: str, code: Path) -> None:
    before = hash_inputs((TINY_PACK,), RESOURCES)
    assert before == hash_inputs((TINY_PACK,), RESOURCES)
    (code / name).write_text("# changed\n", encoding="utf-8")
    assert before != hash_inputs((TINY_PACK,), RESOURCES)


def test_a_change_of_the_pack_changes_the_hash(tmp_path: Path) -> None:
    pack = tmp_path / "pack"
    shutil.copytree(TINY_PACK, pack)
    before = hash_inputs((pack,), RESOURCES)
    with (pack / "pack.yaml").open("a", encoding="utf-8") as file:
        file.write("# a remark\n")
    assert before != hash_inputs((pack,), RESOURCES)


def test_a_pack_that_breaks_its_contract_leaves_everything_as_it_was(tmp_path: Path) -> None:
    pack, output = tmp_path / "pack", tmp_path / "knowledge.sqlite"
    shutil.copytree(TINY_PACK, pack)
    output.write_bytes(b"the one before")
    (pack / "pack.yaml").write_text("id: 1\n", encoding="utf-8")
    with pytest.raises(PackError):
        build_knowledge(packs=(pack,), output=output, resources=RESOURCES)
    assert output.read_bytes() == b"the one before"
    assert {file.name for file in tmp_path.iterdir()} == {"pack", "knowledge.sqlite"}
