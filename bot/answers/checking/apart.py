"""Whether a fact tells that two things were apart which a claim puts on one day: "on the same day", "one day after"."""

from __future__ import annotations

import re

from bot.answers.finding.found import Found
from bot.answers.question import Question


def tells_apart(found: Found, question: Question) -> bool:
    """Whether the day, week, month or year of which a claim says that it was the same is counted between them."""
    if not question.asked.polar or question.asked.negated:
        return False
    asked, told = question.utterance.text.casefold(), found.record.fact.sentence
    words = question.knowledge.resource("grammar")["same"]
    units = [unit for unit, phrases in words.items() if any(phrase in asked for phrase in phrases)]
    return any(re.search(rf"\b{unit}s? (?:after|before|later|earlier)\b", told) for unit in units)
