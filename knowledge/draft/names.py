"""Who and what a drafted article names, brought into a pack that may know them already."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TypeVar

from knowledge.aliases import all_aliases
from knowledge.identifiers import make_identifier
from knowledge.model import Alias, ArticleId, Entity, EntityId, EntityKind, Names, Office, Pack, SharedAlias, Topic
from knowledge.pack_reader.fields import PLACES
from knowledge.text import Folded, fold_text
from knowledge.values import dataclass, replace

_OWNERS: tuple[EntityKind, ...] = ("country", "organisation", "place", "person")
_Named = TypeVar("_Named", Entity, Topic)


@dataclass(frozen=True, slots=True, kw_only=True)
class FittedNames:
    """What has to be added to a pack, and under which identifier it has everything that the draft names."""

    entities: tuple[Entity, ...]
    topics: tuple[Topic, ...]
    rules: tuple[SharedAlias, ...]
    reused: tuple[EntityId, ...]
    ids: Mapping[EntityId, EntityId]
    kinds: Mapping[EntityId, EntityKind]
    """Of every entity by the pack's identifier."""

    def entity(self, id: EntityId | None, *, kinds: tuple[EntityKind, ...] | None = None) -> EntityId | None:
        """The pack's identifier; None where there is none, or none of a kind that fits."""
        found = self.ids.get(id) if id is not None else None
        return found if found is not None and (kinds is None or self.kinds[found] in kinds) else None

    def entities_of(self, ids: Iterable[EntityId], *, topics: bool = False) -> tuple[EntityId, ...]:
        """The pack's identifiers of several, each once: topics only, or everything else only."""
        found = (self.entity(id) for id in ids)
        return tuple(dict.fromkeys(id for id in found if id is not None and (self.kinds[id] == "topic") == topics))

    def place(self, id: EntityId | None) -> EntityId | None:
        """The pack's identifier of a place."""
        return self.entity(id, kinds=PLACES)


def fit_names(pack: Pack, known: Pack | None) -> FittedNames:
    """Find what a pack knows already, by identifier or by name, and make the rest fit beside it.

    Args:
        pack: the draft.
        known: the pack that it goes into; None for a new one.
    """
    before: tuple[Entity, ...] = (*known.entities, *known.topics) if known else ()
    drafted: tuple[Entity, ...] = (*pack.entities, *pack.topics)
    index = _Index(before)
    ids: dict[EntityId, EntityId] = {}
    taken = {entity.id for entity in before}
    for entity in drafted:
        found = index.find(entity)
        if found is None:
            found = _free_id(entity, taken)
            taken.add(found)
        else:
            ids[entity.id] = found
        ids[entity.id] = found
    known_ids = {entity.id for entity in before}
    reused = tuple(dict.fromkeys(ids[entity.id] for entity in pack.entities if ids[entity.id] in known_ids))
    kinds = {entity.id: entity.kind for entity in before}
    kinds |= {ids[entity.id]: entity.kind for entity in drafted if ids[entity.id] not in known_ids}
    names = FittedNames(entities=(), topics=(), rules=(), reused=reused, ids=ids, kinds=kinds)
    clashes = _Clashes(before, known.shared_aliases if known else ())
    entities = [
        clashes.admit(_fit_entity(each, names), pack.id) for each in pack.entities if ids[each.id] not in known_ids
    ]
    topics = [clashes.admit(_fit_topic(each, names), pack.id) for each in pack.topics if ids[each.id] not in known_ids]
    return replace(names, entities=tuple(entities), topics=tuple(topics), rules=clashes.rules())


class _Index:
    """Finds the entity of a pack that a drafted one is."""

    def __init__(self, known: tuple[Entity, ...]) -> None:
        self._by_id = {entity.id: entity for entity in known}
        self._by_name: dict[tuple[Folded, EntityKind], set[EntityId]] = {}
        for entity in known:
            for alias in all_aliases(entity):
                if not entity.unnamed and not (entity.kind == "person" and _is_one_word(alias.text)):
                    # A surname alone may be anybody's.
                    self._by_name.setdefault((fold_text(alias.text), entity.kind), set()).add(entity.id)

    def find(self, entity: Entity) -> EntityId | None:
        same = self._by_id.get(EntityId(make_identifier(entity.id)))
        if same is not None and same.kind == entity.kind:
            return same.id
        if entity.unnamed:
            return None
        found = self._by_name.get((fold_text(entity.name.en), entity.kind), set())
        return next(iter(found)) if len(found) == 1 else None


class _Clashes:
    """Which names belong to several; a rule for each that people have not ruled on."""

    def __init__(self, known: tuple[Entity, ...], rules: tuple[SharedAlias, ...]) -> None:
        self._ruled = {fold_text(rule.alias) for rule in rules}
        self._holders: dict[Folded, list[EntityId]] = {}
        self._text: dict[Folded, str] = {}
        self._new: set[EntityId] = set()
        for entity in known:
            self._note(entity)

    def admit(self, entity: _Named, article: str) -> _Named:
        """The entity without the names that a rule of the pack gives to others: such a rule is not touched."""
        if entity.unnamed:
            return entity
        kept = tuple(alias for alias in entity.aliases if fold_text(alias.text) not in self._ruled)
        name = Names(**{
            language: f"{text} ({article})" if fold_text(text) in self._ruled else text
            for language, text in (("en", entity.name.en), ("ja", entity.name.ja), ("zh", entity.name.zh))
        })  # fmt: skip
        admitted = replace(entity, aliases=kept, name=name)
        self._new.add(entity.id)
        self._note(admitted)
        return admitted

    def rules(self) -> tuple[SharedAlias, ...]:
        """A rule for each name that a new entity shares: it is ambiguous until a person decides otherwise."""
        return tuple(
            SharedAlias(alias=self._text[key], entities=tuple(holders), rule="ambiguous")
            for key, holders in self._holders.items()
            if len(holders) > 1 and key not in self._ruled and not self._new.isdisjoint(holders)
        )

    def _note(self, entity: Entity) -> None:
        if entity.unnamed:
            return
        for alias in all_aliases(entity):
            key = fold_text(alias.text)
            self._text.setdefault(key, alias.text)
            holders = self._holders.setdefault(key, [])
            if entity.id not in holders:
                holders.append(entity.id)


def _free_id(entity: Entity, taken: set[EntityId]) -> EntityId:
    plain = make_identifier(entity.id)
    for candidate in (plain, f"{plain}-{entity.kind.replace('_', '-')}"):
        if candidate not in taken:
            return EntityId(candidate)
    number = 2
    while f"{plain}-{number}" in taken:
        number += 1
    return EntityId(f"{plain}-{number}")


def _fit_entity(entity: Entity, names: FittedNames) -> Entity:
    cite = replace(entity.cite, article=ArticleId(make_identifier(entity.cite.article))) if entity.cite else None
    return replace(
        entity,
        id=names.ids[entity.id],
        name=_fit_name(entity.name),
        gloss=_tidy(entity.gloss or "") or None,
        pronoun=entity.pronoun if entity.pronoun in ("he", "she") else None,
        of=names.entity(entity.of, kinds=_OWNERS),
        metonym_for=names.entity(entity.metonym_for, kinds=("country",)),
        aliases=_fit_aliases(entity),
        offices=tuple(_fit_office(office, names) for office in entity.offices) if entity.kind == "person" else (),
        cite=cite,
    )


def _fit_topic(topic: Topic, names: FittedNames) -> Topic:
    return replace(
        topic,
        id=names.ids[topic.id],
        name=_fit_name(topic.name),
        aliases=_fit_aliases(topic),
        broader=names.entities_of(topic.broader, topics=True),
        involves=names.entities_of(topic.involves),
    )


def _fit_office(office: Office, names: FittedNames) -> Office:
    cite = replace(office.cite, article=ArticleId(make_identifier(office.cite.article))) if office.cite else None
    return replace(
        office,
        title=_fit_name(office.title),
        role=make_identifier(office.role),
        country=names.entity(office.country, kinds=("country",)),
        since=None,
        until=None,
        cite=cite,
    )


def _fit_name(names: Names) -> Names:
    first = _tidy(names.en) or _tidy(names.ja) or _tidy(names.zh) or "?"
    return Names(en=_tidy(names.en) or first, ja=_tidy(names.ja) or first, zh=_tidy(names.zh) or first)


def _fit_aliases(entity: Entity) -> tuple[Alias, ...]:
    """Every further name once, whatever its capitals: people are found by folded names."""
    seen = {fold_text(text) for text in (entity.name.en, entity.name.ja, entity.name.zh)}
    found: list[Alias] = []
    for alias in entity.aliases:
        text = _tidy(alias.text)
        if text and fold_text(text) not in seen:
            seen.add(fold_text(text))
            found.append(replace(alias, text=text))
    return tuple(found)


def _tidy(text: str) -> str:
    return " ".join(text.split())


def _is_one_word(text: str) -> bool:
    return len(text.split()) == 1 and text.isascii()
