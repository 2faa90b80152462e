"""Who does in a sentence what a word of it tells, and whose a thing in it is."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from functools import lru_cache
from typing import cast

from bot.answers.finding.knowledge import Knowledge
from bot.answers.finding.stems import find_stems
from knowledge.gazetteer import Token, find_pieces, split_tokens
from knowledge.values import dataclass

_ACTING = ("person", "country", "organisation", "document")
_LONGEST_STATE = 2
_NEAR = 5
"""Words between an owner and what is his: "China's “attempts to unilaterally alter"."""

_BEHIND = 4
"""Words between an act and "by" with who does it."""

_JOINED = frozenset({"and", "&"})
_ASIDE = frozenset("of in on to with from over at near into for about against towards around between than".split())
"""Behind one of these somebody is not who does what follows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Named:
    """Somebody whom a sentence names."""

    id: str
    first: int
    last: int
    owner: bool
    """An adjective, or with "'s"."""


def find_told_doers(sentence: str, stems: frozenset[str], knowledge: Knowledge) -> frozenset[str]:
    """Who does in a sentence what a word tells: whoever owns it, stands behind "by", or is named last before it."""
    tokens, named = _read(sentence, cast(Hashable, knowledge))
    place = _place_of(stems, tokens)
    if place is None:
        return frozenset()
    if owner := _owner_of(place, tokens, named):
        return frozenset({owner})
    if by := _named_by(place, tokens, named):
        return frozenset({by})
    return frozenset(_last_before(place, tokens, named))


def find_told_owners(sentence: str, stems: frozenset[str], knowledge: Knowledge) -> frozenset[str]:
    """Whose a thing in a sentence is: "China's “a series of dangerous acts”"."""
    tokens, named = _read(sentence, cast(Hashable, knowledge))
    place = _place_of(stems, tokens)
    owner = (_owner_of(place, tokens, named) or _named_by(place, tokens, named)) if place is not None else None
    return frozenset({owner}) if owner else frozenset()


def _place_of(stems: frozenset[str], tokens: tuple[Token, ...]) -> int | None:
    return next((at for at, token in enumerate(tokens) if stems & {token.folded, *find_stems(token.folded)}), None)


def _owner_of(place: int, tokens: tuple[Token, ...], named: Sequence[_Named]) -> str | None:
    """Whoever stands with "'s" or as an adjective before a place, with nobody and no mark between."""
    before = [one for one in named if one.last <= place]
    last = before[-1] if before else None
    if last is None or not last.owner or place - last.last > _NEAR:
        return None
    if any(token.folded in _ASIDE - {"of", "to"} for token in tokens[last.last : place]):
        return None  # "Japanese citizens for spying"
    return last.id


def _named_by(place: int, tokens: tuple[Token, ...], named: Sequence[_Named]) -> str | None:
    behind = [token.folded for token in tokens[place + 1 : place + 1 + _BEHIND]]
    if "by" not in behind:
        return None
    after = place + 1 + behind.index("by")
    return next((one.id for one in named if 0 < one.first - after <= _LONGEST_STATE), None)


def _last_before(place: int, tokens: tuple[Token, ...], named: Sequence[_Named]) -> Iterator[str]:
    """Whoever is named last before a place, with those who are named beside him; nobody who stands behind "of"."""
    before = [one for one in named if one.last <= place and not one.owner]
    while before:
        one = before.pop()
        lead = tokens[one.first - 1].folded if one.first else ""
        if lead == "the" and one.first > 1:
            lead = tokens[one.first - 2].folded
        if lead in _ASIDE:
            continue
        yield one.id
        if lead not in _JOINED:
            return


@lru_cache(maxsize=1024)
def _read(sentence: str, knowledge: Hashable) -> tuple[tuple[Token, ...], tuple[_Named, ...]]:
    known = cast(Knowledge, knowledge)
    tokens = split_tokens(sentence.replace("’", "'"))
    named = {one.first: one for one in _find_states(tokens, known)}
    for piece in find_pieces(tokens, known.find_aliases, known.resource("irregular")):
        entities = (known.entity(target.id) for target in piece.targets if target.kind == "entity")
        entity = next((e for e in entities if e is not None), None)
        if entity is None or entity.kind not in _ACTING or entity.kind == "country":
            continue
        for at in range(piece.first, piece.last):
            named.pop(at, None)
        owner = tokens[piece.last - 1].possessive
        named[piece.first] = _Named(id=entity.id, first=piece.first, last=piece.last, owner=owner)
    return tokens, tuple(named[first] for first in sorted(named))


def _find_states(tokens: tuple[Token, ...], knowledge: Knowledge) -> Iterator[_Named]:
    keys = {
        " ".join(token.folded for token in tokens[at : at + size])
        for at in range(len(tokens)) for size in range(1, _LONGEST_STATE + 1)
    }  # fmt: skip
    aliases = knowledge.find_aliases(keys)
    at = 0
    while at < len(tokens):
        for last in range(min(len(tokens), at + _LONGEST_STATE), at, -1):
            key = " ".join(token.folded for token in tokens[at:last])
            entities = (knowledge.entity(t.id) for t in aliases.get(key, ()) if t.kind == "entity")
            state = next((e for e in entities if e is not None and (e.kind == "country" or e.metonym_for)), None)
            if state is not None and tokens[at].text != tokens[at].text.lower():
                adjective = state.kind == "country" and key != state.name.en.lower().removeprefix("the ")
                owner = tokens[last - 1].possessive or (adjective and not tokens[at].text.isupper())
                yield _Named(id=state.metonym_for or state.id, first=at, last=last, owner=owner)
                at = last - 1
                break
        at += 1
