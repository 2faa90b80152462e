"""The lines about answers, and the secrets that no line of the log may hold."""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import fields
from datetime import datetime, timedelta, timezone
from io import StringIO
from types import SimpleNamespace
from typing import Any, cast

import aiohttp
import discord
import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from discord.http import HTTPClient, Route
from discord.webhook.async_ import AsyncWebhookAdapter

from bot.answer_log import AnswerEntry, Origin, log_answer, render_entry
from bot.redaction import HIDDEN, RedactingFormatter, redact
from bot.state.model import AnswerId
from tests.fakecord.town import answer_log

ENTRY = AnswerEntry(
    at=datetime(2025, 6, 1, 18, 30, 0, 125_000, tzinfo=timezone(timedelta(hours=9))),
    answer=AnswerId("5f0c9a3be1d27846"),
    surface="command",
    intent="find_place",
    status="answered",
    confidence=91,
    language="en",
    duration_ms=12.449,
    server=True,
)
TOKEN = "aW50ZXJhY3Rpb246MTIzNDU2Nzg5MDpBYkNkRWZHaEkx"
BOT_TOKEN = "MTIzNDU2Nzg5MDEyMzQ1Njc4.GhIjKl.abcdefghijklmnopqrstuvwxyz_0123456789"


def test_an_entry_is_one_line_of_json() -> None:
    line = render_entry(ENTRY)
    assert "\n" not in line
    assert list(json.loads(line).items()) == [
        ("at", "2025-06-01T09:30:00.125Z"),
        ("answer", "5f0c9a3be1d27846"),
        ("surface", "command"),
        ("intent", "find_place"),
        ("status", "answered"),
        ("confidence", 91),
        ("language", "en"),
        ("duration_ms", 12.4),
        ("server", True),
    ]


def test_no_field_could_hold_words_or_a_person() -> None:
    names = {each.name for each in fields(AnswerEntry)}
    assert names == {
        "at", "answer", "surface", "intent", "status", "confidence", "language", "duration_ms", "server",
    }  # fmt: skip


def test_ids_are_drawn_at_random_or_handed_in() -> None:
    drawn = {Origin(surface="menu", server=True).answer for _ in range(100)}
    assert len(drawn) == 100
    assert all(re.fullmatch(r"[0-9a-f]{16}", each) for each in drawn)
    assert Origin(surface="menu", server=True, answer=ENTRY.answer).answer == ENTRY.answer


def test_the_lines_go_out_at_every_level_and_nowhere_else(caplog: pytest.LogCaptureFixture) -> None:
    root = logging.getLogger()
    before = root.level
    root.setLevel(logging.ERROR)
    try:
        with answer_log() as lines:
            log_answer(ENTRY)
        assert lines() == [render_entry(ENTRY)]
    finally:
        root.setLevel(before)
    assert not caplog.records


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (f"POST https://discord.com/api/v10/interactions/12/{TOKEN}/callback", f"/interactions/12/{HIDDEN}/callback"),
        ("PATCH /webhooks/34/short-token/messages/@original", f"/webhooks/34/{HIDDEN}/messages/@original"),
        ("event {'id': '5', 'token': 'abc', 'type': 2}", f"'token': '{HIDDEN}', 'type': 2"),
        ('event {"token":"abc"}', f'"token":"{HIDDEN}"'),
        (f"left alone: {TOKEN}", f"left alone: {HIDDEN}"),
        (f"Authorization: Bot {BOT_TOKEN}", f"Authorization: Bot {HIDDEN}"),
    ],
)
def test_a_token_is_redacted_wherever_it_stands(text: str, shown: str) -> None:
    assert shown in redact(text)


@pytest.mark.parametrize(
    "text",
    ["ready in 3 servers", "GET https://discord.com/api/v10/users/@me", "bot.cogs._send: sending failed", "1.2.3"],
)
def test_the_rest_is_left_as_it_is(text: str) -> None:
    assert redact(text) == text


@contextmanager
def everything_logged() -> Iterator[StringIO]:
    """All that any logger says, at debug, as the program's own handler writes it."""
    stream = StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(RedactingFormatter("%(levelname)s %(name)s %(message)s"))
    loggers = [logging.getLogger(name) for name in (None, "discord", "asyncio", "aiohttp")]
    levels = [logger.level for logger in loggers]
    loggers[0].addHandler(handler)
    for logger in loggers:
        logger.setLevel(logging.DEBUG)
    try:
        yield stream
    finally:
        loggers[0].removeHandler(handler)
        for logger, level in zip(loggers, levels, strict=True):
            logger.setLevel(level)


@pytest.mark.asyncio
async def test_even_at_debug_no_token_passes_from_the_library(monkeypatch: pytest.MonkeyPatch) -> None:
    async def answer(request: web.Request) -> web.Response:
        if request.path.endswith("@original"):
            return web.json_response({"message": "Unknown", "code": 10015}, status=404)
        return web.json_response({"id": "1", "username": "kankei", "discriminator": "0", "avatar": None})

    application = web.Application()
    application.router.add_route("*", "/{tail:.*}", answer)
    async with TestServer(application) as server, aiohttp.ClientSession() as session:
        monkeypatch.setattr(Route, "BASE", str(server.make_url("/api")))
        with everything_logged() as stream:
            http = HTTPClient(cast("Any", None))
            await http.static_login(BOT_TOKEN)
            await http.close()
            adapter = AsyncWebhookAdapter()
            callback = "/interactions/{webhook_id}/{webhook_token}/callback"
            original = "/webhooks/{webhook_id}/{webhook_token}/messages/@original"
            await adapter.request(Route("POST", callback, webhook_id=7, webhook_token=TOKEN), session, payload={})
            try:
                await adapter.request(Route("PATCH", original, webhook_id=7, webhook_token=TOKEN), session)
            except discord.NotFound:
                logging.getLogger("bot").exception("failed at %s", original.format(webhook_id=7, webhook_token=TOKEN))
            event = {"t": "INTERACTION_CREATE", "d": {"id": "7", "token": TOKEN}, "s": 3, "op": 0}
            logging.getLogger("discord.gateway").debug("For Shard ID %s: WebSocket Event: %s", 0, event)
    logged = stream.getvalue()
    assert "/callback has returned status code 200" in logged
    assert "WebSocket Event" in logged
    assert "Traceback" in logged
    assert logged.count(HIDDEN) >= 4
    assert TOKEN not in logged
    assert BOT_TOKEN not in logged


@pytest.mark.asyncio
async def test_a_token_in_a_traceback_is_redacted() -> None:
    with everything_logged() as stream:
        try:
            raise RuntimeError(f"POST https://discord.com/api/v10/interactions/1/{TOKEN}/callback")
        except RuntimeError:
            logging.getLogger("bot").exception("failed", extra={"of": SimpleNamespace(token=TOKEN)})
    assert "RuntimeError" in stream.getvalue()
    assert TOKEN not in stream.getvalue()
