"""Which words of a claim a date belongs to: "a port that Morocco closed in 2018 will reopen in 2026" has two."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from knowledge.extract.dates.calendar import load_calendar
from knowledge.extract.lexicon import load_speech
from knowledge.model import DatedPart, Period, Span
from knowledge.values import dataclass, field

_BOUNDARY = re.compile(
    r"(?P<mark>[,;:–—])\s+(?:(?P<word>that|which|who|whose|whom|where|when|while|after|before|since|until|because|and|but"
    r"|saying|adding)\s)?"
    r"|\s(?P<bare>that|which|who|whose|whom|where|when|while|after|before|since|until|because|and|but)\s"
)
_RELATIVE = frozenset(("that", "which", "who", "whose", "whom", "where"))
"""What they open tells of the words right before them."""

_ENCLOSED = frozenset(("which", "who", "whose", "whom", "where"))
"""Between two commas, after which the sentence goes on as before."""

_JOINING = frozenset(("and", "but"))
_SAME_TIME = frozenset(("when", "while"))
"""What they open happened when the rest did."""

_ELAPSED = re.compile(
    r"\b(?:is|was|be|been|marks?|marked)\s+(?:exactly\s+|just\s+|now\s+)?(?P<n>[\w-]+)\s+years\s+since\s", re.IGNORECASE
)

_FIRST_WORDS = re.compile(r"\s*(?:(?P<pronoun>he|she|it|they|we|I)\s)?(?:\w+ly\s)?(?P<word>[\w’'-]+)")

_HEAD = 5
"""Words before a relative clause that it may be about."""

_PAST = re.compile(r"\w\wed\b")
"""A verb that no list need know; before one a relative clause has not ended: "whose firm, a mill, was sold"."""

_OBJECT = 2
"""Words before "that" within which a verb of saying makes what follows what was said: "warned him that"."""

_NEXT = 8
"""Letters between a boundary and a date: "before " and "after "."""


@dataclass(slots=True)
class _Part:
    opener: str
    spans: list[Span] = field(default_factory=list)
    host: _Part | None = None
    """For an enclosed relative clause what it interrupts."""


def find_dated_parts(
    text: str, claim: Span, dates: Sequence[tuple[Span, Period]], verbs: Sequence[int]
) -> tuple[DatedPart, ...]:
    """Cut a claim where another verb begins, and give each part its date; nothing for a claim of one part.

    Args:
        dates: the claim's dates with the days that they mean, in order; none is cut.
        verbs: where its verbs begin. A part without any verb stays with the one before it.

    Returns:
        Parts in order. One with several dates has the finest; what stands on both sides of a relative clause is one
        part, and the clause comes with the words that it tells of.
    """
    dates, verbs = _with_elapsed(text, claim, dates, verbs)
    parts = _cut(text, claim, dates, verbs)
    if len(parts) < 2:
        return ()
    found: list[DatedPart] = []
    for part in parts:
        own = [when for span, when in dates if any(s.start <= span.start < s.end for s in part.spans)]
        when = min(own, key=lambda when: when.end - when.start, default=None)
        if when is None and part.opener in _SAME_TIME and found:
            when = found[-1].when
        words = " ".join(" ".join(text[span.start : span.end] for span in part.spans).split())
        start = part.spans[0].start
        before = text[claim.start : start].split()
        is_said = load_speech().cue.search(" ".join(before[-_OBJECT:])) is not None
        if part.opener in _RELATIVE and not is_said and not any(0 <= start - s.end <= 1 for s, _ in dates):
            words = " ".join((*before[-_HEAD:], words))
        own_words = " ".join(text[span.start : span.end] for span in part.spans)
        found.append(DatedPart(words=words, when=when, tells=load_speech().cue.search(own_words) is not None))
    return tuple(found)


def _with_elapsed(
    text: str, claim: Span, dates: Sequence[tuple[Span, Period]], verbs: Sequence[int]
) -> tuple[Sequence[tuple[Span, Period]], Sequence[int]]:
    """ "On Monday it will be two years since they announced": the day of the announcement, where its verb stands."""
    match = _ELAPSED.search(text, claim.start, claim.end)
    if match is None:
        return dates, verbs
    count = load_calendar().number(match["n"])
    verb = next((verb for verb in verbs if verb >= match.end()), None)
    day = next((when for span, when in dates if span.start < match.start() and when.start == when.end), None)
    if not count or verb is None or day is None or count != int(count):
        return dates, verbs
    first = shift_years(day.start, -int(count))
    own = (Span(start=verb, end=verb + 1), Period(start=first, end=first, precision="day"))
    return sorted((*dates, own), key=lambda pair: pair[0].start), sorted((*verbs, match.start()))


def shift_years(day: date, years: int) -> date:
    """The same day of another year; 28 February for a leap day."""
    last = 28 if (day.month, day.day) == (2, 29) else day.day
    return day.replace(year=day.year + years, day=last)


def _cut(text: str, claim: Span, dates: Sequence[tuple[Span, Period]], verbs: Sequence[int]) -> list[_Part]:
    def has_verb(first: int, last: int) -> bool:
        return _PAST.search(text, first, last) is not None or any(first <= verb < last for verb in verbs)

    part = _Part(opener="")
    parts = [part]
    start = claim.start
    for match in _BOUNDARY.finditer(text, claim.start, claim.end):
        if any(s.start <= match.start() < s.end or 0 <= s.start - match.end() <= _NEXT for s, _ in dates):
            continue  # "since February" stays with what it dates
        opener = match["word"] or match["bare"] or ""
        end = match.end("mark") if match["mark"] else match.start()
        encloses = opener in _ENCLOSED and match["mark"] is not None
        if part.host is not None and match["mark"] and has_verb(start, end):
            part.spans.append(Span(start=start, end=end))
            start, part = match.end(), part.host  # behind a relative clause the sentence goes on
        elif opener in _JOINING and not match["mark"] and not _goes_on(text, match.end(), verbs):
            continue  # "Dahomey and Niger"
        elif not encloses and not (
            has_verb(start, match.end()) and (opener in _RELATIVE or has_verb(match.end(), claim.end))
        ):
            continue
        if start < end:
            part.spans.append(Span(start=start, end=end))
        start = match.start(match.lastgroup) if opener and match.lastgroup else match.end()
        if opener:
            part = _Part(opener=opener, host=part if encloses else None)
            parts.append(part)
        elif part.host is None and part.spans and parts[-1] is part:
            part = _Part(opener="")
            parts.append(part)
    part.spans.append(Span(start=start, end=claim.end))
    return [part for part in parts if part.spans]


def _goes_on(text: str, place: int, verbs: Sequence[int]) -> bool:
    """Whether another act follows "and" without a new subject, or with a pronoun: "and closed", "and they are"."""
    following = _FIRST_WORDS.match(text, place)
    return following is not None and (
        bool(following["pronoun"])
        or _PAST.search(following["word"]) is not None
        or any(place <= verb < following.end() for verb in verbs)
    )
