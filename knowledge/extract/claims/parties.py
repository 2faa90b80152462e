"""Who says a claim, who acts in it, who is acted on, who else is named, and where it was."""

from __future__ import annotations

import re
from collections.abc import Iterable

from knowledge.extract.claims.places import find_unlisted_place
from knowledge.extract.extraction import Extraction
from knowledge.extract.people.model import Mention, Referent
from knowledge.extract.quotes.cues import CueReader
from knowledge.extract.relations import SAYING, FindRelations
from knowledge.extract.world.hits import find_world_names
from knowledge.extract.world.parties import Parties
from knowledge.extract.world.world import load_world
from knowledge.model import ArticleId, EntityId, Period, SentenceRef, Span

_PASSIVE = re.compile(r"\b(?:was|were|is|are|be|been|being)\s+(?:\w+ly\s+)?$")
_BY = re.compile(r"\bby\s+(?:the\s+)?$")
_CUT = re.compile(r"[;:]|,\s+(?:and|but|which|who|while|when)\b")
"""Another clause begins."""


class ClaimParties:
    """The parties of one article's claims; the entities that they name go into `parties`."""

    def __init__(
        self, extraction: Extraction, article: ArticleId, parties: Parties, find_relations: FindRelations
    ) -> None:
        """Read who was spoken of in an article."""
        self._extraction, self._article, self._parties = extraction, article, parties
        self._find_relations = find_relations
        self._text, self._speech = extraction.article.text, extraction.speech
        self._reader = CueReader(self._text, self._speech.discourse)
        self._names = frozenset(token for person in self._speech.discourse.people for token in person.tokens)

    def find_speaker(self, index: int, span: Span) -> EntityId | None:
        for quote in self._speech.quotes:
            if quote.sentence == index and span.start <= quote.span.start < span.end and quote.attributed:
                return self.find_quoted(index, quote.span.start)
        unit = self._speech.units[index]
        for cue in self._reader.find_cues(unit):
            if cue.lemma in self._reader.speech.weak:
                continue
            subject = self._reader.find_subject(index, unit, cue)
            if subject is not None and subject.referent is not None:
                return self.find_entity(subject.referent, index)
        turn = self._speech.turn_referents[index]
        return self.find_entity(turn, index) if turn is not None else None

    def find_quoted(self, index: int, place: int) -> EntityId | None:
        referent = self._speech.referent_of_quote.get(place)
        return self.find_entity(referent, index) if referent is not None else None

    def find_entity(self, referent: Referent, index: int) -> EntityId | None:
        return self._parties.of_referent(
            referent,
            article=self._article,
            cite=SentenceRef(article=self._article, sentence=index + 1),
            on=self.published(),
        )

    def find_roles(
        self, index: int, span: Span, speaker: EntityId | None
    ) -> tuple[tuple[EntityId, ...], tuple[EntityId, ...], tuple[EntityId, ...]]:
        """Who acts, who is acted on or with, and who else is named: by their place before and behind the verbs."""
        words = self._text[span.start : span.end]
        verbs = [w for w in self._find_relations(words) if not w.is_noun and w.id not in SAYING]
        agents: list[EntityId] = []
        targets: list[EntityId] = []
        others: list[EntityId] = []
        for mention in self._speech.discourse.by_unit[index]:
            referent = mention.referent
            if not span.start <= mention.span.start < span.end or referent is None or mention.apposed:
                continue
            if referent.name is None and referent.world_id is None:
                continue  # of the unnamed only who speaks is kept
            entity = self.find_entity(referent, index)
            if entity is None:
                continue
            place = mention.span.start - span.start
            later = [w for w in verbs if w.start > place and not _CUT.search(words[place : w.start])]
            passive = any(_PASSIVE.search(words[: w.start]) for w in later)
            if mention.quoted or mention.possessive:
                others.append(entity)
            elif _BY.search(words[:place]):
                agents.append(entity)
            elif mention.oblique and not self._is_party(mention):
                others.append(entity)
            elif (later or not verbs) and not mention.oblique and not passive:
                agents.append(entity)
            elif entity != speaker:
                targets.append(entity)
        if speaker is not None and not agents:
            agents.append(speaker)
        known = {*agents, *targets, *others, speaker}
        others.extend(entity for entity in self._named_besides(span) if entity not in known)
        return keep_each_once(agents), keep_each_once(t for t in targets if t not in agents), keep_each_once(others)

    def find_place(self, span: Span) -> EntityId | None:
        for hit in find_world_names(self._text[span.start : span.end]):
            before = self._text[span.start : span.start + hit.span.start].rstrip().rpartition(" ")[2].lower()
            if before in ("in", "at", "near", "off", "around") and hit.kind in ("name", "city", "capital"):
                return self._parties.of_world(hit.id)
        name = find_unlisted_place(self._text, span, self._names)
        return self._parties.of_place(name) if name is not None else None

    def published(self) -> Period | None:
        day = self._extraction.article.published_on
        return Period(start=day, end=day, precision="day") if day is not None else None

    def _is_party(self, mention: Mention) -> bool:
        before = self._text[max(0, mention.span.start - 40) : mention.span.start].rstrip().rpartition(" ")[2].lower()
        return before in ("with", "between", "against", "to", "by")

    def _named_besides(self, span: Span) -> tuple[EntityId, ...]:
        """States by their people ("Japanese boats"), and places."""
        world = load_world()
        found: list[EntityId] = []
        for hit in find_world_names(self._text[span.start : span.end]):
            id = world.country_of(hit.id) if hit.kind == "demonym" else hit.id
            if id is not None and not hit.ambiguous:
                found.append(self._parties.of_world(id))
        return keep_each_once(found)


def keep_each_once(entities: Iterable[EntityId]) -> tuple[EntityId, ...]:
    """The entities in their order, each once."""
    return tuple(dict.fromkeys(entities))
