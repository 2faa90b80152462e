"""An article as it was read from a file: its text, its blocks and its head."""

from __future__ import annotations

from datetime import date
from typing import Literal

from knowledge.model import Span
from knowledge.values import dataclass

BlockKind = Literal["standfirst", "heading", "paragraph", "list_item"]

PublishedHow = Literal["structured data", "meta tag", "byline", "dateline", "page", "file name"]
"""Where the day of publication was found: JSON-LD or microdata, a meta tag or <time> of the article's head, a line of
the article's head that is labelled or placed as its date, the dateline before the first sentence, the page's only
date, or else the name of its file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A paragraph, a list item or a heading of the body."""

    kind: BlockKind
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Dateline:
    """Where and when a report was filed, and by whom: "TOKYO, March 10 (Pacific Wire) --" before the first sentence."""

    span: Span
    places: tuple[str, ...]
    day: str | None
    """As written, without the year where it has none: "March 10"."""

    agency: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class NewsArticle:
    """An article without what surrounds it on its page; None where the document does not say."""

    name: str
    """The file's name."""

    text: str
    """What every span counts in: the file as decoded, or, of HTML and Markdown, the text without its markup."""

    blocks: tuple[Block, ...]
    """The body in order; furniture, captions, links and comments are left out."""

    headline: str | None
    publisher: str | None
    byline: str | None
    published_on: date | None
    published_how: PublishedHow | None
    url: str | None
    dateline: Dateline | None
    encoding: str

    @property
    def body(self) -> str:
        """The blocks with an empty line between them."""
        return "\n\n".join(self.text[block.span.start : block.span.end] for block in self.blocks)
