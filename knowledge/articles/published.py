"""The day on which an article appeared, and by what it is known."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import date, timedelta

from knowledge.articles.head_lines import Stamp, find_stamp
from knowledge.articles.head_words import load_head_words
from knowledge.articles.mastheads import find_press_names
from knowledge.articles.model import Dateline, PublishedHow
from knowledge.articles.page import Page
from knowledge.articles.page_dates import PageDate, day_or_none, find_page_dates
from knowledge.articles.sorting import SortedPage

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_DESK_STAMP = re.compile(r"[A-Z]{2,4}[-–][A-Z]{2,4}[-–](\d\d)[-–](\d\d)[-–](\d\d) \d{4} ?(?:GMT|UTC|E[SD]T)\b")
_DAY_IN_NAME = re.compile(r"(?<!\d)((?:19|20)\d\d)[-_.]?(\d\d)[-_.]?(\d\d)(?!\d)")
_SENT_AT = re.compile(r",? (?:at )?\d{1,2}[:.h]\d{2} ?(?:[A-Z]{2,5})\.?$")
_RIGHTS = re.compile(r"(?:©|\(c\)|copyright)[^\d]{0,60}((?:19|20)\d\d)(?:\s?[–-]\s?((?:19|20)\d\d))?", re.I)


def find_published(
    page: Page, sorting: SortedPage, dateline: Dateline | None
) -> tuple[date | None, PublishedHow | None]:
    """Find the day; (None, None) where the page does not say."""
    declared = page.declared
    if declared.published_on is not None:
        return declared.published_on, declared.published_how
    filed = _filed(dateline)
    stamps = tuple(_head_stamps(page, sorting))
    labelled = next(_labelled(page, stamps), None) or next(_prefixed(page, sorting), None)
    if labelled:
        return labelled, "byline"
    if filed is not None and filed.on is not None:
        return filed.on, "dateline"
    placed = next(_unlabelled(page, sorting, stamps, filed), None)
    if placed:
        return placed, "byline"
    if filed is not None:
        year = _year_elsewhere(page, filed)
        completed = day_or_none(year, filed.month, filed.day) if year else None
        if completed:
            return completed, "dateline"
    stamped = next(_desk_stamps(page, sorting), None)
    if stamped:
        return stamped, "page"
    titled = next(_titled(page, sorting), None)
    if titled:
        return titled, "byline"
    foot = next(_labelled(page, tuple(_foot_stamps(page, sorting))), None)
    return (foot, "page") if foot else (None, None)


def find_day_in_name(name: str) -> date | None:
    """The day in the name of a file, as people name what they keep: `kyodo-2024-01-30-speech.txt`."""
    for found in _DAY_IN_NAME.finditer(name):
        with suppress(ValueError):  # 2024-02-30 is no day
            return date(*map(int, found.groups()))
    return None


def _filed(dateline: Dateline | None) -> PageDate | None:
    if dateline is None or dateline.day is None:
        return None
    return next(iter(find_page_dates(dateline.day)), None)


def _head_stamps(page: Page, sorting: SortedPage) -> Iterator[Stamp]:
    numbers = sorting.markers or range(sorting.first)
    for number in numbers:
        stamp = find_stamp(number, page.lines[number].text)
        if stamp is not None and not _is_outside(page, number):
            yield stamp


def _foot_stamps(page: Page, sorting: SortedPage) -> Iterator[Stamp]:
    for number in range(sorting.last + 1, len(page.lines)):
        stamp = find_stamp(number, page.lines[number].text)
        if stamp is not None and not _is_outside(page, number):
            yield stamp


def _is_outside(page: Page, number: int) -> bool:
    return page.marked_up and page.lines[number].region == "outside"


def _labelled(page: Page, stamps: tuple[Stamp, ...]) -> Iterator[date]:
    """Days right after "Published", "公開日" and the like."""
    words = load_head_words()
    for stamp in stamps:
        text = page.lines[stamp.line].text
        for number, dated in enumerate(stamp.dates):
            since = stamp.dates[number - 1].end if number else 0
            before = _without_clock(text[since : dated.start])
            if dated.on and words.published.search(before) and not words.changed.search(before):
                yield dated.on


def _desk_stamps(page: Page, sorting: SortedPage) -> Iterator[date]:
    """The day in an agency's mark below the text: "AP-NY-08-23-18 1942GMT", or its name with day, hour and zone."""
    for line in page.lines[sorting.last + 1 :]:
        found = _DESK_STAMP.match(line.text)
        day = day_or_none(2000 + int(found[3]), int(found[1]), int(found[2])) if found else None
        if day:
            yield day
    for line in page.lines[sorting.last + 1 :]:
        dates = find_page_dates(line.text)
        names = find_press_names(line.text[: dates[0].start]) if len(dates) == 1 else ()
        if names and dates[0].on and _SENT_AT.match(line.text, dates[0].end):
            yield dates[0].on  # "Elm News Agency, Friday, 8 June 2018, 15:12 CEST"


def _titled(page: Page, sorting: SortedPage) -> Iterator[date]:
    """The day in the title of what is given out on it: "Transcript of the Press Briefing on 22 August 2024"."""
    if sorting.headline is None:
        return
    for line in page.lines[sorting.headline : sorting.first]:
        if load_head_words().given_out.search(line.text):
            yield from (dated.on for dated in find_page_dates(line.text) if dated.on)


def _prefixed(page: Page, sorting: SortedPage) -> Iterator[date]:
    """ "date 2024-12-25" that a scraper wrote before the first line of a page, whatever that is."""
    words = load_head_words()
    for line in page.lines[: min(2, sorting.first)]:
        for dated in find_page_dates(line.text[:60])[:1]:
            before = line.text[: dated.start]
            if dated.on and before.strip() and words.published.fullmatch(before) and not page.marked_up:
                yield dated.on


def _unlabelled(page: Page, sorting: SortedPage, stamps: tuple[Stamp, ...], filed: PageDate | None) -> Iterator[date]:
    """Days placed as an article's date; a clock above the headline only where something else agrees with it."""
    words = load_head_words()
    below = [stamp for stamp in stamps if sorting.headline is None or stamp.line > sorting.headline]
    above = [stamp for stamp in stamps if sorting.headline is not None and stamp.line < sorting.headline]
    for stamp in (*below, *reversed(above)):
        text = page.lines[stamp.line].text
        for number, dated in enumerate(stamp.dates):
            since = stamp.dates[number - 1].end if number else 0
            before = _without_clock(text[since : dated.start])
            if dated.on is None or words.changed.search(before) or words.not_published.search(before):
                continue
            doubtful = stamp in above and stamp.clock and (stamp.alone or stamp.seconds)
            if doubtful and not _agrees(dated.on, filed):
                continue
            if stamp.seconds and stamp.alone and sorting.headline is None and not _agrees(dated.on, filed):
                continue
            if filed is not None and not _agrees(dated.on, filed, days=8):
                continue
            yield dated.on


def _agrees(day: date, filed: PageDate | None, days: int = 2) -> bool:
    if filed is None:
        return days > 2
    meant = day_or_none(day.year, filed.month, filed.day)
    return meant is not None and abs(day - meant) <= timedelta(days=days)


def _without_clock(text: str) -> str:
    text = re.sub(
        r"\d{1,2}[:.h]\d{2}(?::\d{2})?\s?(?:[ap]\.?m\.?)?\s?(?:[A-Z]{2,4}\b)?,?|\(?[A-Z]{3,4}\)?,?(?=\s*$)", " ", text
    )
    weekdays = load_head_words().weekdays
    kept = [word for word in text.split() if word.strip(",.").casefold() not in weekdays]
    return " ".join(kept).rstrip(" ,·•|-–—")


def _year_elsewhere(page: Page, filed: PageDate) -> int | None:
    """The year that a dateline leaves out: from the nearest full date of the page, else from the rights' line."""
    same: list[int] = []
    near: list[int] = []
    for line in page.lines:
        if not _YEAR.search(line.text):
            continue
        for dated in find_page_dates(line.text):
            if dated.year is None:
                continue
            if (dated.month, dated.day) == (filed.month, filed.day):
                same.append(dated.year)
            elif dated.on and _agrees(dated.on, filed, days=14):
                near.append(dated.year)
    if same or near:
        return (same or near)[0]
    for line in page.lines:
        rights = _RIGHTS.search(line.text)
        if rights:
            return int(rights[2] or rights[1])
    return None
