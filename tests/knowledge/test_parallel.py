"""Several processes give what one gives, in order, and take no more than they need."""

from __future__ import annotations

from collections.abc import Iterator

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
