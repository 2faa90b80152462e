"""Pages as Discord layouts: blocks in a coloured container, offered questions and what can be done as buttons below.

What a button is for stands in its id, as version, kind and the id of the answer, and never anybody's words.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, get_args

import discord
from discord import ui

from bot.answers.model import Status
from bot.render.discord import Page
from bot.words import Action, load_words

_KEY = r"(?P<key>[0-9a-f]{16})"
OFFER_TEMPLATE = rf"kankei:1:offer:{_KEY}:(?P<number>[1-9])"
ACTION_TEMPLATE = rf"kankei:1:do:(?P<action>{'|'.join(get_args(Action))}):{_KEY}"

_LABEL_LIMIT = 80
_BUTTONS_IN_ROW = 5
_ABOUT_THE_ANSWER: tuple[Action, ...] = ("useful", "wrong", "outdated", "delete")
_GREY = discord.Colour(0x8A8F98)
_COLOURS: Mapping[Status | None, discord.Colour] = {
    "answered": discord.Colour(0x2F6FB0),
    "ambiguous": discord.Colour(0xC98A1B),
}


def build_layout(page: Page) -> ui.LayoutView:
    """The page as a layout; needs the running event loop."""
    layout = ui.LayoutView(timeout=None)
    container: ui.Container[Any] = ui.Container(accent_colour=_COLOURS.get(page.status, _GREY))
    for number, block in enumerate(page.blocks):
        if number:
            container.add_item(ui.Separator(visible=False))
        container.add_item(ui.TextDisplay(block))
    layout.add_item(container)
    if page.key:
        for row in _rows(page):
            layout.add_item(ui.ActionRow(*row))
    # Clicks are recognised by their id; the library would otherwise remember every layout for ever.
    layout.stop()
    return layout


def _rows(page: Page) -> Iterator[list[ui.Button[Any]]]:
    offers = [_offer(page.key, *offer) for offer in enumerate(page.offers[:_BUTTONS_IN_ROW], start=1)]
    further = [_action(page, action) for action in page.actions if action not in _ABOUT_THE_ANSWER]
    about = [_action(page, action) for action in page.actions if action in _ABOUT_THE_ANSWER]
    yield from (row for row in (offers, further, about) if row)


def _offer(key: str, number: int, question: str) -> ui.Button[Any]:
    label = f"{number}. {question}"
    if len(label) > _LABEL_LIMIT:
        label = f"{label[: _LABEL_LIMIT - 1]}…"
    return ui.Button(label=label, custom_id=f"kankei:1:offer:{key}:{number}")


def _action(page: Page, action: Action) -> ui.Button[Any]:
    return ui.Button(label=load_words().buttons[action][page.language], custom_id=f"kankei:1:do:{action}:{page.key}")
