"""Regular expressions that are compiled when a text comes that they may match: a question needs few of them all."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from functools import lru_cache
from typing import cast


def compile_late(source: str, flags: int = 0, *, needs: tuple[str, ...] = ()) -> re.Pattern[str]:
    """What `re.compile` gives, but for the time that it takes.

    Args:
        needs: words or marks, in small letters; a text that matches has one of them.
    """
    return cast("re.Pattern[str]", _LatePattern(source, flags, needs))


class _LatePattern:
    """Once compiled, it holds the pattern's own methods, so that nothing stands between."""

    def __init__(self, source: str, flags: int, needs: tuple[str, ...]) -> None:
        self._source = source
        self._flags = flags
        self._needs = needs

    def __getattr__(self, name: str) -> Callable[..., object]:
        if name not in _WITHOUT_MATCH:
            raise AttributeError(name)

        def search(*arguments: object) -> object:
            text = str(arguments[1 if name == "sub" else 0])
            if self._needs and not holds_any(text, self._needs):
                return _WITHOUT_MATCH[name](text)
            compiled = re.compile(self._source, self._flags)
            for each in _WITHOUT_MATCH:
                setattr(self, each, getattr(compiled, each))
            return getattr(compiled, name)(*arguments)

        return search


_WITHOUT_MATCH: Mapping[str, Callable[[str], object]] = {
    "search": lambda _: None,
    "match": lambda _: None,
    "fullmatch": lambda _: None,
    "findall": lambda _: [],
    "finditer": lambda _: iter(()),
    "split": lambda text: [text],
    "sub": lambda text: text,
}
"""What each method of a pattern gives for a text that it does not match."""


@lru_cache(maxsize=512)
def any_of(words: Collection[str]) -> str:
    """A pattern for any of some words or phrases, the longest first; `words` can be hashed, as it is built once."""
    return f"(?:{'|'.join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))})"


def holds_any(text: str, words: tuple[str, ...] | frozenset[str]) -> bool:
    """Whether a text has one of some words or marks, in any case of letters, perhaps inside of longer ones."""
    lowered = text.lower()
    return any(word in lowered for word in words)
