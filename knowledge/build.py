"""Packs and language knowledge into one database, atomically: a temporary file, then a rename."""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from knowledge.store import SCHEMA
from knowledge.text import fold_text

if TYPE_CHECKING:
    from sqlite_utils import Database

    from knowledge.features import Surroundings
    from knowledge.model import Fact, Pack

_DATA = Path(__file__).parent / "data"
_CODE = Path(__file__).parent
_BATCH = 500


def hash_inputs(packs: Iterable[Path], resources: Path) -> str:
    """Hash of everything a knowledge base is made of: packs, language knowledge, resources, and the code that builds."""
    digest = hashlib.sha256(SCHEMA.encode())
    folders = [(folder, "*.yaml") for folder in (*packs, _DATA, resources)] + [(_CODE, "*.py")]
    for folder, pattern in folders:
        for file in sorted(folder.rglob(pattern) if pattern == "*.yaml" else folder.glob(pattern)):
            digest.update(file.relative_to(folder).as_posix().encode() + b"\0" + file.read_bytes() + b"\0")
    return digest.hexdigest()


def build_knowledge(*, packs: tuple[Path, ...], output: Path, resources: Path) -> None:
    """Build a knowledge base from packs and put it at `output`, replacing what is there only when all went well.

    Args:
        resources: folder of YAML files (intents, wording) that the answering side reads from the database.

    Raises:
        PackError: a pack breaks its contract; nothing is written.
    """
    from sqlite_utils import Database

    from knowledge.migrations import MIGRATIONS
    from knowledge.packs import load_pack

    loaded = tuple(load_pack(folder) for folder in packs)
    output.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=output.parent, prefix=output.name, suffix=".building")
    os.close(handle)
    try:
        database = Database(name)
        database.execute("PRAGMA journal_mode = OFF")
        database.execute("PRAGMA synchronous = OFF")
        MIGRATIONS.apply(database)
        # The time of a migration is no input: the same packs give the same bytes.
        database.execute("UPDATE _sqlite_migrations SET applied_at = ''")
        _fill(database, loaded, resources)
        database["meta"].insert_all(
            [
                {"key": "schema", "value": SCHEMA},
                {"key": "stamp", "value": hash_inputs(packs, resources)},
                {"key": "facts", "value": str(sum(len(pack.facts) for pack in loaded))},
            ]
        )
        database.conn.commit()
        database.conn.execute("VACUUM")
        database.close()
        os.replace(name, output)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _fill(database: Database, packs: tuple[Pack, ...], resources: Path) -> None:
    from knowledge.features import Surroundings
    from knowledge.lexicon import load_lexicon

    lexicon = load_lexicon(_DATA)
    aliases = list(lexicon.aliases(packs))
    by_key: dict[str, list[Any]] = {}
    for alias in aliases:
        by_key.setdefault(alias.key, []).append(alias.target)
    lookup = _lookup_in({key: tuple(targets) for key, targets in by_key.items()})
    entities = {entity.id: entity for pack in packs for entity in (*pack.entities, *pack.topics)}
    around = Surroundings(
        entities=entities, lookup=lookup, irregular=lexicon.irregular, publishers=_publishers(packs, lookup)
    )

    _insert_articles(database, packs)
    _insert_entities(database, packs)
    database["alias"].insert_all(
        (
            {"key": a.key, "kind": a.target.kind, "target": a.target.id, "only": a.target.only, "surface": a.surface}
            for a in aliases
        ),
        batch_size=_BATCH,
    )
    frequencies = _insert_facts(database, [fact for pack in packs for fact in pack.facts], around)
    _insert_quotes(database, packs)
    database["vocabulary"].insert_all(
        ({"term": term, "frequency": count} for term, count in sorted(frequencies.items())), batch_size=_BATCH
    )
    database["spelling"].insert_all(_spellings(aliases, frequencies), batch_size=_BATCH)
    database["resource"].insert_all(
        {"name": name, "value": json.dumps(value, ensure_ascii=False, sort_keys=True)}
        for name, value in (*lexicon.resources(), *_read_resources(resources))
    )


def _lookup_in(table: Mapping[str, tuple[Any, ...]]) -> Callable[[Iterable[str]], Mapping[str, tuple[Any, ...]]]:
    return lambda keys: {key: table[key] for key in keys if key in table}


def _publishers(packs: tuple[Pack, ...], lookup: Callable[[Iterable[str]], Mapping[str, tuple[Any, ...]]]) -> dict[str, str]:
    from knowledge.features import read_features

    found: dict[str, str] = {}
    for article in (article for pack in packs for article in pack.articles):
        names = [feature[2:] for feature in read_features(article.publisher, lookup, {}) if feature.startswith("e:")]
        if names:
            found[article.id] = names[0]
    return found


def _insert_articles(database: Database, packs: tuple[Pack, ...]) -> None:
    articles = [article for pack in packs for article in pack.articles]
    database["article"].insert_all(
        {
            "id": a.id, "publisher": a.publisher, "publisher_country": a.publisher_country,
            "state_media": None if a.state_media is None else int(a.state_media), "headline": a.headline,
            "byline": a.byline, "published_on": a.published_on.isoformat(), "published_how": a.published_how,
            "url": a.url, "sha256": a.sha256,
        }
        for a in articles
    )  # fmt: skip
    database["sentence"].insert_all(
        (
            {
                "article": a.id, "number": s.number, "start": s.span.start, "end": s.span.end, "sha256": s.sha256,
                "paragraph": s.paragraph, "opening": s.opening, "closing": s.closing,
            }
            for a in articles for s in a.sentences
        ),
        batch_size=_BATCH,
    )  # fmt: skip


def _insert_entities(database: Database, packs: tuple[Pack, ...]) -> None:
    from dataclasses import replace

    from knowledge.cards import write_card

    database["entity"].insert_all(
        (
            {"id": e.id, "kind": e.kind, "card": write_card(replace(e, aliases=()))}
            for pack in packs for e in (*pack.entities, *pack.topics)
        ),
        batch_size=_BATCH,
    )  # fmt: skip


def _insert_facts(database: Database, facts: list[Fact], around: Surroundings) -> Counter[str]:
    from knowledge.cards import write_card
    from knowledge.features import add_subjects, find_features

    frequencies: Counter[str] = Counter()
    by_fact = {fact: find_features(fact, around) for fact in facts}
    add_subjects(by_fact, around.entities)
    features_of = list(by_fact.values())
    rows: list[dict[str, Any]] = []
    for number, (fact, features) in enumerate(zip(facts, features_of, strict=True), start=1):
        frequencies.update(features.keys())
        rows.append(
            {
                "number": number, "id": fact.id, "article": fact.article, "sentence": fact.sentence, "kind": fact.kind,
                "relation": fact.relation, "polarity": fact.polarity, "modality": fact.modality,
                "statement": fact.statement, "speaker": fact.speaker, "place": fact.place, "event": fact.event,
                "starts_on": fact.when and fact.when.start.isoformat(), "ends_on": fact.when and fact.when.end.isoformat(),
                "weight": fact.weight, "card": write_card(fact),
                "features": json.dumps(features, ensure_ascii=False, sort_keys=True, separators=(",", ":")),
            }
        )  # fmt: skip
    database["fact"].insert_all(rows, batch_size=_BATCH)
    database.conn.executemany(
        "INSERT INTO fact_text(rowid, features) VALUES (?, ?)",
        ((number, " ".join(sorted(features))) for number, features in enumerate(features_of, start=1)),
    )
    return frequencies


def _insert_quotes(database: Database, packs: tuple[Pack, ...]) -> None:
    from knowledge.cards import write_card

    fact_numbers = {fact.id: n for n, fact in enumerate((f for pack in packs for f in pack.facts), start=1)}
    quotes = [quote for pack in packs for quote in pack.quotes]
    database["quote"].insert_all(
        (
            {
                "number": number, "id": q.id, "article": q.article, "sentence": q.sentence, "text": q.text,
                "start": q.span and q.span.start, "end": q.span and q.span.end, "speaker": q.speaker,
                "card": write_card(q),
            }
            for number, q in enumerate(quotes, start=1)
        ),
        batch_size=_BATCH,
    )  # fmt: skip
    database.conn.executemany(
        "INSERT INTO quote_text(rowid, text) VALUES (?, ?)",
        ((number, fold_text(q.text)) for number, q in enumerate(quotes, start=1)),
    )
    pairs = {(fact_numbers[fact], number) for number, q in enumerate(quotes, start=1) for fact in q.facts}
    database["fact_quote"].insert_all({"fact": fact, "quote": quote} for fact, quote in sorted(pairs))


def _spellings(aliases: Iterable[Any], frequencies: Mapping[str, int]) -> Iterator[dict[str, Any]]:
    from knowledge.gazetteer import split_tokens
    from knowledge.spelling import SHORTEST, find_deletions

    words: dict[str, bool] = {term[2:]: False for term in frequencies if term.startswith("w:")}
    for alias in aliases:
        if alias.target.kind in ("entity", "topic", "relation", "concept"):
            name = alias.target.kind == "entity"
            for token in split_tokens(alias.key):
                if not token.cjk:
                    words[token.folded] = name or words.get(token.folded, False)
    for word, is_name in sorted(words.items()):
        if len(word) >= SHORTEST and word.isalpha() and word.isascii():
            for deletion in sorted(find_deletions(word, 2 if len(word) >= 6 else 1)):
                yield {"deletion": deletion, "word": word, "name": int(is_name)}


def _read_resources(folder: Path) -> Iterator[tuple[str, Any]]:
    from yaml import safe_load

    for file in sorted(folder.glob("*.yaml")):
        yield file.stem, _numbered(safe_load(file.read_text(encoding="utf-8")))


def _numbered(data: Any) -> Any:
    """Keep the order of a file's `intents` as numbers, since stored keys are sorted."""
    if isinstance(data, dict) and isinstance(data.get("intents"), dict):
        for order, item in enumerate(data["intents"].values()):
            item["order"] = order
    return data
