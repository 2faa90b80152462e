"""What Discord shows around a reply, and which question a slash command stands for: data/surface.yaml as values."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from string import Formatter
from typing import Literal, cast, get_args

import yaml

from bot.answers.model import ReplyLanguage
from bot.errors import WordsError

Saying = Literal["apology", "expired", "no_date", "slow_down", "busy", "stopping"]

_FILE = Path(__file__).parent / "data" / "surface.yaml"
_COMMAND_KEYS = {"frame", "describe", "options", "asks"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """A slash command in words: its descriptions and the questions it stands for, by language."""

    frame: str | None
    """The intent that the command forces; None lets the question speak for itself."""

    describe: Mapping[ReplyLanguage, str]
    options: Mapping[str, Mapping[ReplyLanguage, str]]
    asks: Mapping[ReplyLanguage, tuple[str, ...]]

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
    commands: Mapping[str, Command]


@cache
def load_words(path: Path = _FILE) -> Words:
    """Load the wording of the Discord surface; every text must exist in every reply language."""
    raw = yaml.safe_load(path.read_text(encoding="utf-8"))
    sayings = get_args(Saying)
    _check_keys(path, "", raw, {*sayings, "commands"})
    return Words(
        sayings={name: _translations(path, name, raw[name]) for name in sayings},
        commands={name: _command(path, name, entry) for name, entry in raw["commands"].items()},
    )


def _command(path: Path, name: str, entry: Mapping[str, object]) -> Command:
    _check_keys(path, f"commands.{name}", {"frame": None, **entry}, _COMMAND_KEYS)
    options = cast("Mapping[str, object]", entry["options"])
    asks = cast("Mapping[ReplyLanguage, list[str]]", entry["asks"])
    _check_keys(path, f"commands.{name}.asks", asks, set(get_args(ReplyLanguage)))
    for language, templates in asks.items():
        for template in templates:
            if unknown := _slots(template) - options.keys():
                raise WordsError(
                    f"{path}: commands.{name}.asks.{language}: {{{min(unknown)}}} is not an option of the command; "
                    "name one that is"
                )
    return Command(
        frame=cast("str | None", entry.get("frame")),
        describe=_translations(path, f"commands.{name}.describe", entry["describe"]),
        options={key: _translations(path, f"commands.{name}.options.{key}", texts) for key, texts in options.items()},
        asks={language: tuple(templates) for language, templates in asks.items()},
    )


def _translations(path: Path, key: str, texts: object) -> Mapping[ReplyLanguage, str]:
    _check_keys(path, key, texts, set(get_args(ReplyLanguage)))
    return cast("Mapping[ReplyLanguage, str]", texts)


def _check_keys(path: Path, key: str, found: object, wanted: set[str]) -> None:
    if not isinstance(found, Mapping) or set(found) != wanted:
        raise WordsError(f"{path}: {key or 'the file'} must have exactly the keys {', '.join(sorted(wanted))}")


def _slots(template: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(template) if name}
