"""pack.yaml: what a pack is called and what it is about."""

from __future__ import annotations

from typing import get_args

from knowledge.model import EntityId, Language, PackId
from knowledge.pack_reader.fields import take_entities, take_id
from knowledge.pack_reader.ledger import Ledger
from knowledge.values import dataclass
from knowledge.yaml_nodes import Record

_LANGUAGES: tuple[Language, ...] = get_args(Language)


@dataclass(frozen=True, slots=True, kw_only=True)
class PackHead:
    """The fields of pack.yaml."""

    id: PackId
    title: str
    description: str
    pair: tuple[EntityId, ...]
    languages: tuple[Language, ...]


def read_pack_head(file: Record, ledger: Ledger) -> PackHead:
    """Read the whole of pack.yaml."""
    found = PackHead(
        id=PackId(take_id(file, what="pack")),
        title=file.text("title"),
        description=file.text("description"),
        pair=take_entities(file, "pair", ledger, kinds=("country",)),
        languages=file.choices("languages", _LANGUAGES),
    )
    if len(found.pair) != 2 and (found.pair or not file.has("pair")):
        file.complain('"pair" must name two countries; write pair: [japan, china]', key="pair")
    file.close()
    return found
