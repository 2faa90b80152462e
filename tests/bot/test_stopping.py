"""How a run is stopped: a real process with a real signal, and the door by itself."""

from __future__ import annotations

import asyncio
import json
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.answerer import Answerer
from bot.client import KankeiClient, build_client
from bot.config import Config
from bot.conversations import ConversationKey
from bot.door import Door
from bot.run import ExitCode
from bot.stopping import GRACE, PATIENCE, Orders, run_until_told
from bot.words import load_words
from tests.fakecord.town import FakeResponder

ROOT = Path(__file__).parents[2]
_LONGEST = 60.0
"""Seconds after which a program that still runs is taken for hung."""

MAYA = ConversationKey(person=1, channel=1)
JUAN = ConversationKey(person=2, channel=2)


class Run:
    """The program, running."""

    def __init__(self, seconds: float, folder: Path) -> None:
        command = [sys.executable, "-m", "tests.fakecord.stopped", str(seconds), str(folder)]
        self.process = subprocess.Popen(
            command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8"
        )
        self.deadline = threading.Timer(_LONGEST, self.process.kill)
        self.deadline.start()

    def says(self) -> str:
        assert self.process.stdout is not None
        return self.process.stdout.readline().strip()

    def end(self) -> tuple[list[str], str]:
        out, errors = self.process.communicate()
        self.deadline.cancel()
        assert out, errors
        return json.loads(out.splitlines()[-1]), errors


@pytest.fixture
def slow(tmp_path: Path) -> Iterator[Run]:
    """The program while it thinks about a question for a second."""
    run = Run(1.0, tmp_path)
    yield run
    run.deadline.cancel()
    run.process.kill()
    run.process.wait()


@pytest.mark.parametrize("name", [signal.SIGTERM, signal.SIGINT])
def test_a_stopped_bot_finishes_what_it_has_in_hand_and_takes_nothing_new(slow: Run, name: signal.Signals) -> None:
    assert slow.says() == "asked"
    slow.process.send_signal(name)
    assert slow.says() == "stopping"
    said, errors = slow.end()
    assert slow.process.returncode == ExitCode.STOPPED
    assert any("Maya Ortiz said the bridge would open in May" in text for text in said)
    assert any(load_words().sayings["stopping"]["en"] in text for text in said)
    assert len(said) == 2
    assert "Traceback" not in errors
    (line,) = [json.loads(line) for line in errors.splitlines() if line.startswith("{")]
    assert (line["surface"], line["status"], line["server"]) == ("message", "answered", True)


def test_told_twice_it_does_not_wait(tmp_path: Path) -> None:
    run = Run(3.0, tmp_path)
    assert run.says() == "asked"
    run.process.send_signal(signal.SIGTERM)
    assert run.says() == "stopping"
    run.process.send_signal(signal.SIGTERM)
    said, errors = run.end()
    assert run.process.returncode == ExitCode.STOPPED
    assert not any("Maya Ortiz" in text for text in said)
    assert "stopped with 1 questions unanswered" in errors


@pytest.mark.asyncio
async def test_a_door_that_closes_waits_for_what_is_in_hand() -> None:
    door = Door()
    with door.question(MAYA, aloud=True):
        closing = asyncio.create_task(door.close(patience=5.0))
        await asyncio.sleep(0)
        assert door.is_closed
        assert not closing.done()
        with door.question(JUAN, aloud=True) as refusal:
            assert refusal is not None
            assert refusal.reason == "stopping"
    async with asyncio.timeout(1):
        await closing


@pytest.mark.asyncio
async def test_a_door_does_not_wait_for_ever() -> None:
    door = Door()
    with door.question(MAYA, aloud=True):
        began = time.monotonic()
        await door.close(patience=0.05)
        assert time.monotonic() - began < 1
        assert door.in_hand == 1


@pytest.mark.asyncio
async def test_a_client_that_hangs_is_ended_all_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async def hang(client: KankeiClient, token: str) -> None:
        await asyncio.Event().wait()

    monkeypatch.setattr(KankeiClient, "start", hang)
    monkeypatch.setattr("bot.stopping.GRACE", 0.01)
    client = build_client(Config(state_dir=tmp_path), Answerer(FakeResponder))
    orders = Orders()
    orders.hear()
    async with asyncio.timeout(2), client:
        await run_until_told(client, "token", orders)
    assert client.is_closed()


@pytest.mark.asyncio
async def test_what_ends_a_client_by_itself_is_passed_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async def fail(client: KankeiClient, token: str) -> None:
        raise ValueError("broken")

    monkeypatch.setattr(KankeiClient, "start", fail)
    client = build_client(Config(state_dir=tmp_path), Answerer(FakeResponder))
    with pytest.raises(ValueError, match="broken"):
        async with client:
            await run_until_told(client, "token", Orders())


def test_it_stops_before_a_service_manager_loses_its_patience() -> None:
    assert PATIENCE == 10.0
    assert PATIENCE + GRACE < 30.0
