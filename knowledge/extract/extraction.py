"""All that the machine finds in one article."""

from __future__ import annotations

from knowledge.articles.model import NewsArticle
from knowledge.extract.dates.expressions import find_dates
from knowledge.extract.events import find_events
from knowledge.extract.model import DatedExpression, FoundEvent
from knowledge.extract.quotes.quotes import Speech, read_speech
from knowledge.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Extraction:
    """An article with what was found in it; every span counts in the article's text."""

    article: NewsArticle
    speech: Speech
    dates: tuple[DatedExpression, ...]
    events: tuple[FoundEvent, ...]


def extract_article(article: NewsArticle) -> Extraction:
    """Find dates, people, quotes and events of an article; the same article always gives the same."""
    spans = [block.span for block in article.blocks]
    if article.dateline is not None and not any(s.start <= article.dateline.span.start < s.end for s in spans):
        spans = sorted((article.dateline.span, *spans), key=lambda span: span.start)  # a dateline on a line of its own
    dates = find_dates(article.text, spans, article.published_on)
    speech = read_speech(article)
    return Extraction(article=article, speech=speech, dates=dates, events=find_events(article, speech, dates))
