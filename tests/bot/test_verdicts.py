"""A reply says yes only where a fact bears all of a claim out, and otherwise only where one excludes it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
import yaml

from bot.answers.deciding.owned_things import read_owned
from bot.answers.deciding.told_doers import find_told_doers, find_told_owners
from bot.respond import respond
from knowledge.store import Store

TODAY = date(2026, 11, 22)
CLAIMS: dict[str, list[str]] = yaml.safe_load((Path(__file__).parents[1] / "verdicts.yaml").read_text())
OFFICES: dict[str, str] = dict(CLAIMS.pop("offices"))


@pytest.mark.parametrize("question", CLAIMS["borne_out"])
def test_a_claim_that_a_fact_bears_out_is_affirmed(question: str, store: Store) -> None:
    reply = respond(question, store=store, today=TODAY)
    assert reply.verdict == "supported", reply.lead


@pytest.mark.parametrize("question", CLAIMS["not_denied"])
def test_a_true_claim_in_other_words_is_not_denied(question: str, store: Store) -> None:
    reply = respond(question, store=store, today=TODAY)
    assert (reply.status, reply.verdict == "contradicted") == ("answered", False), reply.lead


@pytest.mark.parametrize("question", CLAIMS["excluded"])
def test_a_claim_that_a_fact_excludes_is_contradicted(question: str, store: Store) -> None:
    assert respond(question, store=store, today=TODAY).verdict == "contradicted"


@pytest.mark.parametrize(("question", "told"), OFFICES.items())
def test_a_claim_of_an_office_is_met_with_what_somebody_was_then(question: str, told: str, store: Store) -> None:
    assert told in respond(question, store=store, today=TODAY).lead


@pytest.mark.parametrize("question", CLAIMS["not_told"])
def test_a_claim_that_no_fact_tells_is_neither_affirmed_nor_denied(question: str, store: Store) -> None:
    reply = respond(question, store=store, today=TODAY)
    assert reply.status != "answered" or reply.verdict == "partly", reply.lead


@pytest.mark.parametrize("question", CLAIMS["not_affirmed"])
def test_what_no_article_foretells_is_not_affirmed(question: str, store: Store) -> None:
    assert respond(question, store=store, today=TODAY).verdict != "supported"


@pytest.mark.parametrize(
    "question",
    [
        "Has China lifted its ban on Japanese seafood?",
        "did china lift the ban",
        "was the ban lifted",
        "Has China dropped its ban on fish from Japan?",
    ],
)
def test_what_was_done_short_of_a_claim_is_told(question: str, store: Store) -> None:
    reply = respond(question, store=store, today=TODAY)
    assert reply.verdict == "partly"
    assert "gradually relax" in reply.lead


@pytest.mark.parametrize(
    ("text", "owned"),
    [
        (
            "the intrusion of Chinese vessels into Japanese territorial waters",
            {("vessels", "china"), ("waters", "japan")},
        ),
        ("Japan's close ally", {("ally", "japan")}),
        ("an ally of China", {("ally", "china")}),
        ("Japanese Foreign Minister Yoko Kamikawa", set()),
        ("Beijing banned fish", set()),
    ],
)
def test_things_are_a_state_s(text: str, owned: set[tuple[str, str]], store: Store) -> None:
    little = frozenset(store.resource("checking")["function_words"]["en"])
    heads = [thing for thing in read_owned(text, store, little) if thing.head]
    assert {(word, thing.state) for thing in heads for word in thing.noun} & owned == owned
    assert len(heads) == len(owned)


@pytest.mark.parametrize(
    ("sentence", "stem", "doers"),
    [
        ("Japan's Diplomatic Bluebook said that China poses a challenge.", "pose", {"china"}),
        ("Kamikawa cited military activities by China, some of them carried out at sea.", "carried", {"china"}),
        ("Japan and China agreed to talk.", "agree", {"japan", "china"}),
        ("Wariness about North Korean weapons transfers grew.", "transfer", {"north-korea"}),
        ("It rained.", "pose", set()),
    ],
)
def test_who_does_it_in_a_sentence(sentence: str, stem: str, doers: set[str], store: Store) -> None:
    assert find_told_doers(sentence, frozenset({stem}), store) == doers


def test_whose_acts_they_are(store: Store) -> None:
    sentence = (
        "The report mentioned concerns over China's “a series of dangerous acts” and Japanese citizens for spying."
    )
    assert find_told_owners(sentence, frozenset({"act"}), store) == {"china"}
    assert find_told_owners(sentence, frozenset({"spy", "spying"}), store) == set()
