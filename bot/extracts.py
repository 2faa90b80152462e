"""What `kankei extract` finds in one article, as a record and as text for people."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from knowledge.articles.reader import read_article
from knowledge.extract.corpus import make_article_pack
from knowledge.extract.extraction import extract_article
from knowledge.extract.output import write_extraction
from knowledge.extract.relations import load_relation_finder

_LABELS = {"headline": "Headline", "publisher": "Publisher", "byline": "By", "published": "Published", "url": "Address"}


def extract_file(path: Path) -> dict[str, Any]:
    """The record of an article; see `write_extraction`.

    Raises:
        ArticleError: it cannot be read, or is no article.
    """
    extraction = extract_article(read_article(path))
    return write_extraction(extraction, make_article_pack(extraction, load_relation_finder()))


def render_extraction(record: dict[str, Any]) -> str:
    """The same for people: head, quotes, dates, events and facts, each on a line."""
    return "\n".join(_lines(record))


def _lines(record: dict[str, Any]) -> Iterator[str]:
    yield f"{record['article']} ({record['encoding']})"
    head = record["metadata"]
    for key, label in _LABELS.items():
        how = f" ({head['published_how']})" if key == "published" and head["published"] else ""
        yield f"  {label}: {head[key] or 'not stated'}{how}"
    for title, key, line in (
        ("People", "people", _person), ("Quotes", "quotes", _quote), ("Dates", "dates", _date),
        ("Events", "events", _event), ("Facts", "facts", lambda fact: str(fact["sentence"])),
    ):  # fmt: skip
        yield f"  {title}: {len(record[key])}"
        yield from (f"    {line(item)}" for item in record[key])


def _person(person: dict[str, Any]) -> str:
    return ", ".join(filter(None, (person["name"], person["role"], person["affiliation"])))


def _quote(quote: dict[str, Any]) -> str:
    words = " ".join(quote["text"].split())
    said = quote["speaker"] or ("somebody not named" if quote["attributed"] else "nobody: a term, a title or a sign")
    return f"“{words}” ({said})"


def _date(found: dict[str, Any]) -> str:
    return f"{' '.join(found['text'].split())} = {found['value']}"


def _event(event: dict[str, Any]) -> str:
    return f"{event['date'] or 'undated'} [{event['modality']}] {event['text']}"
