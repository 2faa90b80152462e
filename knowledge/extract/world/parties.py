"""People, states, bodies and places of articles as entities of a knowledge base."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from knowledge.extract.people.model import Referent
from knowledge.extract.world.names import WorldEntity
from knowledge.extract.world.world import load_world
from knowledge.model import Alias, Entity, EntityId, EntityKind, Names, Office, Period, SentenceRef
from knowledge.text import fold_text
from knowledge.values import replace

_WORLD_KINDS: dict[str, EntityKind] = {
    "country": "country",
    "territory": "country",
    "city": "place",
    "body": "organisation",
    "water": "body_of_water",
    "place": "place",
    "region": "place",
}
_MOST_ATTESTED = 64
"""Days on which an office is attested that are all kept."""


class Parties:
    """The entities of a set of articles, collected as they are met."""

    def __init__(self) -> None:
        """Start with none."""
        self._entities: dict[str, Entity] = {}

    def all(self) -> tuple[Entity, ...]:
        """All entities, by id."""
        return tuple(self._entities[key] for key in sorted(self._entities))

    def of_world(self, id: str) -> EntityId:
        """A state, place or body of world.yaml, and the country that it belongs to."""
        if id not in self._entities:
            known = load_world().entities[id]
            self._entities[id] = _world_entity(known)
            for owner in (known.country, known.capital_of):
                if owner is not None and owner != id:
                    self.of_world(owner)
        return EntityId(id)

    def of_place(self, name: str) -> EntityId:
        """A place that no list knows, by its name."""
        id = f"place-{make_id(name)}"
        self._entities.setdefault(id, Entity(id=EntityId(id), kind="place", name=_same(name)))
        return EntityId(id)

    def of_referent(
        self, referent: Referent, *, article: str, cite: SentenceRef | None, on: Period | None
    ) -> EntityId | None:
        """A person by name, a state or body of the world, or somebody unnamed by description."""
        if referent.name is not None:
            return self._person(referent, cite=cite, on=on)
        if referent.world_id is not None:
            return self.of_world(referent.world_id)
        if referent.description is None:
            return None
        return self._unnamed(referent, article)

    def _person(self, referent: Referent, *, cite: SentenceRef | None, on: Period | None) -> EntityId:
        assert referent.name is not None
        id = make_id(referent.name)
        known = self._entities.get(id)
        nation = self.of_world(referent.nations[0]) if referent.nations else None
        offices = tuple(
            Office(
                title=_same(_title(role.text)),
                role=make_id(role.text),
                country=EntityId(role.nations[0]) if role.nations else nation,
                since=None,
                until=None,
                attested=(on,) if on else (),
                cite=cite,
            )
            for role in referent.roles[:2]
            if role.head
        )
        if known is not None and known.offices:
            offices = _merged(known.offices, offices)
        for office in offices:
            if office.country:
                self.of_world(office.country)
        names = referent.name.split()
        aliases = [name for name in dict.fromkeys((names[0], names[-1])) if len(names) > 1 and len(name) > 2]
        self._entities[id] = Entity(
            id=EntityId(id),
            kind="person",
            name=_same(referent.name),
            aliases=tuple(Alias(text=name, language="en") for name in aliases),
            gloss=_title(referent.roles[0].text) if referent.roles and referent.roles[0].head else None,
            pronoun=referent.gender,
            of=nation or (known.of if known else None),
            offices=offices,
            cite=cite,
        )
        return EntityId(id)

    def _unnamed(self, referent: Referent, article: str) -> EntityId:
        assert referent.description is not None
        id = f"{article}--{make_id(referent.description)}"
        if id not in self._entities:
            nation = self.of_world(referent.nations[0]) if referent.nations else None
            kind: EntityKind = "person" if referent.is_person and not referent.plural else "organisation"
            self._entities[id] = Entity(
                id=EntityId(id),
                kind=kind,
                name=_same(referent.description),
                gloss=referent.description,
                of=nation,
                unnamed=True,
            )
        return EntityId(id)


def merge_entities(one: Entity, other: Entity) -> Entity:
    """What two articles say of the same person, with all offices."""
    if one.kind != "person":
        return one
    aliases = tuple(dict.fromkeys((*one.aliases, *other.aliases)))
    return replace(
        one,
        aliases=aliases,
        gloss=one.gloss or other.gloss,
        pronoun=one.pronoun or other.pronoun,
        of=one.of or other.of,
        offices=_merged(one.offices, other.offices),
        cite=one.cite or other.cite,
    )


def make_id(text: str) -> str:
    """An identifier of small letters, digits and hyphens; letters of other scripts are kept."""
    return re.sub(r"[\W_]+", "-", fold_text(text)).strip("-") or "x"


def _same(name: str) -> Names:
    return Names(en=name, ja=name, zh=name)


def _title(text: str) -> str:
    return re.sub(r"^who ", "", text).strip()


def _merged(known: tuple[Office, ...], more: Iterable[Office]) -> tuple[Office, ...]:
    """Offices of two articles: one of the same title is attested by both."""
    found = {office.role: office for office in known}
    for office in more:
        before = found.get(office.role)
        attested = _thinned(tuple(dict.fromkeys((*(before.attested if before else ()), *office.attested))))
        found[office.role] = Office(
            title=office.title,
            role=office.role,
            country=office.country or (before.country if before else None),
            since=None,
            until=None,
            attested=attested,
            cite=before.cite if before else office.cite,
        )
    return tuple(found.values())


def _thinned(periods: tuple[Period, ...]) -> tuple[Period, ...]:
    """Of very many, the first and the last of each month, or of each year: who is in the news daily is in office."""
    for length in (len("2024-01"), len("2024")):
        if len(periods) <= _MOST_ATTESTED:
            break
        ends: dict[str, tuple[Period, Period]] = {}
        for period in sorted(periods, key=lambda period: (period.start, period.end)):
            part = period.start.isoformat()[:length]
            ends[part] = (ends[part][0] if part in ends else period, period)
        periods = tuple(dict.fromkeys(period for both in ends.values() for period in both))
    return periods


@lru_cache(maxsize=1)
def _world_aliases() -> dict[str, tuple[Alias, ...]]:
    """Every name of world.yaml by entity."""
    found: dict[str, list[Alias]] = {}
    for name, id, language in load_world().all_names():
        found.setdefault(id, []).append(Alias(text=name, language=language))
    return {id: tuple(aliases) for id, aliases in found.items()}


def _world_entity(known: WorldEntity) -> Entity:
    kind = _WORLD_KINDS[known.kind]
    owner = known.country if known.country != known.id else None
    return Entity(
        id=EntityId(known.id),
        kind=kind,
        name=Names(en=known.en, ja=known.ja or known.en, zh=known.zh or known.en),
        aliases=_world_aliases().get(known.id, ()),
        of=EntityId(owner) if owner and kind == "organisation" else None,
        metonym_for=EntityId(known.capital_of) if known.capital_of else None,
    )
