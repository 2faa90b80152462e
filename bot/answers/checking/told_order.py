"""Whether a fact tells two things in the other order than a claim: "before the release", and a ban after it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

from bot.answers.finding.found import Found
from bot.answers.finding.stems import find_stems
from bot.answers.question import Question
from knowledge.gazetteer import find_latin_words
from knowledge.loaded import Loaded
from knowledge.text import fold_text
from knowledge.values import dataclass

_WITHIN = 14
"""Words on either side of "before" among which what it orders is looked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class InTime:
    """What a text puts in order, as the words around "before" or "after" and what these may be forms of."""

    earlier: frozenset[str]
    later: frozenset[str]


def tells_other_order(found: Found, question: Question) -> bool:
    """Whether what comes first in a claim comes last in the fact; English only, as facts are."""
    asked = question.asked
    if question.utterance.language != "en" or not asked.polar or asked.negated:
        return False
    words = question.knowledge.resource("grammar")["order_in_time"]
    little = frozenset(question.knowledge.resource("checking")["function_words"]["en"])
    claimed = _read(question.utterance.text, words, little)
    if not claimed:
        return False
    told = _read(found.record.fact.sentence, words, little)
    return any(_is_contrary(one, other) for one in claimed for other in told)


def _is_contrary(claimed: InTime, told: InTime) -> bool:
    """Whether what is later in a claim is told to be the earlier, and not the later as well."""
    return bool(claimed.later & told.earlier) and not claimed.later & told.later


def _read(text: str, words: Loaded, little: frozenset[str]) -> tuple[InTime, ...]:
    typed = tuple(find_latin_words(fold_text(text)))
    return tuple(_find(typed, words, little))


def _find(typed: Sequence[str], words: Loaded, little: frozenset[str]) -> Iterable[InTime]:
    for name in ("before", "after"):
        for phrase in words[name]:
            parts = tuple(phrase.split())
            for place in range(1, len(typed) - len(parts) + 1):
                if tuple(typed[place : place + len(parts)]) == parts:
                    left = _near(typed[max(0, place - _WITHIN) : place], little)
                    right = _near(typed[place + len(parts) : place + len(parts) + _WITHIN], little)
                    yield InTime(earlier=left, later=right) if name == "before" else InTime(earlier=right, later=left)


def _near(typed: Sequence[str], little: frozenset[str]) -> frozenset[str]:
    return frozenset().union(*(_forms(word) for word in typed if word not in little))


@lru_cache(maxsize=2048)
def _forms(word: str) -> frozenset[str]:
    return frozenset(find_stems(word)) | {word}
