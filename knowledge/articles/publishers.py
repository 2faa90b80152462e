"""Who published an article: a publication, an agency or a ministry."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from knowledge.articles.bylines import find_byline
from knowledge.articles.furniture import load_furniture
from knowledge.articles.head_lines import Stamp, find_stamp
from knowledge.articles.head_words import load_head_words
from knowledge.articles.mastheads import find_press_names, has_press_noun, may_be_masthead
from knowledge.articles.ministries import find_ministry
from knowledge.articles.model import Dateline
from knowledge.articles.page import Page
from knowledge.articles.page_dates import find_page_dates
from knowledge.articles.prose import is_ended
from knowledge.articles.sorting import SortedPage

_PIECES = re.compile(r"\s*[·•|｜‖]\s*|\s+[–—-]{1,2}\s+")
_RIGHTS = re.compile(
    r"(?:©|ⓒ|\(c\)|copyright(?: ©| \(c\))?)\s*(?:(?:19|20)\d\d(?:\s?[–-]\s?(?:19|20)\d\d)?,?\s*)?"
    r"(?:copyright\s+)?(?:by\s+)?(?P<name>[^.|·•©,]{2,60})",
    re.I,
)
_YEARS = re.compile(r"\s*(?:19|20)\d\d(?:\s?[–-]\s?(?:19|20)\d\d)?\s*")
_RESERVED = re.compile(r"\s*(?:all rights.*|reproduction.*|no reproduction.*|無断.*|版权所有.*|版權所有.*)$", re.I)
_TELLS_PRINT = re.compile(r"\b(?:published|appeared|printed) in\b|print edition|©|copyright|\(c\)", re.I)
_TELLS_RIGHTS = re.compile(r"©|ⓒ|\(c\)|copyright", re.I)
_DESK = re.compile(
    r"^By (?=[A-Z])|,? "
    r"(?:(?:web|news|foreign|sports|world) desk|(?:news |web )?staff(?: \w+)?|(?:special|our) \w+)(?: and .*)?$"
    r"|,? and (?:news |other )?agencies$",
    re.I,
)
"""What a newsroom adds to its name in a byline: "By Gull Post staff and agencies"."""

_TRAIL = re.compile(r"\s*(?:>>?|»|›|→|＞|/)\s*")
_OTHERS_NAMED = frozenset(
    ("reporting_credit", "caption_credit", "caption_by_agency", "related_label", "inline_related")
)
"""Cues of lines that name other publications."""

_HEAD_LINES = 80
"""Lines from the top in which a masthead is looked for."""

_SIGNATURE = 80
"""Letters of a line below the text with a publication's name and a day."""

_NAMED = 2
"""Mentions beside its trail that a site's name needs."""

_SEPARATED = re.compile(r"\s+[|–—-]\s+|\s*[|｜]\s*|\s+::\s+")


def find_publisher(page: Page, sorting: SortedPage, dateline: Dateline | None) -> str | None:
    """Find the publisher's name; None where the page does not say."""
    for name in page.declared.publishers:
        return _clean(name)
    owner = _owner_in_head(page, sorting)
    if owner:
        return _titled(owner)
    ministry = find_ministry(page, sorting)
    if ministry:
        return _titled(ministry)
    weights: Counter[str] = Counter()
    spelled: dict[str, str] = {}
    for name, weight in _candidates(page, sorting, dateline):
        name = _clean(name)
        key = _key(name)
        if not key or len(name) > 60 or name.casefold() in load_head_words().weekdays:
            continue
        weights[key] += weight
        if key not in spelled or (spelled[key].isupper() and not name.isupper()):
            spelled[key] = name
    if not weights:
        return None
    _add_to_longer(weights)
    best = max(weights, key=lambda key: weights[key])
    return _titled(spelled[best])


def _owner_in_head(page: Page, sorting: SortedPage) -> str | None:
    """Whoever holds the rights and stands above the headline as well, or an organisation of states at the top."""
    head = [_key(_clean(piece)) for line in _above(page, sorting) for piece in (line, *_PIECES.split(line))]
    if page.lines and load_head_words().organisation.fullmatch(page.lines[0].text) and sorting.headline != 0:
        return page.lines[0].text
    for line in page.lines[sorting.last + 1 :]:
        for name, _ in _from_edges(line.text) if _TELLS_RIGHTS.search(line.text) else ():
            name = _clean(name)
            if _key(name) in head and len(name) > 2 and not find_page_dates(name):
                return name
    return None


def _above(page: Page, sorting: SortedPage) -> list[str]:
    end = sorting.first if sorting.headline is None or sorting.headline > sorting.first else sorting.headline
    return [line.text for line in page.lines[:end] if len(line.text) < 140]


def _candidates(page: Page, sorting: SortedPage, dateline: Dateline | None) -> Iterator[tuple[str, int]]:
    yield from _from_titles(page, sorting)
    if dateline is not None and dateline.agency and not dateline.agency.islower():
        yield dateline.agency, 3
    for number, line in enumerate(page.lines):
        if number < min(sorting.first, _HEAD_LINES) and number != sorting.headline:
            yield from _from_head(page, sorting, number)
            yield from _from_trail(page, line.text)
        if number < sorting.first or number > sorting.last:
            yield from _from_edges(line.text)
            signed = number > sorting.last and bool(find_page_dates(line.text)) and len(line.text) < _SIGNATURE
            if number != sorting.headline and (number < sorting.first or signed or _TELLS_PRINT.search(line.text)):
                yield from ((name, 4) for name in _names_inside(line.text))
        if sorting.kinds[number] is None:
            for found in load_head_words().sold_name.finditer(line.text):
                yield found["name"], 2


def _from_trail(page: Page, text: str) -> Iterator[tuple[str, int]]:
    """ "Elm Check › Fact checks › Security": a trail's first step, if the page speaks of it as of itself."""
    steps = _TRAIL.split(text)
    name = steps[0].strip(" []*_")
    if len(steps) < 2 or len(text) > 140 or not 2 <= len(name.split()) <= 5 or not name[0].isupper():
        return
    mentions = len(re.findall(rf"(?<!\w){re.escape(name)}(?!\w)", page.text))
    place = re.search(rf"\b(?:in|across|throughout|to|into)(?: the)? {re.escape(name)}\b", page.text)
    if mentions > _NAMED and not place and load_furniture().find_cue(name) is None:
        yield name, 2 + mentions


def _names_inside(text: str) -> tuple[str, ...]:
    cue = load_furniture().find_cue(text)
    return find_press_names(text) if len(text) < 200 and (cue is None or cue.id not in _OTHERS_NAMED) else ()


def _from_titles(page: Page, sorting: SortedPage) -> Iterator[tuple[str, int]]:
    """ "Headline | Gull Post": what stands beside the headline in the page's title."""
    headline = page.lines[sorting.headline].text if sorting.headline is not None else ""
    for title in page.declared.titles:
        parts = _SEPARATED.split(title)
        if len(parts) >= 2 and _key(parts[-1]) not in _key(headline):
            yield parts[-1], 5
            return


def _from_head(page: Page, sorting: SortedPage, number: int) -> Iterator[tuple[str, int]]:
    text = page.lines[number].text
    labelled = load_head_words().copied_from.search(text)
    if labelled:
        yield labelled["name"], 5
    if len(text) > 140 or is_ended(text) or load_furniture().find_cue(text) is not None:
        return
    bare = load_head_words().masthead_tail.sub("", text).strip(" *_#")
    if may_be_masthead(bare):
        yield bare, _masthead_weight(bare, number, page, sorting)
    stamp = find_stamp(number, text)
    pieces = _PIECES.split(text)
    if stamp is not None:
        pieces.append(_without_day(text, stamp))
    for piece in pieces:
        piece = piece.strip(" *_#,")
        if piece == bare or not may_be_masthead(piece):
            continue
        beside = bool(find_byline(text)) or stamp is not None
        yield piece, 3 + 2 * has_press_noun(piece) if beside else 1 + 2 * has_press_noun(piece)


def _without_day(text: str, stamp: Stamp) -> str:
    """ "date 2023-11-26 Gull Morning Post" → "Gull Morning Post"."""
    first = stamp.dates[0]
    before = load_head_words().published.sub("", text[: first.start]).strip(" ,:")
    return before or text[first.end :].strip(" ,:")


def _masthead_weight(name: str, number: int, page: Page, sorting: SortedPage) -> int:
    """The first line and capitals speak for a masthead, a word such as "Herald" more."""
    above = sorting.headline is None or number < sorting.headline
    weight = 4 * has_press_noun(name) + 2 * (number == 0) + above
    weight += name.isupper() + (page.lines[number].emphasis == "bold")
    text = page.lines[number].text.strip(" *_#")
    slogan = number == 0 and name != text and not find_press_names(text.removeprefix(name))
    weight += 3 * slogan
    return weight


def _from_edges(text: str) -> Iterator[tuple[str, int]]:
    """Rights: "© 2019 Gull Wire. All rights reserved"."""
    found = _RIGHTS.search(text)
    if found:
        name = _RESERVED.sub("", _YEARS.sub(" ", found["name"])).strip()
        if name and not name.isdigit() and re.search(r"[^\W\d_]{2}", name):
            yield name, 4
    else:
        before = re.match(r"(?P<name>[^©]{3,50}?)\s*©", text)
        if before:
            yield _PIECES.split(before["name"])[-1], 1 + 2 * has_press_noun(before["name"])


def _add_to_longer(weights: Counter[str]) -> None:
    """An abbreviation or a part of a longer candidate speaks for that."""
    for short in sorted(weights, key=len):
        for longer in weights:
            if short == longer or len(short) >= len(longer):
                continue
            initials = "".join(word[0] for word in longer.split())
            inside = f" {short} " in f" {longer} "
            if inside or short in (initials, initials.lstrip("t"), _abbreviation(longer)):
                weights[longer] += weights[short]
                weights[short] = 0
                break


def _abbreviation(name: str) -> str:
    """ "levant newswire" → "lnw": joined words count as two."""
    joined = re.sub(r"(?<=news)(?=wire|paper|net|desk)", " ", name)
    return "".join(word[0] for word in joined.split())


def _clean(name: str) -> str:
    name = _DESK.sub("", load_head_words().masthead_tail.sub("", name.strip(" *_#[]()\"'")))
    return load_head_words().company_form.sub("", _RESERVED.sub("", name)).strip(" ,.;:–—-")


def _key(name: str) -> str:
    return " ".join(re.findall(r"\w+", name.casefold()))


def _titled(name: str) -> str:
    """ "HARBOUR HERALD" → "Harbour Herald"; abbreviations stay."""
    if not name.isupper() or len(name) <= 5 or not name.isascii():
        return name
    small = {"OF", "AND", "THE", "FOR", "IN", "AT", "DE", "LA"}
    words = [
        word.lower() if number and word in small else word.capitalize() for number, word in enumerate(name.split())
    ]
    return " ".join(words)
