"""Names of the world in a text, remembered: several steps look at the same sentences."""

from __future__ import annotations

from functools import lru_cache

from knowledge.extract.world.world import NameHit, load_world


@lru_cache(maxsize=4096)
def find_world_names(text: str) -> tuple[NameHit, ...]:
    """What `World.find_names` finds."""
    return load_world().find_names(text)
