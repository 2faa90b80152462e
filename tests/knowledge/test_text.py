"""Sentences, quotation marks and folding; every span gives back its text."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.text import find_quotations, find_sentences, fold_text, hash_text
from knowledge.wording import blank_marked_words, collect_runs, find_copied_run, find_marked_words, find_words

TEXTS = st.text(alphabet=st.sampled_from(" \n.!?“”‘’\"'「」aB9é。—…U.S"), max_size=80)


def sentences(text: str) -> list[str]:
    return [text[span.start : span.end] for span in find_sentences(text)]


def quotations(text: str) -> list[str]:
    return [text[span.start : span.end] for span in find_quotations(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They met. They talked.", ["They met.", "They talked."]),
        ("Headline without stop\n\nThey met.", ["Headline without stop", "They met."]),
        ("  They met.  \n \n", ["They met."]),
        (
            "Mr. Lind met Dr. Brandt on Nov. 16, 2023. Then he left.",
            ["Mr. Lind met Dr. Brandt on Nov. 16, 2023.", "Then he left."],
        ),
        ("The U.S. commitment stands. So does the U.N. one.", ["The U.S. commitment stands.", "So does the U.N. one."]),
        ("J. Lind met him.", ["J. Lind met him."]),
        ('She said "yes." He left.', ['She said "yes."', "He left."]),
        ("Why? Because! So.", ["Why?", "Because!", "So."]),
        ("会談した。合意した。", ["会談した。", "合意した。"]),
        ("「会談した。」と述べた。", ["「会談した。」", "と述べた。"]),
        ("It cost 3.5 million. Nobody paid.", ["It cost 3.5 million.", "Nobody paid."]),
        ("(Kyodo)", ["(Kyodo)"]),
        ("— …\n***", []),
        ("", []),
    ],
)
def test_sentences(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('She said "yes" and "no."', ["yes", "no."]),
        ("Ties must be “healthy” again", ["healthy"]),
        ("Calls for ‘healthy and correct’ track", ["healthy and correct"]),
        ("the ‘ministers’ meeting’ of Japan’s", ["ministers"]),
        ("‘Japan’s stance’ is known", ["Japan’s stance"]),
        ("the countries’ top diplomats", []),
        ("Japan's and China's ties", []),
        ("“outer ‘inner’ words”", ["outer ‘inner’ words"]),
        ("「外」と『内』", ["外", "内"]),
        ("“never closed\nnext “closed”", ["closed"]),
        ('5" pipes', []),
    ],
)
def test_quotations(text: str, expected: list[str]) -> None:
    assert quotations(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("  Fumio   KISHIDA ", "fumio kishida"),
        ("Ｋｉｓｈｉｄａ", "kishida"),
        ("Abé Shinzō", "abe shinzo"),
        ("Łódź", "łodz"),
        ("Straße", "strasse"),
        ("Japan’s “ties”", 'japan\'s "ties"'),
        ("1945–2015", "1945-2015"),
        ("ｼｰ・ﾁﾝﾋﾟﾝ", "シー・チンピン"),
        ("ガス", "ガス"),
        ("기시다", "기시다"),
        ("", ""),
    ],
)
def test_folding(text: str, expected: str) -> None:
    assert fold_text(text) == expected


@given(st.text(max_size=60))
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold_text(fold_text(text)) == fold_text(text)


@given(TEXTS)
def test_sentences_stand_in_order_and_hold_every_word(text: str) -> None:
    spans = find_sentences(text)
    assert all(0 <= span.start < span.end <= len(text) for span in spans)
    assert all(before.end <= after.start for before, after in pairwise(spans))
    inside = {index for span in spans for index in range(span.start, span.end)}
    assert all(index in inside for index, char in enumerate(text) if char.isalnum())


@given(TEXTS)
def test_quotations_stand_in_order_on_one_line_each(text: str) -> None:
    spans = find_quotations(text)
    assert all(0 < span.start <= span.end < len(text) for span in spans)
    assert all(before.end < after.start for before, after in pairwise(spans))
    assert all("\n" not in text[span.start : span.end] for span in spans)


def test_hash_is_of_the_bytes_in_utf8() -> None:
    assert hash_text("").startswith("e3b0c44298fc1c14")
    assert hash_text("é") != hash_text("e\u0301")


def test_marked_words_lose_marks_and_end_punctuation() -> None:
    text = "She said “we open in May,” and “no.”"
    assert find_marked_words(text) == ("we open in May", "no")
    assert blank_marked_words(text) == "She said | and |"


def test_words_are_found_whole() -> None:
    assert [span.start for span in find_words("force enforce force.", "force")] == [0, 14]
    assert not any(find_words("anything", ""))


def test_copied_run_ignores_case_and_punctuation_but_not_order() -> None:
    article = collect_runs("One two three four five six seven eight nine ten eleven twelve.")
    assert find_copied_run("ONE, two: three four-five six seven eight nine ten eleven!", article) == (
        "one two three four five six seven eight nine ten eleven"
    )
    assert find_copied_run("one two three four five six seven eight nine ten", article) is None
    assert find_copied_run("two one three four five six seven eight nine ten eleven", article) is None
    assert find_copied_run("one two three four five “six” seven eight nine ten eleven", article) is None


def test_no_sentence_is_longer_than_people_write() -> None:
    text = "on Monday the minister met the envoy and " * 400
    found = find_sentences(text)
    assert max(span.end - span.start for span in found) <= 2_500
    assert " ".join(text[span.start : span.end] for span in found) == text.strip()
