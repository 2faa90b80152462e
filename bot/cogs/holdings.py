"""What there is to ask about, and whether all is well: /topics, /coverage, /health and, for its owner, /reload."""

from __future__ import annotations

from collections.abc import Callable
from math import isfinite

from discord import app_commands
from discord.ext import commands

from bot.answerer import Responder
from bot.answers.model import Reply, ReplyLanguage
from bot.cogs._answering import let_in, show_reply
from bot.cogs._commands import description, name, notify
from bot.cogs._send import acknowledge, send_to_interaction
from bot.cogs._service import Interaction, language_of, origin_of, service_of, speak
from bot.render.discord import render_notice
from bot.render.text import render_day
from knowledge.errors import KankeiError


class Holdings(commands.Cog):
    """The knowledge base as a whole."""

    @app_commands.command(name=name("topics"), description=description("topics"))
    async def topics(self, interaction: Interaction) -> None:
        """What the articles are about."""
        await _tell(interaction, lambda responder, language: responder.topics(language=language))

    @app_commands.command(name=name("coverage"), description=description("coverage"))
    async def coverage(self, interaction: Interaction) -> None:
        """From when and from whom the articles are."""
        await _tell(interaction, lambda responder, language: responder.coverage(language=language))

    @app_commands.command(name=name("health"), description=description("health"))
    async def health(self, interaction: Interaction) -> None:
        """Whether the bot is well."""
        if not await acknowledge(interaction, ephemeral=True):
            return
        service, language = service_of(interaction), await language_of(interaction)
        held = await service.answerer.holdings()
        kept = await service.memory.run(lambda state: state.health())
        seconds = interaction.client.latency
        said = speak(
            "healthy",
            language,
            facts=f"{held.facts:,}",
            articles=f"{held.articles:,}",
            newest=render_day(held.newest_on, language),
            answers=f"{kept.answers:,}",
            latency=round(seconds * 1000) if isfinite(seconds) else "?",
        )
        await send_to_interaction(interaction, render_notice(said))

    @app_commands.command(name=name("reload"), description=description("reload"))
    @app_commands.default_permissions()
    async def reload(self, interaction: Interaction) -> None:
        """Read the knowledge base again, while answers go on."""
        language = await language_of(interaction)
        if not await interaction.client.is_owner(interaction.user):
            await notify(interaction, speak("not_owner", language))
            return
        if not await acknowledge(interaction, ephemeral=True):
            return
        try:
            held = await service_of(interaction).answerer.reload()
        except (KankeiError, OSError) as problem:
            said = speak("not_reloaded", language, problem=problem)
        else:
            said = speak(
                "reloaded",
                language,
                facts=f"{held.facts:,}",
                articles=f"{held.articles:,}",
                newest=render_day(held.newest_on, language),
            )
        await send_to_interaction(interaction, render_notice(said))


async def _tell(interaction: Interaction, act: Callable[[Responder, ReplyLanguage], Reply]) -> None:
    async with let_in(interaction, ephemeral=False) as admitted:
        if admitted:
            language, origin = await language_of(interaction), origin_of(interaction)
            answerer = service_of(interaction).answerer
            reply = await answerer.tell(lambda responder: act(responder, language), origin=origin)
            await show_reply(interaction, reply, origin.answer)
