"""The database's schema, one function a change; a merged function is never edited."""

from __future__ import annotations

from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

MIGRATIONS = Migrations("kankei")


@MIGRATIONS()
def m001_articles(db: Database) -> None:
    """Articles and the positions of their sentences."""
    db.create_table("meta", {"key": str, "value": str}, pk="key", not_null={"value"}, strict=True)
    db.create_table("resource", {"name": str, "value": str}, pk="name", not_null={"value"}, strict=True)
    db.create_table(
        "article",
        {
            "id": str, "publisher": str, "publisher_country": str, "state_media": int, "headline": str, "byline": str,
            "published_on": str, "published_how": str, "url": str, "sha256": str,
        },
        pk="id", not_null={"publisher", "headline", "published_on", "sha256"}, strict=True,
    )  # fmt: skip
    db.create_table(
        "sentence",
        {
            "article": str, "number": int, "start": int, "end": int, "sha256": str, "paragraph": int,
            "opening": str, "closing": str,
        },
        pk=("article", "number"), foreign_keys=[("article", "article", "id")], strict=True,
    )  # fmt: skip


@MIGRATIONS()
def m002_entities(db: Database) -> None:
    """Entities and topics as cards, and every name by its folded key."""
    db.create_table("entity", {"id": str, "kind": str, "card": str}, pk="id", not_null={"kind", "card"}, strict=True)
    db.create_table(
        "alias",
        {"key": str, "kind": str, "target": str, "only": str, "surface": str},
        not_null={"key", "kind", "target"}, strict=True,
    )  # fmt: skip
    db.table("alias").create_index(["key"])
    db.create_table("spelling", {"deletion": str, "word": str, "name": int}, not_null={"deletion", "word"}, strict=True)
    db.table("spelling").create_index(["deletion"])


@MIGRATIONS()
def m003_facts(db: Database) -> None:
    """Facts and quotes, their evidence, the postings that find them and the document frequencies."""
    db.create_table(
        "fact",
        {
            "number": int, "id": str, "article": str, "sentence": str, "kind": str, "relation": str, "polarity": str,
            "modality": str, "statement": str, "speaker": str, "place": str, "event": str, "starts_on": str,
            "ends_on": str, "weight": str, "card": str, "features": str,
        },
        pk="number", not_null={"id", "article", "sentence", "card", "features"}, strict=True,
        foreign_keys=[("article", "article", "id"), ("speaker", "entity", "id"), ("place", "entity", "id"),
                      ("event", "entity", "id")],
    )  # fmt: skip
    db.table("fact").create_index(["id"], unique=True)
    db.table("fact").create_index(["starts_on"])
    db.create_table(
        "quote",
        {
            "number": int, "id": str, "article": str, "sentence": int, "text": str, "start": int, "end": int,
            "speaker": str, "card": str,
        },
        pk="number", not_null={"id", "article", "text", "card"}, strict=True,
        foreign_keys=[("article", "article", "id"), ("speaker", "entity", "id")],
    )  # fmt: skip
    db.table("quote").create_index(["id"], unique=True)
    db.create_table(
        "fact_quote", {"fact": int, "quote": int}, pk=("fact", "quote"), strict=True,
        foreign_keys=[("fact", "fact", "number"), ("quote", "quote", "number")],
    )  # fmt: skip
    db.create_table("vocabulary", {"term": str, "frequency": int}, pk="term", not_null={"frequency"}, strict=True)
    # Postings only: the rows are in `fact`, and no rank function is ever called on them.
    db.execute(
        "CREATE VIRTUAL TABLE fact_text USING fts5(features, content='', detail=none, columnsize=0,"
        " tokenize=\"ascii tokenchars ':-.'\")"
    )
    # Whole words of quotes with their places, for questions that paste a quote.
    db.execute("CREATE VIRTUAL TABLE quote_text USING fts5(text, content='', tokenize=\"unicode61\")")


@MIGRATIONS()
def m004_spelling_by_deletion(db: Database) -> None:
    """Misspellings stored once, in the order in which they are looked up, rather than in a table and its index."""
    db.table("spelling").drop()
    db.execute(
        "CREATE TABLE spelling (deletion TEXT NOT NULL, word TEXT NOT NULL, name INTEGER NOT NULL,"
        " PRIMARY KEY (deletion, word)) STRICT, WITHOUT ROWID"
    )


@MIGRATIONS()
def m005_reader_questions(db: Database) -> None:
    """Questions that a fact answers, to be offered where another cannot be answered."""
    db.create_table(
        "reader_question", {"fact": int, "language": str, "text": str}, not_null={"fact", "language", "text"},
        foreign_keys=[("fact", "fact", "number")], strict=True,
    )  # fmt: skip
    db.table("reader_question").create_index(["fact"])


@MIGRATIONS()
def m006_english_words(db: Database) -> None:
    """Words that are spelled right, so that none is taken for a misspelling of a name: "limit" is no "Lilit"."""
    db.execute("CREATE TABLE english_word (word TEXT NOT NULL PRIMARY KEY) STRICT, WITHOUT ROWID")


@MIGRATIONS()
def m007_asked_terms(db: Database) -> None:
    """How readers ask for each fact: terms of their questions with the share of those that have them."""
    db.execute(
        "CREATE TABLE asked_term (term TEXT NOT NULL PRIMARY KEY, share REAL NOT NULL, unanswered REAL NOT NULL,"
        " facts BLOB NOT NULL, refuted BLOB NOT NULL) STRICT, WITHOUT ROWID"
    )


@MIGRATIONS()
def m008_postings(db: Database) -> None:
    """Which facts have a term, as `knowledge.postings` stores it, with how many they are: no text search, no rank."""
    db.table("vocabulary").drop()
    db.table("fact_text").drop()
    db.create_table(
        "posting", {"term": str, "frequency": int, "dense": int, "facts": bytes}, pk="term",
        not_null={"frequency", "dense", "facts"}, strict=True,
    )  # fmt: skip
    # The words of a fact without its card, for those that are only looked at beside another.
    db.table("fact").add_column("claim", str)
    db.table("fact").add_column("reviewed", int)
    # From a quote to its facts, for questions that paste one.
    db.table("fact_quote").create_index(["quote"])
    # What an answer says of all articles, and who held an office, without reading every article or person.
    db.table("article").create_index(["published_on", "id"])
    db.table("article").create_index(["publisher", "published_on"])
    db.create_table(
        "office_holder", {"role": str, "country": str, "person": str}, pk=("role", "country", "person"),
        foreign_keys=[("person", "entity", "id")], strict=True,
    )  # fmt: skip


@MIGRATIONS()
def m009_facts_of_an_article(db: Database) -> None:
    """The facts of one article, without reading those of all."""
    db.table("fact").create_index(["article"])
