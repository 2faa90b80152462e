"""What an HTML page declares of its article for machines: JSON-LD, microdata, RDFa, meta tags, links."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, Literal

from knowledge.articles.bylines import is_name
from knowledge.articles.html_node import HtmlNode
from knowledge.articles.page import DeclaredHead
from knowledge.articles.page_dates import read_iso_day

_ARTICLE_TYPES = re.compile(
    r"(?:Article|BlogPosting|Report|LiveBlog|Posting)$|^(?:Interview|OpinionPiece|PressRelease)$"
)
_TRAILING_COMMA = re.compile(r",\s*(?=[}\]])")
_CDATA = re.compile(r"^\s*(?://)?\s*(?:<!--|<!\[CDATA\[)|(?://)?\s*(?:-->|\]\]>)\s*$")
_META_DAYS = (
    "article:published_time", "article:published", "og:published_time", "og:article:published_time", "datepublished",
    "date.issued", "dc.date.issued", "dcterms.issued", "dcterms.created", "dcterms.date", "dc.date", "dc.date.created",
    "parsely-pub-date", "sailthru.date", "citation_publication_date", "citation_date", "pubdate", "publishdate",
    "publish-date", "publish_date", "publication_date", "article.published", "bt:pubdate", "rnews:datepublished",
    "date", "creation_date", "publisheddate", "firstpublishdate",
)  # fmt: skip
_META_AUTHORS = (
    "author",
    "article:author",
    "parsely-author",
    "sailthru.author",
    "dc.creator",
    "dcterms.creator",
    "byl",
    "citation_author",
    "twitter:creator:name",
)
_META_SITES = (
    "og:site_name",
    "application-name",
    "publisher",
    "dc.publisher",
    "dcterms.publisher",
    "citation_journal_title",
    "cre",
    "article:publisher_name",
)


def read_declared_head(tree: HtmlNode) -> DeclaredHead:
    """Read what a parsed page declares; JSON-LD before microdata before meta tags."""
    metas = _read_metas(tree)
    ld = _read_json_ld(tree)
    title = tree.css_first("title")
    day, how = _published(tree, metas, ld)
    return DeclaredHead(
        headlines=_unique(_text(ld.get("headline")), *_marked(tree, "headline")),
        titles=_unique(metas.get("og:title"), metas.get("twitter:title"), title.text(strip=True) if title else None),
        authors=_unique(*_names(ld.get("author")), *_marked_names(tree, "author"))
        or _meta_authors(metas)
        or _linked_author(tree),
        publishers=_unique(
            *_names(ld.get("publisher")), *_marked_names(tree, "publisher"), *(metas.get(key) for key in _META_SITES)
        ),
        published_on=day,
        published_how=how,
        url=_url(tree, metas, ld),
        article_body=_text(ld.get("articleBody")),
    )


def _read_metas(tree: HtmlNode) -> dict[str, str]:
    """Name or property, in lower case, to content; the first of each."""
    metas: dict[str, str] = {}
    for node in tree.css("meta"):
        attributes = node.attributes
        if _inside_other_item(node):
            continue
        key = attributes.get("property") or attributes.get("name") or attributes.get("http-equiv")
        content = (attributes.get("content") or "").strip()
        if key and content:
            metas.setdefault(key.strip().casefold(), html.unescape(content))
    return metas


def _inside_other_item(node: HtmlNode) -> bool:
    return "itemprop" in node.attributes and "name" not in node.attributes and "property" not in node.attributes


def _read_json_ld(tree: HtmlNode) -> Mapping[str, Any]:
    """The article among the page's JSON-LD: the first that has a headline and a day, else the first."""
    articles = []
    for node in tree.css('script[type="application/ld+json"]'):
        articles += [item for item in _items(_parsed(node.text() or "")) if _is_article(item)]
    whole = [item for item in articles if item.get("headline") and item.get("datePublished")]
    return next(iter(whole or articles), {})


def _parsed(text: str) -> object:
    text = _CDATA.sub("", text.strip()).strip().rstrip(";")
    for attempt in (text, _TRAILING_COMMA.sub("", text)):
        try:
            return json.loads(attempt, strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def _items(data: object, depth: int = 0) -> Iterator[Mapping[str, Any]]:
    if depth > 6:
        return
    if isinstance(data, list):
        for item in data:
            yield from _items(item, depth + 1)
    elif isinstance(data, dict):
        yield data
        for key in ("@graph", "mainEntity", "mainEntityOfPage", "hasPart"):
            if isinstance(data.get(key), (list, dict)):
                yield from _items(data[key], depth + 1)


def _is_article(item: Mapping[str, Any]) -> bool:
    types = item.get("@type")
    return any(
        isinstance(kind, str) and _ARTICLE_TYPES.search(kind)
        for kind in (types if isinstance(types, list) else [types])
    )


def _published(
    tree: HtmlNode, metas: Mapping[str, str], ld: Mapping[str, Any]
) -> tuple[date | None, Literal["structured data", "meta tag"] | None]:
    for value in (_text(ld.get("datePublished")), *_marked(tree, "datePublished"), _text(ld.get("dateCreated"))):
        day = read_iso_day(value) if value else None
        if day:
            return day, "structured data"
    for key in _META_DAYS:
        day = read_iso_day(metas[key]) if key in metas else None
        if day:
            return day, "meta tag"
    for node in tree.css("time[pubdate]"):
        day = read_iso_day(node.attributes.get("datetime") or node.text())
        if day:
            return day, "meta tag"
    return None, None


def _url(tree: HtmlNode, metas: Mapping[str, str], ld: Mapping[str, Any]) -> str | None:
    canonical = tree.css_first('link[rel="canonical"]')
    page = ld.get("mainEntityOfPage")
    page = (page.get("@id") or page.get("url")) if isinstance(page, dict) else page
    candidates = (
        canonical.attributes.get("href") if canonical else None,
        metas.get("og:url"),
        page,
        *_marked(tree, "mainEntityOfPage"),
        ld.get("url"),
        ld.get("@id"),
        *_marked(tree, "url"),
    )
    return next(
        (text.strip() for text in candidates if isinstance(text, str) and re.match(r"\s*(?:https?:)?//", text)), None
    )


def _marked(tree: HtmlNode, name: str) -> tuple[str, ...]:
    """Values of a microdata or RDFa property."""
    found = []
    for attribute in ("itemprop", "property"):
        for node in tree.css(f'[{attribute}~="{name}"], [{attribute}~="schema:{name}"]'):
            value = _value(node)
            if value:
                found.append(value)
    return tuple(found)


def _value(node: HtmlNode) -> str:
    attributes = node.attributes
    for key in ("content", "datetime", "href" if node.tag in ("a", "link") else "", "itemid"):
        if key and attributes.get(key):
            return str(attributes[key]).strip()
    return " ".join(node.text(separator=" ").split())


def _marked_names(tree: HtmlNode, name: str) -> tuple[str, ...]:
    found = []
    for attribute in ("itemprop", "property"):
        for node in tree.css(f'[{attribute}~="{name}"], [{attribute}~="schema:{name}"]'):
            inner = node.css_first(f'[{attribute}~="name"]')
            if inner is not None:
                found.append(_value(inner))
            elif node.attributes.get("content") or node.tag not in ("a", "link", "meta"):
                found.append(_value(node))
            else:
                found.append(" ".join(node.text().split()))
    return tuple(text for text in found if text and not text.startswith(("http", "//", "/")))


def _names(value: object) -> tuple[str, ...]:
    """Names of a JSON-LD person or organisation, or of several."""
    found: list[str] = []
    for item in value if isinstance(value, list) else [value]:
        name = item.get("name") if isinstance(item, dict) else item
        for text in name if isinstance(name, list) else [name]:
            if isinstance(text, str) and text.strip() and not text.startswith(("http", "#")):
                found.append(html.unescape(text.strip()))
    return tuple(found)


def _meta_authors(metas: Mapping[str, str]) -> tuple[str, ...]:
    for key in _META_AUTHORS:
        value = metas.get(key)
        if value and not value.startswith(("http", "//", "@")):
            return (value,)
    return ()


def _linked_author(tree: HtmlNode) -> tuple[str, ...]:
    """The name that links to its author's page, in an element that says it is the author's; the first of the page."""
    for node in tree.css('[rel~="author"], a[href*="/author/"], a[href*="/authors/"]'):
        name = " ".join(node.text(separator=" ").split())
        if is_name(name):
            return (name,)
    return ()


def _text(value: object) -> str | None:
    return html.unescape(value).strip() or None if isinstance(value, str) else None


def _unique(*texts: str | None) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text for text in texts if text))
