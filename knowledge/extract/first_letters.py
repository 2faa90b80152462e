"""With which characters a text that a regular expression matches can begin.

Of two hundred expressions one need then try only those that can begin as the text does.
"""

from __future__ import annotations

import string

_ANY = frozenset(map(chr, range(128)))
"""Stands for whatever is not worth telling apart."""

_CLASSES = {"d": frozenset(string.digits), "s": frozenset(" \t\n"), "w": _ANY, "D": _ANY, "S": _ANY, "W": _ANY}
_ZERO_WIDTH = frozenset("bBAZ")
_LOOKS = ("?=", "?!", "?<=", "?<!")


def find_first_letters(source: str) -> frozenset[str] | None:
    """The characters, in lower case, one of which a match begins with; None for any, and for what may be empty.

    The source must hold no back references, comments or conditionals.
    """
    letters, is_empty, _ = _read_alternatives(source, 0)
    return None if is_empty or letters >= _ANY else letters


def _read_alternatives(source: str, at: int) -> tuple[frozenset[str], bool, int]:
    """First letters in lower case, whether it matches nothing at all, and the offset of the closing bracket."""
    letters: frozenset[str] = frozenset()
    some_empty = False
    is_empty = True
    while at < len(source) and source[at] != ")":
        if source[at] == "|":
            some_empty |= is_empty
            is_empty = True
            at += 1
            continue
        found, may_lack, at = _read_item(source, at)
        lacks, at = _read_quantifier(source, at)
        if is_empty:
            letters |= found
        is_empty = is_empty and (may_lack or lacks)
    return letters, some_empty or is_empty, at


def _read_item(source: str, at: int) -> tuple[frozenset[str], bool, int]:
    letter = source[at]
    if letter == "(":
        return _read_group(source, at + 1)
    if letter == "[":
        return _read_class(source, at + 1)
    if letter == "\\":
        escaped = source[at + 1]
        if escaped in _ZERO_WIDTH:
            return frozenset(), True, at + 2
        return _CLASSES.get(escaped, frozenset(escaped.lower())), False, at + 2
    if letter in "^$":
        return frozenset(), True, at + 1
    return _ANY if letter == "." else frozenset(letter.lower()), False, at + 1


def _read_group(source: str, at: int) -> tuple[frozenset[str], bool, int]:
    is_look = source.startswith(_LOOKS, at)
    if is_look:
        at += 3 if source[at + 1] == "<" else 2
    elif source.startswith("?P<", at):
        at = source.index(">", at) + 1
    elif source.startswith("?", at):
        at = source.index(":", at) + 1
    letters, is_empty, end = _read_alternatives(source, at)
    return (frozenset(), True, end + 1) if is_look else (letters, is_empty, end + 1)


def _read_class(source: str, at: int) -> tuple[frozenset[str], bool, int]:
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
    return _ANY if is_negated else frozenset(letters), False, at + 1


def _read_quantifier(source: str, at: int) -> tuple[bool, int]:
    """Whether what stands before may be lacking, and the offset behind the quantifier."""
    if at < len(source) and source[at] in "?*+":
        lacks = source[at] != "+"
        at += 1
    elif at < len(source) and source[at] == "{":
        end = source.index("}", at)
        lacks = source[at + 1 : end].split(",")[0] in ("", "0")
        at = end + 1
    else:
        return False, at
    return lacks, at + (at < len(source) and source[at] in "?+")
