"""Pairs of quotation marks in one paragraph, in every style that news uses."""

from __future__ import annotations

import re
from collections.abc import Iterator

from knowledge.model import Span
from knowledge.values import dataclass

_PAIRS = {
    "“": "”",
    "„": "”“",
    "«": "»",
    "»": "«",
    "「": "」",
    "『": "』",
    '"': '"',
    "‘": "’",
    "'": "'",
    "‹": "›",
    "”": "”",
    "＂": "＂",
}
_SINGLE = "‘'"
_BEFORE_OPENING = re.compile(r"[\s(\[{—–/…-]|[“「『«‘\"„]|[^\x00-ɏ]")
_SHORTEST_OPEN = 25
"""Letters from which on a quotation without a closing mark is speech that goes on, and no slip of the pen."""

_SENTENCE_STOP = ".,!?;:…—–。、，！？"


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotation:
    """What stands between two marks."""

    inner: Span
    """Without the marks; blanks at both ends left out."""

    outer: Span
    """With the marks; ends with the paragraph where the closing mark stands in a later one."""

    continued: bool
    """No closing mark in this paragraph: the speech goes on in the next."""


def find_quotation_marks(text: str, start: int, end: int, *, in_speech: bool = False) -> tuple[Quotation, ...]:
    """Find the quotations of a paragraph `text[start:end]`, in order; nested ones belong to the outer one.

    Args:
        in_speech: the paragraph before ended inside a quotation, so that a mark here may only repeat it.
    """
    return tuple(_quotations(text, start, end, in_speech))


def _quotations(text: str, start: int, end: int, in_speech: bool) -> Iterator[Quotation]:
    index = start
    while index < end:
        mark = text[index]
        if mark not in _PAIRS or not _opens(text, index, start, end):
            index += 1
            continue
        close = _find_closing(text, index, end)
        if close is None:
            if mark not in _SINGLE and (index == start or in_speech or _is_left_open(text, index, end)):
                yield _quotation(text, index, end, end)
                return
            index += 1
            continue
        yield _quotation(text, index, close, close + 1)
        index = close + 1


def _quotation(text: str, opening: int, close: int, outer_end: int) -> Quotation:
    start, end = opening + 1, close
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    inner, outer = Span(start=start, end=end), Span(start=opening, end=outer_end)
    return Quotation(inner=inner, outer=outer, continued=close == outer_end)


def _opens(text: str, index: int, start: int, end: int) -> bool:
    mark = text[index]
    if index + 1 >= end or (text[index + 1].isspace() and mark not in "«„"):
        return False
    if mark in "“„「『":
        return True
    if mark == "”" or mark == "»":  # used as an opening mark by some languages and many typists
        return (index == start or text[index - 1].isspace()) and not text[index + 1].isspace()
    if mark == "«":
        return True
    before_is_open = index == start or _BEFORE_OPENING.match(text[index - 1]) is not None
    if mark in _SINGLE:
        # An apostrophe may open a word too: ’90s, ‘tis, 'em.
        return before_is_open and not re.match(r"\d\d?s\b|(?:tis|twas|em|til|n)\b", text[index + 1 : index + 6])
    return before_is_open


def _find_closing(text: str, opening: int, end: int) -> int | None:
    mark = text[opening]
    closers = _PAIRS[mark]
    if mark in _SINGLE:
        return _find_closing_single(text, opening, end)
    depth = 0
    for place in range(opening + 1, end):
        letter = text[place]
        if letter in closers:
            if depth and mark != '"':
                depth -= 1
                continue
            if mark == '"' and _opens_again(text, place, opening, end):
                continue
            return place
        if letter == mark and mark in "“«「『„":
            depth += 1
    return None


def _opens_again(text: str, place: int, opening: int, end: int) -> bool:
    """Whether a straight mark stands before a word, like an opening one, with a closing one to come."""
    if not text[place - 1].isspace() or place + 1 >= end or text[place + 1].isspace() or place == opening + 1:
        return False
    return text.count('"', place + 1, end) >= 2


def _find_closing_single(text: str, opening: int, end: int) -> int | None:
    """The closing mark, told from apostrophes by what stands around them."""
    found: list[int] = []
    for place in range(opening + 1, end):
        letter = text[place]
        if letter in _SINGLE and place > opening + 1 and _opens(text, place, opening + 1, end):
            break  # the next quotation begins
        if letter in "’'" and not text[place - 1].isspace() and not (place + 1 < end and text[place + 1].isalnum()):
            found.append(place)
    for place in found:
        if text[place - 1] in _SENTENCE_STOP:
            return place
    # No stop before any of them: a plural's apostrophe ("the growers’ union") closes only when none follows.
    for place in found:
        if text[place - 1] != "s":
            return place
    return found[-1] if found else None


def _is_left_open(text: str, index: int, end: int) -> bool:
    """Whether a quotation that begins inside a paragraph runs to its end, to go on in the next."""
    if end - index <= _SHORTEST_OPEN or text[index:end].rstrip("’'")[-1] not in ".!?…。":
        return False
    return text[index] != '"' or text[index - 2 : index].rstrip()[-1:] in (":", ",", ".", "?", "!", "")
