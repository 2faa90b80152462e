"""Other processes may read meanwhile, and one that is killed has lost nothing that it confirmed."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from bot.state.state import State, open_state
from tests.bot.state.records import MAYA, answer_id, keep

ROOT = Path(__file__).parents[3]
_WRITER = """
import sys
from itertools import count
from pathlib import Path
from bot.state.state import open_state
from tests.bot.state.records import keep, feedback
state = open_state(Path(sys.argv[1]))
for number in count():
    state.feedback.give(feedback(keep(state, number), remark=f"remark {number}"))
    print(number, flush=True)
"""
_READER = """
import sys
from pathlib import Path
from bot.state.state import open_state
state = open_state(Path(sys.argv[1]))
print(len(state.export_person(7001)["answers"]))
state.close()
"""
_ENOUGH = 40


def _run(code: str, path: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", code, str(path)], stdout=subprocess.PIPE, text=True, cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL")
def test_a_killed_process_has_lost_nothing_it_confirmed(path: Path) -> None:
    with _run(_WRITER, path) as writer:
        assert writer.stdout is not None
        confirmed = [int(writer.stdout.readline()) for _ in range(_ENOUGH)]
        writer.kill()
        confirmed += [int(line) for line in writer.stdout.read().splitlines()]
    assert confirmed == list(range(len(confirmed)))
    state = open_state(path)
    assert all(state.answers.recall(answer_id(number)) for number in confirmed)
    remarks = {record.remark for record in state.feedback.on_server(500)}
    assert {f"remark {number}" for number in confirmed} <= remarks
    keep(state, 10_000)
    state.close()


def test_another_process_reads_while_this_one_writes(state: State, path: Path) -> None:
    keep(state, 1)
    with _run(_READER, path) as reader:
        number = 1
        while reader.poll() is None:
            number += 1
            keep(state, number)
        assert reader.stdout is not None
        seen = int(reader.stdout.read())
    assert reader.returncode == 0
    assert 1 <= seen <= number
    assert len(state.export_person(MAYA)["answers"]) == number  # type: ignore[arg-type]  # it is a list
