"""Articles that a question names by what they are on, as data: tests/cited_articles.yaml."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.answers.model import Reply
from bot.render.text import render_text
from knowledge.store import Store

DATA: dict[str, Any] = yaml.safe_load((Path(__file__).parents[1] / "cited_articles.yaml").read_text(encoding="utf-8"))


def told_in() -> Iterator[tuple[str, dict[str, Any]]]:
    for article, items in DATA["told_in"].items():
        yield from ((article, item) for item in items)
    yield from ((item["cites"], item) for item in DATA["contents"])


@pytest.mark.parametrize(("article", "item"), [*told_in()], ids=[item["ask"] for _, item in told_in()])
def test_it_is_told_from_the_article(
    article: str, item: dict[str, Any], ask: Callable[[str], Reply], store: Store
) -> None:
    reply = ask(item["ask"])
    assert reply.status == "answered"
    first = store.find_fact(reply.facts[0])
    assert first is not None
    assert first.fact.article == article
    text = render_text(reply)
    assert all(words in text for words in item.get("says", ())), text
    assert not any(words in reply.lead for words in item.get("lacks", ())), text


@pytest.mark.parametrize("question", DATA["refused"])
def test_what_the_article_does_not_say_is_refused(question: str, ask: Callable[[str], Reply]) -> None:
    assert ask(question).status == "not_found"


@pytest.mark.parametrize(
    "item",
    [item for kind in ("entries", "sources", "not_sources") for item in DATA[kind]],
    ids=lambda item: item["ask"],
)
def test_the_article_or_the_source_is_told(item: dict[str, Any], ask: Callable[[str], Reply]) -> None:
    reply = ask(item["ask"])
    assert reply.status == "answered"
    assert all(words in render_text(reply) for words in item["says"]), reply.lead
