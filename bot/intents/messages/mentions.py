"""Whether somebody brought something up, as the question for his words on it: "did she mention Taiwan?"."""

from __future__ import annotations

import re

from bot.intents.items.slots import Grammar
from knowledge.patterns import any_of, holds_any

_MOST_WORDS = 5
"""Words of whoever is asked about: "the Chinese foreign minister Wang Yi"."""


def ask_for_words_on_it(text: str, grammar: Grammar) -> str | None:
    """The question what one party said on a matter; None where it is not asked whether it was brought up, or where
    several are to have talked it over: of these none need have said a word that is told."""
    asked = _read(text, grammar)
    if (
        asked is None
        or {word.lower() for word in asked["who"].split()} & grammar.words["mentioned_at_all"]["no_one_party"]
    ):
        return None
    return f"what did {asked['who']} say about {asked['matter']}"


def ask_both_for_words(text: str, grammar: Grammar) -> tuple[str, str] | None:
    """The same of each of two who are to have talked it over: "did Wang and Kamikawa discuss Taiwan?"."""
    asked = _read(text, grammar)
    one, _, other = asked["who"].partition(" and ") if asked is not None else ("", "", "")
    if (
        asked is None
        or not other
        or {*one.lower().split(), *other.lower().split()} & grammar.words["mentioned_at_all"]["no_one_party"]
    ):
        return None
    return f"what did {one} say about {asked['matter']}", f"what did {other} say about {asked['matter']}"


def _read(text: str, grammar: Grammar) -> re.Match[str] | None:
    """Who is to have brought up what."""
    words = grammar.words["mentioned_at_all"]
    if not holds_any(text, words["verbs"]):
        return None
    leading, adverbs, verbs, noun = (any_of(words[key]) for key in ("leading", "adverbs", "verbs", "nouns"))
    asked = re.fullmatch(
        rf"\s*(?:{leading}[\s,]+)*(?:did|does|has|had)\s+(?P<who>\S+(?:\s+\S+){{0,{_MOST_WORDS - 1}}}?)\s+"
        rf"(?:{adverbs}\s+)*"
        rf"(?P<verb>{verbs})\s+(?:(?:the\s+)?{noun}\s+of\s+)?(?P<matter>[^?,;]+?)(?:\s+{any_of(words['closing'])})?[\s?!.]*",
        text,
        re.IGNORECASE,
    )
    heads = {word.lower().rstrip("s") for word in asked["matter"].split()[:2]} if asked is not None else set()
    return None if heads & words["no_matters"] else asked  # whoever raises concerns has said no word on concerns
