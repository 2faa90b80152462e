"""Replies at a terminal, and as records: laid out to the width, nothing lost, nothing that steers the terminal."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answers.model import Citation, Line, Reply
from bot.render.json import render_record
from bot.render.terminal import render_terminal
from bot.render.wrapping import measure, wrap
from knowledge.model import ArticleId

ESCAPES = re.compile(r"\x1b\[\d+m|\x1b\]8;;.*?\x1b\\")
ADDRESS = "https://example.org/ferry"


def citation(number: int, article: str = "ferry") -> Citation:
    return Citation(
        number=number,
        article=ArticleId(article),
        publisher="Harbour Post",
        title=f"The {article} sails again",
        published_on=date(2024, 3, 5),
        url=f"{ADDRESS}#:~:text=place%20{number}",
        paragraph=number + 1,
        excerpt=f"The ferry … in May {number}",
    )


ANSWER = Reply(
    status="answered",
    intent="find_facts",
    language="en",
    lead="The ferry sails again in May, said the harbour master of the northern island. [1]",
    lines=(Line(text="It had not sailed since the storm of the winter before. [2]", label="reported speech"),),
    notes=("As of 5 March 2024.",),
    citations=(citation(1), citation(2), citation(3, "doubts")),
    suggestions=("When was the storm?",),
    suggestions_lead="You can ask:",
)
TIMELINE = replace(
    ANSWER,
    lines=(
        Line(text="The storm. [1]", on="about January 2024"),
        Line(text="The ferry's crew and the harbour master met to talk about the repairs. [2]", on="5 March 2024"),
        Line(text="The ferry sails. [3]", on="from the first days of May 2024 to the last days of June 2024"),
    ),
)
COMPARISON = replace(
    ANSWER,
    lines=(Line(text="North first. [1]", side="North"), Line(text="South. [2]", side="South"),
           Line(text="North again. [3]", side="North")),
)  # fmt: skip
JAPANESE = replace(
    ANSWER,
    language="ja",
    lead="北島の港長は、五月に連絡船が再び運航すると述べた。「準備は整っている」と港長は言い、島民は喜んだ。[1]",
)


@pytest.mark.parametrize("reply", [ANSWER, TIMELINE, COMPARISON, JAPANESE])
@pytest.mark.parametrize("width", [24, 40, 80, 100])
@pytest.mark.parametrize("colour", [False, True])
def test_no_line_but_an_address_is_wider_than_the_terminal(reply: Reply, width: int, colour: bool) -> None:
    for line in ESCAPES.sub("", render_terminal(reply, width=width, colour=colour, links=colour)).splitlines():
        assert measure(line) <= width or line.strip() == ADDRESS


@pytest.mark.parametrize("reply", [ANSWER, TIMELINE, COMPARISON, JAPANESE])
def test_colour_and_links_add_nothing_to_the_words(reply: Reply) -> None:
    plain = render_terminal(reply, width=60, colour=False, links=True)
    assert "\x1b" not in plain
    assert ESCAPES.sub("", render_terminal(reply, width=60, colour=True, links=True)) == plain


def test_everything_of_a_reply_is_shown() -> None:
    shown = " ".join(render_terminal(ANSWER, width=200, colour=False).split())
    for text in (ANSWER.lead, ANSWER.lines[0].text, "reported speech", *ANSWER.notes, "1 When was the storm?"):
        assert text in shown
    for each in ANSWER.citations:
        assert f"[{each.number}] paragraph {each.paragraph}: “{each.excerpt}”" in shown
    assert "Harbour Post, “The doubts sails again”, 5 March 2024" in shown
    assert ADDRESS in shown


def test_an_article_cited_twice_is_named_once() -> None:
    assert render_terminal(ANSWER, width=200, colour=False).count("“The ferry sails again”") == 1


def test_links_lead_to_the_passage() -> None:
    assert f"\x1b]8;;{ADDRESS}#:~:text=place%202\x1b\\" in render_terminal(ANSWER, width=80, colour=True, links=True)


def test_texts_of_a_timeline_stand_below_each_other() -> None:
    lines = render_terminal(TIMELINE, width=80, colour=False).splitlines()
    columns = {
        line.index(text) for line in lines for text in ("The storm.", "The ferry's", "The ferry sails.") if text in line
    }
    assert len(columns) == 1


def test_sides_of_a_comparison_are_gathered() -> None:
    shown = render_terminal(COMPARISON, width=80, colour=False)
    assert shown.index("North first.") < shown.index("North again.") < shown.index("South.")
    assert [line for line in shown.splitlines() if line in ("North", "South")] == ["North", "South"]


def test_nothing_typed_steers_the_terminal() -> None:
    hostile = replace(ANSWER, lead="No article mentions “\x1b[2J\x07\u202eevil\x9b”.")
    shown = render_terminal(hostile, width=80, colour=False)
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]", shown)
    assert "evil" in shown


@given(st.text(), st.integers(2, 60))
def test_wrapping_keeps_every_letter(text: str, width: int) -> None:
    lines = wrap(text, width)
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert all(measure(line) <= width for line in lines)


def test_japanese_punctuation_does_not_begin_a_line() -> None:
    assert wrap("連絡船は運航する。「準備は整う」", 16) == ("連絡船は運航す", "る。「準備は整", "う」")


def test_a_record_is_json_and_holds_each_citation() -> None:
    record = json.loads(json.dumps(render_record("when?", TIMELINE)))
    assert record["question"] == "when?"
    assert [each["number"] for each in record["citations"]] == [1, 2, 3]
    assert record["citations"][0]["date"] == "2024-03-05"
    assert all(line.text in record["answer"] and str(line.on) in record["answer"] for line in TIMELINE.lines)
    assert record["suggestions"] == ["When was the storm?"]
    assert "When was the storm?" not in record["answer"]
