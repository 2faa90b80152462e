"""What had been reported by a day: by an option, or by the question itself."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from bot.answers.model import Reply
from bot.respond import respond
from knowledge.store import Store

TODAY = date(2026, 11, 22)

Ask = Callable[[str], Reply]


@pytest.mark.parametrize(
    ("question", "must", "must_not"),
    [
        ("as of March 2024, who is Japan's foreign minister?", "Yoko Kamikawa", "Iwaya"),
        ("Who was Japan's foreign minister as of March 2024?", "Yoko Kamikawa", "Iwaya"),
        ("As of December 2023, when did the two foreign ministers last meet?", "25 November 2023", "2024"),
        ("timeline of the China-Japan talks as of 2024-02-01", "November 2023", "December 2024"),
        ("2024年3月時点で日本の外相は誰ですか", "Yoko Kamikawa", "Iwaya"),
        ("截至2024年3月，日本外相是谁？", "Yoko Kamikawa", "Iwaya"),
        ("Who is Japan's foreign minister?", "Iwaya", "counts"),
    ],
)
def test_later_articles_do_not_count(store: Store, question: str, must: str, must_not: str) -> None:
    reply = respond(question, store=store, today=TODAY)
    told = " ".join((reply.lead, *(f"{line.on or ''} {line.text}" for line in reply.lines)))
    assert must in told
    assert must_not not in " ".join((told, *(note for note in reply.notes if "2024" not in note)))
    day = date(2024, 3, 31)
    assert "as of" not in question or all(citation.published_on <= day for citation in reply.citations)


def test_option_leaves_later_articles_out(store: Store) -> None:
    reply = respond("latest on the seafood ban", store=store, today=TODAY, as_of=date(2024, 2, 1))
    assert reply.status == "answered"
    assert all(citation.published_on <= date(2024, 2, 1) for citation in reply.citations)
    assert any("1 February 2024" in note for note in reply.notes)


def test_the_earlier_of_both_days_counts(store: Store) -> None:
    reply = respond(
        "as of March 2024, who is Japan's foreign minister?", store=store, today=TODAY, as_of=date(2015, 12, 1)
    )
    assert reply.status == "not_found"
    assert any("1 December 2015" in note for note in reply.notes)


def test_before_the_first_article_nothing_is_known(store: Store) -> None:
    reply = respond("What did China say about Japan?", store=store, today=TODAY, as_of=date(2010, 1, 1))
    assert reply.status == "not_found"
    assert "1 January 2010" in reply.lead
    assert not reply.citations
