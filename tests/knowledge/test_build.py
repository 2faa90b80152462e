"""What a knowledge base is built from decides whether it is built again."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import knowledge
from bot.shipped import RESOURCES
from knowledge.build import build_knowledge
from knowledge.errors import PackError
from knowledge.inputs import describe_inputs, hash_inputs
from knowledge.store import open_store
from tests.benchmarks._archive import Archive

TINY_PACK = Path(__file__).parent / "fixtures" / "tiny-pack"


@pytest.fixture
def code(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the code that reads packs, to be changed."""
    copy = tmp_path / "code"
    shutil.copytree(Path(knowledge.__file__).parent, copy, ignore=shutil.ignore_patterns("packs", "__pycache__"))
    monkeypatch.setattr("knowledge.inputs.CODE", copy)
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


def test_a_file_that_was_written_looks_different_whatever_its_size(tmp_path: Path) -> None:
    pack = tmp_path / "pack"
    shutil.copytree(TINY_PACK, pack)
    before = describe_inputs((pack,), RESOURCES)
    assert before == describe_inputs((pack,), RESOURCES)
    text = (pack / "pack.yaml").read_text(encoding="utf-8")
    (pack / "pack.yaml").write_text(text.swapcase(), encoding="utf-8")
    assert before != describe_inputs((pack,), RESOURCES)


def test_a_pack_that_breaks_its_contract_leaves_everything_as_it_was(tmp_path: Path) -> None:
    pack, output = tmp_path / "pack", tmp_path / "knowledge.sqlite"
    shutil.copytree(TINY_PACK, pack)
    output.write_bytes(b"the one before")
    (pack / "pack.yaml").write_text("id: 1\n", encoding="utf-8")
    with pytest.raises(PackError):
        build_knowledge(packs=(pack,), output=output, resources=RESOURCES)
    assert output.read_bytes() == b"the one before"
    assert {file.name for file in tmp_path.iterdir()} == {"pack", "knowledge.sqlite"}


# Of articles


def test_any_number_of_jobs_gives_the_same_bytes(tmp_path: Path) -> None:
    packs = tuple(Archive(600).packs())
    for jobs in (1, 2, 3):
        output = tmp_path / f"{jobs}.sqlite"
        build_knowledge(packs=(TINY_PACK,), output=output, resources=RESOURCES, extracted=packs, jobs=jobs)
    assert len({(tmp_path / f"{jobs}.sqlite").read_bytes() for jobs in (1, 2, 3)}) == 1


def test_reviewed_facts_have_the_first_numbers(tmp_path: Path) -> None:
    output = tmp_path / "knowledge.sqlite"
    build_knowledge(packs=(TINY_PACK,), output=output, resources=RESOURCES, extracted=Archive(100).packs())
    store = open_store(output)
    reviewed = [record.fact.reviewed for record in store.read_records(range(1, store.fact_count + 1))]
    store.close()
    assert reviewed == sorted(reviewed, reverse=True)
    assert {True, False} == set(reviewed)


def test_what_fails_midway_leaves_everything_as_it_was(tmp_path: Path) -> None:
    def fail(stage: str, done: int, all_of: int) -> None:
        if done:
            raise KeyboardInterrupt

    output = tmp_path / "knowledge.sqlite"
    output.write_bytes(b"the one before")
    with pytest.raises(KeyboardInterrupt):
        build_knowledge(
            packs=(), output=output, resources=RESOURCES, extracted=Archive(2000).packs(), jobs=2, report=fail
        )
    assert output.read_bytes() == b"the one before"
    assert {file.name for file in tmp_path.iterdir()} == {"knowledge.sqlite"}


def test_what_a_killed_run_left_behind_is_removed(tmp_path: Path) -> None:
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    (tmp_path / f"knowledge.sqlite.{ended.pid}.building").write_bytes(b"half")
    (tmp_path / f"knowledge.sqlite.{os.getppid()}.building").write_bytes(b"still being written")
    build_knowledge(packs=(TINY_PACK,), output=tmp_path / "knowledge.sqlite", resources=RESOURCES)
    assert {file.name for file in tmp_path.iterdir()} == {
        "knowledge.sqlite", f"knowledge.sqlite.{os.getppid()}.building",
    }  # fmt: skip


def test_stages_are_told_with_counts(tmp_path: Path) -> None:
    told: list[tuple[str, int, int]] = []
    build_knowledge(
        packs=(), output=tmp_path / "knowledge.sqlite", resources=RESOURCES, extracted=Archive(1000).packs(),
        report=lambda *state: told.append(state),
    )  # fmt: skip
    assert list(dict.fromkeys(stage for stage, _, _ in told)) == ["joining", "writing", "indexing", "compacting"]
    written = [done for stage, done, _ in told if stage == "writing"]
    assert written == sorted(written)
    assert written[-1] == 50
