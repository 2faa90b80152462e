"""Papers and agencies that a question names, and whether it names them as those in whose articles something stands."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Protocol

from bot.intents.items.slots import Grammar, Names
from bot.intents.model import Interpretation, Item
from bot.utterance import Utterance
from knowledge.gazetteer import join_key, split_tokens
from knowledge.model import Entity
from knowledge.text import fold_text
from knowledge.values import dataclass

_MOST_OUTLETS = 200
_LONGEST_NAME = 6
"""Tokens of a part of an outlet's name that may be its alias."""

_SHORTEST_NAME = 3
"""Letters of an outlet's name of one word."""

_REACH = 3
"""Tokens of "according to the", "as reported by"."""

_BEHIND = 2
"""Tokens within which "article" stands behind an outlet's name."""

_CJK_REACH = 8


class Press(Names, Protocol):
    """What reading the papers of a question needs of the knowledge base."""

    def outlets(self, limit: int) -> tuple[str, ...]: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedOutlet:
    """A paper or agency that a question names with the tokens `[first, last)`."""

    first: int
    last: int
    item: Item
    publishers: tuple[str, ...]
    """The outlets of articles here that have its name; none where no article here is from it."""


def find_outlets(items: tuple[Item, ...], utterance: Utterance, names: Press) -> list[NamedOutlet]:
    """Organisations that a question names, and outlets of articles here that nothing else knows; in order."""
    ends = {piece.first: piece.last for piece in utterance.pieces}
    named = [(i, e) for i in items if i.position in ends and not i.carried and (e := _organisation(i, names))]
    published = names.outlets(_MOST_OUTLETS)
    found = [
        NamedOutlet(
            first=first, last=last, publishers=(publisher,),
            item=Item(kind="entity", options=(), text=publisher, position=-1),
        )
        for publisher in published
        for first, last in _places_of(publisher, utterance)
    ]  # fmt: skip
    aliases = _aliases_of(published, names) if named else {}
    for item, entity in named:
        first, last = item.position, ends[item.position]
        same = [outlet for outlet in found if outlet.first < last and first < outlet.last]
        if any(outlet.last - outlet.first > last - first for outlet in same):
            continue  # the state in an outlet's name
        publishers = (*aliases.get(entity.id, ()), *(name for outlet in same for name in outlet.publishers))
        found = [outlet for outlet in found if outlet not in same]
        found.append(NamedOutlet(first=first, last=last, item=item, publishers=tuple(dict.fromkeys(publishers))))
    return sorted(found, key=lambda outlet: outlet.first)


def is_cited(outlet: NamedOutlet, asked: Interpretation, utterance: Utterance, grammar: Grammar) -> bool:
    """Whether an outlet is named as one in whose articles something stands, and not as what is asked about."""
    words, tokens = grammar.words["outlets"], utterance.tokens
    if asked.answer == "identity" or tokens[outlet.first].text in utterance.corrected.values():
        return False  # "in Kyoto" was read as the agency Kyodo
    behind = "".join(token.folded for token in tokens[outlet.last : outlet.last + _CJK_REACH])
    if tokens[outlet.first].cjk or not behind.isascii():
        near = any(behind.startswith(word) for word in words["after"] if not word.isascii())
        return near or tells(outlet, utterance, grammar)
    place = outlet.first
    while place and tokens[place - 1].folded in words["between"]:
        place -= 1
    if place and tokens[place - 1].folded in words["about"]:
        return False
    if asked.answer == "articles":
        return True
    if any(join_key(tokens[max(0, place - count) : place]) in words["before"] for count in range(1, _REACH + 1)):
        return True
    return article_behind(outlet, utterance, grammar) >= 0 or tells(outlet, utterance, grammar)


def article_behind(outlet: NamedOutlet, utterance: Utterance, grammar: Grammar) -> int:
    """The place of "article" behind an outlet's name, where at most a word that tells which one stands between: "the
    Kyodo speech article"; -1 where none stands there."""
    behind = [token.folded for token in utterance.tokens[outlet.last : outlet.last + _BEHIND]]
    after = grammar.words["outlets"]["after"]
    return next((outlet.last + place for place, word in enumerate(behind) if word in after), -1)


def tells(outlet: NamedOutlet, utterance: Utterance, grammar: Grammar) -> bool:
    """Whether it is asked what an outlet tells: "what did the Post report about"."""
    words, tokens = grammar.words["outlets"], utterance.tokens
    behind = "".join(token.folded for token in tokens[outlet.last :])
    if tokens[outlet.first].cjk or not behind.isascii():
        return any(word in behind for word in words["cjk_telling"])
    place = outlet.first
    while place and tokens[place - 1].folded in words["between"]:
        place -= 1
    before = tokens[place - 1].folded if place else ""
    return before in words["helping"] and join_key(tokens[outlet.last : outlet.last + 1]) in words["telling"]


def _organisation(item: Item, names: Press) -> Entity | None:
    found = (names.entity(option[2:]) for option in item.options if option.startswith("e:"))
    return next((entity for entity in found if entity is not None and entity.kind == "organisation"), None)


def _places_of(publisher: str, utterance: Utterance) -> list[tuple[int, int]]:
    """Where a question has the whole name of an outlet, but for what stands in brackets."""
    name = _words_of(publisher)
    typed = [token.folded for token in utterance.tokens]
    if not name or (len(name) == 1 and len(name[0]) < _SHORTEST_NAME):
        return []
    starts = [place for place in range(len(typed) - len(name) + 1) if typed[place : place + len(name)] == name]
    if len(name) == 1:  # "the Mirror", but no mirror
        starts = [place for place in starts if utterance.tokens[place].text[:1].isupper()]
    return [(place, place + len(name)) for place in starts]


@lru_cache(maxsize=256)
def _words_of(publisher: str) -> list[str]:
    name = [token.folded for token in split_tokens(publisher.split("(")[0].split("（")[0])]
    return name[1:] if name[:1] == ["the"] else name


def _aliases_of(published: tuple[str, ...], names: Press) -> dict[str, tuple[str, ...]]:
    """For each entity the outlets that have one of its names: of the agency those that print what it sends."""
    keys = _keys_of(published)
    found: dict[str, tuple[str, ...]] = {}
    for key, targets in names.find_aliases(list(keys)).items():
        for target in targets:
            if target.kind == "entity":
                found[target.id] = tuple(dict.fromkeys((*found.get(target.id, ()), *keys[key])))
    return found


@lru_cache(maxsize=8)
def _keys_of(published: tuple[str, ...]) -> Mapping[str, list[str]]:
    """Every run of words in the names of outlets, with the outlets in whose name it stands."""
    keys: dict[str, list[str]] = {}
    for publisher in published:
        tokens = split_tokens(fold_text(publisher))
        for first in range(len(tokens)):
            for last in range(first + 1, min(len(tokens), first + _LONGEST_NAME) + 1):
                keys.setdefault(join_key(tokens[first:last]), []).append(publisher)
    return keys
