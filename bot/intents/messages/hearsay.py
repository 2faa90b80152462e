"""A claim that somebody around whoever asks makes, without him: "My student says Beijing welcomed it. Is that so?"."""

from __future__ import annotations

import re

from bot.intents.items.slots import Grammar
from knowledge.patterns import any_of, holds_any

_LEAST_WORDS = 3
"""Words that a claim needs to stand by itself."""

_MOST_WORDS = 3
"""Words of whoever makes it: "my old history teacher" has three behind its "my"."""


def without_hearsay(text: str, grammar: Grammar) -> str:
    """The claim and what is asked of it, where a message begins with who has told it and he is nobody of the articles.

    Of a question that goes on to ask what somebody said nothing is cut off: it has no claim before it.
    """
    words = grammar.words["hearsay"]
    if not holds_any(text, words["whose"] | words["people"]):
        return text
    whose, people, verbs, whom = (any_of(words[key]) for key in ("whose", "people", "verbs", "whom"))
    told = re.match(
        rf"\s*(?:(?:{whose})(?:\s+[a-z-]+){{1,{_MOST_WORDS}}}?|{people})\s+(?:{verbs})(?:\s+(?:{whom}))?"
        rf"(?:\s+that)?[\s,:]+(?=\S)",
        text,
        re.IGNORECASE,
    )
    rest = text[told.end() :] if told is not None else text
    asks = re.match(
        rf"(?:{any_of(grammar.words['courtesy']['asking'])}|{any_of(words['no_claim'])})\b", rest, re.IGNORECASE
    )
    return text if asks is not None or len(rest.split()) < _LEAST_WORDS else rest
