"""The only SQL of the question path: a read-only knowledge base whose rows become values here.

One connection, to be opened and used on one thread.
"""

from __future__ import annotations

import json
import re
import sqlite3
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from knowledge.asked_terms import AskedTerm, read_shares
from knowledge.cards import read_article, read_entity, read_fact, read_quote
from knowledge.date_terms import terms_until
from knowledge.errors import StoreError
from knowledge.gazetteer import Target
from knowledge.loaded import Loaded
from knowledge.model import NO_DAY, Article, ArticleId, Entity, Fact, Office, Quote, Sentence, Span
from knowledge.postings import Postings, bits_of, find_sharing
from knowledge.spelling import find_deletions, rank_corrections
from knowledge.text import fold_text
from knowledge.values import dataclass, replace

if TYPE_CHECKING:
    from knowledge.offered_names import OfferedNames

SCHEMA = "12"
"""Changes when an older knowledge base can no longer be read."""

REVIEWED = "is:reviewed"
"""The term of all facts that people have reviewed."""

_SLACK = 0.35
"""Of what a question names so much less a fact may have than the best does; from a small archive any is looked at. With
0.5 the same questions are answered at a million facts, in a third more time."""

_LOOKED_AT = 400
"""Facts that name what an article is asked to be on, by which the articles are found that tell most of it."""

_QUOTES_READ = 400
"""Quotes with the same words that are looked at."""

_NAMES_OFFERED = 3000
"""Names to offer while somebody types: those that most facts are about, so that memory does not grow with the archive.
All others may be typed all the same."""

_RECORDS_KEPT = 512
"""Facts kept in memory once read, some 3 MB: a conversation comes back to the same ones."""

_TERMS_KEPT = 1024
"""Terms of readers' questions kept once read, some 6 MB: everybody asks in the same few hundred words."""

_ALIASES_KEPT = 4096
"""Runs of words kept with what they stand for, if anything, 1 MB: a question is read in two ways, so asks twice."""

_ENTITIES_KEPT = 2048
"""Entities kept once read, and what they belong to; some 3 MB."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """A fact with all that answering needs of it."""

    number: int
    fact: Fact
    features: Mapping[str, float]
    about: frozenset[str]
    """The features of what is acted, who acts, on whom, and on what matter."""

    reported_on: date


class Claim(NamedTuple):
    """The words in which a fact claims what it does."""

    article: ArticleId
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """The days of the oldest and of the newest article that has one; `NO_DAY` where none has."""

    first: date
    last: date


def open_store(path: Path, *, reviewed_only: bool = False) -> Store:
    """Open a knowledge base that `kankei build` made.

    Args:
        reviewed_only: leave out facts that a program found and nobody has looked at.

    Raises:
        StoreError: there is no such file, or it is none of ours.
    """
    if not path.is_file():
        raise StoreError(f"{path}: there is no knowledge base here; make one with `kankei build --output {path}`")
    try:
        connection = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)
        connection.row_factory = sqlite3.Row
        schema = connection.execute("SELECT value FROM meta WHERE key = 'schema'").fetchone()
    except sqlite3.DatabaseError as error:
        raise StoreError(f"{path}: this is not a knowledge base ({error}); make one with `kankei build`") from error
    if schema is None or schema["value"] != SCHEMA:
        raise StoreError(f"{path}: made by another version of Kankei; build it again with `kankei build`")
    return Store(connection, reviewed_only=reviewed_only)


class Store:
    """Reads of the knowledge base."""

    def __init__(
        self,
        connection: sqlite3.Connection,
        *,
        reviewed_only: bool = False,
        newest: date | None = None,
        articles: frozenset[ArticleId] | None = None,
    ) -> None:
        """Take over a connection; `open_store` makes one.

        Args:
            newest: leave out what was reported after this day.
            articles: show the facts of these alone.
        """
        self._connection = connection
        self._reviewed_only = reviewed_only
        self._newest = newest
        self._articles = articles
        self._until = (newest or date.max).isoformat()
        self._entities: dict[str, Entity | None] = {}
        self._wider: dict[str, frozenset[str]] = {}
        self._records: dict[int, Record] = {}
        self._resources: dict[str, Loaded] = {}
        self._aliases: dict[str, tuple[Target, ...]] = {}
        self._terms: dict[str, AskedTerm] = {}
        self._outlets: dict[int, tuple[str, ...]] = {}

    def close(self) -> None:
        """Close the connection."""
        self._connection.close()

    def as_of(self, day: date) -> Store:
        """The same knowledge base as it was on a day: only what articles had reported by then."""
        return self._narrowed(reviewed_only=self._reviewed_only, newest=day, articles=self._articles)

    def told_in(self, articles: Iterable[ArticleId]) -> Store:
        """The same knowledge base with the facts of some articles alone, and offices as they were told of by then."""
        own = frozenset(articles)
        newest = max((self.article(article).published_on for article in own), default=date.max)
        newest = min(newest, self._newest or newest)
        return self._narrowed(reviewed_only=self._reviewed_only, newest=newest, articles=own)

    def reviewed(self) -> Store:
        """The same knowledge base without what nobody has reviewed."""
        if self._reviewed_only:
            return self
        return self._narrowed(reviewed_only=True, newest=self._newest, articles=self._articles)

    def _narrowed(self, *, reviewed_only: bool, newest: date | None, articles: frozenset[ArticleId] | None) -> Store:
        narrowed = Store(self._connection, reviewed_only=reviewed_only, newest=newest, articles=articles)
        narrowed._resources, narrowed._aliases = self._resources, self._aliases  # the same for any day
        return narrowed

    # Words

    def find_aliases(self, keys: Iterable[str]) -> Mapping[str, tuple[Target, ...]]:
        """What each known key stands for."""
        wanted = dict.fromkeys(keys)
        kept = self._aliases
        unread = [key for key in wanted if key not in kept]
        if len(kept) + len(unread) > _ALIASES_KEPT:
            kept.clear()
            unread = list(wanted)
        kept.update(dict.fromkeys(unread, ()))
        rows = self._select_in("SELECT key, kind, target, only FROM alias WHERE key IN ({}) ORDER BY rowid", unread)
        for row in rows:
            target = Target(kind=row["kind"], id=row["target"], only=row["only"])
            kept[row["key"]] = (*kept[row["key"]], target)
        return {key: kept[key] for key in wanted if kept[key]}

    def known_words(self, words: Iterable[str]) -> frozenset[str]:
        """Those that occur in facts outside names and concepts."""
        terms = [f"w:{word}" for word in words]
        return frozenset(
            row["term"][2:] for row in self._select_in("SELECT term FROM posting WHERE term IN ({})", terms)
        )

    def is_english(self, word: str) -> bool:
        """Whether it is a word of English, whatever the facts speak of; shorter than four letters none is known."""
        return self._connection.execute("SELECT 1 FROM english_word WHERE word = ?", (word,)).fetchone() is not None

    def similar_words(self, word: str, distance: int, others: Collection[str] = ()) -> tuple[str, ...]:
        """Known spellings within `distance` edits, nearest first.

        Args:
            others: plain words that may be meant as well as those of the knowledge base, and sooner.
        """
        rows = self._select_in("SELECT word, name FROM spelling WHERE deletion IN ({})", find_deletions(word, distance))
        known = {row["word"]: bool(row["name"]) for row in rows}
        return rank_corrections(word, {**dict.fromkeys(others, False), **known}.items(), distance, others)

    def resource(self, name: str) -> Loaded:
        """Intents, wording and language knowledge as they were built in; read once, and nobody's to change."""
        if name not in self._resources:
            self._resources[name] = self._read_resource(name)
        return self._resources[name]

    def _read_resource(self, name: str) -> Loaded:
        row = self._connection.execute("SELECT value FROM resource WHERE name = ?", (name,)).fetchone()
        if row is None:
            raise StoreError(f"the knowledge base holds no {name}; build it again with `kankei build`")
        return json.loads(row["value"])

    # Facts

    @cached_property
    def fact_count(self) -> int:
        """How many facts there are."""
        return int(self._connection.execute("SELECT value FROM meta WHERE key = 'facts'").fetchone()[0])

    def frequencies(self, features: Iterable[str]) -> Mapping[str, int]:
        """In how many facts each feature occurs; features that never occur are left out."""
        rows = self._select_in("SELECT term, frequency FROM posting WHERE term IN ({})", features)
        return {row["term"]: row["frequency"] for row in rows}

    def find_candidates(self, groups: Sequence[Mapping[str, float]], limit: int) -> tuple[int, ...]:
        """The facts that share most weight of what is asked, best first; ties by number.

        Args:
            groups: of each thing asked about the features it may stand for, with their weights.
        """
        rows = self._select_in(
            "SELECT term, frequency, dense, facts FROM posting WHERE term IN ({})", (f for g in groups for f in g)
        )
        postings = {row["term"]: Postings(row["facts"], row["frequency"], dense=bool(row["dense"])) for row in rows}
        weight = sum(max(group.values(), default=0.0) for group in groups)
        return find_sharing(groups, postings, limit, within=self._within, slack=weight * _SLACK)

    @cached_property
    def _within(self) -> int | None:
        """Bits of the facts that may be shown, and of few others; None where all may."""
        shown: int | None = None
        if self._newest is not None and self.coverage is not None:
            shown = self._bits_of(terms_until(self._newest, self.coverage.first.year))
        if self._reviewed_only:
            reviewed = self._bits_of([REVIEWED])
            shown = reviewed if shown is None else shown & reviewed
        if self._articles is not None:
            own = bits_of(sorted(number for article in self._articles for number in self._numbers_of(article)))
            shown = own if shown is None else shown & own
        return shown

    def _bits_of(self, terms: Iterable[str]) -> int:
        bits = 0
        for row in self._select_in("SELECT frequency, dense, facts FROM posting WHERE term IN ({})", terms):
            bits |= Postings(row["facts"], row["frequency"], dense=bool(row["dense"])).bits
        return bits

    def read_records(self, numbers: Iterable[int]) -> tuple[Record, ...]:
        """Facts by number, in the order asked for."""
        wanted = list(numbers)
        kept = self._records
        unread = [number for number in wanted if number not in kept]
        if len(kept) + len(unread) > _RECORDS_KEPT:
            kept.clear()  # what one question reads fits in; the oldest first would cost more than it saves
            unread = wanted
        rows = self._select_in(
            "SELECT f.number, f.card, f.features, a.published_on FROM fact f JOIN article a ON a.id = f.article"
            " WHERE f.number IN ({})",
            unread,
        )
        kept.update((row["number"], _record(row)) for row in rows)
        known = (kept[number] for number in wanted if number in kept)
        return tuple(record for record in known if self._shows(record))

    def read_claims(self, numbers: Iterable[int]) -> Mapping[int, Claim]:
        """The words of facts by number, without all else that is known of them; unknown numbers are left out."""
        wanted = list(numbers)
        known = (self._records[number] for number in wanted if number in self._records)
        claims = {
            r.number: Claim(article=r.fact.article, text=r.fact.claim or r.fact.sentence)
            for r in known
            if self._shows(r)
        }
        rows = self._select_in(
            "SELECT f.number, f.article, f.claim, f.reviewed, a.published_on FROM fact f JOIN article a"
            " ON a.id = f.article WHERE f.number IN ({})",
            (number for number in wanted if number not in self._records),
        )
        for row in rows:
            if row["published_on"] <= self._until and (row["reviewed"] or not self._reviewed_only):
                claims[row["number"]] = Claim(article=ArticleId(row["article"]), text=row["claim"])
        return claims

    def _numbers_of(self, article_id: ArticleId) -> list[int]:
        rows = self._connection.execute("SELECT number FROM fact WHERE article = ?", (article_id,))
        return sorted(int(row["number"]) for row in rows)

    def _shows(self, record: Record) -> bool:
        reported = self._newest is None or record.reported_on <= self._newest
        reported = reported and (self._articles is None or record.fact.article in self._articles)
        return reported and (record.fact.reviewed or not self._reviewed_only)

    def find_fact(self, fact_id: str) -> Record | None:
        """A fact by its id."""
        row = self._connection.execute("SELECT number FROM fact WHERE id = ?", (fact_id,)).fetchone()
        return None if row is None else next(iter(self.read_records([row["number"]])), None)

    def reader_question(self, number: int, language: str) -> str | None:
        """The first question in a language that a fact answers, where the pack has any; in English a careful one,
        which begins with a capital, before those typed in haste."""
        row = self._connection.execute(
            "SELECT text FROM reader_question WHERE fact = ? AND language = ?"
            " ORDER BY text GLOB '[a-z]*', rowid LIMIT 1",
            (number, language),
        ).fetchone()
        return None if row is None else str(row["text"])

    def asked_terms(self, terms: Iterable[str]) -> Mapping[str, AskedTerm]:
        """How often readers use these terms, and when they ask for which facts; unknown ones are left out."""
        wanted = list(terms)
        found = {term: self._terms[term] for term in wanted if term in self._terms}
        rows = self._select_in(
            "SELECT term, share, unanswered, facts, refuted FROM asked_term WHERE term IN ({})",
            (term for term in wanted if term not in found),
        )
        for row in rows:
            term = found[row["term"]] = AskedTerm(
                share=row["share"],
                unanswered=row["unanswered"],
                facts=read_shares(row["facts"]),
                refuted=read_shares(row["refuted"]),
            )
            if len(self._terms) >= _TERMS_KEPT:
                self._terms.clear()
            self._terms[row["term"]] = term
        return found

    def facts_between(self, first: date, last: date, limit: int) -> tuple[int, ...]:
        """Numbers of facts that happened in these days, earliest first."""
        rows = self._connection.execute(
            "SELECT number FROM fact WHERE starts_on BETWEEN ? AND ? ORDER BY starts_on, number LIMIT ?",
            (first.isoformat(), last.isoformat(), limit),
        )
        return tuple(row["number"] for row in rows)

    def facts_quoting(self, words: str, limit: int) -> tuple[int, ...]:
        """Numbers of facts whose quotes hold these words in a row; letter case and marks do not matter."""
        phrase = " ".join(re.findall(r"\w+", fold_text(words).replace("'", " ")))
        if not phrase:
            return ()
        rows = self._connection.execute(
            "SELECT DISTINCT fact FROM fact_quote WHERE quote IN"
            " (SELECT rowid FROM quote_text WHERE quote_text MATCH ? LIMIT ?) ORDER BY fact LIMIT ?",
            (f'"{phrase}"', _QUOTES_READ, limit),
        )
        return tuple(row["fact"] for row in rows)

    def quotes_of(self, number: int) -> tuple[Quote, ...]:
        """The quotes that a fact holds or reports."""
        rows = self._connection.execute(
            "SELECT q.card FROM quote q JOIN fact_quote fq ON fq.quote = q.number WHERE fq.fact = ? ORDER BY q.number",
            (number,),
        )
        return tuple(read_quote(row["card"]) for row in rows)

    # Articles and entities

    @cached_property
    def coverage(self) -> Coverage | None:
        """From which day to which the articles are; None where there is none."""
        row = self._connection.execute(
            "SELECT (SELECT min(published_on) FROM article WHERE published_on > ?) AS first,"
            " (SELECT max(published_on) FROM article WHERE published_on <= ?) AS last",
            (NO_DAY.isoformat(), self._until),
        ).fetchone()
        if row["last"] is None:
            return None
        last = date.fromisoformat(row["last"])
        return Coverage(first=NO_DAY if row["first"] is None else date.fromisoformat(row["first"]), last=last)

    @cached_property
    def article_count(self) -> int:
        """How many articles there are."""
        query = "SELECT count(*) FROM article WHERE published_on <= ?"
        return int(self._connection.execute(query, (self._until,)).fetchone()[0])

    def outlets(self, limit: int) -> tuple[str, ...]:
        """Who published the articles, by name."""
        if limit in self._outlets:
            return self._outlets[limit]  # asked with every question
        found: list[str] = []
        name = ""
        while len(found) < limit:
            # From one outlet to the next by the index; reading all articles would take longer the more there are.
            row = self._connection.execute(
                "SELECT publisher, min(published_on) <= ? AS counts FROM article WHERE publisher ="
                " (SELECT min(publisher) FROM article WHERE publisher > ?)",
                (self._until, name),
            ).fetchone()
            if row["publisher"] is None:
                break
            name = row["publisher"]
            if row["counts"]:
                found.append(name)
        self._outlets[limit] = tuple(found)
        return self._outlets[limit]

    def newest_articles(self, limit: int) -> tuple[Article, ...]:
        """The newest articles, the oldest of them first."""
        rows = self._connection.execute(
            "SELECT id FROM article WHERE published_on <= ? ORDER BY published_on DESC, id DESC LIMIT ?",
            (self._until, limit),
        ).fetchall()
        return tuple(self.article(ArticleId(row["id"])) for row in reversed(rows))

    def oldest_article(self) -> Article:
        """The oldest article; there must be one."""
        row = self._connection.execute("SELECT id FROM article ORDER BY published_on, id LIMIT 1").fetchone()
        return self.article(ArticleId(row["id"]))

    def find_articles(
        self,
        *,
        outlets: Collection[str] = (),
        first: date = date.min,
        last: date = date.max,
        limit: int,
        oldest: bool = False,
    ) -> tuple[Article, ...]:
        """The newest or oldest articles of these outlets, or of all, published in these days; in order of time."""
        order = "published_on, id" if oldest else "published_on DESC, id DESC"
        rows = self._connection.execute(
            f"SELECT id FROM article WHERE {_of_outlets(outlets)} ORDER BY {order} LIMIT ?",
            (*self._published(first, last), *outlets, limit),
        ).fetchall()
        return tuple(self.article(ArticleId(row["id"])) for row in (rows if oldest else reversed(rows)))

    def count_articles(self, *, outlets: Collection[str] = (), first: date = date.min, last: date = date.max) -> int:
        """How many articles of these outlets, or of all, were published in these days."""
        query = f"SELECT count(*) FROM article WHERE {_of_outlets(outlets)}"
        return int(self._connection.execute(query, (*self._published(first, last), *outlets)).fetchone()[0])

    def _published(self, first: date, last: date) -> tuple[str, str]:
        return first.isoformat(), min(last.isoformat(), self._until)

    def articles_telling(self, things: Sequence[Collection[str]], limit: int) -> tuple[ArticleId, ...]:
        """The articles with most facts on some things, those with most of them first.

        Args:
            things: of each thing the features that it may stand for.
        """
        numbers = self.find_candidates([dict.fromkeys(thing, 1.0) for thing in things], _LOOKED_AT)
        rows = self._select_in("SELECT article FROM fact WHERE number IN ({})", numbers)
        telling = Counter(ArticleId(row["article"]) for row in rows).most_common(limit)
        return tuple(article for article, _ in telling)

    def facts_of(self, article_id: ArticleId, limit: int) -> tuple[Record, ...]:
        """The facts of one article, in the order of their numbers."""
        rows = self._connection.execute(
            "SELECT number FROM fact WHERE article = ? ORDER BY number LIMIT ?", (article_id, limit)
        ).fetchall()
        return self.read_records(row["number"] for row in rows)

    def reports(self) -> tuple[tuple[str, date], ...]:
        """Outlet and day of every article, oldest first; takes longer the more there are."""
        rows = self._connection.execute(
            "SELECT publisher, published_on FROM article WHERE published_on <= ? ORDER BY published_on, id",
            (self._until,),
        )
        return tuple((row["publisher"], date.fromisoformat(row["published_on"])) for row in rows)

    def article(self, article_id: ArticleId) -> Article:
        """One article with the positions of its sentences."""
        return _read_article(self._connection, article_id)

    def entity(self, entity_id: str) -> Entity | None:
        """An entity or topic by id."""
        if entity_id not in self._entities:
            if len(self._entities) >= _ENTITIES_KEPT:
                self._entities.clear()
                self._wider.clear()
            row = self._connection.execute("SELECT card FROM entity WHERE id = ?", (entity_id,)).fetchone()
            entity = None if row is None else read_entity(row["card"])
            if entity is not None and self._newest is not None:
                entity = replace(entity, offices=tuple(_offices_by(self._newest, entity.offices)))
            self._entities[entity_id] = entity
        return self._entities[entity_id]

    def wider(self, entity_id: str) -> frozenset[str]:
        """What an entity belongs to, and what that belongs to: a spokesman to a ministry to a country."""
        known = self._wider.get(entity_id)
        if known is None:
            found: set[str] = set()
            fresh: set[str] = {entity_id}
            while fresh:
                entities = [entity for entity in map(self.entity, sorted(fresh)) if entity is not None]
                fresh = set[str](w for e in entities for w in (e.of, e.series, e.metonym_for) if w) - found
                found |= fresh
            known = self._wider[entity_id] = frozenset(found)
        return known

    def topics(self, limit: int) -> tuple[tuple[Entity, int], ...]:
        """The topics that most facts are about, each with how many; the most frequent first."""
        rows = self._connection.execute(
            "SELECT e.id, v.frequency FROM entity e JOIN posting v ON v.term = 'e:' || e.id"
            " WHERE e.kind = 'topic' ORDER BY v.frequency DESC, e.id LIMIT ?",
            (limit,),
        ).fetchall()
        found = ((self.entity(row["id"]), int(row["frequency"])) for row in rows)
        return tuple((topic, count) for topic, count in found if topic is not None)

    def office_holders(self, roles: Collection[str], countries: Collection[str]) -> tuple[Entity, ...]:
        """People for whom the articles name one of these offices in one of these countries, by id."""
        ids = {
            row["person"]
            for role in roles
            for country in countries
            for row in self._connection.execute(
                "SELECT person FROM office_holder WHERE role = ? AND country = ?", (role, country)
            )
        }
        people = (self.entity(id) for id in sorted(ids))
        return tuple(person for person in people if person is not None and person.offices)

    def states_with(self, role: str, limit: int) -> tuple[str, ...]:
        """The states whose holder of an office the articles name, by id."""
        rows = self._connection.execute(
            "SELECT DISTINCT country FROM office_holder WHERE role = ? AND country > '' ORDER BY country LIMIT ?",
            (role, limit),
        )
        return tuple(row["country"] for row in rows)

    @cached_property
    def offered_names(self) -> OfferedNames:
        """The names to offer while somebody types; once read, they stay good on any thread."""
        from knowledge.offered_names import Named, OfferedNames  # only where somebody types

        rows = self._connection.execute(
            "SELECT e.id, e.kind, e.card, v.frequency FROM entity e LEFT JOIN posting v ON v.term = 'e:' || e.id"
            " ORDER BY v.frequency DESC, e.id LIMIT ?",
            (_NAMES_OFFERED,),
        ).fetchall()
        keys: dict[str, list[str]] = {row["id"]: [] for row in rows}
        for row in self._connection.execute("SELECT target, key FROM alias WHERE kind IN ('entity', 'topic')"):
            if row["target"] in keys:
                keys[row["target"]].append(row["key"])
        return OfferedNames(
            Named(id=row["id"], kind=row["kind"], names=read_entity(row["card"]).name, keys=tuple(keys[row["id"]]),
                  frequency=row["frequency"] or 0)
            for row in rows
            if keys[row["id"]]
        )  # fmt: skip

    def stamp(self) -> str:
        """Hash of the inputs that the knowledge base was built from."""
        return str(self._connection.execute("SELECT value FROM meta WHERE key = 'stamp'").fetchone()[0])

    def _select_in(self, query: str, values: Iterable[str | int]) -> list[sqlite3.Row]:
        wanted = list(dict.fromkeys(values))
        rows: list[sqlite3.Row] = []
        for start in range(0, len(wanted), 500):
            chunk = wanted[start : start + 500]
            rows += self._connection.execute(query.format(",".join("?" * len(chunk))), chunk)
        return rows


def _offices_by(day: date, offices: Iterable[Office]) -> Iterator[Office]:
    """Offices as far as they were attested by a day."""
    for office in offices:
        attested = tuple(period for period in office.attested if period.start <= day)
        since = office.since if office.since is not None and office.since.start <= day else None
        if attested or since is not None:
            until = office.until if office.until is not None and office.until.start <= day else None
            yield replace(office, attested=attested, since=since, until=until)


def _record(row: sqlite3.Row) -> Record:
    fact = read_fact(row["card"])
    about = frozenset(f"e:{entity}" for entity in (*fact.agents, *fact.targets, *fact.topics))
    return Record(
        number=row["number"], fact=fact, features=json.loads(row["features"]), about=about | {f"r:{fact.relation}"},
        reported_on=date.fromisoformat(row["published_on"]),
    )  # fmt: skip


@lru_cache(maxsize=64)
def _read_article(connection: sqlite3.Connection, article_id: ArticleId) -> Article:
    row = connection.execute("SELECT * FROM article WHERE id = ?", (article_id,)).fetchone()
    if row is None:
        raise StoreError(f"no article {article_id} in the knowledge base")
    sentences = tuple(
        Sentence(
            number=s["number"], span=Span(start=s["start"], end=s["end"]), sha256=s["sha256"], opening=s["opening"],
            closing=s["closing"], paragraph=s["paragraph"],
        )
        for s in connection.execute("SELECT * FROM sentence WHERE article = ? ORDER BY number", (article_id,))
    )  # fmt: skip
    return read_article(dict(row), sentences)


def _of_outlets(outlets: Collection[str]) -> str:
    """The condition that an article is of certain days, and of one of these outlets where there are any."""
    days = "published_on BETWEEN ? AND ?"
    return f"{days} AND publisher IN ({', '.join('?' * len(outlets))})" if outlets else days
