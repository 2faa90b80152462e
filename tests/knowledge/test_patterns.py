"""A pattern that is compiled late finds what one that is compiled at once finds."""

from __future__ import annotations

import re

import pytest

from knowledge.patterns import compile_late, holds_any
from knowledge.scripts import MASK, has_cjk, is_all_cjk, is_cjk, mask_cjk

TEXTS = ("", "no mark here", "one, two", "岸田首相は、東京で", "A, B, and C")


@pytest.mark.parametrize("texts", [TEXTS, TEXTS[::-1]], ids=("without a match first", "with a match first"))
@pytest.mark.parametrize("needs", [(), (",", "、")], ids=("needs nothing", "needs a comma"))
def test_each_method_gives_what_the_library_gives(texts: tuple[str, ...], needs: tuple[str, ...]) -> None:
    late, soon = compile_late(r"([,、])\s*(\w)", needs=needs), re.compile(r"([,、])\s*(\w)")
    for text in texts:
        assert late.findall(text) == soon.findall(text)
        assert [m.span() for m in late.finditer(text)] == [m.span() for m in soon.finditer(text)]
        assert late.split(text) == soon.split(text)
        assert late.sub(r"\2", text) == soon.sub(r"\2", text)
        assert (late.search(text) is None) == (soon.search(text) is None)
        assert late.match(text) is late.fullmatch(text) is None


def test_flags_and_capitals_count() -> None:
    assert compile_late("who", re.IGNORECASE, needs=("who",)).match("WHO is it?")
    assert holds_any("WHO is it?", ("how", "who"))
    assert not holds_any("Is it?", ("how", "who"))


def test_a_mask_keeps_each_place() -> None:
    text = "APECで岸田と・Xi met, 봐!"
    assert mask_cjk(text) == f"APEC{MASK * 4}・Xi met, {MASK}!"
    assert [place for place, letter in enumerate(text) if is_cjk(letter)] == [
        place for place, letter in enumerate(mask_cjk(text)) if letter == MASK
    ]


@pytest.mark.parametrize(("text", "some", "only"), [("Xi", False, False), ("Xi は", True, False), ("習", True, True)])
def test_a_text_has_letters_without_blanks_in_part_or_only(text: str, some: bool, only: bool) -> None:
    assert (has_cjk(text), is_all_cjk(text)) == (some, only)
