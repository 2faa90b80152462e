"""What a sentence is about."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from knowledge.extract.topics import find_topics, load_topics
from knowledge.yaml_nodes import LOADER

HERE = Path(__file__).parent
DATA = HERE.parents[2] / "knowledge/data/extract/topics.yaml"
CASES: list[dict[str, Any]] = yaml.load((HERE / "topic_cues.yaml").read_text(encoding="utf-8"), Loader=LOADER)
ITEMS: list[dict[str, Any]] = yaml.load(DATA.read_text(encoding="utf-8"), Loader=LOADER)["topics"]
TOO_GENERAL = {"people", "country", "government", "official", "say", "year", "meet", "國家", "国家", "政府"}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:40])
def test_sentence_yields_its_topics_and_no_others(case: dict[str, Any]) -> None:
    assert list(find_topics(case["text"])) == case["topics"]


def test_ids_are_unique_and_heads_stand_first() -> None:
    seen: set[str] = set()
    for topic in load_topics():
        assert topic.id not in seen
        assert topic.broader is None or topic.broader in seen
        seen.add(topic.id)


def test_heads_have_no_heads() -> None:
    heads = {topic.id for topic in load_topics() if topic.broader is None}
    assert all(topic.broader in heads for topic in load_topics() if topic.broader)
    assert 10 <= len(heads) <= 15


def test_a_cue_stands_under_one_topic_only() -> None:
    for scripts in (("en",), ("ja", "zh")):  # Japanese and Chinese share their letters
        owners: dict[str, str] = {}
        for item in ITEMS:
            for cue in (cue for script in scripts for cue in item[script]):
                assert owners.setdefault(cue, item["id"]) == item["id"], cue


def test_no_cue_is_too_general() -> None:
    assert not TOO_GENERAL & {cue for item in ITEMS for script in ("en", "ja", "zh") for cue in item[script]}


@pytest.mark.parametrize("item", ITEMS, ids=lambda item: item["id"])
def test_every_cue_tells_its_topic(item: dict[str, Any]) -> None:
    for cue in (cue for script in ("en", "ja", "zh") for cue in item[script]):
        assert item["id"] in find_topics(cue.replace("…", "the")), cue


@given(st.text(alphabet=st.sampled_from("tariff dam.!?;'’…\n関税協定 …summon ambassador")) | st.text())
def test_any_text_yields_known_topics_once(text: str) -> None:
    found = find_topics(text)
    assert len(set(found)) == len(found)
    assert set(found) <= {topic.id for topic in load_topics()}
