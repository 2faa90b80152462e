"""Which ministry publishes a text itself: a press release, a spokesperson's answers, a communiqué."""

from __future__ import annotations

import re
from collections import Counter

from knowledge.articles.bylines import find_byline
from knowledge.articles.head_words import load_head_words
from knowledge.articles.page import Page
from knowledge.articles.page_dates import find_page_dates
from knowledge.articles.prose import count_words, is_ended
from knowledge.articles.sorting import SortedPage

_PIECES = re.compile(r"\s*[·•|｜‖]\s*|\s+[–—-]{1,2}\s+")
_OWN_SITE = 4
"""What "Chinese Government Web Portal" counts for, in mentions of the country."""

_NAMED = 2
"""Mentions of a country that a ministry's text needs to show whose it is."""


def find_ministry(page: Page, sorting: SortedPage) -> str | None:
    """A ministry that publishes itself: named in a line of the head, or told by the headline."""
    words = load_head_words()
    for number in range(sorting.first):
        text = page.lines[number].text
        if number == sorting.headline or len(text) > 110 or is_ended(text):
            continue
        for piece in _PIECES.split(text):
            bare = piece.strip(" []()")
            if (
                words.ministry_line.match(bare)
                and not find_page_dates(bare)
                and count_words(bare) <= 12
                and not find_byline(bare)
            ):
                return bare
    headline = page.lines[sorting.headline].text if sorting.headline is not None else ""
    if not words.ministry_headline.search(headline):
        return None
    country = _country(page)
    return words.ministry_name.format(country=country) if country else None


def _country(page: Page) -> str | None:
    """The country whose government speaks: the one named most, the foot of its own site counting more."""
    countries = load_head_words().countries
    names = {country.casefold(): country for country in countries.values()} | dict(countries)
    counts: Counter[str] = Counter()
    words = re.findall(r"[a-z.]+", page.text.casefold())
    for first, second in zip(words, [*words[1:], ""], strict=True):
        country = names.get(f"{first} {second}") or names.get(first.strip("."))
        if country:
            counts[country] += _OWN_SITE if second == "government" else 1
    best, count = next(iter(counts.most_common(1)), (None, 0))
    return best if count >= _NAMED else None
