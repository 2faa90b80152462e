"""Whose official is asked for, and of what rank: "which Chinese minister", "the name of the Japanese minister"."""

from __future__ import annotations

from collections.abc import Mapping

from bot.intents.items.slots import Names, kinds_of
from bot.intents.model import Item
from bot.utterance import Utterance
from knowledge.values import dataclass

_WHICH = frozenset({"which", "what"})
_NAME_OF, _NAMES_OF = ("name", "of"), ("names", "of")


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedSide:
    """The items without a noun that only says of somebody that he is one, and what it said."""

    items: tuple[Item, ...]
    side: tuple[str, ...] = ()
    """What the state before the noun may be."""

    minister: bool = False


def find_asked_side(
    items: tuple[Item, ...], utterance: Utterance, names: Names, words: Mapping[str, frozenset[str]]
) -> AskedSide:
    """What stands between "which" or "the name of the" and the verb: the state, and the noun.

    Args:
        words: concepts that are somebody (`people`), and those of them that are anybody in office (`anybody`).
    """
    for noun in items:
        options = {option[2:] for option in noun.options if option.startswith("c:")}
        if not options & words["people"]:
            continue
        state = next(
            (item for item in items if _stands_before(item, noun) and "country" in kinds_of(item, names)), None
        )
        first = state.position if state is not None else noun.position
        before = tuple(token.folded for token in utterance.tokens[max(0, first - len(_NAME_OF) - 1) : first])
        if not (noun.focus and before[-1:] and before[-1] in _WHICH) and not (
            before[-1:] == ("the",) and before[:-1] in (_NAME_OF, _NAMES_OF)
        ):
            continue
        said = bool(options & words["anybody"]) and len(items) > 1 + (state is not None)
        return AskedSide(
            items=tuple(item for item in items if item is not noun) if said else items,
            side=state.options if state is not None else (),
            minister="minister" in options,
        )
    return AskedSide(items=items)


def _stands_before(item: Item, noun: Item) -> bool:
    return item.kind == "entity" and item.position + len(item.text.split()) == noun.position
