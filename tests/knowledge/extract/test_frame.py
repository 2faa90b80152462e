"""What an article keeps speaking of."""

from __future__ import annotations

from knowledge.extract.claims.frame import find_frame
from knowledge.extract.units import find_units

TEXT = (
    "Northland and Southland signed a pact. It covers herring. Boats will land in June. "
    "The ferry waits. A second ferry is old. No ferry is new. A harbour was closed."
)


def test_headline_lead_and_what_stands_in_several_sentences() -> None:
    frame = find_frame(TEXT, find_units(TEXT, 0, len(TEXT)), "Fish at last").split()
    assert {"fish", "pact", "herring", "ferry"} <= set(frame)
    assert not {"harbour", "boats", "june"} & set(frame)
    assert frame == sorted(frame)


def test_no_words_no_frame() -> None:
    assert find_frame("", (), None) == ""
