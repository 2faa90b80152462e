"""Buttons that ask an offered question."""

from __future__ import annotations

import re
from typing import Any, Self

from discord import ui

from bot.cogs._send import acknowledge, answer_interaction, send_to_interaction
from bot.cogs._service import Interaction, locale_language, service_of, speak
from bot.cogs._views import OFFER_TEMPLATE
from bot.render.discord import render_notice


class OfferButton(ui.DynamicItem[ui.Button[Any]], template=OFFER_TEMPLATE):
    """A click on a question that was offered: asked as if the person who clicked had typed it."""

    def __init__(self, item: ui.Button[Any], *, key: str, number: int) -> None:
        """Wrap the button that was clicked."""
        super().__init__(item)
        self._key = key
        self._number = number

    @classmethod
    async def from_custom_id(cls, interaction: Interaction, item: ui.Item[Any], match: re.Match[str], /) -> Self:
        """Read key and number back from the button's id."""
        assert isinstance(item, ui.Button)
        return cls(item, key=match["key"], number=int(match["number"]))

    async def callback(self, interaction: Interaction) -> None:
        """Answer the question, or say that it is forgotten."""
        service = service_of(interaction)
        if not service.seen.is_new(interaction.id):
            return
        try:
            question = service.offers.recall(self._key, self._number)
            if question is not None:
                await answer_interaction(interaction, question)
            elif await acknowledge(interaction, ephemeral=True):
                language = service.config.reply_language or locale_language(interaction.locale)
                await send_to_interaction(interaction, render_notice(speak("expired", language)))
        except Exception as error:  # the library would only log it and leave the person waiting
            await interaction.client.tree.on_error(interaction, error)
