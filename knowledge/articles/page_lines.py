"""What each line of a page looks like, and which lines are out of the article whatever stands around them."""

from __future__ import annotations

import re

from knowledge.articles.furniture import Cue, load_furniture
from knowledge.articles.head_words import load_head_words
from knowledge.articles.page import Line, Page
from knowledge.articles.prose import count_inner_ends, count_words, is_asked, is_ended, is_prose, is_strong_prose

_LINK = 0.9
"""Share of links from which a line is a link; above half it may be a label with its link."""

_MAX_CAPTION_WORDS = 45
_SAID = re.compile(r"\b(?:said|says|told|according to|added)\b")
_ON_A_DAY = re.compile(
    r"\b(?:on|in) (?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|\w+\.? \d{1,2}|\d{1,2} \w+)\b"
    r"|\b(?:19|20)\d\d\b|\bfile\b"
)


class PageLines:
    """A page's lines with their looks; `out` grows as lines turn out to be no article."""

    def __init__(self, page: Page) -> None:
        furniture = load_furniture()
        self.page = page
        self.lines = page.lines
        self.texts = tuple(line.text for line in page.lines)
        self.cues: tuple[Cue | None, ...] = tuple(furniture.find_cue(text) for text in self.texts)
        self.prose = tuple(is_prose(text) for text in self.texts)
        self.strong = tuple(is_strong_prose(text) for text in self.texts)
        self._last_strong = max((number for number, strong in enumerate(self.strong) if strong), default=-1)
        self.rows: frozenset[int] = frozenset()
        """Rows of a fact box, known once `find_fact_rows` has looked."""
        self.out = [self._is_surely_out(number) for number in range(len(self.lines))]

    def is_caption(self, number: int) -> bool:
        """One sentence in the present tense with a day, as it stands below a picture."""
        text = self.texts[number]
        if count_inner_ends(text) > 0 or count_words(text) > _MAX_CAPTION_WORDS or _SAID.search(text):
            return False
        return load_head_words().caption.search(text) is not None and _ON_A_DAY.search(text) is not None

    def _is_surely_out(self, number: int) -> bool:
        """Markup, buttons and cues that hold anywhere on a page."""
        line = self.lines[number]
        if line.hint == "row":
            return line.region in ("outside", "card")
        if line.region in ("outside", "card") or load_furniture().is_widget_row(line.text):
            return True
        if line.hint != "heading" and _is_link(line):
            return True
        cue = self.cues[number]
        if cue is None or cue.takes in ("rest", "list"):
            return False
        if cue.where == "above":
            return number < self._last_strong
        return cue.where == "any" or (cue.where == "edge" and not self.prose[number])


def _is_link(line: Line) -> bool:
    if line.linked > _LINK:
        return not is_ended(line.text) or is_asked(line.text) or count_words(line.text) <= 12
    return line.linked > 0.55 and load_furniture().find_linked_cue(line.text) is not None
