"""Questions written from the articles without a look at the program: many, so a share is held and not each answer."""

from __future__ import annotations

from itertools import islice

import pytest

from bot.shipped import SHIPPED_PACK
from knowledge.model import Pack
from knowledge.packs import load_pack
from knowledge.store import Store
from tests.bot.test_intents import TESTS, load
from tests.conftest import Ask

_HARD = load(TESTS / "hard_questions.yaml")
_EVERY = 9
"""Of the readers' questions each ninth is asked, which takes three seconds."""


@pytest.fixture(scope="module")
def pack() -> Pack:
    return load_pack(SHIPPED_PACK)


def _answers_from(ask: Ask, store: Store, question: str, fact: str) -> bool:
    """Whether a reply tells something of the passage that a fact rests on."""
    wanted = store.find_fact(fact)
    reply = ask(question)
    assert wanted is not None
    if reply.status != "answered":
        return False
    told = (store.find_fact(name) for name in reply.dialogue.facts)
    passages = {(r.fact.article, n) for r in told if r is not None for n in r.fact.sentences}
    return bool(passages & {(wanted.fact.article, n) for n in wanted.fact.sentences})


def test_most_readers_questions_are_answered_from_their_passage(ask: Ask, store: Store, pack: Pack) -> None:
    asked = [(question.text, fact.id) for fact in pack.facts for question in fact.asks]
    sample = list(islice(asked, 0, None, _EVERY))
    right = sum(_answers_from(ask, store, question, fact) for question, fact in sample)
    assert right / len(sample) > 0.9, f"{right} of {len(sample)}"


def test_each_fact_has_a_question_in_every_language_of_the_pack(pack: Pack) -> None:
    for fact in pack.facts:
        assert {question.language for question in fact.asks} == set(pack.languages), fact.id


def test_few_near_misses_are_answered(ask: Ask) -> None:
    questions = _HARD["near_misses"]
    answered = [question for question in questions if ask(question).status == "answered"]
    assert len(answered) / len(questions) < 0.30, "\n".join(answered)


def test_hardly_a_false_premise_gets_a_yes(ask: Ask, store: Store) -> None:
    claims = _HARD["false_premises"]
    replies = {claim["question"]: ask(claim["question"]) for claim in claims}
    yes = [q for q, r in replies.items() if r.lead.startswith(store.resource(f"wording.{r.language}")["yes"])]
    assert len(yes) / len(claims) < 0.02, "\n".join(yes)


def test_many_false_premises_are_met_with_the_passage_that_refutes_them(ask: Ask, store: Store) -> None:
    claims = _HARD["false_premises"]
    right = sum(_answers_from(ask, store, claim["question"], claim["fact"]) for claim in claims)
    assert right / len(claims) > 0.8, f"{right} of {len(claims)}"
