"""From a file with a news article in it to the article: body, headline, publisher, byline, day and address."""

from __future__ import annotations

import re
from pathlib import Path

from knowledge.articles.bylines import find_bare_byline, find_byline, find_reporting_names, join_names, read_names
from knowledge.articles.datelines import find_dateline
from knowledge.articles.decoding import decode_bytes
from knowledge.articles.formats import find_format
from knowledge.articles.furniture import load_furniture
from knowledge.articles.head_words import load_head_words
from knowledge.articles.html_page import read_html_page
from knowledge.articles.markdown_page import read_markdown_page
from knowledge.articles.ministries import find_ministry
from knowledge.articles.model import Block, Dateline, NewsArticle
from knowledge.articles.page import Line, Page
from knowledge.articles.page_dates import find_page_dates
from knowledge.articles.plain_page import read_plain_page
from knowledge.articles.prose import count_words
from knowledge.articles.published import find_day_in_name, find_published
from knowledge.articles.publishers import find_publisher
from knowledge.articles.sorting import SortedPage, sort_lines
from knowledge.errors import ArticleError

_READERS = {"html": read_html_page, "markdown": read_markdown_page, "plain": read_plain_page}
_ONLY_ADDRESS = re.compile(r"(https?://[^\s<>\"')\]]+)$")
_SLUG_WORDS = 2
"""Words of the headline in an address that is the article's own."""

_LEAST_WORDS = 15
"""Words of prose without which a file is no article: a flash of one sentence has some twenty."""


def read_article(path: Path) -> NewsArticle:
    """Read a file: plain text as scraped, HTML or Markdown, told apart by what is in it.

    Raises:
        ArticleError: the file cannot be read, is no text, or holds no article.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise ArticleError(f"{path}: cannot be read ({error.strerror}); check the path") from error
    return read_article_bytes(data, path.name)


def read_article_bytes(data: bytes, name: str) -> NewsArticle:
    """Read the content of a file called `name`.

    Raises:
        ArticleError: empty, binary, over 2 MB, or without an article.
    """
    text, encoding = decode_bytes(data, name)
    page = _READERS[find_format(text, name)](text, name)
    sorting = sort_lines(page)
    if sorting is None and page.declared.article_body:
        page = _with_declared_body(page)
        sorting = sort_lines(page)
    if sorting is None or _count_body_words(page, sorting) < _LEAST_WORDS:
        raise ArticleError(
            f"{name}: holds no article, only {_what_it_holds(page)}; give the page of one article with its text"
        )
    return _article(page, sorting, encoding)


def _article(page: Page, sorting: SortedPage, encoding: str) -> NewsArticle:
    dateline = _find_dateline(page, sorting)
    day, how = find_published(page, sorting, dateline)
    if day is None and (day := find_day_in_name(page.name)) is not None:
        how = "file name"
    blocks = tuple(
        Block(kind=kind, span=line.span)
        for line, kind in zip(page.lines, sorting.kinds, strict=True)
        if kind is not None
    )
    return NewsArticle(
        name=page.name,
        text=page.text,
        blocks=blocks,
        headline=_find_headline(page, sorting),
        publisher=find_publisher(page, sorting, dateline),
        byline=_find_byline(page, sorting, dateline),
        published_on=day,
        published_how=how,
        url=page.declared.url or _find_address(page, sorting),
        dateline=dateline,
        encoding=encoding,
    )


def _find_dateline(page: Page, sorting: SortedPage) -> Dateline | None:
    """Of the newest bulletin where there are several, else of the first paragraph or alone above it."""
    opening = True
    start = max(0, sorting.first - 4) if len(sorting.markers) == 0 or sorting.headline is None else sorting.headline + 1
    if sorting.headline is not None and sorting.headline >= sorting.first:
        start = sorting.headline + 1
    for number in range(start, min(len(page.lines), max(start, sorting.first) + 5)):
        line = page.lines[number]
        alone = number < sorting.first
        if number == sorting.headline or (sorting.kinds[number] is None and not alone):
            continue
        found = find_dateline(line.text, offset=line.span.start, first_words=opening and not alone)
        if found is not None and (not alone or _is_dateline_line(found, line, page)):
            return found
        opening = opening and sorting.kinds[number] not in ("paragraph", "list_item")
        if not opening and sorting.kinds[number] == "paragraph" and number > sorting.first + 1:
            break
    return None


def _is_dateline_line(found: Dateline, line: Line, page: Page) -> bool:
    """Whether a line above the text is a dateline and nothing else; two words may be an author's name."""
    if found.span.end < line.span.end - 1:
        return False
    place = found.places[0]
    return len(place.split()) == 1 or line.text[:4].isupper() or _is_place(place, page)


def _is_place(name: str, page: Page) -> bool:
    """Whether the text says that something is in, at or from there: "Ana Lund, 4 May 2012" is no dateline."""
    return re.search(rf"\b(?:in|at|to|from|near|of|outside|for)\s+{re.escape(name)}\b", page.text) is not None


def _find_headline(page: Page, sorting: SortedPage) -> str | None:
    declared = page.declared.headlines
    if sorting.headline is None:
        return next(iter((*declared, *page.declared.titles)), None)
    text = page.lines[sorting.headline].text
    if page.marked_up and page.lines[sorting.headline].hint != "heading" and (declared or page.declared.titles):
        return (*declared, *page.declared.titles)[0]
    if declared and (not page.marked_up or (count_words(text) < 4 and count_words(declared[0]) >= 4)):
        return declared[0]
    return load_furniture().bulletins.headline_prefix.sub("", text).strip()


def _find_byline(page: Page, sorting: SortedPage, dateline: Dateline | None) -> str | None:
    names = tuple(name for text in page.declared.authors for name in read_names(text))
    if names:
        return join_names(names)
    for number in (*sorting.markers, *range(sorting.first)):
        names = find_byline(page.lines[number].text)
        if names and number != sorting.headline:
            return join_names(names)
    names = _find_bare_names(page, sorting, dateline)
    if names:
        return join_names(names)
    for number in range(len(page.lines) - 1, sorting.first, -1):
        if sorting.kinds[number] is None:
            names = find_reporting_names(page.lines[number].text) or (
                find_byline(page.lines[number].text) if sorting.last < number <= sorting.last + 2 else ()
            )
            if names:
                return join_names(names)
    return None


def _find_bare_names(page: Page, sorting: SortedPage, dateline: Dateline | None) -> tuple[str, ...]:
    """Names on a line of the head without "by", alone or before the day; a ministry's paper names a place there."""
    if find_ministry(page, sorting):
        return ()
    start = 0 if sorting.headline is None else sorting.headline + 1
    for number in range(start, min(sorting.first, start + 8)):
        line = page.lines[number]
        filed = dateline is not None and line.span.start <= dateline.span.start < line.span.end
        if (
            line.region in ("outside", "card")
            or sorting.kinds[number] is not None
            or filed
            or load_furniture().find_cue(line.text)
        ):
            continue
        dates = find_page_dates(line.text)
        text = line.text[: dates[0].start].rstrip(" ,|·•–—-(") if dates else line.text
        names = find_bare_byline(text)
        if names and not any(_is_place(name, page) for name in names):
            return names
    return ()


def _find_address(page: Page, sorting: SortedPage) -> str | None:
    outer = [line.text for line, kind in zip(page.lines, sorting.kinds, strict=True) if kind is None]
    for text in outer:
        found = load_head_words().address.search(text) or _ONLY_ADDRESS.match(text)
        if found:
            return found[1].rstrip(".,;")
    title = page.lines[sorting.headline].text if sorting.headline is not None else ""
    words = {word.casefold() for word in re.findall(r"\w{4,}", title)}
    for text in outer:
        for address in re.findall(r"https?://[^\s<>\"')\]]+", text):
            if len(words & set(re.findall(r"\w{4,}", address.casefold()))) >= _SLUG_WORDS:
                return str(address).rstrip(".,;")
    return None


def _count_body_words(page: Page, sorting: SortedPage) -> int:
    kinds = ("paragraph", "standfirst", "list_item")
    return sum(count_words(line.text) for line, kind in zip(page.lines, sorting.kinds, strict=True) if kind in kinds)


def _with_declared_body(page: Page) -> Page:
    """A page whose text only its script holds: take the text that it declares."""
    head = "\n\n".join(line.text for line in page.lines if line.hint == "heading")
    text = f"{head}\n\n{page.declared.article_body}"
    plain = read_plain_page(text, page.name)
    return Page(name=page.name, text=plain.text, lines=plain.lines, declared=page.declared)


def _what_it_holds(page: Page) -> str:
    if not page.lines:
        return "markup without text"
    links = sum(line.linked > 0.8 for line in page.lines)
    if links * 2 > len(page.lines):
        return "a list of links"
    return "lines that are no sentences"
