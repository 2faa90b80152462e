"""What a claim covers of a question: by words rare in its article, and by words that tell the same."""

from __future__ import annotations

import pytest
import yaml

from bot.answers.deciding.asked_words import AskedWord
from bot.answers.deciding.claim_coverage import Coverage
from bot.answers.finding.near_words import NearWords
from bot.answers.finding.stems import find_stems
from bot.shipped import RESOURCES

NEAR_WORDS = NearWords(lambda: yaml.safe_load((RESOURCES / "near_words.yaml").read_text(encoding="utf-8")))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("halted", "suspended"),
        ("frontier", "border"),
        ("lorries", "trucks"),
        ("surrendered", "handed"),
        ("sank", "sunk"),
    ],
)
def test_words_of_a_family_are_near(one: str, other: str) -> None:
    families = NEAR_WORDS.find_families(find_stems(one))
    assert families & NEAR_WORDS.find_families(find_stems(other))


@pytest.mark.parametrize(("one", "other"), [("lorry", "frontier"), ("arrested", "published"), ("gargoyle", "border")])
def test_words_of_no_common_family_are_not(one: str, other: str) -> None:
    families = NEAR_WORDS.find_families(find_stems(one))
    assert not families & NEAR_WORDS.find_families(find_stems(other))


def _asked(*words: str) -> tuple[AskedWord, ...]:
    return tuple(
        AskedWord(text=word, forms=find_stems(word), options=frozenset(), rarity=1.0, is_name=False) for word in words
    )


def test_what_the_whole_article_tells_of_weighs_less_than_what_one_claim_does() -> None:
    coverage = Coverage(_asked("ferry", "stewards", "gargoyle"), NEAR_WORDS)
    claims = [find_stems(text) for text in ("The ferry left.", "The ferry met stewards.", "The ferry came.")]
    weights = coverage.weigh_within(claims)
    assert weights["stewards"] > weights["ferry"] > 0
    assert "gargoyle" not in weights


def test_what_is_told_in_other_words_is_not_strange_to_an_article() -> None:
    coverage = Coverage(_asked("frontier", "gargoyle"), NEAR_WORDS)
    strange = coverage.find_strange(find_stems("The border is shut."))
    assert [word.text for word in strange] == ["gargoyle"]
