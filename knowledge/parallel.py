"""Work given to several processes, with its results in order and little of it waiting in memory."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from itertools import islice
from typing import Any, TypeVar

_Item = TypeVar("_Item")
_Result = TypeVar("_Result")

_LOOK_AGAIN = 1.0
"""Seconds in which a process notices that the first one was killed."""

_AHEAD = 3
"""Items in hand or done and not yet taken, for each process."""


def map_in_order(
    work: Callable[[_Item], _Result],
    items: Iterable[_Item],
    *,
    jobs: int,
    begin: Callable[..., None] | None = None,
    arguments: tuple[Any, ...] = (),
) -> Iterator[_Result]:
    """What comes of each item, in order; the items are taken one by one, as results are asked for.

    Args:
        jobs: how many processes work at once; with 1 it is this one.
        begin: called with the arguments in each process before anything else.
    """
    waiting = iter(items)
    first = tuple(islice(waiting, 2))
    if jobs < 2 or len(first) < 2:
        if begin is not None:
            begin(*arguments)
        yield from map(work, first)
        yield from map(work, waiting)
        return
    pool = ProcessPoolExecutor(max_workers=jobs, initializer=_begin, initargs=(os.getpid(), begin, arguments))
    hand: deque[Future[_Result]] = deque(pool.submit(work, item) for item in first)
    try:
        hand.extend(pool.submit(work, item) for item in islice(waiting, _AHEAD * jobs - len(hand)))
        while hand:
            yield hand.popleft().result()
            hand.extend(pool.submit(work, item) for item in islice(waiting, 1))
    finally:
        pool.shutdown(cancel_futures=True)


def _begin(parent: int, begin: Callable[..., None] | None, arguments: tuple[Any, ...]) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the whole group; the first process ends the others
    threading.Thread(target=_leave_with, args=(parent,), daemon=True).start()
    if begin is not None:
        begin(*arguments)


def _leave_with(parent: int) -> None:
    """End this process when the first one is gone, which cannot tell it when it is killed."""
    while os.getppid() == parent:
        time.sleep(_LOOK_AGAIN)
    os._exit(1)
