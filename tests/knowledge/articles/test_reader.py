"""Pages of every format give their article, and nothing of what surrounds it."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from time import perf_counter
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.articles.furniture import load_furniture
from knowledge.articles.model import NewsArticle
from knowledge.articles.published import find_day_in_name
from knowledge.articles.reader import read_article, read_article_bytes
from knowledge.errors import ArticleError

HERE = Path(__file__).parent
PAGES: list[dict[str, Any]] = [
    page
    for kind in ("plain", "markdown", "html", "family")
    for page in yaml.safe_load((HERE / f"{kind}_pages.yaml").read_text(encoding="utf-8"))
]


@pytest.fixture(params=PAGES, ids=lambda page: f"{page['name']}: {page['shows']}")
def page(request: pytest.FixtureRequest) -> dict[str, Any]:
    if request.param["name"].endswith("html"):
        pytest.importorskip("selectolax")
    return request.param  # type: ignore[no-any-return]


def _read(page: dict[str, Any]) -> NewsArticle:
    return read_article_bytes(page["page"].encode(), page["name"])


def test_head_is_what_the_page_says(page: dict[str, Any]) -> None:
    article = _read(page)
    for key in ("headline", "publisher", "byline", "url"):
        if key in page:
            assert getattr(article, key) == page[key], key
    assert article.published_on == (date.fromisoformat(page["published"]) if page["published"] else None)
    assert "how" not in page or article.published_how == page["how"]
    assert "places" not in page or (article.dateline is not None and list(article.dateline.places) == page["places"])


def test_body_holds_the_text_without_furniture(page: dict[str, Any]) -> None:
    article = _read(page)
    body = " ".join(article.body.split())
    assert [words for words in page["has"] if words not in body] == []
    assert [words for words in page["lacks"] if words in body] == []
    if "paragraphs" in page:
        assert sum(block.kind == "paragraph" for block in article.blocks) == page["paragraphs"]


def test_spans_lie_in_order_and_give_back_their_text(page: dict[str, Any]) -> None:
    article = _read(page)
    ends = [0]
    for block in article.blocks:
        assert ends[-1] <= block.span.start < block.span.end <= len(article.text)
        assert article.text[block.span.start : block.span.end].strip()
        ends.append(block.span.end)
    if article.dateline is not None:
        words = article.text[article.dateline.span.start : article.dateline.span.end]
        assert all(place.casefold() in words.casefold() for place in article.dateline.places)


def test_reading_twice_gives_the_same(page: dict[str, Any]) -> None:
    assert _read(page) == _read(page)


@pytest.mark.parametrize("cue", load_furniture().cues, ids=lambda cue: cue.id)
def test_cue_takes_its_examples_and_no_prose(cue: Any) -> None:  # noqa: ANN401 - a Cue; pytest shows its id
    assert [text for text in cue.furniture if not cue.takes_line(text)] == []
    taken = {text: found.id for text in cue.prose if (found := load_furniture().find_cue(text))}
    assert taken == {}


TEXT = (
    "Ferry runs again\n\n"
    "The ferry between Norland and Sudland ran again on Monday after nine years, the port of Elm said.\n\n"
    "“Ça marche très bien à Mårbacka,” said the captain – he did not explain what he meant by that.\n"
)
JAPANESE = (
    "渡し船が再開\n\n北国と南国を結ぶ渡し船が2日、九年ぶりに動いた。初日の乗客は四十人だったと港の関係者は述べた。\n\n"
    "「酔いました」と最初の客は記者に話した。それでも帰りも船に乗るという。外務省は両国の関係が改善したと発表した。\n"
)
CHINESE = (
    "渡轮恢复通航\n\n北国与南国之间的渡轮2日恢复通航，这是九年来的第一次。港口有关人士表示，首日有四十名乘客。\n\n"
    "外交部发言人说，两国关系正在改善，双方将继续进行会谈，并希望在明年以前解决其他问题。\n"
)
TRADITIONAL = (
    "渡輪恢復通航\n\n北國與南國之間的渡輪2日恢復通航，這是九年來的第一次。港口有關人士表示，首日有四十名乘客。\n\n"
    "外交部發言人說，兩國關係正在改善，雙方將繼續進行會談，並希望在明年以前解決其他問題。\n"
)
KOREAN = (
    "나룻배 다시 운항\n\n북국과 남국을 잇는 나룻배가 2일 구 년 만에 다시 운항을 시작했다고 항구 관계자가 말했다.\n\n"
    "외교부는 두 나라의 관계가 나아지고 있으며 앞으로도 회담을 계속하겠다고 밝혔다. 첫날 승객은 모두 사십 명이었다.\n"
)


@pytest.mark.parametrize(
    ("text", "written", "said"),
    [
        (TEXT, "utf-8", "utf-8"),
        (TEXT, "utf-8-sig", "utf-8-sig"),
        (TEXT, "utf-16", "utf-16"),
        (TEXT, "utf-16-le", "utf-16-le"),
        (TEXT, "utf-16-be", "utf-16-be"),
        (TEXT, "cp1252", "cp1252"),
        (JAPANESE, "shift_jis", "cp932"),
        (JAPANESE, "euc_jp", "euc_jp"),
        (CHINESE, "gb18030", "gb18030"),
        (TRADITIONAL, "big5", "big5hkscs"),
        (KOREAN, "euc_kr", "cp949"),
    ],
)
def test_encoding_is_guessed_and_said(text: str, written: str, said: str) -> None:
    article = read_article_bytes(text.encode(written), "page.txt")
    assert article.encoding == said
    assert article.text.strip() == text.strip()


def test_html_may_declare_its_encoding() -> None:
    pytest.importorskip("selectolax")
    paragraphs = "".join(f"<p>{line}</p>" for line in JAPANESE.splitlines())
    markup = f"<html><head><meta charset=shift_jis></head><body>{paragraphs}"
    article = read_article_bytes(markup.encode("shift_jis"), "page.html")
    assert article.encoding == "cp932"
    assert "酔いました" in article.body


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "is empty"),
        (b" \r\n\t ", "is empty"),
        (b"%PDF-1.7 ...", "is a PDF"),
        (b"PK\x03\x04....", "zip"),
        (b"\x89PNG\r\n", "PNG"),
        (b"text\x00\x00\x01 more", "zero bytes"),
        (b"a" * 2_000_001, "2,000,001 bytes"),
        (b'{"headline": "Ferry runs again"}', "is JSON"),
        (b"import os\n\ndef main():\n    x = 1\n    return x\n\nmain();\n}\n", "program code"),
        (b"Home\nNews\nWorld\nSport\nContact us\n", "holds no article"),
        (b"<rss><channel><item/></channel></rss>", "feed"),
    ],
)
def test_what_is_no_article_is_refused_with_name_and_advice(data: bytes, says: str) -> None:
    with pytest.raises(ArticleError) as caught:
        read_article_bytes(data, "page.txt")
    assert str(caught.value).startswith("page.txt: ")
    assert says in str(caught.value)
    assert ";" in str(caught.value)


def test_page_of_links_is_refused() -> None:
    pytest.importorskip("selectolax")
    links = "".join(f"<li><a href=/{number}>The {number}th title of another story</a></li>" for number in range(40))
    with pytest.raises(ArticleError, match="holds no article"):
        read_article_bytes(f"<html><body><ul>{links}</ul></body></html>".encode(), "page.html")


def test_missing_file_is_named() -> None:
    with pytest.raises(ArticleError, match=r"nowhere\.txt"):
        read_article(Path("nowhere.txt"))


def test_html_without_its_parser_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "selectolax.lexbor", None)
    with pytest.raises(ArticleError, match=r"pip install 'kankei\[ingest\]'"):
        read_article_bytes(b"<html><body><p>The ferry ran again.</p></body></html>", "page.html")


PIECES = st.lists(
    st.one_of(
        st.sampled_from(TEXT.splitlines() + JAPANESE.splitlines()),
        st.sampled_from(
            [
                "Related",
                "COMMENTS (2)",
                "ENW0011 03-02-2018 07:10 GMT",
                "By Ana Lund",
                "3 May 2020",
                "",
                "---",
                "# Heading",
                "> “",
                "14:02",
            ]
        ),
        st.text(max_size=80),
    ),
    max_size=25,
)


@settings(deadline=None, max_examples=150)
@given(PIECES, st.sampled_from(["page.txt", "page.md", "page.html"]))
def test_any_text_gives_an_article_or_an_article_error(pieces: list[str], name: str) -> None:
    try:
        article = read_article_bytes("\n".join(pieces).encode("utf-8", "surrogatepass"), name)
    except ArticleError:
        return
    assert all(0 <= block.span.start < block.span.end <= len(article.text) for block in article.blocks)


@settings(deadline=None, max_examples=150)
@given(st.binary(max_size=300))
def test_any_bytes_give_an_article_or_an_article_error(data: bytes) -> None:
    try:
        read_article_bytes(data, "page.txt")
    except ArticleError:
        return


LINES: dict[str, list[str]] = yaml.safe_load((HERE / "furniture_lines.yaml").read_text(encoding="utf-8"))


def _read_page_with(*, above: str = "", inside: str = "", foot: str = "") -> NewsArticle:
    parts = (
        "THE TARN GAZETTE",
        above,
        "Tarn closes its bridge to Elm for a week",
        "By Cy Orr",
        "12 June 2020",
        "The bridge between Tarn and Elm was closed on Thursday because a swan had built her nest on the middle line.",
        "Customs officers took off their caps, a witness said, and turned the lorries back without a word.",
        inside,
        "The mayor of Tarn, Ida Rook, said that she had not been told of it. “I read it in the paper,” she said.",
        "The nest will be moved in July. Until then both sides will use the old ford, which is open from six to nine.",
        foot,
    )
    return read_article_bytes("\n\n".join(part for part in parts if part).encode(), "page.txt")


PLAIN_BODY = _read_page_with().body


@pytest.mark.parametrize("line", LINES["inside"])
def test_furniture_between_paragraphs_is_left_out(line: str) -> None:
    assert _read_page_with(inside=line).body == PLAIN_BODY
    assert _read_page_with(foot=line).body == PLAIN_BODY


@pytest.mark.parametrize("line", LINES["foot"])
def test_furniture_below_the_text_is_left_out(line: str) -> None:
    assert _read_page_with(foot=line).body == PLAIN_BODY


@pytest.mark.parametrize("line", LINES["head"])
def test_furniture_above_the_headline_is_not_the_headline(line: str) -> None:
    article = _read_page_with(above=line)
    assert article.headline == "Tarn closes its bridge to Elm for a week"
    assert article.publisher == "The Tarn Gazette"
    assert article.published_on == date(2020, 6, 12)
    assert article.body == PLAIN_BODY


@pytest.mark.parametrize("line", LINES["prose"])
def test_prose_stays_wherever_it_stands(line: str) -> None:
    assert line in _read_page_with(inside=line).body
    assert line in _read_page_with(foot=line).body


@pytest.mark.parametrize(
    "piece",
    ["x | ", "A > ", "From: ", "“", "READ MORE ", "Ana Lund ", "3 May 2021 ", "To read ", "(a) ", "  - ", "1 2 "],
)
def test_long_lines_of_one_kind_cost_no_more_than_others(piece: str) -> None:
    page = (piece * (280 // len(piece)) + "\n\n") * 40 + TEXT
    started = perf_counter()
    read_article_bytes(page.encode(), "page.txt")
    assert perf_counter() - started < 2


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("kyodo-2024-01-30-speech.txt", date(2024, 1, 30)),
        ("20240416_bluebook.md", date(2024, 4, 16)),
        ("2024.02.30 or 2023.11.26.html", date(2023, 11, 26)),
        ("report-12345678.txt", None),
        ("yang.txt", None),
    ],
)
def test_a_day_in_the_name_of_a_file_is_read(name: str, day: date | None) -> None:
    assert find_day_in_name(name) == day


def test_the_name_of_a_file_dates_an_article_that_does_not_say_itself() -> None:
    text = "Ministers meet\n\n" + "The ministers of both states met and spoke about the fish for a long time. " * 12
    article = read_article_bytes(text.encode(), "paper-2021-05-06-fish.txt")
    assert (article.published_on, article.published_how) == (date(2021, 5, 6), "file name")
    assert read_article_bytes(text.encode(), "fish.txt").published_on is None
