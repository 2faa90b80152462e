"""What a terse question asks for by one word at its edge: "1st Wang-Kamikawa meeting, city?", "source iwaya visit"."""

from __future__ import annotations

from bot.intents.choosing.claiming import is_finite
from bot.intents.items.slots import Grammar
from bot.intents.model import IntentName, Item
from bot.utterance import Utterance
from knowledge.patterns import compile_late

_LAST = compile_late(r"[,:;–—-]\s+(?:(\w+)\s+)?(\w+)\s*[?.!]*\s*$")
_ASKING: tuple[IntentName, ...] = ("find_place", "find_time")
_KEYED: IntentName = "list_articles"
_LAST_KEYS: tuple[IntentName, ...] = (_KEYED, "find_count", "refuse_private")
_MOST_KEYS = 7
"""Tokens up to which names and nouns without a verb are keys, and no sentence."""


def find_terse(utterance: Utterance, grammar: Grammar) -> IntentName | None:
    """The intent that the last word shows where it stands alone behind a comma; None where none does."""
    found = _LAST.search(utterance.text.casefold())
    words = grammar.words["terse"]
    if found is None or (found[1] is not None and found[1] not in words["before"]):
        return None
    return next((name for name in _ASKING if found[2] in words[name]), None)


def is_of_keys(utterance: Utterance, items: tuple[Item, ...], grammar: Grammar) -> bool:
    """Whether an utterance is a few words without a finite verb or a pronoun, as one types them into a search box."""
    known = grammar.words["pronouns"]
    pronouns = known["thing"] | known["person"] | known["people"]
    tokens = utterance.tokens
    short = utterance.language == "en" and 1 < len(tokens) <= _MOST_KEYS
    return short and not any(t.folded in pronouns for t in tokens) and not is_finite(utterance, items, grammar)


def find_key(utterance: Utterance, grammar: Grammar) -> tuple[IntentName, int] | None:
    """The intent that the first or last of a few keys shows, and its place: "source iwaya visit", "trade volume", but
    not "source of the quarrel", nor "sources say", where it is a part of what is asked about."""
    words, tokens = grammar.words["terse"], utterance.tokens
    for name in _LAST_KEYS:
        if tokens[-1].folded in words[name]:
            return name, len(tokens) - 1
    following = next((piece for piece in utterance.pieces if piece.first == 1), None)
    saying = following is not None and any(target.kind == "relation" for target in following.targets)
    tied = tokens[1].folded in words["tied"] or tokens[1].folded.isdigit() or saying
    return (_KEYED, 0) if tokens[0].folded in words[_KEYED] and not tied else None


def without_word(items: tuple[Item, ...], place: int) -> tuple[Item, ...]:
    """Items without the word that shows what is asked for."""
    return tuple(item for item in items if item.position != place)
