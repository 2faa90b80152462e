"""Pages as Discord layouts: blocks in a coloured container, offered questions as buttons below."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import discord
from discord import ui

from bot.answers.model import Status
from bot.render.discord import Page

OFFER_TEMPLATE = r"kankei:1:offer:(?P<key>[0-9a-f]{16}):(?P<number>[1-9])"
"""What the id of an offer's button looks like: version, key and number, never anybody's words."""

_LABEL_LIMIT = 80
_BUTTONS_IN_ROW = 5
_GREY = discord.Colour(0x8A8F98)
_COLOURS: Mapping[Status | None, discord.Colour] = {
    "answered": discord.Colour(0x2F6FB0),
    "ambiguous": discord.Colour(0xC98A1B),
}


def build_layout(page: Page, offers_key: str) -> ui.LayoutView:
    """The page as a layout, its buttons carrying the key of the page's offers; needs the running event loop."""
    layout = ui.LayoutView(timeout=None)
    container: ui.Container[Any] = ui.Container(accent_colour=_COLOURS.get(page.status, _GREY))
    for number, block in enumerate(page.blocks):
        if number:
            container.add_item(ui.Separator(visible=False))
        container.add_item(ui.TextDisplay(block))
    layout.add_item(container)
    if page.offers:
        buttons = (_button(offers_key, *offer) for offer in enumerate(page.offers[:_BUTTONS_IN_ROW], start=1))
        layout.add_item(ui.ActionRow(*buttons))
    # Clicks are recognised by their id; the library would otherwise remember every layout for ever.
    layout.stop()
    return layout


def _button(key: str, number: int, question: str) -> ui.Button[Any]:
    label = f"{number}. {question}"
    if len(label) > _LABEL_LIMIT:
        label = f"{label[: _LABEL_LIMIT - 1]}…"
    return ui.Button(label=label, custom_id=f"kankei:1:offer:{key}:{number}")
