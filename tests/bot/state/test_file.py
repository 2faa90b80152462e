"""A file is made, opened again, or refused with one sentence; what is refused stays as it is."""

from __future__ import annotations

import os
import sqlite3
import sys
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.errors import StateError
from bot.state.file import open_file
from bot.state.migrations import MIGRATIONS
from bot.state.state import State, open_state
from tests.bot.state.records import ANSWER, keep

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="permissions of POSIX")
_NOBODY = 65534


def test_a_file_is_made_with_its_folders(path: Path) -> None:
    open_state(path).close()
    assert path.is_file()
    assert [each.name for each in path.parent.iterdir()] == ["state.sqlite"], "closing leaves one file"


@POSIX
def test_only_the_owner_may_read_it(state: State, path: Path) -> None:
    state.answers.keep(ANSWER)
    assert {each.stat().st_mode & 0o777 for each in path.parent.iterdir()} == {0o600}
    assert path.parent.stat().st_mode & 0o777 == 0o700


def test_writes_are_durable_and_deletes_overwrite(path: Path) -> None:
    file = open_file(path)
    found = {
        name: file.rows(f"PRAGMA {name}")[0][0]
        for name in ("journal_mode", "synchronous", "secure_delete", "foreign_keys", "busy_timeout")
    }
    file.close()
    assert found == {
        "journal_mode": "wal", "synchronous": 2, "secure_delete": 1, "foreign_keys": 1, "busy_timeout": 5000,
    }  # fmt: skip


def test_a_transaction_is_whole_or_not_at_all(path: Path) -> None:
    file = open_file(path)
    with pytest.raises(sqlite3.IntegrityError), file.writing() as connection:
        connection.executemany("INSERT INTO person VALUES (?, ?)", ((1, 1), (2, 7)))
    assert file.rows("SELECT * FROM person") == []
    file.close()


def test_another_thread_may_not_use_it(state: State) -> None:
    caught: list[BaseException] = []

    def use() -> None:
        try:
            state.health()
        except sqlite3.ProgrammingError as error:
            caught.append(error)

    other = threading.Thread(target=use)
    other.start()
    other.join()
    assert len(caught) == 1


def _refused(path: Path) -> str:
    """The sentence that a file is refused with; checks that it stays as it is."""
    before = path.read_bytes()
    with pytest.raises(StateError) as caught:
        open_state(path)
    assert path.read_bytes() == before
    return str(caught.value)


def test_a_newer_file_is_refused(path: Path) -> None:
    open_state(path).close()
    newer = sqlite3.connect(path)
    newer.execute("PRAGMA user_version = 99")
    newer.close()
    assert _refused(path) == (
        f"{path}: written by a newer Kankei (version 99 of the file, this one knows {len(MIGRATIONS)});"
        " update Kankei, or move it away to keep it, and a new one is made"
    )


def test_what_is_no_database_is_refused(path: Path) -> None:
    path.parent.mkdir()
    path.write_text("Dear diary, today two ministers met in Busan.\n" * 40, encoding="utf-8")
    assert _refused(path) == (
        f"{path}: the state file cannot be used (file is not a database);"
        " move it away to keep it, and a new one is made"
    )


def test_another_database_is_refused(knowledge_path: Path) -> None:
    assert _refused(knowledge_path) == (
        f"{knowledge_path}: this is no state file of Kankei; move it away, or name another folder as state_dir"
    )


def test_a_file_cut_short_is_refused(path: Path) -> None:
    state = open_state(path)
    for number in range(50):
        keep(state, number)
    state.close()
    path.write_bytes(path.read_bytes()[:-20_000])
    assert "move it away to keep it, and a new one is made" in _refused(path)


def test_a_file_with_a_broken_page_is_refused(path: Path) -> None:
    state = open_state(path)
    for number in range(50):
        keep(state, number)
    state.close()
    content = bytearray(path.read_bytes())
    content[-30_000:-10_000] = b"\xa5" * 20_000
    path.write_bytes(content)
    assert "move it away to keep it, and a new one is made" in _refused(path)


def test_an_empty_file_becomes_one_of_ours(path: Path) -> None:
    path.parent.mkdir()
    path.touch()
    state = open_state(path)
    assert state.health().version == len(MIGRATIONS)
    state.close()


def test_a_folder_that_is_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "kankei").touch()
    path = tmp_path / "kankei" / "state.sqlite"
    with pytest.raises(StateError) as caught:
        open_state(path)
    assert str(caught.value) == f"{path}: {tmp_path / 'kankei'} is no folder; name another one as state_dir"


def test_a_path_that_is_a_folder_is_refused(path: Path) -> None:
    path.mkdir(parents=True)
    with pytest.raises(StateError, match="let the bot write to the file and its folder"):
        open_state(path)


@pytest.fixture
def unwritable() -> Iterator[Path]:
    """A folder that nobody may write to; the test runs as somebody for whom that counts."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        open_state(folder / "old" / "state.sqlite").close()
        for each, mode in ((folder / "old" / "state.sqlite", 0o444), (folder / "old", 0o555), (folder, 0o555)):
            each.chmod(mode)
        is_root = os.geteuid() == 0
        if is_root:
            os.seteuid(_NOBODY)
        yield folder
        if is_root:
            os.seteuid(0)
        for each in (folder, folder / "old"):
            each.chmod(0o755)


@POSIX
def test_a_folder_that_cannot_be_written_is_refused(unwritable: Path) -> None:
    advice = "let the bot write to the file and its folder, or name another folder as state_dir"
    fresh = unwritable / "state.sqlite"
    with pytest.raises(StateError) as caught:
        open_state(fresh)
    assert str(caught.value) == f"{fresh}: the state file cannot be made (Permission denied); {advice}"
    old = unwritable / "old" / "state.sqlite"
    with pytest.raises(StateError) as caught:
        open_state(old)
    assert str(caught.value).startswith(f"{old}: the state file cannot be used (")
    assert str(caught.value).endswith(advice)


def test_a_full_disk_is_said_and_loses_nothing(path: Path) -> None:
    file = open_file(path)
    state = State(file)
    state.answers.keep(ANSWER)
    file.rows("PRAGMA max_page_count = 1")
    with pytest.raises(StateError) as caught:
        keep(state, 2, offers=("long " * 10_000,))
    assert str(caught.value) == (
        f"{path}: the state file cannot be used (database or disk is full); make room on its disk"
    )
    file.rows("PRAGMA max_page_count = 100000")
    assert state.answers.recall(ANSWER.id) == ANSWER
    keep(state, 200)
    state.close()


def test_a_file_in_use_is_said(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.state.file._BUSY_SECONDS", 0.05)
    state = open_state(path)
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(StateError, match="another program holds it: end that program"):
        state.answers.keep(ANSWER)
    other.close()
    state.answers.keep(ANSWER)
    state.close()
