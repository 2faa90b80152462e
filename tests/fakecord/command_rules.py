"""What Discord asks of application commands and of the choices that complete an option."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from tests.fakecord.component_rules import check_length
from tests.fakecord.world import JSON, CommandKind

LOCALES = frozenset(
    "id da de en-GB en-US es-ES es-419 fr hr it lt hu nl no pl pt-BR ro fi sv-SE vi tr cs el bg ru uk hi th "
    "zh-CN ja zh-TW ko".split()
)
LIMITS = {CommandKind.CHAT: 100, CommandKind.USER: 15, CommandKind.MESSAGE: 15}

_NAME = re.compile(r"^[-_'\w\u0900-\u097F\u0E00-\u0E7F]{1,32}$")
_SUBCOMMAND, _GROUP, _STRING, _INTEGER, _NUMBER = 1, 2, 3, 4, 10
_TOTAL = 8000
_KNOWN = frozenset(
    "id name name_localizations description description_localizations options default_member_permissions "
    "dm_permission default_permission integration_types contexts type nsfw handler".split()
)
_KNOWN_IN_OPTIONS = frozenset(
    "type name name_localizations description description_localizations required choices options channel_types "
    "min_value max_value min_length max_length autocomplete".split()
)


def check_commands(commands: list[JSON]) -> Iterator[str]:
    """Complaints about a whole set of commands."""
    kinds = Counter(command.get("type", CommandKind.CHAT) for command in commands)
    for kind, most in LIMITS.items():
        if kinds[kind] > most:
            yield f"{kinds[kind]} commands of type {kind.value}, more than {most}"
    names = Counter((command.get("type", CommandKind.CHAT), command.get("name")) for command in commands)
    for (_, name), times in names.items():
        if times > 1:
            yield f"{times} commands are named {name!r}"
    for command in commands:
        yield from check_command(command)


def check_command(command: Mapping[str, Any]) -> Iterator[str]:
    """Complaints about one command."""
    name = command.get("name")
    where = f"command {name!r}"
    for key in sorted(set(command) - _KNOWN):
        yield f"{where}: unknown key {key!r}"
    kind = command.get("type", CommandKind.CHAT)
    if kind == CommandKind.CHAT:
        yield from _check_name(where, command)
        yield from _check_description(where, command)
        yield from _check_options(where, command.get("options") or [], depth=0)
        size = _size(command)
        if size > _TOTAL:
            yield f"{where}: {size} characters in names, descriptions and values, more than {_TOTAL}"
    else:
        yield from check_length(f"{where}: name", name, 1, 32)
        if command.get("description"):
            yield f"{where}: a command of a menu has no description"
        if command.get("options"):
            yield f"{where}: a command of a menu has no options"
        yield from _check_locales(where, command, "name_localizations", 32)
    if not set(command.get("contexts") or ()) <= {0, 1, 2}:
        yield f"{where}: contexts {command['contexts']}"
    if not set(command.get("integration_types") or ()) <= {0, 1}:
        yield f"{where}: integration types {command['integration_types']}"


def check_choices(choices: object, kind: int = _STRING) -> Iterator[str]:
    """Complaints about the choices of an option, declared or completed."""
    if not isinstance(choices, list):
        yield "choices are missing"
        return
    if len(choices) > 25:
        yield f"{len(choices)} choices, more than 25"
    for choice in choices:
        yield from check_length("choice name", choice.get("name"), 1, 100)
        yield from _check_locales("choice", choice, "name_localizations", 100)
        value = choice.get("value")
        if kind == _STRING:
            yield from check_length("choice value", value, 1, 100)
        elif isinstance(value, bool) or not isinstance(value, int if kind == _INTEGER else (int, float)):
            yield f"choice value {value!r} is no number"


def _check_name(where: str, described: Mapping[str, Any]) -> Iterator[str]:
    names = {"name": described.get("name")}
    names |= {f"name in {locale}": name for locale, name in (described.get("name_localizations") or {}).items()}
    for what, name in names.items():
        if not isinstance(name, str) or not _NAME.match(name):
            yield f"{where}: {what} {name!r} is not 1 to 32 letters, digits, - and _"
        elif name != name.lower():
            yield f"{where}: {what} {name!r} is not in lower case"
    yield from _check_locales(where, described, "name_localizations", 32)


def _check_description(where: str, described: Mapping[str, Any]) -> Iterator[str]:
    yield from check_length(f"{where}: description", described.get("description"), 1, 100)
    yield from _check_locales(where, described, "description_localizations", 100)


def _check_locales(where: str, described: Mapping[str, Any], key: str, most: int) -> Iterator[str]:
    for locale, text in (described.get(key) or {}).items():
        if locale not in LOCALES:
            yield f"{where}: unknown locale {locale!r}"
        yield from check_length(f"{where}: {key} for {locale}", text, 1, most)


def _check_options(where: str, options: list[JSON], *, depth: int) -> Iterator[str]:
    if len(options) > 25:
        yield f"{where}: {len(options)} options, more than 25"
    for name, times in Counter(option.get("name") for option in options).items():
        if times > 1:
            yield f"{where}: {times} options are named {name!r}"
    needed = [bool(option.get("required")) for option in options if option.get("type") not in (_SUBCOMMAND, _GROUP)]
    if needed != sorted(needed, reverse=True):
        yield f"{where}: a required option after an optional one"
    if needed and len(needed) < len(options):
        yield f"{where}: options beside subcommands"
    for option in options:
        yield from _check_option(f"{where}, option {option.get('name')!r}", option, depth=depth)


def _check_option(where: str, option: JSON, *, depth: int) -> Iterator[str]:
    for key in sorted(set(option) - _KNOWN_IN_OPTIONS):
        yield f"{where}: unknown key {key!r}"
    kind = option.get("type")
    if kind not in range(1, 12):
        yield f"{where}: type {kind!r}"
    yield from _check_name(where, option)
    yield from _check_description(where, option)
    if kind in (_SUBCOMMAND, _GROUP):
        if depth > int(kind == _SUBCOMMAND):
            yield f"{where}: nested too deeply"
        yield from _check_options(where, option.get("options") or [], depth=depth + 1)
    choices = option.get("choices") or []
    if choices:
        if option.get("autocomplete"):
            yield f"{where}: choices along with autocomplete"
        yield from (f"{where}: {problem}" for problem in check_choices(choices, kind or _STRING))
    if option.get("autocomplete") and kind not in (_STRING, _INTEGER, _NUMBER):
        yield f"{where}: autocomplete for type {kind}"
    for key in ("min_length", "max_length"):
        if option.get(key) is not None and (kind != _STRING or not 0 <= option[key] <= 6000):
            yield f"{where}: {key} {option[key]!r}"


def _size(described: Mapping[str, Any]) -> int:
    total = 0
    for key in ("name", "description"):
        texts = [described.get(key) or "", *(described.get(f"{key}_localizations") or {}).values()]
        total += max(len(text) for text in texts)
    total += sum(
        len(str(choice.get("name"))) + len(str(choice.get("value"))) for choice in described.get("choices") or ()
    )
    return total + sum(_size(option) for option in described.get("options") or ())
