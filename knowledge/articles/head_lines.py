"""Which lines of a page's head say who wrote an article and when it appeared."""

from __future__ import annotations

import re

from knowledge.articles.bylines import find_bare_byline, find_byline
from knowledge.articles.furniture import load_furniture
from knowledge.articles.head_words import load_head_words
from knowledge.articles.mastheads import find_press_names, is_masthead
from knowledge.articles.page import Line, Page
from knowledge.articles.page_dates import PageDate, find_page_dates
from knowledge.articles.prose import count_words, is_asked, is_east_asian, is_ended, is_prose, is_strong_prose
from knowledge.values import dataclass

_TIME = re.compile(
    r"\b\d{1,2}[:.h]\d{2}(?:[:.]\d{2})?\s?(?:[ap]\.?m\.?)?\s?(?:[A-Z]{2,4}\b)?|\b\d{1,2}\s?[ap]\.?m\.?\b", re.I
)
_SECONDS = re.compile(r"\b\d{1,2}:\d{2}:\d{2}\b")
_ENTRY_STAMP = re.compile(
    r"\[?\(?\d{1,2}[:.h]\d{2}(?:\s?[ap]\.?m\.?)?(?:\s?\(?[A-Z]{2,5}\)?)?\)?\]?$|\d{1,2}(?:[:.]\d{2})?\s?[ap]\.?m\.?(?:\s[A-Z]{2,4})?$",
    re.I,
)
_MAX_STAMP_WORDS = 8
"""Words of a date's line beside the date: "Posted by the newsroom in Brussels at"."""


_ENOUGH_TEXT = 6000
"""Characters of the text whose words a headline is compared with."""

_STEM = 5
"""Letters by which words are compared: "frees" and "freed" are one."""

_HEADLINE_WORDS = 16
_FEW, _MANY = 0.1, 0.4
"""Shares of a line's words that stand in the text: a menu's, a headline's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stamp:
    """A line of which a day is the matter."""

    line: int
    dates: tuple[PageDate, ...]
    clock: bool
    seconds: bool
    alone: bool
    """Nothing but day and time."""


def find_stamp(number: int, text: str) -> Stamp | None:
    """The days of a line that is mainly a date; None for a sentence with a date in it."""
    if len(text) > 200:
        return None
    dates = find_page_dates(text)
    if not dates:
        return None
    rest = _TIME.sub(" ", _without(text, dates))
    words = [word for word in re.findall(r"[^\W\d_]+", rest) if word.casefold() not in load_head_words().weekdays]
    if count_words(" ".join(words)) > _MAX_STAMP_WORDS + 6 * (len(dates) - 1) and not find_byline(text):
        return None
    if is_ended(text) and len(words) > 4 and count_words(text) > 8:
        return None
    return Stamp(
        line=number,
        dates=dates,
        clock=_TIME.search(_without(text, dates)) is not None,
        seconds=_SECONDS.search(text) is not None,
        alone=not words,
    )


def is_entry_stamp(text: str) -> bool:
    """ "14:32" or "2:32 p.m. ET" on a line of its own: an entry of a live blog begins."""
    return len(text) <= 24 and _ENTRY_STAMP.match(text) is not None


def find_headline_line(page: Page, candidates: tuple[int, ...]) -> int | None:
    """The line of the head that is the headline, of lines that are neither furniture nor byline nor date."""
    lines = page.lines
    headed = [number for number in candidates if lines[number].hint == "heading" and not _is_label(lines[number].text)]
    if headed:
        top = min(lines[number].level for number in headed)
        return next(number for number in headed if lines[number].level == top)
    candidates = _below_site_head(page, candidates)
    for enough in (5, 4, 3):
        found = [(place, number) for place, number in enumerate(candidates) if _is_headline(lines[number], enough)]
        if found:
            place, number = _choose_by_words(page, found)
            above = candidates[:place] if number == found[0][1] else ()
            return _short_headline_above(lines, above) or number
    return next(
        (number for number in candidates if is_asked(lines[number].text) or lines[number].emphasis == "bold"), None
    )


def _choose_by_words(page: Page, found: list[tuple[int, int]]) -> tuple[int, int]:
    """The first candidate, unless it shares no word with the text and a later one shares many."""
    if len(found) == 1 or is_east_asian(page.text[:2000]):
        return found[0]
    text = _stems(" ".join(line.text for line in page.lines if is_strong_prose(line.text))[:_ENOUGH_TEXT])
    shares = [_share(page.lines[number].text, text) for _, number in found]
    if shares[0] >= _FEW:
        return found[0]
    # A longer line below is the standfirst of a headline that plays with words.
    longest = max(_HEADLINE_WORDS, count_words(page.lines[found[0][1]].text))
    better = (item for item, share in zip(found, shares, strict=True) if share >= _MANY)
    return next((item for item in better if count_words(page.lines[item[1]].text) <= longest), found[0])


def _share(title: str, text: frozenset[str]) -> float:
    stems = _stems(title)
    return len(stems & text) / len(stems) if stems else 0.0


def _stems(text: str) -> frozenset[str]:
    return frozenset(word[:_STEM] for word in re.findall(r"[^\W\d_]{5,}", text.casefold()))


def _below_site_head(page: Page, candidates: tuple[int, ...]) -> tuple[int, ...]:
    """Leave out mastheads, and what stands above menus, ministries' names and the numbers of releases."""
    named = tuple(number for number in candidates if not is_masthead(page.lines[number].text)) or candidates
    rights = " ".join(line.text.casefold() for line in page.lines if "©" in line.text or "(c)" in line.text.casefold())
    named = tuple(number for number in named if page.lines[number].text.casefold() not in rights) or named
    end = max(named, default=0)
    heads = [number for number in range(end) if _heads_site(page.lines[number].text)]
    if page.lines and find_press_names(page.lines[0].text) and not page.marked_up:
        heads.insert(0, 0)
    below = tuple(number for number in named if heads and number > heads[-1])
    return below if any(_is_headline(page.lines[number], 4) for number in below) else named


def _heads_site(text: str) -> bool:
    cue = load_furniture().find_cue(text)
    return (
        (cue is not None and cue.id in ("breadcrumb", "press_release_number", "site_foot"))
        or is_masthead(text)
        or _is_label(text)
    )


def _short_headline_above(lines: tuple[Line, ...], above: tuple[int, ...]) -> int | None:
    """ "Who opened the gates?" right above its standfirst."""
    if not above:
        return None
    line = lines[above[-1]]
    words = line.text.split()
    asked = is_asked(line.text) and len(words) >= 3
    small = [word for word in words[1:] if word.islower() and len(word) > 3]
    return (
        above[-1]
        if (asked or (len(words) >= 4 and len(small) >= 2)) and not line.text.isupper() and not _is_label(line.text)
        else None
    )


_TITLED = re.compile(r"[a-z]: (?:\S+ ){3,}\S+$", re.IGNORECASE)
_ADDRESS = re.compile(r"https?://|\bwww\.")


def _is_headline(line: Line, enough: int) -> bool:
    text = line.text
    words = count_words(text)
    if not enough <= words <= 40 or line.hint == "list_item" or text.endswith((":", "：", ",")):
        return False
    if _ADDRESS.search(text):
        return False
    if is_ended(text) and is_prose(text) and not is_asked(text) and not re.search(r"[\"'”’」』】）]$", text):
        return False
    return not _is_label(text)


def _is_label(text: str) -> bool:
    """A ministry's or a publication's name is no headline; "Joint release: A and B agree on a ferry" is one."""
    return _TITLED.search(text) is None and (
        load_head_words().ministry_line.match(text) is not None
        and count_words(text) <= 9
        and not any(word in text.casefold() for word in (" on ", " at ", " to ", "spokes", "statement", "remarks"))
    )


def is_head_marker(number: int, line: Line) -> bool:
    """A byline or a date: what stands between headline and text."""
    text = line.text
    if len(text) > 200:
        return False
    return bool(find_byline(text)) or find_stamp(number, text) is not None


def is_name_line(line: Line) -> bool:
    """A line with nothing but names on it, and perhaps where they are."""
    return bool(find_bare_byline(line.text)) and load_furniture().find_cue(line.text) is None


def _without(text: str, dates: tuple[PageDate, ...]) -> str:
    for dated in reversed(dates):
        text = text[: dated.start] + " " + text[dated.end :]
    return text
