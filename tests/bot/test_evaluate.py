"""The evaluation: what counts as right, what the figures say, which question files are refused."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from bot.answers.model import Citation, Dialogue, Reply, Status
from bot.errors import BotError
from bot.harness.evaluate import Case, evaluate, render_report, score
from bot.questions import load_questions
from knowledge.model import ArticleId

SAMPLE = """
- id: where
  question: Where did they meet?
  kind: place
  noise: typos
  must: [[San Francisco, SF], [2023]]
  must_not: [no]
  cite_any: [kamikawa]
  evidence: {sentence: 8}
- id: mars
  question: Who rules Mars?
  after: ["Who rules Venus?"]
  answerable: false
"""


def reply(lead: str, status: Status = "answered", article: str = "kyodo-2024-01-30-kamikawa-speech") -> Reply:
    citation = Citation(
        number=1, article=ArticleId(article), publisher="Kyodo News", title="A speech",
        published_on=date(2024, 1, 30), url=None, paragraph=8, excerpt="",
    )  # fmt: skip
    cited = (citation,) if status == "answered" else ()
    return Reply(status=status, intent="find_facts", language="en", lead=lead, citations=cited)


def case(**fields: object) -> Case:
    return Case(**{"id": "x", "question": "?", **fields})  # type: ignore[arg-type]  # fields by name


@pytest.mark.parametrize(
    ("said", "wanted"),
    [
        ("Fumio Kishida’s trip", "kishida's trip"),
        ("a “mutually-beneficial” tie [1]", "Mutually beneficial"),
        ("the U.S. and Japan", "US and japan"),
        ("1,000 people", "1000 people"),
        ("王毅説「伙伴」", "伙伴"),
    ],
)
def test_case_punctuation_and_quote_style_do_not_count(said: str, wanted: str) -> None:
    assert score(case(must=((wanted,),)), reply(said)).passed


def test_citation_marks_are_no_part_of_the_answer() -> None:
    assert not score(case(must=(("7",),)), reply("They met. [7]")).passed


def test_each_group_needs_one_alternative() -> None:
    asked = case(must=(("Peru", "Lima"), ("November",)))
    assert score(asked, reply("in Lima in November")).passed
    assert not score(asked, reply("in Lima")).passed


def test_what_must_not_be_said_fails() -> None:
    assert not score(case(must_not=("Peru",)), reply("in PERU")).passed


def test_an_answer_needs_status_and_citation() -> None:
    assert not score(case(), reply("It is here.", status="ambiguous")).passed
    assert not score(case(), Reply(status="answered", intent="x", language="en", lead="It is here.")).passed


def test_what_cannot_be_answered_must_not_be() -> None:
    assert score(case(answerable=False), reply("No article says so.", status="not_found")).passed
    assert not score(case(answerable=False), reply("Xi does.")).passed


@pytest.mark.parametrize(
    ("expected", "passed"),
    [
        ({"cite_any": ("kamikawa",)}, True),
        ({"cite_any": ("kyodo-kamikawa",)}, True),
        ({"cite_any": ("kamikawa-speech-2024",)}, True),
        ({"cite_any": ("busan", "kamikawa speech")}, True),
        ({"cite_any": ("busan",)}, False),
        ({"cite_only": ("busan",)}, False),
        ({}, True),
    ],
)
def test_the_expected_articles_must_be_cited(expected: dict[str, tuple[str, ...]], passed: bool) -> None:
    assert score(case(**expected), reply("It is here.")).passed is passed


def test_a_short_text_is_a_whole_word() -> None:
    assert score(case(must_not=("no",)), reply("Nobody noted it.")).passed
    assert not score(case(must_not=("no",)), reply("No, they met.")).passed


def test_not_to_answer_may_be_right() -> None:
    assert score(case(accept_decline=True, must=(("Peru",),)), reply("No article says so.", status="not_found")).passed


def test_an_answer_may_be_right_to_what_cannot_be_answered() -> None:
    asked = case(answerable=False, accept_if=(("both claim",),), must_not=("belongs",))
    assert score(asked, reply("Both claim it.")).passed
    assert not score(asked, reply("It belongs to one; both claim it.")).passed


def test_small_talk_needs_no_citation_and_gets_none() -> None:
    asked = case(kind="smalltalk")
    assert score(asked, Reply(status="small_talk", intent="greet", language="en", lead="Hello.")).passed
    assert not score(asked, reply("Xi met Kishida.")).passed


def test_earlier_questions_are_asked_first_in_the_same_conversation(tmp_path: Path) -> None:
    (tmp_path / "q.yaml").write_text(SAMPLE, encoding="utf-8")
    asked: list[tuple[str, int]] = []

    def ask(question: str, dialogue: Dialogue | None) -> Reply:
        turns = dialogue.turns if dialogue else 0
        asked.append((question, turns))
        right = question.startswith("Where")
        found = reply("San Francisco, 2023" if right else "Venus does")
        return replace(found, dialogue=Dialogue(turns=turns + 1))

    report = render_report(tuple(evaluate(load_questions(tmp_path / "q.yaml"), ask)))
    assert asked == [("Where did they meet?", 0), ("Who rules Venus?", 0), ("Who rules Mars?", 1)]
    figures = {" ".join(line.split()) for line in report.splitlines()}
    assert {"accuracy 50.0% 1 of 2", "typos 100.0% 1 of 1", "unanswerable refused 0.0% 0 of 1"} <= figures
    assert {"wrong among answered 50.0% 1 of 2", "en 50.0% 1 of 2", "place find_facts 1"} <= figures
    assert "Who rules Venus? → Who rules Mars?" in report
    assert "Venus does" in report


def test_values_are_read_as_written(tmp_path: Path) -> None:
    (tmp_path / "q.yaml").write_text(SAMPLE, encoding="utf-8")
    where, mars = load_questions(tmp_path / "q.yaml")
    assert where.must == (("San Francisco", "SF"), ("2023",))
    assert where.must_not == ("no",)
    assert (where.answerable, mars.answerable) == (True, False)


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("question: one", "list"),
        ("- id: a", "question is missing"),
        ("- {id: a, question: b, musst: []}", "musst"),
        ("- {id: a, question: b}\n- {id: a, question: c}", "two questions are called a"),
        ("- {id: a, question: b, answerable: maybe}", "answerable"),
        ("- [", "YAML"),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_with_its_reason(tmp_path: Path, text: str, complaint: str) -> None:
    (tmp_path / "q.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(BotError, match=complaint):
        load_questions(tmp_path / "q.yaml")
