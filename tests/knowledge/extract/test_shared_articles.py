"""What extraction gets on the annotated articles, and on those of the shipped pack, where they are at hand."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from bot.extracts import extract_file
from tests.measure.article_questions import ask_all
from tests.measure.recovery import recover

SHARED = Path(__file__).parents[4] / "shared"
ANNOTATED = SHARED / "extraction"

# The scorer is not ours and leaves its files open.
pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning", "ignore::ResourceWarning")

needs_annotated = pytest.mark.skipif(not ANNOTATED.is_dir(), reason="../shared/extraction is not here")
needs_articles = pytest.mark.skipif(not (SHARED / "articles").is_dir(), reason="../shared/articles is not here")


@pytest.fixture(scope="module")
def scores() -> dict[str, Any]:
    spec = importlib.util.spec_from_file_location("score_articles", ANNOTATED / "score_articles.py")
    assert spec is not None
    assert spec.loader is not None
    scorer: ModuleType = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(scorer)
    files = [file for file in sorted((ANNOTATED / "articles").iterdir()) if file.suffix != ".yaml"]
    result: dict[str, Any] = scorer.score({file.name: extract_file(file) for file in files})
    return result


@needs_annotated
@pytest.mark.parametrize("field", ["headline", "publisher", "byline", "published", "url"])
def test_the_head_of_an_article_is_read(scores: dict[str, Any], field: str) -> None:
    assert scores["metadata"][field]["acc"] >= 0.92


@needs_annotated
def test_the_body_is_kept_and_its_page_left_out(scores: dict[str, Any]) -> None:
    assert scores["body_kept"]["rate"] == 1.0
    assert scores["boilerplate_leak_rate"]["rate"] <= 0.02
    assert scores["metadata_value_where_gold_is_null"]["rate"] == 0.0


@needs_annotated
def test_quotes_are_found_with_their_speakers(scores: dict[str, Any]) -> None:
    assert scores["quotes"]["exact"]["F1"] >= 0.97
    assert scores["speakers"]["named"]["strict"] >= 0.95
    assert scores["speakers"]["unnamed"]["strict"] >= 0.9
    assert scores["speakers"]["unattributed"]["strict"] >= 0.9


@needs_annotated
def test_dates_and_events_are_found(scores: dict[str, Any]) -> None:
    assert scores["dates"]["all"]["F1"] >= 0.94
    assert scores["dates"]["all_value_acc"] >= 0.94
    assert scores["events"]["recall"] >= 0.85


@needs_annotated
def test_a_knowledge_base_of_articles_answers_and_refuses() -> None:
    asked = ask_all(ANNOTATED / "articles")
    answered = [each for each in asked if each.answered]
    assert sum(each.outcome == "right" for each in asked) >= 0.8 * len(asked)
    assert sum(each.outcome == "wrong" for each in answered) <= 0.12 * len(answered)


@needs_articles
def test_the_reviewed_quotes_are_found_by_program() -> None:
    quotes = [each for each in recover(SHARED / "articles") if each.what == "quote"]
    assert [each.text for each in quotes if not each.found] == []


@needs_articles
def test_the_reviewed_events_are_dated_by_program() -> None:
    events = [each for each in recover(SHARED / "articles") if each.what == "event"]
    assert sum(each.found for each in events) >= 0.85 * len(events)
