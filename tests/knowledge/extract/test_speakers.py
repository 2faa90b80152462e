"""Who says what stands between quotation marks, in short passages of all kinds of news."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from knowledge.extract.model import FoundQuote
from knowledge.extract.quotes.quotes import read_speech
from tests.knowledge.passages import read_passage

FAMILIES: dict[str, list[dict[str, Any]]] = yaml.safe_load(
    Path(__file__).with_name("speakers.yaml").read_text(encoding="utf-8")
)
CASES = [
    pytest.param(
        case,
        id=f"{family}: {' '.join(case['text'].split())[:50]}",
        marks=[pytest.mark.xfail(reason=case["fails"], strict=True)] if "fails" in case else [],
    )
    for family, cases in FAMILIES.items()
    for case in cases
]
NEWS_WORDS = st.sampled_from(
    "the minister said told reporters “ ” ‘ ’ \" ' « » 「 」 . , : ; ? ! — he she they Ana Kovac Mr Lim, asked in "
    "a statement according to his counterpart latter who “No,” Q: A: don’t \n\n officials Japan Kenyan president".split(
        " "
    )
)


def tell_found(quote: FoundQuote) -> str:
    words = quote.text.rstrip(",，")
    if not quote.attributed:
        return f"{words} | nobody"
    person = quote.speaker.person if quote.speaker else None
    return f"{words} | {person.name if person else 'somebody unnamed'}"


def tell_expected(quote: dict[str, Any]) -> str:
    words = quote["text"].rstrip(",，")
    return f"{words} | {quote['speaker'] or ('somebody unnamed' if quote['attributed'] else 'nobody')}"


@pytest.mark.parametrize("case", CASES)
def test_speakers_of_passage(case: dict[str, Any]) -> None:
    found = [quote for quote in read_speech(read_passage(case["text"], case.get("byline"))).quotes if quote.marked]
    assert [tell_found(quote) for quote in found] == [tell_expected(quote) for quote in case["quotes"]]
    for quote, expected in zip(found, case["quotes"], strict=True):
        described = (quote.speaker.description if quote.speaker else None) or ""
        assert expected.get("as", "").casefold() in described.casefold()


@given(st.one_of(st.text(max_size=150), st.lists(NEWS_WORDS, max_size=25).map(" ".join)))
def test_spans_give_back_their_text_and_nothing_raises(text: str) -> None:
    article = read_passage(text)
    speech = read_speech(article)
    for quote in speech.quotes:
        assert text[quote.span.start : quote.span.end] == quote.text
        if quote.marked:
            unit = speech.units[quote.sentence].span
            assert unit.start <= quote.span.start <= quote.span.end <= unit.end
        assert quote.attributed or quote.speaker is None
    for person in speech.people:
        assert person.mentions
        assert all(0 <= span.start < span.end <= len(text) for span in person.mentions)


@given(st.lists(NEWS_WORDS, max_size=25).map(" ".join))
def test_same_passage_gives_the_same_speakers(text: str) -> None:
    first, second = (read_speech(read_passage(text)).quotes for _ in range(2))
    assert first == second
