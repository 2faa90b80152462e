"""Sentences, quotation marks and folding of raw text; every offset points into the text as it was read."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path
from typing import NewType

from knowledge.model import Span
from knowledge.patterns import compile_late

Folded = NewType("Folded", str)
"""Text brought to one spelling of case, width, accents, quotation marks and blanks."""

# A full stop after one of these does not end a sentence. Newspapers write all of them in running text.
_ABBREVIATIONS = frozenset({
    "mr", "mrs", "ms", "dr", "prof", "gen", "lt", "col", "sgt", "rep", "sen", "gov", "st", "no", "vs", "etc",
    "rev", "hon", "capt", "cmdr", "cdr", "maj", "adm", "brig", "insp", "supt", "pres", "amb", "cpl", "fr", "mt",
    "messrs", "approx",
    "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec",
})  # fmt: skip
_LONGEST = 2_500
"""Characters of a sentence; the clauses of a communique, between semicolons, come to more than a thousand."""

_SENTENCE_END = compile_late(r"[.!?]+[\"'”’)]*(?=\s)|[.!?]*[。！？]+[」』）]*")
_QUOTE_FOLD = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "„": '"', "`": "'", "´": "'", "–": "-", "—": "-"})
_MARK = "\u0300-\u036f"
_ACCENTED = compile_late(f"[À-ɏḀ-ỿ][{_MARK}]*|(?<=[a-z])[{_MARK}]+")
_OPENING_TO_CLOSING = {"“": "”", "‘": "’", '"': '"', "「": "」", "『": "』", "«": "»"}


def find_sentences(text: str) -> tuple[Span, ...]:
    """Find the sentences of a raw text, in order; blanks and line breaks around them are left out.

    A line break always ends a sentence: scraped pages put headlines, captions and paragraphs on lines of their own.
    What is longer than any sentence that people write is cut at a blank, so that no text takes forever to read.
    """
    found: list[Span] = []
    for line in re.finditer(r"[^\n]+", text):
        start = line.start()
        for end in _SENTENCE_END.finditer(text, line.start(), line.end()):
            if not _is_abbreviation(text, end.start()):
                found.extend(_trimmed(text, start, end.end()))
                start = end.end()
        found.extend(_trimmed(text, start, line.end()))
    return tuple(found)


def find_quotations(text: str) -> tuple[Span, ...]:
    """Find what stands between a pair of quotation marks, marks left out; an unclosed mark yields nothing."""
    if _OPENING_TO_CLOSING.keys().isdisjoint(text):
        return ()
    found: list[Span] = []
    index = 0
    while index < len(text):
        closing = _OPENING_TO_CLOSING.get(text[index])
        if closing is None or (text[index] == "‘" and index and text[index - 1].isalnum()):
            index += 1
            continue
        end = text.find(closing, index + 1)
        while closing == "’" and end != -1 and end + 1 < len(text) and text[end + 1].isalnum():
            end = text.find(closing, end + 1)  # an apostrophe inside a word closes nothing
        line_end = text.find("\n", index)
        if end == -1 or (line_end != -1 and end > line_end):
            index += 1
            continue
        found.append(Span(start=index + 1, end=end))
        index = end + 1
    return tuple(found)


def fold_text(text: str) -> Folded:
    """Fold width, case, accents of Latin letters, quotation marks and runs of blanks; length may change."""
    if text.isascii():  # most of what is read, and nothing below would change it further
        return Folded(" ".join(text.lower().replace("`", "'").split()))
    wide = unicodedata.normalize("NFKC", text).casefold().translate(_QUOTE_FOLD)
    plain = unicodedata.normalize("NFC", _ACCENTED.sub(_without_accent, wide))  # casefold takes Greek letters apart
    return Folded(" ".join(plain.split()))


def read_text(path: Path) -> str:
    """Read an article's text as it is: offsets count every character, line ends included."""
    with path.open(encoding="utf-8", newline="") as file:
        return file.read()


def hash_text(text: str) -> str:
    """SHA-256 of the UTF-8 bytes, as 64 hexadecimal digits."""
    from hashlib import sha256  # which loads OpenSSL, and no question needs it

    return sha256(text.encode("utf-8")).hexdigest()


def _without_accent(found: re.Match[str]) -> str:
    letter = unicodedata.normalize("NFD", found.group())[0]
    return "" if unicodedata.combining(letter) else letter


def _is_abbreviation(text: str, stop: int) -> bool:
    if text[stop] != ".":
        return False
    word = re.search(r"[\w.]+$", text[max(0, stop - 12) : stop])
    if word is None:
        return False
    last = word.group()
    if last.casefold() in _ABBREVIATIONS:
        return True
    initials = (len(last) == 1 and last.isupper()) or re.fullmatch(r"(?:[A-Za-z]\.)+[A-Za-z]", last) is not None
    following = text[stop + 1 : stop + 3].strip()
    return initials and (bool(following) or text[stop + 1 : stop + 2] == " ") and not following.startswith("\n")


def _trimmed(text: str, start: int, end: int) -> list[Span]:
    pieces: list[Span] = []
    while end - start > _LONGEST:
        cut = text.rfind(" ", start, start + _LONGEST)
        if cut <= start:
            cut = text.find(" ", start + _LONGEST, end)
        if cut == -1:
            break
        pieces.extend(_piece(text, start, cut))
        start = cut + 1
    return [*pieces, *_piece(text, start, end)]


def _piece(text: str, start: int, end: int) -> list[Span]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return [Span(start=start, end=end)] if any(char.isalnum() for char in text[start:end]) else []
