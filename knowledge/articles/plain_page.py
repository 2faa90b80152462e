"""From plain text to its lines; paragraphs that were broken to a fixed width become one line again."""

from __future__ import annotations

import re
from collections.abc import Iterator

from knowledge.articles.mail_head import read_mail_head
from knowledge.articles.page import Line, LineHint, Page
from knowledge.articles.page_dates import find_page_dates
from knowledge.model import Span

_LINE = re.compile(r"[^\r\n\u2028\u2029\u0085]+")
_BREAK = re.compile(r"\r\n|[\r\n\u2028\u2029\u0085]")
_BULLET = re.compile(r"(?:[•●◦▪■□◆◇・*–-]|\(?\d{1,2}[.)])\s+(?=\S)")
_ENDED = re.compile(r"[.!?。！？…:：][\"'”’»」』)）\]]*$")
_STAMP = re.compile(r"(\d{1,2}[:.]\d{2}(?: ?[ap]\.?m\.?)?(?: [A-Z]{2,4})?)(?:\t| {2,}| ?[|•·–—] ?)\s*(?=\S)")
_GAP = re.compile(r"\t+ *| {3,}")
_LONGEST_CELLS = 160
"""Characters of the longest row of a page's head that is parted at its gaps."""

_WIDTHS = range(50, 110)
"""Fixed widths in characters that mail programs and agency feeds break lines to."""


def read_plain_page(text: str, name: str) -> Page:
    """Read the lines of a text; blanks around them are left out, and a letter's head is read."""
    declared, lines = read_mail_head(tuple(_lines(text)))
    return Page(name=name, text=text, lines=lines, declared=declared)


def _lines(text: str) -> Iterator[Line]:
    for chunk, rows in enumerate(_chunks(text)):
        for start, end in _joined([part for row in rows for part in _stamp_apart(row, text)], text):
            words = text[start:end]
            yield Line(span=Span(start=start, end=end), text=_BREAK.sub(" ", words), chunk=chunk, hint=_hint(words))


def _chunks(text: str) -> Iterator[list[tuple[int, int]]]:
    rows: list[tuple[int, int]] = []
    for raw in re.finditer(r"[^\r\n\u2028\u2029\u0085]*(?:\r\n|[\r\n\u2028\u2029\u0085]|$)", text):
        words = raw.group().strip(_BLANK)
        if words:
            start = raw.start() + raw.group().index(words[0])
            rows.append((start, start + len(words)))
        elif rows:
            yield rows
            rows = []
    if rows:
        yield rows


_BLANK = " \t\r\n\f\v\u00a0\u3000\u200b\ufeff\u2028\u2029\u0085"


def _joined(rows: list[tuple[int, int]], text: str) -> list[tuple[int, int]]:
    """Join the lines of a chunk where a sentence runs on from one to the next."""
    wrapped = _is_wrapped(rows, text)
    joined = [rows[0]]
    if not wrapped and len(rows) > 2 and _is_wrapped(rows[1:], text):  # a heading right above its paragraph
        wrapped, rows = True, rows[1:]
        joined.append(rows[0])
    for start, end in rows[1:]:
        before = text[joined[-1][0] : joined[-1][1]]
        runs_on = text[start].islower() and end - start > 20 and len(before) > 30 and not _ENDED.search(before)
        if (wrapped or runs_on) and not _BULLET.match(text[start:end]):
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined


def _stamp_apart(row: tuple[int, int], text: str) -> tuple[tuple[int, int], ...]:
    """Part "14:32" from the buttons that stand beside it on a live blog's line."""
    start, end = row
    found = _STAMP.match(text, start, end)
    return ((start, found.end(1)), (found.end(), end)) if found else _cells(row, text)


def _cells(row: tuple[int, int], text: str) -> tuple[tuple[int, int], ...]:
    """Part "3 May 2021     Print this page": a day from the buttons that stand beside it."""
    start, end = row
    if end - start > _LONGEST_CELLS:
        return (row,)
    cells: list[tuple[int, int]] = []
    after = start
    for gap in _GAP.finditer(text, start, end):
        cells.append((after, gap.start()))
        after = gap.end()
    if not cells:
        return (row,)
    cells.append((after, end))
    return tuple(cells) if any(find_page_dates(text[a:b]) for a, b in cells) else (row,)


def _is_wrapped(rows: list[tuple[int, int]], text: str) -> bool:
    """Every line but the last is about as long as the longest, and most of them end amid a sentence."""
    if len(rows) < 2:
        return False
    sizes = [end - start for start, end in rows[:-1]]
    longest = max(sizes)
    if not _ENDED.search(text[rows[-1][0] : rows[-1][1]]):
        return False
    if longest not in _WIDTHS or min(sizes) < longest - 20 or rows[-1][1] - rows[-1][0] > longest + 5:
        return False
    amid = sum(not _ENDED.search(text[start:end]) for start, end in rows[:-1])
    return amid * 3 >= 2 * len(sizes)


def _hint(words: str) -> LineHint:
    return "list_item" if words[0] in "•●◦▪■□◆◇・*-–" and _BULLET.match(words) else "plain"
