"""A request to be told, before a question that stands by itself: "Kindly advise us how …"."""

from __future__ import annotations

import re

from bot.intents.slots import Grammar

_LEAST_WORDS = 3
"""Words that a question needs to stand by itself."""


def without_courtesy(text: str, grammar: Grammar) -> str:
    """The question alone, where a message begins with nothing but a request to be told it.

    A "then" or the like behind a comma at its end only ties it to what was said, and goes too.
    """
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
    left = left if len(left.split()) >= _LEAST_WORDS else text
    if not re.match(rf"\s*(?:{_any(grammar.words['choice']['openers'])})\b", left, re.IGNORECASE):
        return left  # "who was minister then" asks for a time
    tail = re.search(rf",\s*(?:{_any(words['tails'])})\s*(?=[?!.]*\s*$)", left, re.IGNORECASE)
    return f"{left[: tail.start()]}{left[tail.end() :]}" if tail is not None else left


def _any(words: frozenset[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
