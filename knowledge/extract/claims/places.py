"""Places that no list knows: the name behind "in", "at" or "near"."""

from __future__ import annotations

import re
from collections.abc import Collection

from knowledge.extract.lexicon import load_names
from knowledge.model import Span

_CAPITAL = r"[^\W\d_a-zß-öø-ÿ][\w’'-]*"
_NAMED = re.compile(
    r"\b(?:in|at|near|off|outside)\s+(?:the\s+(?:\w+\s+)?(?:village|town|city|port|district|island)\s+of\s+)?"
    rf"(?P<name>{_CAPITAL}(?:[ -](?:(?:de|da|do|del|la|el|al|an|the|of|upon|sur|am)[ -])?{_CAPITAL})*)"
)
_SHORTEST = 3


def find_unlisted_place(text: str, span: Span, people: Collection[str]) -> str | None:
    """The first name behind a preposition of place that is no day, no month, no body and nobody's; or None.

    `people`: words of the names of the people whom the article names.
    """
    names = load_names()
    for match in _NAMED.finditer(text, span.start, span.end):
        name = re.sub(r"['’]s$", "", match["name"])
        words = re.split(r"[ -]", name)
        owned = name != match["name"]
        if owned or len(name) < _SHORTEST or name.isupper() or words[0] in names.openers:
            continue
        if any(word in people or word in names.no_place for word in words) or words[-1] in names.no_person:
            continue
        return name
    return None
