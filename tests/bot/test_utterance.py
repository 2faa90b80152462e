"""Reading what somebody typed: what is quoted, and what only has an apostrophe."""

from __future__ import annotations

from datetime import date

import pytest

from bot.utterance import read_utterance
from bot.vocabulary import Vocabulary
from knowledge.store import Store
from knowledge.text import find_quotations


@pytest.mark.parametrize(
    ("typed", "quoted"),
    [
        ("who said 'healthy and correct'", ["healthy and correct"]),
        ("who said 'it's the right track'?", ["it's the right track"]),
        ("'strategic and mutually beneficial', who coined that?", ["strategic and mutually beneficial"]),
        ("who said ‘healthy and correct’", ["healthy and correct"]),
        ("the ministers' meeting and Wang's 'right track' talk", ["right track"]),
        ("Japan's ban and China's view of the states' rights", []),
        ("rock 'n roll and 'tis over", []),
    ],
)
def test_several_words_between_single_marks_are_quoted(store: Store, typed: str, quoted: list[str]) -> None:
    raw = read_utterance(typed, Vocabulary(store, frozenset()), date(2025, 1, 1)).raw
    assert [raw[span.start : span.end] for span in find_quotations(raw)] == quoted
