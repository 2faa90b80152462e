"""Parties between which a question lets choose: "日本と中国のどちらが", 中國和日本誰, 中日两国谁."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise

from bot.intents.items.slots import Names, kinds_of
from bot.intents.model import Item
from bot.utterance import Utterance
from knowledge.gazetteer import join_key

_PARTIES = frozenset({"person", "country"})
_REACH = 6
"""Characters of the longest word that asks which."""


def find_offered_parties(
    items: tuple[Item, ...], utterance: Utterance, words: Mapping[str, frozenset[str]], names: Names
) -> tuple[Item, ...]:
    """The two states or persons that are joined, or the word for both, with a word behind them that asks which."""
    ends = {piece.first: piece.last for piece in utterance.pieces}
    named = [item for item in items if item.position in ends]
    pairs = (
        pair
        for pair in pairwise(named)
        if all(kinds_of(item, names) & _PARTIES for item in pair)
        and _text_between(utterance, ends[pair[0].position], pair[1].position) in words["joiners"]
        and _asks_which(utterance, ends[pair[1].position], words)
    )
    both = (
        item
        for item in named
        if item.kind == "topic"
        and item.text.endswith(tuple(words["both"]))
        and _asks_which(utterance, ends[item.position], words)
    )
    return (*(item for pair in pairs for item in pair), *both)


def _text_between(utterance: Utterance, first: int, last: int) -> str:
    """What is written between two tokens, marks included."""
    return utterance.text[utterance.tokens[first - 1].end : utterance.tokens[last].start].strip()


def _asks_which(utterance: Utterance, place: int, words: Mapping[str, frozenset[str]]) -> bool:
    following = join_key(utterance.tokens[place : place + _REACH])
    return any(following.startswith(word) for word in words["which"])
