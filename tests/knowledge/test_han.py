"""Chinese characters alone: Japanese, simplified or traditional Chinese, and from one of these into another."""

from __future__ import annotations

import pytest
import yaml

from knowledge.han import find_writings, is_written
from knowledge.inputs import DATA
from knowledge.script import Script, read_script, writes_traditional


@pytest.fixture(scope="module")
def script() -> Script:
    return read_script(yaml.safe_load((DATA / "script.yaml").read_text(encoding="utf-8")))


@pytest.mark.parametrize(
    ("text", "writings"),
    [
        ("石破 習近平 会談 場所", {"ja"}),
        ("竹島 領有権", {"ja"}),
        ("中国会谈", {"simplified"}),
        ("中國會談", {"traditional"}),
        ("岩屋 訪中 目的", {"ja", "traditional"}),
        ("2015", {"ja", "simplified", "traditional"}),
    ],
)
def test_a_text_is_in_the_ways_of_writing_that_have_its_characters(text: str, writings: set[str]) -> None:
    assert find_writings(text) == writings


def test_a_form_that_big5_has_as_another_word_is_simplified() -> None:
    assert not is_written("有什么不同", "traditional")


@pytest.mark.parametrize(
    ("simplified", "traditional"),
    [
        ("关于日中关系，报道说的是", "關於日中關係，報導說的是"),
        ("系列对话", "系列對話"),
        ("朴振和台湾", "朴振和台灣"),
        ("五公里", "五公里"),
    ],
)
def test_words_of_ours_are_written_in_traditional_characters(script: Script, simplified: str, traditional: str) -> None:
    assert script.to_traditional(simplified) == traditional
    assert script.to_traditional(traditional) == traditional
    assert script.to_simplified(traditional).replace("导", "道") == simplified


def test_who_wrote_traditional_characters_before_goes_on_with_them() -> None:
    assert writes_traditional("台灣呢", before=False)
    assert writes_traditional("上川呢", before=True)
    assert not writes_traditional("上川呢", before=False)
    assert not writes_traditional("台湾呢", before=True)
