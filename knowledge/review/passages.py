"""Where in its article a drafted fact or quote stands, for a person to read."""

from __future__ import annotations

from pathlib import Path

from knowledge.article_texts import find_article_text
from knowledge.errors import ArticleError
from knowledge.model import Article, Fact, Quote
from knowledge.review.model import Passage
from knowledge.text import hash_text


def read_page(article: Article, folder: Path) -> str | ArticleError:
    """The text of an article that a pack was made from, or why there is none."""
    try:
        text = find_article_text(article, folder)
    except ArticleError as problem:
        return problem
    if hash_text(text) != article.sha256:
        return ArticleError("the article's file has another text than the pack was made from; find the right one")
    return text


def find_passage(article: Article, item: Fact | Quote, text: str) -> Passage:
    """The sentences of an article that an item rests on, with those before and after."""
    numbers = item.sentences if isinstance(item, Fact) else (item.sentence,)
    places = [place for place, each in enumerate(article.sentences) if each.number in numbers]
    first, last = places[0], places[-1]
    start, end = article.sentences[first].span.start, article.sentences[last].span.end
    marked = item.span if isinstance(item, Quote) else None
    if marked is None or not start <= marked.start < marked.end <= end:
        opening, words, closing = text[start:end], "", ""
    else:
        opening, words, closing = text[start : marked.start], text[marked.start : marked.end], text[marked.end : end]

    def words_of(place: int) -> str:
        span = article.sentences[place].span
        return text[span.start : span.end]

    return Passage(
        before=words_of(first - 1) if first else None,
        opening=opening,
        marked=words,
        closing=closing,
        after=words_of(last + 1) if last + 1 < len(article.sentences) else None,
        paragraph=article.sentences[first].paragraph,
    )
