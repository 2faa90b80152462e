"""The menu of a message: whether the articles bear out what somebody wrote there."""

from __future__ import annotations

import discord
from discord import app_commands
from discord.ext import commands

from bot.cogs._answering import let_in
from bot.cogs._commands import menu_name
from bot.cogs._send import send_to_interaction
from bot.cogs._service import Interaction, language_of, origin_of, service_of
from bot.render.discord import render_checked


class Checking(commands.Cog):
    """Claims of a message against the articles; a library's cog holds no menus, so this one adds its own."""

    def __init__(self, client: commands.AutoShardedBot) -> None:
        """Prepare the menu."""
        self._tree = client.tree
        self._menu = app_commands.ContextMenu(name=menu_name("check"), callback=check)

    async def cog_load(self) -> None:
        """Offer the menu."""
        self._tree.add_command(self._menu)

    async def cog_unload(self) -> None:
        """Take the menu away."""
        self._tree.remove_command(self._menu.name, type=self._menu.type)


async def check(interaction: Interaction, message: discord.Message) -> None:
    """Say of each claim whether it is supported; only whoever asks sees it, as somebody else wrote the message."""
    interaction.extras["utterance"] = message.content
    async with let_in(interaction, ephemeral=True) as admitted:
        if not admitted:
            return
        service, origin = service_of(interaction), origin_of(interaction)
        server = await service.memory.server(interaction.guild_id)
        language = service.language_on(server, None) or await language_of(interaction)
        reviewed_only = service.reviewed_only_on(server)
        today = service.answerer.today
        checked = await service.answerer.check(
            lambda r: r.check(message.content, today=today, language=language, reviewed_only=reviewed_only),
            origin=origin,
        )
        await send_to_interaction(interaction, render_checked(checked))
