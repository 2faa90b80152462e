"""Where answers stand in their articles, what else there is, and what the shipped knowledge base holds as a whole."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from bot.answers.model import Reply, ReplyLanguage
from bot.responder import StoreResponder, open_responder

TODAY = date(2026, 11, 30)


@pytest.fixture(scope="module")
def responder() -> Iterator[StoreResponder]:
    opened = open_responder(None)
    yield opened
    opened.close()


def ask(responder: StoreResponder, question: str, language: ReplyLanguage | None = None) -> Reply:
    return responder.respond(question, today=TODAY, dialogue=None, frame=None, language=language)


@pytest.mark.parametrize(
    "question", ["When was the seafood ban imposed?", "When did Xi and Kishida meet in 2023?", "What did Wang Yi say?"]
)
def test_passages_are_numbered_like_the_answer(responder: StoreResponder, question: str) -> None:
    reply = ask(responder, question)
    shown = responder.passages(reply.facts, language="en")
    assert shown is not None
    assert shown.citations == reply.citations
    heads = list(dict.fromkeys(line.side for line in shown.lines))
    assert [head and head.partition(" ")[0] for head in heads] == [f"[{c.number}]" for c in reply.citations]


def test_passages_give_positions_and_say_nothing_twice(responder: StoreResponder) -> None:
    reply = ask(responder, "When did Xi and Kishida meet in 2023?")
    shown = responder.passages(reply.facts, language="en")
    assert shown is not None
    texts = [line.text for line in shown.lines]
    assert len(texts) == len(set(texts))
    assert texts[0].startswith("Characters 525 to 716 of the article's text; hash 6763d17c2be06af1")


def test_more_tells_what_has_not_been_told(responder: StoreResponder) -> None:
    reply = ask(responder, "When was the seafood ban imposed?")
    more = responder.more(reply.facts, language="en")
    assert more is not None
    assert more.lead == "Also on China's ban on Japanese seafood imports:"
    assert more.facts
    assert not set(more.facts) & set(reply.facts)
    assert more.citations
    assert any(note.startswith("As of") for note in more.notes)


def test_the_timeline_of_an_answer_is_on_its_matter(responder: StoreResponder) -> None:
    reply = ask(responder, "When was the seafood ban imposed?")
    timeline = responder.timeline(reply.facts, language="en", today=TODAY)
    assert timeline is not None
    assert all("seafood" in line.text or "Fukushima" in line.text for line in timeline.lines)


def test_what_is_told_of_facts_that_are_gone(responder: StoreResponder) -> None:
    assert responder.passages((), language="en") is None
    assert responder.more((), language="en") is None
    assert responder.timeline((), language="en", today=TODAY) is None


@pytest.mark.parametrize(
    ("language", "topic", "gap"),
    [
        (
            "en",
            "China's ban on Japanese seafood imports: 16 facts",
            "no article from 15 October 2015 to 25 November 2023",
        ),
        ("ja", "中国による日本産水産物の輸入禁止：16件", "2015年10月15日から2023年11月25日までの記事はありません"),
        ("zh", "16条事实", "2015年10月15日至2023年11月25日之间没有文章"),
    ],
)
def test_topics_and_coverage(responder: StoreResponder, language: ReplyLanguage, topic: str, gap: str) -> None:
    topics = responder.topics(language=language)
    assert any(topic in line.text for line in topics.lines)
    coverage = responder.coverage(language=language)
    assert any(gap in note for note in coverage.notes)
    assert len(coverage.lines) == 4


@pytest.mark.parametrize(
    ("question", "missing"),
    [
        ("what did Biden say about the seafood ban", ("topic", "seafood-ban")),
        ("who won the football match", ("other", "refuse_off_topic")),
        ("When was the seafood ban imposed?", None),
    ],
)
def test_what_a_refusal_was_about(responder: StoreResponder, question: str, missing: tuple[str, str] | None) -> None:
    assert responder.missing(ask(responder, question)) == missing
