"""Which format a text is in, by what is in it; the file's name only settles doubts."""

from __future__ import annotations

import json
import re
from typing import Literal

from knowledge.articles.markdown_page import is_markdown
from knowledge.errors import ArticleError

Format = Literal["html", "markdown", "plain"]

_HTML_START = re.compile(
    r"\s*(?:<!--.{0,2000}?-->\s*)*(?:<\?xml[^>]{0,200}\?>\s*)?<(?:!doctype\s+html|html|head|body|article|main|div|section|p|h1|meta)\b",
    re.I | re.S,
)
_BLOCK_TAG = re.compile(r"<(?:p|div|article|section|h[1-6]|li|body|span|br)\b[^<>]{0,300}>", re.I)
_FEED = re.compile(r"\s*(?:<\?xml[^>]{0,200}\?>\s*)?<(?:rss|feed|urlset|sitemapindex|opml)\b", re.I)
_CODE_LINE = re.compile(
    r"^\s*(?:(?:def|class|import|from|function|var|let|const|public|private|return|#include|package|SELECT|INSERT)\b.*[:;{)]?\s*$|[{}\])];?\s*$|.*[;{]\s*$|//|\w+\s*=\s*\S+$)"
)


def find_format(text: str, name: str) -> Format:
    """Tell HTML, Markdown and plain text apart.

    Raises:
        ArticleError: JSON, code, a feed: a text, but no article.
    """
    suffix = name.rsplit(".", 1)[-1].casefold() if "." in name else ""
    if _FEED.match(text):
        raise ArticleError(f"{name}: is a feed or a site map, not an article; save the article's own page")
    if _HTML_START.match(text) or len(_BLOCK_TAG.findall(text[:50000])) >= 6:
        return "html"
    if suffix in ("html", "htm", "xhtml") and _BLOCK_TAG.search(text):
        return "html"
    _refuse_data(text, name)
    if suffix in ("md", "markdown", "mdown") or is_markdown(text):
        return "markdown"
    return "plain"


def _refuse_data(text: str, name: str) -> None:
    if text.lstrip()[:1] in "{[" and _is_json(text):
        raise ArticleError(f"{name}: is JSON, not an article; save the article's text, HTML or Markdown")
    rows = [row.strip()[:300] for row in text.splitlines()[:400] if row.strip()]
    code = sum(_CODE_LINE.match(row) is not None for row in rows)
    if len(rows) >= 5 and code * 2 > len(rows):
        raise ArticleError(
            f"{name}: looks like program code, not an article; save the article's text, HTML or Markdown"
        )
    tabled = sum(row.count(",") >= 4 and not re.search(r"[a-z]\. ", row) and " " not in row.strip(" ") for row in rows)
    if len(rows) >= 5 and tabled * 2 > len(rows):
        raise ArticleError(f"{name}: looks like a table, not an article; save the article's text, HTML or Markdown")


def _is_json(text: str) -> bool:
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return False
    return True
