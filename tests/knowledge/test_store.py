"""The knowledge base: built from packs, opened read-only, its rows back as values."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlite_utils import Database

from bot.shipped import RESOURCES, SHIPPED_PACK
from knowledge.build import build_knowledge
from knowledge.errors import PackError, StoreError
from knowledge.migrations import MIGRATIONS
from knowledge.model import Pack
from knowledge.packs import load_pack
from knowledge.store import SCHEMA, Store, open_store

TINY_PACK = Path(__file__).parent / "fixtures" / "tiny-pack"
TABLES = {
    "meta", "resource", "article", "sentence", "entity", "alias", "spelling", "fact", "quote", "fact_quote",
    "posting", "quote_text",
}  # fmt: skip


@pytest.fixture(scope="module")
def pack() -> Pack:
    return load_pack(SHIPPED_PACK)


def test_migrations_make_every_table_from_an_empty_base() -> None:
    database = Database(memory=True)
    MIGRATIONS.apply(database)
    assert set(database.table_names()) >= TABLES
    assert all(database.table(name).strict for name in TABLES - {"quote_text"})


def test_applying_migrations_again_changes_nothing() -> None:
    database = Database(memory=True)
    MIGRATIONS.apply(database)
    schema = database.schema
    MIGRATIONS.apply(database)
    assert database.schema == schema


def test_every_reference_points_to_something(knowledge_path: Path) -> None:
    connection = sqlite3.connect(knowledge_path)
    assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    connection.close()


def test_stored_facts_return_equal(store: Store, pack: Pack) -> None:
    assert store.fact_count == len(pack.facts)
    found = store.read_records(range(1, store.fact_count + 1))
    assert tuple(record.fact for record in found) == tuple(replace(fact, asks=()) for fact in pack.facts)


def test_stored_entities_return_equal_but_for_their_aliases(store: Store, pack: Pack) -> None:
    for entity in (*pack.entities, *pack.topics):
        found = store.entity(entity.id)
        assert found is not None
        assert (found.name, found.kind, found.offices, found.when) == (
            entity.name, entity.kind, entity.offices, entity.when,
        )  # fmt: skip
    assert store.entity("nobody") is None


def test_stored_articles_return_equal_oldest_first(store: Store, pack: Pack) -> None:
    # What an article leaves out is for `verify` alone, and is not stored.
    assert set(store.newest_articles(1000)) == {replace(article, left_out=()) for article in pack.articles}
    days = [article.published_on for article in store.newest_articles(1000)]
    assert days == sorted(days)


def test_all_articles_are_summed_up_without_reading_them(store: Store, pack: Pack) -> None:
    days = sorted(article.published_on for article in pack.articles)
    assert store.article_count == len(days)
    assert store.coverage is not None
    assert (store.coverage.first, store.coverage.last) == (days[0], days[-1])
    assert store.outlets(100) == tuple(sorted({article.publisher for article in pack.articles}))
    assert store.outlets(2) == store.outlets(100)[:2]
    assert [article.published_on for article in store.newest_articles(2)] == days[-2:]
    assert store.oldest_article().published_on == days[0]
    assert [day for _, day in store.reports()] == days


def test_articles_are_found_by_outlet_and_day(store: Store, pack: Pack) -> None:
    publisher = pack.articles[0].publisher
    own = sorted(article.published_on for article in pack.articles if article.publisher == publisher)
    days = sorted(article.published_on for article in pack.articles)
    assert [a.published_on for a in store.find_articles(outlets=(publisher,), limit=9)] == own
    assert store.count_articles(outlets=(publisher,)) == len(own)
    assert [a.published_on for a in store.find_articles(first=days[1], last=days[2], limit=9)] == days[1:3]
    assert [a.published_on for a in store.find_articles(limit=2, oldest=True)] == days[:2]
    assert store.as_of(days[1]).count_articles(first=days[1]) == 1


def test_facts_are_found_by_their_article(store: Store, pack: Pack) -> None:
    article = pack.articles[0].id
    own = {fact.id for fact in pack.facts if fact.article == article}
    assert {record.fact.id for record in store.facts_of(article, 1000)} == own


def test_what_was_reported_later_does_not_count_as_of_a_day(store: Store, pack: Pack) -> None:
    days = sorted(article.published_on for article in pack.articles)
    before = store.as_of(days[1])
    assert before.article_count == 2
    assert before.coverage is not None
    assert before.coverage.last == days[1]
    assert set(before.outlets(100)) == {a.publisher for a in pack.articles if a.published_on <= days[1]}
    assert store.as_of(days[0] - timedelta(days=1)).coverage is None


def test_only_what_had_been_reported_is_a_candidate_as_of_a_day(store: Store) -> None:
    everywhere = store.find_candidates([{"e:china": 1.0}], 500)
    days = sorted({record.reported_on for record in store.read_records(everywhere)})
    before = store.as_of(days[1])
    found = before.find_candidates([{"e:china": 1.0}], 500)
    assert 0 < len(found) < len(everywhere)
    assert {record.reported_on for record in store.read_records(found)} == {days[0], days[1]}
    assert store.reviewed().find_candidates([{"e:china": 1.0}], 500) == everywhere


def test_holders_of_an_office_are_found_by_role_and_country(store: Store, pack: Pack) -> None:
    expected = {
        e.id for e in pack.entities for o in e.offices if (o.role, o.country) == ("foreign-minister", "japan")
    }  # fmt: skip
    assert {person.id for person in store.office_holders(["foreign-minister"], ["japan"])} == expected
    assert len(expected) > 1
    assert store.office_holders(["foreign-minister"], []) == ()


def test_stored_quotes_return_equal(store: Store, pack: Pack) -> None:
    by_fact = {fact.id: number for number, fact in enumerate(pack.facts, start=1)}
    for quote in pack.quotes:
        for fact in quote.facts:
            assert quote in store.quotes_of(by_fact[fact])


def test_a_fact_is_found_by_its_identifier(store: Store, pack: Pack) -> None:
    record = store.find_fact(pack.facts[0].id)
    assert record is not None
    assert record.fact == replace(pack.facts[0], asks=())
    assert store.find_fact("no-such-fact") is None


def test_candidates_with_most_weight_come_first(store: Store) -> None:
    numbers = store.find_candidates([{"e:busan": 1.0}, {"e:wang-yi": 2.0}], 5)
    assert len(numbers) == 5
    best = store.read_records(numbers[:1])[0].features
    assert {"e:busan", "e:wang-yi"} <= best.keys()
    assert store.find_candidates([{"e:no-such-thing": 1.0}], 5) == ()


def test_a_feature_cannot_break_out_of_its_query(store: Store) -> None:
    assert store.find_candidates([{"w:(": 1.0, "w:or": 1.0}], 5) is not None
    assert store.facts_quoting('" OR "x', 5) == ()


def test_words_of_a_quote_lead_to_its_facts_whatever_their_case_and_marks(store: Store, pack: Pack) -> None:
    quote = next(quote for quote in pack.quotes if quote.facts and len(quote.text.split()) > 2)
    expected = store.facts_quoting(quote.text, 20)
    assert expected
    assert store.facts_quoting(f"“{quote.text.upper()}”!", 20) == expected
    assert store.facts_quoting("...", 5) == ()


def test_facts_of_a_period_come_earliest_first(store: Store) -> None:
    records = store.read_records(store.facts_between(date(2015, 1, 1), date(2015, 12, 31), 50))
    starts = [record.fact.when.start for record in records if record.fact.when]
    assert starts
    assert starts == sorted(starts)
    assert all(start.year == 2015 for start in starts)


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("wang", "Wang Yi"),
        ("kamik", "Yoko Kamikawa"),
        ("kamikwa", "Yoko Kamikawa"),
        ("王毅", "王毅"),
        ("上川", "上川陽子"),
        ("旧金山", "旧金山"),
    ],
)
def test_names_are_completed_in_any_script_and_with_a_typo(typed: str, name: str, store: Store) -> None:
    assert name in store.offered_names.suggest(typed, kinds=("person", "place"), limit=5)


@pytest.mark.parametrize("typed", ["%", "_", "w%g", "w_ng", "'", "\0", "\ud800", "?"])
def test_marks_are_no_wildcards(typed: str, store: Store) -> None:
    assert store.offered_names.suggest(typed, kinds=("person",), limit=5) == ()


def test_a_name_of_another_kind_is_not_offered(store: Store) -> None:
    assert store.offered_names.suggest("wang", kinds=("country",), limit=5) == ()


def test_as_many_names_are_offered_as_asked_for(store: Store) -> None:
    assert len(store.offered_names.suggest("", kinds=("person", "country"), limit=3)) == 3


def test_more_values_than_a_query_may_hold_are_read_in_parts(store: Store) -> None:
    assert len(store.frequencies(f"w:{number}" for number in range(2000))) < 2000


def test_the_knowledge_base_cannot_be_written(store: Store) -> None:
    with pytest.raises(sqlite3.OperationalError):
        store._connection.execute("DELETE FROM fact")


def test_the_same_packs_give_the_same_bytes(tmp_path: Path, knowledge_path: Path) -> None:
    build_knowledge(packs=(SHIPPED_PACK,), output=tmp_path / "again.sqlite", resources=RESOURCES)
    assert (tmp_path / "again.sqlite").read_bytes() == knowledge_path.read_bytes()


def test_no_article_text_is_kept(knowledge_path: Path) -> None:
    """Of a sentence at most four words at either end; quotes are no longer than what the article has in marks."""
    connection = sqlite3.connect(knowledge_path)
    for opening, closing in connection.execute("SELECT opening, closing FROM sentence"):
        assert len(opening.split()) <= 4
        assert len(closing.split()) <= 4
    connection.close()


def test_a_broken_pack_leaves_the_old_knowledge_base_alone(tmp_path: Path) -> None:
    output = tmp_path / "k.sqlite"
    output.write_bytes(b"old")
    (tmp_path / "pack").mkdir()
    with pytest.raises(PackError):
        build_knowledge(packs=(tmp_path / "pack",), output=output, resources=RESOURCES)
    assert output.read_bytes() == b"old"
    assert {path.name for path in tmp_path.iterdir()} == {"k.sqlite", "pack"}


def test_what_is_no_knowledge_base_is_named_with_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "text.sqlite").write_text("no database, whatever its name says", encoding="utf-8")
    for name in ("absent.sqlite", "text.sqlite"):
        with pytest.raises(StoreError, match=rf"{name}.*kankei build"):
            open_store(tmp_path / name)


def test_a_knowledge_base_of_another_version_is_refused(tmp_path: Path, knowledge_path: Path) -> None:
    other = tmp_path / "other.sqlite"
    other.write_bytes(knowledge_path.read_bytes())
    connection = sqlite3.connect(other)
    connection.execute("UPDATE meta SET value = ? WHERE key = 'schema'", (f"{SCHEMA}-older",))
    connection.commit()
    connection.close()
    with pytest.raises(StoreError, match="another version"):
        open_store(other)


def test_a_knowledge_base_without_what_answers_need_counts_as_made_by_another_version(store: Store) -> None:
    """Where a list or a frame is added that answers read, a base of before lacks it: `SCHEMA` changes, and this too."""
    names = sorted(file.stem for file in RESOURCES.glob("*.yaml"))
    keys = {name: sorted(store.resource(name)) for name in names if isinstance(store.resource(name), dict)}
    digest = hashlib.sha256(json.dumps(keys).encode()).hexdigest()[:12]
    assert (SCHEMA, digest) == ("12", "ab0bd51c58df")
