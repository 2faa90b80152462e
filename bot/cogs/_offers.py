"""Buttons that ask an offered question."""

from __future__ import annotations

import re
from typing import Any, Self

from discord import ui

from bot.cogs._answering import answer_interaction
from bot.cogs._commands import notify
from bot.cogs._service import Interaction, Service, language_of, service_of, speak
from bot.cogs._views import OFFER_TEMPLATE
from bot.state.model import AnswerId


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
            offers = await _recall(self._key, service)
            if 1 <= self._number <= len(offers):
                await answer_interaction(interaction, offers[self._number - 1], ephemeral=is_hidden(interaction))
            else:
                await notify(interaction, speak("expired", await language_of(interaction)))
        except Exception as error:  # the library would only log it and leave the person waiting
            await interaction.client.tree.on_error(interaction, error)


def is_hidden(interaction: Interaction) -> bool:
    """Whether the message with the button is seen by one person only, so that what follows from it should be too."""
    return interaction.message is not None and interaction.message.flags.ephemeral


async def _recall(key: str, service: Service) -> tuple[str, ...]:
    """The questions offered with an answer: from memory, or after a restart from the state file."""
    offers = service.offers.recall(key)
    if offers is not None:
        return offers
    record = await service.memory.try_run(lambda state: state.answers.recall(AnswerId(key)), None)
    return record.offers if record is not None else ()
