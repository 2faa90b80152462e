"""Fields that several kinds of record share: identifiers, references, names, cited sentences."""

from __future__ import annotations

import re
from collections.abc import Mapping

from knowledge.model import Article, ArticleId, EntityId, EntityKind, FactId, Names, SentenceRef
from knowledge.pack_reader.ledger import Ledger, Space
from knowledge.values import dataclass
from knowledge.yaml_nodes import Item, Record

_KEBAB = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")

NOT_TOPICS: tuple[EntityKind, ...] = (
    "person", "country", "organisation", "place", "body_of_water", "document", "event_series", "event",
)  # fmt: skip
PLACES: tuple[EntityKind, ...] = ("place", "body_of_water", "country")


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What a record is read against."""

    ledger: Ledger
    articles: Mapping[ArticleId, Article]


def take_id(record: Record, *, what: str) -> str:
    """Take the record's identifier and call the record by it from now on."""
    found = record.text("id")
    if found and not _KEBAB.fullmatch(found):
        record.complain(f'"{found}" is no identifier; use small letters, digits and hyphens', key="id")
    if found:
        record.label = f"{what} {found}"
    return found


def take_names(record: Record, key: str) -> Names:
    """Take a name in English, Japanese and Chinese."""
    names = record.record(key)
    if names is None:
        if not record.has(key):
            record.complain(f'"{key}" is missing; add it as {{en: …, ja: …, zh: …}}')
        return Names(en="", ja="", zh="")
    found = Names(en=names.text("en"), ja=names.text("ja"), zh=names.text("zh"))
    names.close()
    return found


def take_entities(
    record: Record, key: str, ledger: Ledger, *, kinds: tuple[EntityKind, ...] = NOT_TOPICS
) -> tuple[EntityId, ...]:
    """Take a list of entity identifiers."""
    items = _refer(record, key, record.texts(key), ledger, "entity", kinds)
    return tuple(EntityId(item.text) for item in items)


def take_entity(
    record: Record, key: str, ledger: Ledger, *, kinds: tuple[EntityKind, ...] = NOT_TOPICS
) -> EntityId | None:
    """Take one entity identifier that may be absent."""
    text = record.maybe_text(key)
    if text is None:
        return None
    _refer(record, key, (Item(text=text, place=record.place(key)),), ledger, "entity", kinds)
    return EntityId(text)


def take_topics(record: Record, key: str, ledger: Ledger) -> tuple[EntityId, ...]:
    """Take a list of topic identifiers."""
    return take_entities(record, key, ledger, kinds=("topic",))


def take_facts(record: Record, key: str, ledger: Ledger, *, of: ArticleId | None = None) -> tuple[FactId, ...]:
    """Take a list of fact identifiers, of one article or of any."""
    kinds = () if of is None else (f"fact of {of}",)
    return tuple(FactId(item.text) for item in _refer(record, key, record.texts(key), ledger, "fact", kinds))


def take_cite(record: Record, key: str, around: Surroundings) -> SentenceRef | None:
    """Take a sentence of an article of this pack; may be absent."""
    cite = record.record(key)
    if cite is None:
        return None
    name, number = ArticleId(cite.text("article")), cite.integer("sentence")
    cite.close()
    around.ledger.refer(
        "article", (Item(text=name, place=cite.place("article")),) if name else (), label=f'{record.label}: "{key}"'
    )
    article = around.articles.get(name)
    if article is not None and cite.has("sentence") and number not in {s.number for s in article.sentences}:
        cite.complain(f"{name} has no sentence {number}; it has {len(article.sentences)}", key="sentence")
    return SentenceRef(article=name, sentence=number)


def _refer(
    record: Record, key: str, items: tuple[Item, ...], ledger: Ledger, space: Space, kinds: tuple[str, ...]
) -> tuple[Item, ...]:
    ledger.refer(space, items, label=f'{record.label}: "{key}"', kinds=kinds)
    return items
