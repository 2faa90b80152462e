"""Claims of an article as facts of a knowledge base: one for each clause with a date or a verb of its own."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from knowledge.extract.clauses import find_clauses
from knowledge.extract.cues import CueReader
from knowledge.extract.dated_parts import find_dated_parts
from knowledge.extract.discourse_model import Mention, Referent
from knowledge.extract.disputes import link_disputed
from knowledge.extract.extraction import Extraction
from knowledge.extract.frame import find_frame
from knowledge.extract.lexicon import any_of, load_grammar, load_irregular_verbs
from knowledge.extract.modality import find_modality
from knowledge.extract.model import DatedExpression, EventModality
from knowledge.extract.numbers import find_numbers
from knowledge.extract.parties import Parties
from knowledge.extract.places import find_unlisted_place
from knowledge.extract.readable import render_resolved
from knowledge.extract.relations import RelationWord
from knowledge.extract.topics import find_topics
from knowledge.extract.world import load_world
from knowledge.extract.world_hits import find_world_names
from knowledge.model import (
    ArticleId,
    DatedPart,
    EntityId,
    Fact,
    FactId,
    FactKind,
    Modality,
    Period,
    Polarity,
    Precision,
    Quote,
    QuoteId,
    RelationId,
    SentenceRef,
    Span,
    StatementType,
)

FindRelations = Callable[[str], tuple[RelationWord, ...]]
"""The words for relations in an English text, in order."""

_SAYING = frozenset(("say", "mention", "report", "explain", "describe", "stress", "respond", "talk", "write"))
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
_SINCE = re.compile(r"\bsince\s+$", re.IGNORECASE)
_PASSIVE = re.compile(r"\b(?:was|were|is|are|be|been|being)\s+(?:\w+ly\s+)?$")
_BY = re.compile(r"\bby\s+(?:the\s+)?$")
_CONTINUING = re.compile(
    rf"(?:{'|'.join(sorted(load_grammar()['continuing_subjects'], key=len, reverse=True))})\b[^,.;:]{{0,30}}?\balso\s+"
    rf"(?!(?:{'|'.join(sorted(load_grammar()['looking_ahead']))})\b)",
    re.IGNORECASE,
)
"""A sentence that goes on with the one before."""

_CUT = re.compile(r"[;:]|,\s+(?:and|but|which|who|while|when)\b")
"""Another clause begins."""

_LEANING = re.compile(
    r"(?:That|This|It|Both|Neither|The (?:visit|trip|meeting|report|reports|claim|plan|talks|stopover|call|tour"
    r"|ceremony|signing|summit|hearing|vote|session|exercise|conference|deal|sale|flight|event|launch|drills?))\b"
)
_POINTING = re.compile(
    r"\b(?:the (?:charge|claim|accusation|allegation|report|story|rumour)s?|den(?:y|ies|ied) (?:it|this))\b"
)
_QUOTED = re.compile(r"[“\"«][^”\"»]*[”\"»]")
_ADDRESSING = re.compile(r"\b(?:you|your|yours|yourself)\b", re.IGNORECASE)
_SHORT_SENTENCE = 25
"""Words of a sentence that only says what became of the one before."""

_INTERVIEW = 3
"""Paragraphs ending in a question from which on an article is an interview."""

_OFTEN = 3
"""Claims that name somebody from which on an article is about him."""

_FORTNIGHT = 13
_OF_DAYS = re.compile(r"/|W\d\d")
"""In a value: from one day to another, or a week, which is told by its days; "mid-June" is not."""

_LEAD_LENGTH = 80
_MOST_SUBJECTS = 6
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
        self.extraction, self.article, self.parties, self.find_relations = extraction, article, parties, find_relations
        self.text = extraction.article.text
        self.speech = extraction.speech
        self.reader = CueReader(self.text, self.speech.discourse)
        self.names = frozenset(token for person in self.speech.discourse.people for token in person.tokens)
        self.facts: list[Fact] = []
        self.quotes: list[Quote] = []
        self.questions = self._interview_questions()

    def run(self) -> Claims:
        for index in range(len(self.speech.units)):
            made = [] if self._only_asks(index) else self._facts_of(index)
            self._quotes_of(index, made)
            self.facts.extend(made)
        about = self._subjects()
        frame = find_frame(self.text, self.speech.units, self.extraction.article.headline) or None
        sentences = [self.text[unit.span.start : unit.span.end] for unit in self.speech.units]
        facts = [replace(fact, about=about, frame=frame) for fact in link_disputed(self.facts, sentences)]
        return Claims(facts=(*facts, *self._identities()), quotes=tuple(self.quotes))

    def _interview_questions(self) -> frozenset[int]:
        """Paragraphs in which an interviewer asks: those that end in a question, where an article has several."""
        blocks = self.extraction.article.blocks
        asking = frozenset(n for n, block in enumerate(blocks) if self.text[block.span.end - 1] in "?？")
        return asking if len(asking) >= _INTERVIEW else frozenset()

    def _only_asks(self, index: int) -> bool:
        """Whether a sentence is a question, or one that leads up to it: it claims nothing.

        What an interviewer tells of others before the question ("The minister said on Monday ...") is a claim.
        """
        unit = self.speech.units[index]
        words = self.text[unit.span.start : unit.span.end]
        if words[-1] in "?？" and (not unit.quotations or self.speech.blocks_of_units[index] in self.questions):
            return True
        if self.speech.blocks_of_units[index] not in self.questions:
            return False
        outside = _QUOTED.sub(" ", words)
        return _ADDRESSING.search(outside) is not None or not self.reader.find_cues(unit)

    def _subjects(self) -> tuple[EntityId, ...]:
        """Whom and what the article is about: those of its headline and those that it keeps coming back to."""
        world = load_world()
        headline = find_world_names(self.extraction.article.headline or "")
        named = [world.country_of(hit.id) if hit.kind == "demonym" else hit.id for hit in headline if not hit.ambiguous]
        found = [self.parties.of_world(id) for id in named if id is not None]
        every = [e for f in self.facts for e in dict.fromkeys((*f.agents, *f.targets, *f.mentions)) if "--" not in e]
        often = [entity for entity, count in Counter(every).most_common(_MOST_SUBJECTS) if count >= _OFTEN]
        lead = [
            e
            for f in self.facts
            if f.sentences[0] in self._lead()
            for e in (*f.agents, *f.targets, *f.mentions)
            if "--" not in e
        ]
        return _unique((*found, *lead, *often))

    def _lead(self) -> set[int]:
        """Numbers of the sentences of the first paragraph of some length."""
        blocks = self.speech.blocks_of_units
        units = self.speech.units
        first = next((b for u, b in zip(units, blocks, strict=True) if u.span.end - u.span.start > _LEAD_LENGTH), None)
        return {number for number, block in enumerate(blocks, start=1) if block == first}

    # --- facts of one sentence

    def _facts_of(self, index: int) -> list[Fact]:
        unit = self.speech.units[index]
        dates = self._dates_of(index)
        clauses = find_clauses(self.text, unit)
        dated = [c for c in clauses if any(c.start <= d.span.start < c.end for d in dates)]
        spans = clauses if len(dated) > 1 else (unit.span,)
        dateline = self.extraction.article.dateline
        if dateline is not None and unit.span.start <= dateline.span.start < unit.span.end:
            spans = tuple(self._behind(dateline.span, span) for span in spans if span.end > dateline.span.end)
        return [self._fact(index, number, span, dates) for number, span in enumerate(spans, start=1)]

    def _behind(self, dateline: Span, span: Span) -> Span:
        """A claim without the dateline before it."""
        if span.start > dateline.start:
            return span
        words = re.compile(r"[\s–—.,:-]*").match(self.text, dateline.end, span.end)
        return Span(start=words.end() if words else dateline.end, end=span.end)

    def _dates_of(self, index: int) -> list[DatedExpression]:
        """The dates of a sentence that have a day, a month or a year; the dateline's is none."""
        unit = self.speech.units[index].span
        line = self.extraction.article.dateline
        return [
            d
            for d in self.extraction.dates
            if unit.start <= d.span.start < unit.end
            and d.first is not None
            and not (line is not None and line.span.start <= d.span.start < line.span.end)
        ]

    def _fact(self, index: int, number: int, span: Span, dates: Sequence[DatedExpression]) -> Fact:
        unit = self.speech.units[index]
        mentions = self.speech.discourse.by_unit[index]
        inside = [d for d in dates if span.start <= d.span.start < span.end]
        when = self._when(inside, self.text[span.start : span.end]) or self._continued(index, span)
        speaker = self._speaker(index, span)
        words = self.text[span.start : span.end]
        modality = find_modality(
            words, last=when.end if when else None, day=self.extraction.article.published_on, said_by_other=False
        )
        agents, targets, others = self._roles(index, span, speaker)
        relations = self._relations(words)
        dated = self._dates_of(index)
        whole, taken = self._whole(index)
        claim = self._sentence(index, span, mentions, dated) if span != whole else None
        sentence = self._sentence(index, whole, mentions, dated)
        if taken > 1:
            sentence = f"{sentence} {self._sentence(index + 1, *self._next(index))}"
        is_quoted = any(span.start <= q.outer.start < span.end for q in unit.quotations)
        statement: StatementType = "narration" if speaker is None else "direct" if is_quoted else "indirect"
        kind: FactKind = _KINDS.get(modality) or (
            "statement" if speaker is not None else "event" if when is not None else "background"
        )
        polarity: Polarity = "negated" if modality == "happened" and _NEGATION.search(words) else "affirmed"
        return Fact(
            id=FactId(f"{self.article}-{index + 1}" + (f"-{number}" if span != unit.span else "")),
            article=self.article,
            sentence=sentence,
            kind=kind,
            relation=relations[0],
            also=relations[1:],
            agents=agents,
            targets=targets,
            mentions=others,
            topics=tuple(EntityId(topic) for topic in find_topics(words)),
            place=self._place(span),
            when=when,
            polarity=polarity,
            modality=_MODALITIES[modality],
            statement=statement,
            speaker=speaker,
            numbers=find_numbers(words),
            sentences=tuple(range(index + 1, index + 1 + taken)),
            claim=claim,
            parts=self._parts(span, inside),
            setting=self._setting(index, span),
            reviewed=False,
        )

    def _continued(self, index: int, span: Span) -> Period | None:
        """The day of the claim before, where this one goes on with it: "They also agreed", "It also said"."""
        if not self.facts or self._dates_of(index) or not _CONTINUING.match(self.text, span.start, span.end):
            return None
        before, blocks = self.facts[-1], self.speech.blocks_of_units
        follows = index in before.sentences and blocks[index] - blocks[index - 1] <= 1  # sentences are numbered from 1
        when = before.when
        if not follows or before.modality != "happened" or when is None or when.start != when.end:
            return None
        return when

    def _whole(self, index: int) -> tuple[Span, int]:
        """The sentence without a dateline, and how many it takes: a next one, "It was called off", belongs to it."""
        unit = self.speech.units[index]
        line = self.extraction.article.dateline
        whole = (
            unit.span
            if line is None or not unit.span.start <= line.span.start < unit.span.end
            else self._behind(line.span, unit.span)
        )
        following = index + 1
        if following >= len(self.speech.units):
            return whole, 1
        span = self.speech.units[following].span
        words = self.text[span.start : span.end]
        modality = find_modality(words, last=None, day=None, said_by_other=False)
        if modality not in ("cancelled", "denied") or len(words.split()) > _SHORT_SENTENCE:
            return whole, 1
        same = self.speech.blocks_of_units[following] == self.speech.blocks_of_units[index]
        leans = (same and _LEANING.match(words)) or (modality == "denied" and _POINTING.search(words))
        return whole, 2 if leans else 1

    def _next(self, index: int) -> tuple[Span, Sequence[Mention], Sequence[DatedExpression]]:
        following = index + 1
        return self.speech.units[following].span, self.speech.discourse.by_unit[following], self._dates_of(following)

    def _setting(self, index: int, span: Span) -> str | None:
        """The headline, the sentence before in the same paragraph, and the rest of its own sentence for a clause."""
        unit = self.speech.units[index].span
        rest = f"{self.text[unit.start : span.start]} {self.text[span.end : unit.end]}"
        before = ""
        same = index > 0 and self.speech.blocks_of_units[index - 1] == self.speech.blocks_of_units[index]
        if same or (index and self.text[self.speech.units[index - 1].span.end - 1] in ":："):
            other = self.speech.units[index - 1].span
            before = self.text[other.start : other.end]
        headline = self.extraction.article.headline or ""
        return " ".join(f"{headline} {before} {rest}".split()) or None

    def _sentence(self, index: int, span: Span, mentions: Sequence[Mention], dates: Sequence[DatedExpression]) -> str:
        """The claim so that it stands alone: joints taken off, its speaker put before it where it does not say who."""
        text = render_resolved(self.text, span, mentions, dates)
        text = re.sub(r"^(?:and|but|while|whereas|although|though|so|then|as)\s+", "", text)
        text = text.strip().rstrip(",;:—–- ")
        said = self._unsaid_speaker(index, span)
        text = text[:1].upper() + text[1:]
        if text and text[-1] not in '.!?”"’»」。)]':
            text += "."
        return f"{said}: {text}" if said else text

    def _unsaid_speaker(self, index: int, span: Span) -> str | None:
        """Who says a quotation that stands alone, with nobody named beside it."""
        unit = self.speech.units[index]
        if not unit.only_quoted:
            turn = next((t for t in self.speech.turns if t.block == self.speech.blocks_of_units[index]), None)
            if (
                turn is not None
                and turn.speaker is not None
                and not self.text[span.start : span.end].startswith(turn.label)
            ):
                return turn.speaker
            return None
        for quote in self.speech.quotes:
            if quote.sentence == index and quote.speaker is not None:
                return quote.speaker.person.name if quote.speaker.person else quote.speaker.description
        return None

    def _relations(self, words: str) -> tuple[RelationId, ...]:
        """What a clause tells: its verbs, those of saying last; of nouns nothing, as they only mention."""
        verbs = [word.id for word in self.find_relations(words) if not word.is_noun and word.id != "be"]
        content = [RelationId(id) for id in verbs if id not in _SAYING]
        saying = [RelationId(id) for id in verbs if id in _SAYING]
        return tuple(dict.fromkeys((*content, *saying))) or (_FALLBACK,)

    def _when(self, inside: Sequence[DatedExpression], words: str) -> Period | None:
        """The day or period of a clause: its finest date; of what is planned the finest to come."""
        dated = [(d.last - d.first, d) for d in inside if d.first is not None and d.last is not None]
        if not dated:
            return None
        day = self.extraction.article.published_on
        to_come = [pair for pair in dated if day is not None and pair[1].first is not None and pair[1].first > day]
        if to_come and find_modality(words, last=None, day=None, said_by_other=False) == "planned":
            dated = to_come  # "said on Tuesday that they will meet from 8 to 12 June"
        return self._period(min(dated, key=lambda pair: pair[0])[1])

    def _period(self, chosen: DatedExpression) -> Period:
        """The days of a date; from a day on for "since"."""
        assert chosen.first is not None
        assert chosen.last is not None
        day = self.extraction.article.published_on
        before = self.text[max(0, chosen.span.start - 8) : chosen.span.start]
        since = (
            (chosen.text.lower().startswith("since") or _SINCE.search(before) is not None)
            and day is not None
            and day > chosen.first
        )
        last = day if since and day is not None else chosen.last
        precision = _precision(chosen.first, chosen.last, chosen.value)
        return Period(start=chosen.first, end=last, precision=precision, since=since)

    def _parts(self, span: Span, inside: Sequence[DatedExpression]) -> tuple[DatedPart, ...]:
        """Which of its dates belongs to which of its verbs."""
        if not inside:
            return ()
        dates = [(d.span, self._period(d)) for d in inside if d.first is not None and d.last is not None]
        words = self.text[span.start : span.end]
        verbs = [w.start + span.start for w in self.find_relations(words) if not w.is_noun]
        verbs += [m.start() + span.start for m in _irregular_verbs().finditer(words)]
        return find_dated_parts(self.text, span, dates, verbs)

    def _speaker(self, index: int, span: Span) -> EntityId | None:
        for quote in self.speech.quotes:
            if quote.sentence == index and span.start <= quote.span.start < span.end and quote.attributed:
                return self._of_quote(index, quote.span.start)
        unit = self.speech.units[index]
        for cue in self.reader.find_cues(unit):
            if cue.lemma in self.reader.speech.weak:
                continue
            subject = self.reader.find_subject(index, unit, cue)
            if subject is not None and subject.referent is not None:
                return self._entity(subject.referent, index)
        turn = self.speech.turn_referents[index]
        return self._entity(turn, index) if turn is not None else None

    def _of_quote(self, index: int, place: int) -> EntityId | None:
        referent = self.speech.referent_of_quote.get(place)
        return self._entity(referent, index) if referent is not None else None

    def _entity(self, referent: Referent, index: int) -> EntityId | None:
        return self.parties.of_referent(
            referent, article=self.article, cite=SentenceRef(article=self.article, sentence=index + 1), on=self._day()
        )

    def _day(self) -> Period | None:
        day = self.extraction.article.published_on
        return Period(start=day, end=day, precision="day") if day is not None else None

    def _roles(
        self, index: int, span: Span, speaker: EntityId | None
    ) -> tuple[tuple[EntityId, ...], tuple[EntityId, ...], tuple[EntityId, ...]]:
        """Who acts, who is acted on or with, and who else is named: by their place before and behind the verbs."""
        words = self.text[span.start : span.end]
        verbs = [w for w in self.find_relations(words) if not w.is_noun and w.id not in _SAYING]
        agents: list[EntityId] = []
        targets: list[EntityId] = []
        others: list[EntityId] = []
        for mention in self.speech.discourse.by_unit[index]:
            referent = mention.referent
            if not span.start <= mention.span.start < span.end or referent is None or mention.apposed:
                continue
            if referent.name is None and referent.world_id is None:
                continue  # of the unnamed only who speaks is kept
            entity = self._entity(referent, index)
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
        return _unique(agents), _unique(t for t in targets if t not in agents), _unique(others)

    def _is_party(self, mention: Mention) -> bool:
        before = self.text[max(0, mention.span.start - 40) : mention.span.start].rstrip().rpartition(" ")[2].lower()
        return before in ("with", "between", "against", "to", "by")

    def _named_besides(self, span: Span) -> tuple[EntityId, ...]:
        """States by their people ("Japanese boats"), and places."""
        world = load_world()
        found: list[EntityId] = []
        for hit in find_world_names(self.text[span.start : span.end]):
            id = world.country_of(hit.id) if hit.kind == "demonym" else hit.id
            if id is not None and not hit.ambiguous:
                found.append(self.parties.of_world(id))
        return _unique(found)

    def _place(self, span: Span) -> EntityId | None:
        for hit in find_world_names(self.text[span.start : span.end]):
            before = self.text[span.start : span.start + hit.span.start].rstrip().rpartition(" ")[2].lower()
            if before in ("in", "at", "near", "off", "around") and hit.kind in ("name", "city", "capital"):
                return self.parties.of_world(hit.id)
        name = find_unlisted_place(self.text, span, self.names)
        return self.parties.of_place(name) if name is not None else None

    # --- quotes and identities

    def _quotes_of(self, index: int, facts: Sequence[Fact]) -> None:
        day = self._day()
        for quote in self.speech.quotes:
            if quote.sentence != index:
                continue
            self.quotes.append(
                Quote(
                    id=QuoteId(f"{self.article}-q{len(self.quotes) + 1}"),
                    article=self.article,
                    text=quote.text,
                    span=quote.span,
                    sentence=index + 1,
                    speaker=self._of_quote(index, quote.span.start) if quote.attributed else None,
                    cue=quote.cue,
                    attributed=quote.attributed,
                    on=next((f.when for f in facts if f.when), None) or day,
                    topics=facts[0].topics if facts else (),
                    facts=tuple(fact.id for fact in facts),
                    reviewed=False,
                )
            )

    def _identities(self) -> list[Fact]:
        """ "Goro Imanishi: fisheries minister (Japan)." for everybody of whom the article says what he is."""
        made: list[Fact] = []
        for referent in self.speech.discourse.people:
            role = next((role for role in referent.roles if role.head and role.text), None)
            if role is None or referent.name is None:
                continue
            index = self._unit_of(referent)
            person = self._entity(referent, index)
            if person is None:
                continue
            told = _office(role.text, referent.nations[0] if referent.nations else None)
            made.append(
                Fact(
                    id=FactId(f"{self.article}-{person}"),
                    article=self.article,
                    sentence=f"{referent.name}: {told}.",
                    kind="background",
                    relation=RelationId("be"),
                    agents=(person,),
                    when=self._day(),
                    modality="ongoing",
                    sentences=(index + 1,),
                    reviewed=False,
                    mentions=(self.parties.of_world(referent.nations[0]),) if referent.nations else (),
                )
            )
        return made

    def _unit_of(self, referent: Referent) -> int:
        return next((m.unit for m in self.speech.discourse.mentions if m.referent is referent), 0)


@lru_cache(maxsize=1)
def _irregular_verbs() -> re.Pattern[str]:
    return any_of(load_irregular_verbs())


def _office(title: str, nation: str | None) -> str:
    """A title with whose it is: "transport minister (Poland)", but "Greek Foreign Minister" as it stands."""
    if nation is None:
        return title
    said = title.lower()
    if any(name.removeprefix("the ").lower() in said for name in load_world().names_of(nation)):
        return title
    return f"{title} ({load_world().entities[nation].en})"


def _unique(entities: Iterable[EntityId]) -> tuple[EntityId, ...]:
    return tuple(dict.fromkeys(entities))


def _precision(first: date, last: date, value: str) -> Precision:
    days = (last - first).days
    return (
        "day"
        if days == 0 or (days <= _FORTNIGHT and _OF_DAYS.search(value))
        else "month"
        if days <= 31 and first.month == last.month and first.day == 1
        else "year"
        if days >= 364
        else "about"
    )
