"""How a question begins that asks for something else than its verb says: "drop the quote" drops nothing."""

from __future__ import annotations

import re
from collections.abc import Collection

from bot.intents.items.slots import ACTING_KINDS, Grammar, Names, kinds_of
from bot.intents.model import Item
from bot.utterance import Utterance
from knowledge.gazetteer import join_key
from knowledge.patterns import any_of, holds_any

_MOST_NAMING = 4
"""Words between "name the" and "who"."""


def asks_how_taken(utterance: Utterance, grammar: Grammar) -> bool:
    """Whether it is asked how something was received: "how did China take the report", not "take part"."""
    words = grammar.words["taken"]
    if not holds_any(utterance.text, words["how"]):
        return False
    how, verbs, behind = any_of(words["how"]), any_of(words["verbs"]), any_of(words["behind"])
    return _opens(rf"{_fillers(grammar)}{how} .+ {verbs} (?:{behind}|\w+'s)\b", utterance) is not None


def find_request_end(utterance: Utterance, grammar: Grammar) -> int:
    """Where in the text a request for a quote or the like ends that a question opens with, 0 where none does."""
    words = grammar.words["sending"]
    if not holds_any(utterance.text, words["nouns"]):
        return 0
    verbs, nouns = any_of(words["verbs"]), any_of(words["nouns"])
    to, before = any_of(words["to"]), any_of(words["before"])
    found = _opens(rf"{_fillers(grammar)}{verbs} (?:{to} )*(?:{before} )?(?:\w+ )?{nouns}\b", utterance)
    return found.end() if found is not None else 0


def sets_against(utterance: Utterance, grammar: Grammar) -> bool:
    """Whether a question opens with "set A's words against B's"."""
    words = grammar.words["setting"]
    return _opens(rf"{_fillers(grammar)}{any_of(words['verbs'])} .+ {any_of(words['against'])} ", utterance) is not None


def names_somebody(utterance: Utterance, grammar: Grammar) -> bool:
    """Whether a question opens with "name the aide who"."""
    words = grammar.words["naming"]
    noun = rf"(?: [\w'’-]+){{1,{_MOST_NAMING}}}"
    pattern = rf"{_fillers(grammar)}{any_of(words['verbs'])} {any_of(words['before'])}{noun} {any_of(words['who'])}\b"
    return _opens(pattern, utterance) is not None


def asks_meaning(utterance: Utterance, items: tuple[Item, ...], names: Names, grammar: Grammar) -> bool:
    """Whether it is asked what a term means, and not what somebody means by it: "What does Wang mean?"."""
    words = grammar.words["meaning"]
    if not holds_any(utterance.text, words["verbs"]):
        return False
    does, before, verbs = any_of(words["does"]), any_of(words["before"]), any_of(words["verbs"])
    match = re.search(rf"\bwhat {does} (?:{before} )*(.+?) (?:\w+ly )?{verbs}\b", utterance.text.casefold())
    if match is None:
        return False
    inside = [i for i in items if match.start(1) <= utterance.tokens[i.position].start < match.end(1)]
    return bool(inside) and not any(kinds_of(item, names) & ACTING_KINDS for item in inside)


def _opens(pattern: str, utterance: Utterance) -> re.Match[str] | None:
    return re.match(pattern, utterance.text, re.IGNORECASE)


def _fillers(grammar: Grammar) -> str:
    """What may stand before the first word that counts."""
    return rf"\W*(?:{any_of(grammar.words['fillers']['opening'])}\W+)*"


def gives_thanks(utterance: Utterance, items: tuple[Item, ...], grammar: Grammar, thanks: Collection[str]) -> bool:
    """Whether a message is nothing but thanks, whatever they are for: "Cheers, that settled our argument!".

    Args:
        thanks: the words that give thanks.
    """
    opening = [join_key(utterance.tokens[:count]) for count in (1, 2)]
    thanked = bool(set(opening) & set(thanks)) or utterance.text.startswith(tuple(w for w in thanks if not w.isascii()))
    asks = any(mark in utterance.raw for mark in "?？") or any(item.kind in ("entity", "topic") for item in items)
    behind = [token.folded for token in utterance.tokens[1:3]]
    goes_on = any(word in grammar.words["ellipsis"]["start"] for word in behind)
    return thanked and not asks and not goes_on
