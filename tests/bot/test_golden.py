"""Replies that were read and found good stay as they are, word for word."""

from __future__ import annotations

import pytest
import yaml

from knowledge.store import Store
from tests.measure.golden import GOLDEN, Golden, compare, load_golden, render_golden, reply_now

ENTRIES = load_golden()


@pytest.mark.parametrize("golden", [pytest.param(entry, id=entry.name) for entry in ENTRIES])
def test_a_reply_is_as_it_was_read(golden: Golden, store: Store) -> None:
    difference = compare(golden, reply_now(golden, store))
    if difference:
        pytest.fail(f"{difference}\nif it reads well: python -m tests.measure.golden --write", pytrace=False)


def test_there_are_fifty_and_somebody_has_read_each() -> None:
    assert len(ENTRIES) == len({entry.asked for entry in ENTRIES}) >= 50
    assert all(entry.reviewed for entry in ENTRIES)


def test_they_are_written_as_they_are_read() -> None:
    assert render_golden(ENTRIES) == GOLDEN.read_text(encoding="utf-8")


def test_a_difference_shows_both_replies() -> None:
    golden = Golden(asked=("Where?", "When?"), reviewed="", as_of=None, reply="Busan.\n\nThey met.")
    assert compare(golden, "Busan.\n\nThey met.") == ""
    assert compare(golden, "Seoul.\n\nThey met.").splitlines() == [
        "> Where? → When?",
        "--- recorded",
        "+++ now",
        "@@ -1,2 +1,2 @@",
        "-Busan.",
        "+Seoul.",
        " ",
    ]


def test_any_text_survives_the_file() -> None:
    golden = Golden(asked=('say "hi" \\ : #',), reviewed="odd: marks", as_of=None, reply="one\n\n  two: three")
    (entry,) = yaml.safe_load(render_golden([golden]))
    assert entry == {"asked": list(golden.asked), "reviewed": golden.reviewed, "reply": golden.reply}
