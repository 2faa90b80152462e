"""Temporal expressions of questions, resolved against Wednesday 15 January 2025."""

from __future__ import annotations

import itertools
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.patterns import holds_any
from knowledge.text import fold_text
from knowledge.timex import _NEEDS, _SOURCES, Timex, find_timexes

TODAY = date(2025, 1, 15)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("in 2015", "2015-01-01", "2015-12-31"),
        ("on 25 November 2023", "2023-11-25", "2023-11-25"),
        ("on november 25th, 2023", "2023-11-25", "2023-11-25"),
        ("on 2023-11-25", "2023-11-25", "2023-11-25"),
        ("in nov 2023", "2023-11-01", "2023-11-30"),
        ("was it in oct 15 or later", "2015-10-01", "2015-10-31"),
        ("in early 2020", "2020-01-01", "2020-04-30"),
        ("in february 2024", "2024-02-01", "2024-02-29"),
        ("in 2024 December", "2024-12-01", "2024-12-31"),
        ("on 2024 December 25", "2024-12-25", "2024-12-25"),
        ("between 2015 and 2024", "2015-01-01", "2024-12-31"),
        ("last year", "2024-01-01", "2024-12-31"),
        ("last december", "2024-12-01", "2024-12-31"),
        ("last month", "2024-12-01", "2024-12-31"),
        ("this week", "2025-01-13", "2025-01-19"),
        ("yesterday", "2025-01-14", "2025-01-14"),
        ("2023年11月25日に", "2023-11-25", "2023-11-25"),
        ("2024年の発言", "2024-01-01", "2024-12-31"),
        ("2024年末", "2024-10-01", "2024-12-31"),
        ("去年12月", "2024-12-01", "2024-12-31"),
        ("昨年", "2024-01-01", "2024-12-31"),
        ("two years ago", "2023-01-01", "2023-12-31"),
        ("2 years ago this month", "2023-01-01", "2023-01-31"),
        ("a month ago", "2024-12-01", "2024-12-31"),
        ("three weeks ago", "2024-12-23", "2024-12-29"),
        ("ten days ago", "2025-01-05", "2025-01-05"),
        ("the year before last", "2023-01-01", "2023-12-31"),
        ("in april of the year before last", "2023-04-01", "2023-04-30"),
        ("the month before last", "2024-11-01", "2024-11-30"),
        ("2年前", "2023-01-01", "2023-12-31"),
        ("三个月前", "2024-10-01", "2024-10-31"),
        ("从2015年到2024年", "2015-01-01", "2024-12-31"),
    ],
)
def test_an_expression_becomes_a_period(text: str, first: str, last: str) -> None:
    (found,) = find_timexes(fold_text(text), TODAY)
    assert (found.first, found.last) == (date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize(
    ("text", "bound"),
    [("before 2020", "before"), ("after 2020", "after"), ("since 2020", "since"), ("until 2020", "until"),
     ("in 2020", "in"), ("2020年以降", "since"), ("2020年まで", "until"), ("2020年以后", "since")],
)  # fmt: skip
def test_a_bound_is_read_with_it(text: str, bound: str) -> None:
    (found,) = find_timexes(fold_text(text), TODAY)
    assert found.bound == bound


@pytest.mark.parametrize(("text", "month"), [("in November", 11), ("the January speech", 1), ("11月に", 11)])
def test_a_month_without_a_year_is_that_of_any_year(text: str, month: int) -> None:
    (found,) = find_timexes(fold_text(text), TODAY)
    assert (found.month, found.first) == (month, None)
    assert found.covers(date(2015, month, 3), date(2015, month, 3))
    assert not found.covers(date(2015, 5, 3), date(2015, 5, 3))


@pytest.mark.parametrize("text", ["may they meet", "march on", "G7", "70th anniversary"])
def test_what_is_no_date_is_left_alone(text: str) -> None:
    assert find_timexes(fold_text(text), TODAY) == ()


@pytest.mark.parametrize(
    "text",
    ["2023-13-40", "2023年13月", "31 June 2024", "2024年2月30日", "30 February", "31 November", "in 0000"],
)
def test_a_day_that_does_not_exist_breaks_nothing(text: str) -> None:
    for found in find_timexes(fold_text(text), TODAY):
        found.covers(date(2024, 11, 1), date(2024, 11, 30))


@given(st.text(alphabet="0123456789-年月日 novembr,.thi", max_size=40))
def test_expressions_stand_in_order_and_none_inside_another(text: str) -> None:
    found = find_timexes(text, TODAY)
    assert all(0 <= each.start < each.end <= len(text) for each in found)
    assert all(left.end <= right.start for left, right in itertools.pairwise(found))


def test_covering_follows_the_bound() -> None:
    def year(bound: str) -> Timex:
        return find_timexes(f"{bound} 2020", TODAY)[0]

    before, within, after = ((date(y, 6, 1), date(y, 6, 30)) for y in (2019, 2020, 2021))
    assert [year("in").covers(*days) for days in (before, within, after)] == [False, True, False]
    assert [year("before").covers(*days) for days in (before, within, after)] == [True, False, False]
    assert [year("after").covers(*days) for days in (before, within, after)] == [False, False, True]
    assert [year("since").covers(*days) for days in (before, within, after)] == [False, True, True]
    assert [year("until").covers(*days) for days in (before, within, after)] == [True, True, False]


@pytest.mark.parametrize(("name", "source"), [pair for pair in _SOURCES if pair[0] in _NEEDS])
@given(data=st.data())
def test_whatever_a_pattern_matches_has_what_the_pattern_is_said_to_need(
    name: str, source: str, data: st.DataObject
) -> None:
    """Else an expression would be missed by whoever asks first, and found by whoever asks later."""
    assert holds_any(data.draw(st.from_regex(source)), _NEEDS[name])
