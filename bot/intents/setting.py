"""Names in a question that only describe what else it names: the state of a city, the paper of an article."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Protocol

from bot.intents.model import Interpretation, Item
from bot.intents.slots import Grammar, Names
from bot.utterance import Utterance
from knowledge.gazetteer import join_key
from knowledge.model import Entity
from knowledge.text import fold_text

_PLACED = ("place", "event")
_OF_ARTICLES = ("articles", "identity")
_MOST_OUTLETS = 200
_REACH = 3
"""Tokens of "according to the", "as reported by"."""

_BEHIND = 2
"""Tokens within which "article" stands behind a paper's name: "the Kyodo speech article"."""

_LEAST_LEFT = 2
"""Things that a question must still name: that a city lies in a state may be all that is asked."""


class Press(Names, Protocol):
    """What reading a question's setting needs of the knowledge base."""

    def outlets(self, limit: int) -> tuple[str, ...]: ...


def without_setting(asked: Interpretation, utterance: Utterance, names: Press, grammar: Grammar) -> Interpretation:
    """The question without names that only describe what is named beside them."""
    return _without_states(_without_outlet(asked, utterance, names, grammar), utterance, names, grammar)


def _without_states(asked: Interpretation, utterance: Utterance, names: Names, grammar: Grammar) -> Interpretation:
    """Without a state beside a city or event in it: "Busan, South Korea", "the Busan talks in South Korea"."""
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


def _without_outlet(asked: Interpretation, utterance: Utterance, names: Press, grammar: Grammar) -> Interpretation:
    """With the paper in whose article something is to stand kept apart: it is no part of what is told."""
    if asked.answer in _OF_ARTICLES or len(asked.items) <= 1:
        return asked
    published = [fold_text(name) for name in names.outlets(_MOST_OUTLETS)]
    outlet = next((i for i in asked.items if _is_cited(i, utterance, names, published, grammar)), None)
    if outlet is None:
        return asked
    own = _entity(outlet, names)
    writers = [i for i in asked.items if (e := _entity(i, names)) is not None and own is not None and e.of == own.id]
    inside = _told_of_article(outlet, asked.items, utterance, grammar)
    left = tuple(item for item in asked.items if item is not outlet and item not in (*writers, *inside))
    return replace(asked, items=left, outlet=outlet) if left else asked


def _told_of_article(outlet: Item, items: tuple[Item, ...], utterance: Utterance, grammar: Grammar) -> tuple[Item, ...]:
    """Words between a paper's name and "article" that tell which article it is: "the Kyodo speech article"."""
    first = next((p.last for p in utterance.pieces if p.first <= outlet.position < p.last), len(utterance.tokens))
    behind = [token.folded for token in utterance.tokens[first : first + _REACH]]
    end = next((first + i for i, word in enumerate(behind) if word in grammar.words["outlets"]["after"]), -1)
    inside = tuple(item for item in items if first <= item.position <= end)
    return inside if all(item.kind == "concept" for item in inside) else ()


def _is_cited(item: Item, utterance: Utterance, names: Names, published: Iterable[str], grammar: Grammar) -> bool:
    """Whether an item is a paper with an article here, and stands as one: "according to Kyodo", "the SCMP article"."""
    entity = _entity(item, names)
    if entity is None or entity.kind != "organisation" or item.position < 0 or item.carried:
        return False
    name = fold_text(entity.name.en).removeprefix("the ")
    if not any(name in publisher for publisher in published):
        return False
    words, tokens = grammar.words["outlets"], utterance.tokens
    piece = next((piece for piece in utterance.pieces if piece.first <= item.position < piece.last), None)
    if piece is None:
        return False
    behind = "".join(token.folded for token in tokens[piece.last : piece.last + _REACH])
    if tokens[piece.first].cjk or not behind.isascii():
        return any(behind.startswith(word) for word in words["after"] if not word.isascii())
    place = piece.first
    while place and tokens[place - 1].folded in words["between"]:
        place -= 1
    before = any(join_key(tokens[max(0, place - count) : place]) in words["before"] for count in range(1, _REACH + 1))
    return before or any(token.folded in words["after"] for token in tokens[piece.last : piece.last + _BEHIND])


def _entity(item: Item, names: Names) -> Entity | None:
    option = next((option for option in item.options if option.startswith("e:")), None)
    return names.entity(option[2:]) if option is not None else None
