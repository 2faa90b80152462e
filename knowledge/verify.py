"""Whether facts and quotes of a pack hold against the articles' own text, word for word and span for span."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TypeVar

from knowledge.article_texts import find_article_text
from knowledge.errors import ArticleError
from knowledge.extract.quotation_marks import find_quotation_marks
from knowledge.model import Article, ArticleId, Fact, Pack, Quote, Sentence, Span
from knowledge.pack_reader.quoted_words import own_words
from knowledge.text import find_quotations, hash_text
from knowledge.values import dataclass
from knowledge.verification import ArticleVerification, Checked, Verification, render_verification
from knowledge.wording import (
    COPIED_RUN,
    collect_runs,
    contains,
    find_copied_run,
    find_marked_words,
    find_quoted_words,
    find_words,
)

__all__ = ["Verification", "render_verification", "verify_pack"]

_SENTENCE_HASH_LENGTH = 16
_Item = TypeVar("_Item", Sentence, Fact, Quote)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Page:
    """An article with its text at hand."""

    article: Article
    text: str
    quotations: tuple[Span, ...]
    runs: frozenset[tuple[str, ...]]


_Pages = Mapping[ArticleId, _Page]


def verify_pack(pack: Pack, articles: Path) -> Verification:
    """Check a pack against the files of its articles; an article without its file is reported by name.

    What a person has reviewed is also held to its own words, and an article that is reviewed throughout to speak for
    each of its sentences; what a program drafted is held to hashes, places and quotes only.
    """
    complaints: list[str] = []
    pages = {article.id: page for article in pack.articles if (page := _read_page(article, articles, complaints))}
    found = tuple(_verify_article(article, pages, pack, complaints) for article in pack.articles)
    return Verification(articles=found, complaints=tuple(complaints))


def _read_page(article: Article, articles: Path, complaints: list[str]) -> _Page | None:
    try:
        text = find_article_text(article, articles)
    except ArticleError as problem:
        complaints.append(f"{article.id}: {problem}")
        return None
    # A speech of several paragraphs has a closing mark in its last one only.
    open_ended = (
        quotation.inner
        for sentence in article.sentences
        for quotation in find_quotation_marks(text, sentence.span.start, min(sentence.span.end, len(text)))
    )
    quotations = (*find_quotations(text), *open_ended)
    return _Page(article=article, text=text, quotations=quotations, runs=collect_runs(text))


def _verify_article(article: Article, pages: _Pages, pack: Pack, complaints: list[str]) -> ArticleVerification:
    facts = [fact for fact in pack.facts if fact.article == article.id]
    quotes = [quote for quote in pack.quotes if quote.article == article.id]
    page = pages.get(article.id)
    if page is not None:
        complaints.extend(_check_whole_text(page))

    def count(items: Sequence[_Item], check: Callable[[_Item, _Page, _Pages], Iterator[str]]) -> Checked:
        if page is None:
            return Checked(verified=0, total=len(items))
        found = [tuple(check(item, page, pages)) for item in items]
        complaints.extend(f"{article.id}: {text}" for texts in found for text in texts)
        return Checked(verified=sum(not texts for texts in found), total=len(items))

    return ArticleVerification(
        article=article.id,
        sentences=count(article.sentences, _check_sentence),
        facts=count([fact for fact in facts if fact.reviewed], _check_fact),
        quotes=count([quote for quote in quotes if quote.reviewed], _check_quote),
        unreviewed_facts=count([fact for fact in facts if not fact.reviewed], _check_fact),
        unreviewed_quotes=count([quote for quote in quotes if not quote.reviewed], _check_quote),
        covered=_count_covered(article, facts, quotes, pack, complaints),
    )


def _check_whole_text(page: _Page) -> Iterator[str]:
    name = page.article.id
    if hash_text(page.text) != page.article.sha256:
        yield f"{name}: the text's SHA-256 is not the pack's; use the text that the pack was made from"
    spans = sorted(
        (*(each.span for each in page.article.sentences), *page.article.left_out), key=lambda span: span.start
    )
    edges = [0, *(edge for span in spans for edge in (span.start, span.end)), len(page.text)]
    for start, end in zip(edges[::2], edges[1::2], strict=True):
        words = page.text[start:end].split()
        if any(char.isalnum() for word in words for char in word):
            yield f"{name}: “{' '.join(words[:4])}” at {start} belongs to no sentence; add it to one"


def _check_sentence(sentence: Sentence, page: _Page, _pages: _Pages) -> Iterator[str]:
    body = page.text[sentence.span.start : sentence.span.end]
    if hash_text(body)[:_SENTENCE_HASH_LENGTH] != sentence.sha256:
        yield f"sentence {sentence.number}: its span has another hash than the pack; compute span and hash again"
        return
    words = " ".join(body.split())
    if not (words.startswith(sentence.opening) and words.endswith(sentence.closing)):
        yield f"sentence {sentence.number}: it opens or closes with other words; copy them from the article"


def _check_quote(quote: Quote, page: _Page, pages: _Pages) -> Iterator[str]:
    if quote.span is not None and _is_sound(quote.span, quote, page):
        return
    place = _find_in_sentences(quote.text, page, (quote.sentence,))
    if place is None:
        yield f"quote {quote.id}: “{quote.text}” {_say_where_it_is(quote.text, page, pages)}"
    elif quote.span is not None:
        yield f"quote {quote.id}: its span gives other words; remove the span and pin the quote again"


def _is_sound(span: Span, quote: Quote, page: _Page) -> bool:
    sentence = next(each for each in page.article.sentences if each.number == quote.sentence)
    return (
        page.text[span.start : span.end] == quote.text
        and contains(sentence.span, span)
        and any(contains(quotation, span) for quotation in page.quotations)
    )


def _check_fact(fact: Fact, page: _Page, pages: _Pages) -> Iterator[str]:
    for key, text in own_words(fact):
        for words in find_marked_words(text):
            if _find_in_sentences(words, page, fact.sentences) is None:
                where = _say_where_it_is(words, page, pages)
                yield f"fact {fact.id}: “{words}” in its {key} {where}"
        copied = find_copied_run(text, page.runs) if fact.reviewed else None
        if copied:
            yield f'fact {fact.id}: its {key} copies {COPIED_RUN} words in a row ("{copied}"); use your own words'


def _find_in_sentences(words: str, page: _Page, numbers: tuple[int, ...]) -> Span | None:
    for sentence in page.article.sentences:
        if sentence.number in numbers:
            place = find_quoted_words(page.text, words, quotations=page.quotations, within=sentence.span)
            if place is not None:
                return place
    return None


def _say_where_it_is(words: str, page: _Page, pages: _Pages) -> str:
    for sentence in page.article.sentences:
        if find_quoted_words(page.text, words, quotations=page.quotations, within=sentence.span):
            return f"stands in sentence {sentence.number}; name that sentence"
    if any(find_words(page.text, words)):
        return "stands in the article without quotation marks, or across sentences; use words between marks"
    for other in pages.values():
        for sentence in other.article.sentences:
            if find_quoted_words(other.text, words, quotations=other.quotations, within=sentence.span):
                return f"is in another article ({other.article.id}, sentence {sentence.number}); move it there"
    return "is in no article; copy it character for character"


def _count_covered(
    article: Article, facts: Sequence[Fact], quotes: Sequence[Quote], pack: Pack, complaints: list[str]
) -> Checked:
    covered = {number for fact in facts if fact.reviewed for number in fact.sentences}
    covered |= {quote.sentence for quote in quotes if quote.reviewed}
    covered |= {skipped.sentence for skipped in pack.skipped if skipped.article == article.id}
    # A person has read these and found that nothing of them should stay.
    covered |= {number for each in pack.rejected if each.article == article.id for number in each.sentences}
    bare = [sentence for sentence in article.sentences if sentence.number not in covered]
    is_reviewed = all(fact.reviewed for fact in facts) and all(quote.reviewed for quote in quotes)
    for sentence in bare if is_reviewed else ():
        ends = f"“{sentence.opening} … {sentence.closing}”"
        text = f"sentence {sentence.number} ({ends}) has no fact and no quote; add one, or list it under skipped"
        complaints.append(f"{article.id}: {text}")
    return Checked(verified=len(article.sentences) - len(bare), total=len(article.sentences))
