"""How fast the bot answers on Discord and what that takes, as a ratio to a bare bot that replies "ok".

    python -m tests.benchmarks.discord [--seconds N]

Each bot has a process of its own, and the fake Discord with the people another, in which every request is held against
Discord's rules. Four people ask at a time. Rounds of the two bots alternate; figures are medians over the rounds, the
delays percentiles over all answers. CPU is that of the bot's whole process, user and system.
"""

from __future__ import annotations

import argparse
import asyncio
import multiprocessing
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import AsyncExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from pathlib import Path

from bot.shipped import RESOURCES, SHIPPED_PACK
from knowledge.build import build_knowledge
from tests.benchmarks._load import Crowd, Way, gather_crowd, make_guild
from tests.benchmarks._serving import Usage, WayIn
from tests.fakecord.guard import authority_certificate
from tests.fakecord.server import TOKEN, fake_discord

_ROUNDS = 7
_WARM_UP = 2.0
_MOST_OF_BARE = 1.5
_LOOK_UP_SHARE = 0.2
_COMPLETION_MS = 20.0
_WAYS: dict[Way, str] = {
    "mention": "mention",
    "now": "slash, immediate",
    "ask": "slash, deferred",
    "complete": "autocomplete",
}
_OF_KANKEI: tuple[Way, ...] = ("mention", "ask", "complete")


@dataclass(slots=True, kw_only=True)
class Measured:
    """One way of asking one bot, round by round."""

    rates: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)
    """Milliseconds an answer."""

    look_up: list[float] = field(default_factory=list)
    """The same of `respond` alone."""

    delays: list[float] = field(default_factory=list)

    def row(self) -> str:
        """The figures in the table."""
        p50, p99 = (_percentile(self.delays, share) for share in (0.5, 0.99))
        rate, cpu = statistics.median(self.rates), statistics.median(self.cpu)
        return f"{rate:6.0f} | {p50:6.1f} | {p99:6.1f} | {cpu:6.2f}"


@dataclass(slots=True, kw_only=True)
class Bot:
    """A bot in its process."""

    name: str
    ways: tuple[Way, ...]
    pipe: Connection
    crowd: Crowd
    measured: dict[Way, Measured] = field(default_factory=dict)
    slowest_completion: float = 0.0
    """Milliseconds of the bot's own."""

    async def measure(self, way: Way, seconds: float) -> None:
        """One round."""
        before = self.usage()
        delays = await self.crowd.ask(way, seconds)
        after = self.usage()
        into = self.measured.setdefault(way, Measured())
        into.rates.append(len(delays) / seconds)
        into.cpu.append((after.process - before.process) * 1000 / len(delays))
        into.look_up.append((after.look_up - before.look_up) * 1000 / len(delays))
        self.slowest_completion = after.slowest_completion * 1000
        into.delays += [delay * 1000 for delay in delays]

    def usage(self) -> Usage:
        """What the bot has taken so far."""
        self.pipe.send("usage")
        usage = self.pipe.recv()
        assert isinstance(usage, Usage)
        return usage


def main() -> None:
    """Measure and print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--seconds", type=float, default=7.0, help="for each way of asking each bot (default: 7)")
    seconds = parser.parse_args().seconds
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        knowledge = folder / "shipped.sqlite"
        build_knowledge(packs=(SHIPPED_PACK,), output=knowledge, resources=RESOURCES)
        with started_bot("_bare_bot") as one, started_bot("_kankei_bot", knowledge, folder / "state") as other:
            bare, kankei = asyncio.run(_measure(seconds / _ROUNDS, one, other))
    _print(bare.measured, kankei.measured, kankei.slowest_completion)


@contextmanager
def started_bot(module: str, *arguments: object) -> Iterator[Connection]:
    """A bot in a process of its own, ended in the end, and the pipe to it.

    Args:
        module: `_bare_bot` or `_kankei_bot`.
    """
    ours, theirs = multiprocessing.Pipe()
    command = [sys.executable, "-m", f"tests.benchmarks.{module}", str(theirs.fileno()), *map(str, arguments)]
    # A process begun anew: a fork would have in memory all that this one has.
    process = subprocess.Popen(command, pass_fds=(theirs.fileno(),))
    theirs.close()
    try:
        yield ours
    finally:
        ours.close()
        with suppress(subprocess.TimeoutExpired):
            process.wait(5)
        process.kill()
        process.wait()


async def _measure(seconds: float, bare_pipe: Connection, kankei_pipe: Connection) -> tuple[Bot, Bot]:
    async with AsyncExitStack() as stack:
        bare = await open_bot(stack, "bare", tuple(_WAYS), bare_pipe)
        kankei = await open_bot(stack, "Kankei", _OF_KANKEI, kankei_pipe)
        for bot in (bare, kankei):
            for way in bot.ways:
                await bot.crowd.ask(way, _WARM_UP)
        for number in range(_ROUNDS):
            for way in _WAYS:
                for bot in (bare, kankei) if number % 2 else (kankei, bare):
                    if way in bot.ways:
                        await bot.measure(way, seconds)
        for bot in (bare, kankei):
            bot.pipe.send("stop")
            await bot.crowd.discord.gateway.ended()
        return bare, kankei


async def open_bot(stack: AsyncExitStack, name: str, ways: tuple[Way, ...], pipe: Connection) -> Bot:
    """A Discord for the bot at the other end of a pipe, once it is there."""
    discord = await stack.enter_async_context(fake_discord())
    guild, general = make_guild(discord)
    pipe.send(WayIn(port=discord.port, authority=authority_certificate(), token=TOKEN))
    assert await asyncio.to_thread(pipe.recv) == "ready"
    return Bot(name=name, ways=ways, pipe=pipe, crowd=gather_crowd(discord, guild, general))


def _print(bare: dict[Way, Measured], kankei: dict[Way, Measured], slowest_completion: float) -> None:
    print("| Way | Bot | Answers a second | p50 ms | p99 ms | CPU ms an answer | CPU to bare |")
    print("|---|---|---|---|---|---|---|")
    for way, name in _WAYS.items():
        print(f"| {name} | bare | {bare[way].row()} | 1.0 |")
        if way in kankei:
            print(f"| {name} | Kankei | {kankei[way].row()} | {_ratio(kankei[way].cpu, bare[way].cpu):.1f} |")
    asked = kankei["ask"]
    look_up, whole = statistics.median(asked.look_up), statistics.median(asked.cpu)
    own = [cpu - spent for cpu, spent in zip(asked.cpu, asked.look_up, strict=True)]
    print(f"\nof the CPU of an answer to /ask, the look-up takes {look_up:.2f} ms ({look_up / whole:.0%}), the rest")
    print(f"{statistics.median(own):.2f} ms, which is {_ratio(own, bare['ask'].cpu):.1f} times the bare bot's answer")
    print(f"the slowest completion took {slowest_completion:.2f} ms, Discord and the client left out")
    _goal(f"/ask at most {_MOST_OF_BARE} times the bare bot's CPU", _ratio(asked.cpu, bare["ask"].cpu) <= _MOST_OF_BARE)
    _goal("the look-up at most a fifth of an answer's CPU", look_up / whole <= _LOOK_UP_SHARE)
    _goal(f"a completion from memory within {_COMPLETION_MS:.0f} ms", slowest_completion <= _COMPLETION_MS)


def _ratio(ours: list[float], theirs: list[float]) -> float:
    """The median over the rounds of one to the other, which stood beside each other in time."""
    return statistics.median(one / other for one, other in zip(ours, theirs, strict=True))


def _goal(goal: str, met: bool) -> None:
    print(f"{'met' if met else 'NOT met'}: {goal}")


def _percentile(values: list[float], share: float) -> float:
    return sorted(values)[min(len(values) - 1, int(len(values) * share))]


if __name__ == "__main__":
    main()
