"""Sentences as a reader sees them, with their quotations whole."""

from __future__ import annotations

import itertools
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.extract.units import find_units

MARKED = st.text(alphabet="“”‘’\"'«»「」 .,!?:;aB1é。\n", max_size=100)


def cut(text: str) -> list[str]:
    return [text[unit.span.start : unit.span.end] for unit in find_units(text, 0, len(text))]


@pytest.mark.parametrize(
    "sentences",
    [
        ["The ferry sank.", "Nobody drowned."],
        ["“The ferry sank,” she said.", "“Nobody drowned.”"],
        ["“The ferry sank. Nobody drowned,” she said.", "He nodded."],
        ["“Who sank it?” asked Mr Lim.", "Nobody knew."],
        ["“Stop!” she shouted.", "It went on."],
        ["She was plain: “The ferry sank. Nobody drowned.”", "He nodded."],
        ["Dr. Ana Lim of the U.S. Navy spoke at 5 p.m. on Monday.", "He left."],
        ["Exports fell 3.5 percent.", "Imports rose."],
        ["“One ferry. Two harbours.”", "“Three ministers.”"],
        ["船は沈んだ。", "だれも死ななかった。"],
        ["彼は「沈んだ。だれも死ななかった」と話した。", "船は古かった。"],
        pytest.param(
            ["他说：“船沉了。没人死。”", "他走了。"],
            marks=pytest.mark.xfail(reason="after a quoted 。 a sentence ends only before a blank", strict=True),
        ),
        ["The sign said “No boats.”", "It was old."],
        ["“If the ferry sinks,” he said, “we swim.”", "Then he swam."],
    ],
)
def test_sentences_of_paragraph(sentences: list[str]) -> None:
    text = ("" if "。" in sentences[0] else " ").join(sentences)
    assert cut(text) == sentences


@pytest.mark.parametrize(
    ("text", "only"),
    [
        ("“The ferry sank.”", True),
        ("“The ferry sank,” she said.", False),
        ("The ferry sank.", False),
        ("“One.” ", True),
    ],
)
def test_sentence_of_nothing_but_a_quotation(text: str, only: bool) -> None:
    (unit,) = find_units(text, 0, len(text))
    assert unit.only_quoted is only


@given(st.one_of(st.text(max_size=150), MARKED), st.booleans())
def test_sentences_stand_in_order_and_hold_their_quotations(text: str, in_speech: bool) -> None:
    text = text.strip()  # as the spans of blocks are
    units = find_units(text, 0, len(text), in_speech=in_speech)
    for unit in units:
        assert 0 <= unit.span.start < unit.span.end <= len(text)
        words = text[unit.span.start : unit.span.end]
        assert words == words.strip()
        for quotation in unit.quotations:
            assert unit.span.start <= quotation.outer.start <= quotation.outer.end <= unit.span.end
    for before, after in itertools.pairwise(units):
        assert before.span.end <= after.span.start


@given(st.text(max_size=150))
def test_no_word_stands_between_sentences(text: str) -> None:
    units = find_units(text, 0, len(text))
    edges = [0, *(edge for unit in units for edge in (unit.span.start, unit.span.end)), len(text)]
    assert not any(re.search(r"[^\W_]", text[start:end]) for start, end in zip(edges[::2], edges[1::2], strict=True))
