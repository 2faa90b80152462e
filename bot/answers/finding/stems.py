"""Words of a text, and what they may be forms of, so that "sailed" meets "sail"; the same texts come again."""

from __future__ import annotations

from functools import lru_cache

from knowledge.gazetteer import find_latin_words, find_lemmas
from knowledge.text import fold_text

_TEXTS_KEPT = 1024
"""Some 5 MB; what one question reads fits in, with what the questions around it read."""

_WORDS_KEPT = 8192


@lru_cache(maxsize=_TEXTS_KEPT)
def find_words(text: str) -> tuple[str, ...]:
    """The Latin words of a text, folded, in order."""
    return tuple(find_latin_words(fold_text(text)))


@lru_cache(maxsize=_TEXTS_KEPT)
def find_stems(text: str) -> frozenset[str]:
    """The Latin words of two letters and more with what they may be inflections of, folded."""
    return frozenset().union(*map(_forms_of, find_words(text)))


@lru_cache(maxsize=_TEXTS_KEPT)
def line_up(text: str) -> str:
    """The Latin words of a text with one blank before and after each, so that a phrase of whole words can be found."""
    return f" {' '.join(find_words(text))} "


@lru_cache(maxsize=_WORDS_KEPT)
def _forms_of(word: str) -> frozenset[str]:
    return frozenset(find_lemmas(word, {})) if len(word) > 1 else frozenset()
