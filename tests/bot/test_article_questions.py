"""Questions about articles that only a program has read do not get worse, and least of all more wrong."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from tests.measure.article_questions import ask_all

_FOLDER = Path(__file__).parents[1] / "evaluation" / "articles" / "6"
_LEAST_RIGHT = 0.55
_MOST_WRONG = 0.12
_LEAST_REFUSED = 0.86


def test_questions_about_invented_articles() -> None:
    asked = ask_all(_FOLDER)
    outcomes = Counter(each.outcome for each in asked)
    unanswerable = [each for each in asked if not each.gold.answerable]
    assert outcomes["right"] >= _LEAST_RIGHT * len(asked)
    assert outcomes["wrong"] <= _MOST_WRONG * sum(each.answered for each in asked)
    assert sum(not each.answered for each in unanswerable) >= _LEAST_REFUSED * len(unanswerable)
