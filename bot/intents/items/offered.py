"""What a question for a place offers as an answer: "…, on TV or at some briefing, or where?"."""

from __future__ import annotations

import re

from bot.intents.items.slots import Grammar
from bot.intents.model import Item
from bot.utterance import Utterance
from knowledge.patterns import any_of, holds_any

_MOST_WORDS = 4
"""Words of one choice behind its preposition."""


def find_offered(utterance: Utterance, grammar: Grammar) -> str:
    """The end of a question that only offers places to choose from; empty where there is none."""
    words = grammar.words["offering"]
    asks = any(token.folded in words["asking"] for token in utterance.tokens)
    if not (asks and holds_any(utterance.text, (" or ",))):
        return ""
    before, rest = any_of(words["before"]), any_of(words["rest"])
    choice = rf"{before}(?: [\w'’-]+){{1,{_MOST_WORDS}}}?"
    pattern = rf"(?<=[\w,] ){choice}(?:,? (?:or )?{choice})*,? or (?:{choice}|{rest})[?!. ]*$"
    found = re.search(pattern, utterance.text, re.IGNORECASE)
    return found[0] if found is not None else ""


def is_of_setting(offered: str, items: tuple[Item, ...], utterance: Utterance, grammar: Grammar) -> bool:
    """Whether what is offered is no place that is known but an occasion or a medium: "on TV"."""
    named = any(item.kind == "entity" and _is_inside(item, offered, utterance) for item in items)
    words = set(re.findall(r"[a-z]+", offered.lower()))
    return not named and bool(words & grammar.words["offering"]["settings"])


def without_offered(items: tuple[Item, ...], utterance: Utterance, offered: str) -> tuple[Item, ...]:
    """Items without the choices, if something is left to find the answer by."""
    left = tuple(item for item in items if not _is_inside(item, offered, utterance))
    return left if any(item.kind in ("entity", "topic") for item in left) else items


def _is_inside(item: Item, offered: str, utterance: Utterance) -> bool:
    return utterance.tokens[item.position].start >= len(utterance.text) - len(offered)
