"""Names and words found in text, in any script, through one table of aliases."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.gazetteer import Target, alias_keys, find_lemmas, find_pieces, join_key, split_tokens

IRREGULAR = {"met": "meet", "said": "say", "trains": "trains"}
ALIASES = {
    "wang yi": Target(kind="entity", id="wang-yi"),
    "wang": Target(kind="entity", id="wang"),
    "王毅": Target(kind="entity", id="wang-yi"),
    "us": Target(kind="entity", id="united-states"),
    "東シナ海": Target(kind="entity", id="east-china-sea"),
    "シナ": Target(kind="concept", id="wrong"),
    "meet": Target(kind="relation", id="meet"),
    "ban": Target(kind="concept", id="ban"),
    "did": Target(kind="function", id="function_words"),
    "は": Target(kind="function", id="function_words"),
}


def lookup(keys: Iterable[str]) -> Mapping[str, tuple[Target, ...]]:
    return {key: (ALIASES[key],) for key in keys if key in ALIASES}


def read(text: str) -> list[tuple[str, str | None]]:
    """Each piece of a text as its words and what it stands for."""
    tokens = split_tokens(text)
    return [
        (join_key(tokens[piece.first : piece.last]), piece.targets[0].id if piece.targets else None)
        for piece in find_pieces(tokens, lookup, IRREGULAR)
    ]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Did Wang Yi meet?", ["did", "wang", "yi", "meet"]),
        ("the U.S. said.", ["the", "us", "said"]),
        ("Japan's ban", ["japan", "ban"]),
        ("王毅 met Abe", ["王", "毅", "met", "abe"]),
        ("APECとは", ["apec", "と", "は"]),
        ("2023年", ["2023", "年"]),
        ("…?!", []),
    ],
)
def test_latin_text_is_split_into_words_and_other_scripts_into_characters(text: str, words: list[str]) -> None:
    assert [token.folded for token in split_tokens(text)] == words


def test_tokens_keep_their_place_and_the_possessive() -> None:
    text = "Japan's 外相"
    tokens = split_tokens(text)
    assert [text[token.start : token.end] for token in tokens] == ["Japan's", "外", "相"]
    assert [token.possessive for token in tokens] == [True, False, False]


@given(st.text(max_size=60))
def test_tokens_stand_in_order_inside_any_text(text: str) -> None:
    tokens = split_tokens(text)
    assert all(text[token.start : token.end] == token.text for token in tokens)
    assert all(left.end <= right.start for left, right in itertools.pairwise(tokens))


def test_blanks_stand_between_latin_words_only() -> None:
    assert join_key(split_tokens("Wang Yi")) == "wang yi"
    assert join_key(split_tokens("東 シナ 海")) == "東シナ海"


def test_the_longest_name_wins() -> None:
    assert read("Wang Yi") == [("wang yi", "wang-yi")]
    assert read("東シナ海") == [("東シナ海", "east-china-sea")]


def test_an_inflected_verb_is_found_by_its_lemma() -> None:
    assert read("Wang Yi met bans") == [("wang yi", "wang-yi"), ("met", "meet"), ("bans", "ban")]


def test_a_verb_is_no_name_without_its_ending() -> None:
    assert read("wanged bans") == [("wanged", None), ("bans", "ban")]
    assert read("wanging yi") == [("wanging", None), ("yi", None)]
    assert read("the wangs") == [("the", None), ("wangs", "wang")]


def test_names_are_found_without_blanks_around_them() -> None:
    assert read("王毅は") == [("王毅", "wang-yi"), ("は", "function_words")]


def test_an_unknown_word_is_a_piece_without_targets() -> None:
    assert read("did xyz") == [("did", "function_words"), ("xyz", None)]


def test_a_refused_piece_leaves_its_words_unknown() -> None:
    tokens = split_tokens("tell us")
    pieces = find_pieces(tokens, lookup, IRREGULAR, allowed=lambda piece: piece.key != "us")
    assert all(not piece.targets for piece in pieces)


@given(st.lists(st.sampled_from([*ALIASES, "xyz", "問"]), max_size=10))
def test_pieces_cover_every_token_once(words: list[str]) -> None:
    tokens = split_tokens(" ".join(words))
    pieces = find_pieces(tokens, lookup, IRREGULAR)
    assert [place for piece in pieces for place in range(piece.first, piece.last)] == list(range(len(tokens)))


@pytest.mark.parametrize(
    ("word", "lemma"),
    [
        ("met", "meet"),
        ("visited", "visit"),
        ("stopped", "stop"),
        ("countries", "country"),
        ("talks", "talk"),
        ("urging", "urge"),
    ],
)
def test_lemmas(word: str, lemma: str) -> None:
    assert word == find_lemmas(word, IRREGULAR)[0]
    assert lemma in find_lemmas(word, IRREGULAR)


def test_a_form_that_is_its_own_lemma_is_made_from_no_other() -> None:
    assert find_lemmas("trains", IRREGULAR) == ("trains",)
    assert alias_keys("trains", IRREGULAR) == ("trains",)


def test_a_noun_is_stored_in_the_singular_too_and_a_name_only_as_written() -> None:
    assert alias_keys("seafood bans", {}) == ("seafood bans", "seafood ban")
    assert alias_keys("United States", {}, inflected=False) == ("united states",)
    assert alias_keys("?", {}) == ()


def test_of_equal_cuts_the_one_is_taken_whose_first_piece_is_the_longest() -> None:
    """中国|会 and not 中|国会."""
    words = {"中国": "entity", "国会": "entity", "中": "function", "会": "function"}
    known = {word: (Target(kind=kind, id=word),) for word, kind in words.items()}  # type: ignore[arg-type]
    tokens = split_tokens("中国会")
    pieces = find_pieces(tokens, lambda keys: {key: known[key] for key in keys if key in known}, {})
    assert [piece.key for piece in pieces] == ["中国", "会"]
