"""What packs and language knowledge hold, as rows of the tables that `migrations` made."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain
from pathlib import Path

import yaml

from knowledge.asked_terms import count_terms, write_shares
from knowledge.cards import write_card
from knowledge.date_terms import date_terms
from knowledge.features import Surroundings, add_subjects, find_features, read_features
from knowledge.gazetteer import Lookup, Target, find_latin_words, find_openings
from knowledge.lexicon import AliasRow, Lexicon
from knowledge.loaded import Loaded
from knowledge.model import Entity, Fact, Pack
from knowledge.postings import PostingsWriter
from knowledge.question_terms import TermReader, split_words
from knowledge.spelling import SHORTEST, find_word_deletions
from knowledge.store import SCHEMA
from knowledge.text import fold_text
from knowledge.yaml_nodes import LOADER

_Row = Mapping[str, str | float | None]

_SPELLED = ("entity", "topic", "relation", "concept")
"""Kinds of aliases towards whose words a question is corrected."""


def fill_tables(
    connection: sqlite3.Connection, packs: tuple[Pack, ...], lexicon: Lexicon, *, resources: Path, stamp: str
) -> None:
    """Fill the empty tables; the caller commits."""
    aliases = tuple(lexicon.aliases(packs))
    _insert_articles(connection, packs)
    _insert_entities(connection, packs)
    foreign = tuple(lexicon.foreign_aliases(packs, {alias.key for alias in aliases}))
    _insert_aliases(connection, (*aliases, *foreign))
    table = _table((*aliases, *foreign))
    reader = TermReader(table, lexicon.irregular)
    frequencies = _insert_facts(connection, packs, _surroundings(packs, lexicon, table, reader))
    _insert_asked_terms(connection, packs, reader)
    _insert_quotes(connection, packs)
    long = {word for word in lexicon.english if len(word) > SHORTEST}
    _insert_spellings(connection, aliases, frequencies, reader.words_read & long)
    connection.executemany("INSERT INTO english_word(word) VALUES (?)", ((word,) for word in lexicon.english))
    pair = [country for pack in packs[:1] for country in pack.pair]
    _insert(connection, "resource", _resources(lexicon, resources, pair))
    meta = {"schema": SCHEMA, "stamp": stamp, "facts": str(sum(len(pack.facts) for pack in packs))}
    _insert(connection, "meta", ({"key": key, "value": value} for key, value in meta.items()))


def _insert(connection: sqlite3.Connection, table: str, rows: Iterable[_Row]) -> None:
    """Insert rows, all with the keys of the first."""
    waiting = iter(rows)
    first = next(waiting, None)
    if first is not None:
        columns, gaps = ", ".join(f'"{name}"' for name in first), ", ".join(f":{name}" for name in first)
        connection.executemany(f'INSERT INTO "{table}" ({columns}) VALUES ({gaps})', map(dict, chain([first], waiting)))


def _table(aliases: tuple[AliasRow, ...]) -> dict[str, tuple[Target, ...]]:
    table: dict[str, tuple[Target, ...]] = {}
    for alias in aliases:
        table[alias.key] = (*table.get(alias.key, ()), alias.target)
    return table


def _surroundings(
    packs: tuple[Pack, ...], lexicon: Lexicon, table: Mapping[str, tuple[Target, ...]], reader: TermReader
) -> Surroundings:
    def lookup(keys: Iterable[str]) -> Mapping[str, tuple[Target, ...]]:
        return {key: table[key] for key in table.keys() & keys}

    entities: dict[str, Entity] = {e.id: e for pack in packs for e in (*pack.entities, *pack.topics)}
    return Surroundings(
        entities=entities, lookup=lookup, irregular=lexicon.irregular, publishers=_publishers(packs, lookup),
        releases=_releases(entities), described={}, openings=find_openings(table), reader=reader,
    )  # fmt: skip


def _releases(entities: Mapping[str, Entity]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for event in entities.values():
        for party in event.participants if event.kind == "event" else ():
            if entities[party].kind == "document":
                found[party] = (*found.get(party, ()), event.id)
    return found


def _publishers(packs: tuple[Pack, ...], lookup: Lookup) -> dict[str, str]:
    found: dict[str, str] = {}
    for article in (article for pack in packs for article in pack.articles):
        names = [feature[2:] for feature in read_features(article.publisher, lookup, {}) if feature.startswith("e:")]
        if names:
            found[article.id] = names[0]
    return found


def _insert_articles(connection: sqlite3.Connection, packs: tuple[Pack, ...]) -> None:
    articles = [article for pack in packs for article in pack.articles]
    rows = (
        {
            "id": a.id, "publisher": a.publisher, "publisher_country": a.publisher_country,
            "state_media": None if a.state_media is None else int(a.state_media), "headline": a.headline,
            "byline": a.byline, "published_on": a.published_on.isoformat(), "published_how": a.published_how,
            "url": a.url, "sha256": a.sha256,
        }
        for a in articles
    )  # fmt: skip
    sentences: Iterator[_Row] = (
        {
            "article": a.id, "number": s.number, "start": s.span.start, "end": s.span.end, "sha256": s.sha256,
            "paragraph": s.paragraph, "opening": s.opening, "closing": s.closing,
        }
        for a in articles for s in a.sentences
    )  # fmt: skip
    _insert(connection, "article", rows)
    _insert(connection, "sentence", sentences)


def _insert_entities(connection: sqlite3.Connection, packs: tuple[Pack, ...]) -> None:
    entities = (entity for pack in packs for entity in (*pack.entities, *pack.topics))
    rows = ({"id": e.id, "kind": e.kind, "card": write_card(replace(e, aliases=()))} for e in entities)
    _insert(connection, "entity", rows)
    holders = {
        (office.role, office.country or "", e.id)
        for pack in packs for e in pack.entities if e.kind == "person" for office in e.offices if office.role
    }  # fmt: skip
    connection.executemany("INSERT INTO office_holder(role, country, person) VALUES (?, ?, ?)", sorted(holders))


def _insert_aliases(connection: sqlite3.Connection, aliases: tuple[AliasRow, ...]) -> None:
    connection.executemany(
        "INSERT INTO alias(key, kind, target, only, surface) VALUES (?, ?, ?, ?, ?)",
        ((a.key, a.target.kind, a.target.id, a.target.only, a.surface) for a in aliases),
    )


def _insert_facts(connection: sqlite3.Connection, packs: tuple[Pack, ...], around: Surroundings) -> Counter[str]:
    """Insert facts with the postings that find them, and give the number of facts for each feature."""
    features_of = {fact: find_features(fact, around) for pack in packs for fact in pack.facts}
    add_subjects(features_of, around.entities)
    numbered = [(number, *pair) for number, pair in enumerate(features_of.items(), start=1)]
    _insert(connection, "fact", (_fact_row(number, fact, features) for number, fact, features in numbered))
    questions = ((number, ask.language, ask.text) for number, fact, _ in numbered for ask in fact.asks)
    connection.executemany("INSERT INTO reader_question(fact, language, text) VALUES (?, ?, ?)", questions)
    postings = PostingsWriter(connection)
    reported_on = {article.id: article.published_on for pack in packs for article in pack.articles}
    for number, fact, features in numbered:
        postings.add(number, features.keys() | date_terms(fact, reported_on[fact.article], around.entities))
    postings.finish()
    return Counter(name for features in features_of.values() for name in features)


def _insert_asked_terms(connection: sqlite3.Connection, packs: tuple[Pack, ...], reader: TermReader) -> None:
    """How readers ask for each fact."""
    facts = enumerate((fact for pack in packs for fact in pack.facts), start=1)
    asked = (question for pack in packs for question in pack.asked)
    terms = count_terms(facts, asked, lambda text: reader.read(split_words(text)))
    connection.executemany(
        "INSERT INTO asked_term(term, share, unanswered, facts, refuted) VALUES (?, ?, ?, ?, ?)",
        (
            (name, term.share, term.unanswered, write_shares(term.facts), write_shares(term.refuted))
            for name, term in terms.items()
        ),
    )


def _fact_row(number: int, fact: Fact, features: Mapping[str, float]) -> _Row:
    return {
        "number": number, "id": fact.id, "article": fact.article, "sentence": fact.sentence, "kind": fact.kind,
        "relation": fact.relation, "polarity": fact.polarity, "modality": fact.modality, "statement": fact.statement,
        "speaker": fact.speaker, "place": fact.place, "event": fact.event,
        "starts_on": fact.when.start.isoformat() if fact.when else None,
        "ends_on": fact.when.end.isoformat() if fact.when else None,
        "weight": fact.weight, "claim": fact.claim or fact.sentence, "reviewed": int(fact.reviewed),
        "card": write_card(replace(fact, asks=())),
        "features": json.dumps(features, ensure_ascii=False, sort_keys=True, separators=(",", ":")),
    }  # fmt: skip


def _insert_quotes(connection: sqlite3.Connection, packs: tuple[Pack, ...]) -> None:
    fact_numbers = {fact.id: n for n, fact in enumerate((f for pack in packs for f in pack.facts), start=1)}
    quotes = [quote for pack in packs for quote in pack.quotes]
    rows = (
        {
            "number": number, "id": q.id, "article": q.article, "sentence": q.sentence, "text": q.text,
            "start": q.span.start if q.span else None, "end": q.span.end if q.span else None, "speaker": q.speaker,
            "card": write_card(q),
        }
        for number, q in enumerate(quotes, start=1)
    )  # fmt: skip
    _insert(connection, "quote", rows)
    connection.executemany(
        "INSERT INTO quote_text(rowid, text) VALUES (?, ?)",
        ((number, fold_text(q.text)) for number, q in enumerate(quotes, start=1)),
    )
    pairs = {(fact_numbers[fact], number) for number, q in enumerate(quotes, start=1) for fact in q.facts}
    _insert(connection, "fact_quote", ({"fact": fact, "quote": quote} for fact, quote in sorted(pairs)))


def _insert_spellings(
    connection: sqlite3.Connection, aliases: tuple[AliasRow, ...], frequencies: Mapping[str, int], asked: set[str]
) -> None:
    """Words of facts, names and the lexicon, and the English words in which readers ask."""
    is_name = {term[2:]: False for term in frequencies if term.startswith("w:")} | dict.fromkeys(asked, False)
    for alias in aliases:
        if alias.target.kind in _SPELLED:
            for word in find_latin_words(alias.key):
                is_name[word] = alias.target.kind == "entity" or is_name.get(word, False)
    rows = (
        (deletion, word, int(name))
        for word, name in is_name.items()
        for deletion in find_word_deletions(word, is_name=name)
    )
    # Sorted as the table is, which packs it most densely.
    connection.executemany("INSERT INTO spelling(deletion, word, name) VALUES (?, ?, ?)", sorted(rows))


def _resources(lexicon: Lexicon, folder: Path, pair: Sequence[str]) -> Iterator[_Row]:
    files = ((file.stem, _numbered(_load(file))) for file in sorted(folder.glob("*.yaml")))
    for name, value in (*lexicon.resources(), *files, ("pair", pair)):
        yield {"name": name, "value": json.dumps(value, ensure_ascii=False, sort_keys=True)}


def _load(file: Path) -> Loaded:
    return yaml.load(file.read_text(encoding="utf-8"), Loader=LOADER)


def _numbered(data: Loaded) -> Loaded:
    """Keep the order of a file's `intents` as numbers, since stored keys are sorted."""
    if isinstance(data, dict) and isinstance(data.get("intents"), dict):
        for order, item in enumerate(data["intents"].values()):
            item["order"] = order
    return data
