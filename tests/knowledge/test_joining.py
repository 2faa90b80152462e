"""Articles among each other and beside what people wrote: one of each name, one event in several reports."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from pathlib import Path

import pytest

from bot.shipped import RESOURCES
from knowledge.build import build_knowledge
from knowledge.extract.folder import extract_bytes, extract_folder, find_articles
from knowledge.extract.kept import keep_for_once
from knowledge.extract.world.parties import merge_entities
from knowledge.joining import Joined, join_articles
from knowledge.model import Entity, EntityId, Names, Office, Pack, Period
from knowledge.store import Record, Store, open_store
from tests.knowledge.article_folder import ARTICLES
from tests.knowledge.tiny_pack import FERRY, TinyPack, copy_tiny_pack

FERRY_REPORT = """\
Northland and Southland argue over ferry fares

The Island Times
9 March 2024

Northland foreign minister Mara Lind told reporters in Port Hale on Friday that the ferry fares were too high.

“We shall ask for a children’s ticket,” Lind said. Southland’s transport minister, Ulla Voss, said the fares would stay.
"""
MEETING = """\
Poland and Lithuania agree on the night train

{outlet}
14 January 2025

Polish transport minister Marek Dudzik met Lithuanian transport minister Eglė Norkutė in Vilnius on Monday.
"""

TALKS = """\
Talks in Beijing

The Island Times
3 May 2025

Chinese Foreign Minister Wang Yi opened the talks in Beijing on Friday with a word on the ferries.

“We wait for a reply, and we have time,” Wang Yi said on Friday. “The ferries will sail in any case.”
"""

Build = Callable[..., Store]


@pytest.fixture
def build(tmp_path: Path) -> Iterator[Build]:
    """Build a knowledge base of extracted packs, beside reviewed ones, and open it."""
    opened: list[Store] = []

    def build_one(*extracted: Pack, packs: tuple[Path, ...] = ()) -> Store:
        path = tmp_path / f"{len(opened)}.sqlite"
        build_knowledge(packs=packs, output=path, resources=RESOURCES, extracted=extracted)
        opened.append(open_store(path))
        return opened[-1]

    yield build_one
    for store in opened:
        store.close()


@pytest.fixture
def tiny(tmp_path: Path) -> TinyPack:
    return copy_tiny_pack(tmp_path)


def join(reviewed: Iterable[Pack], *extracted: Pack) -> Joined:
    with keep_for_once(extracted) as kept:
        return join_articles(reviewed, kept)


def read(text: str, name: str) -> Pack:
    return extract_bytes(text.encode(), name)


def records(store: Store) -> tuple[Record, ...]:
    return store.read_records(range(1, store.fact_count + 1))


def test_the_article_of_a_reviewed_pack_goes_before(tiny: TinyPack) -> None:
    joined = join((tiny.load(),), read(FERRY_REPORT, f"{FERRY}.txt"))
    assert joined.articles == ()
    assert joined.names.entities == ()


def test_a_person_of_pack_and_article_is_one(tiny: TinyPack) -> None:
    joined = join((tiny.load(),), read(FERRY_REPORT, "ferry-fares.txt"))
    assert "mara-lind" not in {entity.id for entity in joined.names.entities}
    assert "Mara Lind" not in {entity.name.en for entity in joined.names.entities}
    assert any("Ulla Voss" in entity.name.en for entity in joined.names.entities)


def test_what_he_said_in_the_article_is_his(build: Build, shipped: Path) -> None:
    store = build(read(TALKS, "talks.txt"), packs=(shipped,))
    said = [record for record in records(store) if record.fact.article == "talks" and record.fact.speaker]
    assert {record.fact.speaker for record in said} == {"wang-yi"}
    assert {quote.speaker for record in said for quote in store.quotes_of(record.number)} == {"wang-yi"}


@pytest.fixture
def shipped() -> Path:
    from bot.shipped import SHIPPED_PACK

    return SHIPPED_PACK


def test_entities_that_several_articles_name_are_one(build: Build) -> None:
    packs = extract_folder(find_articles(ARTICLES), jobs=1, cache=None).packs
    store = build(*packs)
    rows = store._connection.execute("SELECT id FROM entity WHERE kind != 'topic'").fetchall()
    assert {row["id"] for row in rows} == {entity.id for pack in packs for entity in pack.entities}
    assert len(rows) == len({row["id"] for row in rows})
    assert store.fact_count == sum(len(pack.facts) for pack in packs)


def test_reports_of_one_event_are_linked(build: Build) -> None:
    one, other = (read(MEETING.format(outlet=o), f"{o}.txt") for o in ("baltic-line", "vistula-post"))
    store = build(one, other, read(MEETING.format(outlet="Oder").replace("14 Jan", "28 Jan"), "later.txt"))
    links = {
        record.fact.article: record.fact.links.same_as for record in records(store) if record.fact.relation == "meet"
    }
    assert {article: len(same) for article, same in links.items()} == {"baltic-line": 1, "vistula-post": 1, "later": 0}
    assert links["baltic-line"][0].startswith("vistula-post-")


def test_the_newest_article_has_the_highest_numbers(build: Build) -> None:
    days = {"b": "14 January 2025", "c": "3 March 2021", "a": "9 May 2023"}
    packs = [
        read(MEETING.format(outlet="Post").replace("14 January 2025", day), f"{id}.txt") for id, day in days.items()
    ]
    store = build(*packs)
    assert list(dict.fromkeys(record.fact.article for record in records(store))) == ["c", "a", "b"]


def test_an_office_attested_daily_is_kept_by_the_ends_of_its_months() -> None:
    days = [date.fromordinal(date(2021, 1, 1).toordinal() + day) for day in range(0, 900, 3)]
    minister = holder(days[:1])
    for day in days[1:]:
        minister = merge_entities(minister, holder([day]))
    attested = minister.offices[0].attested
    assert len(attested) <= 65
    assert {period.start for period in attested} >= {days[0], days[-1]}
    assert {period.start.year for period in attested} == {2021, 2022, 2023}


def holder(days: Iterable[date]) -> Entity:
    """A minister who is called one on these days."""
    name = Names(en="Ida Holm", ja="Ida Holm", zh="Ida Holm")
    office = Office(
        title=name, role="foreign-minister", country=None, since=None, until=None, cite=None,
        attested=tuple(Period(start=day, end=day, precision="day") for day in days),
    )  # fmt: skip
    return Entity(id=EntityId("ida-holm"), kind="person", name=name, offices=(office,))
