"""Places that no list knows."""

from __future__ import annotations

import pytest

from knowledge.extract.claims.places import find_unlisted_place
from knowledge.model import Span

PEOPLE = frozenset(("Ilse", "Brandt"))


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("The committee meets in Badagry on March 15.", "Badagry"),
        ("They met in the fishing village of Krasno-Polje at dawn.", "Krasno-Polje"),
        ("A dinner was held near Villa del Prado.", "Villa del Prado"),
        ("The vote is set for a Monday in March.", None),
        ("They have trust in Brandt and in Parliament.", None),
        ("The word stands in Article 9.", None),
        ("She said so in Gornje’s market.", None),
        ("The talks went on for a week.", None),
    ],
)
def test_place_behind_a_preposition(text: str, place: str | None) -> None:
    assert find_unlisted_place(text, Span(start=0, end=len(text)), PEOPLE) == place
