"""The pictures of the documentation: each can still be asked for, says what it should, and stands there with words."""

from __future__ import annotations

import asyncio
import struct
from pathlib import Path

import pytest

from tests.measure.screen_page import WIDTH
from tests.measure.screens import Screen, Shot, draw_shot, find_browser, load_screens, take_shots

ROOT = Path(__file__).parents[2]
PICTURES = ROOT / "tests" / "screens"
DOCUMENTS = ((ROOT / "README.md", "tests/screens/"), (PICTURES / "README.md", ""))
SCREENS = load_screens()
LARGEST = 60_000
"""Bytes of a picture."""

each_screen = pytest.mark.parametrize("screen", SCREENS, ids=lambda screen: screen.name)


@pytest.fixture(scope="module")
def shots() -> dict[str, Shot]:
    """All screens, asked once."""
    return {shot.screen.name: shot for shot in asyncio.run(take_shots(SCREENS))}


@each_screen
def test_a_screen_says_what_it_should(screen: Screen, shots: dict[str, Shot]) -> None:
    text = shots[screen.name].text
    assert not [words for words in screen.shows if words not in text], text


@each_screen
def test_a_screen_can_be_drawn(screen: Screen, shots: dict[str, Shot]) -> None:
    page = draw_shot(shots[screen.name])
    assert "\\" not in page
    assert "**" not in page
    assert ("Only you can see this" in page) == any(message.ephemeral for message in shots[screen.name].seen.answers)


@each_screen
def test_a_picture_stands_in_a_document_with_words_for_it(screen: Screen) -> None:
    shown = [f"![{screen.alt}]({folder}{screen.name}.png)" in path.read_text("utf-8") for path, folder in DOCUMENTS]
    assert sum(shown) == 1, f"![{screen.alt}](…{screen.name}.png) must stand in one of the documents"
    assert len(screen.alt.split()) > 8


@each_screen
def test_a_picture_is_there_and_small(screen: Screen) -> None:
    content = (PICTURES / f"{screen.name}.png").read_bytes()
    assert content.startswith(b"\x89PNG")
    assert struct.unpack(">I", content[16:20]) == (WIDTH,)
    assert len(content) < LARGEST


def test_no_picture_is_left_over() -> None:
    assert {path.stem for path in PICTURES.glob("*.png")} == {screen.name for screen in SCREENS}


def test_without_a_browser_it_is_said_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(SystemExit, match="apt install chromium"):
        find_browser({})
    with pytest.raises(SystemExit, match="no Chromium at KANKEI_CHROMIUM=/nowhere"):
        find_browser({"KANKEI_CHROMIUM": "/nowhere"})
