"""Whether an occasion that is named by its place can be the one of those who are named with it."""

from __future__ import annotations

from bot.intents.items.slots import Grammar, Names, kinds_of
from bot.intents.model import Item
from bot.utterance import Utterance
from knowledge.gazetteer import join_key


def with_bare_place(items: tuple[Item, ...], utterance: Utterance, names: Names, grammar: Grammar) -> tuple[Item, ...]:
    """Items with the place alone where the occasion there was of other people: in "did Ishiba and Xi have their first
    summit in San Francisco" no summit is meant that Kishida had there."""
    persons = {
        option[2:] for item in items if item.kind == "entity" and kinds_of(item, names) == {"person"}
        for option in item.options
    }  # fmt: skip
    return tuple(_place_of(item, persons, utterance, names, grammar) or item for item in items)


def _place_of(item: Item, persons: set[str], utterance: Utterance, names: Names, grammar: Grammar) -> Item | None:
    """The place of an event in which somebody named had no part; None where it is no such event."""
    event = names.entity(item.options[0][2:]) if item.kind == "entity" and len(item.options) == 1 else None
    if event is None or event.kind != "event" or event.place is None or not event.participants:
        return None
    people = {p for p in event.participants if (known := names.entity(p)) is not None and known.kind == "person"}
    piece = next((piece for piece in utterance.pieces if piece.first == item.position), None)
    if not people or not persons - people or piece is None:
        return None
    tokens = utterance.tokens[: piece.last]
    places = range(piece.first + 1, piece.last - 1)
    before = next((n for n in places if grammar.has("en", "place_before", tokens[n].folded)), None)
    if before is None:
        return None
    return Item(
        kind="entity", options=(f"e:{event.place}",), text=join_key(tokens[before + 1 :]), position=before + 1,
        role="place", hard=True,
    )  # fmt: skip
