"""What a question wants by its wording, where its intent asks for no more than facts: "what sum", "on which days",
"what made Seoul give up".

Of an unreviewed claim nobody has written down how readers ask for it, so that its numbers, dates and reasons are held
against these words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

from bot.answers.finding.stems import find_words
from bot.intents.model import AnswerKind
from knowledge.loaded import Loaded
from knowledge.patterns import any_of
from knowledge.values import dataclass

_ADJECTIVES = 4
"""Words between "what" and what is asked for: "what total catch", "what weekly cost"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WantedWords:
    """The part `wants` of `unreviewed_gaps.yaml`; see the comments there."""

    amounts: tuple[str, ...]
    degrees: tuple[str, ...]
    moments: tuple[str, ...]
    before_moment: tuple[str, ...]
    reasons: tuple[str, ...]
    causes: tuple[str, ...]
    verbs: tuple[str, ...]
    number_words: frozenset[str]
    time_words: tuple[str, ...]

    def find_kind(self, text: str) -> AnswerKind | None:
        """The kind of answer that a question's words want; None where they name none."""
        return next((kind for kind, pattern in _kinds(self).items() if pattern.search(text)), None)

    def asks_by_verb(self, text: str) -> bool:
        """Whether "what" is followed by a verb and not by what it is of: "What worries Vietnam?"."""
        return _by_verb(self).match(text) is not None

    def find_new_number(self, told: str, asked: Iterable[str]) -> bool:
        """Whether a sentence has a number, in digits or spelt out, that the question has not."""
        known = frozenset(asked)
        return any((word[0].isdigit() or word in self.number_words) and word not in known for word in find_words(told))

    def tells_time(self, told: str) -> bool:
        """Whether a sentence says when, by words that no date stands for: "within five days", "before dawn"."""
        return _times(self).search(told) is not None


def read_wanted_words(data: Loaded) -> WantedWords:
    """The value of the part `wants` of the parsed file."""
    names = ("amounts", "degrees", "moments", "before_moment", "reasons", "causes", "verbs", "time_words")
    lists = {name: tuple(data[name]) for name in names}
    return WantedWords(**lists, number_words=frozenset(data["number_words"]))


@lru_cache(maxsize=8)
def _kinds(words: WantedWords) -> Mapping[AnswerKind, re.Pattern[str]]:
    which = rf"\b(?:what|which)(?:['’]s|\s+(?:is|was|are|were))?(?:\s+[\w'’-]+){{0,{_ADJECTIVES}}}?\s+"
    return {
        "time": _compile(rf"\b{any_of(words.before_moment)}\s+(?:what|which)\s+(?:exact\s+)?{any_of(words.moments)}\b"),
        "number": _compile(
            rf"^(?:\w+\s+)?{which}{any_of(words.amounts)}\b|\b{any_of(words.before_moment)}\s+{which}{any_of(words.amounts)}\b"
            rf"|^how\s+{any_of(words.degrees)}\b"
        ),
        "reason": _compile(rf"^(?:\w+\s+)?{which}{any_of(words.reasons)}\b|^{any_of(words.causes)}\b"),
    }


@lru_cache(maxsize=8)
def _by_verb(words: WantedWords) -> re.Pattern[str]:
    # "What worries Vietnam", "What befell an old man": a noun has a verb or "of" behind it.
    return re.compile(
        rf"\s*[Ww]hat\s+(?:{any_of(words.verbs)}\b|[a-z]+(?:s|ed|t)\s+(?:the|an?|her|his|its|their|[A-Z]\w+)\s)"
    )


@lru_cache(maxsize=8)
def _times(words: WantedWords) -> re.Pattern[str]:
    return _compile(rf"\b(?:{'|'.join(words.time_words)})\b")


def _compile(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)
