"""The characters with which a match can begin: never too few."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.extract.dates.first_letters import can_begin, find_beginnings, fold_beginning

SOURCES = (
    r"(?:the )?(?P<day>\d{1,2}) (?:of )?(?:May|June)",
    r"(?<=\bby )spring|[^ab]x|.y",
    r"a*b+c?",
    r"[a-c\d]{0,2}z",
    r"FY ?(?!x)(?:20)?\d\d",
    r"\w+day\b|(?i:last|next)\sweek",
)


@pytest.mark.parametrize("source", SOURCES)
@given(st.text(alphabet="the 21MayJuneFYxbyspringabcz.dlstwk5\n", max_size=12))
def test_what_matches_can_begin_so(source: str, text: str) -> None:
    if re.match(source, text, re.IGNORECASE):
        assert can_begin(find_beginnings(source), fold_beginning(text, 0))


@pytest.mark.parametrize(
    ("source", "text", "expected"),
    [
        (r"(?:the )?last (?:week|month)", "LAST week", True),
        (r"(?:the )?last (?:week|month)", "Lisbon", False),
        (r"(?:the )?last (?:week|month)", "the", True),
        (r"\d{1,2} May", "1\u00a0May", True),
        (r"\d{1,2} May", "May", False),
        (r"x?", "", True),
    ],
)
def test_beginning_tells_texts_apart(source: str, text: str, expected: bool) -> None:
    assert can_begin(find_beginnings(source), fold_beginning(text, 0)) is expected
