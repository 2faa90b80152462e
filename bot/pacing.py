"""Whether a question may be asked now: so many from a person, in a channel, and in hand at once. The time is handed in.

People and channels have token buckets: `person` questions may come at once, and they come back evenly over `window`
seconds. A refused question takes nothing, so waiting as long as one is told to is enough.
"""

from __future__ import annotations

import math
from collections import OrderedDict
from typing import Literal

from bot.conversations import ConversationKey
from knowledge.values import dataclass

BUCKETS = 10_000
"""People, and channels, kept in mind at once; the ones that have been silent longest are as good as unknown."""

Reason = Literal["slow_down", "busy", "stopping"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How much may be asked; 0 switches a limit off."""

    person: int = 5
    """Questions that one person may ask within the window."""

    channel: int = 20
    """Questions that may be asked in one channel within the window."""

    window: int = 20
    """Seconds."""

    waiting: int = 50
    """Questions in hand at once, from everybody."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """A question that may not be asked now."""

    reason: Reason
    seconds: int
    """After how many it is worth asking again."""

    tell: bool
    """Whether to say so aloud; False where it was said in this window already."""


class Pacing:
    """Lets questions in, and keeps count of those in hand; seconds of `now` only ever grow."""

    def __init__(self, limits: Limits | None = None, *, buckets: int = BUCKETS) -> None:
        """Start with nobody known."""
        self._limits = limits or Limits()
        window = self._limits.window
        self._people = _Buckets(size=self._limits.person, window=window, limit=buckets)
        self._channels = _Buckets(size=self._limits.channel, window=window, limit=buckets)
        self._told: OrderedDict[tuple[str, int], float] = OrderedDict()
        self._told_limit = buckets
        self.in_hand = 0
        """Questions admitted and not done yet."""

        self.stopping = False
        """Set to let nobody in any more."""

    def admit(self, asker: ConversationKey, *, now: float, aloud: bool) -> Refusal | None:
        """Let a question in (None), to be followed by `done`; or refuse it.

        Args:
            asker: who asks, and where.
            now: the time, in seconds.
            aloud: whether a refusal would be seen by everybody in the channel: then it is told once in a window.
        """
        if self.stopping:
            return self._refuse("stopping", 0.0, ("channel", asker.channel), now, aloud=aloud)
        if self._limits.waiting and self.in_hand >= self._limits.waiting:
            return self._refuse("busy", 0.0, ("channel", asker.channel), now, aloud=aloud)
        person_wait = self._people.wait(asker.person, now)
        channel_wait = self._channels.wait(asker.channel, now)
        if person_wait or channel_wait:
            whose = ("person", asker.person) if person_wait >= channel_wait else ("channel", asker.channel)
            return self._refuse("slow_down", max(person_wait, channel_wait), whose, now, aloud=aloud)
        self._people.take(asker.person, now)
        self._channels.take(asker.channel, now)
        self.in_hand += 1
        return None

    def done(self) -> None:
        """A question that was let in has its reply, or will have none."""
        self.in_hand -= 1

    def _refuse(self, reason: Reason, wait: float, whose: tuple[str, int], now: float, *, aloud: bool) -> Refusal:
        tell = aloud and now - self._told.get(whose, -math.inf) >= self._limits.window
        if tell:
            self._told[whose] = now
            self._told.move_to_end(whose)
            if len(self._told) > self._told_limit:
                self._told.popitem(last=False)
        return Refusal(reason=reason, seconds=max(1, math.ceil(wait)), tell=tell)


class _Buckets:
    """A token bucket for each key."""

    def __init__(self, *, size: int, window: int, limit: int) -> None:
        self._size = size
        self._rate = size / window
        self._limit = limit
        self._kept: OrderedDict[int, tuple[float, float]] = OrderedDict()
        """How many tokens there were, and when."""

    def wait(self, key: int, now: float) -> float:
        """The seconds until a token is there; 0 where there is one, or where no limit is set."""
        if not self._size:
            return 0.0
        missing = 1.0 - self._tokens(key, now)
        # A hair's breadth: who waits as long as told must not be refused by the rounding of a sum.
        return missing / self._rate if missing > 1e-9 else 0.0

    def take(self, key: int, now: float) -> None:
        """Take one token."""
        if not self._size:
            return
        self._kept[key] = (self._tokens(key, now) - 1.0, now)
        self._kept.move_to_end(key)
        if len(self._kept) > self._limit:
            self._kept.popitem(last=False)

    def _tokens(self, key: int, now: float) -> float:
        tokens, then = self._kept.get(key, (float(self._size), now))
        return min(float(self._size), tokens + (now - then) * self._rate)
