"""Every name an entity goes by."""

from __future__ import annotations

from collections.abc import Iterator

from knowledge.model import Alias, Entity, Names


def all_aliases(entity: Entity) -> tuple[Alias, ...]:
    """The names, the contested names and the further aliases of an entity, each once."""
    found = [*_names(entity.name)]
    for contested in entity.contested:
        found.extend(_names(contested.name))
    return tuple(dict.fromkeys([*found, *entity.aliases]))


def _names(names: Names) -> Iterator[Alias]:
    yield Alias(text=names.en, language="en")
    yield Alias(text=names.ja, language="ja")
    yield Alias(text=names.zh, language="zh")
