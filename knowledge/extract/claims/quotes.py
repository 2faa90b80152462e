"""Quotes of an article as a knowledge base keeps them, with the claims of the sentence they stand in."""

from __future__ import annotations

from collections.abc import Sequence

from knowledge.extract.claims.parties import ClaimParties
from knowledge.extract.extraction import Extraction
from knowledge.model import ArticleId, Fact, Quote, QuoteId


def make_quotes(
    extraction: Extraction, article: ArticleId, parties: ClaimParties, index: int, facts: Sequence[Fact], *, before: int
) -> list[Quote]:
    """The quotes of one sentence.

    Args:
        facts: the claims of that sentence.
        before: how many quotes the article has before it.
    """
    day = parties.published()
    return [
        Quote(
            id=QuoteId(f"{article}-q{number}"),
            article=article,
            text=quote.text,
            span=quote.span,
            sentence=index + 1,
            speaker=parties.find_quoted(index, quote.span.start) if quote.attributed else None,
            cue=quote.cue,
            attributed=quote.attributed,
            on=next((f.when for f in facts if f.when), None) or day,
            topics=facts[0].topics if facts else (),
            facts=tuple(fact.id for fact in facts),
            reviewed=False,
        )
        for number, quote in enumerate(
            (quote for quote in extraction.speech.quotes if quote.sentence == index), start=before + 1
        )
    ]
