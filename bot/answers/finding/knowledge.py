"""What answering needs of the knowledge base: a small reading protocol, so that a test can hand it anything."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import Protocol

from knowledge.asked_terms import AskedTerm
from knowledge.gazetteer import Target
from knowledge.loaded import Loaded
from knowledge.model import Article, ArticleId, Entity, Quote
from knowledge.store import Claim, Coverage, Record
from knowledge.values import dataclass


class Knowledge(Protocol):
    """Reads of a knowledge base."""

    @property
    def fact_count(self) -> int: ...
    def resource(self, name: str) -> Loaded: ...
    def find_aliases(self, keys: Iterable[str]) -> Mapping[str, tuple[Target, ...]]: ...
    def asked_terms(self, terms: Iterable[str]) -> Mapping[str, AskedTerm]: ...
    def frequencies(self, features: Iterable[str]) -> Mapping[str, int]: ...
    def find_candidates(self, groups: Sequence[Mapping[str, float]], limit: int) -> tuple[int, ...]: ...
    def read_records(self, numbers: Iterable[int]) -> tuple[Record, ...]: ...
    def read_claims(self, numbers: Iterable[int]) -> Mapping[int, Claim]: ...
    def find_fact(self, fact_id: str) -> Record | None: ...
    def reader_question(self, number: int, language: str) -> str | None: ...
    def facts_between(self, first: date, last: date, limit: int) -> tuple[int, ...]: ...
    def facts_quoting(self, words: str, limit: int) -> tuple[int, ...]: ...
    def office_holders(self, roles: Collection[str], countries: Collection[str]) -> tuple[Entity, ...]: ...
    def quotes_of(self, number: int) -> tuple[Quote, ...]: ...
    def topics(self, limit: int) -> tuple[tuple[Entity, int], ...]: ...
    def states_with(self, role: str, limit: int) -> tuple[str, ...]: ...
    @property
    def coverage(self) -> Coverage | None: ...
    @property
    def article_count(self) -> int: ...
    def outlets(self, limit: int) -> tuple[str, ...]: ...
    def find_articles(
        self,
        *,
        outlets: Collection[str] = (),
        first: date = date.min,
        last: date = date.max,
        limit: int,
        oldest: bool = False,
    ) -> tuple[Article, ...]: ...
    def count_articles(
        self, *, outlets: Collection[str] = (), first: date = date.min, last: date = date.max
    ) -> int: ...
    def facts_of(self, article_id: ArticleId, limit: int) -> tuple[Record, ...]: ...
    def article(self, article_id: ArticleId) -> Article: ...
    def entity(self, entity_id: str) -> Entity | None: ...
    def wider(self, entity_id: str) -> frozenset[str]: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class RelationLinks:
    """How relations stand to each other."""

    opposite: Mapping[str, frozenset[str]]
    near: Mapping[str, frozenset[str]]


_SAYS_LITTLE = frozenset({"be", "say", "mention", "talk", "describe", "report", "discuss"})


def read_relations(data: Mapping[str, Mapping[str, list[str]]]) -> RelationLinks:
    """Relations with both directions of every link filled in."""
    tables: dict[str, dict[str, set[str]]] = {"opposite": {}, "near": {}}
    for relation, links in data.items():
        for name, table in tables.items():
            for other in links.get(name, ()):
                if name == "near" and other in _SAYS_LITTLE:
                    continue  # near everything, so a question's verb would match any fact through it
                table.setdefault(relation, set()).add(other)
                if not relation.startswith("c:"):
                    table.setdefault(other, set()).add(relation)
    frozen = {
        name: {relation: frozenset(others) for relation, others in table.items()} for name, table in tables.items()
    }
    return RelationLinks(opposite=frozen["opposite"], near=frozen["near"])
