"""The one door through which every question comes: paced, counted, and closed in the end.

Names that complete what is typed do not come through it: they are cheap, and a list that refuses helps nobody.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

from bot.conversations import ConversationKey
from bot.pacing import Pacing, Refusal
from bot.tally import NoTally, Tally


class Door:
    """Lets questions in as the pacing says, and knows how many are in hand."""

    def __init__(
        self,
        pacing: Pacing | None = None,
        *,
        tally: Tally | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Open the door; the tally counts whom it refuses."""
        self._pacing = pacing or Pacing()
        self._tally = tally or NoTally()
        self._clock = clock
        self._empty = asyncio.Event()
        self._empty.set()

    @property
    def in_hand(self) -> int:
        """Questions that were let in and have no reply yet."""
        return self._pacing.in_hand

    @contextmanager
    def question(self, asker: ConversationKey, *, aloud: bool) -> Iterator[Refusal | None]:
        """A question in hand for as long as the block lasts, its reply's sending included.

        Args:
            asker: who asks, and where.
            aloud: whether everybody in the channel would see a refusal.

        Yields:
            None, or why the question may not be asked now.
        """
        refusal = self._pacing.admit(asker, now=self._clock(), aloud=aloud)
        if refusal is not None:
            self._tally.refused(refusal.reason)
            yield refusal
            return
        self._empty.clear()
        try:
            yield None
        finally:
            self._pacing.done()
            if not self.in_hand:
                self._empty.set()

    @property
    def is_closed(self) -> bool:
        """Whether nobody is let in any more."""
        return self._pacing.stopping

    async def close(self, *, patience: float) -> None:
        """Let nobody in any more, and wait until nothing is in hand; but only so many seconds."""
        self._pacing.stopping = True
        with suppress(TimeoutError):
            async with asyncio.timeout(patience):
                await self._empty.wait()
