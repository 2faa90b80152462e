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

_ROW, _BUTTON, _TEXT, _SEPARATOR, _CONTAINER = (
    kind.value
    for kind in (
        discord.ComponentType.action_row,
        discord.ComponentType.button,
        discord.ComponentType.text_display,
        discord.ComponentType.separator,
        discord.ComponentType.container,
    )
)
_SECONDARY = discord.ButtonStyle.secondary.value
_LABEL_LIMIT = 80
_BUTTONS_IN_ROW = 5
_ABOUT_THE_ANSWER: tuple[Action, ...] = ("useful", "wrong", "outdated", "delete")
_GREY = discord.Colour(0x8A8F98)
_COLOURS: Mapping[Status | None, discord.Colour] = {
    "answered": discord.Colour(0x2F6FB0),
    "ambiguous": discord.Colour(0xC98A1B),
}


class _Drawn(ui.LayoutView):
    """A layout whose components are made: the library's own items take ten times as long, and nobody looks at them."""

    def __init__(self, components: list[dict[str, Any]]) -> None:
        """Carry the components as Discord takes them."""
        super().__init__(timeout=None)
        self._components = components
        # Clicks are recognised by their id; the library would otherwise remember every layout for ever.
        self.stop()

    def to_components(self) -> list[dict[str, Any]]:
        """What is sent."""
        return self._components

    def has_components_v2(self) -> bool:
        """Whether Discord must be told that these are components of its second kind: always."""
        return True


def build_layout(page: Page) -> ui.LayoutView:
    """The page as a layout; needs the running event loop."""
    colour = _COLOURS.get(page.status, _GREY)
    components = [{"type": _CONTAINER, "accent_color": colour.value, "spoiler": False, "components": _texts(page)}]
    if page.key:
        components += [{"type": _ROW, "components": row} for row in _rows(page)]
    return _Drawn(components)


def _texts(page: Page) -> list[dict[str, Any]]:
    parts: list[dict[str, Any]] = []
    for block in page.blocks:
        if parts:
            parts.append({"type": _SEPARATOR, "divider": False, "spacing": 1})
        parts.append({"type": _TEXT, "content": block})
    return parts


def _rows(page: Page) -> Iterator[list[dict[str, Any]]]:
    offers = [_offer(page.key, *offer) for offer in enumerate(page.offers[:_BUTTONS_IN_ROW], start=1)]
    further = [_action(page, action) for action in page.actions if action not in _ABOUT_THE_ANSWER]
    about = [_action(page, action) for action in page.actions if action in _ABOUT_THE_ANSWER]
    yield from (row for row in (offers, further, about) if row)


def _offer(key: str, number: int, question: str) -> dict[str, Any]:
    label = f"{number}. {question}"
    if len(label) > _LABEL_LIMIT:
        label = f"{label[: _LABEL_LIMIT - 1]}…"
    return _button(label, f"kankei:1:offer:{key}:{number}")


def _action(page: Page, action: Action) -> dict[str, Any]:
    return _button(load_words().buttons[action][page.language], f"kankei:1:do:{action}:{page.key}")


def _button(label: str, custom_id: str) -> dict[str, Any]:
    return {"type": _BUTTON, "style": _SECONDARY, "disabled": False, "label": label, "custom_id": custom_id}
