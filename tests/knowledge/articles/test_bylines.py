"""Authors in labelled lines."""

from __future__ import annotations

import pytest

from knowledge.articles.bylines import find_byline


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("By Ana Lund, Oslo and Bo Sung, Seoul", ("Ana Lund", "Bo Sung")),
        ("From our gallery correspondent, Léonie Lund", ("Léonie Lund",)),
        ("By Ana Lund, Staff Writer", ("Ana Lund",)),
        ("By the sea nobody asked.", ()),
    ],
)
def test_names_in_a_byline(line: str, names: tuple[str, ...]) -> None:
    assert find_byline(line) == names
