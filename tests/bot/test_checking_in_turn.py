"""A long check lets other questions have their turn, and none is made from two knowledge bases."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import pytest
import pytest_asyncio

from bot.answer_log import Origin
from bot.answerer import Answerer
from bot.answers.model import Checked, ReplyLanguage
from bot.checking import check_in_steps, check_message
from bot.config import Config
from bot.steps import Steps, finish
from knowledge.store import Store
from tests.conftest import TODAY as STORE_DAY
from tests.fakecord.harbour import Harbour, open_harbour
from tests.fakecord.server import FakeDiscord
from tests.fakecord.town import TODAY, FakeResponder

_MOST_STEPS = 2000
_LONG = " and ".join(["China met Japan"] * 14) + ". "


@dataclass
class SlowChecker(FakeResponder):
    """A check that goes on until it is told to end, or until far too many steps are done."""

    steps: int = 0
    began: bool = False
    enough: bool = False
    checked_by: list[str] = field(default_factory=list)
    name: str = "first"

    def check(self, text: str, *, today: date, language: ReplyLanguage, reviewed_only: bool = False) -> Steps[Checked]:
        self.began = True
        while not self.enough and self.steps < _MOST_STEPS:
            assert not self.closed
            self.steps += 1
            time.sleep(0.001)
            yield
        self.checked_by.append(self.name)
        return (yield from super().check(text, today=today, language=language, reviewed_only=reviewed_only))


@pytest.fixture
def checker() -> SlowChecker:
    return SlowChecker()


@pytest_asyncio.fixture
async def harbour(discord_server: FakeDiscord, checker: SlowChecker, tmp_path: Path) -> AsyncIterator[Harbour]:
    async with open_harbour(discord_server, lambda: checker, Config(state_dir=tmp_path / "state")) as opened:
        yield opened


async def _until_begun(checker: SlowChecker) -> None:
    async with asyncio.timeout(10):
        while not checker.began:
            await asyncio.sleep(0.002)


@pytest.mark.asyncio
async def test_a_question_asked_while_a_long_check_runs_is_answered_before_the_check_ends(
    harbour: Harbour, checker: SlowChecker
) -> None:
    claim = harbour.juan.writes(harbour.general, "The bridge opens in May.")
    check = asyncio.create_task(harbour.juan.uses_on(claim, "Check against sources"))
    await _until_begun(checker)
    question = harbour.maya.writes(harbour.general, f"{harbour.mention} what did ortiz say?")
    await harbour.discord.gateway.tell_message(question)
    async with asyncio.timeout(10):
        while not harbour.maya.sees(question).answers:
            await asyncio.sleep(0.002)
    assert "Maya Ortiz said" in harbour.maya.sees(question).text
    assert not check.done()
    assert 0 < checker.steps < _MOST_STEPS
    checker.enough = True
    assert "**Supported**" in (await check).text


@pytest.mark.asyncio
async def test_two_long_checks_go_on_side_by_side(harbour: Harbour, checker: SlowChecker) -> None:
    claim = harbour.juan.writes(harbour.general, "The bridge opens in May.")
    checks = [asyncio.create_task(who.uses_on(claim, "Check against sources")) for who in (harbour.juan, harbour.maya)]
    await _until_begun(checker)
    await asyncio.sleep(0.05)
    checker.enough = True
    assert all("**Supported**" in seen.text for seen in await asyncio.gather(*checks))


@pytest.mark.asyncio
async def test_a_check_is_begun_anew_where_the_knowledge_base_was_opened_anew() -> None:
    first, second = SlowChecker(), SlowChecker(name="second", enough=True)
    responders = iter((first, second))
    answerer = Answerer(lambda: next(responders), today=lambda: TODAY)
    origin = Origin(surface="menu", server=True)
    check = asyncio.create_task(answerer.check(lambda r: r.check("x", today=TODAY, language="en"), origin=origin))
    await _until_begun(first)
    await answerer.reload()
    checked = await check
    await answerer.close()
    assert (first.checked_by, second.checked_by) == ([], ["second"])
    assert first.closed
    assert checked.claims


def test_a_check_pauses_after_each_of_its_judgements(store: Store) -> None:
    steps = check_in_steps(_LONG * 12, store=store, today=STORE_DAY)
    pauses = 0
    while True:
        try:
            next(steps)
        except StopIteration as end:
            checked = end.value
            break
        pauses += 1
    assert pauses >= len(checked.claims)
    assert checked == check_message(_LONG * 12, store=store, today=STORE_DAY)


def test_work_in_steps_gives_its_result() -> None:
    def work() -> Steps[int]:
        yield
        yield
        return 3

    assert finish(work()) == 3
