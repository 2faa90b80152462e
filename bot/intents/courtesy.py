"""A request to be told, before a question that stands by itself: "Kindly advise us how …"."""

from __future__ import annotations

import re

from bot.intents.slots import Grammar

_LEAST_WORDS = 3
"""Words that a question needs to stand by itself."""


def without_courtesy(text: str, grammar: Grammar) -> str:
    """The question alone, where a message begins with nothing but a request to be told it."""
    words = grammar.words["courtesy"]
    opening, telling, whom, rest, asking = (
        _any(words[key]) for key in ("opening", "telling", "whom", "rest", "asking")
    )
    request = re.match(
        rf"\s*(?:(?:{opening})[\s,]+)*(?:{telling})(?:\s+(?:{whom}))?(?:\s+(?:{rest}))*[\s,:]+(?=(?:{asking})\b)",
        text,
        re.IGNORECASE,
    )
    left = text[request.end() :] if request is not None else text
    return left if len(left.split()) >= _LEAST_WORDS else text


def _any(words: frozenset[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
