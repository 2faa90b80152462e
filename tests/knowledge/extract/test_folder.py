"""A folder of articles: none spoils another, only what changed is read again, and what is found stays where it was."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from knowledge.articles.reader import read_article
from knowledge.errors import ArticleError
from knowledge.extract.corpus import make_article_pack
from knowledge.extract.extraction import extract_article
from knowledge.extract.folder import FolderPacks, extract_bytes, extract_folder, find_articles
from knowledge.extract.output import write_extraction
from knowledge.extract.relations import load_relation_finder
from knowledge.extract.stored import read_pack, write_pack
from knowledge.text import hash_text
from tests.knowledge.article_folder import ARTICLES, NAMES, add_spoiled_files, copy_articles

KEYS = [
    "article", "encoding", "text_sha256", "metadata", "body", "quotes", "speech", "dates", "events", "people", "facts",
]  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return copy_articles(tmp_path)


def extract(folder: Path, cache: Path | None = None, *, jobs: int = 1) -> FolderPacks:
    return extract_folder(find_articles(folder), jobs=jobs, cache=cache)


# What is an article


def test_files_are_found_by_ending_in_the_order_of_names(folder: Path) -> None:
    for name in (".hidden.txt", "notes.pdf", "zebra.HTM", "lake-treaty.gold.yaml"):
        (folder / name).write_text("x", encoding="utf-8")
    (folder / "more.txt").mkdir()
    assert [file.name for file in find_articles(folder)] == [*NAMES, "zebra.HTM"]


def test_each_article_is_a_pack_with_facts_that_nobody_has_checked(folder: Path) -> None:
    found = extract(folder)
    assert [pack.articles[0].id for pack in found.packs] == [name.rpartition(".")[0] for name in NAMES]
    assert found.problems == ()
    facts = [fact for pack in found.packs for fact in pack.facts]
    assert len(facts) >= 20
    assert not any(fact.reviewed for fact in facts)


def test_quotes_of_an_article_are_unreviewed_too(folder: Path) -> None:
    assert not any(quote.reviewed for pack in extract(folder).packs for quote in pack.quotes)


def test_what_is_no_article_is_told_and_the_others_are_read(folder: Path) -> None:
    spoiled = add_spoiled_files(folder)
    found = extract(folder)
    assert [pack.articles[0].id for pack in found.packs] == [
        "kunene-dam", "lake-treaty", "namanga-market", "rail-link", "sand-barges",
    ]  # fmt: skip
    assert [problem.partition(":")[0] for problem in found.problems] == list(spoiled)
    assert "rename" in found.problems[-1]


@pytest.mark.parametrize(
    "data", [b"", b"\x00\x01\x02\xff" * 50, b"Two words.", b"<html><body></body></html>", b" \n" * 99]
)
def test_no_article_is_an_error_that_names_the_file(data: bytes) -> None:
    with pytest.raises(ArticleError, match=r"odd\.txt"):
        extract_bytes(data, "odd.txt")


def test_of_two_articles_whose_facts_have_one_id_one_is_left_out(folder: Path) -> None:
    text = (
        "{} and ferries\n\nThe Post\n9 May 2024\n\n{}. The ferries went on sailing between the two"
        " harbours of Denmark and Sweden on Friday, and nobody complained about the fares or about the weather.\n"
    )
    two_claims = "Denmark banned the barges on 3 May 2024, and Sweden lifted its quota on 7 May 2024"
    (folder / "talks.txt").write_text(text.format("Barges", two_claims), encoding="utf-8")
    (folder / "talks-1.txt").write_text(text.format("Fares", "Denmark met Sweden"), encoding="utf-8")
    found = extract(folder)
    assert [problem.partition(":")[0] for problem in found.problems] == ["talks-1.txt"]
    ids = [fact.id for pack in found.packs for fact in pack.facts]
    assert len(ids) == len(set(ids))


# Again


def test_several_processes_find_what_one_finds(folder: Path) -> None:
    add_spoiled_files(folder)
    alone, together = extract(folder, jobs=1), extract(folder, jobs=2)
    assert alone == together
    assert [write_pack(pack) for pack in alone.packs] == [write_pack(pack) for pack in together.packs]


def test_second_run_reuses_everything_that_could_be_read(folder: Path, tmp_path: Path) -> None:
    add_spoiled_files(folder)
    first, second = extract(folder, tmp_path / "kept"), extract(folder, tmp_path / "kept")
    assert first.reused == 0
    assert second.reused == len(first.packs) + 1  # the one of the same name too
    assert (second.packs, second.problems) == (first.packs, first.problems)


def test_only_a_changed_article_is_read_again(folder: Path, tmp_path: Path) -> None:
    before = extract(folder, tmp_path / "kept")
    file = folder / "sand-barges.txt"
    file.write_text(file.read_text(encoding="utf-8").replace("14 sailors", "15 sailors"), encoding="utf-8")
    after = extract(folder, tmp_path / "kept")
    assert after.reused == len(NAMES) - 1
    assert after.packs[:-1] == before.packs[:-1]
    assert any("15 sailors" in fact.sentence for fact in after.packs[-1].facts)


def test_a_renamed_article_is_read_under_its_new_name(folder: Path, tmp_path: Path) -> None:
    extract(folder, tmp_path / "kept")
    (folder / "sand-barges.txt").rename(folder / "tekong.txt")
    after = extract(folder, tmp_path / "kept")
    assert after.reused == len(NAMES) - 1
    assert after.packs[-1].articles[0].id == "tekong"


def test_an_article_that_is_gone_is_forgotten(folder: Path, tmp_path: Path) -> None:
    extract(folder, tmp_path / "kept")
    text = (folder / "rail-link.html").read_bytes()
    (folder / "rail-link.html").unlink()
    assert extract(folder, tmp_path / "kept").reused == len(NAMES) - 1
    (folder / "rail-link.html").write_bytes(text)
    assert extract(folder, tmp_path / "kept").reused == len(NAMES) - 1


@pytest.mark.parametrize(
    "content", [b"", b"no database at all, but long enough to be read as one" * 40, b"SQLite format 3\0"]
)
def test_a_broken_cache_is_thrown_away(folder: Path, tmp_path: Path, content: bytes) -> None:
    (tmp_path / "kept").write_bytes(content)
    found = extract(folder, tmp_path / "kept")
    assert found.reused == 0
    assert found.packs == extract(folder).packs
    assert extract(folder, tmp_path / "kept").reused == len(NAMES)


def test_progress_is_told_for_each_article(folder: Path) -> None:
    (folder / "empty.txt").write_bytes(b"")
    told: list[tuple[int, int, int]] = []
    extract_folder(find_articles(folder), jobs=1, cache=None, report=lambda *counts: told.append(counts))
    assert [done for done, _, _ in told] == [1, 2, 3, 4, 5, 6]
    assert {every for _, every, _ in told} == {6}
    assert [bad for _, _, bad in told] == [1] * 6


def test_a_pack_of_an_article_comes_back_equal_from_its_text(folder: Path) -> None:
    for pack in extract(folder).packs:
        assert read_pack(write_pack(pack)) == pack


# The record


@pytest.mark.parametrize("name", NAMES)
def test_spans_of_a_record_give_back_their_text(name: str) -> None:
    extraction = extract_article(read_article(ARTICLES / name))
    record = write_extraction(extraction, make_article_pack(extraction, load_relation_finder()))
    text = extraction.article.text
    assert list(record) == KEYS
    assert json.loads(json.dumps(record)) == record
    assert record["text_sha256"] == hash_text(text)
    for item in (*record["quotes"], *record["dates"]):
        start, end = item["span"]
        assert text[start:end] == item["text"]
    for person in record["people"]:
        assert all(set(text[start:end].split()) & set(person["name"].split()) for start, end in person["spans"])
    for fact in record["facts"]:
        assert all(0 <= start < end <= len(text) for start, end in fact["spans"])


def test_same_bytes_give_the_same_record() -> None:
    def read() -> str:
        extraction = extract_article(read_article(ARTICLES / "lake-treaty.md"))
        return json.dumps(write_extraction(extraction, make_article_pack(extraction, load_relation_finder())))

    assert read() == read()


def test_text_that_spans_count_in_is_the_files_own_for_plain_text() -> None:
    file = ARTICLES / "sand-barges.txt"
    assert read_article(file).text == file.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("name", "head"),
    [
        ("lake-treaty.md", "Bolivia halts talks with Peru on the lake | Altiplano Daily | Rosa Quisbert | 2025-02-20"),
        (
            "namanga-market.txt",
            "Kenya and Tanzania reopen border market at Namanga | Rift Valley Courier | Wanjiru Odhiambo | 2025-03-12",
        ),
        ("rail-link.html", "Poland and Lithuania open night train | Baltic Line | Jurgis Vaitkus | 2025-01-14"),
        ("sand-barges.txt", "Singapore detains two Indonesian sand barges | The Straits Examiner | None | 2025-05-05"),
    ],
)
def test_head_of_article(name: str, head: str) -> None:
    article = read_article(ARTICLES / name)
    assert f"{article.headline} | {article.publisher} | {article.byline} | {article.published_on}" == head


@pytest.mark.parametrize(
    ("name", "offices"),
    [
        ("lake-treaty.md", {"Rolando Mamani": "Bolivia", "Cecilia Ugarte": "Peru"}),
        ("namanga-market.txt", {"Samuel Kiptoo": "Kenya", "Neema Mushi": "Tanzania"}),
        ("rail-link.html", {"Eglė Norkutė": "Lithuania", "Marek Dudzik": "Poland"}),
        ("sand-barges.txt", {"Lim Hock Seng": "Singapore", "Arif Wibisono": None, "Sutrisno Hadi": None}),
    ],
)
def test_people_of_article_with_their_countries(name: str, offices: dict[str, str | None]) -> None:
    people = extract_article(read_article(ARTICLES / name)).speech.people
    assert {person.name: person.affiliation for person in people} == offices


def test_counterpart_holds_the_office_in_his_own_country() -> None:
    people = {p.name: p for p in extract_article(read_article(ARTICLES / "rail-link.html")).speech.people}
    role = people["Marek Dudzik"].role or ""
    assert "Lithuanian" not in role
