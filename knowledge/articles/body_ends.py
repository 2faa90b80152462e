"""Where the text of an article begins and where it ends."""

from __future__ import annotations

import re

from knowledge.articles.asides import load_aside_signs
from knowledge.articles.bylines import find_byline, find_reporting_names
from knowledge.articles.datelines import find_dateline, is_dateline_alone
from knowledge.articles.head_lines import is_entry_stamp, is_head_marker, is_name_line
from knowledge.articles.page_lines import PageLines
from knowledge.articles.prose import count_inner_ends, count_words, is_asked, is_ended

_HEAD_PROSE = 2
"""So many long sentences end the head: a standfirst has one, perhaps after a caption."""

_HEAD_NAMES = 12
"""Lines from the top among which a name alone is the author's."""

_HEAD_LINES = 20
"""Lines from the top among which a byline ends the head whatever stands above it."""

_NEAR = 6
_BYLINE_WORDS = 20

_LONGEST_BIOGRAPHY = 600
_COURTESY = re.compile(r"^(?:Dr|Prof|Professor|Mr|Mrs|Ms|Sir)\.? ")
_IS_SOMEONE = re.compile(
    r"^\S+(?:\s+\S+){0,5}?,?\s+(?:is|are|was|covers|reports?|writes|wrote|joined|teaches|works|has|contributed|edits|served"
    r"|speciali[sz]es)\b"
)

_TITLE_WORDS = 20


def find_first(page: PageLines) -> int | None:
    """The first line of the text: a dateline's, or the first sentence below byline and date; None if there is none."""
    start, seen, above = 0, 0, False
    for number, line in enumerate(page.lines):
        if page.out[number]:
            continue
        alone = is_dateline_alone(line.text)
        if page.prose[number] and not alone and find_dateline(line.text, offset=0, first_words=False):
            return number
        if alone or is_head_marker(number, line):
            start, above = number + 1, False
        elif page.prose[number] and not page.is_caption(number):
            seen += page.strong[number]
            if (seen >= _HEAD_PROSE or (above and seen)) and not _is_signed_below(page, number):
                break
            above = True
        else:
            above = False
    top = next((number for number, prose in enumerate(page.prose) if prose and not page.out[number]), len(page.lines))
    return next((number for number in range(start, len(page.lines)) if _opens_body(page, number, top)), None)


def find_first_stamp(page: PageLines, first: int, below: int) -> int:
    """The clock time above the first entry of a live blog, not above line `below`; `first` where there is none."""
    for number in range(first - 1, max(below, first - 4) - 1, -1):
        if not page.out[number] and is_entry_stamp(page.texts[number]):
            return number
    return first


def find_last(page: PageLines, first: int) -> int:
    """The last sentence of the text; credits, biographies and contacts below it are taken out on the way up."""
    names = _find_authors(page)
    for number in range(len(page.lines) - 1, first - 1, -1):
        if page.out[number]:
            continue
        cue = page.cues[number]
        text = page.texts[number]
        foot = (cue is not None and cue.where in ("edge", "tail")) or _is_biography(text, names)
        if foot or _is_title(page, number) or _tells_life(page, number, first):
            page.out[number] = True
        elif page.prose[number] or is_ended(page.texts[number]) or _is_item(page, number):
            return number
    return first - 1


def _is_signed_below(page: PageLines, number: int) -> bool:
    """Whether a byline stands a few lines below, near the page's top: what is above it is head."""
    below = page.texts[number + 1 : min(number + 1 + _NEAR, _HEAD_LINES)]
    return any(count_words(text) <= _BYLINE_WORDS and find_byline(text) for text in below)


def _opens_body(page: PageLines, number: int, top: int) -> bool:
    """Whether the text may begin on a line; `top` is the page's first sentence."""
    line, text, cue = page.lines[number], page.texts[number], page.cues[number]
    if page.out[number] or line.hint == "heading" or page.is_caption(number):
        return False
    if cue is not None and cue.where in ("edge", "tail"):
        return False
    asked = is_asked(text) and count_inner_ends(text) == 0 and count_words(text) <= 20
    if asked and top >= number:
        return False  # a headline that asks
    if page.prose[number]:
        return True
    return line.region == "body" and line.hint == "paragraph" and count_words(text) >= 4 and is_ended(text)


def _is_item(page: PageLines, number: int) -> bool:
    line = page.lines[number]
    return (
        number in page.rows
        or (line.hint == "list_item" and line.linked < 0.5)
        or (line.region == "body" and line.hint == "paragraph")
    )


def _find_authors(page: PageLines) -> tuple[str, ...]:
    found = [name.casefold() for name in page.page.declared.authors]
    for number, text in enumerate(page.texts):
        if not page.strong[number]:
            found += [name.casefold() for name in find_byline(text) or find_reporting_names(text)]
            if number < _HEAD_NAMES and is_name_line(page.lines[number]):
                found.append(text.casefold())
    return tuple(name for name in found if len(name) > 3)


def _is_title(page: PageLines, number: int) -> bool:
    """A question among titles of other articles: no answer below it, no sentence above it."""
    text = page.texts[number]
    if not is_asked(text) or count_inner_ends(text) > 0 or count_words(text) > _TITLE_WORDS or number == 0:
        return False
    above = number - 1
    near = page.lines[number].chunk - page.lines[above].chunk <= 1
    return near and not page.strong[above] and (page.out[above] or not is_ended(page.texts[above]))


def _tells_life(page: PageLines, number: int, first: int) -> bool:
    """ "Ana Lund is a fellow at the Gull Institute.", set apart from the text or of a person whom the head names."""
    line, text = page.lines[number], page.texts[number]
    found = load_aside_signs().life.match(_COURTESY.sub("", text))
    if found is None or len(text) > _LONGEST_BIOGRAPHY:
        return False
    set_apart = line.emphasis == "italic" or load_aside_signs().works.search(text) is not None or "@" in text
    head = " ".join(page.texts[:first]).casefold()
    below = any(cue is not None and cue.id in ("author_bio", "contact") for cue in page.cues[number + 1 : number + 3])
    return set_apart or below or found["name"].casefold() in head


def _is_biography(text: str, names: tuple[str, ...]) -> bool:
    """ "Ana Lund covers the coast." below the text, if she is its author."""
    if len(text) > _LONGEST_BIOGRAPHY:
        return False
    return _COURTESY.sub("", text).casefold().startswith(names) and _IS_SOMEONE.search(text) is not None
