"""What facts put in “curly quotation marks” must be a quote of the same article."""

from __future__ import annotations

from collections.abc import Iterator

from knowledge.model import Fact, Quote
from knowledge.wording import blank_marked_words, find_marked_words, find_words
from knowledge.yaml_nodes import Record


def own_words(fact: Fact) -> Iterator[tuple[str, str]]:
    """Yield the texts of a fact that people worded, each with its key."""
    yield "sentence", fact.sentence
    if fact.reason:
        yield "reason", fact.reason
    if fact.purpose:
        yield "purpose", fact.purpose


def check_marked_words(record: Record, fact: Fact, quotes: tuple[Quote, ...]) -> None:
    """Complain of marked words that are in no quote of the article, and of marks without partner."""
    for key, text in own_words(fact):
        rest = blank_marked_words(text)
        if any(mark in rest for mark in '"“”'):
            record.complain("a quotation mark stands alone or is straight; use “ and ” in pairs", key=key)
        for words in find_marked_words(text):
            if not any(any(find_words(quote.text, words)) for quote in quotes):
                record.complain(
                    f"“{words}” is in no quote of this article; copy it exactly, add the quote, or use your own words",
                    key=key,
                )
