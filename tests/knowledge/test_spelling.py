"""Misspelled words lead to known ones; real words are left alone."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from bot.utterance import read_utterance
from bot.vocabulary import Vocabulary
from knowledge.spelling import (
    LONG_NAME,
    LONGEST,
    count_edits,
    find_deletions,
    find_word_deletions,
    is_slip,
    rank_corrections,
)
from knowledge.store import Store

_words = st.text(alphabet="abcde", min_size=1, max_size=7)


def test_deletions_are_the_word_and_its_forms_with_letters_left_out() -> None:
    assert find_deletions("abc", 1) == {"abc", "ab", "ac", "bc"}
    assert find_deletions("abc", 2) >= {"a", "b", "c"}
    assert find_deletions("abc", 0) == {"abc"}


@given(_words, _words, st.integers(0, 3))
def test_edits_are_counted_as_a_library_counts_them(left: str, right: str, most: int) -> None:
    assert min(count_edits(left, right, most), most + 1) == min(OSA.distance(left, right), most + 1)


@given(_words, _words)
def test_words_within_an_edit_share_a_deletion(left: str, right: str) -> None:
    if OSA.distance(left, right) <= 1:
        assert find_deletions(left, 1) & find_deletions(right, 1)


@given(st.text(alphabet="abc", min_size=4, max_size=10), st.text(alphabet="abc", min_size=1, max_size=12))
def test_a_name_is_found_through_the_forms_it_is_kept_under(name: str, typed: str) -> None:
    distance = 2 if len(typed) >= LONG_NAME else 1
    if OSA.distance(name, typed) <= distance:
        assert find_word_deletions(name, is_name=True) & find_deletions(typed, distance)


def test_a_word_too_long_to_be_one_costs_nothing(store: Store) -> None:
    assert find_deletions("a" * (LONGEST + 1), 2) == frozenset()
    assert store.similar_words("kamikawa" * 100, 2) == ()


@pytest.mark.parametrize("word", ["command", "limit", "flood", "alive", "unity", "labour", "kyoto", "asean"])
def test_english_words_are_known_as_such(word: str, store: Store) -> None:
    assert store.is_english(word)


@pytest.mark.parametrize("word", ["bejing", "kishda", "goverment", "blubook", "meting", ""])
def test_misspelled_words_are_not(word: str, store: Store) -> None:
    assert not store.is_english(word)


def test_an_english_word_is_not_read_as_another(store: Store) -> None:
    words = Vocabulary(store, frozenset())
    assert words.similar_words("command", 1)
    assert not read_utterance("did kishida command the fleet", words, date(2025, 1, 1)).corrected
    assert read_utterance("did kishda commend the fleet", words, date(2025, 1, 1)).corrected == {"kishda": "kishida"}


def test_the_work_for_one_word_is_bounded() -> None:
    longest = "".join(chr(ord("a") + place % 26) for place in range(LONGEST))
    assert len(find_deletions(longest, 9)) <= 1 + LONGEST + LONGEST * (LONGEST - 1) // 2


def test_the_nearest_comes_first_and_names_before_words() -> None:
    candidates = [("kamakura", True), ("kamikawa", True), ("kamikaza", False)]
    assert rank_corrections("kamikawa", candidates, 2)[0] == "kamikawa"
    assert rank_corrections("kamikasa", [("kamikaza", False), ("kamikawa", True)], 2) == ("kamikawa", "kamikaza")


def test_swapped_neighbours_are_one_mistake() -> None:
    assert rank_corrections("wnag", [("wang", True)], 1) == ("wang",)


def test_a_plain_word_keeps_its_first_letter_and_differs_by_one_edit() -> None:
    assert rank_corrections("pan", [("ban", False)], 1) == ()
    assert rank_corrections("relasion", [("relations", False)], 2) == ()
    assert rank_corrections("relaton", [("relation", False)], 2) == ("relation",)


def test_a_slip_of_the_finger_is_likelier_than_another_letter() -> None:
    assert rank_corrections("tiems", [("tiers", False), ("times", False)], 1) == ("times", "tiers")
    assert rank_corrections("recnt", [("recant", False), ("recent", False)], 1, {"recent"}) == ("recent", "recant")
    assert [is_slip("watr", other) for other in ("water", "wart", "watt", "war")] == [True, True, False, False]


@pytest.mark.parametrize(
    ("typed", "known"),
    [("kamikwa", "kamikawa"), ("fukushma", "fukushima"), ("jinpng", "jinping"), ("kishda", "kishida")],
)
def test_misspelled_names_of_the_shipped_pack_are_found(typed: str, known: str, store: Store) -> None:
    assert store.similar_words(typed, 2)[0] == known


@pytest.mark.parametrize("word", ["zzzzzz", "qqqq", ""])
def test_nothing_is_near_to_nonsense(word: str, store: Store) -> None:
    assert store.similar_words(word, 1) == ()
