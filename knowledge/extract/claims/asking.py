"""Which sentences of an article claim nothing, because they only ask or lead up to a question."""

from __future__ import annotations

import re

from knowledge.extract.extraction import Extraction
from knowledge.extract.quotes.cues import CueReader

_QUOTED = re.compile(r"[“\"«][^”\"»]*[”\"»]")
_ADDRESSING = re.compile(r"\b(?:you|your|yours|yourself)\b", re.IGNORECASE)
_INTERVIEW = 3
"""Paragraphs ending in a question from which on an article is an interview."""


class Asking:
    """The questions of one article."""

    def __init__(self, extraction: Extraction) -> None:
        """Find whether it is an interview."""
        self._extraction = extraction
        self._text, self._speech = extraction.article.text, extraction.speech
        self._reader = CueReader(self._text, self._speech.discourse)
        self._questions = self._interview_questions()

    def only_asks(self, index: int) -> bool:
        """Whether a sentence is a question, or one that leads up to it: it claims nothing.

        What an interviewer tells of others before the question ("The minister said on Monday ...") is a claim.
        """
        unit = self._speech.units[index]
        words = self._text[unit.span.start : unit.span.end]
        if words[-1] in "?？" and (not unit.quotations or self._speech.blocks_of_units[index] in self._questions):
            return True
        if self._speech.blocks_of_units[index] not in self._questions:
            return False
        outside = _QUOTED.sub(" ", words)
        return _ADDRESSING.search(outside) is not None or not self._reader.find_cues(unit)

    def _interview_questions(self) -> frozenset[int]:
        """Paragraphs in which an interviewer asks: those that end in a question, where an article has several."""
        blocks = self._extraction.article.blocks
        asking = frozenset(n for n, block in enumerate(blocks) if self._text[block.span.end - 1] in "?？")
        return asking if len(asking) >= _INTERVIEW else frozenset()
