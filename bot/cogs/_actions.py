"""Buttons under an answer: where it stands, what else there is, what people think of it, and away with it."""

from __future__ import annotations

import re
from typing import Any, Self

import discord
from discord import ui

from bot.answer_log import Origin
from bot.answers.model import Reply
from bot.cogs._answering import let_in, show_reply
from bot.cogs._commands import notify
from bot.cogs._offers import is_hidden
from bot.cogs._send import acknowledge, delete_messages, send_to_interaction
from bot.cogs._service import Interaction, language_of, origin_of, service_of, speak
from bot.cogs._views import ACTION_TEMPLATE
from bot.render.discord import render_notice, render_pages
from bot.state.model import AnswerId, AnswerRecord, FeedbackRecord, Verdict
from bot.words import Action, Saying, load_words
from knowledge.model import FactId

_REMARK_LIMIT = 1000
_VERDICTS: dict[Action, Verdict] = {"useful": "useful", "wrong": "wrong", "outdated": "outdated"}


class ActionButton(ui.DynamicItem[ui.Button[Any]], template=ACTION_TEMPLATE):
    """A click on one of the buttons under an answer, before or after a restart."""

    def __init__(self, item: ui.Button[Any], *, action: Action, key: str) -> None:
        """Wrap the button that was clicked."""
        super().__init__(item)
        self._action = action
        self._key = AnswerId(key)

    @classmethod
    async def from_custom_id(cls, interaction: Interaction, item: ui.Item[Any], match: re.Match[str], /) -> Self:
        """Read back from the button's id what is to be done with which answer."""
        assert isinstance(item, ui.Button)
        action = next(known for known in load_words().buttons if known == match["action"])
        return cls(item, action=action, key=match["key"])

    async def callback(self, interaction: Interaction) -> None:
        """Do it, or say that the answer is forgotten."""
        service = service_of(interaction)
        if not service.seen.is_new(interaction.id):
            return
        try:
            record = await service.memory.run(lambda state: state.answers.recall(self._key))
            if record is None:
                await notify(interaction, speak("forgotten", await language_of(interaction)))
            elif self._action == "delete":
                await _delete(interaction, record)
            elif self._action in ("wrong", "outdated"):
                await interaction.response.send_modal(RemarkModal(record, _VERDICTS[self._action]))
            elif self._action == "useful":
                await _give(interaction, record.id, "useful", None)
            else:
                await _tell(interaction, record, self._action)
        except Exception as error:  # the library would only log it and leave the person waiting
            await interaction.client.tree.on_error(interaction, error)


class RemarkModal(ui.Modal):
    """Asks what is the matter with an answer."""

    def __init__(self, record: AnswerRecord, verdict: Verdict) -> None:
        """Ask in the language of the answer."""
        words = load_words().remark
        super().__init__(title=words["title"][record.language], timeout=15 * 60)
        self._key = record.id
        self._verdict = verdict
        self._remark: ui.TextInput[Any] = ui.TextInput(
            style=discord.TextStyle.paragraph,
            required=False,
            max_length=_REMARK_LIMIT,
            placeholder=words["hint"][record.language],
        )
        self.add_item(ui.Label(text=words["label"][record.language], component=self._remark))

    async def on_submit(self, interaction: Interaction, /) -> None:
        """Note the verdict with its remark."""
        await _give(interaction, self._key, self._verdict, self._remark.value.strip() or None)

    # The library's own Modal narrows it so, too.
    async def on_error(self, interaction: Interaction, error: Exception, /) -> None:  # type: ignore[override]
        """Log and apologise, as everywhere."""
        await interaction.client.tree.on_error(interaction, error)


async def _give(interaction: Interaction, key: AnswerId, verdict: Verdict, remark: str | None) -> None:
    """Write a verdict down, and only then say so."""
    memory = service_of(interaction).memory
    given = FeedbackRecord(
        answer_id=key, person_id=interaction.user.id, verdict=verdict, remark=remark, given_at=memory.now()
    )
    if not await acknowledge(interaction, ephemeral=True):
        return
    known = await memory.run(lambda state: state.feedback.give(given))
    said = speak("thanks" if known else "forgotten", await language_of(interaction))
    await send_to_interaction(interaction, render_notice(said))


async def _tell(interaction: Interaction, record: AnswerRecord, action: Action) -> None:
    """Where the answer stands, for whoever asks alone; or what else there is, for everybody."""
    async with let_in(interaction, ephemeral=action == "sentence" or is_hidden(interaction)) as admitted:
        if not admitted:
            return
        origin = origin_of(interaction)
        reply = await _find(interaction, record, action, origin)
        if reply is None:
            said: Saying = "passages_gone" if action == "sentence" else "nothing_more"
            await send_to_interaction(interaction, render_notice(speak(said, record.language)))
        elif action == "sentence":
            await send_to_interaction(interaction, render_pages(reply))
        else:
            await show_reply(interaction, reply, origin.answer)


async def _find(interaction: Interaction, record: AnswerRecord, action: Action, origin: Origin) -> Reply | None:
    service = service_of(interaction)
    facts, language = tuple(FactId(fact) for fact in record.facts), record.language
    reviewed_only, today = (
        service.reviewed_only_on(await service.memory.server(interaction.guild_id)),
        service.answerer.today,
    )
    match action:
        case "sentence":
            return await service.answerer.tell(lambda r: r.passages(facts, language=language), origin=origin)
        case "more":
            return await service.answerer.tell(
                lambda r: r.more(facts, language=language, reviewed_only=reviewed_only), origin=origin
            )
        case _:
            return await service.answerer.tell(
                lambda r: r.timeline(facts, language=language, today=today, reviewed_only=reviewed_only),
                origin=origin,
            )


async def _delete(interaction: Interaction, record: AnswerRecord) -> None:
    """Take the answer away for whoever asked for it, or for a moderator."""
    moderates = interaction.guild_id is not None and interaction.permissions.manage_messages
    if interaction.user.id != record.person_id and not moderates:
        await notify(interaction, speak("not_yours", await language_of(interaction)))
        return
    held = service_of(interaction).sent.recall(record.id) or ()
    await delete_messages(interaction, record.messages, held)
