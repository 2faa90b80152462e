"""Entities and topics of a pack: who and what the articles speak of."""

from __future__ import annotations

from collections.abc import Iterator
from typing import get_args

from knowledge.model import (
    Alias,
    AliasLanguage,
    ContestedName,
    Entity,
    EntityId,
    EntityKind,
    Names,
    Office,
    Period,
    Topic,
)
from knowledge.pack_reader.dates import parse_partial_date, take_partial_date, take_period
from knowledge.pack_reader.fields import (
    NOT_TOPICS,
    PLACES,
    Surroundings,
    take_cite,
    take_entities,
    take_entity,
    take_id,
    take_names,
    take_topics,
)
from knowledge.yaml_nodes import Record

_ALIAS_LANGUAGES: tuple[AliasLanguage, ...] = get_args(AliasLanguage)
_TOPIC: tuple[EntityKind, ...] = ("topic",)
_OWNERS: tuple[EntityKind, ...] = ("country", "organisation", "place", "person")


def read_entity(record: Record, around: Surroundings) -> Entity:
    """Read one entry of `entities:`."""
    identifier = EntityId(take_id(record, what="entity"))
    kind = record.choice("kind", NOT_TOPICS)
    around.ledger.declare("entity", identifier, record.place("id"), kind=kind)
    cite = take_cite(record, "cite", around)
    article = around.articles.get(cite.article) if cite else None
    found = Entity(
        id=identifier,
        kind=kind,
        name=take_names(record, "name"),
        gloss=record.maybe_text("gloss"),
        pronoun=record.maybe_text("pronoun"),
        of=take_entity(record, "of", around.ledger, kinds=_OWNERS),
        metonym_for=take_entity(record, "metonym_for", around.ledger, kinds=("country",)),
        aliases=_take_aliases(record),
        contested=tuple(_read_contested(item, around) for item in record.records("contested")),
        offices=tuple(_read_office(item, around) for item in record.records("offices")),
        when=take_period(record, "when", published_on=article.published_on if article else None),
        place=take_entity(record, "place", around.ledger, kinds=PLACES),
        participants=take_entities(record, "participants", around.ledger),
        series=take_entity(record, "series", around.ledger, kinds=("event_series", "document")),
        cite=cite,
        unnamed=bool(record.maybe_boolean("unnamed")),
    )
    if found.pronoun not in (None, "he", "she"):
        record.complain(f'"{found.pronoun}" is no pronoun of a person; write he or she, or leave it out', key="pronoun")
    if found.offices and kind != "person":
        record.complain(f"a {kind} holds no office; make it a person or remove the offices", key="offices")
    record.close()
    return found


def read_topic(record: Record, around: Surroundings) -> Topic:
    """Read one entry of `topics:`."""
    identifier = EntityId(take_id(record, what="topic"))
    kind = record.choice("kind", _TOPIC)
    around.ledger.declare("entity", identifier, record.place("id"), kind=kind)
    found = Topic(
        id=identifier,
        kind=kind,
        name=take_names(record, "name"),
        gloss=record.maybe_text("gloss"),
        aliases=_take_aliases(record),
        broader=take_topics(record, "broader", around.ledger),
        involves=take_entities(record, "involves", around.ledger),
    )
    record.close()
    return found


def _take_aliases(record: Record) -> tuple[Alias, ...]:
    aliases = record.record("aliases")
    if aliases is None:
        return ()
    found = [
        Alias(text=item.text, language=language) for language in _ALIAS_LANGUAGES for item in aliases.texts(language)
    ]
    aliases.close()
    return tuple(found)


def _read_contested(record: Record, around: Surroundings) -> ContestedName:
    name: Names = take_names(record, "name")
    record.text("used_by")
    used_by = take_entity(record, "used_by", around.ledger)
    record.close()
    return ContestedName(name=name, used_by=used_by or EntityId(""))


def _read_office(record: Record, around: Surroundings) -> Office:
    found = Office(
        title=take_names(record, "title"),
        role=record.text("role"),
        country=take_entity(record, "country", around.ledger, kinds=("country",)),
        since=take_partial_date(record, "from"),
        until=take_partial_date(record, "until"),
        attested=tuple(_take_attested(record)),
        cite=take_cite(record, "cite", around),
    )
    if found.since and found.until and found.since.start > found.until.end:
        record.complain('"from" comes after "until"; correct one of them', key="from")
    record.close()
    return found


def _take_attested(record: Record) -> Iterator[Period]:
    for item in record.texts("attested"):
        found = parse_partial_date(item.text)
        if found is None:
            text = f'{record.label}: "attested: {item.text}" is no date that can be; write it as 2024-04-16 or 2024-04'
            record.complaints.add(item.place, text)
        else:
            yield found
