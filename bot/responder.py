"""The real responder: `respond` and the knowledge base, as the answerer takes them."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

from bot.answers.model import Dialogue, Reply, ReplyLanguage
from bot.respond import respond
from bot.shipped import shipped_knowledge
from knowledge.store import Store, open_store


class StoreResponder:
    """Answers from one open knowledge base; stays on the thread that made it."""

    def __init__(self, store: Store) -> None:
        """Answer from this store, and close it in the end."""
        self._store = store

    def respond(
        self, text: str, *, today: date, dialogue: Dialogue | None, frame: str | None, language: ReplyLanguage | None
    ) -> Reply:
        """The reply to an utterance."""
        return respond(text, store=self._store, today=today, dialogue=dialogue, frame=frame, language=language)

    def suggest(self, text: str, *, kinds: tuple[str, ...], limit: int) -> tuple[str, ...]:
        """Names that begin like the text, or nearly."""
        return self._store.suggest_names(text, kinds=kinds, limit=limit)

    def close(self) -> None:
        """Close the knowledge base."""
        self._store.close()


def open_responder(knowledge: Path | None, *, reviewed_only: bool = False) -> StoreResponder:
    """Open a knowledge base, the shipped one for None."""
    return StoreResponder(open_store(knowledge or shipped_knowledge(os.environ), reviewed_only=reviewed_only))
