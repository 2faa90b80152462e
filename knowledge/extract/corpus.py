"""One article's extraction as a pack."""

from __future__ import annotations

from collections.abc import Iterable

from knowledge.extract.claims.facts import make_claims
from knowledge.extract.extraction import Extraction
from knowledge.extract.relations import FindRelations
from knowledge.extract.topics import load_topics
from knowledge.extract.world.parties import Parties
from knowledge.identifiers import identify_article
from knowledge.model import (
    NO_DAY,
    Article,
    EntityId,
    Fact,
    Language,
    Names,
    Pack,
    PackId,
    Sentence,
    Topic,
)
from knowledge.text import hash_text

_LANGUAGES: tuple[Language, ...] = ("en", "ja", "zh")
UNDATED = "not stated; the latest day that the text names"


def make_article_pack(extraction: Extraction, find_relations: FindRelations) -> Pack:
    """The unreviewed facts, quotes and entities of one article."""
    id = identify_article(extraction.article.name)
    parties = Parties()
    claims = make_claims(extraction, id, parties, find_relations)
    return Pack(
        id=PackId(id),
        title=id,
        description=id,
        pair=(),
        languages=_LANGUAGES,
        articles=(_article(extraction),),
        entities=parties.all(),
        topics=_topics(claims.facts),
        shared_aliases=(),
        facts=claims.facts,
        quotes=claims.quotes,
        skipped=(),
    )


def _article(extraction: Extraction) -> Article:
    read = extraction.article
    latest = max((d.last for d in extraction.dates if d.last is not None and d.type == "date"), default=None)
    day = read.published_on or latest or NO_DAY
    units = extraction.speech.units
    sentences = tuple(
        Sentence(
            number=number,
            span=unit.span,
            sha256=hash_text(words := read.text[unit.span.start : unit.span.end])[:16],
            opening=" ".join(words.split()),
            closing="",
            paragraph=extraction.speech.blocks_of_units[number - 1] + 1,
        )
        for number, unit in enumerate(units, start=1)
    )
    return Article(
        id=identify_article(read.name),
        publisher=read.publisher or read.name,
        publisher_country=None,
        state_media=None,
        headline=read.headline or read.name,
        byline=read.byline,
        published_on=day,
        published_how=read.published_how or UNDATED,
        url=read.url,
        sha256=hash_text(read.text),
        sentences=sentences,
    )


def _topics(facts: Iterable[Fact]) -> tuple[Topic, ...]:
    """The topics that facts name, and what those belong to."""
    known = {topic.id: topic for topic in load_topics()}
    wanted: dict[str, Topic] = {}
    waiting = [topic for fact in facts for topic in fact.topics]
    while waiting:
        id = waiting.pop()
        if id in wanted:
            continue
        entry = known[id]
        broader = (EntityId(entry.broader),) if entry.broader else ()
        wanted[id] = Topic(
            id=EntityId(id), kind="topic", name=Names(en=entry.en, ja=entry.ja, zh=entry.zh), broader=broader
        )
        waiting.extend(broader)
    return tuple(wanted[key] for key in sorted(wanted))
