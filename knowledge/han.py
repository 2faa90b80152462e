"""Whether a text of Chinese characters alone is Japanese, simplified or traditional Chinese: by the characters of each.

The character sets of the three, which every Python knows, are the tables: GB 2312 has the simplified forms only, Big5
the traditional ones, and the first level of JIS X 0208 those that Japanese is written in today.
"""

from __future__ import annotations

from typing import Literal

from knowledge.scripts import is_han

Writing = Literal["ja", "simplified", "traditional"]

_CHARACTERS: dict[Writing, str] = {"ja": "shift_jis", "simplified": "gb2312", "traditional": "big5"}
_SECOND_LEVEL = b"\x98\x9f"
"""From this code on JIS X 0208 has the characters that are not in common use, older forms among them."""

_OTHERWISE_RARE = frozenset("万与么价优体党听圣坏异怀惊愿扑扰据机构确离种网荐适赶")
"""Simplified forms that Big5 has only as other words, which nobody uses."""


def find_writings(text: str) -> frozenset[Writing]:
    """The ways of writing that have most of a text's Chinese characters: one, or all that have as many."""
    letters = [letter for letter in text if is_han(letter)]
    lacking = {writing: sum(not _has(writing, letter) for letter in letters) for writing in _CHARACTERS}
    least = min(lacking.values())
    return frozenset(writing for writing, count in lacking.items() if count == least)


def is_written(text: str, writing: Writing) -> bool:
    """Whether a way of writing has all of a text's Chinese characters."""
    return text.isascii() or all(_has(writing, letter) for letter in text if is_han(letter))


def _has(writing: Writing, letter: str) -> bool:
    try:
        code = letter.encode(_CHARACTERS[writing])
    except UnicodeEncodeError:
        return False
    if writing == "traditional":
        return letter not in _OTHERWISE_RARE
    return writing != "ja" or code < _SECOND_LEVEL
