"""The act that a denied verb amounts to: who does not want a neighbour's fish any more has banned it."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from bot.intents.model import Item
from bot.utterance import Utterance
from knowledge.values import replace

_NOT = frozenset({"not", "no"})
_NO_LONGER = frozenset({"longer", "more"})
"""Behind "no" these deny the verb that follows, and not a thing: "no longer buys"."""


_WISHES = ("r:plan", "r:hope")
_NEAR = 6
"""Words behind "hold" among which the talks stand."""


def with_denied_verb(
    items: tuple[Item, ...], utterance: Utterance, denied: Mapping[str, Collection[str]]
) -> tuple[tuple[Item, ...], bool]:
    """The items with the act that is meant where a verb of taking is denied of goods, and whether it was found.

    Args:
        denied: the lists of `grammar.yaml` for it: the verbs, the goods, and what not taking goods is.
    """
    words = [token.folded for token in utterance.tokens]
    goods = [i for i in items if {option[2:] for option in i.options} & set(denied["goods"])]
    place = _find_denied(words, denied["verbs"])
    if not goods or place is None or goods[0].position < place:
        return items, False
    act = Item(kind="relation", options=tuple(f"r:{act}" for act in denied["act"]), text=words[place], position=place)
    left = tuple(item for item in items if item.position != place)
    agents = tuple(_acting(item) if item.position < place else item for item in left)
    return tuple(sorted((*agents, act), key=lambda item: item.position)), True


def without_refusing(
    items: tuple[Item, ...], utterance: Utterance, refusing: Collection[str]
) -> tuple[tuple[Item, ...], bool]:
    """The items of a claim without a verb that only denies the one behind it, and whether there was one: "refused to
    meet" claims that they did not meet."""
    words = [token.folded for token in utterance.tokens]
    places = {at for at, word in enumerate(words[:-1]) if word in refusing and words[at + 1] == "to"}
    left = tuple(item for item in items if item.position not in places)
    return (left, True) if places and any(item.position > min(places) for item in left) else (items, False)


def with_wish(items: tuple[Item, ...], utterance: Utterance, wishing: Collection[str]) -> tuple[Item, ...]:
    """The items with every act of wishing where somebody wants to do something himself: whoever wants to meet another
    plans or hopes to."""
    words = [token.folded for token in utterance.tokens]

    def is_wish(item: Item) -> bool:
        own = item.kind == "relation" and 0 <= item.position < len(words) - 1 and words[item.position] in wishing
        return own and words[item.position + 1] == "to"

    return tuple(replace(item, options=_WISHES) if is_wish(item) else item for item in items)


def without_holding(
    items: tuple[Item, ...], utterance: Utterance, holding: Mapping[str, Collection[str]]
) -> tuple[Item, ...]:
    """The items without the "hold" of "agreed to hold security talks": what is agreed on are the talks."""
    words = [token.folded for token in utterance.tokens]

    def is_light(item: Item) -> bool:
        place = item.position
        if item.kind != "relation" or not 0 < place < len(words) or words[place] not in holding["verbs"]:
            return False
        return words[place - 1] == "to" and not set(holding["talks"]).isdisjoint(words[place + 1 : place + _NEAR])

    return tuple(item for item in items if not is_light(item))


def _acting(item: Item) -> Item:
    """A name before the verb with the part of who does it, which it lacks where the verb has no word of its own."""
    return replace(item, role="agent") if item.kind == "entity" and item.role == "any" and item.hard else item


def _find_denied(words: list[str], verbs: Collection[str]) -> int | None:
    """The place of a verb behind a "not", "no longer" or the like."""
    for place, word in enumerate(words):
        before = words[:place]
        denies = any(
            other in _NOT and (other == "not" or words[at + 1] in _NO_LONGER) for at, other in enumerate(before)
        )
        if word in verbs and denies:
            return place
    return None
