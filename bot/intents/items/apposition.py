"""Words that only describe somebody who is named behind them: "Abe's security czar Yachi", "the grumpy Yachi"."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Protocol

from bot.intents.items.holders import held_posts_together
from bot.intents.model import Item
from bot.utterance import Utterance
from knowledge.gazetteer import Piece
from knowledge.model import Entity

_LONGEST = 5
"""Words of a description that are looked at."""

_HOMES = 3
"""From a person to an office to a ministry to a state, at most."""

_OFFICE = "c:office-"
_DESCRIBING = frozenset({"concept", "generic"})


class People(Protocol):
    """What reading descriptions needs of the knowledge base."""

    def entity(self, entity_id: str) -> Entity | None: ...


def without_apposition(
    items: tuple[Item, ...], utterance: Utterance, people: People, words: Mapping[str, Collection[str]]
) -> tuple[Item, ...]:
    """Items without the words of a description that nobody knows, nor whose man somebody is, if he can be that.

    A description is no condition: whatever Yachi did, he did it as the security czar, too. But it must not hide a
    claim: whoever is called the man of another state's leader, or of one who led it at another time, stays beside that
    name, and an unknown word right before a name is a given name unless something shows that it is none.

    Args:
        words: what may stand before a description (`before`), and the nouns for people that end one (`nouns`).
    """
    left = _without_capacity(items, utterance, people, words["taking_office"])
    for person in items:
        named = _person(person, people)
        if named is None or person.carried or person.position < 0:
            continue
        run, before = _description(person, utterance)
        inside = [item for item in left if run and run[0].first <= item.position < person.position]
        owner = next((i for i in left if i.kind == "entity" and before and i.position == before.first), None)
        if before is not None and owner is not None and utterance.tokens[before.last - 1].possessive:
            if not _is_of(named, owner, people) or not (run or _person(owner, people)):
                continue
            left = tuple(i for i in left if i is not owner and (i not in inside or _is_office(i)))
        elif run and _is_described(run, before, utterance, inside, words):
            left = tuple(i for i in left if i not in inside or i.kind != "unknown")
    return left


def _without_capacity(
    items: tuple[Item, ...], utterance: Utterance, people: People, taking_office: Collection[str]
) -> tuple[Item, ...]:
    """Items without the office behind "as" of somebody who is named before: "his first trip as foreign minister"."""
    persons = [item.position for item in items if item.position >= 0 and _person(item, people)]
    if any(token.folded in taking_office for token in utterance.tokens):
        return items  # "Who replaced him as foreign minister?"

    def is_capacity(item: Item) -> bool:
        before = utterance.tokens[item.position - 1].folded if item.position > 0 else ""
        return _is_office(item) and before == "as" and any(place < item.position for place in persons)

    return tuple(item for item in items if not is_capacity(item))


def _description(person: Item, utterance: Utterance) -> tuple[list[Piece], Piece | None]:
    """The pieces right before a person's name that may describe him, in order, and the piece before them."""
    pieces = utterance.pieces
    end = next((place for place, piece in enumerate(pieces) if piece.first == person.position), 0)
    start = end
    while start and end - start < _LONGEST and _may_describe(start - 1, utterance):
        start -= 1
    return list(pieces[start:end]), pieces[start - 1] if start else None


def _may_describe(place: int, utterance: Utterance) -> bool:
    piece = utterance.pieces[place]
    last = utterance.tokens[piece.last - 1]
    behind = utterance.tokens[piece.last] if piece.last < len(utterance.tokens) else last
    if last.cjk or last.possessive or utterance.text[last.end : behind.start].strip("- "):
        return False
    unmatched = place in utterance.unknown or place in utterance.words
    return unmatched or (bool(piece.targets) and {target.kind for target in piece.targets} <= _DESCRIBING)


def _is_described(
    run: list[Piece],
    before: Piece | None,
    utterance: Utterance,
    inside: list[Item],
    words: Mapping[str, Collection[str]],
) -> bool:
    """Whether it shows that the words before a name are no given name: "the grumpy Yachi", "wolf warrior spokesman
    Lin"."""
    last = inside[-1] if inside and inside[-1].position == run[-1].first else None
    if last is not None and (_is_office(last) or {option[2:] for option in last.options} & set(words["nouns"])):
        return True
    typed = utterance.tokens[run[-1].first].text
    return before is not None and before.key in words["before"] and not typed[:1].isupper()


def _is_office(item: Item) -> bool:
    return any(option.startswith(_OFFICE) for option in item.options)


def _person(item: Item, people: People) -> Entity | None:
    found = [people.entity(option[2:]) for option in item.options if option.startswith("e:")]
    return found[0] if len(found) == 1 and found[0] is not None and found[0].kind == "person" else None


def _is_of(person: Entity, owner: Item, people: People) -> bool:
    """Whether somebody may be the man of a state, or of a person of his own state who held a post when he did."""
    for option in owner.options:
        entity = people.entity(option[2:]) if option.startswith("e:") else None
        if entity is None or entity.id == person.id or not (home := _state_of(person, people)):
            continue
        if entity.kind == "country" and entity.id == home:
            return True
        if entity.kind == "person" and _state_of(entity, people) == home and held_posts_together(entity, person):
            return True
    return False


def _state_of(person: Entity, people: People) -> str:
    """A person's state, by way of the ministry or council that he works for."""
    home: Entity | None = person
    for _ in range(_HOMES):
        home = people.entity(home.of) if home is not None and home.of else None
        if home is not None and home.kind == "country":
            return home.id
    return ""
