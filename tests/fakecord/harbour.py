"""The bot online on the fake Discord, in a small guild with two people: what the protocol tests work with."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import pytest
import pytest_asyncio

from bot.answerer import Answerer, Responder
from bot.client import KankeiClient, build_client
from bot.config import ChannelMode, Config
from tests.fakecord.haste import Haste, make_haste
from tests.fakecord.people import Person
from tests.fakecord.server import TOKEN, FakeDiscord, fake_discord
from tests.fakecord.town import TODAY, FakeResponder
from tests.fakecord.world import Channel, Guild

_READY_SECONDS = 0.02
"""How long the library waits for further guilds before it says that it is ready; two seconds by default."""


@dataclass(slots=True, kw_only=True, repr=False)
class Harbour:
    """A guild with one channel, one thread and two people in it, and the bot."""

    discord: FakeDiscord
    guild: Guild
    general: Channel
    thread: Channel
    maya: Person
    juan: Person
    bot: KankeiClient
    running: asyncio.Task[None]
    """The bot's connection; it ends with what ended it."""

    @property
    def mention(self) -> str:
        """What is typed to mention the bot."""
        return self.discord.world.bot.mention

    def answers(self) -> list[str]:
        """What the bot has said in the channel."""
        return self.discord.answers(self.general)


@asynccontextmanager
async def lawful_discord() -> AsyncIterator[FakeDiscord]:
    """A fake Discord, in which no rule may be broken."""
    async with fake_discord() as discord:
        yield discord
    assert not discord.violations, "\n".join(discord.violations)


@asynccontextmanager
async def open_harbour(
    discord: FakeDiscord, open_responder: Callable[[], Responder], config: Config
) -> AsyncIterator[Harbour]:
    """The bot online in a new guild of a fake Discord."""
    world = discord.world
    guild = world.add_guild()
    general = world.add_channel(guild)
    thread = world.add_thread(general)
    bot = build_client(config, Answerer(open_responder, today=lambda: TODAY), connector=discord.connector())
    bot._connection.guild_ready_timeout = _READY_SECONDS
    async with bot:
        running = asyncio.create_task(bot.start(TOKEN), name="the bot")
        connected = asyncio.create_task(discord.gateway.connected())
        await asyncio.wait((running, connected), return_when=asyncio.FIRST_COMPLETED)
        connected.cancel()
        if running.done():
            running.result()
        await bot.wait_until_ready()
        await discord.settle()
        try:
            yield Harbour(
                discord=discord,
                guild=guild,
                general=general,
                thread=thread,
                maya=discord.person("maya", guild=guild),
                juan=discord.person("juan", guild=guild),
                bot=bot,
                running=running,
            )
        finally:
            await _end_readying(bot)
            await bot.close()
            discord.gateway.forget_sessions()  # the library closes with a code that leaves them to be resumed
            with suppress(Exception):  # a test that expects the connection to end looks at it itself
                await running


async def _end_readying(bot: KankeiClient) -> None:
    # The library announces `ready` from a task that it does not end on closing, and that then fails.
    readying = bot._connection._ready_task
    if readying is not None and not readying.done():
        await asyncio.wait((readying,))


@pytest_asyncio.fixture
async def discord_server() -> AsyncIterator[FakeDiscord]:
    """A fake Discord; a test in which a rule was broken fails."""
    async with lawful_discord() as discord:
        yield discord


@pytest_asyncio.fixture
async def harbour(
    discord_server: FakeDiscord, responder: FakeResponder, channel_mode: ChannelMode, tmp_path: Path
) -> AsyncIterator[Harbour]:
    """The bot online, with a responder that stands in for the knowledge base."""
    config = Config(state_dir=tmp_path / "state", channel_mode=channel_mode)
    async with open_harbour(discord_server, lambda: responder, config) as opened:
        yield opened


@pytest.fixture
def haste(monkeypatch: pytest.MonkeyPatch) -> Haste:
    """Short pauses in the library and in the bot's sending."""
    return make_haste(monkeypatch)
