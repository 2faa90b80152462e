"""A pack of one article in two parts, to be kept between runs and handed between processes.

The head has what must be known of all articles before one can be written: the names of its entities, how many facts it
has, and what it reports of which day. The body has the rest. Both are JSON, compressed: states come with the same forty
names in every article.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Iterator
from datetime import date

from knowledge.cards import read_entity, read_fact, read_quote, write_card
from knowledge.loaded import Loaded
from knowledge.model import Alias, Article, Entity, Fact, Pack, PackId, Sentence, Span, Topic
from knowledge.values import dataclass, replace

_QUICKLY = 1
"""Level of compression: a fifth of the size for a tenth of the time that extraction takes for a sentence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredPack:
    """A pack of one article as bytes, with what it is sorted and numbered by."""

    article: str
    published_on: str
    facts: int
    quotes: int
    head: bytes
    body: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What must be known of all articles at once."""

    entities: tuple[tuple[str, str], ...]
    """Card of each entity that has a name, and its aliases as text: most are known by their cards and never read."""

    topics: tuple[str, ...]
    reports: tuple[Report, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A fact of one day, for other articles' reports of the same to be found."""

    fact: str
    act: str
    """Day and relation; reports of one event agree in it."""

    parties: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """The rest: cards of facts, quotes and of those who are known by a description only."""

    article: dict[str, Loaded]
    unnamed: tuple[str, ...]
    facts: tuple[str, ...]
    quotes: tuple[str, ...]


def write_pack(pack: Pack) -> StoredPack:
    """A pack that the machine made of one article."""
    (article,) = pack.articles
    named = [entity for entity in pack.entities if not entity.unnamed]
    head = {
        "languages": pack.languages,
        "entities": [(write_card(replace(entity, aliases=())), _aliases(entity)) for entity in named],
        "topics": [write_card(topic) for topic in pack.topics],
        "reports": [[report.fact, report.act, report.parties] for report in _reports(pack.facts)],
    }
    body = {
        "article": _article(article),
        "unnamed": [write_card(entity) for entity in pack.entities if entity.unnamed],
        "facts": [write_card(fact) for fact in pack.facts],
        "quotes": [write_card(quote) for quote in pack.quotes],
    }
    return StoredPack(
        article=article.id, published_on=article.published_on.isoformat(), facts=len(pack.facts),
        quotes=len(pack.quotes), head=_pressed(head), body=_pressed(body),
    )  # fmt: skip


def read_pack(stored: StoredPack) -> Pack:
    """The pack that `write_pack` wrote."""
    head, body = json.loads(zlib.decompress(stored.head)), read_body(stored.body)
    named = [read_named(card, aliases) for card, aliases in head["entities"]]
    topics = (read_entity(card) for card in head["topics"])
    return Pack(
        id=PackId(stored.article),
        title=stored.article,
        description=stored.article,
        pair=(),
        languages=tuple(head["languages"]),
        articles=(_read_article(body.article),),
        entities=tuple(sorted((*named, *map(read_entity, body.unnamed)), key=lambda entity: entity.id)),
        topics=tuple(topic for topic in topics if isinstance(topic, Topic)),
        shared_aliases=(),
        facts=tuple(read_fact(card) for card in body.facts),
        quotes=tuple(read_quote(card) for card in body.quotes),
        skipped=(),
    )


def read_head(stored: bytes) -> Head:
    """The head of a pack."""
    data = json.loads(zlib.decompress(stored))
    return Head(
        entities=tuple((card, aliases) for card, aliases in data["entities"]),
        topics=tuple(data["topics"]),
        reports=tuple(Report(fact=fact, act=act, parties=tuple(ids)) for fact, act, ids in data["reports"]),
    )


def read_body(stored: bytes) -> Body:
    """The body of a pack."""
    data = json.loads(zlib.decompress(stored))
    return Body(
        article=data["article"], unnamed=tuple(data["unnamed"]), facts=tuple(data["facts"]),
        quotes=tuple(data["quotes"]),
    )  # fmt: skip


def read_named(card: str, aliases: str) -> Entity:
    """An entity from its card and its aliases."""
    names = tuple(Alias(text=text, language=language) for text, language in json.loads(aliases))
    return replace(read_entity(card), aliases=names)


def _aliases(entity: Entity) -> str:
    return json.dumps([(alias.text, alias.language) for alias in entity.aliases], ensure_ascii=False)


def _reports(facts: Iterable[Fact]) -> Iterator[Report]:
    """Facts that another article may report as well: something of one day between two parties or more."""
    for fact in facts:
        if fact.when is not None and fact.when.precision == "day" and fact.kind in ("event", "plan", "statement"):
            parties = tuple(sorted({*fact.agents, *fact.targets, *fact.mentions}))
            if len(parties) > 1:
                act = f"{fact.when.start.isoformat()} {fact.when.end.isoformat()} {fact.relation}"
                yield Report(fact=fact.id, act=act, parties=parties)


def _pressed(data: Loaded) -> bytes:
    return zlib.compress(json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode(), _QUICKLY)


def _article(article: Article) -> Loaded:
    return {
        "id": article.id,
        "publisher": article.publisher,
        "headline": article.headline,
        "byline": article.byline,
        "published_on": article.published_on.isoformat(),
        "published_how": article.published_how,
        "url": article.url,
        "sha256": article.sha256,
        "sentences": [
            [s.span.start, s.span.end, s.sha256, s.opening, s.closing, s.paragraph] for s in article.sentences
        ],
    }


def _read_article(data: Loaded) -> Article:
    sentences = tuple(
        Sentence(
            number=number,
            span=Span(start=start, end=end),
            sha256=sha256,
            opening=opening,
            closing=closing,
            paragraph=paragraph,
        )
        for number, (start, end, sha256, opening, closing, paragraph) in enumerate(data["sentences"], start=1)
    )
    head = {key: data[key] for key in ("id", "publisher", "headline", "byline", "published_how", "url", "sha256")}
    return Article(
        **head,
        publisher_country=None,
        state_media=None,
        published_on=date.fromisoformat(data["published_on"]),
        sentences=sentences,
    )
