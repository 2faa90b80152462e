"""Whether a fact has the words that a question puts in somebody's mouth: “who said "never again war"?” is not answered
by words about a war-torn country. Words that are remembered a little wrongly are found all the same."""

from __future__ import annotations

from bot.answers.finding.found import Found
from bot.answers.finding.stems import find_stems, find_words
from bot.answers.question import Question

_SHARE = 0.7
"""Share of the quoted words that a fact must have: more than two of three."""

_SHORTEST = 3
"""Letters of the shortest word that counts, and of what two words must begin with alike: "act" for "action"."""


def has_quoted_words(found: Found, question: Question) -> bool:
    """Whether a fact has most of the words of each quotation, where it is asked who said them."""
    asked = question.asked
    if asked.answer != "person" or "saying" not in asked.signs or question.utterance.language != "en":
        return True
    quotes = (quote.text for quote in question.knowledge.quotes_of(found.record.number))
    told = " ".join((found.record.fact.sentence, *quotes))
    return all(_holds(text, told) for text in asked.quotations)


def _holds(quotation: str, sentence: str) -> bool:
    words = [word for word in find_words(quotation) if len(word) >= _SHORTEST]
    stems, told = find_stems(sentence), find_words(sentence)
    held = [word for word in words if find_stems(word) & stems or any(_are_alike(word, other) for other in told)]
    return not words or len(held) >= _SHARE * len(words)


def _are_alike(one: str, other: str) -> bool:
    return min(len(one), len(other)) >= _SHORTEST and (one.startswith(other) or other.startswith(one))
