"""What is noted is written together and in order, and nothing that is done with the state comes before it."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.errors import StateError
from bot.memory import Memory
from bot.state.state import State, open_state
from tests.bot.state.records import ANSWER, answer_id, keep

pytestmark = pytest.mark.asyncio


def _keeping(number: int) -> Callable[[State], None]:
    def act(state: State) -> None:
        keep(state, number)

    return act


async def commits_of(memory: Memory) -> list[str]:
    """The commits that the state file makes from now on."""
    commits: list[str] = []

    def watch(state: State) -> None:
        state._file._connection.set_trace_callback(lambda sql: commits.append(sql) if sql == "COMMIT" else None)

    await memory.run(watch)
    return commits


async def test_what_is_noted_at_once_is_one_write(tmp_path: Path) -> None:
    memory = Memory(tmp_path)
    commits = await commits_of(memory)
    for number in range(5):
        memory.note(_keeping(number))
    await asyncio.sleep(0.2)
    assert len(commits) == 1
    kept = await memory.run(lambda state: state.health().answers)
    await memory.close()
    assert kept == 5


async def test_whatever_is_done_comes_after_what_was_noted(tmp_path: Path) -> None:
    memory = Memory(tmp_path)
    memory.note(lambda state: state.answers.keep(ANSWER))
    assert await memory.run(lambda state: state.answers.recall(ANSWER.id)) == ANSWER
    memory.note(lambda state: state.answers.note_messages(ANSWER.id, ()))
    removed = await memory.run(lambda state: state.forget_person(ANSWER.person_id))
    await memory.close()
    assert removed.answers == 1


async def test_one_that_cannot_be_written_takes_none_of_the_others_with_it(tmp_path: Path) -> None:
    def fail(state: State) -> None:
        keep(state, 7)
        raise StateError("no room")

    memory = Memory(tmp_path)
    memory.note(_keeping(1))
    memory.note(fail)
    memory.note(_keeping(2))
    kept = await memory.run(lambda state: [state.answers.recall(answer_id(number)) is not None for number in (1, 7, 2)])
    await memory.close()
    assert kept[0]
    assert kept[2]


async def test_what_people_want_is_read_once_for_all_of_them(tmp_path: Path) -> None:
    memory = Memory(tmp_path)
    await memory.change_people(lambda state: state.people.set_private(7, True))
    reads: list[str] = []
    assert await memory.wants_private(7)
    await memory.run(lambda state: state._file._connection.set_trace_callback(reads.append))
    assert not await memory.wants_private(8)
    assert await memory.wants_private(7)
    assert not reads
    await memory.change_people(lambda state: state.people.set_private(7, False))
    assert not await memory.wants_private(7)
    await memory.close()


async def test_what_is_noted_is_written_before_the_end(tmp_path: Path) -> None:
    memory = Memory(tmp_path)
    memory.note(lambda state: state.answers.keep(ANSWER))
    await memory.close()
    state = open_state(tmp_path / "state.sqlite")
    assert state.answers.recall(ANSWER.id) == ANSWER
    state.close()
    await memory.close()


async def test_a_state_file_that_cannot_be_used_is_told_in_the_log(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    memory = Memory(tmp_path)

    def fail(state: State) -> None:
        raise sqlite3.OperationalError("disk I/O error")

    memory.note(fail)
    await memory.close()
    assert "the state file could not be used" in caplog.text
