"""The one place that sends: to a message or to an interaction, page by page, without pinging anybody."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from typing import TypeVar

import aiohttp
import discord

from bot.cogs._service import Interaction
from bot.cogs._views import build_layout
from bot.render.discord import Page
from bot.state.model import SentMessage

T = TypeVar("T")

_log = logging.getLogger(__name__)

_ACKNOWLEDGED = 40060
_NO_HISTORY = 160002
"""Replying needs the right to read the channel's history."""

_SETTLED = frozenset({10062, _ACKNOWLEDGED, 50027, 10015})
"""Interaction unknown, acknowledged, its token expired, its webhook gone: nothing can be sent there any more."""

_PAUSES = (1.0, 3.0)
_ACKNOWLEDGE_PAUSES = (0.1, 0.1)
_ACKNOWLEDGE_SECONDS = 0.9
"""For one try: Discord waits three seconds in all, and the library alone would pause for four after two failures."""

_TRANSPORT_ERRORS = (aiohttp.ClientError, OSError, TimeoutError, TypeError)
"""TypeError: the library raises it for a rate limit answered in HTML on a webhook route."""


async def send_to_message(
    message: discord.Message, pages: tuple[Page, ...], *, apology: bool = False
) -> tuple[discord.Message, ...]:
    """Answer a message: the first page as a reply to it, further pages below.

    Returns:
        What was sent; less than all pages where the channel let no more through.
    """
    sent: list[discord.Message] = []
    for number, page in enumerate(pages):
        # The nonce lets Discord drop a repetition after an answer that got lost on its way back. An apology for pages
        # that did not arrive is no repetition of the first, which did.
        nonce = f"{message.id}-sorry" if apology else f"{message.id}-{number}" if number else message.id
        try:
            sent.append(await _post(message, page, nonce=nonce, as_reply=number == 0))
        except discord.NotFound as problem:
            _log.warning("channel %d is gone (%d)", message.channel.id, problem.code)
            break
        except discord.Forbidden as problem:
            if problem.code != _NO_HISTORY:
                _log.warning("no right to answer in channel %d (%d)", message.channel.id, problem.code)
                break
            sent.append(await _post(message, page, nonce=nonce, as_reply=False))
    return tuple(sent)


async def send_privately(message: discord.Message, pages: tuple[Page, ...]) -> tuple[discord.Message, ...]:
    """Answer a message in a direct message to its author.

    Returns:
        What was sent; nothing where that is not allowed.
    """
    sent: list[discord.Message] = []
    for number, page in enumerate(pages):

        async def send(page: Page = page, number: int = number) -> discord.Message:
            return await message.author.send(view=build_layout(page), nonce=f"{message.id}-p{number}")

        try:
            sent.append(await _deliver(send))
        except discord.Forbidden:
            return ()
    return tuple(sent)


async def acknowledge(interaction: Interaction, *, ephemeral: bool = False) -> bool:
    """Tell Discord that an answer is coming; False where the interaction has already run out."""
    interaction.extras["hidden"] = ephemeral  # later pages hide as the first does

    async def defer() -> object:
        async with asyncio.timeout(_ACKNOWLEDGE_SECONDS):
            return await interaction.response.defer(thinking=True, ephemeral=ephemeral)

    try:
        await _deliver(defer, _ACKNOWLEDGE_PAUSES)
    except discord.InteractionResponded:
        return True
    except discord.HTTPException as problem:
        if problem.code not in _SETTLED:
            raise
        return problem.code == _ACKNOWLEDGED
    return True


async def send_to_interaction(interaction: Interaction, pages: tuple[Page, ...]) -> tuple[discord.Message, ...]:
    """Fill in the answer of an acknowledged interaction; further pages follow it, and so does an apology for them.

    Returns:
        What was sent.
    """
    hidden = bool(interaction.extras.get("hidden"))
    filled_in = "filled_in" in interaction.extras
    sent: list[discord.Message] = []
    if not filled_in:

        async def edit() -> discord.Message:
            return await interaction.edit_original_response(view=build_layout(pages[0]))

        sent.append(await _deliver(edit))
        interaction.extras["filled_in"] = True
    for page in pages if filled_in else pages[1:]:

        async def follow(page: Page = page) -> discord.Message:
            return await interaction.followup.send(view=build_layout(page), wait=True, ephemeral=hidden)

        sent.append(await _deliver(follow))
    return tuple(sent)


async def send_file(interaction: Interaction, file: discord.File, text: str) -> None:
    """Fill in the answer of an acknowledged interaction with a file and a sentence about it."""
    # Sent once: a file cannot be read a second time.
    await interaction.edit_original_response(content=text, attachments=[file])


async def delete_messages(
    interaction: Interaction, others: Sequence[SentMessage], held: Sequence[discord.Message]
) -> None:
    """Delete the message whose button was clicked, and other messages of the same answer.

    Args:
        others: where the messages of the answer stand, its own among them.
        held: those of them that came with a command's token, by which alone hidden ones can be deleted, for a while.
    """
    # No answer of its own: the click is acknowledged as a change of its message, which then goes.
    try:
        await interaction.response.defer()
        await interaction.delete_original_response()
    except discord.NotFound:
        _log.debug("the answer was gone already")
    own = interaction.message.id if interaction.message is not None else 0
    hidden = interaction.message is not None and interaction.message.flags.ephemeral
    by_token = {message.id: message for message in held}
    for other in others:
        if other.message_id == own:
            continue
        channel = interaction.client.get_partial_messageable(other.channel_id)
        ways = (by_token.get(other.message_id), None if hidden else channel.get_partial_message(other.message_id))
        await _delete_one([way for way in reversed(ways) if way is not None])


def is_settled(error: BaseException) -> bool:
    """Whether an error only says that an interaction is over."""
    cause = getattr(error, "original", error)
    return isinstance(cause, discord.HTTPException) and cause.code in _SETTLED


async def _delete_one(ways: Sequence[discord.Message | discord.PartialMessage]) -> None:
    """Delete a message in the first of several ways that works."""
    for message in ways:
        try:
            await message.delete()
        except discord.HTTPException as problem:
            _log.info("a page of an answer could not be deleted (%d)", problem.code)
        else:
            return


async def _post(message: discord.Message, page: Page, *, nonce: str | int, as_reply: bool) -> discord.Message:
    async def send() -> discord.Message:
        layout = build_layout(page)
        if not as_reply:
            return await message.channel.send(view=layout, nonce=nonce)
        original = message.to_reference(fail_if_not_exists=False)
        return await message.channel.send(view=layout, nonce=nonce, reference=original, mention_author=False)

    return await _deliver(send)


async def _deliver(send: Callable[[], Awaitable[T]], pauses: tuple[float, ...] | None = None) -> T:
    """Send, and send again where Discord or the line to it failed for a moment."""
    for pause in pauses or _PAUSES:
        try:
            return await send()
        except discord.HTTPException as problem:
            if problem.status < 500 and problem.status != 429:
                raise
        except _TRANSPORT_ERRORS:
            _log.debug("sending failed, trying again", exc_info=True)
        await asyncio.sleep(pause)
    return await send()
