"""Verbs of saying and who is their subject."""

from __future__ import annotations

import re
from dataclasses import dataclass

from knowledge.extract.discourse import Discourse, Mention
from knowledge.extract.lexicon import load_speech
from knowledge.extract.units import Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """A cue verb in the text."""

    start: int
    end: int
    lemma: str


def is_close(gap: str) -> bool:
    """Whether what stands between a verb and its subject behind it is nothing but a small word."""
    return len(gap.split()) <= 1 and not re.search(r"[,.;:]|\bthat\b", gap)


class CueReader:
    """Finds cue verbs and their subjects in the sentences of one article."""

    def __init__(self, text: str, discourse: Discourse) -> None:
        """Take the article's text and its mentions."""
        self.text, self.discourse, self.speech = text, discourse, load_speech()

    def find_cues(self, unit: Unit) -> tuple[Cue, ...]:
        """Cue verbs outside quotation marks, in order."""
        found = []
        for match in self.speech.cue.finditer(self.text, unit.span.start, unit.span.end):
            if any(q.outer.start <= match.start() < q.outer.end for q in unit.quotations):
                continue
            if match.group()[0].isupper() and match.start() != unit.span.start:
                continue
            if re.search(
                r"\b(?:the|a|an|his|her|their|its|this|that|no|of|any)\s+$",
                self.text[max(0, match.start() - 8) : match.start()],
                re.IGNORECASE,
            ):
                continue  # a noun: "the report", "his answer"
            if _NEGATED.search(self.text[max(0, match.start() - 14) : match.start()]):
                continue  # "would not say which"
            found.append(
                Cue(
                    start=match.start(),
                    end=match.end(),
                    lemma=self.speech.lemmas[" ".join(match.group().lower().split())],
                )
            )
        return tuple(found)

    def find_subject(self, index: int, unit: Unit, cue: Cue) -> Mention | None:
        """The mention that is the subject of a cue verb."""
        mentions = [m for m in self.outside(index) if m.span.end <= cue.start]
        clause = self._clause_start(unit, cue)
        here = [m for m in mentions if m.span.start >= clause and not m.oblique and not m.possessive and not m.apposed]
        if not here:
            here = [m for m in mentions if not m.oblique and not m.possessive and not m.apposed]
            if not here:
                inverted = next((m for m in self.outside(index) if m.span.start >= cue.end), None)
                return inverted if inverted is not None and is_close(self.text[cue.end : inverted.span.start]) else None
            return here[0]
        nearest = here[-1]
        gap = self.text[nearest.span.end : cue.start]
        if re.search(r"\b(?:and|but|then|who)\s+(?:\w+ly\s+|also\s+|then\s+|has\s+|had\s+)?$", gap) and len(here) > 1:
            return here[0]
        before_cue = self.text[: cue.start].rstrip()
        if before_cue.endswith((",", "—", "–", ")")) and len(here) > 1:
            # An aside closes right before the verb: its owner is the first mention that a comma follows.
            for mention in here:
                if re.match(r"\s*[,—–(]", self.text[mention.span.end : mention.span.end + 2]):
                    return mention
        return nearest

    def _clause_start(self, unit: Unit, cue: Cue) -> int:
        start = unit.span.start
        for match in _CLAUSE.finditer(self.text, unit.span.start, cue.start):
            start = match.end()
        for quotation in unit.quotations:
            if quotation.outer.end <= cue.start:
                start = max(start, quotation.outer.end)
        return start

    def outside(self, index: int) -> list[Mention]:
        """Mentions of a unit outside quotation marks."""
        return [m for m in self.discourse.by_unit[index] if not m.quoted]


_NEGATED = re.compile(r"(?:\b(?:not|never|without)|n['’]t)\s+(?:\w+ly\s+)?$")
_CLAUSE = re.compile(
    r";\s+|:\s+|,\s+(?:and|but|while|whereas|although|though|as|when|after|before|which)\s+|\bthat\s+|—\s*|–\s+"
)
