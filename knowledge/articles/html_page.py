"""From an HTML page to its lines of text, with what the markup says about each."""

from __future__ import annotations

import re
from typing import cast

from knowledge.articles.bylines import find_byline
from knowledge.articles.containers import ChosenContainer, choose_container
from knowledge.articles.declared import read_declared_head
from knowledge.articles.html_node import HtmlNode
from knowledge.articles.html_walk import BLANKS, Draft, HtmlWalk, Where
from knowledge.articles.page import Line, Page, Region
from knowledge.articles.page_dates import find_page_dates
from knowledge.errors import ArticleError
from knowledge.model import Span

_ENDED = re.compile(r"[.!?。！？…:;][\"'”’»」』)]*$")
_LONGEST_CAPTION = 320
"""Characters of the longest caption."""

_STAMPED = re.compile(
    r"(?P<stamp>\d{1,2}[:.]\d{2}(?: ?[ap]\.?m\.?)?(?: [A-Z]{2,4})?)\s+"
    r"(?=(?:updated?|edited|modified|posted|share|link|copy|aktualisiert|actualisé)\b)",
    re.I,
)
"""An entry's time with what a live blog's page says beside it."""

_LONGEST_STAMP = 80


def read_html_page(markup: str, name: str) -> Page:
    """Read the visible text of a page, a block a line, with an empty line between two.

    Raises:
        ArticleError: the HTML parser is not installed.
    """
    try:
        from selectolax.lexbor import LexborHTMLParser  # type: ignore[import-not-found,unused-ignore]
    except ImportError as error:
        raise ArticleError(f"{name}: reading HTML needs an HTML parser; pip install 'kankei[ingest]'") from error
    tree = cast(HtmlNode, LexborHTMLParser(markup).root)
    walk = HtmlWalk(tree)
    body = tree.css_first("body")
    if body is not None:
        walk.visit(body, Where(), 0)
    walk.flush()
    return _page(walk, tree, name)


def _page(walk: HtmlWalk, tree: HtmlNode, name: str) -> Page:
    rows = [(draft, text) for draft in walk.drafts for text in _texts(draft)]
    prose = [len(text) if not draft.outside and len(text) > 50 and _ENDED.search(text) else 0 for draft, text in rows]
    chosen = choose_container(
        walk.containers, [(draft.containers, size) for (draft, _), size in zip(rows, prose, strict=True)]
    )
    lines: list[Line] = []
    start = 0
    head = _find_head(rows, chosen)
    for chunk, (draft, text) in enumerate(rows):
        size = max(1, sum(len(piece.strip()) for piece in draft.pieces))
        inside = chosen is None or bool(chosen.members & set(draft.containers))
        lines.append(
            Line(
                span=Span(start=start, end=start + len(text)),
                text=text,
                chunk=chunk,
                hint=draft.hint,
                level=draft.level,
                region=_region(draft, text, chosen, inside=inside, in_head=chunk in head),
                linked=min(1.0, draft.linked / size),
                emphasis="bold" if draft.bold >= 0.95 * size else "italic" if draft.italic >= 0.95 * size else "none",
            )
        )
        start += len(text) + 2
    text = "\n\n".join(text for _, text in rows)
    return Page(name=name, text=text, lines=tuple(lines), declared=read_declared_head(tree), marked_up=True)


def _find_head(rows: list[tuple[Draft, str]], chosen: ChosenContainer | None) -> range:
    """Rows between the headline and the element with the text: byline and date may stand there."""
    if chosen is None:
        return range(0)
    first = next((number for number, (draft, _) in enumerate(rows) if chosen.members & set(draft.containers)), 0)
    tops = [number for number, (draft, _) in enumerate(rows[:first]) if draft.level == 1]
    return range(tops[-1] + 1, first) if tops else range(0)


def _region(draft: Draft, text: str, chosen: ChosenContainer | None, *, inside: bool, in_head: bool) -> Region:
    if draft.outside or _is_caption(draft, text):
        return "outside"
    if draft.card or (in_head and not inside):
        return "card"
    if not inside:
        return "outside"
    return "body" if chosen and chosen.is_text else "unknown"


def _is_caption(draft: Draft, text: str) -> bool:
    """Below a picture, a line in italics or without a full stop that is no heading."""
    if not draft.pictured or draft.hint not in ("paragraph", "plain") or len(text) > _LONGEST_CAPTION:
        return False
    size = sum(len(piece.strip()) for piece in draft.pieces)
    return draft.italic >= 0.95 * size or not (_ENDED.search(text) or find_byline(text) or find_page_dates(text[-24:]))


def _texts(draft: Draft) -> list[str]:
    """The line's text; a <br> parts it, unless the sentence goes on."""
    parts: list[str] = []
    for raw in "".join(draft.pieces).split("\n"):
        part = BLANKS.sub(" ", raw).strip()
        if not part:
            continue
        stamped = _STAMPED.match(part)
        if parts and not _ENDED.search(parts[-1]) and part[0].islower():
            parts[-1] += f" {part}"
        elif stamped and len(part) < _LONGEST_STAMP:
            parts += [stamped["stamp"], part[stamped.end() :]]
        else:
            parts.append(part)
    return parts
