"""The two bots of the benchmark, each in a process of its own that tells what it has taken of the processor."""

from __future__ import annotations

import asyncio
import gc
import os
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import discord
from discord import app_commands

from bot.answer_log import configure_answer_log
from bot.answerer import Answerer
from bot.client import build_client
from bot.config import Config, Limits
from bot.responder import StoreResponder
from knowledge.store import open_store
from tests.benchmarks._load import TODAY
from tests.fakecord.guard import guarded_connector
from tests.fakecord.server import TOKEN

_NAMES = tuple(f"name {number}" for number in range(25))


@dataclass(frozen=True, slots=True, kw_only=True)
class Usage:
    """Seconds of processor time, user's and system's, since the process began."""

    process: float
    """Of the whole bot."""

    look_up: float
    """Of `respond` alone."""

    slowest_completion: float = 0.0
    """Of the slowest completion alone, without Discord."""


class TimedResponder(StoreResponder):
    """The real responder, which adds up the processor time of its answers."""

    taken = 0.0
    slowest = 0.0

    def respond(self, text: str, **how: Any) -> Any:  # noqa: ANN401 - as the real one
        """The reply to an utterance."""
        began = time.thread_time()
        try:
            return super().respond(text, **how)
        finally:
            self.taken += time.thread_time() - began

    def suggest(self, text: str, **how: Any) -> Any:  # noqa: ANN401 - as the real one
        """Names that begin like the text, or nearly."""
        began = time.thread_time()
        try:
            return super().suggest(text, **how)
        finally:
            self.slowest = max(self.slowest, time.thread_time() - began)


class BareClient(discord.Client):
    """As little as discord.py needs to answer in each of the ways; its settings are those of Kankei."""

    def __init__(self, connector: Any) -> None:  # noqa: ANN401 - aiohttp's
        """Prepare the commands."""
        super().__init__(
            intents=discord.Intents(guilds=True, guild_messages=True, dm_messages=True),
            allowed_mentions=discord.AllowedMentions.none(),
            max_messages=None,
            member_cache_flags=discord.MemberCacheFlags.none(),
            chunk_guilds_at_startup=False,
            connector=connector,
        )
        self.tree = app_commands.CommandTree(self)

    async def setup_hook(self) -> None:
        """Register the commands."""

        @self.tree.command(name="now", description="answered at once")
        async def now(interaction: discord.Interaction, question: str) -> None:
            await interaction.response.send_message("ok")

        @self.tree.command(name="ask", description="deferred, then answered")
        async def ask(interaction: discord.Interaction, question: str) -> None:
            await interaction.response.defer(thinking=True)
            await interaction.edit_original_response(content="ok")

        @self.tree.command(name="who", description="completed")
        async def who(interaction: discord.Interaction, name: str) -> None:
            await interaction.response.send_message("ok")

        @who.autocomplete("name")
        async def complete(interaction: discord.Interaction, current: str) -> list[app_commands.Choice[str]]:
            return [app_commands.Choice(name=name, value=name) for name in _NAMES]

        await self.tree.sync()

    async def on_message(self, message: discord.Message) -> None:
        """Reply to a mention."""
        if not message.author.bot and self.user in message.mentions:
            await message.reply("ok", mention_author=False)


def run_bare(pipe: Connection) -> None:
    """Run the bare bot until the pipe says that it is enough."""
    asyncio.run(_run_bare(pipe))


def run_kankei(pipe: Connection, knowledge: Path, folder: Path) -> None:
    """Run Kankei as `kankei run` does, until the pipe says that it is enough."""
    asyncio.run(_run_kankei(pipe, knowledge, folder))


async def _run_bare(pipe: Connection) -> None:
    client = BareClient(guarded_connector(pipe.recv(), _complain))
    await _serve(client, pipe, lambda: Usage(process=time.process_time(), look_up=0.0))


async def _run_kankei(pipe: Connection, knowledge: Path, folder: Path) -> None:
    responders: list[TimedResponder] = []

    def open_timed() -> TimedResponder:
        responders.append(TimedResponder(open_store(knowledge)))
        return responders[-1]

    limits = Limits(person=0, channel=0, waiting=0)
    config = Config(state_dir=folder, limits=limits)
    answerer = Answerer(open_timed, today=lambda: TODAY)
    with Path(os.devnull).open("w", encoding="utf-8") as nowhere:
        configure_answer_log(nowhere)
        client = build_client(config, answerer, connector=guarded_connector(pipe.recv(), _complain))

        def read() -> Usage:
            responder = responders[0]
            return Usage(process=time.process_time(), look_up=responder.taken, slowest_completion=responder.slowest)

        await _serve(client, pipe, read)


async def _serve(client: discord.Client, pipe: Connection, read: Callable[[], Usage]) -> None:
    client._connection.guild_ready_timeout = 0.1
    done = asyncio.Event()

    def answer() -> None:
        if pipe.recv() == "usage":
            pipe.send(read())
        else:
            done.set()

    async with client:
        running = asyncio.create_task(client.start(TOKEN))
        await client.wait_until_ready()
        gc.collect()
        asyncio.get_running_loop().add_reader(pipe.fileno(), answer)
        pipe.send("ready")
        await done.wait()
        await client.close()
        await asyncio.wait((running,))


def _complain(violation: str) -> None:
    print(violation, file=sys.stderr)
