"""Verbs of saying and who is their subject."""

from __future__ import annotations

import re

from knowledge.extract.lexicon import load_speech
from knowledge.extract.people.antecedents import ASIDE_VERB
from knowledge.extract.people.model import Discourse, Mention
from knowledge.extract.units import Unit
from knowledge.values import dataclass


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
        self._cues: dict[int, tuple[Cue, ...]] = {}
        self._subjects: dict[int, Mention | None] = {}

    def find_cues(self, unit: Unit) -> tuple[Cue, ...]:
        """Cue verbs outside quotation marks, in order."""
        start = unit.span.start
        if start not in self._cues:
            self._cues[start] = self._find_cues(unit)
        return self._cues[start]

    def _find_cues(self, unit: Unit) -> tuple[Cue, ...]:
        found = []
        for match in self.speech.cue.finditer(self.text, unit.span.start, unit.span.end):
            if any(q.outer.start <= match.start() < q.outer.end for q in unit.quotations):
                continue
            if match.group()[0].isupper() and match.start() != unit.span.start:
                continue
            if self.text.startswith("and I ", max(0, match.start() - 6)) and match.group() == "quote":
                continue  # "The spokesman said, and I quote, “We have it”."
            if re.search(
                r"\b(?:the|a|an|his|her|their|its|this|that|no|of|any|for|without)\s+$",
                self.text[max(0, match.start() - 9) : match.start()],
                re.IGNORECASE,
            ):
                continue  # a noun: "the report", "his answer"
            if _NEGATED.search(self.text[max(0, match.start() - 18) : match.start()]):
                continue  # "would not say which"
            lemma = self.speech.lemmas[" ".join(match.group().lower().split())]
            if lemma not in _SAID_IN_ANY_CASE and _TO_COME.search(
                self.text[max(0, match.start() - 10) : match.start()]
            ):
                continue  # "said the government would ask Moscow": nobody has asked yet
            found.append(Cue(start=match.start(), end=match.end(), lemma=lemma))
        return tuple(found)

    def find_subject(self, index: int, unit: Unit, cue: Cue) -> Mention | None:
        """The mention that is the subject of a cue verb."""
        if cue.start not in self._subjects:
            self._subjects[cue.start] = self._find_subject(index, unit, cue)
        return self._subjects[cue.start]

    def _find_subject(self, index: int, unit: Unit, cue: Cue) -> Mention | None:
        mentions = [m for m in self.outside(index) if m.span.end <= cue.start and not self._is_in_aside(m, cue)]
        clause = self._clause_start(unit, cue)
        here = [m for m in mentions if m.span.start >= clause and not m.oblique and not m.possessive and not m.apposed]
        if not here:
            here = [m for m in mentions if not m.oblique and not m.possessive and not m.apposed]
            if not here:
                if cue.start == unit.span.start and self.text[cue.start : cue.end].endswith("ing"):
                    return self._main_subject(index, cue)
                inverted = next((m for m in self.outside(index) if m.span.start >= cue.end), None)
                return inverted if inverted is not None and is_close(self.text[cue.end : inverted.span.start]) else None
            return here[0]
        is_participle = self.text[cue.start : cue.end].endswith("ing")
        if is_participle and _ALSO_SAYING.search(self.text[unit.span.start : cue.start]):
            return next((m for m in mentions if not m.oblique and not m.possessive and not m.apposed), here[0])
        nearest = here[-1]
        gap = self.text[nearest.span.end : cue.start]
        if re.search(r"\b(?:and|but|then|who)\s+(?:\w+ly\s+|also\s+|then\s+|has\s+|had\s+)?$", gap) and len(here) > 1:
            return here[0]
        before_cue = self.text[unit.span.start : cue.start].rstrip()
        if before_cue.endswith((",", "—", "–", ")")) and len(here) > 1:
            # An aside closes right before the verb: its owner is the first mention that a comma follows.
            for mention in here:
                if re.match(r"\s*[,—–(]", self.text[mention.span.end : mention.span.end + 2]):
                    return mention
        return nearest

    def _is_in_aside(self, mention: Mention, cue: Cue) -> bool:
        """Whether somebody only says the rest: "she" of "Her counterpart, she said, had called it a trap"."""
        if mention.kind != "pronoun" or not self.text[: mention.span.start].rstrip(" ").endswith(","):
            return False
        match = ASIDE_VERB.match(self.text, mention.span.end)
        return match is not None and match.end() <= cue.start

    def _main_subject(self, index: int, cue: Cue) -> Mention | None:
        """ "Calling the fees “absurd”, the exporters' chief walked out": who walked out."""
        for mention in self.outside(index):
            behind = mention.span.start >= cue.end and not mention.oblique and not mention.possessive
            if behind and self.text[cue.end : mention.span.start].rstrip().endswith((",", ",”", ',"', ",’")):
                return mention
        return None

    def _clause_start(self, unit: Unit, cue: Cue) -> int:
        start = unit.span.start
        for match in _CLAUSE.finditer(self.text, unit.span.start, cue.start):
            start = match.end()
        if _SUBORDINATE.match(self.text, unit.span.start):
            # "When the minister said so, his guest whispered": another clause begins behind the first one's comma.
            for earlier in self.find_cues(unit):
                comma = self.text.find(", ", earlier.end, cue.start) if earlier.end < cue.start else -1
                start = max(start, comma + 2) if comma >= 0 else start
        for quotation in unit.quotations:
            if quotation.outer.end <= cue.start:
                start = max(start, quotation.outer.end)
        return start

    def has_cue(self, unit: Unit, start: int, end: int) -> bool:
        """Whether a cue verb stands in `text[start:end]` of a unit."""
        return any(start <= cue.start < end for cue in self.find_cues(unit))

    def outside(self, index: int) -> list[Mention]:
        """Mentions of a unit outside quotation marks."""
        return [m for m in self.discourse.by_unit[index] if not m.quoted]


_NEGATED = re.compile(
    r"(?:\b(?:not|never|without)|n['’]t|\b(?:declin|refus|fail)(?:ed|es|e|s|ing)? to|\b(?:unable|unwilling) to)"
    r"\s+(?:\w+ly\s+)?$"
)
_TO_COME = re.compile(r"\b(?:would|will|to|could|should|might|may|must|shall|can)\s+$|['’]ll\s+$")
_SAID_IN_ANY_CASE = frozenset(("say", "add", "note", "stress", "read", "put it"))
_SUBORDINATE = re.compile(r"(?:When|While|As|After|Before|Although|Though|If|Since)\b")
_ALSO_SAYING = re.compile(r",\s+$")
_CLAUSE = re.compile(
    r";\s+|:\s+|,\s+(?:and|but|while|whereas|although|though|as|when|after|before|which)\s+|\bthat\s+|—\s*|–\s+"
)
