"""With which two characters a text that a regular expression matches can begin.

Of two hundred expressions one need then try only those that can begin as the text does.
"""

from __future__ import annotations

import itertools
import string

ANY = "\0"
"""Stands for every character in a beginning."""

_DIGITS = frozenset(string.digits + "０１２３４５６７８９")
_CLASSES = {"d": _DIGITS, "s": frozenset(" "), **dict.fromkeys("wDSW", frozenset(ANY))}
_ZERO_WIDTH = frozenset("bBAZ")
_LOOKS = ("?=", "?!", "?<=", "?<!")
_EMPTY = frozenset({""})

Beginnings = frozenset[str]
"""Strings in lower case, with a blank for any white space: of two characters, or shorter where a match can be."""


def find_beginnings(source: str) -> Beginnings:
    """The beginnings of what an expression matches; never too few, at times too many.

    The source must hold no back references, comments or conditionals.
    """
    return _read_alternatives(source, 0)[0]


def can_begin(beginnings: Beginnings, letters: str) -> bool:
    """Whether a text of these two characters may match; `letters` as `fold_beginning` gives them."""
    first, second = letters[:1], letters[1:]
    return not beginnings.isdisjoint(
        {"", first, ANY, letters, f"{first}{ANY}", f"{ANY}{second}", f"{ANY}{ANY}"},
    )


def fold_beginning(text: str, at: int) -> str:
    """The two characters of a text from an offset on, in lower case, white space as a blank."""
    return "".join(" " if letter.isspace() else letter.lower()[0] for letter in text[at : at + 2])


def _read_alternatives(source: str, at: int) -> tuple[Beginnings, int]:
    """Beginnings, and the offset of the closing bracket or of the end."""
    found: Beginnings = frozenset()
    branch = _EMPTY
    while at < len(source) and source[at] != ")":
        if source[at] == "|":
            found |= branch
            branch = _EMPTY
            at += 1
            continue
        item, at = _read_item(source, at)
        item, at = _repeated(item, source, at)
        branch = _joined(branch, item)
    return found | branch, at


def _joined(before: Beginnings, after: Beginnings) -> Beginnings:
    if all(len(text) > 1 for text in before):
        return before
    return frozenset((first + second)[:2] for first, second in itertools.product(before, after))


def _read_item(source: str, at: int) -> tuple[Beginnings, int]:
    letter = source[at]
    if letter == "(":
        return _read_group(source, at + 1)
    if letter == "[":
        return _read_class(source, at + 1)
    if letter == "\\":
        escaped = source[at + 1]
        if escaped in _ZERO_WIDTH:
            return _EMPTY, at + 2
        return _CLASSES.get(escaped, frozenset(escaped.lower())), at + 2
    if letter in "^$":
        return _EMPTY, at + 1
    return frozenset(ANY if letter == "." else letter.lower()), at + 1


def _read_group(source: str, at: int) -> tuple[Beginnings, int]:
    is_look = source.startswith(_LOOKS, at)
    if is_look:
        at += 3 if source[at + 1] == "<" else 2
    elif source.startswith("?P<", at):
        at = source.index(">", at) + 1
    elif source.startswith("?", at):
        at = source.index(":", at) + 1
    found, end = _read_alternatives(source, at)
    return _EMPTY if is_look else found, end + 1


def _read_class(source: str, at: int) -> tuple[Beginnings, int]:
    letters: set[str] = set()
    is_negated = source[at] == "^"
    at += is_negated
    first = at
    while source[at] != "]" or at == first:
        if source[at] == "\\":
            letters |= _CLASSES.get(source[at + 1], frozenset(source[at + 1].lower()))
            at += 2
        elif source[at + 1] == "-" and source[at + 2] != "]":
            letters |= {chr(code).lower() for code in range(ord(source[at]), ord(source[at + 2]) + 1)}
            at += 3
        else:
            letters.add(source[at].lower())
            at += 1
    return frozenset(ANY) if is_negated else frozenset(letters), at + 1


def _repeated(item: Beginnings, source: str, at: int) -> tuple[Beginnings, int]:
    """The beginnings of an item with the quantifier behind it, and the offset behind that."""
    if at < len(source) and source[at] in "?*+":
        mark = source[at]
        at += 1
    elif at < len(source) and source[at] == "{":
        end = source.index("}", at)
        mark = "*" if source[at + 1 : end].split(",")[0] in ("", "0") else "+"
        at = end + 1
    else:
        return item, at
    if at < len(source) and source[at] in "?+":  # lazy or possessive
        at += 1
    found = item if mark == "?" else item | _joined(item, item)
    return found if mark == "+" else found | _EMPTY, at
