"""Free questions: by mention, by direct message, by reply, and with /ask, /asof and /help."""

from __future__ import annotations

import datetime

import discord
from discord import app_commands
from discord.ext import commands

from bot.addressing import Address, Arrival, read_address
from bot.cogs._commands import Name, Question, answer_command, description, options
from bot.cogs._send import acknowledge, send_to_interaction, send_to_message
from bot.cogs._service import Interaction, Service, conversation_of, locale_language, origin_of, speak, speak_refusal
from bot.pacing import Refusal
from bot.render.discord import render_notice, render_pages
from bot.utterance import detect_language
from knowledge.timex import find_timexes

_SPOKEN = (discord.MessageType.default, discord.MessageType.reply)
_KNOWS = ("answered", "ambiguous")


class Ask(commands.Cog):
    """Questions in someone's own words."""

    def __init__(self, client: discord.Client, service: Service) -> None:
        """Work with the bot's answers and settings."""
        self._client = client
        self._service = service

    @commands.Cog.listener()
    async def on_message(self, message: discord.Message) -> None:
        """Answer a message that is for the bot."""
        address = find_address(message, self._client.user, self._service)
        if address is None or not self._service.seen.is_new(message.id):
            return
        with self._service.door.question(conversation_of(message), aloud=address.called) as refusal:
            if refusal is not None:
                await self._refuse(message, address, refusal)
                return
            reply = await self._service.answerer.answer(
                address.utterance,
                conversation=conversation_of(message),
                origin=origin_of(message),
                language=self._service.config.reply_language,
            )
            if address.called or reply.status in _KNOWS:
                await send_to_message(message, render_pages(reply), self._service)

    @app_commands.command(description=description("ask"))
    @app_commands.describe(**options("ask"))
    async def ask(self, interaction: Interaction, question: Question) -> None:
        """Ask anything."""
        await answer_command(interaction, "ask", question=question)

    @app_commands.command(description=description("asof"))
    @app_commands.describe(**options("asof"))
    async def asof(self, interaction: Interaction, date: Name, question: Question) -> None:
        """Ask what had been reported by a day."""
        today = self._service.config.today or datetime.date.today()
        if find_timexes(date.lower(), today):
            await answer_command(interaction, "asof", date=date, question=question)
        elif await acknowledge(interaction, ephemeral=True):
            language = self._service.config.reply_language or locale_language(interaction.locale)
            await send_to_interaction(interaction, render_notice(speak("no_date", language)))

    @app_commands.command(description=description("help"))
    async def help(self, interaction: Interaction) -> None:
        """Say what the bot can do."""
        await answer_command(interaction, "help", ephemeral=True)

    async def _refuse(self, message: discord.Message, address: Address, refusal: Refusal) -> None:
        if refusal.tell:
            language = self._service.config.reply_language or detect_language(address.utterance)
            await send_to_message(message, render_notice(speak_refusal(refusal, language)), self._service)


def find_address(message: discord.Message, bot_user: discord.ClientUser | None, service: Service) -> Address | None:
    """What a message asks of the bot; None for bots, announcements and messages meant for others."""
    if bot_user is None or message.author.bot or message.type not in _SPOKEN:
        return None
    answered = message.reference.resolved if message.reference is not None else None
    arrival = Arrival(
        content=message.content,
        direct=message.guild is None,
        mentions_bot=any(user.id == bot_user.id for user in message.mentions),
        replies_to_bot=isinstance(answered, discord.Message) and answered.author.id == bot_user.id,
    )
    return read_address(arrival, bot_id=bot_user.id, mode=service.config.channel_mode)
