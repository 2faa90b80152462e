"""Who said what and who stands where: /quotes, /who, /relations and /compare."""

from __future__ import annotations

from discord import app_commands
from discord.ext import commands

from bot.cogs._commands import (
    ACTORS,
    ANYTHING,
    SUBJECTS,
    Name,
    answer_command,
    complete_names,
    description,
    name,
    option_names,
    options,
)
from bot.cogs._service import Interaction


class People(commands.Cog):
    """People, organisations and countries."""

    @app_commands.command(name=name("quotes"), description=description("quotes"))
    @app_commands.describe(**options("quotes"))
    @app_commands.rename(**option_names("quotes"))
    @app_commands.autocomplete(speaker=complete_names(*ACTORS), topic=complete_names(*SUBJECTS))
    async def quotes(self, interaction: Interaction, speaker: Name, topic: Name | None = None) -> None:
        """What someone said."""
        await answer_command(interaction, "quotes", speaker=speaker, topic=topic)

    @app_commands.command(name=name("who"), description=description("who"))
    @app_commands.describe(**options("who"))
    @app_commands.rename(**option_names("who"))
    @app_commands.autocomplete(name=complete_names(*ANYTHING))
    async def who(self, interaction: Interaction, name: Name) -> None:
        """Who or what a name stands for."""
        await answer_command(interaction, "who", name=name)

    @app_commands.command(name=name("relations"), description=description("relations"))
    @app_commands.describe(**options("relations"))
    @app_commands.rename(**option_names("relations"))
    @app_commands.autocomplete(a=complete_names(*ACTORS), b=complete_names(*ACTORS))
    async def relations(self, interaction: Interaction, a: Name, b: Name) -> None:
        """How two are connected."""
        await answer_command(interaction, "relations", a=a, b=b)

    @app_commands.command(name=name("compare"), description=description("compare"))
    @app_commands.describe(**options("compare"))
    @app_commands.rename(**option_names("compare"))
    @app_commands.autocomplete(a=complete_names(*ACTORS), b=complete_names(*ACTORS), topic=complete_names(*SUBJECTS))
    async def compare(self, interaction: Interaction, a: Name, b: Name, topic: Name | None = None) -> None:
        """Two sides on one topic."""
        await answer_command(interaction, "compare", a=a, b=b, topic=topic)
