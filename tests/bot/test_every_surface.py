"""Each command, button, modal and menu from end to end; one that is added and not tried here fails.

What each of them does in detail, the other tests of the protocol say.
"""

from __future__ import annotations

import importlib
import pkgutil
from typing import Any, get_args

import pytest
from discord import ui

import bot.cogs
from bot.words import Action, load_words
from tests.fakecord.harbour import Harbour
from tests.fakecord.world import JSON, CommandKind

pytestmark = pytest.mark.asyncio

ANSWER = "Maya Ortiz said the bridge would open in May."
COMMANDS: dict[str, tuple[dict[str, Any], str]] = {
    "ask": ({"question": "what did ortiz say?"}, ANSWER),
    "asof": ({"date": "May 2024", "question": "what did ortiz say?"}, ANSWER),
    "timeline": ({"about": "bridge"}, ANSWER),
    "quotes": ({"speaker": "ortiz", "topic": "bridge"}, ANSWER),
    "who": ({"name": "ortiz"}, "I know nothing of who is ortiz."),
    "relations": ({"a": "ortiz", "b": "harbour"}, ANSWER),
    "compare": ({"a": "x", "b": "y", "topic": "z"}, ANSWER),
    "sources": ({"about": "bridge"}, ANSWER),
    "help": ({}, ANSWER),
    "topics": ({}, "Bridges."),
    "coverage": ({}, "One."),
    "health": ({}, "1,234 facts"),
    "reload": ({}, "Only the owner"),
    "privacy": ({"answers": "private"}, "seen by you alone"),
    "forget-me": ({}, "remembered nothing"),
    "gaps": ({"days": 7}, "since"),
    "settings show": ({}, "30 days"),
    "settings channel": ({"mode": "off"}, "never"),
    "settings language": ({"language": "zh"}, "中文"),
    "settings unreviewed": ({"allowed": "no"}, load_words().choices["allowed"]["no"]["en"]),
    "settings questions": ({"kept": "yes"}, load_words().choices["kept"]["yes"]["en"]),
    "settings retention": ({"days": 7}, "7 days"),
    "settings reset": ({}, "30 days"),
    "settings export": ({}, "remember"),
}
MENUS = {"Check against sources": "**Supported**"}
BUTTONS: dict[Action, str] = {
    "sentence": "Where this stands",
    "more": "the ferry will stop",
    "timeline": "In order:",
    "useful": "Thank you",
    "wrong": "Thank you",
    "outdated": "Thank you",
    "delete": "",
}
COMPLETED = {
    ("asof", "date"), ("timeline", "about"), ("quotes", "speaker"), ("quotes", "topic"), ("who", "name"),
    ("relations", "a"), ("relations", "b"), ("compare", "a"), ("compare", "b"), ("compare", "topic"),
    ("sources", "about"),
}  # fmt: skip
OF_THE_LIBRARY = {"OfferButton", "ActionButton", "RemarkModal", "_Drawn"}
"""Our classes of the library's buttons, modals and views: the first is tried by a click on an offer, below; the last is
every answer."""


def registered(harbour: Harbour, kind: CommandKind) -> list[JSON]:
    return [command for command in harbour.discord.world.commands.values() if command["type"] == kind]


async def test_nothing_is_registered_that_is_not_tried_here(harbour: Harbour) -> None:
    commands = registered(harbour, CommandKind.CHAT)
    leaves: dict[str, list[JSON]] = {}
    for command in commands:
        inner = [option for option in command.get("options") or () if option["type"] in (1, 2)]
        assert all(option["type"] == 1 for option in inner), "a group within a group: look into it, too"
        for option in inner:
            leaves[f"{command['name']} {option['name']}"] = option.get("options") or []
        if not inner:
            leaves[command["name"]] = command.get("options") or []
    assert leaves.keys() == COMMANDS.keys()
    completed = {(name, option["name"]) for name, options in leaves.items() for option in options
                 if option.get("autocomplete")}  # fmt: skip
    assert completed == COMPLETED
    menus = [*registered(harbour, CommandKind.MESSAGE), *registered(harbour, CommandKind.USER)]
    assert {menu["name"] for menu in menus} == MENUS.keys()
    assert BUTTONS.keys() == set(get_args(Action))


async def test_no_class_with_buttons_or_fields_is_overlooked() -> None:
    for module in pkgutil.iter_modules(bot.cogs.__path__, "bot.cogs."):
        importlib.import_module(module.name)
    ours = {known.__name__ for base in (ui.DynamicItem, ui.Modal, ui.View, ui.LayoutView) for known in _below(base)}
    assert ours == OF_THE_LIBRARY


@pytest.mark.parametrize("name", COMMANDS)
async def test_a_command_answers(harbour: Harbour, name: str) -> None:
    options, text = COMMANDS[name]
    seen = await harbour.maya.slash(harbour.general, name, **options)
    assert text in seen.text
    assert seen.failure is None


@pytest.mark.parametrize(("command", "option"), sorted(COMPLETED))
async def test_an_option_is_completed(harbour: Harbour, command: str, option: str) -> None:
    others = {name: value for name, value in COMMANDS[command][0].items() if name != option}
    seen = await harbour.maya.completes(harbour.general, command, option, "", **others)
    assert seen.offered


@pytest.mark.parametrize("name", MENUS)
async def test_a_menu_answers(harbour: Harbour, name: str) -> None:
    claim = harbour.juan.writes(harbour.general, "The bridge opens in May.")
    assert MENUS[name] in (await harbour.maya.uses_on(claim, name)).text


@pytest.mark.parametrize("action", BUTTONS)
async def test_a_button_acts(harbour: Harbour, action: Action) -> None:
    asked = await harbour.maya.says(harbour.general, f"{harbour.mention} what did ortiz say?")
    seen = await harbour.maya.clicks(asked.response, load_words().buttons[action]["en"])
    if action in ("wrong", "outdated"):
        seen = await harbour.maya.submits(seen)
    assert BUTTONS[action] in seen.text
    assert seen.failure is None
    assert asked.response.deleted is (action == "delete")


async def test_an_offer_is_asked(harbour: Harbour) -> None:
    asked = await harbour.maya.says(harbour.general, f"{harbour.mention} ortiz")
    assert ANSWER in (await harbour.maya.clicks(asked.response, "1. What did Maya Ortiz say?")).text


def _below(base: type[Any]) -> set[type[Any]]:
    """The classes of ours that derive from one of the library's."""
    derived = {known for each in base.__subclasses__() for known in {each, *_below(each)}}
    return {known for known in derived if known.__module__.startswith("bot.")}
