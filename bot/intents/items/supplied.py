"""What a question means without a word for it: the taking of an office, the office of a leader, a journey's goal."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from bot.intents.items.slots import Names, kinds_of
from bot.intents.model import Item
from bot.utterance import Utterance
from knowledge.gazetteer import join_key
from knowledge.values import replace

_GOVERNING = frozenset({"r:control", "c:lead", "c:office-leader"})
_LED = ("run", "Japan")
"""All that a question for whoever leads a state has."""


def with_taking_office(items: tuple[Item, ...], names: Names) -> tuple[Item, ...]:
    """With the taking of an office, which "since when is X minister" asks about without a verb for it."""
    office = next((i for i in items if any(o.startswith("c:office-") for o in i.options)), None)
    person = any("person" in kinds_of(item, names) for item in items)
    if office is None or not person or any(item.kind in ("relation", "topic") for item in items) or len(items) > 3:
        return items
    taking = Item(kind="relation", options=("r:take-office",), text="take office", position=office.position)
    return (*items, taking)


def with_goal(items: tuple[Item, ...], names: Names, goals: Mapping[str, Collection[str]]) -> tuple[Item, ...]:
    """With the state to which somebody goes, where the verb alone says so: 訪中, 来日.

    Args:
        goals: the name of a state → the verbs that mean going there.
    """
    for item in items:
        state = next((name for name, verbs in goals.items() if item.kind == "relation" and item.text in verbs), None)
        if state is None:
            continue
        options = tuple(
            f"e:{target.id}" for target in names.find_aliases([state]).get(state, ()) if target.kind == "entity"
        )
        if options and not any(set(options) & set(other.options) and other.role != "agent" for other in items):
            inside = item.position + len(item.text) - 1
            goal = Item(kind="entity", options=options, text=state, position=inside, role="place", hard=True)
            items = (*items, goal)
    return items


def with_leader(
    items: tuple[Item, ...], names: Names, utterance: Utterance, ministries: Mapping[str, Collection[str]]
) -> tuple[Item, ...]:
    """With the office of a leader for the verb in "Who was running Japan?", where nothing else is asked; with that of a
    minister in "Who ran Japan's foreign ministry?".

    Args:
        ministries: the concept of an office → what the ministry of whoever holds it is called.
    """
    states = [item for item in items if item.kind == "entity"]
    verbs = [item for item in items if set(item.options) & _GOVERNING]
    if len(items) != len(_LED) or len(verbs) != 1 or len(states) != 1:
        return items
    country = _country_of(states[0], names)
    office = _office_of_ministry(utterance, ministries)
    if country is None or (office is None and kinds_of(states[0], names) != {"country"}):
        return items
    leader = replace(verbs[0], kind="concept", options=(f"c:{office or 'office-leader'}",))
    return tuple(leader if item is verbs[0] else replace(item, options=(f"e:{country}",)) for item in items)


def _country_of(item: Item, names: Names) -> str | None:
    """The state that an item is, or whose ministry it is."""
    entity = names.entity(item.options[0][2:]) if item.options else None
    if entity is None:
        return None
    return entity.id if entity.kind == "country" else entity.of


def _office_of_ministry(utterance: Utterance, ministries: Mapping[str, Collection[str]]) -> str | None:
    text = f" {join_key(utterance.tokens)} "
    return next(
        (
            office
            for office, called in ministries.items()
            if any(f" {name} " in text if name.isascii() else name in text for name in called)
        ),
        None,
    )
