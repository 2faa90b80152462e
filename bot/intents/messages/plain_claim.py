"""A claim asked in a plain way: "Isn't it a fact that they met?", "They met, didn't they?" and "Didn't they meet?" ask
whether they met. Whether it is a lie that they did asks the same, but has no yes."""

from __future__ import annotations

import re
from collections.abc import Mapping

from bot.intents.items.slots import Grammar
from knowledge.patterns import any_of, compile_late, holds_any

_LEAST_WORDS = 3
"""Words that a claim needs to stand by itself."""

_ASKED = ", right?"
_DOUBTED = ", is that a myth?"

_DENIED_OPENING = compile_late(
    r"^\s*(?P<verb>did|does|do|is|are|was|were|has|have|had|could|should|would)n['’]?t\s+(?=\S)",
    re.IGNORECASE,
    needs=("n't", "n’t", "nt "),
)
"""Whoever asks "Didn't they meet?" takes it that they did."""

_TIES = ("that", "who", "which")

_TAG = compile_late(
    r",\s*(?:did|does|do|is|are|was|were|has|have|had|could|should|would)(?:n['’]?t)?\s+(?:he|she|it|they|that)"
    r"(?:\s+not)?\s*\?+\s*$",
    re.IGNORECASE,
    needs=(",",),
)
_DENIED = compile_late(r"\b(?:not|never|no|nobody|nothing|none)\b|n['’]t\b", re.IGNORECASE)
_QUOTED = compile_late(r"^[\s:,]*[\"“'‘](?P<claim>[^\"”]+)[\"”'’][\s?.!]*$", needs=('"', "“", "'", "‘"))


def as_plain_claim(text: str, grammar: Grammar) -> str:
    """A claim with "right?" behind it in the place of all that means the same: it is read best so."""
    words = grammar.words["claim_frames"]
    for frames, asked in ((words["doubted"], _DOUBTED), (words["put_forward"], _ASKED)):
        if not holds_any(text, frames):
            continue
        framed = re.match(rf"\s*{any_of(frames)}(?!\w)[\s:,]*(?P<claim>\S.*)$", text, re.IGNORECASE | re.DOTALL)
        claim = _unquoted(framed["claim"]) if framed is not None else ""
        if _is_whole(claim, grammar):
            return as_cleft(claim, words) + asked
    tag = _TAG.search(text)
    if tag is not None and not _DENIED.search(text[: tag.start()]):
        return as_cleft(text[: tag.start()], words) + _ASKED
    opening = _DENIED_OPENING.match(text)
    if opening is not None and not _DENIED.search(text[opening.end() :]):
        return f"{opening['verb']} {text[opening.end() :]}"
    return as_cleft(text, words)


def as_cleft(text: str, words: Mapping[str, frozenset[str]]) -> str:
    """ "It was X that did it" for "X is the one that did it", "Was X the one that did it" and "the one that did it was
    X"."""
    if not holds_any(text, _TIES):
        return text
    nouns, ties, being = any_of(words["the_one"]), any_of(_TIES), "(?:is|was|are|were)"
    so, name = r"\s*(?:so\s+)?", r"(?-i:[A-Z])[^\s?.!]*"
    first = re.match(rf"{so}(?P<who>(?!it\b)\S+(?:\s+\S+){{0,3}}?)\s+{being}\s+the\s+{nouns}\s+{ties}\s", text, re.I)
    if first is not None:
        return f"It was {first['who']} that {text[first.end() :]}"
    asked = re.match(
        rf"\s*(?P<be>{being})\s+(?P<who>(?!it\b)\S+(?:\s+\S+){{0,3}}?)\s+the\s+{nouns}\s+{ties}\s", text, re.I
    )
    if asked is not None:
        return f"{asked['be']} it {asked['who']} that {text[asked.end() :]}"
    who = rf"(?P<who>{name}(?:\s+{name}){{0,2}})\s*[?.!]*$"
    last = re.match(rf"{so}the\s+{nouns}\s+{ties}\s+(?P<did>.+)\s+{being}\s+{who}", text, re.I)
    return f"It was {last['who']} that {last['did']}" if last is not None else text


def _is_whole(claim: str, grammar: Grammar) -> bool:
    """Whether something is claimed, and no other question follows."""
    asks = re.match(rf"{any_of(grammar.words['courtesy']['asking'])}\b", claim, re.IGNORECASE)
    return asks is None and len(claim.split()) >= _LEAST_WORDS


def _unquoted(claim: str) -> str:
    """A claim without its end, and without marks around the whole of it: they quote nobody."""
    quoted = _QUOTED.match(claim)
    return (quoted["claim"] if quoted is not None else claim).rstrip(" ?.!")
