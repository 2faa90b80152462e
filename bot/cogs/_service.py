"""What every cog works with, found through the client so that no cog has to know how the client is built."""

from __future__ import annotations

from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

import discord
from discord import app_commands

from bot.answer_log import Origin
from bot.answerer import Answerer
from bot.answers.model import ReplyLanguage
from bot.config import Config
from bot.conversations import ConversationKey, RecentIds
from bot.door import Door
from bot.pacing import Refusal
from bot.words import Saying, load_words

# Any: an interaction is generic over its client, and the cogs serve whichever client carries a Service.
Interaction = discord.Interaction[Any]


class OfferMemory:
    """Questions behind the buttons, by a key that goes into the button; the oldest are forgotten first."""

    def __init__(self, limit: int = 2000) -> None:
        self._limit = limit
        self._kept: dict[str, tuple[str, ...]] = {}

    def keep(self, offers: tuple[str, ...]) -> str:
        """Remember the questions; the same questions have the same key."""
        key = sha256("\0".join(offers).encode("utf-8", "replace")).hexdigest()[:16]
        self._kept.pop(key, None)
        self._kept[key] = offers
        if len(self._kept) > self._limit:
            del self._kept[next(iter(self._kept))]
        return key

    def recall(self, key: str, number: int) -> str | None:
        """The question of a button, counted from 1; None once it is forgotten."""
        offers = self._kept.get(key, ())
        return offers[number - 1] if 1 <= number <= len(offers) else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """Answers, settings and the little that is remembered between events."""

    answerer: Answerer
    config: Config
    offers: OfferMemory = field(default_factory=OfferMemory)
    seen: RecentIds = field(default_factory=RecentIds)
    door: Door = field(default_factory=Door)


def service_of(interaction: Interaction) -> Service:
    """The service that the interaction's client carries."""
    service = interaction.client.service
    assert isinstance(service, Service)
    return service


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


def speak(saying: Saying, language: ReplyLanguage | None) -> str:
    """One of the bot's own sentences."""
    return load_words().sayings[saying][language or "en"]


def speak_refusal(refusal: Refusal, language: ReplyLanguage | None) -> str:
    """Why a question may not be asked now, and when it may."""
    return speak(refusal.reason, language).replace("{seconds}", str(refusal.seconds))
