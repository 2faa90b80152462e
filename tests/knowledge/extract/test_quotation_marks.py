"""Pairs of quotation marks in the styles of news, and apostrophes that are none."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.extract.quotation_marks import Quotation, find_quotation_marks

MARKED = st.text(alphabet="“”‘’\"'«»「」『』„‹› .,!?s9aé\n外", max_size=80)


def find(text: str, *, in_speech: bool = False) -> tuple[Quotation, ...]:
    return find_quotation_marks(text, 0, len(text), in_speech=in_speech)


@pytest.mark.parametrize(
    ("text", "inner"),
    [
        ("“We rowed,” she said, “and sang.”", ["We rowed,", "and sang."]),
        ('"We rowed," she said, "and sang."', ["We rowed,", "and sang."]),
        ("‘We rowed,’ she said.", ["We rowed,"]),
        ("'We rowed,' she said.", ["We rowed,"]),
        ("« Nous ramions », dit-elle.", ["Nous ramions"]),
        ("«We rowed,» she said.", ["We rowed,"]),
        ("»We rowed«, she said.", ["We rowed"]),
        ("„We rowed,“ she said.", ["We rowed,"]),
        ("„We rowed,” she said.", ["We rowed,"]),
        ("彼女は「漕いだ」と話した。", ["漕いだ"]),
        ("她说：“我们划船。”", ["我们划船。"]),
        ("the “old” and the 'new' map", ["old", "new"]),
        ("(“We rowed”)", ["We rowed"]),
        ("“He said ‘row’ and we rowed,” she said.", ["He said ‘row’ and we rowed,"]),
        ("‘He said “row” and we rowed,’ she said.", ["He said “row” and we rowed,"]),
        ("“He said “row” and we rowed,” she said.", ["He said “row” and we rowed,"]),
        ("‘It’s the growers’ boat,’ she said.", ["It’s the growers’ boat,"]),
        ("'We don't row,' she said.", ["We don't row,"]),
        pytest.param(
            "“ We rowed ”, she said.",
            ["We rowed"],
            marks=pytest.mark.xfail(reason="a curly mark before a blank opens nothing", strict=True),
        ),
        ("“外交”，他说。", ["外交"]),
    ],
)
def test_words_between_a_pair_of_marks(text: str, inner: list[str]) -> None:
    found = find(text)
    assert [text[q.inner.start : q.inner.end] for q in found] == inner
    assert not any(q.continued for q in found)


@pytest.mark.parametrize(
    "text",
    [
        "The growers’ union and the ministers' club don’t agree.",
        "In the ’90s and the '80s nobody rowed.",
        "It was O’Brien’s boat, 'twas said.",
        "The plank was 6' 2\" long.",
        "Rock ’n’ roll on the ferry.",
        "",
        "'",
        "“",
        pytest.param("””", marks=pytest.mark.xfail(reason="two closing marks hold an empty quotation", strict=True)),
    ],
)
def test_apostrophes_and_stray_marks_are_no_quotation(text: str) -> None:
    assert find(text) == ()


@pytest.mark.parametrize(
    ("text", "in_speech", "inner"),
    [
        ("“We rowed all night and sang until the sun rose.", False, "We rowed all night and sang until the sun rose."),
        ("She was plain. “We rowed all night and sang until dawn.", False, "We rowed all night and sang until dawn."),
        ("“And then we slept.", True, "And then we slept."),
    ],
)  # fmt: skip
def test_speech_without_closing_mark_goes_on_in_the_next_paragraph(text: str, in_speech: bool, inner: str) -> None:
    (found,) = find(text, in_speech=in_speech)
    assert found.continued
    assert text[found.inner.start : found.inner.end] == inner
    assert found.outer.end == len(text)


def test_only_the_paragraph_is_searched() -> None:
    text = "“One.” “Two.” “Three.”"
    start, end = text.index("“Two"), text.index(" “Three")
    (found,) = find_quotation_marks(text, start, end)
    assert text[found.outer.start : found.outer.end] == "“Two.”"


@given(st.one_of(st.text(max_size=120), MARKED), st.booleans())
def test_quotations_stand_in_order_inside_the_paragraph(text: str, in_speech: bool) -> None:
    found = find(text, in_speech=in_speech)
    for quotation in found:
        assert (
            0
            <= quotation.outer.start
            < quotation.inner.start
            <= quotation.inner.end
            <= quotation.outer.end
            <= len(text)
        )
        words = text[quotation.inner.start : quotation.inner.end]
        assert words == words.strip()
    for before, after in itertools.pairwise(found):
        assert before.outer.end <= after.outer.start
    assert not any(quotation.continued for quotation in found[:-1])


@given(st.lists(st.sampled_from(["“", "”", "‘", "’", '"', "'", " ", "a", "."]), max_size=60).map("".join))
def test_a_paragraph_reads_the_same_wherever_it_stands(text: str) -> None:
    alone = find(text)
    moved = find_quotation_marks(f"Before. {text} After.", 8, 8 + len(text))
    assert [(q.inner.start + 8, q.inner.end + 8) for q in alone] == [(q.inner.start, q.inner.end) for q in moved]
