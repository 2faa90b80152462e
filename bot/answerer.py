"""Answers for a surface that must not wait: one worker thread owns the knowledge base and does all the thinking."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from functools import partial
from typing import Protocol

from bot.answer_log import AnswerEntry, Origin, log_answer
from bot.answers.model import Dialogue, Reply, ReplyLanguage
from bot.conversations import ConversationKey, Conversations


class Responder(Protocol):
    """What the answerer needs: replies, names to complete, and an end. Used on one thread only."""

    def respond(
        self, text: str, *, today: date, dialogue: Dialogue | None, frame: str | None, language: ReplyLanguage | None
    ) -> Reply:
        """The reply to an utterance."""
        ...

    def suggest(self, text: str, *, kinds: tuple[str, ...], limit: int) -> tuple[str, ...]:
        """Names that begin like the text, or nearly."""
        ...

    def close(self) -> None:
        """Let go of the knowledge base."""
        ...


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

    async def open(self) -> None:
        """Open the knowledge base now, so that a broken one is noticed before the first question."""
        await asyncio.get_running_loop().run_in_executor(self._worker, self._opened)

    async def answer(
        self,
        utterance: str,
        *,
        conversation: ConversationKey,
        origin: Origin,
        frame: str | None = None,
        language: ReplyLanguage | None = None,
    ) -> Reply:
        """The reply to an utterance, in the light of the conversation so far."""
        began = time.monotonic()
        ask = partial(self._answer, utterance, conversation, frame, language)
        reply = await asyncio.get_running_loop().run_in_executor(self._worker, ask)
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
        return reply

    async def suggest(self, text: str, *, kinds: tuple[str, ...], limit: int) -> tuple[str, ...]:
        """Names of the knowledge base that complete what is being typed."""
        ask = partial(self._suggest, text, kinds, limit)
        return await asyncio.get_running_loop().run_in_executor(self._worker, ask)

    async def close(self) -> None:
        """Close the knowledge base on its thread and end the thread."""
        try:
            await asyncio.get_running_loop().run_in_executor(self._worker, self._close)
        except RuntimeError:  # closed before
            return
        self._worker.shutdown(wait=False)

    def _answer(
        self, utterance: str, conversation: ConversationKey, frame: str | None, language: ReplyLanguage | None
    ) -> Reply:
        now = time.monotonic()
        dialogue = self._conversations.recall(conversation, now=now)
        reply = self._opened().respond(
            utterance, today=self._today(), dialogue=dialogue, frame=frame, language=language
        )
        self._conversations.keep(conversation, reply.dialogue, now=now)
        return reply

    def _suggest(self, text: str, kinds: tuple[str, ...], limit: int) -> tuple[str, ...]:
        return self._opened().suggest(text, kinds=kinds, limit=limit)

    def _opened(self) -> Responder:
        if self._responder is None:
            self._responder = self._open_responder()
        return self._responder

    def _close(self) -> None:
        if self._responder is not None:
            self._responder.close()
            self._responder = None
