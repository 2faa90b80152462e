"""How likely a fact is to answer: readers' questions, and what is weighed for and against it."""

from __future__ import annotations

from datetime import date

import pytest

from bot.answers.deciding.confidence import rate_facts
from bot.answers.finding.likeness import compare_with_asked
from bot.answers.finding.regressions import Regression
from bot.answers.model import Dialogue
from bot.respond import understand
from knowledge.asked_terms import AskedTerm, count_terms, read_shares, write_shares
from knowledge.gazetteer import Target
from knowledge.model import ArticleId, AskedQuestion, Fact, FactId, ReaderQuestion, RelationId
from knowledge.question_terms import TermReader, content_words, find_terms, split_words
from knowledge.store import Store

TODAY = date(2025, 1, 15)
TABLE = {
    "wang yi": (Target(kind="entity", id="wang-yi"),),
    "wang": (Target(kind="entity", id="wang-yi"),),
    "foreign minister": (Target(kind="concept", id="minister"),),
    "meet": (Target(kind="relation", id="meet"),),
    "王毅": (Target(kind="entity", id="wang-yi"),),
    "um": (Target(kind="filler", id="fillers"),),
}
READER = TermReader(TABLE, {"met": "meet"})


def read(text: str) -> set[str]:
    return READER.read(split_words(text))


def fact(name: str, sentence: str, *asks: str) -> Fact:
    return Fact(
        id=FactId(name), article=ArticleId("a"), sentence=sentence, kind="event", relation=RelationId("meet"),
        sentences=(1,), asks=tuple(ReaderQuestion(language="en", text=text) for text in asks),
    )  # fmt: skip


def test_the_longest_name_at_a_place_is_taken() -> None:
    assert read("Wang Yi's foreign ministers met") == {
        "s:wang", "e:wang-yi", "n:wang", "n:yi", "c:minister", "l:foreign", "l:minister", "r:meet", "l:meet",
    }  # fmt: skip


def test_a_name_means_the_same_in_every_script() -> None:
    assert "e:wang-yi" in read("王毅は") & read("WANG yi") & read("Wang")


def test_words_that_carry_nothing_are_no_names() -> None:
    assert read("um") == {"s:um", "l:um"}


def test_asking_the_table_gives_what_reading_against_it_gives() -> None:
    text = "um, did Wang Yi meet 王毅 as foreign minister?"
    terms = find_terms(text, lambda keys: {key: TABLE[key] for key in keys if key in TABLE}, {"met": "meet"})
    assert set(terms) == read(text)
    assert list(terms) == sorted(terms)


def test_only_words_of_a_question_are_its_content() -> None:
    assert content_words(("s:who", "n:yi", "l:the", "l:hotel", "e:wang-yi")) == ("l:hotel", "e:wang-yi")


def test_terms_are_counted_by_what_they_answer() -> None:
    facts = [(1, fact("one", "Wang met.", "Who met?")), (2, fact("two", "Nobody asks."))]
    asked = [
        AskedQuestion(author="a", language="en", text="which hotel?", facts=()),
        AskedQuestion(author="a", language="en", text="did he fly?", facts=(FactId("one"),), refuted=True),
    ]
    terms = count_terms(facts, asked, read)
    assert terms["l:meet"].facts == {1: 1.0}
    assert terms["l:who"].facts == {1: 0.5}, "the sentence counts as a question"
    assert terms["l:hotel"].facts == {}
    assert terms["l:hotel"].unanswered == 1.0
    assert terms["l:fly"].facts == {}
    assert terms["l:fly"].refuted.keys() == {1}
    assert "l:nobody" not in terms, "of facts that nobody asks for nothing is counted"


def test_shares_are_stored_and_read() -> None:
    stored = read_shares(write_shares({7: 0.25, 3: 0.5}))
    assert stored == {3: 0.5, 7: 0.25}


def test_a_rarer_term_tells_more() -> None:
    rare = AskedTerm(share=0.01, unanswered=0.0, facts={1: 1.0}, refuted={})
    common = AskedTerm(share=0.5, unanswered=0.0, facts={2: 1.0}, refuted={})
    like = compare_with_asked(("l:common", "l:rare"), {"l:rare": rare, "l:common": common}, polar=False)
    assert like.likeliest(2) == (1, 2)
    assert like.of(1).share > like.of(2).share
    assert like.of(1).lost_terms == ("l:common",)


def test_what_a_fact_refutes_is_like_a_claim_only() -> None:
    term = AskedTerm(share=0.1, unanswered=0.0, facts={}, refuted={1: 0.5})
    assert compare_with_asked(("l:osaka",), {"l:osaka": term}, polar=True).points
    assert not compare_with_asked(("l:osaka",), {"l:osaka": term}, polar=False).points


@pytest.mark.parametrize(("logit", "probability"), [(0.0, 0.5), (1000.0, 1.0), (-1000.0, 0.0)])
def test_a_regression_gives_a_probability(logit: float, probability: float) -> None:
    model = Regression(bias=0.0, weights={"share": 1.0})
    assert model.probability({"share": logit, "unheard of": 5.0}) == pytest.approx(probability, abs=1e-9)


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("the xmas get-together of iwaya and the chinese top diplomat, what town?", "iwaya-wang-talks"),
        ("how come beijing stopped buying fish from japan", "ban-imposed"),
        ("since when has nobody called seoul a partner in the bluebook", "2010"),
    ],
)
def test_other_words_lead_to_the_same_fact(question: str, first: str, store: Store) -> None:
    rated = rate_facts(understand(question, store=store, today=TODAY, dialogue=Dialogue()))
    assert any(first in r.found.record.fact.id for r in rated[:3]), [r.found.record.fact.id for r in rated[:3]]
    assert all(0 <= r.chance <= 1 for r in rated)
    assert [r.order for r in rated] == sorted((r.order for r in rated), reverse=True)
