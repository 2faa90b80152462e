"""Whether a claim gives the words of a fact in the fact's own order, so that nobody has changed places with another."""

from __future__ import annotations

from collections.abc import Hashable
from functools import lru_cache
from typing import cast

from bot.answers.finding.knowledge import Knowledge
from bot.answers.finding.stems import find_stems
from bot.answers.question import Question
from knowledge.gazetteer import Piece, find_latin_words, find_pieces, split_tokens
from knowledge.values import dataclass

_CIRCUMSTANCES = ("place", "body_of_water", "country", "event", "event_series")
"""Kinds that may stand anywhere in a sentence, where they only tell where something happened."""

_CONTENT = ("entity", "topic", "relation", "concept")


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """How the words of a claim lie in a fact's sentence."""

    kept: bool
    """All of them stand in it, in this order."""

    share: float
    """The share of the sentence's own words that the claim has."""


def compare_order(
    question: Question, sentence: str, light: frozenset[str], aside: frozenset[int] = frozenset()
) -> Order:
    """The words of a claim beside those of a fact; English only, as facts are.

    Args:
        light: little words, and those that deny, which are looked at by themselves.
        aside: places of tokens that only ask or claim: "…, right?".
    """
    if question.utterance.language != "en":
        return Order(kept=False, share=0.0)
    own = [element for element, counts in read_elements(sentence, question.knowledge, light) if counts]
    moved = {i.position for i in question.asked.items if i.role == "place" and question.is_kind(i, *_CIRCUMSTANCES)}
    claimed = [
        _element(piece)
        for piece in question.utterance.pieces
        if piece.first not in moved | aside and _is_content(piece, light)
    ]
    place = 0
    met = 0
    kept = True
    for element in claimed:
        found = next((i for i in range(place, len(own)) if element & own[i]), None)
        if found is None:
            kept = False
        else:
            place, met = found + 1, met + 1
    return Order(kept=kept and bool(claimed), share=met / max(1, len(own)))


def read_elements(
    sentence: str, knowledge: Knowledge, light: frozenset[str]
) -> tuple[tuple[frozenset[str], bool], ...]:
    """What the pieces of a fact's sentence may mean, and whether each counts as content."""
    return _read_elements(sentence, cast(Hashable, knowledge), light)


@lru_cache(maxsize=2048)
def _read_elements(
    sentence: str, knowledge: Hashable, light: frozenset[str]
) -> tuple[tuple[frozenset[str], bool], ...]:
    known = cast(Knowledge, knowledge)
    pieces = find_pieces(split_tokens(sentence), known.find_aliases, known.resource("irregular"))
    return tuple((_element(piece), _is_content(piece, light)) for piece in pieces)


def _element(piece: Piece) -> frozenset[str]:
    options = {f"{target.kind[0]}:{target.id}" for target in piece.targets if target.kind in _CONTENT}
    words = find_latin_words(piece.key)
    return frozenset(options | ({words[0], *find_stems(words[0])} if len(words) == 1 else set()))


def _is_content(piece: Piece, light: frozenset[str]) -> bool:
    """Whether a piece counts: no little word, and no number, which is looked at by itself."""
    if any(target.kind in ("entity", "topic") for target in piece.targets):
        return True
    words = find_latin_words(piece.key)
    return not all(word in light or word.isdigit() or len(word) == 1 for word in words)
