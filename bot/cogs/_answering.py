"""From a question on Discord to its answer there: settings looked up, the answer remembered, its buttons working."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass

import discord

from bot.addressing import Address
from bot.answers.model import Reply, ReplyLanguage
from bot.cogs._send import acknowledge, send_privately, send_to_interaction, send_to_message
from bot.cogs._service import (
    Interaction,
    Service,
    conversation_of,
    language_of,
    origin_of,
    service_of,
    speak,
    speak_refusal,
)
from bot.render.discord import Page, render_notice, render_pages, with_key
from bot.state.model import AnswerId, AnswerRecord, SentMessage
from bot.utterance import detect_language

_REMEMBERED = ("answered", "ambiguous", "not_found", "not_understood", "meta")
_KNOWS = ("answered", "ambiguous")


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Where a question came from, and how."""

    person: int
    guild: int | None
    channel: int
    question: str | None = None
    frame: str | None = None


async def answer_message(message: discord.Message, address: Address, service: Service) -> None:
    """Answer a message, in a direct message where its author prefers that; uncalled only where there is an answer."""
    with service.door.question(conversation_of(message), aloud=address.called) as refusal:
        if refusal is None:
            await _answer_message(message, address, service)
        elif refusal.tell:
            server = await service.memory.server(_guild_of(message))
            language = service.language_on(server, detect_language(address.utterance))
            await send_to_message(message, render_notice(speak_refusal(refusal, language)))


async def _answer_message(message: discord.Message, address: Address, service: Service) -> None:
    guild, person, origin = _guild_of(message), message.author.id, origin_of(message)
    server = await service.memory.server(guild)
    reply = await service.answerer.answer(
        address.utterance,
        conversation=conversation_of(message),
        origin=origin,
        language=service.language_on(server, None),
        reviewed_only=service.reviewed_only_on(server),
    )
    if not address.called and reply.status not in _KNOWS:
        return
    asked = Asked(person=person, guild=guild, channel=message.channel.id, question=address.utterance)
    async with remembered(reply, origin.answer, asked, service) as pages:
        if guild is not None and await service.memory.wants_private(person):
            sent = await send_privately(message, pages)
            if not sent:
                notice = speak("no_private", service.language_on(server, detect_language(address.utterance)))
                await send_to_message(message, render_notice(notice))
        else:
            sent = await send_to_message(message, pages)
        await _note(origin.answer, sent, service)


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
    async with let_in(interaction, ephemeral=ephemeral) as admitted:
        if not admitted:
            return
        server, origin = await service.memory.server(interaction.guild_id), origin_of(interaction)
        reply = await service.answerer.answer(
            utterance,
            conversation=conversation_of(interaction),
            origin=origin,
            frame=frame,
            language=service.language_on(server, language),
            reviewed_only=service.reviewed_only_on(server),
        )
        await show_reply(interaction, reply, origin.answer, question=utterance, frame=frame)


@asynccontextmanager
async def let_in(interaction: Interaction, *, ephemeral: bool) -> AsyncIterator[bool]:
    """Acknowledge a question and have it in hand for as long as the block lasts; False where it may not be asked now.

    Whoever may not is told so, and nobody else.
    """
    service = service_of(interaction)
    with service.door.question(conversation_of(interaction), aloud=False) as refusal:
        if refusal is None:
            yield await acknowledge(interaction, ephemeral=ephemeral or await wants_private(interaction))
            return
        if await acknowledge(interaction, ephemeral=True):
            said = speak_refusal(refusal, await language_of(interaction))
            await send_to_interaction(interaction, render_notice(said))
        yield False


async def show_reply(
    interaction: Interaction, reply: Reply, key: AnswerId, *, question: str | None = None, frame: str | None = None
) -> None:
    """Fill in the answer of an acknowledged interaction, with buttons that work."""
    service = service_of(interaction)
    asked = Asked(
        person=interaction.user.id,
        guild=interaction.guild_id,
        channel=interaction.channel_id or 0,
        question=question,
        frame=frame,
    )
    async with remembered(reply, key, asked, service) as pages:
        sent = await send_to_interaction(interaction, pages)
        await _note(key, sent, service)


async def wants_private(interaction: Interaction) -> bool:
    """Whether whoever acts wants to be answered where nobody else sees it."""
    return await service_of(interaction).memory.wants_private(interaction.user.id)


@asynccontextmanager
async def remembered(reply: Reply, key: AnswerId, asked: Asked, service: Service) -> AsyncIterator[tuple[Page, ...]]:
    """The pages of a reply, which is written down while the block sends them, so that its buttons work after a restart.

    One thread does all that is done with the state file, in order: a click that comes sooner than the record is on the
    disk waits for it. What asks back is kept in memory only.
    """
    pages = with_key(render_pages(reply), key)
    if reply.status not in _REMEMBERED:
        yield pages
        return
    if offers := reply.choices + reply.suggestions:
        service.offers.keep(key, offers)
    record = AnswerRecord(
        id=key,
        made_at=service.memory.now(),
        person_id=asked.person,
        guild_id=asked.guild,
        channel_id=asked.channel,
        intent=reply.intent,
        status=reply.status,
        language=reply.language,
        frame=asked.frame,
        facts=reply.facts,
        citations=tuple({"article": c.article, "sentence": c.sentence} for c in reply.citations),
        offers=reply.suggestions,
        knowledge=(await service.answerer.holdings()).stamp,
        question=asked.question,
    )
    writing = asyncio.create_task(_write(record, reply, service), name="remembering an answer")
    try:
        yield pages
    finally:
        await writing


async def _note(key: AnswerId, sent: Sequence[discord.Message], service: Service) -> None:
    """Note where the pages of an answer stand, if it has several; a single one is found through its own buttons."""
    if len(sent) < 2:
        return
    service.sent.keep(key, tuple(sent))
    pages = [SentMessage(channel_id=message.channel.id, message_id=message.id) for message in sent]
    await service.memory.try_run(lambda state: state.answers.note_messages(key, pages), None)


def _guild_of(message: discord.Message) -> int | None:
    return message.guild.id if message.guild is not None else None


def _is_refusal(reply: Reply) -> bool:
    return reply.status in ("not_found", "not_understood")


async def _write(record: AnswerRecord, reply: Reply, service: Service) -> None:
    await service.memory.try_run(lambda state: state.answers.keep(record), None)
    if not _is_refusal(reply):
        return
    missing = await service.answerer.run(lambda responder: responder.missing(reply))
    if missing is not None:
        kind, term = missing
        await service.memory.try_run(
            lambda state: state.gaps.note(
                kind=kind,
                term=term,
                asked_at=record.made_at,
                guild_id=record.guild_id,
                person_id=record.person_id,
                question=record.question,
            ),
            None,
        )
