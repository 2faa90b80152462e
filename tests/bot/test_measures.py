"""Amounts of the sort that a question asks for, and no others."""

from __future__ import annotations

import pytest
import yaml

from bot.answers.finding.gap_words import read_gap_words
from bot.shipped import RESOURCES

MEASURES = read_gap_words(yaml.safe_load((RESOURCES / "unreviewed_gaps.yaml").read_text(encoding="utf-8"))).measures


@pytest.mark.parametrize(
    ("question", "sort"),
    [
        ("How many pilots were aboard the ferry?", "count"),
        ("How many kilometres of the line are built?", "length"),
        ("How far is the quay from the lighthouse?", "length"),
        ("What sum do the owners claim?", "money"),
        ("What share of the cost does Norway bear?", "share"),
        ("How long did the talks last?", "duration"),
        ("How old is the ferry?", "age"),
        ("How far have the sides come in their talks?", None),
        ("How large is the Danish grant?", None),
        ("Where does the ferry land?", None),
    ],
)
def test_a_question_asks_for_one_sort(question: str, sort: str | None) -> None:
    assert MEASURES.find_asked(question) == sort


@pytest.mark.parametrize(
    ("sort", "told"),
    [
        ("count", "The ferry had eleven people aboard."),
        ("count", "Of the crew, 12 were Danes and one was a Swede."),
        ("length", "The 77-ton boat lay 4 kilometers off the coast."),
        ("length", "The pilots put it at 1.4km."),
        ("money", "The traders lost no more than 3m baht."),
        ("money", "The fine was $90,000."),
        ("money", "Exports fell to Rs 197 crore."),
        ("money", "A basket sold for N62,000."),
        ("share", "The firm will hold 60 per cent."),
        ("share", "The share is a third."),
        ("age", "The captain, a 44-year-old from Gedser, was let go."),
        ("duration", "They waited for nine hours."),
        ("weight", "Inspectors seized 8.6 tonnes of eel."),
    ],
)
def test_an_amount_is_of_a_sort(sort: str, told: str) -> None:
    assert MEASURES.tells(sort, told, ())


@pytest.mark.parametrize(
    ("sort", "told"),
    [
        ("count", "The 77-ton boat was seen at 3:25 a.m. some 9 kilometers out."),
        ("count", "The ferry left Gedser on 12 May 2025."),
        ("count", "The Daeyang No. 8 was seized."),
        ("money", "The firm has had a depot in Gedser since 2011."),
        ("age", "The ferry was away for three years."),
    ],
)
def test_a_day_a_name_and_another_sort_are_no_answer(sort: str, told: str) -> None:
    assert not MEASURES.tells(sort, told, ())


def test_a_number_of_the_question_tells_nothing_new() -> None:
    assert not MEASURES.tells("count", "The two ferries met.", ("two", "ferries"))
