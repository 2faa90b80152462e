"""Which lines of a page are the article's body, and what each of them is."""

from __future__ import annotations

import re

from knowledge.articles.asides import take_asides
from knowledge.articles.body_ends import find_first, find_first_stamp, find_last
from knowledge.articles.bulletins import find_bulletins
from knowledge.articles.bylines import find_byline
from knowledge.articles.datelines import is_dateline_alone
from knowledge.articles.fact_rows import find_fact_rows
from knowledge.articles.head_lines import find_headline_line, find_stamp, is_entry_stamp, is_head_marker, is_name_line
from knowledge.articles.model import BlockKind
from knowledge.articles.outside import (
    heads_box,
    take_boxes,
    take_captions,
    take_captions_above_credits,
    take_comments,
    take_lists,
)
from knowledge.articles.page import Page
from knowledge.articles.page_lines import PageLines
from knowledge.articles.prose import count_words, is_ended
from knowledge.articles.repeats import find_repeats
from knowledge.values import dataclass

_HEADING_WORDS = 14
"""Words of the longest line without a full stop that is taken for a heading; a longer one is a paragraph."""

_STANDFIRST_WORDS = {"list_item": 3, "heading": 5}
"""Fewest words of a line between headline and text that is a standfirst; 7 where nothing marks it."""

_DASHED = re.compile(r"[-–—] ?\S.{2,70}?\S? [-–—]")
""""- 'Giving away the rails' -", a heading as agencies write it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SortedPage:
    """What each line is."""

    kinds: tuple[BlockKind | None, ...]
    """In the order of the page's lines; None for what is not body."""

    headline: int | None
    first: int
    """Number of the first line of the text below the head."""

    last: int
    markers: tuple[int, ...]
    """Lines of the head with a byline or a date."""


def sort_lines(page: Page) -> SortedPage | None:
    """Sort a page's lines; None where nothing on it reads like an article."""
    series = find_bulletins(page)
    if series is not None:
        return SortedPage(
            kinds=series.kinds, headline=series.headline, first=series.first, last=series.last, markers=series.stamps
        )
    lines = PageLines(page)
    take_boxes(lines)
    take_asides(lines)
    take_captions_above_credits(lines)
    lines.rows = find_fact_rows(lines)
    first = find_first(lines)
    if first is None:
        return None
    headline, markers = _find_head(lines, first)
    first = first if headline is None else max(first, headline + 1)
    first = find_first_stamp(lines, first, below=max(-1 if headline is None else headline, *markers, -1) + 1)
    take_comments(lines, first)
    take_lists(lines, first)
    take_captions(lines, first)
    last = find_last(lines, first)
    if last < first:
        return None
    kinds = [_kind(lines, number) if first <= number <= last else None for number in range(len(page.lines))]
    if headline is not None:
        for number in range(headline + 1, first):
            if number not in markers and _is_standfirst(lines, number):
                kinds[number] = "standfirst"
    for number in find_repeats(page.lines, kinds, headline):
        kinds[number] = None
    _drop_running_heads(lines, kinds, first)
    _drop_hanging_headings(lines, kinds)
    return SortedPage(kinds=tuple(kinds), headline=headline, first=first, last=last, markers=markers)


def _find_head(page: PageLines, first: int) -> tuple[int | None, tuple[int, ...]]:
    """The headline's line, and the lines above the text with a byline or a date."""
    markers = tuple(number for number in range(first) if _marks_head(page, number))
    free = tuple(
        number for number in range(len(page.lines)) if number not in markers and _may_be_headline(page, number, first)
    )
    inner = tuple(number for number in free if page.lines[number].region != "outside")
    return find_headline_line(page.page, inner or free), markers


def _marks_head(page: PageLines, number: int) -> bool:
    """Beside the article's element only a byline counts: the dates there are the page's."""
    if page.lines[number].region == "outside":
        return bool(find_byline(page.texts[number]))
    return is_head_marker(number, page.lines[number])


def _may_be_headline(page: PageLines, number: int, first: int) -> bool:
    line = page.lines[number]
    top = line.hint == "heading" and line.level == 1
    if not (number < first or top) or (page.out[number] and not top) or page.is_caption(number):
        return False
    return page.cues[number] is None or line.hint == "heading"


def _kind(page: PageLines, number: int) -> BlockKind | None:
    line, text = page.lines[number], page.texts[number]
    if page.out[number] or (not page.prose[number] and _is_late_head(number, text)):
        return None
    if line.hint == "heading" or is_entry_stamp(text) or _DASHED.fullmatch(text):
        return "heading"
    if line.hint == "list_item" or number in page.rows:
        return "list_item"
    if page.prose[number] or is_ended(text):
        return "paragraph"
    return "heading" if count_words(text) <= _HEADING_WORDS else "paragraph"


def _is_late_head(number: int, text: str) -> bool:
    """A byline or a clock amid the text: furniture of another article."""
    stamp = find_stamp(number, text)
    clock = stamp is not None and stamp.alone and stamp.seconds
    return clock or (count_words(text) <= 12 and bool(find_byline(text)))


def _is_standfirst(page: PageLines, number: int) -> bool:
    line = page.lines[number]
    if page.out[number] or page.cues[number] is not None or page.is_caption(number):
        return False
    if is_dateline_alone(line.text) or is_name_line(line):
        return False
    return count_words(line.text) >= _STANDFIRST_WORDS.get(line.hint, 7)


def _drop_running_heads(page: PageLines, kinds: list[BlockKind | None], first: int) -> None:
    """A line that stands above the text as well is the head of a printed page."""
    above = {text.casefold() for text in page.texts[:first]}
    for number in range(first, len(kinds)):
        if kinds[number] == "heading" and page.texts[number].casefold() in above:
            kinds[number] = None


def _drop_hanging_headings(page: PageLines, kinds: list[BlockKind | None]) -> None:
    """A heading with no text below it heads nothing, or heads the furniture below it."""
    below = False
    for number in range(len(kinds) - 1, -1, -1):
        if kinds[number] == "heading" and (not below or heads_box(page, number)):
            kinds[number] = None
        below = below or kinds[number] in ("paragraph", "list_item")
