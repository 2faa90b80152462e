"""Which words of a claim a date belongs to."""

from __future__ import annotations

from datetime import date

import pytest

from knowledge.extract.claims.dated_parts import find_dated_parts
from knowledge.extract.dates.expressions import find_dates
from knowledge.extract.relations import load_relation_finder
from knowledge.model import Period, Span

TODAY = date(2025, 10, 16)


def parts_of(text: str) -> list[tuple[str, str | None]]:
    whole = Span(start=0, end=len(text))
    dates = [
        (d.span, Period(start=d.first, end=d.last, precision="day"))
        for d in find_dates(text, [whole], TODAY)
        if d.first is not None and d.last is not None
    ]
    verbs = [word.start for word in load_relation_finder()(text) if not word.is_noun]
    return [
        (p.words, p.when.start.isoformat() if p.when else None) for p in find_dated_parts(text, whole, dates, verbs)
    ]


@pytest.mark.parametrize(
    ("text", "words", "day"),
    [
        ("The post in Melilla, which Morocco closed on August 1, 2018, will reopen in 2026.", "closed", "2018-08-01"),
        (
            "The post in Melilla, which Morocco closed on August 1, 2018, will reopen in 2026.",
            "will reopen",
            "2026-01-01",
        ),
        ("Both will hold a drill from 8 to 12 June 2026, the coast guard said on Tuesday.", "drill", "2026-06-08"),
        ("Both will hold a drill from 8 to 12 June 2026, the coast guard said on Tuesday.", "said", "2025-10-14"),
        ("Kenya recalled its envoy on Thursday after soldiers seized two boats.", "seized", None),
        ("They came to blows on 19 May 2017, when a patrol boat ordered a crew out.", "ordered", "2017-05-19"),
        (
            "It stopped, citing the agreement that both had signed on 26 June 1992.",
            "the agreement that both had signed",
            "1992-06-26",
        ),
        ("The court ruled on Monday that the islet belongs to Honduras.", "belongs", None),
        ("On Monday it will be two years since Riyadh and Tehran announced a pact.", "announced", "2023-10-20"),
    ],
)
def test_date_of_an_act(text: str, words: str, day: str | None) -> None:
    assert [when for told, when in parts_of(text) if words in told] == [day]


@pytest.mark.parametrize("text", ["They met in Rome on Monday.", "They met.", "On Monday, in Rome, after dark."])
def test_claim_of_one_part(text: str) -> None:
    assert parts_of(text) == []
