"""How a claim is told: its clause or sentence so that it stands alone, and what stands around it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from knowledge.extract.extraction import Extraction
from knowledge.extract.modality import find_modality
from knowledge.extract.model import DatedExpression
from knowledge.extract.people.model import Mention
from knowledge.extract.readable import render_resolved
from knowledge.model import Span

_LEANING = re.compile(
    r"(?:That|This|It|Both|Neither|The (?:visit|trip|meeting|report|reports|claim|plan|talks|stopover|call|tour"
    r"|ceremony|signing|summit|hearing|vote|session|exercise|conference|deal|sale|flight|event|launch|drills?))\b"
)
_POINTING = re.compile(
    r"\b(?:the (?:charge|claim|accusation|allegation|report|story|rumour)s?|den(?:y|ies|ied) (?:it|this))\b"
)
_SHORT_SENTENCE = 25
"""Words of a sentence that only says what became of the one before."""


class ClaimWords:
    """The words of one article's claims."""

    def __init__(self, extraction: Extraction) -> None:
        """Read the sentences of an article."""
        self._extraction = extraction
        self._text, self._speech = extraction.article.text, extraction.speech

    def find_whole(self, index: int) -> tuple[Span, int]:
        """The sentence without a dateline, and how many it takes: a next one, "It was called off", belongs to it."""
        unit = self._speech.units[index]
        line = self._extraction.article.dateline
        whole = (
            unit.span
            if line is None or not unit.span.start <= line.span.start < unit.span.end
            else self.leave_out_dateline(line.span, unit.span)
        )
        following = index + 1
        if following >= len(self._speech.units):
            return whole, 1
        span = self._speech.units[following].span
        words = self._text[span.start : span.end]
        modality = find_modality(words, last=None, day=None, said_by_other=False)
        if modality not in ("cancelled", "denied") or len(words.split()) > _SHORT_SENTENCE:
            return whole, 1
        same = self._speech.blocks_of_units[following] == self._speech.blocks_of_units[index]
        leans = (same and _LEANING.match(words)) or (modality == "denied" and _POINTING.search(words))
        return whole, 2 if leans else 1

    def render(self, index: int, span: Span, mentions: Sequence[Mention], dates: Sequence[DatedExpression]) -> str:
        """The claim so that it stands alone: joints taken off, its speaker put before it where it does not say who."""
        text = render_resolved(self._text, span, mentions, dates)
        text = re.sub(r"^(?:and|but|while|whereas|although|though|so|then|as)\s+", "", text)
        text = text.strip().rstrip(",;:—–- ")
        said = self._unsaid_speaker(index, span)
        text = text[:1].upper() + text[1:]
        if text and text[-1] not in '.!?”"’»」。)]':
            text += "."
        return f"{said}: {text}" if said else text

    def find_setting(self, index: int, span: Span) -> str | None:
        """The headline, the sentence before in the same paragraph, and the rest of its own sentence for a clause."""
        unit = self._speech.units[index].span
        rest = f"{self._text[unit.start : span.start]} {self._text[span.end : unit.end]}"
        before = ""
        same = index > 0 and self._speech.blocks_of_units[index - 1] == self._speech.blocks_of_units[index]
        if same or (index and self._text[self._speech.units[index - 1].span.end - 1] in ":："):
            other = self._speech.units[index - 1].span
            before = self._text[other.start : other.end]
        headline = self._extraction.article.headline or ""
        return " ".join(f"{headline} {before} {rest}".split()) or None

    def leave_out_dateline(self, dateline: Span, span: Span) -> Span:
        """A claim without the dateline before it."""
        if span.start > dateline.start:
            return span
        words = re.compile(r"[\s–—.,:-]*").match(self._text, dateline.end, span.end)
        return Span(start=words.end() if words else dateline.end, end=span.end)

    def _unsaid_speaker(self, index: int, span: Span) -> str | None:
        """Who says a quotation that stands alone, with nobody named beside it."""
        unit = self._speech.units[index]
        if not unit.only_quoted:
            turn = next((t for t in self._speech.turns if t.block == self._speech.blocks_of_units[index]), None)
            if (
                turn is not None
                and turn.speaker is not None
                and not self._text[span.start : span.end].startswith(turn.label)
            ):
                return turn.speaker
            return None
        for quote in self._speech.quotes:
            if quote.sentence == index and quote.speaker is not None:
                return quote.speaker.person.name if quote.speaker.person else quote.speaker.description
        return None
