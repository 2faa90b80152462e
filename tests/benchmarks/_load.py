"""People in a hurry, for the benchmark: so many at once, each asking again as soon as the answer stands."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, field
from itertools import cycle
from pathlib import Path
from typing import Literal

import yaml

from tests.fakecord.people import Person
from tests.fakecord.rest import Call
from tests.fakecord.server import FakeDiscord
from tests.fakecord.world import Channel, Guild

Way = Literal["mention", "now", "ask", "complete"]

_QUESTIONS = Path(__file__).parents[1] / "evaluation" / "readers_c.yaml"
_LONGEST = 500
"""Characters that /ask takes."""

_TYPED = ("k", "kam", "kamikwa", "wang", "ja", "fukushma", "上川", "王", "岸田", "习近平", "き", "中国")
_AT_ONCE = 4
_PEOPLE = 500
_PATIENCE = 30.0
_QUIET = 0.05


@dataclass(slots=True, kw_only=True)
class Crowd:
    """The people of one fake Discord, with what they ask."""

    discord: FakeDiscord
    general: Channel
    people: Iterator[Person]
    questions: Iterator[str]
    typed: Iterator[str]
    _awaited: dict[str, asyncio.Future[float]] = field(default_factory=dict)

    async def ask(self, way: Way, seconds: float) -> list[float]:
        """How long each answer took, of those asked for in so many seconds; some ask at the same time."""
        end = time.perf_counter() + seconds
        taken: list[float] = []
        one = {"mention": self._mention, "now": self._call, "ask": self._call, "complete": self._complete}[way]

        async def go_on() -> None:
            while (began := time.perf_counter()) < end:
                taken.append(await one(way) - began)

        await asyncio.gather(*(go_on() for _ in range(_AT_ONCE)))
        await self._rest()
        return taken

    def hear(self, call: Call) -> None:
        """Notice an answer by the request that brings it: the first page, where there are several."""
        parts = call.path.split("/")
        match call.method, parts[1], parts[-1]:
            case "POST", "channels", "messages":
                key = str((call.body.get("message_reference") or {}).get("message_id"))
            case "POST", "interactions", "callback" if call.body["type"] != 5:
                key = parts[3]
            case "PATCH", "webhooks", "@original":
                key = parts[3]
            case _:
                return
        answer = self._awaited.pop(key, None)
        if answer is not None:
            answer.set_result(time.perf_counter())

    async def _mention(self, way: Way) -> float:
        question = f"{self.discord.world.bot.mention} {next(self.questions)}"
        message = next(self.people).writes(self.general, question)
        return await self._answer(str(message.id), lambda: self.discord.gateway.tell_message(message))

    async def _call(self, way: Way) -> float:
        interaction = next(self.people).calls(self.general, way, question=next(self.questions))
        return await self._answer(interaction.token, lambda: self.discord.gateway.tell_interaction(interaction))

    async def _complete(self, way: Way) -> float:
        interaction = next(self.people).types(self.general, "who", "name", next(self.typed))
        return await self._answer(interaction.token, lambda: self.discord.gateway.tell_interaction(interaction))

    async def _answer(self, key: str, tell: Callable[[], Awaitable[None]]) -> float:
        answer = self._awaited[key] = asyncio.get_running_loop().create_future()
        await tell()
        async with asyncio.timeout(_PATIENCE):
            return await answer

    async def _rest(self) -> None:
        """Wait for further pages, then forget what was said."""
        before = -1
        while before != len(self.discord.calls):
            before = len(self.discord.calls)
            await asyncio.sleep(_QUIET)
        assert not self.discord.violations, "\n".join(self.discord.violations)
        self.discord.calls.clear()
        self.discord.rest.statuses.clear()
        self.discord.world.interactions.clear()
        self.discord.routes.forget_nonces()
        self.general.messages.clear()
        for session in self.discord.gateway.sessions.values():
            session.sent.clear()


def make_guild(discord: FakeDiscord) -> tuple[Guild, Channel]:
    """A guild for the bot to find, on a Discord without rate limits and without a second opinion."""
    discord.rest.schema = None
    discord.rest.buckets.unlimited = True
    guild = discord.world.add_guild()
    return guild, discord.world.add_channel(guild)


def gather_crowd(discord: FakeDiscord, guild: Guild, general: Channel) -> Crowd:
    """People who join the guild once the bot is there."""
    people = [discord.person(f"person{number}", guild=guild) for number in range(_PEOPLE)]
    crowd = Crowd(
        discord=discord,
        general=general,
        people=cycle(people),
        questions=cycle(load_questions()),
        typed=cycle(_TYPED),
    )
    discord.rest.tell = crowd.hear
    return crowd


def load_questions() -> list[str]:
    """Readers' questions, answered and refused, that need no earlier one."""
    items = yaml.safe_load(_QUESTIONS.read_text(encoding="utf-8"))
    return [item["question"] for item in items if not item["after"] and len(item["question"]) <= _LONGEST]
