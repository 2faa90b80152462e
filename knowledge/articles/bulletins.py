"""An agency's series of bulletins in one file: flash, urgent, leads that correct one another."""

from __future__ import annotations

from knowledge.articles.datelines import find_dateline
from knowledge.articles.furniture import load_furniture
from knowledge.articles.model import BlockKind
from knowledge.articles.page import Page
from knowledge.articles.prose import count_words, is_ended, is_prose
from knowledge.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class BulletinSeries:
    """What each line of a series is."""

    kinds: tuple[BlockKind | None, ...]
    headline: int | None
    """Of the newest bulletin with a text."""

    first: int
    last: int
    stamps: tuple[int, ...]
    """Lines with number and time, the newest full bulletin's first."""


def find_bulletins(page: Page) -> BulletinSeries | None:
    """Sort the lines of a series; None where the page is no series: fewer than two bulletins' numbers."""
    rules = load_furniture().bulletins
    slugs = [number for number, line in enumerate(page.lines) if len(line.text) < 100 and rules.slug.match(line.text)]
    if len(slugs) < 2:
        return None
    kinds: list[BlockKind | None] = [None] * len(page.lines)
    newest, newest_headline, first = slugs[0], None, len(page.lines)
    for start, end in zip(slugs, [*slugs[1:], len(page.lines)], strict=True):
        headline, prose = _sort_bulletin(page, start, end, kinds)
        if prose:
            newest, newest_headline = start, headline
            first = min(first, prose[0])
    if first == len(page.lines):
        return None
    if newest_headline is not None:
        kinds[newest_headline] = None
    last = max(number for number, kind in enumerate(kinds) if kind is not None)
    stamps = (newest, *(number for number in slugs if number != newest))
    return BulletinSeries(kinds=tuple(kinds), headline=newest_headline, first=first, last=last, stamps=stamps)


def _sort_bulletin(page: Page, start: int, end: int, kinds: list[BlockKind | None]) -> tuple[int | None, list[int]]:
    """Number of the headline's line and of the prose's."""
    furniture = load_furniture()
    headline: int | None = None
    prose: list[int] = []
    for number in range(start + 1, end):
        text = page.lines[number].text
        if furniture.bulletins.priority.match(text) or furniture.bulletins.notice.match(text):
            continue
        cue = furniture.find_cue(text)
        if cue is not None and not (
            cue.where == "tail" or (cue.where == "edge" and is_prose(text)) or cue.where == "above"
        ):
            continue
        if find_dateline(text, offset=0, first_words=True) or prose:
            if is_ended(text) or count_words(text) > 12:
                prose.append(number)
                kinds[number] = "paragraph"
        elif headline is None:
            headline = number
            kinds[number] = "heading"
        elif is_prose(text):
            prose.append(number)
            kinds[number] = "paragraph"
    return headline, prose
