"""The name of the file that a fetched page is saved in."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.fetching.saving import MAX_LENGTH, page_file_name


@pytest.mark.parametrize(
    ("url", "content_type", "name"),
    [
        ("https://news.example/world/treaty", "text/html", "news-example-world-treaty.html"),
        ("https://news.example/world/treaty.html", "text/html; charset=utf-8", "news-example-world-treaty.html"),
        ("https://news.example/world/treaty/", "application/xhtml+xml", "news-example-world-treaty.html"),
        ("https://news.example/treaty.txt", "text/plain", "news-example-treaty.txt"),
        ("https://news.example/treaty", "text/markdown", "news-example-treaty.md"),
        ("https://news.example/", "text/html", "news-example.html"),
        ("https://news.example/a#part", "text/html", "news-example-a.html"),
    ],
)
def test_name_tells_host_and_path(url: str, content_type: str, name: str) -> None:
    assert page_file_name(url, content_type) == name


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://news.example/a?id=1", "https://news.example/a?id=2"),
        ("https://news.example/Treaty", "https://news.example/treaty"),
        ("https://news.example/%E6%B8%AF", "https://news.example/%E7%A9%BA"),
        ("https://news.example/" + "a" * 200 + "b", "https://news.example/" + "a" * 200 + "c"),
        ("https://news.example:8443/a", "https://news.example/a"),
    ],
)
def test_pages_that_look_alike_are_kept_apart(one: str, other: str) -> None:
    assert page_file_name(one, "text/html") != page_file_name(other, "text/html")


@pytest.mark.parametrize(
    "url",
    ["", "/", "..", "https://news.example/../../etc/passwd", ".hidden", "http://con/", "http://[", "\\\\host\\c$"],
)
def test_odd_address_gets_a_safe_name(url: str) -> None:
    name = page_file_name(url, "text/html")
    assert re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*\.html", name)
    assert name != "con.html"


@given(st.text(), st.text())
def test_every_name_is_safe(url: str, content_type: str) -> None:
    name = page_file_name(url, content_type)
    assert re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*\.(?:html|txt|md)", name)
    assert len(name) <= MAX_LENGTH
    assert name == page_file_name(url, content_type)


@given(st.text(alphabet="abc/.-_%?é港", max_size=300))
def test_long_path_stays_within_the_limit(path: str) -> None:
    assert len(page_file_name(f"https://news.example/{path}", "text/markdown")) <= MAX_LENGTH
