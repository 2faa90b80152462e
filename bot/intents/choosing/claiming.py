"""Whether an utterance puts something forward as true, and whether it denies it."""

from __future__ import annotations

import re
from collections.abc import Mapping

from bot.intents.choosing.catalogue import Catalogue
from bot.intents.items.slots import Grammar
from bot.intents.model import IntentName, Item
from bot.utterance import Utterance
from knowledge.gazetteer import join_key

_GRAMMAR = frozenset({"function", "filler", "generic"})
_NEGATIONS = frozenset({"not", "no", "never", "nobody", "none", "nothing", "nor", "without", "neither", "cannot"})

_TOPIC = "は"

_SAID = (1, 2)
"""So many things a short sentence says of somebody: "the president", "of South Korea"."""


def is_claim(
    utterance: Utterance, cued: set[IntentName], catalogue: Catalogue, items: tuple[Item, ...], grammar: Grammar
) -> bool:
    """A whole sentence without any question word, put forward to be checked, or one with "correct?" behind it."""
    opening = [join_key(utterance.tokens[:count]) for count in (1, 2)]
    if grammar.has("asking", "en", opening[0]) or any(grammar.has("asking", "requests", words) for words in opening):
        return False
    if any(word in utterance.text for word in grammar.words["asking"]["cjk"]):
        return False
    if "check_claim" in cued and not any(catalogue.intents[name].group == "wh" for name in cued - {"find_latest"}):
        return True
    asking = any(catalogue.intents[name].group in ("wh", "frame") for name in cued)
    verb = any(item.kind == "relation" for item in items)
    return (
        not asking
        and verb
        and is_finite(utterance, items, grammar)
        and utterance.language == "en"
        and len(utterance.tokens) >= 6
        and not {"what", "how", "which"} & {token.folded for token in utterance.tokens}
    )


def says_what_is(utterance: Utterance, items: tuple[Item, ...], grammar: Grammar) -> bool:
    """Whether an English sentence says what somebody named is, and asks nothing: "Kamikawa was defence minister.",
    "busan is in north korea"."""
    words, lists = [token.folded for token in utterance.tokens], grammar.words["asking"]
    if utterance.language != "en" or not items or "or" in words or lists["en"] & set(words):
        return False
    named = next((p for p in utterance.pieces if p.first == items[0].position), None)
    if (
        named is None
        or items[0].kind != "entity"
        or not set(words[: named.first]) <= grammar.words["en"]["determiners"]
    ):
        return False
    said = [item for item in items[1:] if item.position > named.last and item.kind in ("entity", "concept")]
    return len(said) == len(items) - 1 in _SAID and words[named.last : named.last + 1][:1] in (
        ["is"],
        ["was"],
        ["are"],
        ["were"],
    )


def asks_plainly(utterance: Utterance, items: tuple[Item, ...], grammar: Grammar) -> bool:
    """Whether a Japanese sentence in the plain form is asked by its mark alone: 王毅は上川外相と会談した？, or without
    any verb: 首相は岸田？"""
    text = utterance.text.rstrip()
    told = len(items) + len(utterance.timexes) > 1 or any(item.kind == "relation" for item in items)
    if utterance.language != "ja" or not text.endswith(("?", "？")) or not told or not items:
        return False
    words = grammar.words["asking"]
    if any(word in text for word in words["cjk"] | words["choices"] | grammar.words["counters"]["asking"]):
        return False
    stem = text.rstrip("?？ ")
    return stem.endswith(tuple(words["plain_ends"])) or _equates(stem, utterance, items)


def _equates(stem: str, utterance: Utterance, items: tuple[Item, ...]) -> bool:
    """Whether a sentence ends with what or when its topic is said to be: "the prime minister is Kishida?"."""
    if {"?", "？"} & set(stem):
        return False  # "a part? all of it?"
    if any(timex.end == len(stem) and stem[: timex.start].endswith(_TOPIC) for timex in utterance.timexes):
        return True
    last = max(items, key=lambda item: item.position)
    ends = any(piece.first == last.position and piece.last == len(utterance.tokens) for piece in utterance.pieces)
    topic = any(token.folded == _TOPIC for token in utterance.tokens[items[0].position + 1 : last.position])
    return ends and topic and last.kind in ("entity", "concept")


def leaves_open(utterance: Utterance) -> bool:
    """Whether a Japanese question ends where its answer would stand, and so claims nothing: 中国側を代表したのは？"""
    return utterance.language == "ja" and utterance.text.rstrip("?？。 　").endswith(_TOPIC)


def is_negated(utterance: Utterance, grammar: Grammar) -> bool:
    """Whether the claim itself is denied: not in "isn't it?" behind it, nor in "Didn't he …?" before it."""
    if utterance.language == "ja":
        return _is_negated_ja(utterance.text, grammar.words["negation"])
    if utterance.language == "zh":
        return _is_negated_zh(utterance, grammar.words["negation"])
    words = [token.folded for token in utterance.tokens]
    tag = len(words) - 2 if words[-2:-1] == ["not"] else -1
    opening = 1 if words[1:2] == ["not"] else -1
    return any(word in _NEGATIONS for place, word in enumerate(words) if place not in (tag, opening))


def _is_negated_ja(text: str, words: Mapping[str, frozenset[str]]) -> bool:
    """Whether the last predicate of a Japanese sentence is denied: 抗議していないのですか, but not したのではないか."""
    text = text.rstrip("?？!！。 ")
    for word in sorted(words["ja"], key=len, reverse=True):
        place = text.rfind(word)
        if place >= 0 and _is_made_of(text[place + len(word) :], words["tails_ja"]):
            return not any(
                place - len(asking) < found <= place and found + len(asking) > place
                for asking in words["asking_ja"]
                for found in (text.rfind(asking),)
                if found >= 0
            )
    return False


def _is_made_of(text: str, parts: frozenset[str]) -> bool:
    """Whether a text is a row of some parts."""
    ends = {0}
    for start in range(len(text)):
        if start in ends:
            ends |= {start + len(part) for part in parts if text.startswith(part, start)}
    return len(text) in ends


def _is_negated_zh(utterance: Utterance, words: Mapping[str, frozenset[str]]) -> bool:
    """Whether a Chinese sentence denies what it tells: 没有接受, but not 有没有接受, 不可接受 or 接受了没有."""
    text = utterance.text
    asked = words["asked_zh"] if text.rstrip("?？ ").endswith(("吗", "嗎")) else frozenset()
    for asking in sorted(words["asking_zh"] | asked, key=len, reverse=True):
        text = text.replace(asking, " " * len(asking))
    longer = [
        (utterance.tokens[piece.first].start, utterance.tokens[piece.last - 1].end)
        for piece in utterance.pieces
        if piece.last - piece.first > 1 and any(target.kind not in _GRAMMAR for target in piece.targets)
    ]
    verbs = {
        utterance.tokens[piece.first].start
        for piece in utterance.pieces
        if any(target.kind == "relation" for target in piece.targets)
    }
    return any(
        not any(start <= found.start() < end for start, end in longer) and (len(word) > 1 or found.end() in verbs)
        for word in words["zh"]
        for found in re.finditer(word, text)
    )


def is_finite(utterance: Utterance, items: tuple[Item, ...], grammar: Grammar) -> bool:
    """Whether there is a verb in a finite form, without which nothing is claimed: "Outcome of the trip in March?"."""
    words = [token.folded for token in utterance.tokens]
    verbs = {words[i.position] for i in items if i.kind == "relation" and 0 <= i.position < len(words)}
    lists = grammar.words["en"]
    past = lists["past"] & set(words[:-1])
    return bool(past or lists["finite"] & set(words)) or any(w.endswith(("ed", "s")) for w in verbs)
