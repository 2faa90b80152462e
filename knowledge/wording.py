"""Whether a text uses an article's wording: words between its quotation marks, and long runs copied outside them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from knowledge.model import Span
from knowledge.text import fold_text

COPIED_RUN = 11
"""This many words in a row as in the article are a copy, fewer are how the language says it."""

_WORD = re.compile(r"[^\W_]+(?:['.][^\W_]+)*")
_MARKED = re.compile(r"“([^“”]*)”")
# A writer may take a comma or full stop into the marks that the article or the quote's entry has outside them.
_EDGE = " .,;:!?…"


def find_marked_words(text: str) -> tuple[str, ...]:
    """Find what stands in “curly quotation marks”, without marks and without punctuation at its ends."""
    return tuple(strip_edges(match.group(1)) for match in _MARKED.finditer(text))


def strip_edges(words: str) -> str:
    """Quoted words without the punctuation at their ends."""
    return words.strip(_EDGE)


def blank_marked_words(text: str) -> str:
    """Put a bar in the place of everything that stands in “curly quotation marks”."""
    return _MARKED.sub("|", text)


def find_words(text: str, words: str) -> Iterator[Span]:
    """Find each place where the words stand character for character, not inside longer words."""
    if words:
        for match in re.finditer(rf"(?<!\w){re.escape(words)}(?!\w)", text):
            yield Span(start=match.start(), end=match.end())


def find_quoted_words(text: str, words: str, *, quotations: tuple[Span, ...], within: Span) -> Span | None:
    """Find the first place in a part of a text where the words stand between quotation marks.

    Args:
        quotations: what `find_quotations` found in the whole text.
        within: the part, usually a sentence.
    """
    for place in find_words(text, words):
        if contains(within, place) and any(contains(quotation, place) for quotation in quotations):
            return place
    return None


def contains(outer: Span, inner: Span) -> bool:
    """Tell whether a span lies inside another or fills it."""
    return outer.start <= inner.start and inner.end <= outer.end


def collect_runs(text: str) -> frozenset[tuple[str, ...]]:
    """Collect every run of `COPIED_RUN` words of an article, folded."""
    return frozenset(_runs(_folded_words(text)))


def find_copied_run(text: str, runs: frozenset[tuple[str, ...]]) -> str | None:
    """Find the first run of words outside “curly quotation marks” that an article has as well."""
    for part in blank_marked_words(text).split("|"):
        for run in _runs(_folded_words(part)):
            if run in runs:
                return " ".join(run)
    return None


def _folded_words(text: str) -> list[str]:
    return _WORD.findall(fold_text(text))


def _runs(words: list[str]) -> Iterator[tuple[str, ...]]:
    return (tuple(words[first : first + COPIED_RUN]) for first in range(len(words) - COPIED_RUN + 1))
