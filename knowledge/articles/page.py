"""A page of any format as lines of text, before anything is known about which of them are the article."""

from __future__ import annotations

from datetime import date
from typing import Literal

from knowledge.model import Span
from knowledge.values import dataclass, field

LineHint = Literal["plain", "paragraph", "heading", "list_item", "quotation", "row"]
"""What the markup says a line is; "row" of a table; "plain" where there is no markup."""

Region = Literal["unknown", "body", "card", "outside"]
"""Where the markup puts a line: nowhere in particular, in the article's text, on a card of particulars ("Date of issue:
3 May 2019"), or in what surrounds it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line of plain text, or a block of a marked-up page."""

    span: Span
    text: str
    chunk: int
    """Lines without an empty line between them share a chunk."""

    hint: LineHint = "plain"
    level: int = 0
    """Of a heading, 1 to 6; 0 for anything else."""

    region: Region = "unknown"
    linked: float = 0.0
    """Share of the characters that are links, 0 to 1."""

    emphasis: Literal["none", "bold", "italic"] = "none"
    """Of the whole line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DeclaredHead:
    """What a page says of itself for machines: JSON-LD, microdata, RDFa, meta tags, Markdown's front matter."""

    headlines: tuple[str, ...] = ()
    """Best first."""

    titles: tuple[str, ...] = ()
    """Of the page, site name included: <title>, og:title."""

    authors: tuple[str, ...] = ()
    publishers: tuple[str, ...] = ()
    published_on: date | None = None
    published_how: Literal["structured data", "meta tag"] | None = None
    url: str | None = None
    article_body: str | None = None
    """JSON-LD's articleBody."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page's text, its lines in order, and what it declares."""

    name: str
    text: str
    lines: tuple[Line, ...]
    declared: DeclaredHead = field(default_factory=DeclaredHead)
    marked_up: bool = False
    """True where the lines come from HTML, whose paragraphs are known."""
