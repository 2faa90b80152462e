"""Whether a verb of ending takes away a restriction: who ends or drops a ban lifts it."""

from __future__ import annotations

from collections.abc import Collection

from bot.intents.model import Item
from knowledge.values import replace

_LIFTING = "r:lift"
_ENDING = frozenset({"r:stop", "r:cancel", "r:withdraw"})
_FORBIDDING = frozenset({"r:ban", "r:sanction"})


def with_lifting(items: tuple[Item, ...], restrictions: Collection[str]) -> tuple[Item, ...]:
    """The items with the act of lifting for the ending of a ban: "when did China end its ban on seafood".

    Args:
        restrictions: what bans and the like are called.
    """
    ended = [item for item in items if item.kind == "relation" and _ENDING & set(item.options)]
    if len(ended) != 1 or not any(_is_restriction(item, restrictions) for item in items if item is not ended[0]):
        return items
    return tuple(replace(item, options=(_LIFTING,)) if item is ended[0] else item for item in items)


def _is_restriction(item: Item, restrictions: Collection[str]) -> bool:
    if item.carried:
        return False
    words = item.text.split() if item.text.isascii() else [word for word in restrictions if word in item.text]
    return any(word in restrictions for word in words) and (item.kind == "topic" or bool(_FORBIDDING & set(item.options)))
