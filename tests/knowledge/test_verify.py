"""Facts and quotes are held against the articles' own text."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from tiny_pack import DOUBTS, FERRY, TinyPack, copy_tiny_pack, read_cases

from knowledge.model import ArticleId
from knowledge.packs import load_pack
from knowledge.text import hash_text
from knowledge.verification import ArticleVerification, Checked, Verification
from knowledge.verify import render_verification, verify_pack

REPOSITORY = Path(__file__).parents[2]
SHIPPED = REPOSITORY / "knowledge" / "packs" / "japan-china"
SHIPPED_ARTICLES = REPOSITORY.parent / "shared" / "articles"
FERRY_FILE = f"articles/{FERRY}.yaml"
DOUBTS_FILE = f"articles/{DOUBTS}.yaml"


@pytest.fixture
def tiny(tmp_path: Path) -> TinyPack:
    return copy_tiny_pack(tmp_path)


def verify(tiny: TinyPack) -> Verification:
    return verify_pack(tiny.load(), tiny.texts)


def test_sound_pack_has_no_complaints(tiny: TinyPack) -> None:
    assert verify(tiny) == Verification(
        articles=(
            ArticleVerification(
                article=ArticleId(FERRY),
                facts=Checked(verified=3, total=3),
                quotes=Checked(verified=3, total=3),
                sentences=Checked(verified=5, total=5),
                covered=Checked(verified=5, total=5),
            ),
            ArticleVerification(
                article=ArticleId(DOUBTS),
                facts=Checked(verified=1, total=1),
                quotes=Checked(verified=1, total=1),
                sentences=Checked(verified=2, total=2),
                covered=Checked(verified=2, total=2),
            ),
        ),
        complaints=(),
    )


def test_sound_pack_is_summed_up_in_one_line(tiny: TinyPack) -> None:
    assert render_verification(verify(tiny)).splitlines() == [
        "article                         facts verified  quotes verified  sentences  covered",
        "harbour-post-2024-03-05-ferry           3 of 3           3 of 3     5 of 5    100 %",
        "island-times-2024-03-08-doubts          1 of 1           1 of 1     2 of 2    100 %",
        "",
        "all 4 facts and 4 quotes verified; coverage 100 %",
    ]


@pytest.mark.parametrize("case", read_cases("verify_complaints"), ids=lambda case: case["case"])
def test_complaint_names_article_item_and_what_to_do(tiny: TinyPack, case: dict[str, Any]) -> None:
    for change in case["changes"]:
        tiny.replace(change["file"], change["replace"], change["by"])
    assert list(verify(tiny).complaints) == case["complaints"]


def test_ten_words_in_a_row_are_no_copy(tiny: TinyPack) -> None:
    tiny.replace(
        FERRY_FILE,
        "sentence: In March 2024 no ferry had sailed between Northland and Southland since 2019.",
        "sentence: They said that ferry between their countries will run again, though it has rusted.",
    )
    assert verify(tiny).ok


def test_words_in_marks_do_not_count_as_copied(tiny: TinyPack) -> None:
    text = "Lind said: “We shall sail in May and in June and in July and in August.”\n"
    (tiny.texts / f"{DOUBTS}.txt").write_text(text, encoding="utf-8", newline="")
    words = "We shall sail in May and in June and in July and in August"
    path = tiny.folder / DOUBTS_FILE
    head = path.read_text(encoding="utf-8").split("sentences:")[0]
    old_hash = head.split("sha256: ")[1].strip()
    body = f"""sentences:
  1: [0, {len(text) - 1}, "{hash_text(text.strip())[:16]}", 1, "Lind said:", "in August.”"]
facts:
  - id: island-sails
    sentence: Mara Lind said, “{words}.”
    kind: plan
    relation: say
    statement: direct
    speaker: mara-lind
    sentences: [1]
quotes:
  - id: island-q-sails
    text: {words}
    speaker: mara-lind
    sentence: 1
"""
    path.write_text(head.replace(old_hash, hash_text(text)) + body, encoding="utf-8")
    assert verify(tiny).complaints == ()
    tiny.replace(DOUBTS_FILE, f"Mara Lind said, “{words}.”", f"Mara Lind said, {words}.")
    assert len(verify(tiny).complaints) == 1


def test_words_that_belong_to_no_sentence_are_told(tiny: TinyPack) -> None:
    tiny.replace(FERRY_FILE, "  4: [297, 343,", "  4: [304, 343,")
    tiny.replace(DOUBTS_FILE, "  2: [33, 136,", "  2: [33, 126,")
    complaints = verify(tiny).complaints
    assert f"{FERRY}: “Brandt” at 296 belongs to no sentence; add it to one" in complaints
    assert f"{DOUBTS}: “patience.”” at 126 belongs to no sentence; add it to one" in complaints


def test_missing_article_is_named_and_the_others_go_on(tiny: TinyPack) -> None:
    (tiny.texts / f"{FERRY}.txt").unlink()
    found = verify(tiny)
    assert found.complaints == (f"{FERRY}: the file {FERRY}.txt is missing; put the article's text there",)
    assert (found.articles[0].facts, found.articles[1].facts) == (
        Checked(verified=0, total=3),
        Checked(verified=1, total=1),
    )
    assert render_verification(found).splitlines()[-1] == (
        "1 of 4 facts and 1 of 4 quotes verified; coverage 100 %; 1 complaint"
    )


def test_article_that_is_no_utf8_is_named(tiny: TinyPack) -> None:
    (tiny.texts / f"{DOUBTS}.txt").write_bytes("Füße".encode("latin-1"))
    assert verify(tiny).complaints == (f"{DOUBTS}: the file {DOUBTS}.txt is no UTF-8; save it as UTF-8",)


def test_line_ends_count_as_they_are(tiny: TinyPack) -> None:
    path = tiny.texts / f"{DOUBTS}.txt"
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert any("sentence 2: its span has another hash" in complaint for complaint in verify(tiny).complaints)


def test_hundred_per_cent_is_said_of_all_and_nothing_less() -> None:
    def covering(number: int) -> Verification:
        none = Checked(verified=0, total=0)
        article = ArticleVerification(
            article=ArticleId("x"),
            facts=none,
            quotes=none,
            sentences=none,
            covered=Checked(verified=number, total=1000),
        )
        return Verification(articles=(article,), complaints=())

    assert render_verification(covering(999)).endswith("coverage 99 %")
    assert render_verification(covering(1000)).endswith("coverage 100 %")


def test_shipped_pack_verifies_against_its_articles() -> None:
    if not SHIPPED_ARTICLES.is_dir():
        pytest.skip("the articles' texts are not part of the repository; they are looked for in ../shared/articles")
    found = verify_pack(load_pack(SHIPPED), SHIPPED_ARTICLES)
    assert found.complaints == ()
    assert render_verification(found).endswith("coverage 100 %")
