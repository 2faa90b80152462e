"""What must be known of all extracted articles before a row of one is written: names, order, reports of one event.

An entity that several articles name is one, and so is one whom a reviewed pack describes: what people wrote of it
stands, and an article that a reviewed pack holds is left out. Heads of packs are read one after the other; in memory
stay the entities that have a name, and a line for each article.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby

from knowledge.cards import read_entity
from knowledge.extract.kept import KeptPack, KeptPacks
from knowledge.extract.stored import Head, Report, read_named
from knowledge.extract.world.parties import merge_entities
from knowledge.model import Entity, EntityId, Fact, FactId, Language, Pack, PackId, Quote, Topic
from knowledge.values import dataclass, replace

_LANGUAGES: tuple[Language, ...] = ("en", "ja", "zh")


@dataclass(frozen=True, slots=True, kw_only=True)
class Joined:
    """All that articles share."""

    names: Pack
    """Entities and topics that no reviewed pack declares; nothing else."""

    articles: tuple[KeptPack, ...]
    """In the order in which their facts are numbered: the newest last."""

    renaming: Renaming
    reports: SameReports


@dataclass(frozen=True, slots=True, kw_only=True)
class Renaming:
    """Which entities of articles people have described under another id."""

    names: Mapping[tuple[str, str], EntityId]
    """Reviewed entities by kind and name, so that "Wang Yi" of an article is the one whom people described."""

    same: Mapping[EntityId, EntityId]
    """Entity of articles → the reviewed one."""

    def find(self, entity: Entity) -> EntityId | None:
        """The reviewed entity that an article's is, under another id."""
        known = self.names.get(_key(entity))
        return known if known != entity.id else None


class SameReports:
    """Facts of several articles that tell one event: day, act and two parties agree."""

    def __init__(self) -> None:
        """Begin with none, on disk as far as they take room."""
        self._connection = sqlite3.connect("")
        self._connection.execute("CREATE TABLE report (act TEXT, article INTEGER, fact TEXT, parties TEXT)")
        self._connection.execute("CREATE TABLE same (article INTEGER, fact TEXT, facts TEXT)")

    def add(self, article: int, reports: Iterable[Report]) -> None:
        """Take the dated facts of an article."""
        rows = ((report.act, article, report.fact, "\n".join(report.parties)) for report in reports)
        self._connection.executemany("INSERT INTO report VALUES (?, ?, ?, ?)", rows)

    def link(self) -> None:
        """Find what agrees, once all are there."""
        rows = self._connection.execute("SELECT act, article, fact, parties FROM report ORDER BY act, rowid")
        for _, group in groupby(rows, key=lambda row: row[0]):
            found = _find_same([(article, fact, parties.split("\n")) for _, article, fact, parties in group])
            self._connection.executemany("INSERT INTO same VALUES (?, ?, ?)", found)
        self._connection.execute("DROP TABLE report")
        self._connection.execute("CREATE INDEX same_article ON same(article)")

    def of(self, article: int) -> dict[FactId, tuple[FactId, ...]]:
        """What tells the same as the facts of an article."""
        rows = self._connection.execute("SELECT fact, facts FROM same WHERE article = ?", (article,))
        return {FactId(fact): tuple(json.loads(facts)) for fact, facts in rows}

    def close(self) -> None:
        """Forget them."""
        self._connection.close()


def join_articles(reviewed: Iterable[Pack], kept: KeptPacks) -> Joined:
    """Read the heads of all packs."""
    packs = tuple(reviewed)
    own = {article.id for pack in packs for article in pack.articles}
    declared = {entity.id: entity for pack in packs for entity in (*pack.entities, *pack.topics)}
    names = _names_of(declared.values())
    articles: list[KeptPack] = []
    collected = _Names()
    reports = SameReports()
    for article, head in kept.heads():
        if article.article not in own:
            articles.append(article)
            collected.add(head)
            reports.add(article.number, head.reports)
    reports.link()
    renaming = Renaming(names=names, same={})
    same = {entity.id: id for entity in collected.entities.values() if (id := renaming.find(entity)) is not None}
    entities, topics = collected.entities, collected.topics
    return Joined(
        names=_pack_of_names(
            (entities[id] for id in sorted(entities) if id not in declared and id not in same),
            (topics[id] for id in sorted(topics) if id not in declared),
        ),
        articles=tuple(sorted(articles, key=lambda article: (article.published_on, article.article))),
        renaming=replace(renaming, same=same),
        reports=reports,
    )


class _Names:
    """Entities and topics of many articles, each once."""

    def __init__(self) -> None:
        self.entities: dict[str, Entity] = {}
        self.topics: dict[str, Topic] = {}
        self._known: set[str] = set()
        """Cards of states, places and bodies, which are the same in every article, and of topics."""

    def add(self, head: Head) -> None:
        for card, aliases in head.entities:
            if card not in self._known:
                entity = read_named(card, aliases)
                known = self.entities.get(entity.id)
                self.entities[entity.id] = entity if known is None else merge_entities(known, entity)
                if entity.kind != "person":
                    self._known.add(card)
        for card in head.topics:
            if card not in self._known:
                topic = read_entity(card)
                assert isinstance(topic, Topic)
                self.topics[topic.id] = topic
                self._known.add(card)


def _pack_of_names(entities: Iterable[Entity], topics: Iterable[Topic]) -> Pack:
    return Pack(
        id=PackId("extracted"), title="", description="", pair=(), languages=_LANGUAGES, articles=(),
        entities=tuple(entities), topics=tuple(topics), shared_aliases=(), facts=(), quotes=(), skipped=(),
    )  # fmt: skip


def _find_same(reports: list[tuple[int, str, list[str]]]) -> Iterator[tuple[int, str, str]]:
    """Those of one day and act that share two parties with one of another article."""
    by_pair: dict[tuple[str, str], list[tuple[int, str]]] = {}
    for article, fact, parties in reports if len(reports) > 1 else ():
        for place, one in enumerate(parties):
            for other in parties[place + 1 :]:
                by_pair.setdefault((one, other), []).append((article, fact))
    same: dict[tuple[int, str], set[str]] = {}
    for group in by_pair.values():
        for article, fact in group if len(group) > 1 else ():
            others = {fact for other, fact in group if other != article}
            if others:
                same.setdefault((article, fact), set()).update(others)
    for (article, fact), facts in same.items():
        yield article, fact, json.dumps(sorted(facts))


def _key(entity: Entity) -> tuple[str, str]:
    return entity.kind, entity.name.en.casefold().removeprefix("the ")


def _names_of(entities: Iterable[Entity]) -> dict[tuple[str, str], EntityId]:
    return {_key(entity): entity.id for entity in entities if entity.kind != "topic"}


def rename_fact(fact: Fact, same: Mapping[EntityId, EntityId]) -> Fact:
    """A fact with entities under other ids; the same fact where it names none of them."""
    named = (*fact.agents, *fact.targets, *fact.mentions, *fact.about, fact.place, fact.speaker)
    if same.keys().isdisjoint(named):
        return fact

    def many(ids: tuple[EntityId, ...]) -> tuple[EntityId, ...]:
        return tuple(dict.fromkeys(same.get(id, id) for id in ids))

    return replace(
        fact,
        agents=many(fact.agents),
        targets=many(fact.targets),
        mentions=many(fact.mentions),
        about=many(fact.about),
        place=same.get(fact.place, fact.place) if fact.place else None,
        speaker=same.get(fact.speaker, fact.speaker) if fact.speaker else None,
    )


def rename_quote(quote: Quote, same: Mapping[EntityId, EntityId]) -> Quote:
    """A quote with its speaker under another id; the same quote where he has none."""
    known = same.get(quote.speaker) if quote.speaker else None
    return quote if known is None else replace(quote, speaker=known)
