"""Text laid into columns of a terminal, where East Asian characters take two of them."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from itertools import pairwise

_NOT_FIRST = frozenset("、。，．・：；？！ー’”）〕］｝〉》」』】…‥,.:;?!)]}%々ぁぃぅぇぉっゃゅょァィゥェォッャュョ")
"""Marks that stay with what is before them."""

_NOT_LAST = frozenset("‘“（〔［｛〈《「『【([{")
"""Marks that stay with what comes after them."""


def measure(text: str) -> int:
    """How many columns a text takes."""
    return sum(_columns(letter) for letter in text)


def wrap(text: str, width: int) -> tuple[str, ...]:
    """The lines of a text, none wider than `width`; at least one, empty for an empty text.

    Lines break at spaces and beside wide characters; only a word wider than a whole line is cut.
    """
    width = max(width, 2)
    lines: list[str] = []
    line = ""
    for piece in _pieces(" ".join(text.split())):
        if line and measure(line) + measure(piece.rstrip()) > width:
            lines.append(line.rstrip())
            line = ""
        for part in _cut(piece, width):
            if line and measure(line) + measure(part.rstrip()) > width:
                lines.append(line.rstrip())
                line = ""
            line += part
    return (*lines, line.rstrip())


def _pieces(text: str) -> Iterator[str]:
    """What may not be torn apart: words with the space after them, wide characters with their punctuation."""
    if not text:
        return
    piece = text[0]
    for before, letter in pairwise(text):
        if _may_break(before, letter):
            yield piece
            piece = ""
        piece += letter
    yield piece


def _may_break(before: str, after: str) -> bool:
    if before == " ":
        return True
    if after == " " or after in _NOT_FIRST or before in _NOT_LAST or _columns(after) == 0:
        return False
    return _columns(before) == 2 or _columns(after) == 2


def _cut(piece: str, width: int) -> Iterator[str]:
    part = ""
    for letter in piece:
        if part and letter != " " and measure(part) + _columns(letter) > width:
            yield part
            part = ""
        part += letter
    yield part


def _columns(letter: str) -> int:
    if unicodedata.category(letter) in ("Mn", "Me", "Cf", "Cc"):
        return 0
    return 2 if unicodedata.east_asian_width(letter) in ("W", "F") else 1
