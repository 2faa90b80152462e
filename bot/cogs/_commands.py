"""What the slash commands share: their words, their completion from the knowledge base, the way they are answered."""

from __future__ import annotations

import logging
from collections.abc import Callable, Coroutine, Iterable, Mapping
from typing import Any

import discord
from discord import app_commands

from bot.cogs._answering import answer_interaction
from bot.cogs._send import acknowledge, send_to_interaction
from bot.cogs._service import Interaction, language_of, locale_language, service_of
from bot.months import offer_months
from bot.render.discord import render_notice
from bot.words import Menu, Tongue, load_words

ACTORS = ("person", "country", "organisation")
SUBJECTS = ("topic", "event_series", "event", "document", "body_of_water", "place")
ANYTHING = (*ACTORS, *SUBJECTS)

Name = app_commands.Range[str, 1, 100]
Question = app_commands.Range[str, 1, 500]

Completion = Callable[[Interaction, str], Coroutine[Any, Any, list[app_commands.Choice[str]]]]

_log = logging.getLogger(__name__)

_CHOICE_LIMIT = 25
_CHOICE_LENGTH = 100
_TONGUES: Mapping[discord.Locale, Tongue] = {
    discord.Locale.american_english: "en",
    discord.Locale.british_english: "en",
    discord.Locale.japanese: "ja",
    discord.Locale.chinese: "zh",
    discord.Locale.taiwan_chinese: "zh-TW",
}


def name(command: str) -> app_commands.locale_str:
    """The name of a command, with what Discord shows in its place; of a subcommand the last word."""
    own = command.rpartition(" ")[2]
    return _localised(own, {"en": own, **load_words().commands[command].name})


def menu_name(menu: Menu) -> app_commands.locale_str:
    """The name of a command in the menu of a message."""
    texts = load_words().menus[menu]
    return _localised(texts["en"], texts)


def description(command: str) -> app_commands.locale_str:
    """The description of a command, with its translations."""
    texts = load_words().commands[command].describe
    return _localised(texts["en"], texts)


def options(command: str) -> dict[str, str | app_commands.locale_str]:
    """The descriptions of a command's options, with their translations."""
    described = load_words().commands[command].options
    return {option: _localised(words.describe["en"], words.describe) for option, words in described.items()}


def option_names(command: str) -> dict[str, str | app_commands.locale_str]:
    """The names of a command's options, with what Discord shows in their place."""
    described = load_words().commands[command].options
    return {option: _localised(option, {"en": option, **words.name}) for option, words in described.items()}


def choices_of(option: str) -> list[app_commands.Choice[str]]:
    """What may be chosen for an option, each in words."""
    return [
        app_commands.Choice(name=_localised(texts["en"], {**texts}), value=value)
        for value, texts in load_words().choices[option].items()
    ]


async def answer_command(
    interaction: Interaction, command: str, *, ephemeral: bool = False, **slots: str | None
) -> None:
    """Ask the question that a command stands for.

    In an English client the language is left open: the question decides, as people often read Discord in English.
    """
    asked = load_words().commands[command]
    language = await language_of(interaction)
    await answer_interaction(
        interaction,
        asked.phrase(language, {slot: value or "" for slot, value in slots.items()}),
        frame=asked.frame,
        language=None if language == "en" or command == "ask" else language,
        ephemeral=ephemeral,
    )


async def notify(interaction: Interaction, text: str) -> None:
    """Say something of the bot's own, which only whoever acts sees."""
    if await acknowledge(interaction, ephemeral=True):
        await send_to_interaction(interaction, render_notice(text))


def complete_names(*kinds: str) -> Completion:
    """A completion that offers names of these kinds; what is typed stays free text all the same."""

    async def complete(interaction: Interaction, current: str) -> list[app_commands.Choice[str]]:
        try:
            names = await service_of(interaction).answerer.suggest(current, kinds=kinds, limit=_CHOICE_LIMIT)
        except Exception:  # a list of names is not worth an error message
            _log.exception("completion failed")
            return []
        return _offer(names)

    return complete


async def complete_month(interaction: Interaction, current: str) -> list[app_commands.Choice[str]]:
    """A completion that offers the months in which articles appeared; any other date may be typed all the same."""
    held = service_of(interaction).answerer.known_holdings
    months = held.months if held is not None else ()
    return _offer(offer_months(months, current, await language_of(interaction), limit=_CHOICE_LIMIT))


class CommandTranslator(app_commands.Translator):
    """Shows names, descriptions and choices in the reader's language."""

    async def translate(
        self, string: app_commands.locale_str, locale: discord.Locale, context: app_commands.TranslationContextTypes
    ) -> str | None:
        """The text for a locale, None where there is none."""
        texts: Mapping[str, str] = string.extras.get("texts", {})
        tongue = _TONGUES.get(locale)
        if tongue is None:
            return None
        return texts.get(tongue) or (texts.get("zh") if locale_language(locale) == "zh" else None)


def _offer(texts: Iterable[str]) -> list[app_commands.Choice[str]]:
    fitting = dict.fromkeys(text for text in texts if 0 < len(text) <= _CHOICE_LENGTH)
    return [app_commands.Choice(name=text, value=text) for text in fitting][:_CHOICE_LIMIT]


def _localised(text: str, texts: Mapping[Tongue, str] | Mapping[Any, str]) -> app_commands.locale_str:
    return app_commands.locale_str(text, texts=texts)
