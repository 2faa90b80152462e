"""Several processes give what one gives, in order, and take no more than they need."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from knowledge.parallel import map_in_order

_offset = 0


def begin(offset: int) -> None:
    global _offset
    _offset = offset


def add(number: int) -> int:
    return number + _offset


def divide(number: int) -> float:
    return 1 / number


@pytest.mark.parametrize("jobs", [1, 2, 3])
@pytest.mark.parametrize("count", [0, 1, 2, 50])
def test_results_come_in_order(jobs: int, count: int) -> None:
    made = map_in_order(add, range(count), jobs=jobs, begin=begin, arguments=(100,))
    assert list(made) == list(range(100, 100 + count))


@pytest.mark.parametrize("jobs", [1, 2])
def test_few_items_are_taken_ahead(jobs: int) -> None:
    taken: list[int] = []

    def items() -> Iterator[int]:
        for number in range(1000):
            taken.append(number)
            yield number

    made = map_in_order(add, items(), jobs=jobs)
    next(made)
    assert len(taken) <= 3 * jobs + 1
    made.close()  # type: ignore[attr-defined]


@pytest.mark.parametrize("jobs", [1, 2])
def test_an_error_comes_to_whoever_asks(jobs: int) -> None:
    made = map_in_order(divide, [1, 2, 0, 4], jobs=jobs)
    assert [next(made), next(made)] == [1.0, 0.5]
    with pytest.raises(ZeroDivisionError):
        next(made)


def tell(number: int) -> int:
    print(os.getpid(), flush=True)
    time.sleep(60)
    return number


@pytest.mark.skipif(sys.platform == "win32", reason="no such signal")
def test_no_process_outlives_the_first_one() -> None:
    code = "from tests.knowledge.test_parallel import *; list(map_in_order(tell, range(4), jobs=2))"
    process = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True, cwd=Path.cwd())
    assert process.stdout is not None
    with process.stdout as told:
        workers = {int(told.readline()) for _ in range(2)}
        process.send_signal(signal.SIGKILL)
        process.wait()
        deadline = time.monotonic() + 20
        while any(is_running(worker) for worker in workers) and time.monotonic() < deadline:
            time.sleep(0.1)
    assert not any(is_running(worker) for worker in workers)


def is_running(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    state = Path(f"/proc/{process}/stat")
    return not (state.exists() and state.read_text().rpartition(")")[2].split()[0] == "Z")
