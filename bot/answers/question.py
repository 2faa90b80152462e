"""All that answering one question needs, in one value."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from bot.answers.knowledge import Knowledge, RelationLinks
from bot.answers.lookup import Found, find_facts
from bot.answers.scoring import Scoring
from bot.answers.wording import Wording
from bot.intents.model import Interpretation
from bot.utterance import Utterance


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question with what it is answered from and in which words."""

    utterance: Utterance
    asked: Interpretation
    knowledge: Knowledge
    scoring: Scoring
    relations: RelationLinks
    wording: Wording
    today: date

    def find(self, asked: Interpretation | None = None, *, limit: int | None = None) -> tuple[Found, ...]:
        """Facts for this question, or for a variation of it."""
        return find_facts(asked or self.asked, self.knowledge, self.scoring, self.relations, limit=limit)
