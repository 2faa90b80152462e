"""Values as JSON and back: what the database keeps of an entity, a fact or a quote."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from enum import Enum
from functools import cache

from knowledge.loaded import Loaded
from knowledge.model import (
    Article,
    ContestedName,
    DatedPart,
    Entity,
    Fact,
    FactLinks,
    FactNumber,
    Names,
    Office,
    Period,
    Quote,
    Sentence,
    SentenceRef,
    Span,
    Topic,
)
from knowledge.values import fields

write_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode
"""Compact JSON with sorted keys; one encoder for all, as making one takes as long as what it writes."""

_AS_IT_IS = frozenset((str, int, float, bool, type(None)))


def write_card(value: object) -> str:
    """A value as compact JSON; fields at their default are left out."""
    return write_json(_plain(value))


def read_fact(card: str) -> Fact:
    """The fact that `write_card` wrote."""
    data = json.loads(card)
    _convert(data, when=_period, links=_links)
    if "numbers" in data:
        data["numbers"] = tuple(FactNumber(**({"n": None} | number)) for number in data["numbers"])
    if "parts" in data:
        data["parts"] = tuple(
            DatedPart(
                words=part["words"],
                when=_period(part["when"]) if "when" in part else None,
                tells=part.get("tells", False),
            )
            for part in data["parts"]
        )
    return Fact(**_tuples(data))


def read_quote(card: str) -> Quote:
    """The quote that `write_card` wrote."""
    data = json.loads(card)
    _convert(data, on=_period, span=lambda span: Span(**span))
    return Quote(**_tuples({"span": None, "speaker": None, "cue": None} | data))


def read_entity(card: str) -> Entity:
    """The entity or topic that `write_card` wrote; aliases are not on the card."""
    data = json.loads(card)
    _convert(data, name=_names, when=_period, cite=_ref)
    data["offices"] = tuple(_office(office) for office in data.get("offices", ()))
    data["contested"] = tuple(
        ContestedName(name=_names(item["name"]), used_by=item["used_by"]) for item in data.get("contested", ())
    )
    return (Topic if data["kind"] == "topic" else Entity)(**_tuples(data))


def read_article(row: dict[str, Loaded], sentences: tuple[Sentence, ...]) -> Article:
    """An article from its row."""
    data = dict(row)
    data["published_on"] = date.fromisoformat(data["published_on"])
    data["state_media"] = None if data["state_media"] is None else bool(data["state_media"])
    return Article(**data, sentences=sentences)


def _plain(value: object) -> Loaded:
    kind: type = type(value)
    if kind in _AS_IT_IS:
        return value
    if isinstance(value, (tuple, list)):
        return [_plain(item) for item in value]
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Enum):
        return value.value
    found: dict[str, Loaded] = {}
    for name, default in _fields_of(kind):
        item = getattr(value, name)
        if item is not None and item is not default and item != default and item != ():
            found[name] = _plain(item)
    return found


@cache
def _fields_of(kind: type) -> tuple[tuple[str, object], ...]:
    """Names of a dataclass's fields with their defaults."""
    return tuple((field.name, field.default) for field in fields(kind))


def _convert(data: dict[str, Loaded], **readers: Callable[[Loaded], object]) -> None:
    for key, read in readers.items():
        if key in data:
            data[key] = read(data[key])


def _tuples(data: dict[str, Loaded]) -> dict[str, Loaded]:
    for key, item in data.items():
        if isinstance(item, list):
            data[key] = tuple(item)
    return data


def _period(data: dict[str, Loaded]) -> Period:
    data["start"], data["end"] = date.fromisoformat(data["start"]), date.fromisoformat(data["end"])
    return Period(**data)


def _names(data: dict[str, str]) -> Names:
    return Names(**data)


def _ref(data: dict[str, Loaded]) -> SentenceRef:
    return SentenceRef(**data)


def _links(data: dict[str, Loaded]) -> FactLinks:
    return FactLinks(**_tuples(data))


def _office(data: dict[str, Loaded]) -> Office:
    full: dict[str, Loaded] = {"country": None, "since": None, "until": None, "cite": None, "attested": ()} | data
    _convert(full, title=_names)
    for key, read in (("since", _period), ("until", _period), ("cite", _ref)):
        full[key] = read(full[key]) if full[key] is not None else None
    full["attested"] = tuple(_period(period) for period in full["attested"])
    return Office(**full)
