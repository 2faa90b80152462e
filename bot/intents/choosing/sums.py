"""Whether a message asks for a sum, which no article tells: "what is 12 times 14"."""

from __future__ import annotations

import re

from bot.intents.items.slots import Grammar
from bot.intents.model import Item
from bot.utterance import Utterance

_NUMBER = r"\d+(?:[.,]\d+)?\s*%?"


def asks_for_sum(utterance: Utterance, items: tuple[Item, ...], grammar: Grammar) -> bool:
    """Whether two numbers stand around a word or sign of reckoning with nothing behind them, and nothing is named that
    articles tell of: "2 plus 2 talks" are talks."""
    if any(item.kind in ("entity", "topic") for item in items):
        return False
    between, behind = (_any_of(grammar.words["sums"][key]) for key in ("operators", "behind"))
    pattern = rf"(?<![\w.]){_NUMBER}\s*{between}\s*{_NUMBER}\s*(?:[?？=.!,]|$|{behind})"
    return re.search(pattern, utterance.raw, re.IGNORECASE) is not None


def _any_of(words: frozenset[str]) -> str:
    longest = sorted(words, key=lambda word: (-len(word), word))
    whole = (rf"\b{re.escape(word)}\b" if word.isascii() and word[0].isalpha() else re.escape(word) for word in longest)
    return f"(?:{'|'.join(whole)})"
