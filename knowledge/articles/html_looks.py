"""What an element of an HTML page is, by itself: hidden, named, a table of data."""

from __future__ import annotations

import re

from knowledge.articles.html_node import HtmlNode

_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
_LEAST_ROWS = 2
_WORD = re.compile(r"[^\W\d_]{3,}")


def is_hidden(node: HtmlNode) -> bool:
    """Whether a reader does not see it."""
    attributes = node.attributes
    if not attributes:
        return False
    if "hidden" in attributes or (attributes.get("aria-hidden") or "").lower() == "true":
        return True
    return bool(_HIDDEN_STYLE.search(attributes.get("style") or ""))


def name_attributes(node: HtmlNode) -> str:
    """Class and id."""
    return f"{node.attributes.get('class') or ''} {node.attributes.get('id') or ''}".strip()


def is_data_table(table: HtmlNode) -> bool:
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
