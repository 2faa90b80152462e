"""What every cog works with, found through the client so that no cog has to know how the client is built."""

from __future__ import annotations

from typing import Any, Generic, TypeVar

import discord
from discord import app_commands

from bot.answer_log import Origin
from bot.answerer import Answerer
from bot.answers.model import ReplyLanguage
from bot.config import Config
from bot.conversations import ConversationKey, RecentIds
from bot.door import Door
from bot.memory import Memory, Server
from bot.pacing import Refusal
from bot.tally import NoTally, Tally
from bot.words import Saying, load_words
from knowledge.values import dataclass, field

# Any: an interaction is generic over its client, and the cogs serve whichever client carries a Service.
Interaction = discord.Interaction[Any]

T = TypeVar("T")


class Recent(Generic[T]):
    """Something about each of the latest answers, by the answer's id; the oldest is forgotten first."""

    def __init__(self, limit: int = 2000) -> None:
        self._limit = limit
        self._kept: dict[str, T] = {}

    def keep(self, key: str, value: T) -> None:
        """Remember it."""
        self._kept.pop(key, None)
        self._kept[key] = value
        if len(self._kept) > self._limit:
            del self._kept[next(iter(self._kept))]

    def recall(self, key: str) -> T | None:
        """What was kept; None once it is forgotten."""
        return self._kept.get(key)


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """Answers, settings and what is remembered between events."""

    answerer: Answerer
    config: Config
    memory: Memory
    offers: Recent[tuple[str, ...]] = field(default_factory=Recent)
    """Questions behind buttons. Those that ask back hold words of whoever asked, and so are written down nowhere."""

    sent: Recent[tuple[discord.Message, ...]] = field(default_factory=Recent)
    """The messages of answers that needed several."""

    seen: RecentIds = field(default_factory=RecentIds)
    door: Door = field(default_factory=Door)
    tally: Tally = field(default_factory=NoTally)

    def language_on(self, server: Server, otherwise: ReplyLanguage | None) -> ReplyLanguage | None:
        """The language that the server's owners or else the bot's have fixed; None to let the question decide."""
        decided = server.settings.language
        if decided is None:
            return self.config.reply_language or otherwise
        return otherwise if decided == "auto" else decided

    def reviewed_only_on(self, server: Server) -> bool:
        """Whether facts that nobody has reviewed are left out there."""
        return server.settings.unreviewed is False


def service_of(interaction: Interaction) -> Service:
    """The service that the interaction's client carries."""
    service = interaction.client.service
    assert isinstance(service, Service)
    return service


async def language_of(interaction: Interaction) -> ReplyLanguage:
    """The language in which the bot itself speaks to whoever acts."""
    service = service_of(interaction)
    server = await service.memory.server(interaction.guild_id)
    return service.language_on(server, locale_language(interaction.locale)) or "en"


def conversation_of(event: discord.Message | Interaction) -> ConversationKey:
    """One person in one channel."""
    if isinstance(event, discord.Message):
        return ConversationKey(channel=event.channel.id, person=event.author.id)
    return ConversationKey(channel=event.channel_id or 0, person=event.user.id)


def origin_of(event: discord.Message | Interaction) -> Origin:
    """The surface of a question, and the id of the answer it will have."""
    if isinstance(event, discord.Message):
        return Origin(surface="message", server=event.guild is not None)
    server = event.guild_id is not None
    if event.type is not discord.InteractionType.application_command:
        return Origin(surface="button", server=server)
    menu = isinstance(event.command, app_commands.ContextMenu)
    return Origin(surface="menu" if menu else "command", server=server)


def locale_language(locale: discord.Locale) -> ReplyLanguage | None:
    """The reply language of a Discord locale, None where Kankei has none for it."""
    languages: dict[str, ReplyLanguage] = {"en": "en", "ja": "ja", "zh": "zh"}
    return languages.get(locale.value[:2])


def speak(saying: Saying, language: ReplyLanguage | None, **values: object) -> str:
    """One of the bot's own sentences, its gaps filled."""
    text = load_words().sayings[saying][language or "en"]
    return text.format(**values) if values else text


def speak_days(days: int, language: ReplyLanguage | None) -> str:
    """So many days, or one."""
    return speak("one_day" if days == 1 else "days", language, days=days)


def speak_refusal(refusal: Refusal, language: ReplyLanguage | None) -> str:
    """Why a question may not be asked now, and when it may."""
    return speak(refusal.reason, language).replace("{seconds}", str(refusal.seconds))
