"""Clauses of a sentence: the part that a date, a verb and its parties share."""

from __future__ import annotations

import re

from knowledge.extract.units import Unit
from knowledge.model import Span

_BOUNDARY = re.compile(
    r";\s+|\s[–—-]\s|—|:\s+(?=[^\W\d_])"
    r"|,\s+(?=(?:and|but|while|whereas|although|though|when|after|before|which|who|whose|where|with|as|so|then)\s)"
    r"|\s(?=(?:when|after which|before which|while|whereas)\s)"
)
_SHORTEST = 4
"""Words without which a part is no clause of its own."""


def find_clauses(text: str, unit: Unit) -> tuple[Span, ...]:
    """Cut a sentence into clauses; quotations are never cut, and what is too short stays with the clause before it."""
    cuts = [unit.span.start]
    for match in _BOUNDARY.finditer(text, unit.span.start, unit.span.end):
        if any(q.outer.start <= match.start() < q.outer.end for q in unit.quotations):
            continue
        if (
            len(text[cuts[-1] : match.start()].split()) >= _SHORTEST
            and len(text[match.end() : unit.span.end].split()) >= _SHORTEST
        ):
            cuts.append(match.end())
    ends = [*cuts[1:], unit.span.end]
    return tuple(Span(start=start, end=end) for start, end in zip(cuts, ends, strict=True))
