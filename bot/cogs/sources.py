"""Which articles stand behind the answers: /sources."""

from __future__ import annotations

from discord import app_commands
from discord.ext import commands

from bot.cogs._commands import ANYTHING, Name, answer_command, complete_names, description, name, option_names, options
from bot.cogs._service import Interaction


class Sources(commands.Cog):
    """The articles."""

    @app_commands.command(name=name("sources"), description=description("sources"))
    @app_commands.describe(**options("sources"))
    @app_commands.rename(**option_names("sources"))
    @app_commands.autocomplete(about=complete_names(*ANYTHING))
    async def sources(self, interaction: Interaction, about: Name | None = None) -> None:
        """Which articles there are, all or about something."""
        await answer_command(interaction, "sources", about=about)
