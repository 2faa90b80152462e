"""No alias may belong to two entities unless a rule says what to do with it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import get_args

from knowledge.aliases import all_aliases
from knowledge.model import AliasRule, Entity, EntityId, Language, SharedAlias
from knowledge.pack_reader.fields import Surroundings
from knowledge.text import Folded, fold_text
from knowledge.values import dataclass
from knowledge.yaml_nodes import Complaints, Place, Record

_RULES: tuple[AliasRule, ...] = get_args(AliasRule)
_LANGUAGES: tuple[Language, ...] = get_args(Language)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Holding:
    alias: str
    record: Record


def read_shared_alias(record: Record, around: Surroundings) -> SharedAlias:
    """Read one entry of `shared_aliases:`."""
    alias = record.text("alias")
    record.label = f'shared alias "{alias}"'
    items = record.texts("entities")
    around.ledger.refer("entity", items, label=f'{record.label}: "entities"')
    entities = tuple(EntityId(item.text) for item in items)
    rule = record.choice("rule", _RULES)
    prefer: EntityId | None = None
    by_language: tuple[tuple[Language, EntityId], ...] = ()
    if rule == "prefer":
        prefer = EntityId(record.text("prefer"))
        _check_listed(record, prefer, entities)
    elif rule == "by_language":
        by_language = _take_by_language(record, entities)
    elif record.has("prefer"):
        record.complain('rule "ambiguous" prefers nobody; remove "prefer" or change the rule', key="prefer")
    if len(entities) < 2:
        record.complain('"entities" must list at least two; add the others or remove the rule', key="entities")
    record.close()
    return SharedAlias(alias=alias, entities=entities, rule=rule, prefer=prefer, by_language=by_language)


def check_shared_aliases(
    entities: tuple[tuple[Entity, Record], ...], rules: tuple[tuple[SharedAlias, Record], ...], complaints: Complaints
) -> None:
    """Complain of aliases on two entities without a rule, and of rules without such an alias."""
    owners = _find_owners(entities)
    ruled: dict[Folded, set[EntityId]] = {}
    for rule, record in rules:
        key = fold_text(rule.alias)
        if key in ruled:
            record.complain("has two rules; keep one", key="alias")
        ruled[key] = set(rule.entities)
        for entity in rule.entities:
            if entity not in owners.get(key, {}):
                record.complain(f"{entity} has no such alias; add it there or remove it here", key="entities")
    for key, holders in owners.items():
        missing = [entity for entity in holders if entity not in ruled.get(key, ())]
        if len(holders) > 1 and missing:
            complaints.add(*_describe_clash(holders, ruled=key in ruled))


def _find_owners(entities: tuple[tuple[Entity, Record], ...]) -> dict[Folded, dict[EntityId, _Holding]]:
    owners: dict[Folded, dict[EntityId, _Holding]] = {}
    for entity, record in entities:
        if entity.unnamed:  # nobody asks for "a senior official" as for a name, so that it needs no rule
            continue
        for alias in all_aliases(entity):
            holding = _Holding(alias=alias.text, record=record)
            owners.setdefault(fold_text(alias.text), {}).setdefault(entity.id, holding)
    owners.pop(fold_text(""), None)  # the placeholder of a missing name
    return owners


def _describe_clash(holders: Mapping[EntityId, _Holding], *, ruled: bool) -> tuple[Place, str]:
    last = list(holders.values())[-1]
    names = list(holders)
    listed = f"both {names[0]} and {names[1]}" if len(names) == 2 else f"{', '.join(names[:-1])} and {names[-1]}"
    remedy = "list them all in its rule under shared_aliases" if ruled else "add a rule under shared_aliases"
    return _find_place(last), f'alias "{last.alias}" belongs to {listed}; {remedy}'


def _find_place(holding: _Holding) -> Place:
    aliases = holding.record.record("aliases")
    items = [item for key in aliases.all_keys() for item in aliases.texts(key.text)] if aliases else []
    places = (item.place for item in items if item.text == holding.alias)
    return next(places, holding.record.place("name"))


def _take_by_language(record: Record, entities: tuple[EntityId, ...]) -> tuple[tuple[Language, EntityId], ...]:
    prefer = record.record("prefer")
    if prefer is None:
        record.complain('rule "by_language" needs "prefer"; write prefer: {ja: …, zh: …}', key="rule")
        return ()
    found: list[tuple[Language, EntityId]] = []
    for language in _LANGUAGES:
        entity = prefer.maybe_text(language)
        if entity is not None:
            found.append((language, EntityId(entity)))
            _check_listed(record, EntityId(entity), entities)
    prefer.close()
    return tuple(found)


def _check_listed(record: Record, entity: EntityId, entities: tuple[EntityId, ...]) -> None:
    if entity and entity not in entities:
        record.complain(f'it prefers {entity}, which "entities" does not list; add it there', key="prefer")
