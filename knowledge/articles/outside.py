"""Furniture of several lines: boxes, lists of other articles' titles, readers' comments."""

from __future__ import annotations

import re

from knowledge.articles.page_lines import PageLines
from knowledge.articles.prose import count_words, is_asked, is_ended

_LIST_ROOM = 0.12
"""Share of the prose below a label of titles under which all below it may belong to the list."""

_CREDIT = re.compile(r"[A-ZÀ-Þ][\w.’-]+(?: [A-ZÀ-Þ][\w.’-]+){1,3} ?/ ?[A-ZÀ-Þ][\w.’ -]{2,30}")
_TITLE_WORDS = 30
_CAPTION_WORDS = 6
_LABEL_WORDS = 8
_BOX_LINES = 4
"""Lines of the longest box below its label."""

_BOXES = frozenset(("newsletter_and_subscription", "newsletter_inside", "newsletter_box", "related_label"))
"""Cues of boxes that come with a heading of their own."""


def take_boxes(page: PageLines) -> None:
    """Take the lines below a label such as "PRESENTED BY" up to the next empty line."""
    for number, cue in enumerate(page.cues):
        if cue is None or cue.takes != "chunk":
            continue
        end = number + 1
        while end < len(page.lines) and page.lines[end].chunk == page.lines[number].chunk:
            end += 1
        if end - number - 1 <= _BOX_LINES:
            page.out[number:end] = [True] * (end - number)


def take_comments(page: PageLines, first: int) -> None:
    """Take all from the label of the readers' comments to the end; two paragraphs must stand above it."""
    strong = 0
    for number in range(first, len(page.lines)):
        cue = page.cues[number]
        below = sum(page.strong[number:])
        if cue is not None and cue.takes == "rest" and strong >= 2 and (cue.id == "comments" or below * 2 <= strong):
            page.out[number:] = [True] * (len(page.lines) - number)
            return
        strong += page.strong[number]


def take_captions(page: PageLines, first: int) -> None:
    """Take captions without a full stop that stand beside furniture: a picture's buttons, its credit."""
    for number in range(first, len(page.lines)):
        line = page.lines[number]
        if page.out[number] or line.hint != "plain" or is_ended(line.text) or not page.is_caption(number):
            continue
        if count_words(line.text) >= _CAPTION_WORDS and number > first and page.out[number - 1]:
            page.out[number] = True


def take_captions_above_credits(page: PageLines) -> None:
    """Take the sentence right above a line that is nothing but "Bo Sung/Gull Pictures"."""
    for number in range(1, len(page.lines)):
        above = number - 1
        if _CREDIT.fullmatch(page.texts[number]) and page.lines[above].chunk == page.lines[number].chunk:
            page.out[number] = True
            page.out[above] = page.out[above] or count_words(page.texts[above]) <= _TITLE_WORDS + _LABEL_WORDS


def take_lists(page: PageLines, first: int) -> None:
    """Take labels such as "Related" and the titles below them."""
    kept = [number for number in range(first, len(page.lines)) if page.prose[number] and not page.out[number]]
    total = max(1, sum(len(page.texts[number]) for number in kept))
    for number, cue in enumerate(page.cues):
        if cue is None or cue.takes != "list" or count_words(page.texts[number]) > _LABEL_WORDS:
            continue
        page.out[number] = True
        all_below = number > first and _is_all_titles(page, [other for other in kept if other > number], total)
        for other in range(number + 1, len(page.lines)):
            if not (page.out[other] or all_below or _is_title(page, other)):
                break
            page.out[other] = True


def heads_box(page: PageLines, number: int) -> bool:
    """Whether a heading stands right above a box that was taken."""
    below = number + 1
    if below >= len(page.lines) or not page.out[below]:
        return False
    cue = page.cues[below]
    return cue is not None and cue.id in _BOXES


def _is_all_titles(page: PageLines, prose: list[int], total: int) -> bool:
    """Whether all below a label is titles, or titles with a sentence each, and little beside the body."""
    prose = [number for number in prose if not page.out[number]]
    if sum(len(page.texts[number]) for number in prose) >= _LIST_ROOM * total:
        return False
    return len(prose) != 1 and all(_is_title(page, number - 1) for number in prose)


def _is_title(page: PageLines, number: int) -> bool:
    line = page.lines[number]
    if number in page.rows:
        return False
    if line.linked > 0.5 or (line.hint == "list_item" and not page.strong[number]):
        return True
    unended = not is_ended(line.text) or is_asked(line.text)
    return unended and count_words(line.text) <= _TITLE_WORDS and line.hint != "heading"
