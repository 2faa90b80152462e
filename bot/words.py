"""What Discord shows around a reply, and which question a slash command stands for: data/surface.yaml as values."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from string import Formatter
from typing import Literal, cast, get_args

import yaml

from bot.answers.model import ReplyLanguage
from bot.errors import WordsError
from knowledge.values import dataclass

Saying = Literal[
    "apology", "expired", "no_date", "passages_gone", "nothing_more", "thanks", "forgotten", "not_yours", "no_private",
    "not_owner", "reloaded", "not_reloaded", "healthy", "privacy", "answers_private", "answers_public",
    "questions_kept", "questions_not_kept", "forgot", "forgot_one", "forgot_nothing", "settings", "settings_channel",
    "days", "one_day", "reads_no_messages", "export", "gaps", "gaps_none", "gap", "gap_once", "gap_other", "slow_down",
    "busy", "stopping",
]  # fmt: skip
Action = Literal["sentence", "more", "timeline", "useful", "wrong", "outdated", "delete"]
"""What a button under an answer does."""

Remark = Literal["title", "label", "hint"]
Menu = Literal["check"]
Tongue = Literal["en", "ja", "zh", "zh-TW"]
"""Languages of command names and descriptions: replies do not tell the two scripts of Chinese apart, Discord does."""

_FILE = Path(__file__).parent / "data" / "surface.yaml"
_KEYS = {"sayings", "buttons", "remark", "menus", "choices", "commands"}
_LANGUAGES = set(get_args(ReplyLanguage))
_TONGUES = set(get_args(Tongue))


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """An option of a slash command in words."""

    name: Mapping[Tongue, str]
    """What Discord shows in the place of the English name; no entry for English."""

    describe: Mapping[Tongue, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """A slash command in words: its names, its descriptions and the questions it stands for, by language."""

    frame: str | None
    """The intent that the command forces; None lets the question speak for itself."""

    name: Mapping[Tongue, str]
    describe: Mapping[Tongue, str]
    options: Mapping[str, Option]
    asks: Mapping[ReplyLanguage, tuple[str, ...]]
    """Empty for a command that asks no question."""

    def phrase(self, language: ReplyLanguage, slots: Mapping[str, str]) -> str:
        """The question of this command with its slots filled: `what did {speaker} say` becomes an utterance."""
        filled = {name: value.strip() for name, value in slots.items() if value.strip()}
        for template in self.asks[language]:
            if _slots(template) <= filled.keys():
                # All at once rather than one by one, and not by str.format: a value may hold braces.
                return re.sub(r"\{(\w+)\}", lambda slot: filled[slot[1]], template)
        return " ".join(filled.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """All of surface.yaml."""

    sayings: Mapping[Saying, Mapping[ReplyLanguage, str]]
    buttons: Mapping[Action, Mapping[ReplyLanguage, str]]
    remark: Mapping[Remark, Mapping[ReplyLanguage, str]]
    menus: Mapping[Menu, Mapping[Tongue, str]]
    choices: Mapping[str, Mapping[str, Mapping[ReplyLanguage, str]]]
    """By option: what may be chosen, each in words."""

    commands: Mapping[str, Command]
    """By name; a subcommand has that of its group before its own: `settings show`."""


@cache
def load_words(path: Path = _FILE) -> Words:
    """Load the wording of the Discord surface; every text must exist in every language.

    Raises:
        WordsError: a text is missing, or a key is none of ours.
    """
    raw = yaml.safe_load(path.read_text(encoding="utf-8"))
    _check_keys(path, "", raw, _KEYS)
    for section, wanted in (("sayings", Saying), ("buttons", Action), ("remark", Remark), ("menus", Menu)):
        _check_keys(path, section, raw[section], set(get_args(wanted)))
    return Words(
        sayings={name: _texts(path, f"sayings.{name}", texts) for name, texts in raw["sayings"].items()},
        buttons={name: _texts(path, f"buttons.{name}", texts) for name, texts in raw["buttons"].items()},
        remark={name: _texts(path, f"remark.{name}", texts) for name, texts in raw["remark"].items()},
        menus={name: _tongues(path, f"menus.{name}", texts) for name, texts in raw["menus"].items()},
        choices={
            option: {key: _texts(path, f"choices.{option}.{key}", texts) for key, texts in values.items()}
            for option, values in raw["choices"].items()
        },
        commands={name: _command(path, name, entry) for name, entry in raw["commands"].items()},
    )


def _command(path: Path, name: str, entry: Mapping[str, object]) -> Command:
    key = f"commands.{name}"
    filled = {"frame": None, "asks": None, **entry}
    _check_keys(path, key, filled, {"frame", "name", "describe", "options", "asks"})
    options = cast("Mapping[str, Mapping[str, object]]", entry["options"])
    asks = cast("Mapping[ReplyLanguage, list[str]] | None", entry.get("asks"))
    if asks is not None:
        _check_asks(path, key, asks, options)
    return Command(
        frame=cast("str | None", entry.get("frame")),
        name=_names(path, f"{key}.name", entry["name"]),
        describe=_tongues(path, f"{key}.describe", entry["describe"]),
        options={option: _option(path, f"{key}.options.{option}", texts) for option, texts in options.items()},
        asks={language: tuple(templates) for language, templates in (asks or {}).items()},
    )


def _check_asks(path: Path, key: str, asks: Mapping[ReplyLanguage, list[str]], options: Mapping[str, object]) -> None:
    _check_keys(path, f"{key}.asks", asks, _LANGUAGES)
    for language, templates in asks.items():
        for template in templates:
            if unknown := _slots(template) - options.keys():
                raise WordsError(
                    f"{path}: {key}.asks.{language}: {{{min(unknown)}}} is no option of the command; name one that is"
                )


def _option(path: Path, key: str, texts: Mapping[str, object]) -> Option:
    _check_keys(path, key, texts, {"name", "describe"})
    return Option(
        name=_names(path, f"{key}.name", texts["name"]), describe=_tongues(path, f"{key}.describe", texts["describe"])
    )


def _names(path: Path, key: str, texts: object) -> Mapping[Tongue, str]:
    _check_keys(path, key, texts, _TONGUES - {"en"})
    return cast("Mapping[Tongue, str]", texts)


def _tongues(path: Path, key: str, texts: object) -> Mapping[Tongue, str]:
    _check_keys(path, key, texts, _TONGUES)
    return cast("Mapping[Tongue, str]", texts)


def _texts(path: Path, key: str, texts: object) -> Mapping[ReplyLanguage, str]:
    _check_keys(path, key, texts, _LANGUAGES)
    return cast("Mapping[ReplyLanguage, str]", texts)


def _check_keys(path: Path, key: str, found: object, wanted: set[str]) -> None:
    if not isinstance(found, Mapping) or set(found) != wanted:
        raise WordsError(f"{path}: {key or 'the file'} must have exactly the keys {', '.join(sorted(wanted))}")


def _slots(template: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(template) if name}
