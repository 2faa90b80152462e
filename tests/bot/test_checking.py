"""Messages of a chat held against the articles: which claims are found, and what is said of each."""

from __future__ import annotations

import re
from pathlib import Path
from time import perf_counter
from typing import Any

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.answers.checking.claim_words import CheckWords
from bot.answers.handlers.verdicts import judge_claim
from bot.answers.model import Checked
from bot.answers.outcome import Answered, NotFound, NotUnderstood
from bot.answers.question import Question
from bot.checking import LONGEST_CLAIM, MOST_CLAIMS, check_message
from bot.render.checked import number_through, render_checked_text
from bot.render.discord import PAGE_LIMIT, render_checked
from bot.respond import respond
from bot.shipped import RESOURCES, SHIPPED_PACK
from knowledge.packs import load_pack
from knowledge.store import Store
from tests.conftest import TODAY
from tests.measure.checking import Claim, count_verdicts, make_claims

_CASES: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parents[1] / "checking.yaml").read_text(encoding="utf-8"))
_TRUE = "China imposed a ban on Japanese seafood imports. "
_FALSE = "Kishida met Xi in San Francisco in 2019. "
_SAMPLE = 8
"""Claims of each family that are checked here; `python -m tests.measure.checking` checks a hundred."""


def check(text: str, store: Store) -> Checked:
    return check_message(text, store=store, today=TODAY)


@pytest.mark.parametrize("case", [pytest.param(case, id=case["what"]) for case in _CASES])
def test_a_message_has_these_claims_and_verdicts(case: dict[str, Any], store: Store) -> None:
    checked = check(case["message"], store)
    assert [[claim.claim, claim.verdict] for claim in checked.claims] == case.get("claims", [])
    if "left_out" in case:
        assert checked.left_out == case["left_out"]
    assert bool(checked.lead) != bool(checked.claims)


@pytest.mark.parametrize("case", [pytest.param(case, id=case["what"]) for case in _CASES])
def test_every_verdict_but_no_source_has_its_citation(case: dict[str, Any], store: Store) -> None:
    for claim in check(case["message"], store).claims:
        assert bool(claim.reply.citations) == (claim.verdict != "no_source")
        assert claim.reply.lead


def test_a_long_message_is_checked_up_to_so_many_claims_and_says_what_is_left_out(store: Store) -> None:
    message = (_TRUE + _FALSE) * 60
    started = perf_counter()
    checked = check(message[:4000], store)
    assert [claim.verdict for claim in checked.claims] == ["supported", "contradicted"] * 2 + ["supported"]
    assert len(checked.claims) == MOST_CLAIMS
    assert checked.left_out > 10
    assert str(checked.left_out) in checked.notes[0]
    assert perf_counter() - started < 20


def test_what_is_too_much_for_one_message_is_told_apart_from_what_claims_nothing(store: Store) -> None:
    checked = check("Hello! What a day! " + _TRUE * 8, store)
    assert (len(checked.claims), checked.left_out, checked.unchecked) == (MOST_CLAIMS, 5, 3)
    assert checked.notes[0].startswith("2 sentences were left out")
    assert checked.notes[1].startswith("3 more sentences were not checked")


def test_the_work_for_one_message_is_bounded_and_the_reply_says_so(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    judged: list[Question] = []

    def judge(question: Question, words: CheckWords) -> Answered | NotFound | NotUnderstood:
        judged.append(question)
        return judge_claim(question, words)

    monkeypatch.setattr("bot.checking.judge_claim", judge)
    tangled = (
        "China warned Japan and Wang Yi told Kamikawa and Iwaya urged Li Qiang but Xi met Abe, while Japan banned fish"
        " and Kishida asked Xi about the islands and China opposed the release. "
    )
    checked = check(tangled * 40, store)
    assert len(judged) <= 14
    assert checked.unchecked >= 10
    assert any(note.startswith(f"{checked.unchecked} more sentences were not checked") for note in checked.notes)
    assert "Not every long sentence was taken apart; a claim inside one may have been passed over." in checked.notes
    assert "Only the first 4000 characters were read." in checked.notes


def test_a_sentence_that_is_too_long_is_left_out(store: Store) -> None:
    checked = check(f"China banned Japanese seafood {'and fish ' * 60}.", store)
    assert (checked.claims, checked.left_out, checked.unchecked) == ((), 1, 1)
    assert checked.notes[0].startswith("One more sentence was not checked")


def test_no_message_takes_long(store: Store) -> None:
    message = " and ".join(["China met Japan"] * 14)
    assert len(message) < LONGEST_CLAIM
    started = perf_counter()
    check(f"{message}. " * 12, store)
    assert perf_counter() - started < 60


@settings(max_examples=40, deadline=None)
@given(text=st.text(max_size=120))
@example(text="as of 1990, China met Japan in Tokyo")
@example(text="```" + _TRUE)
@example(text="\ud800 China met Japan")
def test_any_string_can_be_checked_and_shown(text: str, store: Store) -> None:
    checked = check(text, store)
    assert render_checked_text(checked)
    for page in render_checked(checked):
        assert sum(len(block) for block in page.blocks) <= PAGE_LIMIT


def test_citations_are_numbered_through_without_doubles(store: Store) -> None:
    numbered = number_through(check(_TRUE + _FALSE + _TRUE, store))
    assert [citation.number for citation in numbered.citations] == list(range(1, len(numbered.citations) + 1))
    passages = [(citation.article, citation.paragraph, citation.excerpt) for citation in numbered.citations]
    assert len(set(passages)) == len(passages)
    shown = " ".join(text for _, texts in numbered.claims for text in texts)
    assert {int(mark) for mark in re.findall(r"\[(\d+)\]", shown)} == {c.number for c in numbered.citations}


def test_a_page_puts_the_verdict_first_and_escapes_the_claim(store: Store) -> None:
    (page,) = render_checked(check("China banned Japanese seafood @everyone *now*. " + _FALSE, store))
    assert page.blocks[0].startswith("**No source here** “China banned Japanese seafood")
    assert "@everyone" not in page.blocks[0]
    assert page.blocks[1].startswith("**Contradicted** “Kishida met Xi in San Francisco in 2019”\n")
    assert any("newest is from 25 December 2024" in block for block in page.blocks)


def test_the_words_around_the_facts_are_in_the_language_asked_for(store: Store) -> None:
    checked = check_message(_TRUE, store=store, today=TODAY, language="ja")
    assert (checked.language, checked.claims[0].said) == ("ja", "裏付けあり")
    assert "裏付けあり" in render_checked_text(checked)


@pytest.mark.parametrize(
    ("question", "verdict"),
    [
        ("Did Kishida meet Xi in San Francisco in November 2023?", "supported"),
        ("Who is Wang Yi?", None),
        ("Did Kishida meet Xi in San Francisco in 2019?", "contradicted"),
        ("Where did Kishida and Xi meet?", None),
    ],
)
def test_a_reply_to_a_claim_carries_its_verdict(question: str, verdict: str | None, store: Store) -> None:
    assert respond(question, store=store, today=TODAY).verdict == verdict


@pytest.fixture(scope="module")
def claims() -> dict[str, tuple[Claim, ...]]:
    return dict(make_claims(load_pack(SHIPPED_PACK)))


def test_false_claims_are_not_supported_and_true_ones_not_contradicted(
    claims: dict[str, tuple[Claim, ...]], store: Store
) -> None:
    wrong = [
        (claim.text, verdict)
        for family in claims.values()
        for claim, verdict in count_verdicts(store, family[:_SAMPLE])
        if verdict == ("contradicted" if claim.is_true else "supported")
    ]
    assert len(wrong) <= 1, wrong


def test_most_facts_in_slightly_other_words_are_supported(claims: dict[str, tuple[Claim, ...]], store: Store) -> None:
    families = ("as it stands", "shortened", "short names", "chat")
    verdicts = [verdict for name in families for _, verdict in count_verdicts(store, claims[name][:_SAMPLE])]
    assert verdicts.count("supported") >= 0.7 * len(verdicts)


def test_every_word_of_the_lists_is_text() -> None:
    """YAML reads a bare `on`, `no` or `true` as a truth value."""
    lists = yaml.safe_load((RESOURCES / "checking.yaml").read_text(encoding="utf-8"))
    words = [word for group in lists.values() for some in group.values() if isinstance(some, list) for word in some]
    assert [word for word in words if not isinstance(word, str)] == []
