"""What happened when: /timeline."""

from __future__ import annotations

from discord import app_commands
from discord.ext import commands

from bot.cogs._commands import ANYTHING, Name, answer_command, complete_names, description, name, option_names, options
from bot.cogs._service import Interaction


class Timeline(commands.Cog):
    """Dated lists."""

    @app_commands.command(name=name("timeline"), description=description("timeline"))
    @app_commands.describe(**options("timeline"))
    @app_commands.rename(**option_names("timeline"))
    @app_commands.autocomplete(about=complete_names(*ANYTHING))
    async def timeline(self, interaction: Interaction, about: Name) -> None:
        """What happened about something, in order."""
        await answer_command(interaction, "timeline", about=about)
