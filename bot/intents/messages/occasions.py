"""A question for how things stood on an occasion that the question tells: "Who led Japan when Abe met Yang?", "Was Abe
in office when Yang came?"."""

from __future__ import annotations

import re
from collections.abc import Mapping

from bot.intents.items.slots import Grammar
from knowledge.patterns import any_of, compile_late, holds_any
from knowledge.values import dataclass

_LEAST_WORDS = 2
"""Words that what is asked and the occasion need each: "when asked" is none."""

_QUESTION = compile_late(r"\b(?:who|whom|whose|which|what)\b|[谁誰哪何]", re.IGNORECASE)
_CLAIM = compile_late(r"\s*(?:is|was|were|are)\s", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Occasion:
    """The two halves of such a question, as they were typed."""

    asked: str
    told: str


def split_occasion(text: str, grammar: Grammar) -> Occasion | None:
    """What is asked, and the occasion; None where a question tells none."""
    words = grammar.words["occasion_split"]
    if holds_any(text, words["meetings"]):
        met = re.fullmatch(
            rf"(.+?),?\s+(?:in|at|during)\s+(?:his|her|their|the)\s+{any_of(words['meetings'])}\s+with\s+(.+?)",
            text.strip(),
            re.IGNORECASE,
        )
        if met is not None and _is_whole(met[1], f"met {met[2]}"):
            return Occasion(asked=_as_question(met[1]), told=f"he met {met[2].rstrip(' ?!.')}")
    return _split_at(text, words) if holds_any(text, words["before"]) else _split_behind(text, words)


def _split_at(text: str, words: Mapping[str, frozenset[str]]) -> Occasion | None:
    """At words that open an occasion: "Who was premier at the time that …"."""
    before = any_of(words["before"])
    behind = re.fullmatch(rf"(.+?)[\s,]+{before}\s+(.+?)", text.strip(), re.IGNORECASE | re.DOTALL)
    if behind is not None and _is_whole(behind[1], behind[2]):
        return Occasion(asked=_as_question(behind[1]), told=behind[2].rstrip(" ?!."))
    ahead = re.fullmatch(rf"{before}\s+(.+?),\s*(.+)", text.strip(), re.IGNORECASE | re.DOTALL)
    if ahead is not None and _is_whole(ahead[2], ahead[1]):
        return Occasion(asked=ahead[2], told=ahead[1])
    return _split_behind(text, words)


def _split_behind(text: str, words: Mapping[str, frozenset[str]]) -> Occasion | None:
    """At words that stand behind the occasion, as in Japanese and Chinese."""
    for mark in sorted(words["after"], key=len, reverse=True):
        told, found, asked = text.partition(mark)
        if found and told.strip() and _QUESTION.search(asked) and not _QUESTION.search(told):
            return Occasion(asked=asked.lstrip("、，, "), told=told)
    return None


def _is_whole(asked: str, told: str) -> bool:
    whole = all(len(part.split()) >= _LEAST_WORDS for part in (asked, told))
    asks = _QUESTION.search(asked) is not None or is_being_claimed(asked)
    return whole and asks and _QUESTION.search(told) is None


def is_being_claimed(asked: str) -> bool:
    """Whether it is asked whether somebody was something then, and not who was."""
    return _CLAIM.match(asked) is not None


def _as_question(text: str) -> str:
    return f"{text.rstrip(' ,')}?"
