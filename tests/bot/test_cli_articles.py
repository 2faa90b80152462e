"""Articles from files to answers by commands: `kankei extract`, `kankei build --articles`, `kankei ask --knowledge`."""

from __future__ import annotations

import json
import shutil
import subprocess
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from bot.respond import respond
from bot.shipped import SHIPPED_PACK
from knowledge.articles.reader import read_article
from knowledge.packs import load_pack
from knowledge.store import open_store
from knowledge.text import hash_text
from tests.bot.test_cli import kankei
from tests.knowledge.article_folder import ARTICLES, NAMES, add_spoiled_files, copy_articles

NOTE = "nobody has checked it"
RECORD_KEYS = {
    "article", "encoding", "text_sha256", "metadata", "body", "quotes", "speech", "dates", "events", "people", "facts",
}  # fmt: skip
METADATA_KEYS = {"headline", "publisher", "byline", "published", "published_how", "url"}
ITEM_KEYS = {
    "quotes": {"text", "speaker", "attributed", "cue", "span", "role"},
    "dates": {"text", "value", "type", "span"},
    "events": {"date", "text", "participants", "where", "modality", "speaker", "span"},
    "people": {"name", "role", "affiliation", "spans"},
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """What a run of `kankei build --articles` left behind."""

    folder: Path
    output: Path
    ended: subprocess.CompletedProcess[bytes]
    spoiled: tuple[str, ...]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Four articles and three files that are none, built into a knowledge base."""
    where = tmp_path_factory.mktemp("articles")
    folder = copy_articles(where)
    spoiled = add_spoiled_files(folder)
    output = where / "made" / "articles.sqlite"
    ended = kankei(where, "build", "--articles", str(folder), "--output", str(output))
    return Built(folder=folder, output=output, ended=ended, spoiled=spoiled)


# build --articles


def test_what_cannot_be_read_is_told_and_left_out(built: Built) -> None:
    told = built.ended.stderr.decode().splitlines()
    assert built.ended.returncode == 1
    assert [line.split(":")[1].strip() for line in told] == list(built.spoiled)
    assert all(line.startswith("kankei: ") for line in told)
    assert b"Traceback" not in built.ended.stderr
    assert built.ended.stdout.decode().startswith(f"{built.output}: 5 articles, ")
    assert built.output.is_file()


def test_all_well_is_exit_code_nought_and_silence(tmp_path: Path) -> None:
    output = tmp_path / "well.sqlite"
    ended = kankei(tmp_path, "build", "--articles", str(ARTICLES), "--output", str(output))
    assert (ended.returncode, ended.stderr) == (0, b"")
    assert output.with_name("well.sqlite.extracted").is_file()


def test_several_jobs_and_a_second_run_give_the_same_bytes(built: Built, tmp_path: Path) -> None:
    first = built.output.read_bytes()
    fresh = tmp_path / "fresh.sqlite"
    kankei(tmp_path, "build", "--articles", str(built.folder), "--output", str(fresh), "--jobs", "2")
    assert fresh.read_bytes() == first
    kankei(tmp_path, "build", "--articles", str(built.folder), "--output", str(fresh))
    assert fresh.read_bytes() == first


def test_a_broken_file_of_kept_extractions_is_thrown_away(tmp_path: Path) -> None:
    output = tmp_path / "again.sqlite"
    output.with_name("again.sqlite.extracted").write_bytes(b"broken" * 500)
    ended = kankei(tmp_path, "build", "--articles", str(ARTICLES), "--output", str(output))
    assert (ended.returncode, ended.stderr) == (0, b"")
    assert output.is_file()


@pytest.mark.parametrize("jobs", ["0", "-1", "many", "1.5", ""])
def test_jobs_are_counted_from_one(tmp_path: Path, jobs: str) -> None:
    ended = kankei(tmp_path, "build", "--articles", str(ARTICLES), "--output", str(tmp_path / "x"), f"--jobs={jobs}")
    assert ended.returncode == 2
    assert b"number of jobs" in ended.stderr


def test_a_folder_that_is_missing_or_holds_no_article_builds_nothing(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "spoiled").mkdir()
    (tmp_path / "spoiled" / "x.txt").write_bytes(b"")
    output = tmp_path / "none.sqlite"
    for name, words in (("missing", "no such folder"), ("empty", "no article here"), ("spoiled", "nothing was built")):
        ended = kankei(tmp_path, "build", "--articles", str(tmp_path / name), "--output", str(output))
        assert ended.returncode != 0
        assert words in ended.stderr.decode()
        assert b"Traceback" not in ended.stderr
    assert not output.exists()


# ask --knowledge


def test_the_built_knowledge_answers_with_the_note(built: Built, tmp_path: Path) -> None:
    ended = kankei(tmp_path, "ask", "--knowledge", str(built.output), "When did Bolivia suspend talks with Peru?")
    told = ended.stdout.decode()
    assert ended.returncode == 0
    assert "19 February 2025" in told
    assert "Altiplano Daily" in told
    assert NOTE in told


def test_the_record_of_an_answer_cites_the_article(built: Built, tmp_path: Path) -> None:
    ended = kankei(
        tmp_path, "ask", "--json", "--knowledge", str(built.output), "How much did Poland pay for the sleeping cars?"
    )
    record = json.loads(ended.stdout)
    (citation, *_) = record["citations"]
    assert record["status"] == "answered"
    assert (citation["publisher"], citation["date"]) == ("Baltic Line", "2025-01-14")
    assert citation["url"].startswith("https://balticline.example/night-train")


# extract


@pytest.fixture(scope="module")
def records(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, Any]]:
    files = [str(ARTICLES / name) for name in NAMES]
    ended = kankei(tmp_path_factory.mktemp("extract"), "extract", "--json", *files)
    assert (ended.returncode, ended.stderr) == (0, b"")
    return [json.loads(line) for line in ended.stdout.decode("utf-8").splitlines()]


def test_each_article_is_one_record_with_all_its_keys(records: list[dict[str, Any]]) -> None:
    assert [record["article"] for record in records] == list(NAMES)
    for record in records:
        assert record.keys() == RECORD_KEYS
        assert record["metadata"].keys() == METADATA_KEYS
        for name, keys in ITEM_KEYS.items():
            assert all(item.keys() == keys for item in record[name])


def test_spans_of_records_count_in_the_text_whose_hash_they_tell(records: list[dict[str, Any]]) -> None:
    for record in records:
        text = read_article(ARTICLES / record["article"]).text
        assert hash_text(text) == record["text_sha256"]
        assert record["quotes"]
        for item in (*record["quotes"], *record["dates"]):
            assert text[slice(*item["span"])] == item["text"]


def test_page_furniture_is_no_body(records: list[dict[str, Any]]) -> None:
    page = next(record for record in records if record["article"] == "rail-link.html")
    assert page["body"].startswith("Poland and Lithuania opened a night train")
    assert not {"Cookie", "Read also", "Home"} & {
        word for word in ("Cookie", "Read also", "Home") if word in page["body"]
    }


def test_extract_goes_on_after_a_file_that_is_no_article(tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_bytes(b"")
    files = [str(tmp_path / "missing.txt"), str(tmp_path / "empty.txt"), str(ARTICLES / "sand-barges.txt")]
    ended = kankei(tmp_path, "extract", "--json", *files)
    assert ended.returncode == 1
    assert len(ended.stderr.splitlines()) == 2
    assert json.loads(ended.stdout)["article"] == "sand-barges.txt"


def test_extract_for_people_tells_speakers_and_days(tmp_path: Path) -> None:
    ended = kankei(tmp_path, "extract", str(ARTICLES / "lake-treaty.md"))
    told = ended.stdout.decode("utf-8")
    assert "Publisher: Altiplano Daily" in told
    assert "Published: 2025-02-20" in told
    assert "(Rolando Mamani)" in told
    assert "1996 = 1996" in told


# A pack and articles together

WANG = """\
Wang Yi calls for calm over fishing in the South Pacific

The Atoll Herald
3 March 2025

SUVA - Chinese foreign minister Wang Yi called for calm on Sunday after Fiji detained two Chinese trawlers near Rotuma.

“The ocean is wide enough,” Wang told reporters in Suva.

Fijian fisheries minister Mere Tuisawau said the trawlers would stay in port for ninety days.
"""


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shipped pack with an article about one of its people."""
    where = tmp_path_factory.mktemp("both")
    (where / "articles").mkdir()
    (where / "articles" / "wang-in-suva.txt").write_text(WANG, encoding="utf-8")
    output = where / "both.sqlite"
    ended = kankei(
        where, "build", "--pack", str(SHIPPED_PACK), "--articles", str(where / "articles"), "--output", str(output)
    )
    assert (ended.returncode, ended.stderr) == (0, b"")
    return output


def test_pack_and_articles_are_one_knowledge_base(both: Path) -> None:
    store = open_store(both)
    articles = {article.id for article in store.newest_articles(1000)}
    store.close()
    assert articles == {article.id for article in load_pack(SHIPPED_PACK).articles} | {"wang-in-suva"}


def test_somebody_of_pack_and_article_is_one(both: Path) -> None:
    store = open_store(both)
    persons = {target.id for found in store.find_aliases(["wang yi"]).values() for target in found}
    reply = respond("What did Wang Yi say about the ocean?", store=store, today=date(2025, 6, 1), dialogue=None)
    store.close()
    assert len(persons) == 1
    assert "The ocean is wide enough" in reply.lead
    assert any(NOTE in note for note in reply.notes)


def test_reviewed_facts_come_before_unreviewed_ones(both: Path) -> None:
    store = open_store(both)
    for question in ("What did Wang Yi say?", "Who is Wang Yi?", "news about Wang Yi"):
        reply = respond(question, store=store, today=date(2025, 6, 1), dialogue=None)
        assert reply.status == "answered"
        assert reply.citations[0].article != "wang-in-suva"
    store.close()


def test_only_reviewed_facts_answer_as_if_there_were_no_article(both: Path, knowledge_path: Path) -> None:
    alone, together = open_store(knowledge_path), open_store(both, reviewed_only=True)
    for question in ("What did Wang Yi say about the ocean?", "Who is Wang Yi?", "What did Wang Yi say?"):
        one, other = (respond(question, store=s, today=date(2025, 6, 1), dialogue=None) for s in (alone, together))
        assert (one.status, one.lead) == (other.status, other.lead)
    alone.close()
    together.close()


def test_an_article_of_the_pack_that_does_not_match_builds_nothing(tmp_path: Path) -> None:
    known = load_pack(SHIPPED_PACK).articles[0].id
    (tmp_path / "articles").mkdir()
    shutil.copy(ARTICLES / "sand-barges.txt", tmp_path / "articles" / f"{known}.txt")
    output = tmp_path / "none.sqlite"
    ended = kankei(
        tmp_path,
        "build",
        "--pack",
        str(SHIPPED_PACK),
        "--articles",
        str(tmp_path / "articles"),
        "--output",
        str(output),
    )
    assert ended.returncode == 1
    assert b"do not match" in ended.stderr
    assert not output.exists()
