"""What a terse question asks for by the one word at its end: "1st Wang-Kamikawa meeting, city?"."""

from __future__ import annotations

from bot.intents.model import IntentName, Item
from bot.intents.slots import Grammar
from bot.utterance import Utterance
from knowledge.patterns import compile_late

_LAST = compile_late(r"[,:;–—-]\s+(?:(\w+)\s+)?(\w+)\s*[?.!]*\s*$")
_ASKING: tuple[IntentName, ...] = ("find_place", "find_time")


def find_terse(utterance: Utterance, grammar: Grammar) -> IntentName | None:
    """The intent that the last word shows where it stands alone behind a comma; None where none does."""
    found = _LAST.search(utterance.text.casefold())
    words = grammar.words["terse"]
    if found is None or (found[1] is not None and found[1] not in words["before"]):
        return None
    return next((name for name in _ASKING if found[2] in words[name]), None)


def without_last(items: tuple[Item, ...], utterance: Utterance) -> tuple[Item, ...]:
    """Items without that word, which is what is asked for."""
    return tuple(item for item in items if item.position != len(utterance.tokens) - 1)
