"""All that answering one question needs, in one value."""

from __future__ import annotations

from datetime import date

from bot.answers.finding.found import Found
from bot.answers.finding.gap_words import GapWords
from bot.answers.finding.knowledge import Knowledge, RelationLinks
from bot.answers.finding.lookup import find_facts
from bot.answers.finding.merge import tells_no_more
from bot.answers.finding.near_words import NearWords
from bot.answers.finding.regressions import ClaimConfidence, Confidence
from bot.answers.finding.scoring import Scoring
from bot.answers.wording import Wording
from bot.intents.model import Interpretation, Item
from bot.utterance import Utterance
from knowledge.gazetteer import Token
from knowledge.model import Entity
from knowledge.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question with what it is answered from and in which words."""

    utterance: Utterance
    asked: Interpretation
    terms: tuple[str, ...]
    """What its words stand for and its words themselves, as `knowledge.question_terms` reads them."""

    knowledge: Knowledge
    scoring: Scoring
    confidence: Confidence
    claim_confidence: ClaimConfidence
    gap_words: GapWords
    near_words: NearWords
    relations: RelationLinks
    wording: Wording
    today: date
    as_of: date | None = None
    """The day up to which articles count, where not all do; `knowledge` holds no later ones."""

    def find(
        self,
        asked: Interpretation | None = None,
        *,
        limit: int | None = None,
        also: tuple[int, ...] = (),
        only: int | None = None,
    ) -> tuple[Found, ...]:
        """Facts for this question, or for a variation of it; `find_facts` explains the arguments."""
        found = find_facts(
            asked or self.asked, self.knowledge, self.scoring, self.relations, limit=limit, also=also, only=only
        )
        told = [record.fact for id in self.asked.beyond if (record := self.knowledge.find_fact(id)) is not None]
        return tuple(f for f in found if not any(tells_no_more(f.record.fact, fact) for fact in told))

    @property
    def yes(self) -> str:
        """The word for a claim that is borne out: whether it is a lie has no yes."""
        return self.wording.say("says_so" if "doubted" in self.asked.signs else "yes")

    def entities_of(self, item: Item) -> tuple[Entity, ...]:
        """The entities and topics that an item may mean, likeliest first."""
        found = (self.knowledge.entity(option[2:]) for option in item.options if option.startswith("e:"))
        return tuple(entity for entity in found if entity is not None)

    def is_kind(self, item: Item, *kinds: str) -> bool:
        """Whether an item may mean an entity of one of these kinds."""
        return any(entity.kind in kinds for entity in self.entities_of(item))

    def kind_of(self, item: Item) -> str:
        """The kind of the likeliest entity that an item means; empty where it means none."""
        return next((entity.kind for entity in self.entities_of(item)), "")

    def token_of(self, item: Item, step: int = 0) -> Token | None:
        """The word at which an item stands, or so many words from it.

        None where there is none, or the item is of an earlier question: its place is then none of this one's. Whoever
        looks at the words around an item asks here.
        """
        place, tokens = item.position + step, self.utterance.tokens
        own = 0 <= item.position < len(tokens) and not item.carried
        return tokens[place] if own and 0 <= place < len(tokens) else None

    def word_of(self, item: Item, step: int = 0) -> str:
        """The same as it is folded; empty for none."""
        token = self.token_of(item, step)
        return token.folded if token is not None else ""

    def is_below(self, item: Item) -> bool:
        """Whether an item is a word that makes the office behind it another: "vice", "acting"."""
        below = self.knowledge.resource("grammar")["ranks"]["below"]
        return self.word_of(item) in below

    def name_of(self, item: Item) -> str:
        """What a reader calls an item: the name of what it means, or else what was typed."""
        for entity in self.entities_of(item)[:1]:
            return self.wording.name(entity)
        count = len(item.text.split())
        if item.position >= 0 and any(token.cjk for token in self.utterance.tokens[item.position : item.position + 1]):
            count = next((p.last - p.first for p in self.utterance.pieces if p.first == item.position), count)
        tokens = self.utterance.tokens[item.position : item.position + count]
        if item.position < 0 or not tokens:
            return item.text
        typed = self.utterance.text[tokens[0].start : tokens[-1].end]
        return typed.title() if item.kind == "entity" and typed.islower() else typed


def verbs_of(question: Question) -> set[str]:
    """The relations that a question names."""
    return {o[2:] for item in question.asked.of_kind("relation") for o in item.options if o.startswith("r:")}
