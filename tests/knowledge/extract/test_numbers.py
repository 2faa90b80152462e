"""Counts and amounts of a clause, and figures that count nothing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.extract.claims.numbers import find_numbers

WORDS = st.sampled_from(
    "about 41 3,660 2.5 1,, 9. $ €4 ¥ million trillion yen ships May 2024 1999 No. five dozens 12% 7 percent 16:30 "
    "a-4 -3 per cent times of the and 1/2 ₹12 crore ٣ ４ ²".split()
)


def fails(reason: str) -> pytest.MarkDecorator:
    return pytest.mark.xfail(reason=reason, strict=True)


@pytest.mark.parametrize(
    ("clause", "values", "amounts"),
    [
        ("the ferry crossed 41 times", ["41 times"], [41]),
        ("four sailors were held", ["four sailors"], [4]),
        ("the loan of about 3.66 trillion yen", ["about 3.66 trillion yen"], [3.66]),
        ("they paid $250 million for it", ["$250 million"], [250]),
        ("exports fell 12% in a year", ["12%"], [12]),
        ("exports fell 12 percent", ["12 percent"], [12]),
        ("more than 1,200 containers", ["more than 1,200 containers"], [1200]),
        ("at least two cranes", ["at least two cranes"], [2]),
        pytest.param(
            "more than 1,200 containers and five cranes", ["more than 1,200 containers", "five cranes"], [1200, 5],
            marks=fails("the words after a number are passed over up to the third, and a number among them is lost"),
        ),
        ("a 14-day ban", ["14 day ban"], [14]),
        ("dozens of trucks waited", ["dozens of trucks waited"], [None]),
    ],
)  # fmt: skip
def test_numbers_of_clause(clause: str, values: list[str], amounts: list[float | None]) -> None:
    found = find_numbers(clause)
    assert [number.value for number in found] == values
    assert [number.n for number in found] == amounts


@pytest.mark.parametrize(
    "clause",
    [
        "on 14 June they met",
        "on June 14 they met",
        pytest.param("on 14 May they met", marks=fails("the month of May is not among the words of the calendar")),
        pytest.param("on May 14 they met", marks=fails("the month of May is not among the words of the calendar")),
        "the treaty of 2024",
        "since 1997, when the port reopened",
        "in 1997 the port reopened",
        "In 2019, exports fell",
        "the 1972 treaty",
        pytest.param("under Article 9 of the treaty", marks=fails("the number of an article counts what follows")),
        pytest.param("at 2 a.m. the ferry sailed", marks=fails("a.m. is taken for something counted")),
        "at 16:30 the ferry sailed",
        "under No. 7 of the list",
        "the ferry sailed",
        "",
    ],
)
def test_days_years_and_clock_times_are_no_counts(clause: str) -> None:
    assert find_numbers(clause) == ()


@given(st.one_of(st.text(max_size=150), st.lists(WORDS, max_size=15).map(" ".join)))
def test_nothing_raises_and_every_number_says_what_it_counts(clause: str) -> None:
    for number in find_numbers(clause):
        assert number.value
        assert number.of
        assert number.value == " ".join(number.value.split())
