"""Answers for a surface that must not wait: one worker thread owns the knowledge base and does all the thinking."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from enum import Enum, auto
from functools import partial
from typing import Protocol, TypeVar

from bot.answer_log import AnswerEntry, Origin, log_answer
from bot.answers.missing import Missing
from bot.answers.model import Checked, Dialogue, Reply, ReplyLanguage
from bot.conversations import ConversationKey, Conversations
from bot.steps import Steps
from knowledge.model import FactId
from knowledge.values import dataclass

T = TypeVar("T")
R = TypeVar("R", Reply, Reply | None)


class Responder(Protocol):
    """What the answerer needs: replies, names to complete, and an end. Used on one thread only, but for `suggest`."""

    def respond(
        self,
        text: str,
        *,
        today: date,
        dialogue: Dialogue | None,
        frame: str | None,
        language: ReplyLanguage | None,
        reviewed_only: bool = False,
    ) -> Reply:
        """The reply to an utterance; `reviewed_only` leaves out facts that nobody has reviewed."""
        ...

    def suggest(self, text: str, *, kinds: tuple[str, ...], limit: int) -> tuple[str, ...]:
        """Names that begin like the text, or nearly; from memory, at once and on any thread."""
        ...

    def more(self, facts: Sequence[FactId], *, language: ReplyLanguage, reviewed_only: bool = False) -> Reply | None:
        """What else there is on the matter of these facts; None where there is nothing."""
        ...

    def timeline(
        self, facts: Sequence[FactId], *, language: ReplyLanguage, today: date, reviewed_only: bool = False
    ) -> Reply | None:
        """What happened, in order, on the matter of these facts; None where they are unknown."""
        ...

    def passages(self, facts: Sequence[FactId], *, language: ReplyLanguage) -> Reply | None:
        """Where these facts stand in their articles; None where they are unknown."""
        ...

    def check(self, text: str, *, today: date, language: ReplyLanguage, reviewed_only: bool = False) -> Steps[Checked]:
        """The claims of a message, and of each whether the articles bear it out; in steps, as it may take long."""
        ...

    def topics(self, *, language: ReplyLanguage) -> Reply:
        """What the articles are about."""
        ...

    def coverage(self, *, language: ReplyLanguage) -> Reply:
        """From when and from whom the articles are."""
        ...

    def missing(self, reply: Reply) -> Missing | None:
        """What a refusal was about; None for any other reply."""
        ...

    def name_of(self, entity_id: str, *, language: ReplyLanguage) -> str | None:
        """What a reader calls an entity or a topic; None where it is unknown."""
        ...

    def holdings(self) -> Holdings:
        """What the knowledge base holds, in figures."""
        ...

    def close(self) -> None:
        """Let go of the knowledge base."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Holdings:
    """What a knowledge base holds, in figures."""

    facts: int
    articles: int
    newest_on: date
    months: tuple[date, ...] = ()
    """The first day of each month in which an article appeared, oldest first."""

    stamp: str
    """Names the knowledge base: a hash of all that it was built from."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What an utterance is answered with."""

    reply: Reply
    missing: Missing | None
    """What a refusal was about; None for any other reply."""

    knowledge: str
    """Stamp of the knowledge base that answered."""


class _Step(Enum):
    """How a step of long work ended that is not its last."""

    PAUSED = auto()
    REOPENED = auto()


class Answerer:
    """Runs a responder on its own thread and remembers where each conversation stands.

    Questions are answered one after the other, so the dialogue of a conversation is always the one its last reply left.
    """

    def __init__(
        self,
        open_responder: Callable[[], Responder],
        *,
        today: Callable[[], date] = date.today,
        note: Callable[[AnswerEntry], None] = log_answer,
    ) -> None:
        """Prepare to answer.

        Args:
            open_responder: opens the responder; called on the worker thread, which alone may use it.
            today: the day of a question.
            note: takes down each answer.
        """
        self._open_responder = open_responder
        self._today = today
        self._note = note
        self._worker = ThreadPoolExecutor(max_workers=1, thread_name_prefix="answerer")
        self._conversations = Conversations()
        self._responder: Responder | None = None
        self._holdings: Holdings | None = None

    async def open(self) -> None:
        """Open the knowledge base now, so that a broken one is noticed before the first question."""
        await self.holdings()

    async def answer(
        self,
        utterance: str,
        *,
        conversation: ConversationKey,
        origin: Origin,
        frame: str | None = None,
        language: ReplyLanguage | None = None,
        reviewed_only: bool = False,
    ) -> Answer:
        """The reply to an utterance, in the light of the conversation so far."""
        began = time.monotonic()
        ask = partial(self._answer, utterance, conversation, frame, language, reviewed_only)
        answer = await asyncio.get_running_loop().run_in_executor(self._worker, ask)
        self._note_reply(answer.reply, origin, began)
        return answer

    async def tell(self, act: Callable[[Responder], R], *, origin: Origin) -> R:
        """An answer to no words, such as what else there is on a matter."""
        began = time.monotonic()
        reply = await self.run(act)
        if reply is not None:
            self._note_reply(reply, origin, began)
        return reply

    async def complete(self, reply: Reply) -> Answer:
        """A reply that was told, as the answer to an utterance would be."""
        return await self.run(partial(self._complete, reply))

    async def check(self, act: Callable[[Responder], Steps[Checked]], *, origin: Origin) -> Checked:
        """A message held against the articles; noted as answered where one of its claims rests on a sentence.

        Questions that come meanwhile are answered between its steps.
        """
        began = time.monotonic()
        checked = await self._in_steps(act)
        replies = [claim.reply for claim in checked.claims]
        found = next((reply for reply in replies if reply.citations), None)
        self._note(
            AnswerEntry(
                at=datetime.now(UTC),
                answer=origin.answer,
                surface=origin.surface,
                intent="check_message",
                status="answered" if found is not None else "not_found",
                confidence=found.confidence if found is not None else 0,
                language=checked.language,
                duration_ms=(time.monotonic() - began) * 1000,
                server=origin.server,
            )
        )
        return checked

    async def run(self, act: Callable[[Responder], T]) -> T:
        """Let something be done with the responder on its thread."""
        return await asyncio.get_running_loop().run_in_executor(self._worker, lambda: act(self._opened()))

    async def holdings(self) -> Holdings:
        """What the knowledge base holds, in figures."""
        if self._holdings is None:
            self._holdings = await self.run(lambda responder: responder.holdings())
        return self._holdings

    @property
    def known_holdings(self) -> Holdings | None:
        """The same without asking; None until the knowledge base has been opened."""
        return self._holdings

    @property
    def today(self) -> date:
        """The day that relative dates of questions count from."""
        return self._today()

    async def reload(self) -> Holdings:
        """Open the knowledge base anew; the old one answers until then, and goes on where the new one is broken.

        Questions wait for each other on one thread, so none is answered from both.
        """
        return await asyncio.get_running_loop().run_in_executor(self._worker, self._reload)

    async def forget_person(self, person_id: int) -> None:
        """Forget every conversation with a person."""
        await asyncio.get_running_loop().run_in_executor(self._worker, self._conversations.forget_person, person_id)

    async def suggest(self, text: str, *, kinds: tuple[str, ...], limit: int) -> tuple[str, ...]:
        """Names of the knowledge base that complete what is being typed; they wait for no answer in hand."""
        responder = self._responder
        if responder is None:
            responder = await self.run(lambda opened: opened)
        return responder.suggest(text, kinds=kinds, limit=limit)

    async def close(self) -> None:
        """Close the knowledge base on its thread and end the thread."""
        try:
            await asyncio.get_running_loop().run_in_executor(self._worker, self._close)
        except RuntimeError:  # closed before
            return
        self._worker.shutdown(wait=False)

    def _note_reply(self, reply: Reply, origin: Origin, began: float) -> None:
        self._note(
            AnswerEntry(
                at=datetime.now(UTC),
                answer=origin.answer,
                surface=origin.surface,
                intent=reply.intent,
                status=reply.status,
                confidence=reply.confidence,
                language=reply.language,
                duration_ms=(time.monotonic() - began) * 1000,
                server=origin.server,
            )
        )

    async def _in_steps(self, act: Callable[[Responder], Steps[T]]) -> T:
        """Let something long be done step by step; anew where the knowledge base was opened anew in between."""
        while True:
            responder, steps = await self.run(lambda opened: (opened, act(opened)))
            while (taken := await self.run(partial(_take_step, responder, steps))) is _Step.PAUSED:
                pass
            if not isinstance(taken, _Step):
                return taken

    def _answer(
        self,
        utterance: str,
        conversation: ConversationKey,
        frame: str | None,
        language: ReplyLanguage | None,
        reviewed_only: bool,
    ) -> Answer:
        now = time.monotonic()
        dialogue = self._conversations.recall(conversation, now=now)
        responder = self._opened()
        reply = responder.respond(
            utterance,
            today=self._today(),
            dialogue=dialogue,
            frame=frame,
            language=language,
            reviewed_only=reviewed_only,
        )
        self._conversations.keep(conversation, reply.dialogue, now=now)
        return self._complete(reply, responder)

    def _complete(self, reply: Reply, responder: Responder) -> Answer:
        if self._holdings is None:
            self._holdings = responder.holdings()
        return Answer(reply=reply, missing=responder.missing(reply), knowledge=self._holdings.stamp)

    def _opened(self) -> Responder:
        if self._responder is None:
            self._responder = self._open_responder()
        return self._responder

    def _reload(self) -> Holdings:
        fresh = self._open_responder()
        try:
            held = fresh.holdings()
        except Exception:
            fresh.close()
            raise
        old, self._responder = self._responder, fresh
        self._holdings = held
        if old is not None:
            old.close()
        return held

    def _close(self) -> None:
        if self._responder is not None:
            self._responder.close()
            self._responder = None


def _take_step(responder: Responder, steps: Steps[T], opened: Responder) -> T | _Step:
    """The next step, if the responder that it is taken with is still the one that is open."""
    if opened is not responder:
        return _Step.REOPENED
    try:
        next(steps)
    except StopIteration as end:
        result: T = end.value
        return result
    return _Step.PAUSED
