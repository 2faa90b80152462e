"""People named by their office: "the Chinese premier", "the foreign ministers of Japan and China"."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Protocol

from bot.intents.model import Item
from bot.utterance import Utterance
from knowledge.model import Entity, EntityId, Office
from knowledge.timex import Timex
from knowledge.values import replace

_PREFIX = "c:office-"
_REACH = 3
"""Tokens that may stand between a country and the office: "of", "the", "and"; in scripts without blanks "の"."""

_ABOUT = timedelta(days=31)
"""Around the days on which articles name somebody in a post he is taken to be in it, too: that Abe was prime minister
on 14 October and Yachi his adviser on the 13th makes them of one time."""

_LIGHT = frozenset({"r:be", "r:take-office", "r:leave-office"})


class Holders(Protocol):
    """What finding holders needs of the knowledge base."""

    def entity(self, entity_id: str) -> Entity | None: ...
    def office_holders(self, roles: Collection[str], countries: Collection[str]) -> tuple[Entity, ...]: ...


def with_holders(
    items: tuple[Item, ...], utterance: Utterance, names: Holders, roles: Mapping[str, Iterable[str]]
) -> tuple[Item, ...]:
    """Items with each office that stands by a country turned into those who held it, at the question's date if any.

    Left as it is where the question asks for nothing else than the holder.

    Args:
        roles: concept of a group of offices → the roles in it; a concept `office-x` that is not there has the role `x`.
    """
    more = any(_says_more(item) for item in items)
    if not more and len([item for item in items if item.kind == "entity"]) <= 1:
        return items
    changed: list[Item] = []
    for item in items:
        role = _roles(item, roles)
        leader = _leader_before(item, items, utterance, names) if role and not item.focus else None
        if leader is not None and (serving := sorted(_serving(role, leader, names))):
            options = tuple(f"e:{person}" for person in serving)
            changed[-1] = replace(item, kind="entity", options=options, hard=False, by_office=len(options) > 1)
            continue
        countries = _countries_beside(item, items, names) if more and role and not item.focus else ()
        people = sorted(_holders_of(role, countries, utterance.timexes, names)) if countries else []
        if people and not _is_named(people, items):
            options = tuple(f"e:{person}" for person in people)
            changed.append(replace(item, kind="entity", options=options, hard=False, by_office=True))
        else:
            changed.append(item)
    return tuple(changed)


def _leader_before(office: Item, items: tuple[Item, ...], utterance: Utterance, names: Holders) -> Entity | None:
    """Whose minister somebody is: Ishiba in "Ishiba's foreign minister"."""
    place = items.index(office)
    if not place:
        return None
    before = items[place - 1]
    piece = next((piece for piece in utterance.pieces if piece.first == before.position), None)
    if piece is None or piece.last != office.position or not utterance.tokens[piece.last - 1].possessive:
        return None
    found = (names.entity(option[2:]) for option in before.options if option.startswith("e:"))
    return next((entity for entity in found if entity is not None and entity.kind == "person" and entity.of), None)


def _serving(roles: frozenset[str], leader: Entity, names: Holders) -> set[EntityId]:
    """Those of the leader's state who held one of these offices while he led it."""
    led = [days for office in leader.offices if (days := _days_of(office))]
    return {
        person.id
        for person in names.office_holders(roles, (str(leader.of),))
        if person.id != leader.id
        for office in person.offices
        if office.role in roles and office.country == leader.of and (days := _days_of(office))
        if any(_are_of_one_time(days, others) for others in led)
    }


def held_posts_together(one: Entity, other: Entity) -> bool:
    """Whether two people may have been in posts at one time, as far as articles date these."""
    first, second = ([d for office in person.offices if (d := _days_of(office))] for person in (one, other))
    return any(_are_of_one_time(days, others) for days in first for others in second)


def _are_of_one_time(one: tuple[date, date], other: tuple[date, date]) -> bool:
    return one[0] <= other[1] + _ABOUT and other[0] <= one[1] + _ABOUT


def _says_more(item: Item) -> bool:
    """Whether an item asks for more than a holder: not "current" or "first"."""
    return item.kind in ("topic", "word", "unknown") or (item.kind == "relation" and not set(item.options) & _LIGHT)


def _is_named(people: Sequence[str], items: tuple[Item, ...]) -> bool:
    """Whether one of them stands in the question by name: "Japanese Foreign Minister Kamikawa"."""
    named = {option[2:] for item in items if item.kind == "entity" for option in item.options}
    return bool(named & set(people))


def _roles(item: Item, roles: Mapping[str, Iterable[str]]) -> frozenset[str]:
    found: set[str] = set()
    for option in item.options:
        if option[2:] in roles:
            found |= set(roles[option[2:]])
        elif option.startswith(_PREFIX):
            found.add(option.removeprefix(_PREFIX))
    return frozenset(found)


def _countries_beside(office: Item, items: tuple[Item, ...], names: Holders) -> tuple[str, ...]:
    """Countries next to an office, and those joined to them: both of "the Chinese and Japanese foreign ministers"."""
    countries = [item for item in items if item.kind == "entity" and not item.carried and _country(item, names)]
    found: list[Item] = []
    edges = [office.position]
    while fresh := [c for c in countries if c not in found and any(abs(c.position - e) <= _REACH for e in edges)]:
        found += fresh
        edges += [c.position for c in fresh]
    return tuple(dict.fromkeys(_country(item, names) for item in found))


def _country(item: Item, names: Holders) -> str:
    for option in item.options:
        entity = names.entity(option[2:]) if option.startswith("e:") else None
        if entity is not None and entity.kind == "country":
            return entity.id
    return ""


def _holders_of(
    roles: frozenset[str], countries: tuple[str, ...], timexes: tuple[Timex, ...], names: Holders
) -> set[EntityId]:
    posts = [
        (person.id, office)
        for person in names.office_holders(roles, countries)
        for office in person.offices
        if office.role in roles and office.country in countries
    ]
    dated = {person for person, office in posts if any(_held_in(office, timex) for timex in timexes)}
    return dated or {person for person, _ in posts}


def _held_in(office: Office, timex: Timex) -> bool:
    days = _days_of(office)
    return days is not None and timex.covers(*days)


def _days_of(office: Office) -> tuple[date, date] | None:
    """The first and the last day for which articles name somebody in an office."""
    days = [*office.attested, *(p for p in (office.since,) if p)]
    return (min(p.start for p in days), max(p.end for p in days)) if days else None
