"""Find known names in text, longest first: by words in Latin script, by letters in Japanese and Chinese.

Both searches read a text once from left to right; a name found is not searched again.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Generic, TypeVar

from knowledge.values import dataclass, field

T = TypeVar("T")

CJK = r"\u3005-\u3007\u3041-\u30fa\u30fc-\u30ff\u3400-\u9fff\uac00-\ud7af"
_TOKEN = re.compile(rf"[^\W_{CJK}]+|\s+|[^\w\s]|_")
_SAME = str.maketrans({"’": "'", "‘": "'", "`": "'", "–": "-", "‐": "-", "‑": "-"})
_KATAKANA = re.compile(r"[ァ-ヺー]")


@dataclass(frozen=True, slots=True)
class Word:
    """A word, a run of blanks or a mark of a text, in one spelling of apostrophes and hyphens."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Found(Generic[T]):
    """What a name stands for, and the words or letters `[first, last)` that it takes up."""

    value: T
    first: int
    last: int


@dataclass(slots=True)
class _Node(Generic[T]):
    following: dict[str, _Node[T]] = field(default_factory=dict)
    value: T | None = None


def split_words(text: str) -> tuple[Word, ...]:
    """Split a text into words, blanks and marks, letters of Japanese and Chinese left out.

    Any run of blanks is one blank, unless it holds an empty line, which no name goes across.
    """
    return tuple(Word(_one_spelling(match.group()), match.start(), match.end()) for match in _TOKEN.finditer(text))


class LatinNames(Generic[T]):
    """Names in Latin script, found by whole words with their case."""

    def __init__(self, names: Mapping[str, T]) -> None:
        self._root: _Node[T] = _Node()
        for name, value in names.items():
            node = self._root
            for word in split_words(name):
                node = node.following.setdefault(word.text, _Node())
            node.value = value

    def opens_with(self, word: str) -> bool:
        """Tell whether some name begins with this word."""
        return word in self._root.following

    def find_at(self, words: tuple[Word, ...], first: int) -> Found[T] | None:
        """Find the longest name that begins with a given word; None when there is none."""
        node, found = self._root, None
        for place in range(first, len(words)):
            following = node.following.get(words[place].text)
            if following is None or (place > first and words[place - 1].end != words[place].start):
                break
            node = following
            if node.value is not None:
                found = Found(node.value, first, place + 1)
        return found


class CjkNames(Generic[T]):
    """Names in Japanese or Chinese, found by their letters; one in katakana only where no katakana adjoins it."""

    def __init__(self, names: Mapping[str, T]) -> None:
        self._values = dict(names)
        self._by_letter: dict[str, tuple[str, ...]] = {}
        for name in sorted(names, key=len, reverse=True):
            self._by_letter[name[0]] = (*self._by_letter.get(name[0], ()), name)

    def find_at(self, text: str, start: int) -> Found[T] | None:
        """Find the longest name that begins at an offset; None when there is none."""
        for name in self._by_letter.get(text[start], ()):
            if text.startswith(name, start) and not _cuts_katakana(text, start, start + len(name)):
                return Found(self._values[name], start, start + len(name))
        return None


def _one_spelling(word: str) -> str:
    if word.isspace():
        return "\n" if word.count("\n") > 1 else " "
    return word if word.isascii() else word.translate(_SAME)


def _cuts_katakana(text: str, start: int, end: int) -> bool:
    before = start > 0 and _is_katakana(text[start - 1]) and _is_katakana(text[start])
    after = end < len(text) and _is_katakana(text[end]) and _is_katakana(text[end - 1])
    return before or after


def _is_katakana(letter: str) -> bool:
    return _KATAKANA.match(letter) is not None
