"""Pinning writes one span for each quote and leaves everything else as it stands."""

from __future__ import annotations

import difflib
from pathlib import Path

import pytest
from tiny_pack import DOUBTS, FERRY, TinyPack, copy_tiny_pack

from knowledge.errors import PackError
from knowledge.pin import main, pin_quotes
from knowledge.verify import verify_pack

FERRY_FILE = f"articles/{FERRY}.yaml"
DOUBTS_FILE = f"articles/{DOUBTS}.yaml"


@pytest.fixture
def tiny(tmp_path: Path) -> TinyPack:
    return copy_tiny_pack(tmp_path)


def changed_lines(tiny: TinyPack, file: str, before: str) -> list[str]:
    after = (tiny.folder / file).read_text(encoding="utf-8")
    lines = difflib.ndiff(before.splitlines(), after.splitlines())
    return [line for line in lines if line[0] in "+-"]


def test_spans_are_written_after_the_text_and_nothing_else_changes(tiny: TinyPack) -> None:
    ferry = (tiny.folder / FERRY_FILE).read_text(encoding="utf-8")
    doubts = (tiny.folder / DOUBTS_FILE).read_text(encoding="utf-8")
    said = pin_quotes(tiny.folder, tiny.texts)
    assert changed_lines(tiny, FERRY_FILE, ferry) == [
        "+     span: [38, 48]",
        '-   - {id: harbour-q-steel, text: "a bridge of steel", '
        "speaker: oto-brandt, cue: said, on: 2024-03-05, sentence: 4}",
        '+   - {id: harbour-q-steel, text: "a bridge of steel", span: [324, 341], '
        "speaker: oto-brandt, cue: said, on: 2024-03-05, sentence: 4}",
    ]
    assert changed_lines(tiny, DOUBTS_FILE, doubts) == ["+     span: [77, 93]"]
    assert said == (
        f"{FERRY_FILE}:64: quote harbour-q-friendship pinned to [38, 48]",
        f"{FERRY_FILE}:82: quote harbour-q-steel pinned to [324, 341]",
        f"{DOUBTS_FILE}:27: quote island-q-early pinned to [77, 93]",
    )


def test_span_stands_right_after_a_text_of_several_lines(tiny: TinyPack) -> None:
    pin_quotes(tiny.folder, tiny.texts)
    text = (tiny.folder / DOUBTS_FILE).read_text(encoding="utf-8")
    assert "      early\n    span: [77, 93]\n\n    # for the spring\n" in text


def test_comment_after_the_text_stays(tiny: TinyPack) -> None:
    tiny.replace(FERRY_FILE, "    span: [259, 273]\n", "")
    pin_quotes(tiny.folder, tiny.texts)
    text = (tiny.folder / FERRY_FILE).read_text(encoding="utf-8")
    assert '"We open in May"   # the comma is the outlet\'s\n    span: [259, 273]\n' in text


def test_pinned_pack_verifies_and_is_not_pinned_again(tiny: TinyPack) -> None:
    pin_quotes(tiny.folder, tiny.texts)
    pack = tiny.load()
    assert all(quote.span for quote in pack.quotes)
    assert verify_pack(pack, tiny.texts).ok
    assert pin_quotes(tiny.folder, tiny.texts) == ()


def test_windows_line_ends_stay(tiny: TinyPack) -> None:
    path = tiny.folder / DOUBTS_FILE
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    pin_quotes(tiny.folder, tiny.texts)
    assert b"    span: [77, 93]\r\n" in path.read_bytes()
    assert path.read_bytes().count(b"\n") == path.read_bytes().count(b"\r\n")


def test_words_that_are_not_quoted_are_not_pinned(tiny: TinyPack) -> None:
    tiny.replace(FERRY_FILE, '"a bridge of steel"', '"a bridge of stone"')
    assert (
        f"{FERRY_FILE}:82: quote harbour-q-steel is not pinned: "
        "“a bridge of stone” does not stand between quotation marks in sentence 4"
    ) in pin_quotes(tiny.folder, tiny.texts)


def test_missing_article_is_named_and_the_others_are_pinned(tiny: TinyPack) -> None:
    (tiny.texts / f"{FERRY}.txt").unlink()
    assert pin_quotes(tiny.folder, tiny.texts) == (
        f"{FERRY_FILE}: the file {FERRY}.txt is missing; nothing pinned",
        f"{DOUBTS_FILE}:27: quote island-q-early pinned to [77, 93]",
    )


def test_file_that_is_no_yaml_is_an_error(tiny: TinyPack) -> None:
    tiny.replace(FERRY_FILE, "quotes:\n", "quotes: ]\n")
    with pytest.raises(PackError, match="this is no YAML"):
        pin_quotes(tiny.folder, tiny.texts)


def test_command_prints_what_it_did(tiny: TinyPack, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = [str(tiny.folder), str(tiny.texts)]
    assert main(arguments) == 0
    assert capsys.readouterr().out.count("pinned to") == 3
    assert main(arguments) == 0
    assert capsys.readouterr().out == "every quote is pinned already\n"
    assert main([]) == 2
