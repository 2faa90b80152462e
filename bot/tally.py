"""What is counted while the bot runs. Whoever counts need not be there: without a health port nobody is."""

from __future__ import annotations

from typing import Literal, Protocol

from bot.answer_log import AnswerEntry
from bot.pacing import Reason

Place = Literal["event", "interaction"]


class Tally(Protocol):
    """Counts."""

    def answered(self, entry: AnswerEntry) -> None:
        """There is an answer."""
        ...

    def refused(self, reason: Reason) -> None:
        """A question was not let in."""
        ...

    def failed(self, place: Place) -> None:
        """Something unexpected went wrong."""
        ...


class NoTally:
    """Counts nothing."""

    def answered(self, entry: AnswerEntry) -> None:
        """Leave it uncounted."""

    def refused(self, reason: Reason) -> None:
        """Leave it uncounted."""

    def failed(self, place: Place) -> None:
        """Leave it uncounted."""
