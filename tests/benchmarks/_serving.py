"""A bot of the benchmarks in its process: it runs until it is told to stop, and tells what it has taken meanwhile."""

from __future__ import annotations

import asyncio
import gc
import sys
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path

import aiohttp
import discord

from tests.fakecord.guard import guarded_connector


@dataclass(frozen=True, slots=True, kw_only=True)
class WayIn:
    """How a bot gets into the fake Discord of another process."""

    port: int
    authority: str
    """The certificate by which the server is known."""

    token: str

    def connector(self) -> aiohttp.TCPConnector:
        """A connector that leads there and nowhere else; to be made inside the running loop."""
        return guarded_connector(self.port, _complain, authority=self.authority)


@dataclass(frozen=True, slots=True, kw_only=True)
class Usage:
    """Seconds of processor time, user's and system's, since the process began."""

    process: float
    """Of the whole bot."""

    look_up: float
    """Of `respond` alone."""

    resident: float
    """Megabytes of the bot's process, not seconds."""

    slowest_completion: float = 0.0
    """Of the slowest completion alone, without Discord."""


async def serve(client: discord.Client, pipe: Connection, way: WayIn, read: Callable[[], Usage]) -> None:
    """Run a client until the pipe says that it is enough."""
    client._connection.guild_ready_timeout = 0.1
    done = asyncio.Event()

    def answer() -> None:
        if pipe.recv() == "usage":
            pipe.send(read())
        else:
            asyncio.get_running_loop().remove_reader(pipe.fileno())  # the other end is closed soon
            done.set()

    async with client:
        running = asyncio.create_task(client.start(way.token))
        await client.wait_until_ready()
        gc.collect()
        asyncio.get_running_loop().add_reader(pipe.fileno(), answer)
        pipe.send("ready")
        await done.wait()
        await client.close()
        await asyncio.wait((running,))


def resident() -> float:
    """Megabytes of this process that are in memory."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return next(int(line.split()[1]) / 1024 for line in status.splitlines() if line.startswith("VmRSS"))


def _complain(violation: str) -> None:
    print(violation, file=sys.stderr)
