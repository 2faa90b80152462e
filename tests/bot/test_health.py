"""What the bot tells of itself, asked over real sockets."""

from __future__ import annotations

import socket
import sys
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import aiohttp
import pytest
from prometheus_client.parser import text_string_to_metric_families

from bot.answer_log import AnswerEntry
from bot.answerer import Holdings
from bot.client import KankeiClient
from bot.config import Config
from bot.conversations import ConversationKey
from bot.door import Door
from bot.errors import ConfigError
from bot.health import Health, render_health
from bot.health_server import look_at, serve_health
from bot.metrics import Metrics
from bot.pacing import Limits, Pacing
from bot.run import ExitCode, run_bot
from bot.state.model import AnswerId
from tests.fakecord.harbour import Harbour
from tests.fakecord.town import FakeResponder, Town

WELL = Health(
    shards={0: True, 1: True},
    latencies={0: 0.05, 1: 0.07},
    knowledge=Holdings(facts=219, articles=5, newest_on=date(2024, 12, 25), stamp="abc"),
    in_hand=2,
    stopping=False,
    uptime=12.34,
)
ENTRY = AnswerEntry(
    at=datetime(2025, 6, 1, tzinfo=UTC),
    answer=AnswerId("5f0c9a3be1d27846"),
    surface="command",
    intent="find_place",
    status="answered",
    confidence=91,
    language="en",
    duration_ms=12.4,
    server=True,
)


def samples(text: str) -> dict[tuple[str, tuple[str, ...]], float]:
    """The values of a page of metrics, by name and labels."""
    return {
        (sample.name, tuple(sample.labels.values())): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


def test_health_is_told_in_plain_values() -> None:
    assert render_health(WELL) == {
        "connected": True,
        "stopping": False,
        "shards": {"0": True, "1": True},
        "knowledge": {"facts": 219, "articles": 5, "newest": "2024-12-25"},
        "in_hand": 2,
        "uptime_s": 12.3,
    }


@pytest.mark.parametrize(
    "ill",
    [
        replace(WELL, shards={0: True, 1: False}),
        replace(WELL, shards={}),
        replace(WELL, knowledge=None),
        replace(WELL, stopping=True),
    ],
)
def test_it_is_not_well_while_questions_are_not_answered(ill: Health) -> None:
    assert WELL.is_well
    assert not ill.is_well


def test_everything_is_counted_by_what_tells_something() -> None:
    metrics = Metrics()
    metrics.answered(ENTRY)
    metrics.answered(replace(ENTRY, status="not_found", surface="message"))
    metrics.failed("event")
    door = Door(Pacing(Limits(person=1)), tally=metrics)
    for _ in range(3):
        with door.question(ConversationKey(person=1, channel=1), aloud=True):
            pass
    found = samples(metrics.render(WELL).decode())
    assert found["kankei_answers_total", ("answered", "command")] == 1
    assert found["kankei_answers_total", ("not_found", "message")] == 1
    assert found["kankei_answer_seconds_count", ()] == 2
    assert found["kankei_answer_seconds_sum", ()] == pytest.approx(0.0248)
    assert found["kankei_refused_total", ("slow_down",)] == 2
    assert found["kankei_errors_total", ("event",)] == 1
    assert found["kankei_gateway_latency_seconds", ("1",)] == 0.07
    assert found["kankei_shards", ()] == found["kankei_shards_connected", ()] == 2
    assert found["kankei_questions_in_hand", ()] == 2


def test_each_bot_counts_in_a_registry_of_its_own() -> None:
    first, second = Metrics(), Metrics()
    first.failed("event")
    assert ("kankei_errors_total", ("event",)) not in samples(second.render(WELL).decode())


@pytest.mark.asyncio
@pytest.mark.parametrize(("health", "status"), [(WELL, 200), (replace(WELL, stopping=True), 503)])
async def test_both_pages_are_served(health: Health, status: int) -> None:
    async with (
        serve_health(lambda: health, Metrics(), host="127.0.0.1", port=0) as (host, port),
        aiohttp.ClientSession(f"http://{host}:{port}") as session,
    ):
        async with session.get("/healthz") as answer:
            assert answer.status == status
            assert await answer.json() == render_health(health)
        async with session.get("/metrics") as answer:
            assert answer.status == 200
            assert answer.content_type == "text/plain"
            assert samples(await answer.text())["kankei_shards", ()] == 2
        async with session.get("/") as answer:
            assert answer.status == 404


@pytest.mark.asyncio
async def test_a_bot_that_is_online_is_well_until_it_is_cut_off(harbour: Harbour) -> None:
    look = look_at(harbour.bot)
    assert look().is_well
    assert look().shards == {0: True}
    assert look().knowledge == FakeResponder().holdings()
    harbour.discord.gateway.withheld_hellos = 1
    harbour.discord.gateway.cut()
    await harbour.discord.gateway.opened(2)
    assert not look().is_well


@pytest.mark.asyncio
async def test_a_bot_that_is_not_connected_yet_is_not_well(client: KankeiClient) -> None:
    health = look_at(client)()
    assert not health.is_well
    assert render_health(health)["shards"] == {"0": False}
    assert render_health(health)["knowledge"] is None


class Counting:
    """Remembers what went wrong."""

    def __init__(self) -> None:
        self.places: list[str] = []

    def answered(self, entry: AnswerEntry) -> None: ...

    def refused(self, reason: str) -> None: ...

    def failed(self, place: str) -> None:
        self.places.append(place)


@pytest.mark.asyncio
async def test_errors_are_counted_where_they_happen(town: Town) -> None:
    counting = Counting()
    object.__setattr__(town.bot.service, "tally", counting)
    await town.maya.send(town.channel, f"{town.mention} break")
    await town.maya.slash(town.channel, "ask", question="break")
    assert counting.places == ["event", "interaction"]


def test_an_address_that_is_taken_ends_with_a_sentence(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        config = Config(state_dir=tmp_path, token="s3cret", health_port=port)
        assert run_bot(config, open_responder=FakeResponder) == ExitCode.CONFIG
    assert f"health.port: 127.0.0.1:{port} cannot be had" in caplog.text


def test_without_the_extra_it_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.delitem(sys.modules, "bot.metrics")
    monkeypatch.setitem(sys.modules, "prometheus_client", None)
    config = Config(state_dir=tmp_path, token="s3cret", health_port=1)
    assert run_bot(config, open_responder=FakeResponder) == ExitCode.CONFIG
    assert "pip install 'kankei[metrics]'" in caplog.text


def test_without_a_port_the_extra_is_never_imported(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async def refuse(client: KankeiClient, token: str) -> None:
        raise ConfigError("stop here")

    monkeypatch.delitem(sys.modules, "bot.metrics")
    monkeypatch.setitem(sys.modules, "prometheus_client", None)
    monkeypatch.setattr(KankeiClient, "login", refuse)
    assert run_bot(Config(state_dir=tmp_path, token="s3cret"), open_responder=FakeResponder) == ExitCode.CONFIG
    assert "stop here" in caplog.text
