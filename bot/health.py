"""How the bot is at this moment, as values: for whoever watches over it, who may be a program."""

from __future__ import annotations

from collections.abc import Mapping

from bot.answerer import Holdings
from knowledge.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """The state of one process."""

    shards: Mapping[int, bool]
    """The shards of this process, and whether each is connected."""

    latencies: Mapping[int, float]
    """Seconds from a heartbeat to its acknowledgement, by shard; shards that have none are left out."""

    knowledge: Holdings | None
    """None until the knowledge base is open."""

    in_hand: int
    """Questions without a reply yet."""

    stopping: bool
    uptime: float
    """Seconds."""

    @property
    def connected(self) -> bool:
        """Whether every shard is."""
        return bool(self.shards) and all(self.shards.values())

    @property
    def is_well(self) -> bool:
        """Whether people's questions are answered."""
        return self.connected and self.knowledge is not None and not self.stopping


def render_health(health: Health) -> dict[str, object]:
    """The state as JSON has it."""
    held = health.knowledge
    return {
        "connected": health.connected,
        "stopping": health.stopping,
        "shards": {str(shard): connected for shard, connected in health.shards.items()},
        "knowledge": None
        if held is None
        else {"facts": held.facts, "articles": held.articles, "newest": held.newest_on.isoformat()},
        "in_hand": health.in_hand,
        "uptime_s": round(health.uptime, 1),
    }
