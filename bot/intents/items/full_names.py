"""A given name and a family name side by side: one person, who may be nobody whom anything here knows."""

from __future__ import annotations

from itertools import pairwise
from typing import Protocol

from bot.intents.model import Item
from bot.utterance import Utterance
from knowledge.model import Entity
from knowledge.values import replace

_HOMES = 3
"""From a person to an office to a ministry to a state, at most."""


class People(Protocol):
    """What reading full names needs of the knowledge base."""

    def entity(self, entity_id: str) -> Entity | None: ...


def with_full_names(
    items: tuple[Item, ...], utterance: Utterance, people: People, family_first: frozenset[str]
) -> tuple[Item, ...]:
    """Items with "Renata Varizac" as one person where there are Renatas and Varizacs: who is both, or else nobody.

    Two family names side by side stay two people ("Kamikawa Wang talks"), so it must be known that the first is a
    given name: of people from states that put it first.

    Args:
        family_first: states whose people have their family name first.
    """
    if utterance.language != "en":
        return items
    kept = list(items)
    for one, other in pairwise(items):
        if not _are_one(one, other, utterance, people, family_first):
            continue
        both = tuple(option for option in one.options if option in other.options)
        place = next(i for i, item in enumerate(kept) if item is one or item.position == one.position)
        kept[place : place + 2] = [
            replace(other, options=both, text=f"{one.text} {other.text}", position=one.position, hard=True)
        ]
    return tuple(kept)


def _are_one(one: Item, other: Item, utterance: Utterance, people: People, family_first: frozenset[str]) -> bool:
    if not (one.kind == other.kind == "entity" and other.position == one.position + 1):
        return False
    tokens = utterance.tokens
    if " " in one.text or " " in other.text or tokens[one.position].possessive:
        return False
    if utterance.text[tokens[one.position].end : tokens[other.position].start].strip():
        return False  # a comma or a dash between them
    return _is_name(one, 0, people, family_first) and _is_name(other, -1, people, family_first)


def _is_name(item: Item, place: int, people: People, family_first: frozenset[str]) -> bool:
    """Whether an item is the first, or the last, word of people's names, and of one at least whose order is known."""
    known = [people.entity(option[2:]) if option.startswith("e:") else None for option in item.options]
    persons = [person for person in known if person is not None and person.kind == "person"]
    names = [person.name.en.casefold().split() for person in persons]
    return (
        len(persons) == len(known)
        and all(len(words) > 1 and words[place] == item.text for words in names)
        and any(_home(person, people) not in (family_first | {""}) for person in persons)
    )


def _home(person: Entity, people: People) -> str:
    """The state that somebody belongs to; empty where it is not known."""
    known: Entity | None = person
    for _ in range(_HOMES):
        known = people.entity(known.of) if known is not None and known.of else None
        if known is not None and known.kind == "country":
            return known.id
    return ""
