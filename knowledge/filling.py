"""What packs, articles and language knowledge hold, as rows of the tables that `migrations` made.

Articles are taken a few at a time and their rows made in several processes; in memory stay names, words and counts.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import chain
from pathlib import Path
from typing import Literal

import yaml

from knowledge.asked_terms import count_terms, write_shares
from knowledge.cards import write_card
from knowledge.feature_reader import FeatureReader
from knowledge.features import Surroundings
from knowledge.gazetteer import Target, find_latin_words
from knowledge.joining import Joined
from knowledge.lexicon import AliasRow, Lexicon
from knowledge.loaded import Loaded
from knowledge.model import Entity, Pack
from knowledge.parallel import map_in_order
from knowledge.phrases import index_phrases
from knowledge.postings import PostingsWriter
from knowledge.question_terms import TermReader, split_words
from knowledge.rows import COLUMNS, RowMaker, Rows, Sources, Wanted, make_holder_rows, make_pack_rows
from knowledge.spelling import SHORTEST, find_word_deletions
from knowledge.store import SCHEMA
from knowledge.values import dataclass, replace
from knowledge.yaml_nodes import LOADER

_Row = Mapping[str, str | float | None]

_SPELLED = ("entity", "topic", "relation", "concept")
"""Kinds of aliases towards whose words a question is corrected."""


_AT_ONCE = 500
"""Facts whose rows are made in one go: enough to be worth the way between processes."""

Stage = Literal["joining", "writing", "indexing", "compacting"]
Report = Callable[[Stage, int, int], None]
"""Told now and then: what is done, with how many articles, and how many there are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Extractions:
    """Extracted articles, and how their rows are made."""

    joined: Joined
    packs: Path
    """The file in which they are kept."""

    jobs: int


def fill_tables(
    connection: sqlite3.Connection, packs: tuple[Pack, ...], extractions: Extractions | None, lexicon: Lexicon,
    *, resources: Path, stamp: str, report: Report,
) -> None:  # fmt: skip
    """Fill the empty tables; the caller commits."""
    named = packs if extractions is None else (*packs, extractions.joined.names)
    aliases = tuple(lexicon.aliases(named))
    foreign = tuple(lexicon.foreign_aliases(named, {alias.key for alias in aliases}))
    _insert_entities(connection, named)
    _insert_aliases(connection, (*aliases, *foreign))
    around = _surroundings(named, lexicon, _table((*aliases, *foreign)))
    postings = PostingsWriter(connection)
    facts = 0
    with _indexed_at_last(connection):
        for rows in _all_rows(packs, extractions, around, report):
            _insert_rows(connection, rows)
            for number, terms in rows.terms:
                postings.add(number, terms.split(" "))
            facts += len(rows.terms)
        report("indexing", 0, 0)
    postings.finish()
    _insert_asked_terms(connection, packs, around.questions)
    long = {word for word in lexicon.english if len(word) > SHORTEST}
    words = connection.execute("SELECT substr(term, 3) FROM posting WHERE term GLOB 'w:*' ORDER BY term")
    known = {word for (word,) in words} | (around.questions.words_read & long)
    _insert_spellings(connection, aliases, known)
    connection.executemany("INSERT INTO english_word(word) VALUES (?)", ((word,) for word in lexicon.english))
    pair = [country for pack in packs[:1] for country in pack.pair]
    _insert(connection, "resource", _resources(lexicon, resources, pair))
    meta = {"schema": SCHEMA, "stamp": stamp, "facts": str(facts)}
    _insert(connection, "meta", ({"key": key, "value": value} for key, value in meta.items()))


def _all_rows(
    packs: tuple[Pack, ...], extractions: Extractions | None, around: Surroundings, report: Report
) -> Iterator[Rows]:
    """The rows of reviewed packs, then those of extracted articles; facts and quotes are numbered in this order."""
    fact = quote = 1
    for pack in packs:
        yield make_pack_rows(pack, around, first_fact=fact, first_quote=quote)
        fact, quote = fact + len(pack.facts), quote + len(pack.quotes)
    if extractions is None:
        return
    joined = extractions.joined
    sources = Sources(packs=extractions.packs, renaming=joined.renaming, around=around)
    chunks = _chunks(joined, fact, quote)
    done = 0
    report("writing", 0, len(joined.articles))
    made = map_in_order(_make_rows, chunks, jobs=extractions.jobs, begin=_begin_making, arguments=(sources,))
    for rows in made:
        yield rows
        done += len(rows.tables["article"])
        report("writing", done, len(joined.articles))


def _chunks(joined: Joined, fact: int, quote: int) -> Iterator[list[Wanted]]:
    """Extracted articles with the numbers of their first fact and quote, some at a time."""
    chunk: list[Wanted] = []
    for article in joined.articles:
        same = joined.reports.of(article.number)
        chunk.append(Wanted(number=article.number, first_fact=fact, first_quote=quote, same=same))
        fact, quote = fact + article.facts, quote + article.quotes
        if fact - chunk[0].first_fact >= _AT_ONCE:
            yield chunk
            chunk = []
    if chunk:
        yield chunk


_maker: RowMaker | None = None
"""Of this process."""


def _begin_making(sources: Sources) -> None:
    global _maker
    _maker = RowMaker(sources)


def _make_rows(articles: list[Wanted]) -> Rows:
    assert _maker is not None
    return _maker.make(articles)


@contextmanager
def _indexed_at_last(connection: sqlite3.Connection) -> Iterator[None]:
    """Without indexes while rows are put in: one is made from all rows sooner than row by row."""
    query = "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL ORDER BY rowid"
    indexes = connection.execute(query).fetchall()
    for name, _ in indexes:
        connection.execute(f'DROP INDEX "{name}"')
    yield
    for _, sql in indexes:
        connection.execute(sql)


def _insert_rows(connection: sqlite3.Connection, rows: Rows) -> None:
    for table, columns in COLUMNS.items():
        names, gaps = ", ".join(f'"{name}"' for name in columns), ", ".join("?" for _ in columns)
        connection.executemany(f'INSERT INTO "{table}" ({names}) VALUES ({gaps})', rows.tables[table])


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


def _surroundings(packs: tuple[Pack, ...], lexicon: Lexicon, table: Mapping[str, tuple[Target, ...]]) -> Surroundings:
    entities: dict[str, Entity] = {e.id: e for pack in packs for e in (*pack.entities, *pack.topics)}
    return Surroundings(
        entities=entities, texts=FeatureReader(table, lexicon.irregular),
        questions=TermReader(table, lexicon.irregular), irregular=lexicon.irregular, releases=_releases(entities),
        described={}, families={},
    )  # fmt: skip


def _releases(entities: Mapping[str, Entity]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for event in entities.values():
        for party in event.participants if event.kind == "event" else ():
            if entities[party].kind == "document":
                found[party] = (*found.get(party, ()), event.id)
    return found


def _insert_entities(connection: sqlite3.Connection, packs: tuple[Pack, ...]) -> None:
    entities = (entity for pack in packs for entity in (*pack.entities, *pack.topics))
    rows = ({"id": e.id, "kind": e.kind, "card": write_card(replace(e, aliases=()))} for e in entities)
    _insert(connection, "entity", rows)
    holders = sorted(row for pack in packs for entity in pack.entities for row in make_holder_rows(entity))
    connection.executemany("INSERT INTO office_holder(role, country, person) VALUES (?, ?, ?)", holders)


def _insert_aliases(connection: sqlite3.Connection, aliases: tuple[AliasRow, ...]) -> None:
    connection.executemany(
        "INSERT INTO alias(key, kind, target, only, surface) VALUES (?, ?, ?, ?, ?)",
        ((a.key, a.target.kind, a.target.id, a.target.only, a.surface) for a in aliases),
    )


def _insert_asked_terms(connection: sqlite3.Connection, packs: tuple[Pack, ...], reader: TermReader) -> None:
    """How readers ask for each fact; nobody has asked for what a program found."""
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


def _insert_spellings(connection: sqlite3.Connection, aliases: tuple[AliasRow, ...], known: set[str]) -> None:
    """Names, the lexicon and words that are known besides: those of facts, and English ones in which readers ask."""
    is_name = dict.fromkeys(known, False)
    for alias in aliases:
        if alias.target.kind in _SPELLED:
            for word in find_latin_words(alias.key):
                is_name[word] = alias.target.kind == "entity" or is_name.get(word, False)
    rows = (
        (deletion, word, int(name))
        for word, name in is_name.items()
        for deletion in find_word_deletions(word, is_name=name)
    )
    # Sorted as the table is, which packs it most densely; by the database, which needs no memory for it.
    connection.execute("CREATE TEMP TABLE unsorted (deletion TEXT, word TEXT, name INTEGER)")
    connection.executemany("INSERT INTO unsorted VALUES (?, ?, ?)", rows)
    connection.execute("INSERT INTO spelling(deletion, word, name) SELECT * FROM unsorted ORDER BY deletion, word")
    connection.execute("DROP TABLE unsorted")


def _resources(lexicon: Lexicon, folder: Path, pair: Sequence[str]) -> Iterator[_Row]:
    files = ((file.stem, _load(file)) for file in sorted(folder.glob("*.yaml")))
    for name, value in (*lexicon.resources(), *files, ("pair", pair)):
        value = index_phrases(value) if name == "intents" else value
        yield {"name": name, "value": json.dumps(value, ensure_ascii=False, sort_keys=True)}


def _load(file: Path) -> Loaded:
    return yaml.load(file.read_text(encoding="utf-8"), Loader=LOADER)
