"""What a question means without a word for it: the taking of an office, the office of whoever leads a state."""

from __future__ import annotations

from dataclasses import replace

from bot.intents.model import Item
from bot.intents.slots import Names, kinds_of

_GOVERNING = frozenset({"r:control", "c:lead"})
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


def with_leader(items: tuple[Item, ...], names: Names) -> tuple[Item, ...]:
    """With the office of a leader for the verb in "Who was running Japan?", where nothing else is asked."""
    states = [item for item in items if item.kind == "entity"]
    verbs = [item for item in items if set(item.options) & _GOVERNING]
    if len(items) != len(_LED) or len(verbs) != 1 or len(states) != 1 or kinds_of(states[0], names) != {"country"}:
        return items
    leader = replace(verbs[0], kind="concept", options=("c:office-leader",))
    return tuple(leader if item is verbs[0] else item for item in items)
