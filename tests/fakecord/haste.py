"""Pauses made short: the library waits whole seconds where a test can only wait for milliseconds.

The clock of the fake Discord goes forward by what was not slept, so that its limits of time hold all the same.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest

from tests.fakecord.world import Clock

_MODULES = (
    "discord.client",
    "discord.gateway",
    "discord.http",
    "discord.shard",
    "discord.webhook.async_",
    "bot.cogs._send",
)
_LONGEST = 0.01


@dataclass(slots=True, kw_only=True)
class Haste:
    """`asyncio` with a quick sleep; remembers how long each pause was meant to be."""

    clock: Clock
    pauses: list[float] = field(default_factory=list)
    _ends: dict[asyncio.Task[Any] | None, tuple[float, asyncio.Timeout]] = field(default_factory=dict)
    """By task: when on the clock its time is up."""

    async def sleep(self, delay: float, result: object = None) -> object:
        """Sleep, but not for long."""
        self.pauses.append(delay)
        end, timeout = self._ends.get(asyncio.current_task(), (float("inf"), None))
        left = end - self.clock.now()
        if timeout is not None and delay > left:
            self.clock.advance(max(0.0, left))
            timeout.reschedule(asyncio.get_running_loop().time())
            return await asyncio.sleep(delay, result)  # until that timeout
        slept = min(delay, _LONGEST)
        self.clock.advance(delay - slept)
        return await asyncio.sleep(slept, result)

    @asynccontextmanager
    async def timeout(self, delay: float) -> AsyncIterator[None]:
        """A timeout that counts the pauses at their full length."""
        task = asyncio.current_task()
        try:
            async with asyncio.timeout(delay) as timeout:
                self._ends[task] = (self.clock.now() + delay, timeout)
                yield
        finally:
            self._ends.pop(task, None)

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever asyncio has there
        """Everything else is asyncio's own."""
        return getattr(asyncio, name)


def make_haste(patch: pytest.MonkeyPatch, clock: Clock) -> Haste:
    """Shorten the pauses of the library and of the bot's sending, until the patch is undone."""
    haste = Haste(clock=clock)
    for module in _MODULES:
        patch.setattr(f"{module}.asyncio", haste)
    return haste
