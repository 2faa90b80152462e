"""From a question on Discord to its answer there: settings looked up, the answer remembered, its buttons working."""

from __future__ import annotations

from dataclasses import dataclass

import discord

from bot.answers.missing import MissingKind
from bot.answers.model import Reply, ReplyLanguage
from bot.cogs._send import acknowledge, send_privately, send_to_interaction, send_to_message
from bot.cogs._service import Interaction, Service, conversation_of, service_of, speak
from bot.render.discord import Page, render_notice, render_pages, with_key
from bot.state.answers import make_answer_id
from bot.state.model import AnswerId, AnswerRecord
from bot.state.state import State

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


async def answer_message(message: discord.Message, utterance: str, service: Service, *, called: bool) -> None:
    """Answer a message, in a direct message where its author prefers that; uncalled only where there is an answer."""
    guild = message.guild.id if message.guild is not None else None
    server = await service.memory.server(guild)
    reply = await service.answerer.answer(
        utterance,
        conversation=conversation_of(message),
        language=service.language_on(server, None),
        reviewed_only=service.reviewed_only_on(server),
    )
    if not called and reply.status not in _KNOWS:
        return
    asked = Asked(person=message.author.id, guild=guild, channel=message.channel.id, question=utterance)
    pages, key = await remember(reply, asked, service)
    person = message.author.id
    if guild is not None and await service.memory.try_run(lambda state: state.people.wants_private(person), False):
        if not await send_privately(message, pages):
            notice = speak("no_private", service.language_on(server, None))
            await send_to_message(message, render_notice(notice))
        return
    sent = await send_to_message(message, pages)
    if len(sent) > 1:
        service.sent.keep(key, sent)


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
    server = await service.memory.server(interaction.guild_id)
    if not await acknowledge(interaction, ephemeral=ephemeral or await wants_private(interaction)):
        return
    reply = await service.answerer.answer(
        utterance,
        conversation=conversation_of(interaction),
        frame=frame,
        language=service.language_on(server, language),
        reviewed_only=service.reviewed_only_on(server),
    )
    await show_reply(interaction, reply, question=utterance, frame=frame)


async def show_reply(
    interaction: Interaction, reply: Reply, *, question: str | None = None, frame: str | None = None
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
    pages, key = await remember(reply, asked, service)
    sent = await send_to_interaction(interaction, pages)
    if len(sent) > 1:
        service.sent.keep(key, sent)


async def wants_private(interaction: Interaction) -> bool:
    """Whether whoever acts wants to be answered where nobody else sees it."""
    person = interaction.user.id
    return await service_of(interaction).memory.try_run(lambda state: state.people.wants_private(person), False)


async def remember(reply: Reply, asked: Asked, service: Service) -> tuple[tuple[Page, ...], AnswerId]:
    """Write an answer down, so that its buttons work after a restart; what asks back is kept in memory only."""
    key = make_answer_id()
    pages = with_key(render_pages(reply), key)
    if reply.status not in _REMEMBERED:
        return pages, key
    if offers := reply.choices + reply.suggestions:
        service.offers.keep(key, offers)
    missing = await service.answerer.run(lambda responder: responder.missing(reply)) if _is_refusal(reply) else None
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
    await service.memory.try_run(lambda state: _write(state, record, missing), None)
    return pages, key


def _is_refusal(reply: Reply) -> bool:
    return reply.status in ("not_found", "not_understood")


def _write(state: State, record: AnswerRecord, missing: tuple[MissingKind, str] | None) -> None:
    state.answers.keep(record)
    if missing is not None:
        kind, term = missing
        state.gaps.note(
            kind=kind,
            term=term,
            asked_at=record.made_at,
            guild_id=record.guild_id,
            person_id=record.person_id,
            question=record.question,
        )
