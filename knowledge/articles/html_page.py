"""From an HTML page to its lines of text, with what the markup says about each."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import cast

from knowledge.articles.bylines import find_byline
from knowledge.articles.containers import ChosenContainer, Container, choose_container
from knowledge.articles.declared import read_declared_head
from knowledge.articles.furniture import load_furniture
from knowledge.articles.html_node import HtmlNode
from knowledge.articles.page import Line, LineHint, Page, Region
from knowledge.articles.page_dates import find_page_dates
from knowledge.errors import ArticleError
from knowledge.model import Span

_DROPPED = frozenset(
    "script style noscript template svg math iframe object embed canvas audio video select option textarea input button"
    " head meta link base title map area picture source track dialog".split()
)
_PICTURES = frozenset("img picture video iframe svg amp-img".split())
_INLINE = frozenset(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark meter nobr output q rp rt ruby s"
    " samp small span strike strong sub sup time tt u var wbr".split()
)
_OUTSIDE_TAGS = frozenset("nav footer aside figcaption figure menu table".split())
_OUTSIDE_ROLES = frozenset("navigation dialog alertdialog complementary contentinfo banner search menu tablist".split())
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_BLANKS = re.compile(r"[ \t\r\n\f\u00a0\u2002-\u200a\u202f\u3000]+")
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
_ENDED = re.compile(r"[.!?。！？…:;][\"'”’»」』)]*$")
_LITTLE = 300
"""Characters in <p> below which a page marks its paragraphs otherwise."""

_LONGEST_CAPTION = 320
"""Characters of the longest caption."""

_STAMPED = re.compile(
    r"(?P<stamp>\d{1,2}[:.]\d{2}(?: ?[ap]\.?m\.?)?(?: [A-Z]{2,4})?)\s+"
    r"(?=(?:updated?|edited|modified|posted|share|link|copy|aktualisiert|actualisé)\b)",
    re.I,
)
"""An entry's time with what a live blog's page says beside it."""

_LONGEST_STAMP = 80

_LEAST_ROWS = 2
_WORD = re.compile(r"[^\W\d_]{3,}")

_MAX_DEPTH = 250
"""Deeper nesting than any page written by people; what lies below is taken as one text."""


@dataclass(slots=True)
class _Draft:
    """A line being gathered."""

    hint: LineHint
    level: int
    outside: bool
    containers: tuple[int, ...]
    card: bool = False
    pieces: list[str] = field(default_factory=list)
    linked: int = 0
    bold: int = 0
    italic: int = 0
    pictured: bool = False
    """Right below a picture."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Where:
    """What surrounds a node."""

    hint: LineHint = "paragraph"
    level: int = 0
    outside: bool = False
    in_article: bool = False
    link: bool = False
    bold: bool = False
    italic: bool = False
    preformatted: bool = False
    row: bool = False
    """In a table or a list of particulars whose cells make a line together."""

    card: bool = False
    containers: tuple[int, ...] = ()


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
    walk = _Walk(tree)
    body = tree.css_first("body")
    if body is not None:
        walk.visit(body, _Where(), 0)
    walk.flush()
    return _page(walk, tree, name)


class _Walk:
    """Gathers lines while going down the tree once."""

    def __init__(self, tree: HtmlNode) -> None:
        self.drafts: list[_Draft] = []
        self.containers: list[Container] = []
        self._open: _Draft | None = None
        self._pictured = False
        self._all_prose = sum(len(node.text()) for node in tree.css("p"))
        self._measure = "p" if self._all_prose > _LITTLE else "*"
        if self._measure == "*":
            self._all_prose = sum(len(node.text()) for node in tree.css("body"))
        self._furniture = load_furniture()

    def flush(self) -> None:
        """End the current line."""
        if self._open is not None and any(not piece.isspace() for piece in self._open.pieces):
            self._open.pictured, self._pictured = self._pictured, False
            self.drafts.append(self._open)
        self._open = None

    def visit(self, node: HtmlNode, where: _Where, depth: int) -> None:
        """Take the children of a node in order."""
        for child in node.iter(include_text=True):
            tag = child.tag or ""
            if tag == "-text":
                self._take_text(child.text_content or "", where)
            elif tag == "br":
                self._break_line()
            elif tag in _PICTURES:
                self.flush()
                self._pictured = True
            elif tag in ("td", "th", "dt", "dd") and where.row:
                if tag == "dt":
                    self.flush()
                self._take_cell(child, tag, where, depth)
            elif tag in _DROPPED or tag.startswith(("-", "!", "_")):
                continue
            elif depth > _MAX_DEPTH:
                self._take_text(child.text(deep=True, separator=" "), where)
            elif tag in _INLINE and not (tag == "cite" and where.hint == "quotation"):
                self.visit(child, self._inline(child, tag, where), depth + 1)
            else:
                self.flush()
                self.visit(child, self._block(child, tag, where), depth + 1)
                self.flush()

    def _take_cell(self, child: HtmlNode, tag: str, where: _Where, depth: int) -> None:
        """A cell goes on with its row's line: "Exchange of maps; both sides; by 3 May", "Date of issue: 3 May"."""
        if self._open is not None and any(not piece.isspace() for piece in self._open.pieces):
            self._open.pieces.append(": " if tag == "dd" else "; ")
        self.visit(child, where, depth + 1)

    def _take_text(self, text: str, where: _Where) -> None:
        if self._open is None:
            if text.isspace() or not text:
                return
            self._open = _Draft(where.hint, where.level, where.outside, where.containers, where.card)
        size = len(text.strip())
        self._open.pieces.append(text if where.preformatted else _BLANKS.sub(" ", text))
        self._open.linked += size * where.link
        self._open.bold += size * where.bold
        self._open.italic += size * where.italic
        self._open.outside = self._open.outside and where.outside

    def _break_line(self) -> None:
        if self._open is not None:
            self._open.pieces.append("\n")

    def _inline(self, node: HtmlNode, tag: str, where: _Where) -> _Where:
        outside = where.outside or self._is_hidden(node) or self._names_outside(node, where, inline=True)
        return replace(
            where,
            outside=outside,
            link=where.link or tag == "a",
            bold=where.bold or tag in ("b", "strong"),
            italic=where.italic or tag in ("i", "em", "cite"),
        )

    def _block(self, node: HtmlNode, tag: str, where: _Where) -> _Where:
        hint, level = where.hint, where.level
        if tag in _HEADINGS:
            hint, level = "heading", _HEADINGS[tag]
        elif tag == "li":
            hint, level = "list_item", 0
        elif tag == "blockquote":
            hint, level = "quotation", 0
        elif tag in ("p", "div", "section", "article", "td") and hint != "quotation":
            hint, level = ("list_item" if hint == "list_item" and tag == "p" else "paragraph"), 0
        table = tag == "table" and _is_data_table(node)
        card = tag == "dl" and not self._holds_most(node)
        if where.row:
            hint, level = "row", 0
        in_article = where.in_article or tag in ("article", "main")
        inside = self._is_fact_box(node) or (table and not self._names_outside(node, where, inline=True))
        outside = where.outside or (self._is_outside(node, tag, where) and not inside)
        return _Where(
            hint=hint,
            level=level,
            outside=outside,
            in_article=in_article,
            link=where.link,
            italic=tag == "cite",
            preformatted=where.preformatted or tag == "pre",
            row=where.row or table or card,
            card=where.card or card,
            containers=where.containers if outside else self._entered(node, tag, where.containers),
        )

    def _entered(self, node: HtmlNode, tag: str, around: tuple[int, ...]) -> tuple[int, ...]:
        rank = self._furniture.container_rank(tag, node.attributes)
        if rank is None:
            return around
        self.containers.append(Container(rank=rank))
        return (*around, len(self.containers) - 1)

    def _is_outside(self, node: HtmlNode, tag: str, where: _Where) -> bool:
        if self._is_hidden(node):
            return True
        if tag in _OUTSIDE_TAGS or (node.attributes.get("role") or "").lower() in _OUTSIDE_ROLES:
            return not self._holds_most(node)
        if tag == "header":
            return not where.in_article and not node.css("h1")
        return self._names_outside(node, where, inline=False)

    def _is_fact_box(self, node: HtmlNode) -> bool:
        return self._furniture.names_inside(_names(node)) and not self._is_hidden(node)

    def _names_outside(self, node: HtmlNode, where: _Where, *, inline: bool) -> bool:
        names = _names(node)
        if not names or not self._furniture.names_outside(names):
            return False
        return inline or not self._holds_most(node)

    def _holds_most(self, node: HtmlNode) -> bool:
        """A wrapper called "has-sidebar" or "comments-open" holds the article itself."""
        inside = sum(len(p.text()) for p in node.css("p")) if self._measure == "p" else len(node.text())
        return inside > 0.45 * self._all_prose

    @staticmethod
    def _is_hidden(node: HtmlNode) -> bool:
        attributes = node.attributes
        if not attributes:
            return False
        if "hidden" in attributes or (attributes.get("aria-hidden") or "").lower() == "true":
            return True
        return bool(_HIDDEN_STYLE.search(attributes.get("style") or ""))


def _names(node: HtmlNode) -> str:
    """Class and id."""
    return f"{node.attributes.get('class') or ''} {node.attributes.get('id') or ''}".strip()


def _page(walk: _Walk, tree: HtmlNode, name: str) -> Page:
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


def _find_head(rows: list[tuple[_Draft, str]], chosen: ChosenContainer | None) -> range:
    """Rows between the headline and the element with the text: byline and date may stand there."""
    if chosen is None:
        return range(0)
    first = next((number for number, (draft, _) in enumerate(rows) if chosen.members & set(draft.containers)), 0)
    tops = [number for number, (draft, _) in enumerate(rows[:first]) if draft.level == 1]
    return range(tops[-1] + 1, first) if tops else range(0)


def _region(draft: _Draft, text: str, chosen: ChosenContainer | None, *, inside: bool, in_head: bool) -> Region:
    if draft.outside or _is_caption(draft, text):
        return "outside"
    if draft.card or (in_head and not inside):
        return "card"
    if not inside:
        return "outside"
    return "body" if chosen and chosen.is_text else "unknown"


def _is_data_table(table: HtmlNode) -> bool:
    """Several rows of words with a day or a sentence among them: no layout, no calendar, no stock exchange."""
    rows = [[" ".join(cell.text(separator=" ").split()) for cell in row.css("td, th")] for row in table.css("tr")]
    rows = [cells for cells in rows if len(cells) >= 2]
    cells = [cell for row in rows for cell in row]
    if len(rows) < _LEAST_ROWS or len(table.css("table, p, h1, h2, ul, form, nav")) > 1 or not cells:
        return False
    words = [len(_WORD.findall(cell)) for cell in cells]
    linked = sum(len(link.text()) for link in table.css("a"))
    return (
        sum(words) >= 2 * len(cells)
        and sum(count > 0 for count in words) * 3 >= 2 * len(cells)
        and linked * 2 < sum(map(len, cells))
    )


def _is_caption(draft: _Draft, text: str) -> bool:
    """Below a picture, a line in italics or without a full stop that is no heading."""
    if not draft.pictured or draft.hint not in ("paragraph", "plain") or len(text) > _LONGEST_CAPTION:
        return False
    size = sum(len(piece.strip()) for piece in draft.pieces)
    return draft.italic >= 0.95 * size or not (_ENDED.search(text) or find_byline(text) or find_page_dates(text[-24:]))


def _texts(draft: _Draft) -> list[str]:
    """The line's text; a <br> parts it, unless the sentence goes on."""
    parts: list[str] = []
    for raw in "".join(draft.pieces).split("\n"):
        part = _BLANKS.sub(" ", raw).strip()
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
