"""The words by which a claim is held against a fact: `checking.yaml` as a value, and what both sides are read with."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from functools import lru_cache
from typing import cast

from bot.answers.finding.knowledge import Knowledge
from bot.answers.finding.stems import line_up
from bot.answers.question import Question
from knowledge.loaded import Loaded
from knowledge.values import dataclass

Words = Mapping[str, frozenset[str]]

NEUTRAL = frozenset({"be", "say", "mention", "describe", "report", "happen"})
"""Relations that a claim expresses without a verb of its own."""

BOTH_ALIKE = frozenset({"meet", "talk", "agree", "disagree", "discuss", "shake-hands", "cooperate", "host", "be"})
"""Relations in which it does not matter who is named first."""

NUMBER_WORDS = {
    word: str(n)
    for n, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen".split()
    )
} | {"twenty": "20", "thirty": "30", "forty": "40", "fifty": "50", "hundred": "100", "dozen": "12"}


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundWords:
    """The lists by which a claim is held against what a program found."""

    uncounted: frozenset[str]
    pronouns: frozenset[str]
    before_dates: frozenset[str]
    date_words: frozenset[str]
    opens_circumstances: frozenset[str]
    adds: frozenset[str]
    before_places: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckWords:
    """The lists of `checking.yaml` that decide whether a fact bears a claim out."""

    function: Words
    negations: Words
    intended: Words
    saying: Words
    light: frozenset[str]
    """English words whose order says nothing."""

    found: FoundWords


def read_check_words(data: Loaded) -> CheckWords:
    """The value of the parsed `checking.yaml`."""

    def lists(name: str) -> Words:
        return {key: frozenset(map(str, words)) for key, words in data[name].items()}

    return CheckWords(
        function=lists("function_words"),
        negations=lists("negations"),
        intended=lists("intended"),
        saying=lists("saying"),
        light=lists("function_words")["en"] | lists("negations")["en"],
        found=FoundWords(**lists("found")),
    )


def check_words_of(question: Question) -> CheckWords:
    """The lists of the knowledge base from which a question is answered; read when the first claim comes."""
    return _read(cast(Hashable, question.knowledge))


@lru_cache(maxsize=8)
def _read(knowledge: Hashable) -> CheckWords:
    return read_check_words(cast(Knowledge, knowledge).resource("checking"))


def claimed_relations(question: Question) -> set[str]:
    """All relations of a claim but "be", also those that questions use without meaning them."""
    targets = (target for piece in question.utterance.pieces for target in piece.targets)
    return {target.id for target in targets if target.kind == "relation"} - {"be"}


def plain_words(text: str) -> str:
    return line_up(text)
