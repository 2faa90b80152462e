"""Free questions: by mention, by direct message, by reply, in threads, and with /ask, /asof and /help."""

from __future__ import annotations

import discord
from discord import app_commands
from discord.ext import commands

from bot.addressing import Address, Arrival, read_address
from bot.cogs._answering import answer_message
from bot.cogs._commands import (
    Name,
    Question,
    answer_command,
    complete_month,
    description,
    name,
    notify,
    option_names,
    options,
)
from bot.cogs._service import Interaction, Service, language_of, service_of, speak
from knowledge.timex import find_timexes

_SPOKEN = (discord.MessageType.default, discord.MessageType.reply)


class Ask(commands.Cog):
    """Questions in someone's own words."""

    def __init__(self, client: discord.Client, service: Service) -> None:
        """Work with the bot's answers and settings."""
        self._client = client
        self._service = service

    @commands.Cog.listener()
    async def on_message(self, message: discord.Message) -> None:
        """Answer a message that is for the bot."""
        address = await find_address(message, self._client.user, self._service)
        if address is None or not self._service.seen.is_new(message.id):
            return
        await answer_message(message, address, self._service)

    @app_commands.command(name=name("ask"), description=description("ask"))
    @app_commands.describe(**options("ask"))
    @app_commands.rename(**option_names("ask"))
    async def ask(self, interaction: Interaction, question: Question, private: bool = False) -> None:
        """Ask anything."""
        await answer_command(interaction, "ask", ephemeral=private, question=question)

    @app_commands.command(name=name("asof"), description=description("asof"))
    @app_commands.describe(**options("asof"))
    @app_commands.rename(**option_names("asof"))
    @app_commands.autocomplete(date=complete_month)
    async def asof(self, interaction: Interaction, date: Name, question: Question) -> None:
        """Ask what had been reported by a day."""
        if find_timexes(date.lower(), service_of(interaction).answerer.today):
            await answer_command(interaction, "asof", date=date, question=question)
        else:
            await notify(interaction, speak("no_date", await language_of(interaction)))

    @app_commands.command(name=name("help"), description=description("help"))
    async def help(self, interaction: Interaction) -> None:
        """Say what the bot can do."""
        await answer_command(interaction, "help", ephemeral=True)


async def find_address(
    message: discord.Message, bot_user: discord.ClientUser | None, service: Service
) -> Address | None:
    """What a message asks of the bot; None for bots, announcements and messages meant for others."""
    if bot_user is None or message.author.bot or message.type not in _SPOKEN:
        return None
    answered = message.reference.resolved if message.reference is not None else None
    channel = message.channel
    parent = channel.parent_id if isinstance(channel, discord.Thread) else None
    arrival = Arrival(
        content=message.content,
        direct=message.guild is None,
        threaded=isinstance(channel, discord.Thread),
        mentions_bot=any(user.id == bot_user.id for user in message.mentions),
        replies_to_bot=isinstance(answered, discord.Message) and answered.author.id == bot_user.id,
    )
    server = await service.memory.server(message.guild.id if message.guild is not None else None)
    mode = server.mode_for(channel.id, parent) or service.config.channel_mode
    return read_address(arrival, bot_id=bot_user.id, mode=mode)
