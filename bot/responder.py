"""The real responder: `respond` and the knowledge base, as the answerer takes them."""

from __future__ import annotations

import os
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from bot.answerer import Holdings
from bot.answers.handlers.holdings import MOST_TOPICS, tell_coverage, tell_topics
from bot.answers.missing import Missing, find_missing
from bot.answers.model import Checked, Dialogue, Reply, ReplyLanguage
from bot.answers.telling.further import name_matter, tell_more
from bot.answers.telling.passages import show_passages
from bot.answers.wording import Wording
from bot.checking import check_in_steps
from bot.months import months_of
from bot.respond import respond
from bot.shipped import shipped_knowledge
from bot.steps import Steps
from bot.words import load_words
from knowledge.model import FactId
from knowledge.store import Store, open_store


class StoreResponder:
    """Answers from one open knowledge base; stays on the thread that made it."""

    def __init__(self, store: Store) -> None:
        """Answer from this store, and close it in the end."""
        self._store = store
        self._reviewed = store.reviewed()
        self._names = store.offered_names

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
        """The reply to an utterance."""
        store = self._of(reviewed_only)
        return respond(text, store=store, today=today, dialogue=dialogue, frame=frame, language=language)

    def suggest(self, text: str, *, kinds: tuple[str, ...], limit: int) -> tuple[str, ...]:
        """Names that begin like the text, or nearly."""
        return self._names.suggest(text, kinds=kinds, limit=limit)

    def more(self, facts: Sequence[FactId], *, language: ReplyLanguage, reviewed_only: bool = False) -> Reply | None:
        """What else there is on the matter of these facts; None where there is nothing."""
        return tell_more(facts, self._of(reviewed_only), self._wording(language))

    def timeline(
        self, facts: Sequence[FactId], *, language: ReplyLanguage, today: date, reviewed_only: bool = False
    ) -> Reply | None:
        """What happened, in order, on the matter of these facts; None where they are unknown."""
        store, wording = self._of(reviewed_only), self._wording(language)
        matter = name_matter(facts, store, wording)
        if matter is None:
            return None
        asked = load_words().commands["timeline"]
        question = asked.phrase(language, {"about": matter})
        return respond(question, store=store, today=today, frame=asked.frame, language=language)

    def passages(self, facts: Sequence[FactId], *, language: ReplyLanguage) -> Reply | None:
        """Where these facts stand in their articles; None where they are unknown."""
        return show_passages(facts, self._store, self._wording(language))

    def check(self, text: str, *, today: date, language: ReplyLanguage, reviewed_only: bool = False) -> Steps[Checked]:
        """The claims of a message, and of each whether the articles bear it out."""
        return check_in_steps(text, store=self._of(reviewed_only), today=today, language=language)

    def topics(self, *, language: ReplyLanguage) -> Reply:
        """What the articles are about."""
        return tell_topics(self._store.topics(MOST_TOPICS), self._wording(language))

    def coverage(self, *, language: ReplyLanguage) -> Reply:
        """From when and from whom the articles are."""
        return tell_coverage(self._store.reports(), self._store.fact_count, self._wording(language))

    def missing(self, reply: Reply) -> Missing | None:
        """What a refusal was about; None for any other reply."""
        return find_missing(reply, self._store)

    def name_of(self, entity_id: str, *, language: ReplyLanguage) -> str | None:
        """What a reader calls an entity or a topic; None where it is unknown."""
        entity = self._store.entity(entity_id)
        return None if entity is None else self._wording(language).name(entity)

    def holdings(self) -> Holdings:
        """What the knowledge base holds, in figures."""
        days = [day for _, day in self._store.reports()]
        return Holdings(
            facts=self._store.fact_count,
            articles=len(days),
            newest_on=days[-1],
            months=months_of(days),
            stamp=self._store.stamp(),
        )

    def close(self) -> None:
        """Close the knowledge base."""
        self._store.close()

    def _of(self, reviewed_only: bool) -> Store:
        return self._reviewed if reviewed_only else self._store

    def _wording(self, language: ReplyLanguage) -> Wording:
        return Wording(language=language, frames=self._store.resource(f"wording.{language}"))


def open_responder(knowledge: Path | None, *, reviewed_only: bool = False) -> StoreResponder:
    """Open a knowledge base, the shipped one for None."""
    return StoreResponder(open_store(knowledge or shipped_knowledge(os.environ), reviewed_only=reviewed_only))
