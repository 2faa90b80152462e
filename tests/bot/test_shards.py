"""Several shards: the watch over each of them, and the bot on a Discord that wants two."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from bot.answerer import Answerer
from bot.client import KankeiClient, build_client
from bot.config import Config
from bot.watch import Watch
from tests.fakecord.haste import Haste
from tests.fakecord.server import TOKEN, FakeDiscord
from tests.fakecord.town import TODAY, FakeResponder

QUESTION = "what did ortiz say?"


def test_one_dead_shard_of_many_is_found() -> None:
    watch = Watch(patience=3)
    for shard in range(4):
        watch.up(shard)
    watch.down(2)
    assert [watch.look(range(4)) for _ in range(4)] == [None, None, None, 2]
    assert watch.connected == {0, 1, 3}


def test_a_shard_that_comes_back_is_fine() -> None:
    watch = Watch(patience=3)
    watch.up(0)
    for _ in range(5):
        watch.down(0)
        assert [watch.look([0]) for _ in range(3)] == [None] * 3
        watch.up(0)
        assert watch.look([0]) is None


def test_the_first_connection_is_waited_for_no_longer_than_any() -> None:
    watch = Watch(patience=3)
    assert [watch.look([0]) for _ in range(4)] == [None, None, None, 0]


def test_shards_that_start_one_after_the_other_are_not_late() -> None:
    watch = Watch(patience=3)
    for shard in range(20):
        assert watch.look(range(20)) is None
        assert watch.look(range(20)) is None
        watch.up(shard)
    assert watch.look(range(20)) is None


def test_a_start_that_stands_still_is_found() -> None:
    watch = Watch(patience=3)
    watch.up(0)
    assert [watch.look(range(3)) for _ in range(4)] == [None, None, None, 1]


@asynccontextmanager
async def running(discord_server: FakeDiscord, config: Config) -> AsyncIterator[KankeiClient]:
    answerer = Answerer(FakeResponder, today=lambda: TODAY)
    client = build_client(config, answerer, connector=discord_server.connector())
    client._connection.guild_ready_timeout = 0.02
    async with client:
        task = asyncio.create_task(client.start(TOKEN))
        await asyncio.wait((task, asyncio.create_task(client.wait_until_ready())), return_when="FIRST_COMPLETED")
        yield client
        await discord_server.settle()
        await client.close()
        discord_server.gateway.forget_sessions()
    await task


@pytest.mark.asyncio
@pytest.mark.parametrize("count", [None, 2])
async def test_two_shards_answer_in_one_process(
    discord_server: FakeDiscord, haste: Haste, tmp_path: Path, count: int | None
) -> None:
    world, gateway = discord_server.world, discord_server.gateway
    gateway.shards = 2
    guilds = [world.add_guild(f"guild-{shard}", id=(shard + 2) << 22) for shard in (0, 1)]
    channels = [world.add_channel(guild) for guild in guilds]
    async with running(discord_server, Config(state_dir=tmp_path, shard_count=count)) as client:
        assert client.expected_shards == (0, 1)
        assert client.watch.connected == {0, 1}
        assert bool(discord_server.calls_to("GET", "/gateway/bot")) is (count is None)
        maya = discord_server.person("maya", guild=guilds[0])
        world.join(guilds[1], maya.user)
        for place in channels:
            assert len((await maya.says(place, f"{world.bot.mention} {QUESTION}")).answers) == 1
            assert (await maya.slash(place, "ask", question=QUESTION)).answers
        assert len((await maya.says(maya.dm, QUESTION)).answers) == 1


@pytest.mark.asyncio
async def test_a_process_has_its_own_shards_only(discord_server: FakeDiscord, haste: Haste, tmp_path: Path) -> None:
    async with running(discord_server, Config(state_dir=tmp_path, shard_count=3, shard_ids=(1, 2))) as client:
        assert client.expected_shards == (1, 2)
        assert client.watch.connected == {1, 2}
        assert [each["shard"] for each in discord_server.gateway.identifies] == [[1, 3], [2, 3]]


@pytest.mark.asyncio
async def test_two_processes_delete_their_own_answers_whole_after_a_restart(
    discord_server: FakeDiscord, haste: Haste, tmp_path: Path
) -> None:
    world, gateway = discord_server.world, discord_server.gateway
    gateway.shards = 2
    configs = [Config(state_dir=tmp_path / str(shard), shard_count=2, shard_ids=(shard,)) for shard in (0, 1)]
    guilds = [world.add_guild(f"guild-{shard}", id=(shard + 2) << 22) for shard in (0, 1)]
    channels = [world.add_channel(guild) for guild in guilds]
    maya = discord_server.person("maya", guild=guilds[0])
    world.join(guilds[1], maya.user)
    async with running(discord_server, configs[0]), running(discord_server, configs[1]):
        answers = [(await maya.says(place, f"{world.bot.mention} everything")).answers for place in channels]
    assert all(len(pages) > 1 for pages in answers)
    async with running(discord_server, configs[0]) as first, running(discord_server, configs[1]) as second:
        for pages in answers:
            await maya.clicks(pages[-1], "Delete")
            assert all(page.deleted for page in pages)
        await maya.slash(channels[0], "forget-me")
        kept = [await each.service.memory.run(lambda state: state.health().answers) for each in (first, second)]
        assert kept == [0, 1]


@pytest.mark.asyncio
async def test_a_start_that_never_succeeds_ends_once_the_client_is_closed(
    discord_server: FakeDiscord, haste: Haste, tmp_path: Path
) -> None:
    discord_server.gateway.refused_connections = 10_000
    client = build_client(Config(state_dir=tmp_path), Answerer(FakeResponder), connector=discord_server.connector())
    client._watch.change_interval(seconds=0.005)
    async with client, asyncio.timeout(10):
        await client.start(TOKEN)
    assert client.gave_up
