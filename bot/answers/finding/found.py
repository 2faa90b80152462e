"""A fact beside a question: what it holds of it, what it lacks, and what speaks against it."""

from __future__ import annotations

from bot.intents.model import Item
from knowledge.store import Record
from knowledge.timex import Timex
from knowledge.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A fact beside the question."""

    record: Record
    score: float
    """The share of the question's weight that the fact holds, times 100, less what speaks against it; may pass 100."""

    missing: tuple[Item, ...]
    wrong_actor: Item | None
    wrong_date: Timex | None
    opposed: Item | None
    """The question's relation or ordinal, where the fact has a contrary one."""

    lacks_focus: bool
    """Without the very thing asked for: "which weapons" and no weapon in it."""

    literal: float
    """Of an unreviewed claim the share of the question's own words that stand in it as such; 1 for reviewed facts."""

    kind_given: bool
    only_names: bool
    """The question says more than names, but the fact holds nothing of it but names."""

    @property
    def clean(self) -> bool:
        """Nothing speaks against it: actor, date, polarity and all hard items agree."""
        lacking = any(item.hard and not item.carried for item in self.missing)
        return not (
            self.wrong_actor or self.wrong_date or self.opposed or lacking or self.only_names or self.lacks_focus
        )
