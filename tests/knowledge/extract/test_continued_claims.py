"""A claim without a date that goes on with the one before is of the same day; anything else stays undated."""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge.articles.reader import read_article
from knowledge.extract.corpus import make_article_pack
from knowledge.extract.extraction import extract_article
from knowledge.extract.relations import load_relation_finder

HEAD = "Ministers of Kenya and Tanzania meet in Arusha\n\nARUSHA, March 14, 2025 (Savanna Wire) — "


@pytest.mark.parametrize(
    ("before", "following", "day"),
    [
        ("Kenya and Tanzania agreed on Tuesday to reopen it.", "They also agreed to share the fees.", "2025-03-11"),
        ("The Kenyan ministry said on Tuesday that talks went on.", "It also said the envoys had met.", "2025-03-11"),
        ("Kenya and Tanzania agreed on Tuesday to reopen the market.", "They also plan to share the fees.", None),
        ("Kenya and Tanzania agreed on Tuesday to reopen the market.", "The market feeds four towns.", None),
        ("Kenya and Tanzania agreed in 2019 to reopen the market.", "They also agreed to share the fees.", None),
        ("Kenya and Tanzania will sign on Monday.", "They also agreed to share the fees.", None),
    ],
)  # fmt: skip
def test_claim_that_goes_on_is_of_the_day_before_it(
    before: str, following: str, day: str | None, tmp_path: Path
) -> None:
    file = tmp_path / "market.txt"
    file.write_text(f"{HEAD}{before} {following}\n", encoding="utf-8")
    pack = make_article_pack(extract_article(read_article(file)), load_relation_finder())
    told = next(fact for fact in pack.facts if fact.sentence.endswith(following[-12:]))
    assert (told.when.start.isoformat() if told.when else None) == day
