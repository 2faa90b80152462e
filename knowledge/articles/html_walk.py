"""Down the tree of an HTML page: its visible text line by line, and what surrounds each line."""

from __future__ import annotations

import re

from knowledge.articles.containers import Container
from knowledge.articles.furniture import load_furniture
from knowledge.articles.html_looks import is_data_table, is_hidden, name_attributes
from knowledge.articles.html_node import HtmlNode
from knowledge.articles.page import LineHint
from knowledge.values import dataclass, field, replace

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
BLANKS = re.compile(r"[ \t\r\n\f\u00a0\u2002-\u200a\u202f\u3000]+")
_LITTLE = 300
"""Characters in <p> below which a page marks its paragraphs otherwise."""

_MAX_DEPTH = 250
"""Deeper nesting than any page written by people; what lies below is taken as one text."""


@dataclass(slots=True)
class Draft:
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
class Where:
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


class HtmlWalk:
    """Gathers lines while going down the tree once."""

    def __init__(self, tree: HtmlNode) -> None:
        self.drafts: list[Draft] = []
        self.containers: list[Container] = []
        self._open: Draft | None = None
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

    def visit(self, node: HtmlNode, where: Where, depth: int) -> None:
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

    def _take_cell(self, child: HtmlNode, tag: str, where: Where, depth: int) -> None:
        """A cell goes on with its row's line: "Exchange of maps; both sides; by 3 May", "Date of issue: 3 May"."""
        if self._open is not None and any(not piece.isspace() for piece in self._open.pieces):
            self._open.pieces.append(": " if tag == "dd" else "; ")
        self.visit(child, where, depth + 1)

    def _take_text(self, text: str, where: Where) -> None:
        if self._open is None:
            if text.isspace() or not text:
                return
            self._open = Draft(where.hint, where.level, where.outside, where.containers, where.card)
        size = len(text.strip())
        self._open.pieces.append(text if where.preformatted else BLANKS.sub(" ", text))
        self._open.linked += size * where.link
        self._open.bold += size * where.bold
        self._open.italic += size * where.italic
        self._open.outside = self._open.outside and (where.outside or not size)

    def _break_line(self) -> None:
        if self._open is not None:
            self._open.pieces.append("\n")

    def _inline(self, node: HtmlNode, tag: str, where: Where) -> Where:
        outside = where.outside or is_hidden(node) or self._names_outside(node, where, inline=True)
        return replace(
            where,
            outside=outside,
            link=where.link or tag == "a",
            bold=where.bold or tag in ("b", "strong"),
            italic=where.italic or tag in ("i", "em", "cite"),
        )

    def _block(self, node: HtmlNode, tag: str, where: Where) -> Where:
        hint, level = where.hint, where.level
        if tag in _HEADINGS:
            hint, level = "heading", _HEADINGS[tag]
        elif tag == "li":
            hint, level = "list_item", 0
        elif tag == "blockquote":
            hint, level = "quotation", 0
        elif tag in ("p", "div", "section", "article", "td") and hint != "quotation":
            hint, level = ("list_item" if hint == "list_item" and tag == "p" else "paragraph"), 0
        table = tag == "table" and is_data_table(node)
        card = tag == "dl" and not self._holds_most(node)
        if where.row:
            hint, level = "row", 0
        in_article = where.in_article or tag in ("article", "main")
        inside = self._is_fact_box(node) or (table and not self._names_outside(node, where, inline=True))
        outside = where.outside or (self._is_outside(node, tag, where) and not inside)
        return Where(
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

    def _is_outside(self, node: HtmlNode, tag: str, where: Where) -> bool:
        if is_hidden(node):
            return True
        if tag in _OUTSIDE_TAGS or (node.attributes.get("role") or "").lower() in _OUTSIDE_ROLES:
            return not self._holds_most(node)
        if tag == "header":
            return not where.in_article and not node.css("h1")
        return self._names_outside(node, where, inline=False)

    def _is_fact_box(self, node: HtmlNode) -> bool:
        return self._furniture.names_inside(name_attributes(node)) and not is_hidden(node)

    def _names_outside(self, node: HtmlNode, where: Where, *, inline: bool) -> bool:
        names = name_attributes(node)
        if not names or not self._furniture.names_outside(names):
            return False
        return inline or not self._holds_most(node)

    def _holds_most(self, node: HtmlNode) -> bool:
        """A wrapper called "has-sidebar" or "comments-open" holds the article itself."""
        inside = sum(len(p.text()) for p in node.css("p")) if self._measure == "p" else len(node.text())
        return inside > 0.45 * self._all_prose
