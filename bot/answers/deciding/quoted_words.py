"""Whether a fact has the words that a question quotes, where it asks who said them: "who said 'win-win'?"."""

from __future__ import annotations

from bot.answers.finding.found import Found
from bot.answers.finding.stems import find_stems
from bot.answers.question import Question

_LEAST_SHARE = 0.5
"""Of the words between quotation marks so many must be in the fact: people quote from memory."""


def has_quoted_words(found: Found, question: Question) -> bool:
    """Whether at least half of them are in the fact's sentence, or in what it quotes; true of any other question."""
    asked = question.asked
    if asked.answer != "person" or not asked.quotations or question.utterance.language != "en":
        return True
    stems = find_stems(" ".join(asked.quotations))
    quotes = (quote.text for quote in question.knowledge.quotes_of(found.record.number))
    told = find_stems(" ".join((found.record.fact.sentence, *quotes)))
    return not stems or len(stems & told) >= _LEAST_SHARE * len(stems)
