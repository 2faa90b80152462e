"""The fake Discord as a whole: one server on 127.0.0.1 for REST, gateway and files, and the rules' memory."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

import aiohttp
from aiohttp import web

from tests.fakecord.faults import Faults
from tests.fakecord.gateway import Gateway
from tests.fakecord.guard import guarded_connector, server_context
from tests.fakecord.interactions import InteractionRoutes
from tests.fakecord.people import Person
from tests.fakecord.rest import PREFIX, Call, Rest
from tests.fakecord.routes import BotRoutes
from tests.fakecord.schema import load_schema
from tests.fakecord.world import Channel, Guild, World

TOKEN = "fakecord.token.of-the-bot"
SETTLE_SECONDS = 20.0
"""A bot that is not at rest after so long will not be."""

_HANDLERS = ("discord.py: ", "CommandTree-invoker", "discord-ui-")
_NO_HANDLER = "discord-ui-view-timeout"


@dataclass(slots=True, kw_only=True, eq=False, repr=False)
class FakeDiscord:
    """A Discord of our own."""

    world: World
    gateway: Gateway
    rest: Rest
    routes: BotRoutes
    interactions: InteractionRoutes
    violations: list[str]
    """What broke a rule; the fixture fails a test that leaves any."""

    port: int = 0

    @property
    def faults(self) -> Faults:
        """The faults of the REST side; the gateway's are its own methods."""
        return self.rest.faults

    @property
    def calls(self) -> list[Call]:
        """Every request so far."""
        return self.rest.calls

    def calls_to(self, method: str, ending: str) -> list[Call]:
        """The requests with a method whose path ends in some way."""
        return [call for call in self.rest.calls if call.method == method and call.path.endswith(ending)]

    def allow_pings(self) -> None:
        """Let messages ping: for a test that is about pings."""
        self.routes.pings_allowed = self.interactions.pings_allowed = True

    def connector(self) -> aiohttp.TCPConnector:
        """What leads a client here and nowhere else; for one client, made inside the running loop."""
        return guarded_connector(self.port, self.violations.append)

    def person(
        self, name: str, *, guild: Guild | None = None, locale: str = "en-US", installed: bool = False
    ) -> Person:
        """A new person, a member of the guild where one is named."""
        user = self.world.add_user(name, locale=locale, installed=installed)
        if guild is not None:
            self.world.join(guild, user)
        return Person(user, self)

    def answers(self, channel: Channel) -> list[str]:
        """What the bot has said in a channel and not deleted, ephemeral answers left out."""
        mine = [message for message in channel.messages.values() if message.author is self.world.bot]
        return [message.text for message in mine if not message.deleted and not message.ephemeral]

    async def settle(self) -> None:
        """Wait until the bot has every event and is done with all it does about them."""
        async with asyncio.timeout(SETTLE_SECONDS):
            await self.gateway.all_received()
            while busy := [task for task in asyncio.all_tasks() if _handles(task)]:
                await asyncio.wait(busy)
                await self.gateway.all_received()


@asynccontextmanager
async def fake_discord() -> AsyncIterator[FakeDiscord]:
    """A fake Discord for as long as the block lasts."""
    discord = _build()
    application = web.Application()
    application.router.add_route("*", PREFIX + "/{tail:.*}", discord.rest.handle)
    application.router.add_get("/attachments/{channel}/{attachment}/{name}", _Files(discord.world).handle)
    application.router.add_get("/", discord.gateway.handle)
    runner = web.AppRunner(application, access_log=None, shutdown_timeout=0.5)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0, ssl_context=server_context())
    await site.start()
    discord.port = runner.addresses[0][1]
    try:
        yield discord
    finally:
        await discord.gateway.close()
        await runner.cleanup()


class _Files:
    """The attachments, as the CDN serves them."""

    def __init__(self, world: World) -> None:
        self._world = world

    async def handle(self, request: web.Request) -> web.Response:
        channel = self._world.channels.get(int(request.match_info["channel"]))
        number = int(request.match_info["attachment"])
        for message in channel.messages.values() if channel is not None else ():
            for attachment in message.attachments:
                if attachment.id == number:
                    return web.Response(body=attachment.content)
        raise web.HTTPNotFound


def _build() -> FakeDiscord:
    violations: list[str] = []
    world = World()
    gateway = Gateway(world=world, token=TOKEN, record=violations.append)
    routes = BotRoutes(world=world, gateway=gateway)
    interactions = InteractionRoutes(world=world, gateway=gateway)
    rest = Rest(
        world=world,
        token=TOKEN,
        routes=(*routes.table(), *interactions.table()),
        record=violations.append,
        schema=load_schema(),
    )
    return FakeDiscord(
        world=world, gateway=gateway, rest=rest, routes=routes, interactions=interactions, violations=violations
    )


def _handles(task: asyncio.Task[object]) -> bool:
    """Whether a task is the library handling an event for the bot."""
    name = task.get_name()
    return name.startswith(_HANDLERS) and not name.startswith(_NO_HANDLER)
