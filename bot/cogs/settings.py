"""What a server's owners decide: /settings, and /gaps, what was asked in vain."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta
from io import BytesIO

import discord
from discord import app_commands
from discord.ext import commands

from bot.answers.model import ReplyLanguage
from bot.cogs._commands import choices_of, description, name, option_names, options
from bot.cogs._send import acknowledge, send_file, send_to_interaction
from bot.cogs._service import Interaction, Service, language_of, service_of, speak, speak_days
from bot.render.checked import shorten
from bot.render.discord import render_list, render_notice
from bot.render.text import labels, render_day
from bot.state.model import DEFAULT_RETENTION, LONGEST_RETENTION, Gap, LanguageChoice, Mode, ServerSettings
from bot.words import Saying, load_words
from knowledge.values import replace

_GAPS_SHOWN = 15
_GAP_DAYS = 30
_YES = "yes"


@app_commands.guild_only()
@app_commands.default_permissions(manage_guild=True)
class Settings(commands.GroupCog, group_name=name("settings"), group_description=description("settings")):
    """Settings of one server."""

    @app_commands.command(name=name("settings show"), description=description("settings show"))
    async def show(self, interaction: Interaction) -> None:
        """Show what is set."""
        if await acknowledge(interaction, ephemeral=True):
            await send_to_interaction(interaction, render_notice(await _describe(interaction)))

    @app_commands.command(name=name("settings channel"), description=description("settings channel"))
    @app_commands.describe(**options("settings channel"))
    @app_commands.rename(**option_names("settings channel"))
    @app_commands.choices(mode=choices_of("mode"))
    async def channel(
        self,
        interaction: Interaction,
        mode: str,
        channel: discord.TextChannel | discord.Thread | discord.VoiceChannel | None = None,
    ) -> None:
        """When to speak in a channel, or on the whole server."""
        chosen = _as_mode(mode)
        if channel is None:
            await _change(interaction, lambda settings: replace(settings, mode=chosen))
            return
        if not await acknowledge(interaction, ephemeral=True):
            return
        guild, place = _guild_of(interaction), channel.id
        await service_of(interaction).memory.change(
            guild, lambda state: state.settings.set_channel_mode(guild, place, chosen)
        )
        await send_to_interaction(interaction, render_notice(await _describe(interaction)))

    @app_commands.command(name=name("settings language"), description=description("settings language"))
    @app_commands.describe(**options("settings language"))
    @app_commands.rename(**option_names("settings language"))
    @app_commands.choices(language=choices_of("language"))
    async def language(self, interaction: Interaction, language: str) -> None:
        """The language of replies."""
        chosen = _as_language(language)
        await _change(interaction, lambda settings: replace(settings, language=chosen))

    @app_commands.command(name=name("settings unreviewed"), description=description("settings unreviewed"))
    @app_commands.describe(**options("settings unreviewed"))
    @app_commands.rename(**option_names("settings unreviewed"))
    @app_commands.choices(allowed=choices_of("allowed"))
    async def unreviewed(self, interaction: Interaction, allowed: str) -> None:
        """Whether facts that nobody has reviewed may answer."""
        await _change(interaction, lambda settings: replace(settings, unreviewed=allowed == _YES))

    @app_commands.command(name=name("settings questions"), description=description("settings questions"))
    @app_commands.describe(**options("settings questions"))
    @app_commands.rename(**option_names("settings questions"))
    @app_commands.choices(kept=choices_of("kept"))
    async def questions(self, interaction: Interaction, kept: str) -> None:
        """Whether the words of questions are kept."""
        await _change(interaction, lambda settings: replace(settings, keeps_questions=kept == _YES))

    @app_commands.command(name=name("settings retention"), description=description("settings retention"))
    @app_commands.describe(**options("settings retention"))
    @app_commands.rename(**option_names("settings retention"))
    async def retention(self, interaction: Interaction, days: app_commands.Range[int, 1, LONGEST_RETENTION]) -> None:
        """For how long answers are remembered."""
        await _change(interaction, lambda settings: replace(settings, retention_days=days))

    @app_commands.command(name=name("settings reset"), description=description("settings reset"))
    async def reset(self, interaction: Interaction) -> None:
        """Back to the defaults."""
        if await acknowledge(interaction, ephemeral=True):
            guild = _guild_of(interaction)
            await service_of(interaction).memory.change(guild, lambda state: state.settings.reset(guild))
            await send_to_interaction(interaction, render_notice(await _describe(interaction)))

    @app_commands.command(name=name("settings export"), description=description("settings export"))
    async def export(self, interaction: Interaction) -> None:
        """All that is remembered of the server, as a file."""
        if not await acknowledge(interaction, ephemeral=True):
            return
        guild = _guild_of(interaction)
        records = await service_of(interaction).memory.run(lambda state: state.export_server(guild))
        content = json.dumps(records, ensure_ascii=False, indent=1).encode()
        file = discord.File(BytesIO(content), filename=f"kankei-{guild}.json")
        await send_file(interaction, file, speak("export", await language_of(interaction)))


class Gaps(commands.Cog):
    """What is asked for and no article says."""

    @app_commands.command(name=name("gaps"), description=description("gaps"))
    @app_commands.describe(**options("gaps"))
    @app_commands.rename(**option_names("gaps"))
    @app_commands.guild_only()
    @app_commands.default_permissions(manage_messages=True)
    async def gaps(
        self, interaction: Interaction, days: app_commands.Range[int, 1, LONGEST_RETENTION] = _GAP_DAYS
    ) -> None:
        """What was asked on this server in vain."""
        if not await acknowledge(interaction, ephemeral=True):
            return
        service, language, guild = service_of(interaction), await language_of(interaction), _guild_of(interaction)
        since = service.memory.now().date() - timedelta(days=days)
        found = await service.memory.run(lambda state: state.gaps.top(guild, limit=_GAPS_SHOWN, since=since))
        lead = speak("gaps" if found else "gaps_none", language, since=render_day(since, language))
        entries = [await _entry(gap, service, language) for gap in found]
        await send_to_interaction(interaction, render_list(lead, entries))


async def _entry(gap: Gap, service: Service, language: ReplyLanguage) -> tuple[str, tuple[str, ...]]:
    """What was missing and how often, with the questions that are kept."""
    name = await service.answerer.run(lambda responder: responder.name_of(gap.term, language=language))
    said: Saying = "gap_once" if gap.count == 1 else "gap"
    what, last = name or speak("gap_other", language), render_day(gap.last_on, language)
    words = labels(language)
    questions = tuple(shorten(question, words) for question in gap.questions)
    return speak(said, language, what=what, count=gap.count, last=last), questions


async def _change(interaction: Interaction, change: Callable[[ServerSettings], ServerSettings]) -> None:
    """Change the settings of the whole server, and show what is set now."""
    if not await acknowledge(interaction, ephemeral=True):
        return
    guild = _guild_of(interaction)
    await service_of(interaction).memory.change(
        guild, lambda state: state.settings.change(guild, change(state.settings.of(guild)))
    )
    await send_to_interaction(interaction, render_notice(await _describe(interaction)))


async def _describe(interaction: Interaction) -> str:
    """What is set on the server, in words; a channel that differs has a line of its own."""
    service, language = service_of(interaction), await language_of(interaction)
    server = await service.memory.server(interaction.guild_id)
    settings, words = server.settings, load_words().choices
    mode = settings.mode or service.config.channel_mode
    unreviewed = service.config.unreviewed if settings.unreviewed is None else settings.unreviewed
    text = speak(
        "settings",
        language,
        mode=words["mode"][mode][language],
        replies=words["language"][settings.language or service.config.language][language],
        unreviewed=words["allowed"]["yes" if unreviewed else "no"][language],
        questions=words["kept"]["yes" if settings.keeps_questions else "no"][language],
        days=speak_days(settings.retention_days or DEFAULT_RETENTION, language),
    )
    channels = [
        speak(
            "settings_channel",
            language,
            channel=f"#{_channel_name(interaction, channel)}",
            mode=words["mode"][own][language],
        )
        for channel, own in server.modes.items()
    ]
    reads = service.config.reads_messages
    modes = {mode, *server.modes.values()}
    note = [] if reads or not modes & {"questions", "threads"} else [speak("reads_no_messages", language)]
    return "\n".join((text, *channels, *note))


def _channel_name(interaction: Interaction, channel_id: int) -> str:
    channel = interaction.guild.get_channel_or_thread(channel_id) if interaction.guild is not None else None
    return channel.name if channel is not None else str(channel_id)


def _guild_of(interaction: Interaction) -> int:
    assert interaction.guild_id is not None, "the command is offered on servers only"
    return interaction.guild_id


def _as_mode(text: str) -> Mode:
    modes: dict[str, Mode] = {"off": "off", "mentions": "mentions", "questions": "questions", "threads": "threads"}
    return modes[text]


def _as_language(text: str) -> LanguageChoice:
    languages: dict[str, LanguageChoice] = {"auto": "auto", "en": "en", "ja": "ja", "zh": "zh"}
    return languages[text]
