"""What people decide over what is remembered of them: /privacy and /forget-me."""

from __future__ import annotations

from discord import app_commands
from discord.ext import commands

from bot.cogs._commands import choices_of, description, name, option_names, options
from bot.cogs._send import acknowledge, send_to_interaction
from bot.cogs._service import Interaction, language_of, service_of, speak, speak_days
from bot.render.discord import render_notice
from bot.words import Saying


class Remembering(commands.Cog):
    """Everybody's own records."""

    @app_commands.command(name=name("privacy"), description=description("privacy"))
    @app_commands.describe(**options("privacy"))
    @app_commands.rename(**option_names("privacy"))
    @app_commands.choices(answers=choices_of("answers"))
    async def privacy(self, interaction: Interaction, answers: str | None = None) -> None:
        """Say what is remembered, and let answers be private or not."""
        if not await acknowledge(interaction, ephemeral=True):
            return
        memory, person = service_of(interaction).memory, interaction.user.id
        if answers is not None:
            await memory.change_people(lambda state: state.people.set_private(person, answers == "private"))
        private = await memory.wants_private(person)
        settings = (await memory.server(interaction.guild_id)).settings
        language = await language_of(interaction)
        text = speak(
            "privacy",
            language,
            days=speak_days(settings.retention_days, language),
            answers=speak("answers_private" if private else "answers_public", language),
            questions=speak("questions_kept" if settings.keeps_questions else "questions_not_kept", language),
        )
        await send_to_interaction(interaction, render_notice(text))

    @app_commands.command(name=name("forget-me"), description=description("forget-me"))
    async def forget_me(self, interaction: Interaction) -> None:
        """Delete all that is remembered of whoever asks."""
        if not await acknowledge(interaction, ephemeral=True):
            return
        service, person = service_of(interaction), interaction.user.id
        removed = await service.memory.change_people(lambda state: state.forget_person(person))
        await service.answerer.forget_person(person)
        language = await language_of(interaction)
        said: Saying = "forgot_nothing" if not removed.total else "forgot_one" if removed.total == 1 else "forgot"
        await send_to_interaction(interaction, render_notice(speak(said, language, count=f"{removed.total:,}")))
