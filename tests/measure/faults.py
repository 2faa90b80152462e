"""What people see of the bot when Discord or the line to it fails: answers lost, answers doubled.

    python -m tests.measure.faults [-v]

The real client asks a Discord of our own for every fault, by mention, by command and by button, always for an answer of
several pages. An answer is lost where a statement of it never arrived, doubled where one arrived twice. Where Discord's
rules leave no way out, the reason stands beside it and the total counts it apart; -v prints every case, not only those
in which something happened.
"""

from __future__ import annotations

import argparse
import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Literal

import pytest

from bot.answers.model import Dialogue, Reply, ReplyLanguage
from bot.config import Config
from tests.fakecord.faults import Fault, cut_after, cut_before, failing, rate_limited, slow
from tests.fakecord.gateway import Gateway
from tests.fakecord.gateway_codes import FINAL
from tests.fakecord.harbour import Harbour, open_harbour
from tests.fakecord.haste import make_haste
from tests.fakecord.people import Seen
from tests.fakecord.server import FakeDiscord, fake_discord
from tests.fakecord.town import LONG, FakeResponder
from tests.fakecord.world import Message

Way = Literal["mention", "command", "button"]
Place = Literal["acknowledgement", "first page", "second page"]
Misfortune = Callable[[Harbour], Awaitable[None]]

WAYS: tuple[Way, ...] = ("mention", "command", "button")
STATEMENTS = 120
"""How many statements the answer has: enough for two pages."""

_NO_NONCE = "a follow-up has no nonce: whether it stands cannot be asked, and silence would lose it"
_TOO_LATE = "Discord gives three seconds"
_NO_REPLAY = "Discord sends a new session nothing of what came before it"
_ENDS = "the process ends with its own code, to be started again"

_ROUTES: dict[tuple[bool, Place], tuple[str, str]] = {
    (True, "first page"): ("POST", "/channels/*/messages"),
    (True, "second page"): ("POST", "/channels/*/messages"),
    (False, "acknowledgement"): ("POST", "/interactions/*/callback"),
    (False, "first page"): ("PATCH", "/webhooks/*/messages/@original"),
    (False, "second page"): ("POST", "/webhooks/*"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One misfortune that befalls one way of asking."""

    fault: str
    way: Way
    happen: Misfortune
    loss_excused: str = ""
    doubling_excused: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of a case."""

    case: Case
    saw: str
    lost: bool
    doubled: bool
    broken_rules: tuple[str, ...]

    @property
    def excuse(self) -> str:
        """Why Discord's rules allow no better, where something happened."""
        excuses = (self.case.loss_excused if self.lost else "", self.case.doubling_excused if self.doubled else "")
        return "; ".join(excuse for excuse in excuses if excuse)

    @property
    def inexcusable(self) -> bool:
        """Whether something happened that need not have."""
        lost = self.lost and not self.case.loss_excused
        return lost or (self.doubled and not self.case.doubling_excused) or bool(self.broken_rules)


class LongAnswers(FakeResponder):
    """Answers everything at length, but for one name that it asks back about."""

    def respond(
        self,
        text: str,
        *,
        today: date,
        dialogue: Dialogue | None,
        frame: str | None,
        language: ReplyLanguage | None,
        reviewed_only: bool = False,
    ) -> Reply:
        """The long answer, or the offer that has buttons."""
        if text == "ortiz":
            return super().respond(text, today=today, dialogue=dialogue, frame=frame, language=language)
        return replace(LONG, lines=LONG.lines[:STATEMENTS])


def cases() -> Iterator[Case]:
    """Every fault with every way of asking that it can befall."""
    for fault in _rest_faults():
        for times in (1, 2):
            yield from _rest_cases(fault, times)
    yield from _late_cases()
    for way in WAYS:
        yield from _gateway_cases(way)


async def run_case(case: Case, folder: Path) -> Outcome:
    """Let one case happen, on a Discord and with a bot of its own."""
    async with (
        fake_discord() as discord,
        _hasty(discord),
        open_harbour(discord, LongAnswers, Config(state_dir=folder)) as harbour,
    ):
        offer: Message | None = None
        if case.way == "button":
            offer = (await harbour.maya.says(harbour.general, f"{harbour.mention} ortiz")).response
        await case.happen(harbour)
        seen = await _ask(harbour, case.way, offer)
    counts = [seen.text.count(f"Statement number {number} about") for number in range(STATEMENTS)]
    lost, doubled = 0 in counts, max(counts) > 1
    return Outcome(
        case=case,
        saw=_describe(seen, counts),
        lost=lost,
        doubled=doubled,
        broken_rules=tuple(discord.violations),
    )


async def run(chosen: list[Case]) -> list[Outcome]:
    """Let cases happen, one after the other, with short pauses."""
    with TemporaryDirectory() as folder:
        return [await run_case(case, Path(folder)) for case in chosen]


def table(outcomes: list[Outcome], *, every: bool) -> str:
    """The outcomes as an aligned table, with a total below."""
    shown = [outcome for outcome in outcomes if every or outcome.lost or outcome.doubled or outcome.broken_rules]
    rows = [("fault", "asked by", "what was seen", "lost", "doubled", "why")]
    for outcome in shown:
        why = "; ".join((outcome.excuse, *outcome.broken_rules)).strip("; ")
        rows.append(
            (outcome.case.fault, outcome.case.way, outcome.saw, _mark(outcome.lost), _mark(outcome.doubled), why)
        )
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]
    return "\n".join([*lines, "", _total(outcomes)])


def main() -> None:
    """Run every case and print what became of it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("-v", "--verbose", action="store_true", help="print every case")
    arguments = parser.parse_args()
    logging.disable(logging.CRITICAL)
    outcomes = asyncio.run(run(list(cases())))
    print(table(outcomes, every=arguments.verbose))
    raise SystemExit(any(outcome.inexcusable for outcome in outcomes))


# The cases


def _rest_faults() -> tuple[Fault, ...]:
    return (
        rate_limited(),
        rate_limited(via=False),
        rate_limited(html=True),
        rate_limited(html=True, via=False),
        *(failing(status) for status in (500, 502, 503, 504, 520)),
        failing(502, applied=True),
        failing(503, applied=True),
        cut_before(),
        cut_after(),
        slow(0.05),
    )


def _rest_cases(fault: Fault, times: int) -> Iterator[Case]:
    for way in WAYS:
        for (by_message, place), (method, route) in _ROUTES.items():
            if by_message is not (way == "mention"):
                continue
            unknowable = place == "second page" and not by_message and fault.applied and fault.name != slow(0.05).name
            yield Case(
                fault=f"{place}: {fault.name}{' twice' if times == 2 else ''}",
                way=way,
                happen=_plan(fault, method, route, times, spare=int(by_message and place == "second page")),
                doubling_excused=_NO_NONCE if unknowable else "",
            )


def _plan(fault: Fault, method: str, route: str, times: int, *, spare: int) -> Misfortune:
    async def happen(harbour: Harbour) -> None:
        if spare:
            harbour.discord.faults.plan(slow(0), method, route, times=spare)
        harbour.discord.faults.plan(fault, method, route, times=times)

    return happen


def _late_cases() -> Iterator[Case]:
    async def happen(harbour: Harbour) -> None:
        harbour.discord.interactions.acknowledge_seconds = 0.05
        harbour.discord.faults.plan(slow(0.1), "POST", "/interactions/*/callback")

    for way in WAYS[1:]:
        yield Case(fault="acknowledgement: more than 3 s late", way=way, happen=happen, loss_excused=_TOO_LATE)


def _gateway_cases(way: Way) -> Iterator[Case]:
    for code in (1000, 1001, 4000, 4001, 4002, 4005, 4008):
        yield Case(fault=f"gateway: closed with {code}", way=way, happen=_close_with(code))
    for code in (4003, 4007, 4009):
        yield Case(
            fault=f"gateway: closed with {code}, asked afterwards", way=way, happen=_close_with(code, after=True)
        )
        yield Case(
            fault=f"gateway: closed with {code}, asked meanwhile",
            way=way,
            happen=_close_with(code),
            loss_excused=_NO_REPLAY,
        )
    for code in sorted(FINAL):
        yield Case(fault=f"gateway: closed with {code:d}", way=way, happen=_close_with(code), loss_excused=_ENDS)
    simple: dict[str, Callable[[Gateway], None]] = {
        "gateway: line cut before the question": Gateway.cut,
        "gateway: line cut behind the question": lambda gateway: setattr(gateway, "cut_behind", 1),
        "gateway: event delivered twice": lambda gateway: setattr(gateway, "duplicates", 1),
        "gateway: no heartbeat acknowledged": lambda gateway: setattr(gateway, "withhold_acks", True),
    }
    for fault, misbehave in simple.items():
        yield Case(fault=fault, way=way, happen=_let(misbehave))
    yield Case(fault="gateway: RECONNECT", way=way, happen=_reconnect)
    yield Case(fault="gateway: Invalid Session (true)", way=way, happen=_invalidate(resumable=True))
    yield Case(fault="gateway: Invalid Session (false)", way=way, happen=_invalidate(resumable=False))
    yield Case(fault="gateway: RESUME not answered once, then cut", way=way, happen=_ignore_one_resume)
    yield Case(fault="gateway: silent until the client leaves it", way=way, happen=_fall_silent)
    yield Case(fault="gateway: events in another order", way=way, happen=_reorder)
    yield Case(
        fault="gateway: RESUME never answered", way=way, happen=_ignore_resumes, loss_excused=f"{_NO_REPLAY}; {_ENDS}"
    )


def _close_with(code: int, *, after: bool = False) -> Misfortune:
    async def happen(harbour: Harbour) -> None:
        gateway = harbour.discord.gateway
        await gateway.close_with(code)
        if after:
            await gateway.identified(2)
            await gateway.connected()
        elif code in FINAL:
            with suppress(Exception):
                await harbour.running

    return happen


def _let(misbehave: Callable[[Gateway], None]) -> Misfortune:
    async def happen(harbour: Harbour) -> None:
        misbehave(harbour.discord.gateway)

    return happen


async def _reconnect(harbour: Harbour) -> None:
    await harbour.discord.gateway.ask_to_reconnect()


def _invalidate(*, resumable: bool) -> Misfortune:
    async def happen(harbour: Harbour) -> None:
        gateway = harbour.discord.gateway
        await gateway.invalidate(resumable=resumable)
        if not resumable:
            await gateway.identified(2)
            await gateway.connected()

    return happen


async def _ignore_one_resume(harbour: Harbour) -> None:
    gateway = harbour.discord.gateway
    gateway.ignored_resumes = 1
    gateway.cut()
    await gateway.resumed()
    gateway.cut()


async def _ignore_resumes(harbour: Harbour) -> None:
    gateway = harbour.discord.gateway
    gateway.ignored_resumes = 1000
    harbour.bot._watch.change_interval(seconds=0.005)
    harbour.bot._watch.restart()
    gateway.cut()
    await harbour.running
    assert harbour.bot.gave_up
    gateway.forget_sessions()


async def _fall_silent(harbour: Harbour) -> None:
    gateway = harbour.discord.gateway
    gateway.heartbeat_interval = 0.05
    harbour.bot._connection.heartbeat_timeout = 0.15
    await gateway.ask_to_reconnect()
    await gateway.resumed()
    await harbour.discord.settle()
    gateway.fall_silent_until_resumed()


async def _reorder(harbour: Harbour) -> None:
    harbour.discord.gateway.hold_next = 1
    await harbour.juan.says(harbour.thread, "is anybody here?")


# Asking and telling


async def _ask(harbour: Harbour, way: Way, offer: Message | None) -> Seen:
    match way:
        case "mention":
            return await harbour.maya.says(harbour.general, f"{harbour.mention} what did ortiz say?")
        case "command":
            return await harbour.maya.slash(harbour.general, "ask", question="what did ortiz say?")
        case "button":
            assert offer is not None
            return await harbour.maya.clicks(offer, offer.labels[0])


@asynccontextmanager
async def _hasty(discord: FakeDiscord) -> AsyncIterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        make_haste(patch, discord.world.clock)
        yield


def _describe(seen: Seen, counts: list[int]) -> str:
    if seen.failure is not None:
        return f"“{seen.failure}”"
    if not seen.answers:
        return "nothing"
    if any(message.thinking for message in seen.answers):
        return "“thinking…” for ever"
    if max(counts) > 1:
        return "the answer, one page of it twice"
    return "part of the answer" if 0 in counts else "the answer"


def _mark(happened: bool) -> str:
    return "1" if happened else "0"


def _total(outcomes: list[Outcome]) -> str:
    lost = sum(outcome.lost and not outcome.case.loss_excused for outcome in outcomes)
    doubled = sum(outcome.doubled and not outcome.case.doubling_excused for outcome in outcomes)
    excused_lost = sum(outcome.lost for outcome in outcomes) - lost
    excused_doubled = sum(outcome.doubled for outcome in outcomes) - doubled
    broken = sum(bool(outcome.broken_rules) for outcome in outcomes)
    return (
        f"{len(outcomes)} cases: {lost} lost, {doubled} doubled, {broken} with a rule broken; "
        f"besides, where Discord's rules leave no way out: {excused_lost} lost, {excused_doubled} doubled"
    )


if __name__ == "__main__":
    main()
