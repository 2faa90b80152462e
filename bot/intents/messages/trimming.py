"""What of an utterance is no part of the question: cues, asides, small talk, an occasion, a choice left open."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise

from bot.intents.choosing.matcher import Cue
from bot.intents.choosing.openings import find_request_end
from bot.intents.items.slots import Grammar
from bot.intents.messages.parts import find_ending, find_personal
from bot.intents.model import Item
from bot.utterance import Utterance
from knowledge.patterns import compile_late
from knowledge.values import replace

_LIGHT_RELATIONS = frozenset({"r:be", "r:say", "r:mention", "r:talk", "r:describe", "r:report", "r:write"})
"""Relations that questions use without meaning them: "what did he say about", "tell me"."""

_STOPS = compile_late(r"(?<=\w\w)[:!?;](?=\s)|(?<=\w{4})\.(?=\s)")
_ADDRESS = compile_late(r",\s*(?!(?:in|at|on)\s)[a-z]+(?:\s+[a-z]+)?\s*[?!.]*$", re.IGNORECASE, needs=(",",))
"""One or two words behind the last comma, that say no place."""

ORDINALS = frozenset({"c:first", "c:second", "c:third", "c:previous"})
"""Never swallowed by a cue such as "last time": they tell one occasion from another."""

_SIDE_BY_SIDE = 3
"""Tokens from one ordinal to the next where they stand for a choice: "first or the second"."""

_OCCASIONS = frozenset({"r:meet", "r:visit", "r:talk", "r:discuss"})
_NOUN_WITHIN = 3
"""Tokens of a question among which stands the noun that it asks for: "which two demands"."""

_MARK = 3
"""Characters behind a meeting that may show that it is only the occasion."""


def without(items: tuple[Item, ...], consumed: frozenset[int]) -> tuple[Item, ...]:
    """Items outside the cue; a name is never swallowed by a cue, and light verbs weigh nothing."""
    return tuple(
        item
        for item in items
        if (
            item.position not in consumed
            or item.kind in ("entity", "topic", "relation")
            or set(item.options) & ORDINALS
        )
        and not (set(item.options) & _LIGHT_RELATIONS)
    )


def cued_characters(cues: Iterable[Cue], utterance: Utterance) -> frozenset[int]:
    """Characters of any Japanese or Chinese cue: without blanks between words they would look like unknown content."""
    return frozenset(place for cue in cues for place in range(cue.first, cue.last) if utterance.tokens[place].cjk)


def without_asides(items: tuple[Item, ...], utterance: Utterance) -> tuple[Item, ...]:
    """Items without unknown words before a colon or the like, or in an address at the end: they are no part of the
    question, where the rest says what is asked ("Tie-breaker: in what month …", "… in your vault, contestant?")."""
    stops = [m.end() for m in _STOPS.finditer(utterance.text) if m.end() < len(utterance.text.rstrip())]
    opening = stops[-1] if stops else 0
    tail = _ADDRESS.search(utterance.text)
    closing = tail.start() if tail else len(utterance.text)

    def inside(item: Item) -> bool:
        return opening <= utterance.tokens[item.position].start < closing

    known = any(item.kind != "unknown" and inside(item) for item in items)
    return tuple(item for item in items if item.kind != "unknown" or inside(item)) if known else items


def without_small_talk(items: tuple[Item, ...], utterance: Utterance, grammar: Grammar) -> tuple[Item, ...]:
    """Items without what somebody tells of himself before he asks: "I am a retired teacher, and my wife laughs at me.
    The name of the minister who … Could you tell me who it was?" """
    ending = find_ending(utterance.text, grammar)
    if ending is None:
        return items
    left = items
    for start, end in find_personal(utterance.text[: ending.start], grammar):
        told = [item for item in left if start <= utterance.tokens[item.position].start < end]
        named = any(item.kind in ("entity", "topic") for item in told)
        left = tuple(item for item in left if item not in told or (named and item.kind != "unknown"))
    return left if any(item.kind in ("entity", "topic") for item in left) else items


def without_request(items: tuple[Item, ...], utterance: Utterance, grammar: Grammar) -> tuple[Item, ...]:
    """Items without the verb that only asks for a quote or the like: "drop the quote where …"."""
    end = find_request_end(utterance, grammar)
    return tuple(i for i in items if i.kind != "relation" or utterance.tokens[i.position].start >= end)


def without_occasion(items: tuple[Item, ...], utterance: Utterance, grammar: Grammar) -> tuple[Item, ...]:
    """Items without a meeting or visit at which something was said, where it is told besides what it was about:
    王毅会谈时怎样评价排海."""
    marks = grammar.words["occasion"]["after"]
    ends = {piece.first: piece.last for piece in utterance.pieces if utterance.tokens[piece.first].cjk}

    def is_occasion(item: Item) -> bool:
        if not (set(item.options) & _OCCASIONS and item.position in ends):
            return False
        end = ends[item.position]
        met = next((ends[other.position] for other in items if other.kind == "entity" and other.position == end), end)
        behind = ("".join(token.folded for token in utterance.tokens[place:][:_MARK]) for place in (end, met))
        return any(text.startswith(mark) for text in behind for mark in marks)

    left = tuple(item for item in items if not is_occasion(item))
    return left if any(item.kind in ("topic", "relation") for item in left) else items


def with_loose_clause(items: tuple[Item, ...], utterance: Utterance, grammar: Grammar) -> tuple[Item, ...]:
    """Items of which those in a clause for the occasion have no part in what is asked, if something is named behind it:
    楊潔篪が東京に来たときの政治対話は何回目."""
    marks = grammar.words["occasion_clause"]["after"]
    ends = [place for mark in marks if (place := utterance.text.find(mark)) > 0]
    edge = min(ends, default=0)

    def inside(item: Item) -> bool:
        return utterance.tokens[item.position].start < edge

    if not any(item.kind in ("entity", "topic") and not inside(item) for item in items):
        return items
    return tuple(replace(item, role="any", hard=False) if inside(item) else item for item in items)


def without_choice(items: tuple[Item, ...]) -> tuple[Item, ...]:
    """Items without ordinals that stand side by side: "the first or the second one" leaves the choice open."""
    ordinals = [item for item in items if set(item.options) & ORDINALS]
    choice = {
        place
        for one, other in pairwise(ordinals)
        if other.position - one.position <= _SIDE_BY_SIDE and one.options != other.options
        for place in (one.position, other.position)
    }
    return tuple(item for item in items if item.position not in choice)


def with_either_verb(items: tuple[Item, ...], utterance: Utterance) -> tuple[Item, ...]:
    """Items of which two verbs with nothing but "or" between them are one: "opened or reopened" asks for either."""
    ends = {piece.first: piece.last for piece in utterance.pieces}
    joined: list[Item] = []
    for item in items:
        last = joined[-1] if joined else None
        if last is not None and last.kind == item.kind == "relation" and last.position in ends:
            between = [token.folded for token in utterance.tokens[ends[last.position] : item.position]]
            if between == ["or"]:
                joined[-1] = replace(last, options=tuple(dict.fromkeys((*last.options, *item.options))))
                continue
        joined.append(item)
    return tuple(joined)


def says_more(item: Item, cued_characters: frozenset[int]) -> bool:
    """Whether an unknown run holds more than a cue and one stray character (争什么 is a verb and "what")."""
    places = set(range(item.position, item.position + len(item.text)))
    return not places & cued_characters or len(places - cued_characters) > 1


def without_light_verb(items: tuple[Item, ...], grammar: Grammar) -> tuple[Item, ...]:
    """Items without a verb that says only who has the noun that is asked for: "which demands did Japan make of"."""
    phrases = grammar.words["light_verbs"]["phrases"]
    nouns = [item for item in items if item.kind in ("relation", "concept") and 0 < item.position <= _NOUN_WITHIN]
    return tuple(item for item in items if item.text not in phrases or not nouns or nouns[0] is item)
