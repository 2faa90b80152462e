"""What is read from the knowledge base once: vocabulary, intents, grammar, thresholds, wording."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, lru_cache, partial

from bot.answers.finding.gap_words import GapWords, read_gap_words
from bot.answers.finding.knowledge import RelationLinks, read_relations
from bot.answers.finding.near_words import NearWords
from bot.answers.finding.regressions import ClaimConfidence, Confidence, read_claim_confidence, read_confidence
from bot.answers.finding.scoring import Scoring, read_scoring
from bot.answers.model import ReplyLanguage
from bot.answers.wording import Wording
from bot.intents.choosing.catalogue import Catalogue, read_catalogue
from bot.intents.items.slots import Grammar, read_grammar
from bot.vocabulary import Vocabulary
from knowledge.script import Script, read_script
from knowledge.store import Store
from knowledge.values import dataclass

_LANGUAGES: tuple[ReplyLanguage, ...] = ("en", "ja")


@dataclass(frozen=True, slots=True, kw_only=True)
class Engine:
    """The readers of a question and the words of a reply."""

    words: Vocabulary
    catalogue: Catalogue
    grammar: Grammar
    scoring: Scoring
    confidence: Confidence
    claim_confidence: ClaimConfidence
    gap_words: GapWords
    near_words: NearWords
    relations: RelationLinks
    wording: Mapping[str, Wording]
    """By language; `zh` in simplified characters, `zh-Hant` in traditional ones."""


@lru_cache(maxsize=8)
def read_engine(store: Store) -> Engine:
    """All that answering reads of a knowledge base but its facts; kept, as it stays the same while the base is open."""
    catalogue = read_catalogue(store.resource("intents"))

    @cache
    def script() -> Script:
        return read_script(store.resource("script"))

    return Engine(
        words=Vocabulary(store, catalogue.question_words, catalogue.cue_words),
        catalogue=catalogue,
        grammar=read_grammar(store.resource("grammar")),
        scoring=read_scoring(store.resource("scoring")),
        confidence=read_confidence(store.resource("confidence")),
        claim_confidence=read_claim_confidence(store.resource("unreviewed")),
        gap_words=read_gap_words(store.resource("unreviewed_gaps")),
        near_words=NearWords(partial(store.resource, "near_words")),
        relations=read_relations(store.resource("relations")),
        wording={
            **{
                language: Wording(language=language, frames=store.resource(f"wording.{language}"))
                for language in _LANGUAGES
            },
            **{
                name: Wording(
                    language="zh",
                    frames=store.resource("wording.zh"),
                    traditional=name == "zh-Hant",
                    script=script,
                )
                for name in ("zh", "zh-Hant")
            },
        },
    )
