"""Pauses made short: the library waits whole seconds where a test can only wait for milliseconds."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import Any

import pytest

_MODULES = (
    "discord.client",
    "discord.gateway",
    "discord.http",
    "discord.shard",
    "discord.webhook.async_",
    "bot.cogs._send",
)
_LONGEST = 0.01


@dataclass(slots=True)
class Haste:
    """`asyncio` with a quick sleep; remembers how long each pause was meant to be."""

    pauses: list[float] = field(default_factory=list)

    async def sleep(self, delay: float, result: object = None) -> object:
        """Sleep, but not for long."""
        self.pauses.append(delay)
        return await asyncio.sleep(min(delay, _LONGEST), result)

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever asyncio has there
        """Everything else is asyncio's own."""
        return getattr(asyncio, name)


def make_haste(patch: pytest.MonkeyPatch) -> Haste:
    """Shorten the pauses of the library and of the bot's sending, until the patch is undone."""
    haste = Haste()
    for module in _MODULES:
        patch.setattr(f"{module}.asyncio", haste)
    return haste
