"""The link that invites the bot, and who is told about it when."""

from __future__ import annotations

import base64
import logging
from collections.abc import Callable
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import discord
import pytest

from bot.config import Config
from bot.doctor import examine
from bot.invitation import PERMISSIONS, client_id_of, explain_permissions, invitation_link, permission_value
from tests.bot.test_shards import running
from tests.fakecord.haste import Haste
from tests.fakecord.server import FakeDiscord

README = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")


def test_the_link_asks_for_what_is_needed_and_nothing_else() -> None:
    link = urlsplit(invitation_link(123456789012345678))
    query = parse_qs(link.query)
    assert (link.scheme, link.netloc, link.path) == ("https", "discord.com", "/oauth2/authorize")
    assert query["client_id"] == ["123456789012345678"]
    assert query["scope"] == ["bot applications.commands"]
    assert discord.Permissions(int(query["permissions"][0])) == discord.Permissions(
        view_channel=True,
        send_messages=True,
        send_messages_in_threads=True,
        embed_links=True,
        attach_files=True,
        read_message_history=True,
    )


def test_each_permission_has_its_reason_and_stands_in_the_readme() -> None:
    assert all(permission.name in explain_permissions() for permission in PERMISSIONS)
    assert all(f"*{permission.name}* {permission.why}" in " ".join(README.split()) for permission in PERMISSIONS)
    assert f"permissions={permission_value()}" in README


@pytest.mark.parametrize(
    ("token", "client_id"),
    [
        (base64.urlsafe_b64encode(b"123456789012345678").decode().rstrip("=") + ".GhIjKl.rest", 123456789012345678),
        ("very-secret", None),
        ("", None),
        ("é.b.c", None),
        (base64.urlsafe_b64encode(b"no number at all").decode() + ".b.c", None),
    ],
)
def test_the_id_is_read_from_a_token_where_there_is_one(token: str, client_id: int | None) -> None:
    assert client_id_of(token) == client_id


def test_the_doctor_tells_the_link_without_asking_anybody() -> None:
    token = base64.urlsafe_b64encode(b"123456789012345678").decode().rstrip("=") + ".GhIjKl.s3cret"
    findings = {each.name: each for each in examine(None, {"HOME": "/home/maya", "KANKEI_TOKEN": token})}
    assert invitation_link(123456789012345678) in findings["invitation"].detail
    assert "Attach Files" in findings["invitation"].detail
    assert not any("s3cret" in each.detail for each in findings.values())
    findings = {each.name: each for each in examine(None, {"HOME": "/home/maya"})}
    assert "client_id=APPLICATION_ID&" in findings["invitation"].detail


def told(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [record.getMessage() for record in caplog.records if "oauth2/authorize" in record.getMessage()]


@pytest.mark.asyncio
async def test_a_bot_in_no_server_says_once_how_to_invite_it(
    discord_server: FakeDiscord, haste: Haste, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING):
        async with running(discord_server, Config(state_dir=tmp_path)) as client:
            await client.on_ready()
            (sentence,) = told(caplog)
            assert invitation_link(client.application_id) in sentence
            assert all(permission.why in sentence for permission in PERMISSIONS)


@pytest.mark.asyncio
@pytest.mark.parametrize(
    "prepare",
    [
        lambda server, path: server.world.add_guild() and Config(state_dir=path),
        lambda server, path: Config(state_dir=path, shard_count=2, shard_ids=(1,)),
    ],
    ids=["in a server", "with a part of the shards"],
)
async def test_otherwise_it_does_not(
    discord_server: FakeDiscord,
    haste: Haste,
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
    prepare: Callable[[FakeDiscord, Path], Config],
) -> None:
    async with running(discord_server, prepare(discord_server, tmp_path)) as client:
        await client.on_ready()
    assert not told(caplog)
