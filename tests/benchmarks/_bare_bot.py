"""As little as discord.py needs to answer: what the bot of the benchmarks is held against.

python -m tests.benchmarks._bare_bot DESCRIPTOR
"""

from __future__ import annotations

import asyncio
import sys
import time
from multiprocessing.connection import Connection
from typing import Any

import discord
from discord import app_commands

from tests.benchmarks._serving import Usage, resident, serve

_NAMES = tuple(f"name {number}" for number in range(25))


class BareClient(discord.Client):
    """As little as discord.py needs to answer in each of the ways; its settings are those of Kankei."""

    def __init__(self, connector: Any) -> None:  # noqa: ANN401 - aiohttp's
        """Prepare the commands."""
        super().__init__(
            intents=discord.Intents(guilds=True, guild_messages=True, dm_messages=True),
            allowed_mentions=discord.AllowedMentions.none(),
            max_messages=None,
            member_cache_flags=discord.MemberCacheFlags.none(),
            chunk_guilds_at_startup=False,
            connector=connector,
        )
        self.tree = app_commands.CommandTree(self)

    async def setup_hook(self) -> None:
        """Register the commands."""

        @self.tree.command(name="now", description="answered at once")
        async def now(interaction: discord.Interaction, question: str) -> None:
            await interaction.response.send_message("ok")

        @self.tree.command(name="ask", description="deferred, then answered")
        async def ask(interaction: discord.Interaction, question: str) -> None:
            await interaction.response.defer(thinking=True)
            await interaction.edit_original_response(content="ok")

        @self.tree.command(name="who", description="completed")
        async def who(interaction: discord.Interaction, name: str) -> None:
            await interaction.response.send_message("ok")

        @who.autocomplete("name")
        async def complete(interaction: discord.Interaction, current: str) -> list[app_commands.Choice[str]]:
            return [app_commands.Choice(name=name, value=name) for name in _NAMES]

        await self.tree.sync()

    async def on_message(self, message: discord.Message) -> None:
        """Reply to a mention."""
        if not message.author.bot and self.user in message.mentions:
            await message.reply("ok", mention_author=False)


async def _run(pipe: Connection) -> None:
    way = pipe.recv()
    await serve(
        BareClient(way.connector()),
        pipe,
        way,
        lambda: Usage(process=time.process_time(), look_up=0.0, resident=resident()),
    )


if __name__ == "__main__":
    asyncio.run(_run(Connection(int(sys.argv[1]))))
