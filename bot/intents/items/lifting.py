"""Whether a verb of ending takes away a restriction: who ends or drops a ban lifts it."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from bot.intents.model import Item
from knowledge.values import replace

_LIFTING = "r:lift"
_ENDING = frozenset({"r:stop", "r:cancel", "r:withdraw"})
_FORBIDDING = frozenset({"r:ban", "r:sanction"})


def with_lifting(items: tuple[Item, ...], words: Mapping[str, Collection[str]]) -> tuple[Item, ...]:
    """The items with the act of lifting for the ending of a ban: "when did China end its ban on seafood".

    Args:
        words: what bans and the like are called, and verbs that end nothing else.
    """
    ended = [item for item in items if _is_ending(item, words["dropped"])]
    others = [item for item in items if item not in ended]
    banned = [item for item in others if _is_restriction(item, words["called"])]
    if len(ended) != 1 or not banned or any(item.kind == "relation" for item in others if item not in banned):
        return items  # who quits asking for a ban to be lifted ends no ban
    lifting = replace(ended[0], kind="relation", options=(_LIFTING,), soft=False)
    return tuple(lifting if item is ended[0] else item for item in items)


def _is_ending(item: Item, dropped: Collection[str]) -> bool:
    if item.kind in ("word", "unknown"):
        return item.text in dropped
    return item.kind == "relation" and bool(_ENDING & set(item.options))


def _is_restriction(item: Item, restrictions: Collection[str]) -> bool:
    if item.carried:
        return False
    words = item.text.split() if item.text.isascii() else [word for word in restrictions if word in item.text]
    return any(word in restrictions for word in words) and (
        item.kind == "topic" or bool(_FORBIDDING & set(item.options))
    )
