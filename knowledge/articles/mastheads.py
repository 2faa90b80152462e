"""Whether a line may be the name of a publication."""

from __future__ import annotations

import re

from knowledge.articles.bylines import find_byline, is_lone_name
from knowledge.articles.furniture import load_furniture
from knowledge.articles.head_words import load_head_words
from knowledge.articles.page_dates import find_page_dates

_CAPITALISED = re.compile(r"[A-ZÀ-Þ][\w’-]*(?: [A-ZÀ-Þ][\w’-]*)+")


def is_masthead(text: str) -> bool:
    """A publication's name with nothing beside it but a slogan or an edition."""
    bare = load_head_words().masthead_tail.sub("", text).strip(" *_#")
    return (
        has_press_noun(bare)
        and len(bare.split()) <= 5
        and may_be_masthead(bare)
        and (text.isupper() or bare.istitle() or bare != text)
    )


def may_be_masthead(text: str) -> bool:
    """A short line of capitalised words that is no date, no byline and no section."""
    words = text.split()
    if not text or len(words) > 7 or len(text) > 60 or find_page_dates(text) or find_byline(text):
        return False
    if len(words) == 1 and text.casefold() in load_head_words().not_in_names:
        return False  # "World", a section
    if has_press_noun(text):
        return text[0].isupper() or not text[0].isascii()
    if (
        load_furniture().is_widget_row(text)
        or load_furniture().find_cue(text) is not None
        or re.search(r"\d.*\D$|\d{4}|^\d", text)
    ):
        return False
    if is_lone_name(text) and not text.isupper() and not text.startswith("The "):
        return False
    if any(mark in text for mark in ':;?!"“”,'):
        return False
    if all(word.casefold() in load_head_words().not_in_names for word in words):
        return False
    capitals = [word for word in words if word[0].isupper()]
    small = {"of", "and", "the", "de", "la", "el", "&", "du", "des", "del", "for"}
    return bool(capitals) and all(word[0].isupper() or word in small or word.isdigit() for word in words)


def find_press_names(text: str) -> tuple[str, ...]:
    """Names of publications within a line: "the parliament page of The Gull Post"."""
    found = (_without_verb(match.group().split()) for match in _CAPITALISED.finditer(text))
    return tuple(" ".join(names) for names in found if _is_press_name(names))


def _without_verb(names: list[str]) -> list[str]:
    """ "Follow The Slow Desk" → "The Slow Desk"."""
    folded = [name.casefold() for name in names]
    for word in ("for", "by"):
        if word in folded:
            names = names[len(names) - folded[::-1].index(word) :]
            folded = [name.casefold() for name in names]
    if not names:
        return names
    if "The" in names:
        return names[names.index("The") :]
    return names[1:] if names[0].casefold() in load_head_words().not_in_press_names else names


def _is_press_name(names: list[str]) -> bool:
    return (
        bool(names)
        and (3 if names[:1] == ["The"] else 2) <= len(names) <= 6
        and names[-1].casefold() in load_head_words().press_nouns
    )


def has_press_noun(text: str) -> bool:
    """Whether a word such as "Herald" or "通信" stands in it."""
    words = load_head_words()
    parts = re.findall(r"[^\W\d_]+", text.casefold())
    return any(part in words.press_nouns for part in parts) or (
        not text.isascii() and text.endswith(words.press_endings)
    )
