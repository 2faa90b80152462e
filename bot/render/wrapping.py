"""Text laid into columns of a terminal, where East Asian characters take two of them."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

_NOT_FIRST = frozenset("、。，．・：；？！ー’”）〕］｝〉》」』】…‥,.:;?!)]}%々ぁぃぅぇぉっゃゅょァィゥェォッャュョ")
"""Marks that stay with what is before them."""

_NOT_LAST = frozenset("‘“（〔［｛〈《「『【([{")
"""Marks that stay with what comes after them."""


def measure(text: str) -> int:
    """How many columns a text takes."""
    return len(text) if _is_narrow(text) else sum(map(_columns, text))


def wrap(text: str, width: int) -> tuple[str, ...]:
    """The lines of a text, none wider than `width`; at least one, empty for an empty text.

    Lines break at spaces and beside wide characters; only a word wider than a whole line is cut.
    """
    width = max(width, 2)
    lines: list[str] = []
    line, taken = "", 0
    for piece in _pieces(" ".join(text.split())):
        if line and taken + measure(piece.rstrip()) > width:
            lines.append(line.rstrip())
            line, taken = "", 0
        for part in _cut(piece, width):
            if line and taken + measure(part.rstrip()) > width:
                lines.append(line.rstrip())
                line, taken = "", 0
            line += part
            taken += measure(part)
    return (*lines, line.rstrip())


def _pieces(text: str) -> Iterator[str]:
    """What may not be torn apart: words with the space after them, wide characters with their punctuation."""
    if not text:
        return
    if _is_narrow(text):
        *words, last = text.split(" ")
        yield from (f"{word} " for word in words)
        yield last
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
    if measure(piece.rstrip()) <= width:
        yield piece
        return
    part = ""
    for letter in piece:
        if part and letter != " " and measure(part) + _columns(letter) > width:
            yield part
            part = ""
        part += letter
    yield part


def _is_narrow(text: str) -> bool:
    """Whether each letter takes one column, as in all that is written in Latin letters."""
    return all(_columns(letter) == 1 for letter in set(text))


@lru_cache(maxsize=4096)
def _columns(letter: str) -> int:
    if unicodedata.category(letter) in ("Mn", "Me", "Cf", "Cc"):
        return 0
    return 2 if unicodedata.east_asian_width(letter) in ("W", "F") else 1
