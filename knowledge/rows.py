"""Articles as rows of the tables that grow with them, made in any process: each article needs only what all share."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

from knowledge.cards import read_entity, read_fact, read_quote, write_card, write_json
from knowledge.date_terms import date_terms
from knowledge.extract.kept import KeptBodies
from knowledge.extract.stored import Body
from knowledge.features import Surroundings, add_subjects, find_features
from knowledge.joining import Renaming, rename_fact, rename_quote
from knowledge.loaded import Loaded
from knowledge.model import ArticleId, Entity, EntityId, Fact, FactId, Pack, Quote
from knowledge.store import REVIEWED
from knowledge.text import fold_text
from knowledge.values import dataclass, field, replace

Row = tuple[str | int | float | bytes | None, ...]

COLUMNS: Mapping[str, Sequence[str]] = {
    "article": (
        "id", "publisher", "publisher_country", "state_media", "headline", "byline", "published_on", "published_how",
        "url", "sha256",
    ),
    "sentence": ("article", "number", "start", "end", "sha256", "paragraph", "opening", "closing"),
    "entity": ("id", "kind", "card"),
    "office_holder": ("role", "country", "person"),
    "fact": (
        "number", "id", "article", "sentence", "kind", "relation", "polarity", "modality", "statement", "speaker",
        "place", "event", "starts_on", "ends_on", "weight", "claim", "reviewed", "card", "features",
    ),
    "reader_question": ("fact", "language", "text"),
    "quote": ("number", "id", "article", "sentence", "text", "start", "end", "speaker", "card"),
    "quote_text": ("rowid", "text"),
    "fact_quote": ("fact", "quote"),
}  # fmt: skip
"""Tables that grow with the articles, in the order in which they refer to each other."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """Rows of some articles."""

    tables: Mapping[str, list[Row]] = field(default_factory=lambda: {name: [] for name in COLUMNS})
    terms: list[tuple[int, str]] = field(default_factory=list)
    """Number of each fact with the terms by which it is found, with blanks between."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """An extracted article whose rows are to be made."""

    number: int
    """Where its pack is kept."""

    first_fact: int
    first_quote: int
    same: Mapping[FactId, tuple[FactId, ...]]
    """Facts of other articles that tell what one of this tells."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sources:
    """What the rows of extracted articles are made with; the same for all."""

    packs: Path
    renaming: Renaming
    around: Surroundings


class RowMaker:
    """Makes rows of extracted articles."""

    def __init__(self, sources: Sources) -> None:
        """Open the packs."""
        self._around, self._renaming = sources.around, sources.renaming
        self._bodies = KeptBodies(sources.packs)

    def make(self, articles: Iterable[Wanted]) -> Rows:
        """The rows of some articles."""
        rows = Rows()
        for wanted in articles:
            self._add(rows, wanted, self._bodies.read(wanted.number))
        return rows

    def _add(self, rows: Rows, wanted: Wanted, body: Body) -> None:
        entities = self._around.entities
        unnamed = [(entity, card) for card in body.unnamed if (entity := read_entity(card)).id not in entities]
        described = {entity.id: known for entity, _ in unnamed if (known := self._renaming.find(entity)) is not None}
        own: dict[str, Entity] = {entity.id: entity for entity, _ in unnamed if entity.id not in described}
        rows.tables["entity"] += ((entity.id, entity.kind, card) for entity, card in unnamed if entity.id in own)
        rows.tables["article"].append(_stored_article_row(body.article))
        rows.tables["sentence"] += _stored_sentence_rows(body.article)
        same = {**self._renaming.same, **described} if described else self._renaming.same
        rows.tables["office_holder"] += (row for entity in own.values() for row in make_holder_rows(entity))
        entities.update(own)
        facts = [_fact_of(card, same, wanted.same) for card in body.facts]
        head = _Head(publisher=body.article["publisher"], day=date.fromisoformat(body.article["published_on"]))
        _add_facts(rows, facts, wanted.first_fact, self._around, {body.article["id"]: head})
        for id in own:  # nobody else speaks of them
            self._around.forget(id)
        _add_quotes(rows, [_quote_of(card, same) for card in body.quotes], wanted, [fact.id for fact, _ in facts])


def make_pack_rows(pack: Pack, around: Surroundings, *, first_fact: int, first_quote: int) -> Rows:
    """The rows of a pack's articles; its entities and topics are no business of this."""
    rows = Rows()
    for article in pack.articles:
        rows.tables["article"].append((
            article.id, article.publisher, article.publisher_country,
            None if article.state_media is None else int(article.state_media), article.headline, article.byline,
            article.published_on.isoformat(), article.published_how, article.url, article.sha256,
        ))  # fmt: skip
        rows.tables["sentence"] += (
            (article.id, s.number, s.span.start, s.span.end, s.sha256, s.paragraph, s.opening, s.closing)
            for s in article.sentences
        )
    facts = [(fact, write_card(replace(fact, asks=()))) for fact in pack.facts]
    heads = {a.id: _Head(publisher=a.publisher, day=a.published_on) for a in pack.articles}
    _add_facts(rows, facts, first_fact, around, heads)
    quotes = [(quote, write_card(quote)) for quote in pack.quotes]
    wanted = Wanted(number=0, first_fact=first_fact, first_quote=first_quote, same={})
    _add_quotes(rows, quotes, wanted, [fact.id for fact in pack.facts])
    return rows


def make_holder_rows(entity: Entity) -> list[Row]:
    """The offices of a person, each once."""
    if entity.kind != "person":
        return []
    offices = {(office.role, office.country or "") for office in entity.offices if office.role}
    return [(*office, entity.id) for office in sorted(offices)]


class _Head(NamedTuple):
    publisher: str
    day: date


def _add_facts(
    rows: Rows, facts: Sequence[tuple[Fact, str]], first: int, around: Surroundings, heads: Mapping[ArticleId, _Head]
) -> None:
    """The rows of all facts of some articles.

    Args:
        facts: fact and card.
        heads: of each article.
    """
    by_article = {article: around.texts.find_entity(head.publisher) for article, head in heads.items()}
    found = [(fact, find_features(fact, around, by_article[fact.article])) for fact, _ in facts]
    add_subjects(found, around.entities)
    table, questions = rows.tables["fact"], rows.tables["reader_question"]
    for number, ((fact, card), (_, features)) in enumerate(zip(facts, found, strict=True), start=first):
        when, names = fact.when, sorted(features)
        table.append((
            number, fact.id, fact.article, fact.sentence, fact.kind, fact.relation, fact.polarity, fact.modality,
            fact.statement, fact.speaker, fact.place, fact.event, when.start.isoformat() if when else None,
            when.end.isoformat() if when else None, fact.weight, fact.claim or fact.sentence, int(fact.reviewed), card,
            _written(names, features),
        ))  # fmt: skip
        questions += ((number, ask.language, ask.text) for ask in fact.asks)
        terms = (*names, *date_terms(fact, heads[fact.article].day, around.entities), *_standing(fact))
        rows.terms.append((number, " ".join(terms)))


def _standing(fact: Fact) -> tuple[str, ...]:
    return (REVIEWED,) if fact.reviewed else ()


def _written(names: Iterable[str], features: Mapping[str, float]) -> str:
    """Features as `write_json` writes them, sooner: few names need more than marks around them."""
    text = '{"' + ',"'.join([f'{name}":{features[name]!r}' for name in names]) + "}"
    plain = text.count('"') == 2 * len(features) and "\\" not in text
    return text if plain else write_json(features)


def _add_quotes(rows: Rows, quotes: Iterable[tuple[Quote, str]], wanted: Wanted, facts: Iterable[FactId]) -> None:
    """The rows of all quotes of some articles, with the facts that hold or report them.

    Args:
        facts: of the same articles, in order.
    """
    numbers = {id: number for number, id in enumerate(facts, start=wanted.first_fact)}
    pairs: set[Row] = set()
    for number, (quote, card) in enumerate(quotes, start=wanted.first_quote):
        start, end = (quote.span.start, quote.span.end) if quote.span else (None, None)
        rows.tables["quote"].append(
            (number, quote.id, quote.article, quote.sentence, quote.text, start, end, quote.speaker, card)
        )
        rows.tables["quote_text"].append((number, fold_text(quote.text)))
        pairs.update((numbers[fact], number) for fact in quote.facts)
    rows.tables["fact_quote"] += sorted(pairs)


def _fact_of(
    card: str, same: Mapping[EntityId, EntityId], links: Mapping[FactId, tuple[FactId, ...]]
) -> tuple[Fact, str]:
    """A kept fact as it stands beside the others, and its card."""
    kept = read_fact(card)
    fact = rename_fact(kept, same)
    if fact.id in links:
        fact = replace(fact, links=replace(fact.links, same_as=links[fact.id]))
    return fact, card if fact is kept else write_card(fact)


def _quote_of(card: str, same: Mapping[EntityId, EntityId]) -> tuple[Quote, str]:
    kept = read_quote(card)
    quote = rename_quote(kept, same)
    return quote, card if quote is kept else write_card(quote)


def _stored_article_row(data: Loaded) -> Row:
    return (
        data["id"], data["publisher"], None, None, data["headline"], data["byline"], data["published_on"],
        data["published_how"], data["url"], data["sha256"],
    )  # fmt: skip


def _stored_sentence_rows(data: Loaded) -> Iterator[Row]:
    for number, (start, end, sha256, opening, closing, paragraph) in enumerate(data["sentences"], start=1):
        yield data["id"], number, start, end, sha256, paragraph, opening, closing
