"""Days from which parts of an article count: when an interview was held, what a live blog wrote after midnight."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Sequence
from datetime import date, time, timedelta

from knowledge.model import Span

_TALK = (
    r"(?:interview|conversation|discussion|exchange|podcast|programme|program|episode|broadcast|transcript|call|talk)"
)
_RECORDED = re.compile(
    rf"\b{_TALK}\b[^.\n]{{0,60}}?\b(?:was|were|is|has been|took|has)\b[^.\n]{{0,40}}?\b"
    r"(?:recorded|conducted|held|place|taped|carried out|filmed|edited|done|translated)\b"
    rf"|\b(?:[Rr]ecorded|[Tt]aped|[Cc]onducted|[Ii]nterviewed)\b[^.\n]{{0,60}}\bon\b|\b{_TALK} of (?=\w+day|\d)"
    r"|\b(?:spoke|sat down|talked|met)\b[^.\n]{0,40}\bon\b[^\n]{0,160}\bedited (?:and condensed )?for\b"
)
_EDITED = re.compile(r"\b(?:edited|condensed|shortened|abridged|abbreviated|recorded|conducted|taped|translated)\b")
_NOTE = re.compile(r"\W*(?:Editor|Correction|Clarification|Update|Note|Postscript)\b", re.IGNORECASE)
_TURN = re.compile(r"\W{0,4}(?:[A-Z][\w.’'-]*(?:\s[A-Z][\w.’'-]*){0,4}|Q|A)\s?\W{0,3}[:：]")
_LONGEST = 400
"""Characters of a note that says when an interview was held; longer blocks are the interview."""

_OLDEST = 60
"""Days: an interview is not printed later than so."""


_STAMP = re.compile(r"\s*(?P<h>[01]?\d|2[0-3])[:.](?P<m>[0-5]\d)(?:\s?(?:GMT|UTC|[A-Z]{2,4}))?\s*")
_EARLY, _LATE = 6, 18
"""Hours: a stamp before the one beside a stamp after the other is of the next day."""


def find_next_day_entries(text: str, blocks: Sequence[Span], doc_date: date | None) -> dict[int, date]:
    """The day of those entries of a live blog that were written after midnight, by block."""
    if doc_date is None:
        return {}
    stamps = [
        (number, time(int(found["h"]), int(found["m"])))
        for number, block in enumerate(blocks)
        if block.end - block.start < 12 and (found := _STAMP.fullmatch(text, block.start, block.end))
    ]
    turns = [
        (later, at.hour < _EARLY)
        for (_, at), (later, after) in itertools.pairwise(stamps)
        if min(at, after).hour < _EARLY and max(at, after).hour >= _LATE
    ]
    if len(turns) != 1 or len(stamps) < 3:
        return {}
    turn, newest_first = turns[0]
    numbers = range(stamps[0][0], turn) if newest_first else range(turn, len(blocks))
    return dict.fromkeys(numbers, doc_date + timedelta(days=1))


def find_recording(
    text: str, blocks: Sequence[Span], doc_date: date | None, read_day: Callable[[str, Span, date], date | None]
) -> dict[int, date]:
    """The day from which a block counts, by its number, where that is not the article's day."""
    if doc_date is None:
        return {}
    for number, block in enumerate(blocks):
        if block.end - block.start > _LONGEST:
            continue
        found = _RECORDED.search(text, block.start, block.end)
        if not found or not _EDITED.search(text, block.start, block.end):
            continue
        spoken = read_day(text, block, doc_date)
        turns = sum(_TURN.match(text, other.start, other.end) is not None for other in blocks)
        if spoken is not None and turns > 1 and 0 < (doc_date - spoken).days <= _OLDEST:
            return {
                other: spoken
                for other, span in enumerate(blocks)
                if other != number
                and not _NOTE.match(text, span.start, span.end)
                and (other > number or _TURN.match(text, span.start, span.end))
            }
    return {}
