"""What the slash commands share: their words, their completion from the knowledge base, the way they are answered."""

from __future__ import annotations

import logging
from collections.abc import Callable, Coroutine, Mapping
from typing import Any

import discord
from discord import app_commands

from bot.answers.model import ReplyLanguage
from bot.cogs._send import answer_interaction
from bot.cogs._service import Interaction, locale_language, service_of
from bot.words import load_words

ACTORS = ("person", "country", "organisation")
SUBJECTS = ("topic", "event_series", "event", "document", "body_of_water", "place")
ANYTHING = (*ACTORS, *SUBJECTS)

Name = app_commands.Range[str, 1, 100]
Question = app_commands.Range[str, 1, 500]

Completion = Callable[[Interaction, str], Coroutine[Any, Any, list[app_commands.Choice[str]]]]

_log = logging.getLogger(__name__)

_CHOICE_LIMIT = 25
_CHOICE_LENGTH = 100


def description(command: str) -> app_commands.locale_str:
    """The description of a command, with its translations."""
    return _localised(load_words().commands[command].describe)


def options(command: str) -> dict[str, str | app_commands.locale_str]:
    """The descriptions of a command's options, with their translations."""
    described = load_words().commands[command].options
    return {name: _localised(texts) for name, texts in described.items()}


async def answer_command(
    interaction: Interaction, command: str, *, ephemeral: bool = False, **slots: str | None
) -> None:
    """Ask the question that a command stands for.

    In an English client the language is left open: the question decides, as people often read Discord in English.
    """
    asked = load_words().commands[command]
    language = service_of(interaction).config.reply_language or locale_language(interaction.locale) or "en"
    await answer_interaction(
        interaction,
        asked.phrase(language, {name: value or "" for name, value in slots.items()}),
        frame=asked.frame,
        language=None if language == "en" or command == "ask" else language,
        ephemeral=ephemeral,
    )


def complete_names(*kinds: str) -> Completion:
    """A completion that offers names of these kinds; what is typed stays free text all the same."""

    async def complete(interaction: Interaction, current: str) -> list[app_commands.Choice[str]]:
        try:
            names = await service_of(interaction).answerer.suggest(current, kinds=kinds, limit=_CHOICE_LIMIT)
        except Exception:  # a list of names is not worth an error message
            _log.exception("completion failed")
            return []
        fitting = dict.fromkeys(name for name in names if 0 < len(name) <= _CHOICE_LENGTH)
        return [app_commands.Choice(name=name, value=name) for name in fitting][:_CHOICE_LIMIT]

    return complete


class DescriptionTranslator(app_commands.Translator):
    """Shows the descriptions of the commands in the reader's language; their names stay English."""

    async def translate(
        self, string: app_commands.locale_str, locale: discord.Locale, context: app_commands.TranslationContextTypes
    ) -> str | None:
        """The text for a locale, None where there is none."""
        translations: Mapping[str, str] = string.extras.get("translations", {})
        return translations.get(locale_language(locale) or "")


def _localised(texts: Mapping[ReplyLanguage, str]) -> app_commands.locale_str:
    return app_commands.locale_str(texts["en"], translations=texts)
