"""A pack's folder of YAML into one value, or every complaint about it at once."""

from __future__ import annotations

from pathlib import Path

from knowledge.errors import PackError
from knowledge.model import (
    Article,
    AskedQuestion,
    Entity,
    Fact,
    Pack,
    PackId,
    Quote,
    Rejected,
    SharedAlias,
    Skipped,
    Topic,
)
from knowledge.pack_reader.entities import read_entity, read_topic
from knowledge.pack_reader.facts import read_fact, read_quote, read_rejected, read_skipped
from knowledge.pack_reader.fields import Surroundings, take_id
from knowledge.pack_reader.head import PackHead, read_pack_head
from knowledge.pack_reader.ledger import Ledger
from knowledge.pack_reader.questions import read_questions
from knowledge.pack_reader.quoted_words import check_marked_words
from knowledge.pack_reader.sentences import read_article_head
from knowledge.pack_reader.shared_aliases import check_shared_aliases, read_shared_alias
from knowledge.values import dataclass
from knowledge.yaml_nodes import Complaints, Item, Record, read_record

SHIPPED_RELATIONS = Path(__file__).parent / "data" / "relations.yaml"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Extracts:
    facts: tuple[Fact, ...]
    quotes: tuple[Quote, ...]
    skipped: tuple[Skipped, ...]
    rejected: tuple[Rejected, ...]


def load_pack(folder: Path, *, relations: Path = SHIPPED_RELATIONS) -> Pack:
    """Read pack.yaml, entities.yaml, topics.yaml, articles/*.yaml and questions/*/*.yaml.

    Args:
        relations: the file that lists the relations which facts may name.

    Raises:
        PackError: with all complaints, each `file:line: what; what to do`.
    """
    complaints = Complaints()
    ledger = Ledger(complaints)
    pack = _read_pack(folder, relations, complaints, ledger)
    if not complaints.unreadable:  # what a missing file declares would look dangling everywhere else
        ledger.complain_of_dangling()
    found = complaints.messages()
    if found:
        raise PackError(found)
    return pack


def _read_pack(folder: Path, relations: Path, complaints: Complaints, ledger: Ledger) -> Pack:
    _declare_relations(relations, complaints, ledger)
    articles = _read_articles(folder, complaints, ledger)
    around = Surroundings(ledger=ledger, articles={article.id: article for article, _ in articles})
    head = _read_head(folder, complaints, ledger)
    entities = _read_entities(folder, complaints, around)
    extracts = [_read_extracts(article, file, ledger) for article, file in articles]
    return Pack(
        id=head.id,
        title=head.title,
        description=head.description,
        pair=head.pair,
        languages=head.languages,
        articles=tuple(article for article, _ in articles),
        entities=entities.entities,
        topics=entities.topics,
        shared_aliases=entities.shared_aliases,
        facts=tuple(fact for extract in extracts for fact in extract.facts),
        quotes=tuple(quote for extract in extracts for quote in extract.quotes),
        skipped=tuple(skipped for extract in extracts for skipped in extract.skipped),
        rejected=tuple(rejected for extract in extracts for rejected in extract.rejected),
        asked=_read_asked(folder, complaints, ledger),
    )


def _read_head(folder: Path, complaints: Complaints, ledger: Ledger) -> PackHead:
    file = read_record(folder / "pack.yaml", name="pack.yaml", complaints=complaints)
    if file is None:
        return PackHead(id=PackId(""), title="", description="", pair=(), languages=())
    return read_pack_head(file, ledger)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Named:
    entities: tuple[Entity, ...]
    topics: tuple[Topic, ...]
    shared_aliases: tuple[SharedAlias, ...]


def _read_entities(folder: Path, complaints: Complaints, around: Surroundings) -> _Named:
    file = read_record(folder / "entities.yaml", name="entities.yaml", complaints=complaints)
    topic_file = read_record(folder / "topics.yaml", name="topics.yaml", complaints=complaints)
    entities = [(read_entity(record, around), record) for record in _entries(file, "entities", "entity")]
    topics = [(read_topic(record, around), record) for record in _entries(topic_file, "topics", "topic")]
    rules = [(read_shared_alias(item, around), item) for item in _entries(file, "shared_aliases", "shared alias")]
    check_shared_aliases((*entities, *topics), tuple(rules), complaints)
    for each in (file, topic_file):
        if each is not None:
            each.close()
    return _Named(
        entities=tuple(entity for entity, _ in entities),
        topics=tuple(topic for topic, _ in topics),
        shared_aliases=tuple(rule for rule, _ in rules),
    )


def _read_articles(folder: Path, complaints: Complaints, ledger: Ledger) -> tuple[tuple[Article, Record], ...]:
    found: list[tuple[Article, Record]] = []
    for path in sorted((folder / "articles").glob("*.yaml")):
        file = read_record(path, name=f"articles/{path.name}", complaints=complaints)
        article = read_article_head(file) if file else None
        if file is None or article is None:
            continue
        ledger.declare("article", article.id, file.place("article"))
        if article.publisher_country:
            item = Item(text=article.publisher_country, place=file.place("article"))
            ledger.refer("entity", (item,), label=f'article {article.id}: "publisher_country"', kinds=("country",))
        if article.id and article.id != path.stem:
            file.complain(f'the file is named {path.name} but the article is "{article.id}"; give both one name')
        found.append((article, file))
    return tuple(found)


def _read_extracts(article: Article, file: Record, ledger: Ledger) -> _Extracts:
    facts = [(read_fact(record, article, ledger), record) for record in _entries(file, "facts", "fact")]
    quotes = tuple(read_quote(record, article, ledger) for record in _entries(file, "quotes", "quote"))
    skipped = tuple(read_skipped(record, article) for record in _entries(file, "skipped", "skipped sentence"))
    rejected = tuple(read_rejected(record, article) for record in _entries(file, "rejected", "rejected"))
    for fact, record in facts:
        check_marked_words(record, fact, quotes)
    file.close()
    return _Extracts(facts=tuple(fact for fact, _ in facts), quotes=quotes, skipped=skipped, rejected=rejected)


def _read_asked(folder: Path, complaints: Complaints, ledger: Ledger) -> tuple[AskedQuestion, ...]:
    found: list[AskedQuestion] = []
    for path in sorted((folder / "questions").glob("*/*.yaml")):
        file = read_record(path, name=path.relative_to(folder).as_posix(), complaints=complaints)
        if file is not None:
            found.extend(read_questions(file, path.parent.name, ledger))
    return tuple(found)


def _declare_relations(path: Path, complaints: Complaints, ledger: Ledger) -> None:
    file = read_record(path, name=path.name, complaints=complaints)
    for record in _entries(file, "relations", "relation"):
        ledger.declare("relation", take_id(record, what="relation"), record.place("id"))


def _entries(file: Record | None, key: str, label: str) -> tuple[Record, ...]:
    return file.records(key, label=label) if file else ()
