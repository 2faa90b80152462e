"""The one place that sends: to a message or to an interaction, page by page, without pinging anybody."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable

import aiohttp
import discord
from discord import ui

from bot.answers.model import ReplyLanguage
from bot.cogs._service import (
    Interaction,
    Service,
    conversation_of,
    locale_language,
    origin_of,
    service_of,
    speak_refusal,
)
from bot.cogs._views import build_layout
from bot.pacing import Refusal
from bot.render.discord import Page, render_notice, render_pages

_log = logging.getLogger(__name__)

_ACKNOWLEDGED = 40060
_NO_HISTORY = 160002
"""Replying needs the right to read the channel's history."""

_SETTLED = frozenset({10062, _ACKNOWLEDGED, 50027, 10015})
"""Interaction unknown, acknowledged, its token expired, its webhook gone: nothing can be sent there any more."""

_PAUSES = (1.0, 3.0)
_TRANSPORT_ERRORS = (aiohttp.ClientError, OSError, TimeoutError, TypeError)
"""TypeError: the library raises it for a rate limit answered in HTML on a webhook route."""


async def send_to_message(
    message: discord.Message, pages: tuple[Page, ...], service: Service, *, apology: bool = False
) -> None:
    """Answer a message: the first page as a reply to it, further pages below."""
    for number, page in enumerate(pages):
        # The nonce lets Discord drop a repetition after an answer that got lost on its way back. An apology for pages
        # that did not arrive is no repetition of the first, which did.
        nonce = f"{message.id}-sorry" if apology else f"{message.id}-{number}" if number else message.id
        try:
            await _post(message, page, service, nonce=nonce, as_reply=number == 0)
        except discord.NotFound as problem:
            _log.warning("channel %d is gone (%d)", message.channel.id, problem.code)
            return
        except discord.Forbidden as problem:
            if problem.code != _NO_HISTORY:
                _log.warning("no right to answer in channel %d (%d)", message.channel.id, problem.code)
                return
            await _post(message, page, service, nonce=nonce, as_reply=False)


async def answer_interaction(
    interaction: Interaction,
    utterance: str,
    *,
    frame: str | None = None,
    language: ReplyLanguage | None = None,
    ephemeral: bool = False,
) -> None:
    """Answer a command or a button: acknowledge at once, think, then fill in the answer."""
    interaction.extras["utterance"] = utterance
    service = service_of(interaction)
    with service.door.question(conversation_of(interaction), aloud=False) as refusal:
        if refusal is not None:
            await refuse_interaction(interaction, refusal)
            return
        if not await acknowledge(interaction, ephemeral=ephemeral):
            return
        reply = await service.answerer.answer(
            utterance,
            conversation=conversation_of(interaction),
            origin=origin_of(interaction),
            frame=frame,
            language=service.config.reply_language or language,
        )
        await send_to_interaction(interaction, render_pages(reply))


async def refuse_interaction(interaction: Interaction, refusal: Refusal) -> None:
    """Tell whoever asked, and nobody else, why a question may not be asked now."""
    if await acknowledge(interaction, ephemeral=True):
        language = service_of(interaction).config.reply_language or locale_language(interaction.locale)
        await send_to_interaction(interaction, render_notice(speak_refusal(refusal, language)))


async def acknowledge(interaction: Interaction, *, ephemeral: bool = False) -> bool:
    """Tell Discord that an answer is coming; False where the interaction has already run out."""

    async def defer() -> object:
        return await interaction.response.defer(thinking=True, ephemeral=ephemeral)

    try:
        await _deliver(defer)
    except discord.InteractionResponded:
        return True
    except discord.HTTPException as problem:
        if problem.code not in _SETTLED:
            raise
        return problem.code == _ACKNOWLEDGED
    return True


async def send_to_interaction(interaction: Interaction, pages: tuple[Page, ...]) -> None:
    """Fill in the answer of an acknowledged interaction; further pages follow it, and so does an apology for them."""
    service = service_of(interaction)
    filled_in = "filled_in" in interaction.extras
    if not filled_in:

        async def edit() -> object:
            return await interaction.edit_original_response(view=_layout(pages[0], service))

        await _deliver(edit)
        interaction.extras["filled_in"] = True
    for page in pages if filled_in else pages[1:]:

        async def follow(page: Page = page) -> object:
            return await interaction.followup.send(view=_layout(page, service), wait=True)

        await _deliver(follow)


def is_settled(error: BaseException) -> bool:
    """Whether an error only says that an interaction is over."""
    cause = getattr(error, "original", error)
    return isinstance(cause, discord.HTTPException) and cause.code in _SETTLED


async def _post(message: discord.Message, page: Page, service: Service, *, nonce: str | int, as_reply: bool) -> None:
    async def send() -> object:
        layout = _layout(page, service)
        if not as_reply:
            return await message.channel.send(view=layout, nonce=nonce)
        original = message.to_reference(fail_if_not_exists=False)
        return await message.channel.send(view=layout, nonce=nonce, reference=original, mention_author=False)

    await _deliver(send)


async def _deliver(send: Callable[[], Awaitable[object]]) -> None:
    """Send, and send again where Discord or the line to it failed for a moment."""
    for pause in _PAUSES:
        try:
            await send()
        except discord.HTTPException as problem:
            if problem.status < 500 and problem.status != 429:
                raise
        except _TRANSPORT_ERRORS:
            _log.debug("sending failed, trying again", exc_info=True)
        else:
            return
        await asyncio.sleep(pause)
    await send()


def _layout(page: Page, service: Service) -> ui.LayoutView:
    return build_layout(page, service.offers.keep(page.offers) if page.offers else "")
