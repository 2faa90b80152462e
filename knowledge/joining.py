"""Reviewed packs and what a program made of further articles as the packs of one knowledge base."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from knowledge.extract.corpus import merge_article_packs
from knowledge.model import Entity, EntityId, Fact, Pack, Quote


def join_packs(reviewed: tuple[Pack, ...], extracted: Iterable[Pack]) -> tuple[Pack, ...]:
    """The reviewed packs as they are, then one pack of the rest.

    An article that a reviewed pack holds is left out of the extracted ones, and so is an entity whose id it declares:
    what people wrote of it stands.
    """
    known = {article.id for pack in reviewed for article in pack.articles}
    declared = {entity.id: entity for pack in reviewed for entity in (*pack.entities, *pack.topics)}
    rest = [pack for pack in extracted if not any(article.id in known for article in pack.articles)]
    if not rest:
        return reviewed
    merged = merge_article_packs(rest, id="extracted", title="Unreviewed extractions")
    names = _names_of(declared.values())
    same = {entity.id: names[key] for entity in merged.entities if (key := _key(entity)) in names}
    return (
        *reviewed,
        replace(
            merged,
            entities=tuple(e for e in merged.entities if e.id not in declared and e.id not in same),
            topics=tuple(topic for topic in merged.topics if topic.id not in declared),
            facts=tuple(_renamed_fact(fact, same) for fact in merged.facts),
            quotes=tuple(_renamed_quote(quote, same) for quote in merged.quotes),
        ),
    )


def _key(entity: Entity) -> tuple[str, str]:
    return entity.kind, entity.name.en.casefold().removeprefix("the ")


def _names_of(entities: Iterable[Entity]) -> dict[tuple[str, str], EntityId]:
    """Reviewed entities by kind and name, so that "Wang Yi" of an article is the one whom people described."""
    return {_key(entity): entity.id for entity in entities if entity.kind != "topic"}


def _renamed_fact(fact: Fact, same: Mapping[EntityId, EntityId]) -> Fact:
    def many(ids: tuple[EntityId, ...]) -> tuple[EntityId, ...]:
        return tuple(dict.fromkeys(same.get(id, id) for id in ids))

    return replace(
        fact,
        agents=many(fact.agents),
        targets=many(fact.targets),
        mentions=many(fact.mentions),
        about=many(fact.about),
        place=same.get(fact.place, fact.place) if fact.place else None,
        speaker=same.get(fact.speaker, fact.speaker) if fact.speaker else None,
    )


def _renamed_quote(quote: Quote, same: Mapping[EntityId, EntityId]) -> Quote:
    return replace(quote, speaker=same.get(quote.speaker, quote.speaker)) if quote.speaker else quote
