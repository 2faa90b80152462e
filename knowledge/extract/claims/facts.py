"""Claims of an article as facts of a knowledge base: one for each clause with a date or a verb of its own."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from knowledge.extract.claims.article_subjects import find_subjects
from knowledge.extract.claims.asking import Asking
from knowledge.extract.claims.disputes import link_disputed
from knowledge.extract.claims.frame import find_frame
from knowledge.extract.claims.identities import make_identities
from knowledge.extract.claims.numbers import find_numbers
from knowledge.extract.claims.parties import ClaimParties
from knowledge.extract.claims.quotes import make_quotes
from knowledge.extract.claims.when import ClaimDates
from knowledge.extract.claims.words import ClaimWords
from knowledge.extract.clauses import find_clauses
from knowledge.extract.extraction import Extraction
from knowledge.extract.lexicon import load_grammar
from knowledge.extract.modality import find_modality
from knowledge.extract.model import DatedExpression, EventModality
from knowledge.extract.relations import SAYING, FindRelations
from knowledge.extract.topics import find_topics
from knowledge.extract.world.parties import Parties
from knowledge.model import (
    ArticleId,
    EntityId,
    Fact,
    FactId,
    FactKind,
    Modality,
    Period,
    Polarity,
    Quote,
    RelationId,
    Span,
    StatementType,
)
from knowledge.values import dataclass, replace

_MODALITIES: Mapping[EventModality, Modality] = {
    "happened": "happened",
    "planned": "planned",
    "alleged": "alleged",
    "denied": "denied",
    "hypothetical": "expected",
    "asked": "asked",
    "cancelled": "happened",
}
_KINDS: Mapping[EventModality, FactKind] = {"planned": "plan", "hypothetical": "position", "asked": "demand"}
_NEGATION = re.compile(r"\b(?:not|never|no|nobody|nothing|neither|nor|without|none|cannot)\b|n['’]t\b", re.IGNORECASE)
_CONTINUING = re.compile(
    rf"(?:{'|'.join(sorted(load_grammar()['continuing_subjects'], key=len, reverse=True))})\b[^,.;:]{{0,30}}?\balso\s+"
    rf"(?!(?:{'|'.join(sorted(load_grammar()['looking_ahead']))})\b)",
    re.IGNORECASE,
)
"""A sentence that goes on with the one before."""

_FALLBACK = RelationId("happen")


@dataclass(frozen=True, slots=True, kw_only=True)
class Claims:
    """Facts and quotes of one article."""

    facts: tuple[Fact, ...]
    quotes: tuple[Quote, ...]


def make_claims(extraction: Extraction, article: ArticleId, parties: Parties, find_relations: FindRelations) -> Claims:
    """Facts and quotes of an article; the entities that they name go into `parties`."""
    return _Claimant(extraction, article, parties, find_relations).run()


class _Claimant:
    def __init__(
        self, extraction: Extraction, article: ArticleId, parties: Parties, find_relations: FindRelations
    ) -> None:
        self._extraction, self._article, self._parties = extraction, article, parties
        self._find_relations = find_relations
        self._text, self._speech = extraction.article.text, extraction.speech
        self._asking = Asking(extraction)
        self._dates = ClaimDates(extraction, find_relations)
        self._words = ClaimWords(extraction)
        self._own = ClaimParties(extraction, article, parties, find_relations)
        self._facts: list[Fact] = []

    def run(self) -> Claims:
        quotes: list[Quote] = []
        for index in range(len(self._speech.units)):
            made = [] if self._asking.only_asks(index) else self._facts_of(index)
            quotes += make_quotes(self._extraction, self._article, self._own, index, made, before=len(quotes))
            self._facts.extend(made)
        about = find_subjects(self._facts, self._extraction, self._parties)
        frame = find_frame(self._text, self._speech.units, self._extraction.article.headline) or None
        sentences = [self._text[unit.span.start : unit.span.end] for unit in self._speech.units]
        facts = [replace(fact, about=about, frame=frame) for fact in link_disputed(self._facts, sentences)]
        identities = make_identities(self._extraction, self._article, self._own, self._parties)
        return Claims(facts=(*facts, *identities), quotes=tuple(quotes))

    def _facts_of(self, index: int) -> list[Fact]:
        unit = self._speech.units[index]
        dates = self._dates.of_sentence(index)
        clauses = find_clauses(self._text, unit)
        dated = [c for c in clauses if any(c.start <= d.span.start < c.end for d in dates)]
        spans = clauses if len(dated) > 1 else (unit.span,)
        dateline = self._extraction.article.dateline
        if dateline is not None and unit.span.start <= dateline.span.start < unit.span.end:
            spans = tuple(
                self._words.leave_out_dateline(dateline.span, span) for span in spans if span.end > dateline.span.end
            )
        return [self._fact(index, number, span, dates) for number, span in enumerate(spans, start=1)]

    def _fact(self, index: int, number: int, span: Span, dates: Sequence[DatedExpression]) -> Fact:
        unit = self._speech.units[index]
        mentions = self._speech.discourse.by_unit[index]
        inside = [d for d in dates if span.start <= d.span.start < span.end]
        when = self._dates.find_period(inside, self._text[span.start : span.end]) or self._continued(index, span)
        speaker = self._own.find_speaker(index, span)
        words = self._text[span.start : span.end]
        modality = find_modality(
            words, last=when.end if when else None, day=self._extraction.article.published_on, said_by_other=False
        )
        agents, targets, others = self._own.find_roles(index, span, speaker)
        relations = self._relations(words)
        dated = self._dates.of_sentence(index)
        whole, taken = self._words.find_whole(index)
        claim = self._words.render(index, span, mentions, dated) if span != whole else None
        sentence = self._words.render(index, whole, mentions, dated)
        if taken > 1:
            following = index + 1
            next_one = self._words.render(
                following,
                self._speech.units[following].span,
                self._speech.discourse.by_unit[following],
                self._dates.of_sentence(following),
            )
            sentence = f"{sentence} {next_one}"
        is_quoted = any(span.start <= q.outer.start < span.end for q in unit.quotations)
        statement: StatementType = "narration" if speaker is None else "direct" if is_quoted else "indirect"
        kind: FactKind = _KINDS.get(modality) or (
            "statement" if speaker is not None else "event" if when is not None else "background"
        )
        polarity: Polarity = "negated" if modality == "happened" and _NEGATION.search(words) else "affirmed"
        return Fact(
            id=FactId(f"{self._article}-{index + 1}" + (f"-{number}" if span != unit.span else "")),
            article=self._article,
            sentence=sentence,
            kind=kind,
            relation=relations[0],
            also=relations[1:],
            agents=agents,
            targets=targets,
            mentions=others,
            topics=tuple(EntityId(topic) for topic in find_topics(words)),
            place=self._own.find_place(span),
            when=when,
            polarity=polarity,
            modality=_MODALITIES[modality],
            statement=statement,
            speaker=speaker,
            numbers=find_numbers(words),
            sentences=tuple(range(index + 1, index + 1 + taken)),
            claim=claim,
            parts=self._dates.find_parts(span, inside),
            setting=self._words.find_setting(index, span),
            reviewed=False,
        )

    def _continued(self, index: int, span: Span) -> Period | None:
        """The day of the claim before, where this one goes on with it: "They also agreed", "It also said"."""
        if not self._facts or self._dates.of_sentence(index) or not _CONTINUING.match(self._text, span.start, span.end):
            return None
        before, blocks = self._facts[-1], self._speech.blocks_of_units
        follows = index in before.sentences and blocks[index] - blocks[index - 1] <= 1  # sentences are numbered from 1
        when = before.when
        if not follows or before.modality != "happened" or when is None or when.start != when.end:
            return None
        return when

    def _relations(self, words: str) -> tuple[RelationId, ...]:
        """What a clause tells: its verbs, those of saying last; of nouns nothing, as they only mention."""
        verbs = [word.id for word in self._find_relations(words) if not word.is_noun and word.id != "be"]
        content = [RelationId(id) for id in verbs if id not in SAYING]
        saying = [RelationId(id) for id in verbs if id in SAYING]
        return tuple(dict.fromkeys((*content, *saying))) or (_FALLBACK,)
