"""Sentences as a reader sees them: a quotation never ends one that goes on after it."""

from __future__ import annotations

import re

from knowledge.extract.lexicon import load_speech
from knowledge.extract.quotation_marks import Quotation, find_quotation_marks
from knowledge.model import Span
from knowledge.text import find_sentences
from knowledge.values import dataclass

_FILLER = "q"
_LONGEST_SPEAKER = 8
"""Words of a speaker between a quoted question and the verb that says who asked it."""

_APPOSITION = re.compile(r",\s[^,;:]{1,60},(?=\s+\w+\s*$)")

_ENDS = ".!?…。！？"


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """One sentence with the quotations that it holds."""

    span: Span
    quotations: tuple[Quotation, ...]

    @property
    def only_quoted(self) -> bool:
        """Nothing stands outside the marks."""
        outside = self.span.end - self.span.start - sum(q.outer.end - q.outer.start for q in self.quotations)
        return bool(self.quotations) and outside <= len(self.quotations)


def find_units(text: str, start: int, end: int, *, in_speech: bool = False) -> tuple[Unit, ...]:
    """Cut a paragraph into sentences; what stands between quotation marks is never cut."""
    quotations = find_quotation_marks(text, start, end, in_speech=in_speech)
    blank = text[start:end]
    for quotation in quotations:
        first, last = quotation.outer.start - start, quotation.outer.end - start
        closing = "." if _ends_sentence(text, quotation, end) else _FILLER
        blank = blank[:first] + _FILLER * (last - first - 1) + closing + blank[last:]
    return tuple(
        Unit(
            span=_without_blanks(text, start + span.start, start + span.end),
            quotations=tuple(q for q in quotations if span.start <= q.outer.start - start < span.end),
        )
        for span in find_sentences(blank)
    )


def _without_blanks(text: str, start: int, end: int) -> Span:
    """A quotation that nobody closed may end in blanks; the mark that opens it is none."""
    words = text[start:end]
    return Span(start=start + len(words) - len(words.lstrip()), end=start + len(words.rstrip()))


def _ends_sentence(text: str, quotation: Quotation, end: int) -> bool:
    spoken = text[quotation.inner.start : quotation.inner.end].rstrip("’'”»\"")
    if not spoken or spoken[-1] not in _ENDS:
        return False
    following = text[quotation.outer.end : end].lstrip()
    if not following or quotation.continued:
        return True
    if following[0].islower() or following[0] in ",;:—–-)":
        return False
    if spoken[-1] in ".。":
        return text[quotation.outer.end : quotation.outer.end + 1].isspace()
    return not _is_attribution(following)


def _is_attribution(following: str) -> bool:
    """Whether words after a quoted question or exclamation say who asked: "Tanaka asked.", "Tanaka, 44, asked."."""
    clause = _APPOSITION.sub("", re.split(r"[.?!“\"«]", following, maxsplit=1)[0])
    cue = load_speech().cue.search(clause)
    return (
        cue is not None and len(clause[: cue.start()].split()) <= _LONGEST_SPEAKER and "," not in clause[: cue.start()]
    )
