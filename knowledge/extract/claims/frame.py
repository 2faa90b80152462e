"""What an article keeps speaking of: words that a reader of one of its sentences has in mind anyway."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from knowledge.extract.units import Unit
from knowledge.gazetteer import find_latin_words, find_lemmas
from knowledge.text import fold_text

_OFTEN = 3
"""Sentences with a word from which on the article is about what it names."""

_LEAD = 2
"""Sentences at the top that say what the article is about."""

_SHORTEST = 3
_MOST = 120


def find_frame(text: str, units: Sequence[Unit], headline: str | None) -> str:
    """Words of the headline and of the first sentences, and those of several sentences, in alphabetical order."""
    counts: Counter[str] = Counter()
    words_of_units = [_words(text[unit.span.start : unit.span.end]) for unit in units]
    for words in words_of_units:
        counts.update({form for word in words for form in find_lemmas(word, {})})
    top = _words(headline or "").union(*words_of_units[:_LEAD])
    often = {
        word for words in words_of_units for word in words if any(counts[f] >= _OFTEN for f in find_lemmas(word, {}))
    }
    ranked = sorted(top | often, key=lambda word: (word not in top, -counts[word], word))
    return " ".join(sorted(ranked[:_MOST]))


def _words(text: str) -> set[str]:
    return {word for word in find_latin_words(fold_text(text)) if len(word) >= _SHORTEST}
