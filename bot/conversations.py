"""What each conversation is about so far: few, small, and forgotten after a while."""

from __future__ import annotations

from collections import OrderedDict

from bot.answers.model import Dialogue
from knowledge.values import dataclass

LIFETIME = 30 * 60.0
"""Seconds after which a conversation is forgotten: longer than a pause, shorter than an evening."""

LIMIT = 2000
"""Conversations remembered at once; the ones that have been silent longest go first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ConversationKey:
    """One person in one channel."""

    channel: int
    person: int


class Conversations:
    """The dialogues by conversation; the time is handed in, in seconds that only ever grow."""

    def __init__(self, *, limit: int = LIMIT, lifetime: float = LIFETIME) -> None:
        self._limit = limit
        self._lifetime = lifetime
        self._kept: OrderedDict[ConversationKey, tuple[float, Dialogue]] = OrderedDict()

    def recall(self, key: ConversationKey, *, now: float) -> Dialogue | None:
        """The dialogue of a conversation, unless it is unknown or too long ago."""
        entry = self._kept.get(key)
        return entry[1] if entry is not None and now - entry[0] <= self._lifetime else None

    def keep(self, key: ConversationKey, dialogue: Dialogue, *, now: float) -> None:
        """Remember where a conversation stands; forget the expired and the superfluous."""
        self._kept[key] = (now, dialogue)
        self._kept.move_to_end(key)
        while self._kept:
            oldest, (kept_at, _) = next(iter(self._kept.items()))
            if len(self._kept) <= self._limit and now - kept_at <= self._lifetime:
                break
            del self._kept[oldest]

    def forget_person(self, person: int) -> None:
        """Forget every conversation of a person."""
        for key in [key for key in self._kept if key.person == person]:
            del self._kept[key]


class RecentIds:
    """The ids of the latest events, to notice one that is delivered twice."""

    def __init__(self, limit: int = 4096) -> None:
        self._limit = limit
        self._ids: OrderedDict[int, None] = OrderedDict()

    def is_new(self, event_id: int) -> bool:
        """True the first time an id comes by."""
        if event_id in self._ids:
            return False
        self._ids[event_id] = None
        if len(self._ids) > self._limit:
            self._ids.popitem(last=False)
        return True
