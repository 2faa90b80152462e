"""A short passage as an article, for tests of what is found in one."""

from __future__ import annotations

import re

from knowledge.articles.model import Block, NewsArticle
from knowledge.model import Span

_HEADING = "## "


def read_passage(text: str, byline: str | None = None) -> NewsArticle:
    """An article whose blocks are the passage's lines; a line that begins with ## is a heading."""
    blocks: list[Block] = []
    for line in re.finditer(r"(?:## )?(?P<words>[^\n]*\S)", text):
        span = Span(start=line.start("words"), end=line.end("words"))
        blocks.append(Block(kind="heading" if line.group().startswith(_HEADING) else "paragraph", span=span))
    return NewsArticle(
        name="passage.txt", text=text, blocks=tuple(blocks), headline=None, publisher=None, byline=byline,
        published_on=None, published_how=None, url=None, dateline=None, encoding="utf-8",
    )  # fmt: skip
