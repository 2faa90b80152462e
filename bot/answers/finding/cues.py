"""Words that show how a sentence is meant: asked about, to come, or past."""

from __future__ import annotations

from bot.answers.finding.stems import line_up
from knowledge.model import Fact
from knowledge.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Cues:
    """The lists of `unreviewed.yaml`."""

    asking: tuple[str, ...]
    to_come: tuple[str, ...]
    past: tuple[str, ...]
    hoped: tuple[str, ...]
    """In a question: that something to come is asked for."""

    def is_asking(self, fact: Fact) -> bool:
        """Whether a claim tells what was asked or alleged, so that the answer comes after it."""
        return fact.sentence.rstrip("”\"'’ ").endswith("?") or holds_cue(fact.sentence, self.asking)


def holds_cue(text: str, cues: tuple[str, ...]) -> bool:
    """Whether one of the cues stands in a text as whole words; letter case and punctuation do not matter."""
    words = line_up(text)
    return any(f" {cue} " in words for cue in cues)
