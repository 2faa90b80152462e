"""The real client over real sockets, on a Discord of our own: each way of asking, from the event to what a reader sees.

Every request is held against Discord's rules; a test in which one is broken fails, whatever it asserts.
"""

from __future__ import annotations

import asyncio
import os
import signal
import zlib
from functools import partial
from pathlib import Path

import discord
import pytest

from bot.answerer import Answerer
from bot.client import build_client
from bot.config import Config
from bot.responder import open_responder
from bot.run import _run
from bot.words import load_words
from tests.fakecord.harbour import Harbour, open_harbour
from tests.fakecord.server import TOKEN, FakeDiscord
from tests.fakecord.town import TODAY, FakeResponder
from tests.fakecord.world import Permission

pytestmark = pytest.mark.asyncio


def lines_of(harbour: Harbour, *, since: int) -> list[str]:
    """The requests since some point, the ids in them left out."""
    return [
        f"{call.method} {call.path.split('/')[1]} {call.path.split('/')[-1]}" for call in harbour.discord.calls[since:]
    ]


# Messages


async def test_a_mention_is_answered_as_a_reply_that_pings_nobody(harbour: Harbour, responder: FakeResponder) -> None:
    seen = await harbour.maya.says(harbour.general, f"{harbour.mention} what did ortiz say?")
    assert responder.questions == ["what did ortiz say?"]
    assert "Maya Ortiz said the bridge would open in May. [1]" in seen.text
    assert seen.response.reply_to is seen.said
    assert not seen.response.mentions
    assert not seen.followups


async def test_talk_between_people_and_bots_is_left_alone(harbour: Harbour, responder: FakeResponder) -> None:
    other = harbour.discord.person("other", guild=harbour.guild)
    other.user.bot = True
    await harbour.maya.says(harbour.general, "is anybody here?")
    await harbour.maya.says(harbour.general, f"hello {harbour.juan.mention}")
    await other.says(harbour.general, f"{harbour.mention} hello")
    assert not harbour.answers()
    assert not responder.asked


async def test_a_reply_to_the_bot_continues_the_conversation(harbour: Harbour, responder: FakeResponder) -> None:
    first = await harbour.maya.says(harbour.general, f"{harbour.mention} what did ortiz say?")
    second = await harbour.maya.says(harbour.general, "and when?", reply_to=first.response)
    assert second.answers
    text, _, _, dialogue = responder.asked[-1]
    assert text == "and when?"
    assert dialogue is not None
    assert dialogue.turns == 1


async def test_a_reply_without_ping_comes_without_its_words(harbour: Harbour, responder: FakeResponder) -> None:
    first = await harbour.maya.says(harbour.general, f"{harbour.mention} what did ortiz say?")
    await harbour.maya.says(harbour.general, "and when?", reply_to=first.response, ping=False)
    assert "and when?" not in responder.questions


async def test_a_direct_message_is_answered(harbour: Harbour) -> None:
    seen = await harbour.maya.says(harbour.maya.dm, "what did ortiz say?")
    assert "Maya Ortiz" in seen.text


async def test_a_mention_in_a_thread_is_answered_in_the_thread(harbour: Harbour) -> None:
    seen = await harbour.maya.says(harbour.thread, f"{harbour.mention} what did ortiz say?")
    assert "Maya Ortiz" in seen.text
    assert not harbour.answers()


async def test_a_long_answer_goes_on_in_further_messages(harbour: Harbour) -> None:
    seen = await harbour.maya.says(harbour.general, f"{harbour.mention} everything")
    assert len(seen.answers) > 2
    assert all(f"Statement number {n} about" in seen.text for n in range(400))
    assert [message.reply_to is not None for message in seen.answers] == [True] + [False] * len(seen.followups)


async def test_a_channel_whose_history_is_closed_is_answered_without_a_reply(harbour: Harbour) -> None:
    harbour.guild.everyone.permissions &= ~Permission.READ_HISTORY
    seen = await harbour.maya.says(harbour.general, f"{harbour.mention} what did ortiz say?")
    assert seen.response.reply_to is None


async def test_a_channel_that_is_closed_to_the_bot_is_no_error(
    harbour: Harbour, caplog: pytest.LogCaptureFixture
) -> None:
    harbour.general.overwrites[harbour.discord.world.bot.id] = (0, int(Permission.SEND_MESSAGES))
    seen = await harbour.maya.says(harbour.general, f"{harbour.mention} what did ortiz say?")
    assert not seen.answers
    assert not [record for record in caplog.records if record.levelname == "ERROR"]


async def test_a_question_that_was_deleted_meanwhile_is_answered_in_the_channel(harbour: Harbour) -> None:
    said = harbour.maya.writes(harbour.general, f"{harbour.mention} what did ortiz say?")
    said.deleted = True
    await harbour.discord.gateway.tell_message(said)
    await harbour.discord.settle()
    assert harbour.maya.sees(said).response.reply_to is None


async def test_reading_every_question_needs_the_privileged_intent(
    discord_server: FakeDiscord, responder: FakeResponder, tmp_path: Path
) -> None:
    config = Config(state_dir=tmp_path / "state", channel_mode="questions")
    with pytest.raises(discord.PrivilegedIntentsRequired):
        async with open_harbour(discord_server, lambda: responder, config) as harbour:
            await harbour.running
    discord_server.world.privileged_intents = 1 << 15
    async with open_harbour(discord_server, lambda: responder, config) as harbour:
        seen = await harbour.maya.says(harbour.general, "what did ortiz say?")
        assert seen.answers


# Commands


async def test_a_command_is_deferred_and_then_answered(harbour: Harbour) -> None:
    before = len(harbour.discord.calls)
    seen = await harbour.maya.slash(harbour.general, "ask", question="what did ortiz say?")
    assert lines_of(harbour, since=before) == ["POST interactions callback", "PATCH webhooks @original"]
    assert "Maya Ortiz" in seen.text
    assert not seen.response.ephemeral
    assert not seen.response.thinking


@pytest.mark.parametrize("place", ["general", "thread", "dm"])
async def test_commands_work_everywhere(harbour: Harbour, place: str) -> None:
    channel = {"general": harbour.general, "thread": harbour.thread, "dm": harbour.maya.dm}[place]
    seen = await harbour.maya.slash(channel, "quotes", speaker="ortiz", topic="bridge")
    assert "Maya Ortiz" in seen.text
    assert seen.response.channel is channel


async def test_commands_work_where_only_their_user_has_installed_the_bot(harbour: Harbour) -> None:
    world = harbour.discord.world
    elsewhere = world.add_guild("elsewhere", installed=False)
    channel = world.add_channel(elsewhere)
    visitor = harbour.discord.person("visitor", guild=elsewhere, installed=True)
    seen = await visitor.slash(channel, "who", name="ortiz")
    assert seen.answers
    group = world.add_direct(visitor.user, harbour.maya.user, harbour.juan.user)
    seen = await visitor.slash(group, "who", name="ortiz")
    assert seen.answers


async def test_a_stranger_is_offered_no_command_there(harbour: Harbour) -> None:
    elsewhere = harbour.discord.world.add_guild("elsewhere", installed=False)
    stranger = harbour.discord.person("stranger", guild=elsewhere)
    with pytest.raises(AssertionError, match="not installed"):
        await stranger.slash(harbour.discord.world.add_channel(elsewhere), "who", name="ortiz")


async def test_a_long_answer_to_a_command_goes_on_in_followups(harbour: Harbour) -> None:
    seen = await harbour.maya.slash(harbour.general, "ask", question="everything")
    assert len(seen.followups) > 1
    assert all(f"Statement number {n} about" in seen.text for n in range(400))


async def test_help_is_shown_to_its_asker_alone(harbour: Harbour) -> None:
    seen = await harbour.maya.slash(harbour.general, "help")
    assert seen.response.ephemeral
    assert not harbour.answers()


async def test_the_locale_chooses_the_language(harbour: Harbour) -> None:
    yuki = harbour.discord.person("yuki", guild=harbour.guild, locale="ja")
    seen = await yuki.slash(harbour.general, "asof", date="the other day", question="who is ortiz")
    assert seen.response.ephemeral
    assert seen.text == load_words().sayings["no_date"]["ja"]


async def test_completion_offers_names(harbour: Harbour) -> None:
    seen = await harbour.maya.completes(harbour.general, "who", "name", "m")
    assert seen.offered == ("Maya Ortiz",)
    seen = await harbour.maya.completes(harbour.general, "compare", "topic", "harb", a="x", b="y")
    assert seen.offered == ("Harbour Bridge",)
    seen = await harbour.maya.completes(harbour.general, "who", "name", "break")
    assert seen.offered == ()


async def test_commands_are_registered_once(
    discord_server: FakeDiscord, responder: FakeResponder, tmp_path: Path
) -> None:
    config = Config(state_dir=tmp_path / "state")
    for _ in range(2):
        async with open_harbour(discord_server, lambda: responder, config):
            pass
    assert len(discord_server.calls_to("PUT", "/commands")) == 1
    registered = {command["name"] for command in discord_server.world.commands.values() if command["type"] == 1}
    assert registered == {name.partition(" ")[0] for name in load_words().commands}


# Buttons


async def test_an_offered_question_is_asked_by_its_button(harbour: Harbour, responder: FakeResponder) -> None:
    offer = await harbour.maya.says(harbour.general, f"{harbour.mention} ortiz")
    assert offer.response.labels == ("1. What did Maya Ortiz say?", "2. What did Juan Ortiz say?")
    seen = await harbour.juan.clicks(offer.response, "2. What did Juan Ortiz say?")
    assert responder.questions == ["ortiz", "What did Juan Ortiz say?"]
    assert "Maya Ortiz" in seen.text
    assert seen.updated is None


async def test_a_button_outlives_the_process(
    discord_server: FakeDiscord, responder: FakeResponder, tmp_path: Path
) -> None:
    config = Config(state_dir=tmp_path / "state")
    async with open_harbour(discord_server, lambda: responder, config) as harbour:
        offer = await harbour.maya.says(harbour.general, f"{harbour.mention} ortiz")
    async with open_harbour(discord_server, lambda: responder, config):
        seen = await harbour.maya.clicks(offer.response, "2. What did Juan Ortiz say?")
    assert seen.response.ephemeral
    assert seen.text == load_words().sayings["expired"]["en"]


async def test_a_button_of_another_shape_fails_for_the_person(harbour: Harbour) -> None:
    offer = await harbour.maya.says(harbour.general, f"{harbour.mention} ortiz")
    offer.response.components[-1]["components"][0]["custom_id"] = "something else"
    seen = await harbour.maya.clicks(offer.response, "1. What did Maya Ortiz say?")
    assert seen.failure == "This interaction failed"


# The connection


@pytest.mark.parametrize("compression", ["zlib-stream", "zstd-stream"])
async def test_the_gateway_speaks_either_compression(
    discord_server: FakeDiscord,
    responder: FakeResponder,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    compression: str,
) -> None:
    if compression == "zlib-stream":
        monkeypatch.setattr("discord.utils._ActiveDecompressionContext", ZlibContext)
    else:
        pytest.importorskip("zstandard")
    async with open_harbour(discord_server, lambda: responder, Config(state_dir=tmp_path)) as harbour:
        assert discord_server.gateway.connections[0].request.query["compress"] == compression
        seen = await harbour.maya.says(harbour.general, f"{harbour.mention} everything")
        assert len(seen.answers) > 2


async def test_several_shards_each_have_their_guilds(discord_server: FakeDiscord) -> None:
    world, gateway = discord_server.world, discord_server.gateway
    gateway.shards = 2
    guilds = [world.add_guild(f"guild-{shard}", id=(shard + 2) << 22) for shard in (0, 1)]
    channels = [world.add_channel(guild) for guild in guilds]
    heard: list[tuple[int | None, str]] = []

    class Listener(discord.AutoShardedClient):
        async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:
            """Do not wait between shards."""

        async def on_message(self, message: discord.Message) -> None:
            heard.append((message.guild.shard_id if message.guild else None, message.content))

    client = Listener(intents=discord.Intents(33281 | 4096), connector=discord_server.connector())
    discord_server.world.privileged_intents = 1 << 15
    async with client:
        running = asyncio.create_task(client.start(TOKEN))
        await gateway.connected(2)
        await discord_server.settle()
        maya = discord_server.person("maya", guild=guilds[0])
        world.join(guilds[1], maya.user)
        await maya.says(channels[0], "zero")
        await maya.says(channels[1], "one")
        await maya.says(maya.dm, "direct")
        assert heard == [(0, "zero"), (1, "one"), (None, "direct")]
    await running


async def test_a_wrong_token_ends_the_login(discord_server: FakeDiscord, tmp_path: Path) -> None:
    answerer = Answerer(FakeResponder, today=lambda: TODAY)
    client = build_client(Config(state_dir=tmp_path), answerer, connector=discord_server.connector())
    with pytest.raises(discord.LoginFailure):
        async with client:
            await client.start("wrong.token")
    await answerer.close()


async def test_a_run_ends_cleanly_when_it_is_told_to(
    discord_server: FakeDiscord, responder: FakeResponder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    guided = partial(build_client, connector=discord_server.connector())
    monkeypatch.setattr("bot.run.build_client", guided)
    answerer = Answerer(lambda: responder, today=lambda: TODAY)
    running = asyncio.create_task(_run(Config(state_dir=tmp_path), answerer, TOKEN))
    await discord_server.gateway.connected()
    os.kill(os.getpid(), signal.SIGTERM)
    assert await running is False
    assert responder.closed


# The whole way


async def test_the_shipped_knowledge_answers_within_the_rules(
    discord_server: FakeDiscord, knowledge_path: Path, tmp_path: Path
) -> None:
    config = Config(state_dir=tmp_path / "state", knowledge=knowledge_path)
    async with open_harbour(discord_server, lambda: open_responder(config.knowledge), config) as harbour:
        seen = await harbour.maya.says(harbour.general, f"{harbour.mention} where did kishida and xi meet?")
        assert "San Francisco" in seen.text.splitlines()[0]
        assert "-# [1] [" in seen.text
        seen = await harbour.maya.slash(harbour.thread, "timeline", about="Fukushima water release")
        assert "August 2023" in seen.text
        seen = await harbour.maya.completes(harbour.general, "who", "name", "kamik")
        assert seen.offered[0] == "Yoko Kamikawa"
        seen = await harbour.maya.slash(harbour.maya.dm, "sources")
        assert seen.answers


class ZlibContext:
    """How the library unpacks where `zstandard` is not installed."""

    COMPRESSION_TYPE = "zlib-stream"

    def __init__(self) -> None:
        self._inflate = zlib.decompressobj()

    def decompress(self, data: bytes, /) -> str | None:
        assert data.endswith(b"\x00\x00\xff\xff")
        return self._inflate.decompress(data).decode()


async def test_what_the_bot_itself_wrote_is_not_read_again(harbour: Harbour, monkeypatch: pytest.MonkeyPatch) -> None:
    dispatch, events = harbour.bot._connection.dispatch, []

    def watch(event: str, /, *arguments: object, **more: object) -> None:
        events.append((event, *arguments))
        dispatch(event, *arguments, **more)

    monkeypatch.setattr(harbour.bot._connection, "dispatch", watch)
    await harbour.maya.says(harbour.general, f"{harbour.mention} what did ortiz say?")
    seen = await harbour.maya.slash(harbour.general, "ask", question="what did ortiz say?")
    await harbour.maya.clicks(seen.response, "Delete")
    await harbour.discord.settle()
    assert [argument.author.name for event, argument, *_ in events if event == "message"] == ["maya"]  # type: ignore[attr-defined]
    assert not [event for event, *_ in events if "edit" in event or "delete" in event]
