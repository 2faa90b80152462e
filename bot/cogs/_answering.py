"""From a question on Discord to its answer there: settings looked up, the answer remembered, its buttons working."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager

import discord

from bot.addressing import Address
from bot.answerer import Answer
from bot.answers.missing import Missing
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
from knowledge.values import dataclass

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
    answer = await service.answerer.answer(
        address.utterance,
        conversation=conversation_of(message),
        origin=origin,
        language=service.language_on(server, None),
        reviewed_only=service.reviewed_only_on(server),
    )
    if not address.called and answer.reply.status not in _KNOWS:
        return
    asked = Asked(person=person, guild=guild, channel=message.channel.id, question=address.utterance)
    private = guild is not None and await service.memory.wants_private(person)
    with remembered(answer, origin.answer, asked, service) as pages:
        if private:
            sent = await send_privately(message, pages)
            if not sent:
                notice = speak("no_private", service.language_on(server, detect_language(address.utterance)))
                await send_to_message(message, render_notice(notice))
        else:
            sent = await send_to_message(message, pages)
        _note(origin.answer, sent, service)


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
        answer = await service.answerer.answer(
            utterance,
            conversation=conversation_of(interaction),
            origin=origin,
            frame=frame,
            language=service.language_on(server, language),
            reviewed_only=service.reviewed_only_on(server),
        )
        await show_answer(interaction, answer, origin.answer, question=utterance, frame=frame)


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


async def show_answer(
    interaction: Interaction, answer: Answer, key: AnswerId, *, question: str | None = None, frame: str | None = None
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
    with remembered(answer, key, asked, service) as pages:
        sent = await send_to_interaction(interaction, pages)
        _note(key, sent, service)


async def show_reply(interaction: Interaction, reply: Reply, key: AnswerId) -> None:
    """The same for a reply to no words, such as what else there is on a matter."""
    await show_answer(interaction, await service_of(interaction).answerer.complete(reply), key)


async def wants_private(interaction: Interaction) -> bool:
    """Whether whoever acts wants to be answered where nobody else sees it."""
    return await service_of(interaction).memory.wants_private(interaction.user.id)


@contextmanager
def remembered(answer: Answer, key: AnswerId, asked: Asked, service: Service) -> Iterator[tuple[Page, ...]]:
    """The pages of a reply, which is written down while the block sends them, so that its buttons work after a restart.

    A click that comes sooner than the record is on the disk waits for it. What asks back is kept in memory only.
    """
    reply = answer.reply
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
        knowledge=answer.knowledge,
        question=asked.question,
    )
    service.memory.note(lambda state: state.answers.keep(record))
    if answer.missing is not None:
        _note_gap(answer.missing, record, service)
    yield pages


def _note(key: AnswerId, sent: Sequence[discord.Message], service: Service) -> None:
    """Note where the pages of an answer stand, if it has several; a single one is found through its own buttons."""
    if len(sent) < 2:
        return
    service.sent.keep(key, tuple(sent))
    pages = [SentMessage(channel_id=message.channel.id, message_id=message.id) for message in sent]
    service.memory.note(lambda state: state.answers.note_messages(key, pages))


def _guild_of(message: discord.Message) -> int | None:
    return message.guild.id if message.guild is not None else None


def _note_gap(missing: Missing, record: AnswerRecord, service: Service) -> None:
    kind, term = missing
    service.memory.note(
        lambda state: state.gaps.note(
            kind=kind,
            term=term,
            asked_at=record.made_at,
            guild_id=record.guild_id,
            person_id=record.person_id,
            question=record.question,
        )
    )
