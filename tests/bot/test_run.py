"""How a run ends: each end has its code and its sentence."""

from __future__ import annotations

import logging
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import aiohttp
import discord
import pytest

from bot.client import KankeiClient
from bot.config import Config
from bot.errors import StateError
from bot.run import ExitCode, explain_end, run_bot
from knowledge.errors import StoreError
from tests.fakecord.town import FakeResponder

# Any: an HTTP answer as far as the exception reads it.
_RESPONSE = cast("Any", SimpleNamespace(status=503, reason="unavailable"))


def closed(code: int) -> discord.ConnectionClosed:
    return discord.ConnectionClosed(cast("Any", SimpleNamespace(close_code=code)), shard_id=None, code=code)


@pytest.mark.parametrize(
    ("problem", "code"),
    [
        (discord.LoginFailure("no"), ExitCode.TOKEN),
        (closed(4004), ExitCode.TOKEN),
        (discord.PrivilegedIntentsRequired(None), ExitCode.INTENTS),
        (closed(4013), ExitCode.INTENTS),
        (closed(4011), ExitCode.REFUSED),
        (closed(4012), ExitCode.REFUSED),
        (StoreError("no base"), ExitCode.KNOWLEDGE),
        (StateError("no state"), ExitCode.STATE),
        (discord.DiscordServerError(_RESPONSE, "down"), ExitCode.UNREACHABLE),
        (aiohttp.ClientConnectionError(), ExitCode.UNREACHABLE),
        (ValueError("bug"), ExitCode.FAILED),
    ],
)
def test_each_end_has_its_code_and_one_sentence(problem: Exception, code: ExitCode) -> None:
    found, sentence = explain_end(problem)
    assert found is code
    assert sentence
    assert "\n" not in sentence


def test_without_a_token_it_says_so_and_ends(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    assert run_bot(Config(state_dir=tmp_path), open_responder=FakeResponder) == ExitCode.TOKEN
    assert "KANKEI_TOKEN" in caplog.text


def test_a_refused_token_ends_with_its_code_and_stays_secret(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async def refuse(client: KankeiClient, token: str) -> None:
        raise discord.LoginFailure("Improper token has been passed.")

    monkeypatch.setattr(KankeiClient, "login", refuse)
    with caplog.at_level(logging.DEBUG):
        code = run_bot(Config(state_dir=tmp_path, token="s3cret"), open_responder=FakeResponder)
    assert code == ExitCode.TOKEN
    assert "s3cret" not in caplog.text
