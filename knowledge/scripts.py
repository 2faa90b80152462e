"""Scripts without blanks: which characters are Chinese, Japanese or Korean, each of them a word of its own.

A pattern with these characters in it would take milliseconds to compile, at each start: the library looks at every one
of the forty thousand. So a text is masked before it is searched, with one such character standing for all of them.
"""

from __future__ import annotations

MASK = "々"
"""Stands for every character that `is_cjk`, as it is one itself."""


def is_cjk(letter: str) -> bool:
    """Whether a character is Chinese, Japanese or Korean; marks of these scripts are not."""
    return "\u3005" <= letter <= "\ud7af" and (
        "\u3400" <= letter <= "\u9fff"
        or letter >= "\uac00"
        or ("\u3041" <= letter <= "\u30ff" and letter != "\u30fb")
        or letter <= "\u3007"
    )


def is_hiragana(letter: str) -> bool:
    """Whether a character is one of those that Japanese grammar is written in."""
    return "\u3041" <= letter <= "\u309f"


def is_kana(letter: str) -> bool:
    """Whether a character is Japanese and no Chinese one; marks between words are not, for Chinese has them too."""
    return "\u3041" <= letter <= "\u30fa" or "\u30fd" <= letter <= "\u30ff"


def is_hangul(letter: str) -> bool:
    """Whether a character is a Korean syllable."""
    return "\uac00" <= letter <= "\ud7af"


def is_han(letter: str) -> bool:
    """Whether a character is a Chinese one, as Japanese has them too."""
    return "\u3400" <= letter <= "\u9fff"


def has_cjk(text: str) -> bool:
    """Whether a text has a letter of a script without blanks."""
    return not text.isascii() and any(map(is_cjk, text))


def is_all_cjk(text: str) -> bool:
    """Whether a text has letters of scripts without blanks only."""
    return mask_cjk(text) == MASK * len(text)


def mask_cjk(text: str) -> str:
    """The text, as long as it is, with `MASK` for each letter of a script without blanks."""
    return text if text.isascii() else text.translate(_MASKS)


class _Masks(dict[int, int]):
    """For `str.translate`: what each character becomes, found out when it is first met."""

    def __missing__(self, code: int) -> int:
        self[code] = masked = ord(MASK) if is_cjk(chr(code)) else code
        return masked


_MASKS = _Masks()
