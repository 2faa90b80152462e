"""What happened, or is said or planned to happen, on which day and between whom."""

from __future__ import annotations

from collections.abc import Sequence

from knowledge.articles.model import NewsArticle
from knowledge.extract.clauses import find_clauses
from knowledge.extract.modality import find_modality
from knowledge.extract.model import DatedExpression, FoundEvent, Speaker
from knowledge.extract.people.model import Mention, Referent
from knowledge.extract.quotes.cues import CueReader
from knowledge.extract.quotes.quotes import Speech
from knowledge.extract.readable import render_resolved
from knowledge.extract.world.hits import find_world_names
from knowledge.extract.world.world import load_world
from knowledge.model import Span

_LONGEST = 70
"""Words of an event's text."""

_FEWEST = 2
"""Parties below which those of other clauses, and of the sentence before, are taken for an event's too."""


def find_events(article: NewsArticle, speech: Speech, dates: Sequence[DatedExpression]) -> tuple[FoundEvent, ...]:
    """One event for each date of the body, with the clause that the date belongs to, in order."""
    reader = CueReader(article.text, speech.discourse)
    found: list[FoundEvent] = []
    for index, unit in enumerate(speech.units):
        inside = [d for d in dates if unit.span.start <= d.span.start < unit.span.end and d.type in ("date", "time")]
        if not inside:
            continue
        clauses = find_clauses(article.text, unit)
        speaker = _speaker(reader, speech, index)
        for expression in inside:
            clause = next(c for c in clauses if c.start <= expression.span.start < c.end)
            found.append(_event(article, speech, index, clause, expression, inside, speaker))
    return tuple(found)


def _event(
    article: NewsArticle,
    speech: Speech,
    index: int,
    clause: Span,
    expression: DatedExpression,
    inside: Sequence[DatedExpression],
    speaker: Speaker | None,
) -> FoundEvent:
    unit = speech.units[index]
    mentions = speech.discourse.by_unit[index]
    span = clause if len(article.text[unit.span.start : unit.span.end].split()) > _LONGEST else unit.span
    text = render_resolved(article.text, span, mentions, inside)
    words = text.split()
    here = [m for m in mentions if clause.start <= m.span.start < clause.end]
    modality = find_modality(
        article.text[unit.span.start : unit.span.end],
        last=expression.last,
        day=article.published_on,
        said_by_other=speaker is not None,
    )
    return FoundEvent(
        text=" ".join(words[:_LONGEST]),
        sentence=index,
        value=expression.value,
        first=expression.first,
        last=expression.last,
        participants=_participants(speech, index, here, mentions),
        place=_place(article.text, clause) or _place(article.text, unit.span),
        modality=modality,
        speaker=speaker,
    )


def _participants(speech: Speech, index: int, here: Sequence[Mention], mentions: Sequence[Mention]) -> tuple[str, ...]:
    """Those of the clause, then of its sentence, then of the one before as far as there are too few."""
    names = _names(here)
    if len(names) < _FEWEST:
        names = tuple(dict.fromkeys((*names, *_names(mentions))))
    for earlier in range(index - 1, max(-1, index - 3), -1):
        if len(names) >= _FEWEST:
            break
        names = tuple(dict.fromkeys((*names, *_names(speech.discourse.by_unit[earlier]))))
    return names


def _names(mentions: Sequence[Mention]) -> tuple[str, ...]:
    found: list[str] = []
    for mention in mentions:
        referent = mention.referent
        if referent is None or mention.quoted:
            continue
        found.append(name_of(referent))
    return tuple(dict.fromkeys(found))


def name_of(referent: Referent) -> str:
    """The name of a person, the name of a state, or the description of anybody else."""
    if referent.name is not None:
        return referent.name
    if not referent.is_person and referent.nations and not referent.roles:
        return load_world().entities[referent.nations[0]].en
    return referent.description or ""


def _place(text: str, span: Span) -> str | None:
    """The city or country that stands after "in" or "at"."""
    for hit in find_world_names(text[span.start : span.end]):
        before = text[span.start : span.start + hit.span.start].rstrip().rpartition(" ")[2].lower()
        if before in ("in", "at", "near", "off", "to") and hit.kind in ("name", "city", "capital", "water"):
            return text[span.start + hit.span.start : span.start + hit.span.end]
    return None


def _speaker(reader: CueReader, speech: Speech, index: int) -> Speaker | None:
    """Who says what a sentence tells: the subject of its first cue verb."""
    for cue in reader.find_cues(speech.units[index]):
        if cue.lemma in reader.speech.weak:
            continue
        subject = reader.find_subject(index, speech.units[index], cue)
        if subject is not None and subject.referent is not None:
            return speech.speaker_of.get(id(subject.referent))
    return None
