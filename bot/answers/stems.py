"""Words of a text by what they may be forms of, so that "sailed" meets "sail"."""

from __future__ import annotations

from functools import lru_cache

from knowledge.gazetteer import find_latin_words, find_lemmas
from knowledge.text import fold_text


@lru_cache(maxsize=4096)
def find_stems(text: str) -> frozenset[str]:
    """The Latin words of two letters and more with what they may be inflections of, folded."""
    return frozenset(
        form for word in find_latin_words(fold_text(text)) if len(word) > 1 for form in find_lemmas(word, {})
    )
