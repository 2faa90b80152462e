"""The head of a letter sent by e-mail: from whom, when, about what."""

from __future__ import annotations

import re
from collections.abc import Sequence

from knowledge.articles.bylines import is_name
from knowledge.articles.head_words import load_head_words
from knowledge.articles.page import DeclaredHead, Line
from knowledge.articles.page_dates import read_iso_day
from knowledge.values import replace

_FORWARDED = re.compile(r"-{3,} ?(?:forwarded|original|weitergeleitete)\b.*", re.I)
_PREFIX = re.compile(r"(?:(?:fwd?|re|aw|wg|tr|rv)\s?:|\[[^\]]{1,30}\])\s*", re.I)
_ADDRESS = re.compile(r"[<(\[]?[\w.+-]{1,60}@[\w.-]{1,60}[>)\]]?(?:\(.*\))?")
_FROM_OUTLET = re.compile(r"(?P<author>.{3,60}?)(?:\s+(?:from|at|of|via|\|)\s+|,\s+|\s[|–—-]\s)(?P<name>[^,|]{3,60})$")

_LEAST = 2
"""Fields that make a head; one line may be a sentence that starts with "From:"."""

_TOP = 12
"""Lines from the top among which the first field stands."""


def read_mail_head(lines: Sequence[Line]) -> tuple[DeclaredHead, tuple[Line, ...]]:
    """What a letter's head declares, and the lines with those of the head put outside; nothing where there is none."""
    fields, numbers = _find_fields(lines)
    if len(numbers) < _LEAST or "subject" not in fields:
        return DeclaredHead(), tuple(lines)
    subject = fields["subject"]
    while found := _PREFIX.match(subject):
        subject = subject[found.end() :]
    day = read_iso_day(fields["date"]) if "date" in fields else None
    author, publisher = _read_sender(fields.get("from", ""))
    head = DeclaredHead(
        headlines=(subject,) if subject else (),
        authors=(author,) if author else (),
        publishers=(publisher,) if publisher else (),
        published_on=day,
        published_how="meta tag" if day else None,
    )
    outside = set(numbers)
    return head, tuple(
        replace(line, region="outside") if number in outside else line for number, line in enumerate(lines)
    )


def _find_fields(lines: Sequence[Line]) -> tuple[dict[str, str], list[int]]:
    fields: dict[str, str] = {}
    numbers: list[int] = []
    words = load_head_words()
    for number, line in enumerate(lines):
        found = words.mail_field.match(line.text)
        if found:
            meaning = words.mail_meanings.get(found["key"])
            if meaning and found["value"]:
                fields.setdefault(meaning, found["value"].strip(" *_"))
            numbers.append(number)
        elif _FORWARDED.fullmatch(line.text):
            numbers.append(number)
        elif (numbers and number > numbers[-1] + 1) or number > _TOP:
            break
    return fields, numbers


def _read_sender(sender: str) -> tuple[str | None, str | None]:
    """Author and publication: "Ana Lund at The Heron <ana@heron.example>", "The Heron <desk@heron.example>"."""
    name = _ADDRESS.sub("", sender).strip(" \"'<>")
    if not name:
        return None, None
    joined = _FROM_OUTLET.match(name)
    if joined and is_name(joined["author"]):
        return joined["author"], joined["name"].strip()
    # "Iberia Morning" and "Maria Moreno" look alike: an author is believed only where an outlet stands beside.
    return None, name
