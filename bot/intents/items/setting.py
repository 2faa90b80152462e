"""Names in a question that only describe what else it names: the state of a city."""

from __future__ import annotations

from bot.intents.items.slots import Grammar, Names
from bot.intents.model import Interpretation, Item
from bot.utterance import Utterance
from knowledge.gazetteer import join_key
from knowledge.model import Entity
from knowledge.values import replace

_PLACED = ("place", "event")
_LEAST_LEFT = 2
"""Things that a question must still name: that a city lies in a state may be all that is asked."""


def without_setting(asked: Interpretation, utterance: Utterance, names: Names, grammar: Grammar) -> Interpretation:
    """The question without a state beside a city or event in it: "Busan, South Korea", "the Busan talks in Korea"."""
    placed = [(item, state) for item in asked.of_kind("entity") if (state := _state_of(item, names))]

    def describes(item: Item) -> bool:
        entity = _entity(item, names)
        if entity is None or entity.kind != "country" or item.carried or item.position < 0:
            return False
        beside = [other for other, state in placed if state == entity.id]
        return any(_is_next_to(item, other, utterance, grammar) for other in beside)

    left = tuple(item for item in asked.items if not describes(item))
    return replace(asked, items=left) if _LEAST_LEFT <= len(left) < len(asked.items) else asked


def _is_next_to(state: Item, other: Item, utterance: Utterance, grammar: Grammar) -> bool:
    """Whether a state stands right behind its city, or before it as in "South Korea's Busan" and 韩国釜山."""
    first, second = sorted((state, other), key=lambda item: item.position)
    piece = next((piece for piece in utterance.pieces if piece.first == first.position), None)
    if piece is None or second.position < piece.last:
        return False
    last = utterance.tokens[piece.last - 1]
    if first is state:
        return second.position == piece.last and (last.possessive or last.cjk)
    between = utterance.tokens[piece.last : second.position]
    if not between:
        return utterance.text[last.end : utterance.tokens[second.position].start].strip() == ","
    return join_key(between) in grammar.words["states"]["between"]


def _state_of(item: Item, names: Names) -> str:
    """The state in which a city lies, or an event was."""
    entity = _entity(item, names)
    if entity is None or entity.kind not in _PLACED:
        return ""
    place = names.entity(entity.place) if entity.kind == "event" and entity.place else entity
    return (place.of or "") if place is not None and place.kind == "place" else ""


def _entity(item: Item, names: Names) -> Entity | None:
    option = next((option for option in item.options if option.startswith("e:")), None)
    return names.entity(option[2:]) if option is not None else None
