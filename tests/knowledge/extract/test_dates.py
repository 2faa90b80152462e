"""Temporal expressions of news: found, resolved, and left alone where there are none."""

from __future__ import annotations

import itertools
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from knowledge.extract.dates.expressions import find_dates
from knowledge.extract.dates.patterns import Pattern, PatternSet, load_cjk, load_english
from knowledge.model import Span

DAY = date(2024, 5, 15)
CASES: list[dict[str, Any]] = yaml.safe_load(Path(__file__).with_name("dates.yaml").read_text(encoding="utf-8"))
FORMS = [(forms, pattern) for forms in (load_english(), load_cjk()) for pattern in forms.patterns]
NEWS_WORDS = st.sampled_from(
    "on in the 14th of May Monday last next two years ago after that 2012 from to between and 8:50 a.m. first week "
    "days later Easter fiscal Feb. 30 31 0 99999 99 centuries quarter every night 昨年 13月 45日 令和 年 から".split()
)


def whole(text: str) -> tuple[Span, ...]:
    return (Span(start=0, end=len(text)),)


def lines(text: str) -> list[Span]:
    """Each line of a case is a block of its article."""
    return [Span(start=found.start(), end=found.end()) for found in re.finditer(r"[^\n]+", text)]


@pytest.mark.parametrize("case", CASES, ids=[case["text"][:50] for case in CASES])
def test_dates_of_sentence(case: dict[str, Any]) -> None:
    day = case.get("doc", DAY)
    day = date.fromisoformat(day) if isinstance(day, str) else day
    found = find_dates(case["text"], lines(case["text"]), day)
    assert [f"{item.text} | {item.value}" for item in found] == case["dates"]


@pytest.mark.parametrize(("forms", "pattern"), FORMS, ids=[f"{pattern.rule}: {pattern.like}" for _, pattern in FORMS])
def test_pattern_matches_its_own_example(forms: PatternSet, pattern: Pattern) -> None:
    # Some stand only behind one of these words, or before another.
    starts = {
        f"{before} {pattern.like}{after}": len(before) + 1
        for before in ("by", "for", "on", "its")
        for after in ("", " ferry")
    }
    matching = [
        text
        for text, at in starts.items()
        for found, match in forms.matches(text, at, len(text))
        if found is pattern and match.group() == pattern.like
    ]
    assert matching
    assert all(starts[text] in set(forms.starts(text, 0, len(text))) for text in matching)


def test_only_blocks_are_searched() -> None:
    text = "Published 3 March 2024\nThe ship sailed on 1 March.\nUpdated 4 March 2024"
    body = Span(start=text.index("The"), end=text.index("\nUpdated"))
    assert [item.text for item in find_dates(text, [body], DAY)] == ["1 March"]


def test_narrative_goes_on_from_block_to_block() -> None:
    text = "The boats collided on 2 May.\nA week later they collided again."
    first = Span(start=0, end=text.index("\n"))
    second = Span(start=text.index("\n") + 1, end=len(text))
    assert [item.value for item in find_dates(text, [first, second], DAY)] == ["2024-05-02", "2024-05-09"]


def test_stamp_of_a_live_blog_tells_the_time_but_is_none_of_its_words() -> None:
    text = "14:32\nThe two sides broke up. They meet again in an hour's time."
    blocks = [Span(start=0, end=5), Span(start=6, end=len(text))]
    assert [item.value for item in find_dates(text, blocks, DAY)] == ["2024-05-15T15:32"]


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("in 2012", date(2012, 1, 1), date(2012, 12, 31)),
        ("in fiscal 2026", date(2026, 4, 1), date(2027, 3, 31)),
        ("on the night of 2 May", date(2024, 5, 2), date(2024, 5, 2)),
        ("in the first quarter of 2027", date(2027, 1, 1), date(2027, 3, 31)),
        ("in the winter of 2023", date(2023, 12, 1), date(2024, 2, 29)),
        ("last week", date(2024, 5, 6), date(2024, 5, 12)),
        ("in the 1980s", date(1980, 1, 1), date(1989, 12, 31)),
        ("for nine hours", None, None),
        ("every quarter", None, None),
        ("in recent days", None, None),
    ],
)
def test_days_that_an_expression_covers(text: str, first: date | None, last: date | None) -> None:
    (found,) = find_dates(text, whole(text), DAY)
    assert (found.first, found.last) == (first, last)


def test_fiscal_year_of_other_countries_is_the_calendar_year() -> None:
    (found,) = find_dates("in fiscal 2026", whole("in fiscal 2026"), DAY, japanese_fiscal_years=False)
    assert (found.value, found.first) == ("FY2026", date(2026, 1, 1))


@given(
    st.one_of(st.text(max_size=200), st.lists(NEWS_WORDS, max_size=20).map(" ".join)),
    st.sampled_from([DAY, None, date.min, date.max]),
)
def test_spans_give_back_their_text_and_nothing_raises(text: str, day: date | None) -> None:
    found = find_dates(text, whole(text), day)
    for item in found:
        assert text[item.span.start : item.span.end] == item.text
        assert item.value
        assert item.first is None or item.last is None or item.first <= item.last
    for before, after in itertools.pairwise(found):
        assert before.span.start <= after.span.start
