"""Which identifiers a pack declares and where it refers to them; what refers to nothing is a complaint."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from knowledge.values import dataclass
from knowledge.yaml_nodes import Complaints, Item, Place, nearest_hint

Space = Literal["entity", "fact", "quote", "article", "relation"]

_WHERE_TO_ADD: dict[Space, str] = {
    "entity": "entities.yaml or topics.yaml",
    "fact": "facts",
    "quote": "quotes",
    "article": "the articles folder",
    "relation": "relations.yaml",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reference:
    space: Space
    item: Item
    label: str
    kinds: tuple[str, ...]


class Ledger:
    """Notes declarations and references while files are read, in any order; compares them at the end."""

    def __init__(self, complaints: Complaints) -> None:
        self._complaints = complaints
        self._declared: dict[Space, dict[str, tuple[str, Place]]] = {}
        self._references: list[_Reference] = []

    def declare(self, space: Space, identifier: str, place: Place, *, kind: str = "") -> None:
        """Note an identifier; a second one of the same name is a complaint."""
        if not identifier:
            return
        known = self._declared.setdefault(space, {})
        if identifier in known:
            other = known[identifier][1]
            self._complaints.add(place, f'{space} "{identifier}" is already declared at {other}; rename or remove one')
        else:
            known[identifier] = (kind, place)

    def refer(self, space: Space, items: Iterable[Item], *, label: str, kinds: tuple[str, ...] = ()) -> None:
        """Note that something is named; `kinds` limits what it may be."""
        self._references.extend(_Reference(space=space, item=item, label=label, kinds=kinds) for item in items)

    def complain_of_dangling(self) -> None:
        """Complain of every reference to something undeclared or of a kind that does not fit."""
        for reference in self._references:
            declared = self._declared.get(reference.space, {})
            name, place = reference.item.text, reference.item.place
            if name not in declared:
                hint = nearest_hint(name, declared) or f"; add it to {_WHERE_TO_ADD[reference.space]} or name another"
                self._complaints.add(
                    place, f'{reference.label} names the {reference.space} "{name}", unknown here{hint}'
                )
            elif reference.kinds and declared[name][0] not in reference.kinds:
                self._complaints.add(
                    place,
                    f'{reference.label} names "{name}", which is a {declared[name][0]}; '
                    f"only {' or '.join(reference.kinds)} fits there",
                )
