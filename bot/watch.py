"""Whether the connections to Discord are alive: one dead shard of many is found as surely as a dead bot.

A RESUME that Discord never answers looks connected for ever, and only a new process helps. The library resumes in
seconds or, rarely, never.
"""

from __future__ import annotations

from collections.abc import Collection


class Watch:
    """Knows which shards are connected, and is looked at in regular intervals."""

    def __init__(self, *, patience: int) -> None:
        """Allow a shard so many looks without a connection."""
        self._patience = patience
        self._up: set[int] = set()
        self._known: set[int] = set()
        self._missed: dict[int, int] = {}
        self._without_news = 0
        """Looks since a shard connected for the first time."""

    @property
    def connected(self) -> frozenset[int]:
        """The shards that are connected."""
        return frozenset(self._up)

    def up(self, shard: int) -> None:
        """A shard is connected."""
        if shard not in self._known:
            self._known.add(shard)
            self._without_news = 0
        self._up.add(shard)

    def down(self, shard: int) -> None:
        """A shard has lost its connection."""
        self._up.discard(shard)

    def look(self, expected: Collection[int]) -> int | None:
        """Look at the shards that there should be: the one that has been away for too long, or None.

        Shards connect one after the other, five seconds apart, so one that never was connected is not late as long as
        others of its kind arrive.
        """
        self._without_news += 1
        for shard in expected:
            missed = self._missed[shard] = 0 if shard in self._up else self._missed.get(shard, 0) + 1
            if (missed if shard in self._known else min(missed, self._without_news)) > self._patience:
                return shard
        return None
