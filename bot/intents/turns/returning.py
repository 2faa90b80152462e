"""A question that goes back to what the conversation began with: "Returning to my first point: which waters?"."""

from __future__ import annotations

import re

from bot.intents.items.slots import Grammar
from bot.intents.model import Dialogue
from knowledge.patterns import any_of
from knowledge.values import replace


def return_to_opening(text: str, dialogue: Dialogue, grammar: Grammar) -> tuple[str, Dialogue]:
    """The question without the words that go back, and the conversation as it was after its first question."""
    if not dialogue.opening:
        return text, dialogue
    words = grammar.words["returning"]
    verbs, which, nouns, cjk = (any_of(words[key]) for key in ("verbs", "which", "nouns", "cjk"))
    back = re.match(
        rf"\s*(?:{verbs}\s+to\s+(?:my|the|our)\s+{which}\s+{nouns}\b|{cjk})[\s,:;、，：-]*",
        text,
        re.IGNORECASE,
    )
    if back is None or not text[back.end() :].strip():
        return text, dialogue
    return text[back.end() :], replace(dialogue, items=dialogue.opening, events=(), facts=(), articles=())
