"""The place, day and agency before a report's first sentence."""

from __future__ import annotations

import re

from knowledge.articles.head_words import load_head_words
from knowledge.articles.model import Dateline
from knowledge.articles.page_dates import find_page_dates
from knowledge.model import Span

_CAPS = r"[A-ZÀ-ÞА-Я][A-ZÀ-ÞА-Я.'’-]+(?: [A-ZÀ-ÞА-Я][A-ZÀ-ÞА-Я.'’-]+){0,3}"
_TITLE = r"[A-ZÀ-Þ][\w.'’-]+(?: (?:de |of |la |el |da |do )?[A-ZÀ-Þ][\w.'’-]+){0,3}"
_WEEKDAY = r"(?:[^\W\d_]{3,9},? )?"
_YEAR = r"(?:,? (?:de |del )?\d{4})?"
_DAY = (
    _WEEKDAY
    + r"(?:\d{1,2}(?:st|nd|rd|th|\.)?(?: de)? [^\W\d_]{3,10}\.?|[^\W\d_]{3,10}\.? \d{1,2}(?:st|nd|rd|th)?)"
    + _YEAR
)
_DASH = r"(?:\.?\s?(?:---?|[—–―‒−]|-(?=\s|[“\"]))\s?|\.\s?-\s?)"
_AGENCY = r"[(\[](?P<agency>[^()\[\]\d]{2,50})[)\]]"
_CAPITALS = re.compile(
    rf"(?P<places>{_CAPS}(?:(?:\s?/\s?|\s(?:and|AND|y|und|et)\s){_CAPS})*)"
    rf"(?:, (?P<region>(?!{_DAY})(?:[A-Z]\.(?:[A-Z]\.)*|{_TITLE}|{_CAPS})))?"
    rf"(?:[,.]? (?P<day>{_DAY}))?,?"
    rf"(?:\s?{_AGENCY}|\s?(?:[/|–—-]|, )\s?(?P<bare>[A-Z][A-Za-z]{{1,20}}(?: [A-Z][a-z]+){{0,2}}(?=\s?[–—-])))?"
    rf"(?P<end>{_DASH}|:\s)?"
)
_TITLED = re.compile(
    rf"(?P<places>{_TITLE}(?:\s?/\s?{_TITLE})*)(?:, (?P<region>(?!{_DAY}){_TITLE}))?"
    rf"(?:[,.]? (?P<day>{_DAY}))?,?(?:\s?{_AGENCY})?(?P<end>{_DASH}|:\s)?"
)
_ALONE = re.compile(
    rf"(?P<places>{_TITLE}|{_CAPS})(?:, (?P<region>(?!{_DAY})(?:{_TITLE}|{_CAPS})))?, (?P<day>{_DAY})\.?$"
)
_SPLIT = re.compile(r"\s*/\s*|\s+(?:and|AND|y|und|et)\s+")
_ABBREVIATED = frozenset("US USA UK UN EU UAE DRC CAR".split())


def find_dateline(text: str, *, offset: int, first_words: bool) -> Dateline | None:
    """Find a dateline at the start of a line.

    Args:
        text: the line.
        offset: where the line starts in the article's text.
        first_words: whether the line opens the body, where "NEW DELHI: India" is one as well.
    """
    for pattern in load_head_words().datelines_asian:
        found = pattern.match(text)
        if (
            found
            and found.end() < len(text)
            and {"day", "agency"} & {key for key, value in found.groupdict().items() if value}
        ):
            return _dateline(found, offset, found.end())
    if not text[:1].isupper():
        return None
    return _capitals(text, offset, first_words) or _titled(text, offset, first_words) or _alone(text, offset)


def is_dateline_alone(text: str) -> bool:
    """ "Ulaanbaatar, 21 October 2022" on a line of its own."""
    found = _ALONE.match(text.strip())
    if found is None or not find_page_dates(found["day"]):
        return False
    return found["places"].casefold() not in load_head_words().weekdays


def _capitals(text: str, offset: int, first_words: bool) -> Dateline | None:
    found = _CAPITALS.match(text)
    if found is None:
        return None
    words = load_head_words()
    if set(re.findall(r"\w+", found["places"])) & words.not_places or len(found["places"]) < 3:
        return None
    dated = bool(found["day"]) and bool(find_page_dates(found["day"]))
    colon = (found["end"] or "").startswith(":")
    if found["day"] and not dated:
        return None
    if not found["end"] and not (dated and found["agency"]):
        return None
    if (colon and not (first_words or dated or found["agency"])) or found.end() >= len(text):
        return None
    if colon and not (found["agency"] or dated) and not re.match(r"[\"“‘']?[A-Z]", text[found.end() :]):
        return None
    return _dateline(found, offset, found.end())


def _titled(text: str, offset: int, first_words: bool) -> Dateline | None:
    found = _TITLED.match(text)
    if found is None or found.end() >= len(text):
        return None
    if found["places"].split()[0] in load_head_words().openers:
        return None
    dated = bool(found["day"]) and bool(find_page_dates(found["day"]))
    if found["day"] and not dated:
        return None
    agency = found["agency"]
    if agency and (dated or found["end"]) and agency[:1].isalpha():
        return _dateline(found, offset, found.end()) if first_words or dated else None
    if dated and found["end"] and found["end"].strip():
        return _dateline(found, offset, found.end())
    em_dash = (found["end"] or "").strip() in ("—", "--", "―", "–")
    if (
        first_words
        and em_dash
        and not agency
        and re.match(r"[\"“‘']?[A-Z]", text[found.end() :])
        and len(found["places"].split()) <= 3
    ):
        return _dateline(found, offset, found.end())
    return None


def _alone(text: str, offset: int) -> Dateline | None:
    found = _ALONE.match(text)
    if found is None or not is_dateline_alone(text):
        return None
    return _dateline(found, offset, found.end())


def _dateline(found: re.Match[str], offset: int, end: int) -> Dateline:
    groups = found.groupdict()
    places = tuple(_place(place) for place in _SPLIT.split(groups["places"]) if place)
    agency = groups.get("agency") or groups.get("bare")
    length = len(found.group()[:end].rstrip())
    return Dateline(
        span=Span(start=offset, end=offset + length),
        places=places,
        day=groups.get("day"),
        agency=agency.strip() if agency else None,
    )


def _place(name: str) -> str:
    return name.title().replace("'S", "'s") if name.isupper() and name not in _ABBREVIATED else name
