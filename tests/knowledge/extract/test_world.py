"""Names of states, places and bodies in text."""

from __future__ import annotations

import time
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from knowledge.extract.world.world import load_world
from knowledge.yaml_nodes import LOADER

HERE = Path(__file__).parent
KNOWLEDGE = HERE.parents[2] / "knowledge"
CASES: list[dict[str, Any]] = yaml.load((HERE / "world_names.yaml").read_text(encoding="utf-8"), Loader=LOADER)
WORLD = load_world()


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:40])
def test_text_yields_its_names_and_no_others(case: dict[str, Any]) -> None:
    assert [[hit.text, hit.id, hit.kind] for hit in WORLD.find_names(case["text"])] == case["names"]


def test_no_name_stands_for_two_entities_unless_the_file_says_so() -> None:
    assert WORLD.names_claimed_twice() == ()


def test_every_state_has_names_in_three_languages() -> None:
    for entity in WORLD.entities.values():
        if entity.kind in ("country", "territory"):
            assert entity.en
            assert entity.ja
            assert entity.zh


def test_united_nations_members_and_observers_are_there() -> None:
    kinds = Counter(entity.kind for entity in WORLD.entities.values())
    assert kinds["country"] == 195
    assert kinds["body"] >= 150
    assert kinds["city"] >= 400


def test_every_capital_is_of_one_country() -> None:
    capitals = [entity for entity in WORLD.entities.values() if entity.capital_of]
    assert len({entity.capital_of for entity in capitals}) == len(capitals)
    for entity in capitals:
        assert WORLD.country_of(entity.id) == entity.capital_of


def test_ids_are_those_of_the_pack_where_it_has_the_entity() -> None:
    pack = yaml.load((KNOWLEDGE / "packs/japan-china/entities.yaml").read_text(encoding="utf-8"), Loader=LOADER)
    states = {item["id"] for item in pack["entities"] if item["kind"] in ("country", "body_of_water")}
    assert states <= WORLD.entities.keys()


@pytest.mark.parametrize(
    ("id", "country"),
    [
        ("kenya", "kenya"), ("nairobi", "kenya"), ("kremlin", "russia"), ("suez-canal", "egypt"), ("osaka", "japan"),
        ("hong-kong", "hong-kong"), ("united-nations", None), ("kashmir", None), ("africa", None), ("nobody", None),
    ],
)  # fmt: skip
def test_country_of_an_entity(id: str, country: str | None) -> None:
    assert WORLD.country_of(id) == country


def test_shared_name_tells_the_others() -> None:
    (hit,) = WORLD.find_names("Congolese miners")
    assert (hit.id, hit.also, hit.ambiguous) == ("dr-congo", ("congo",), True)


@pytest.mark.parametrize("name", ["Georgia", "Turkey", "Chad", "Guinea", "Jordan", "Diet"])
def test_doubtful_name_is_marked(name: str) -> None:
    (hit,) = WORLD.find_names(f"They left {name} at noon.")
    assert hit.ambiguous


@pytest.mark.parametrize("name", ["Kenya", "Washington", "Paris", "NATO", "Beijing"])
def test_plain_name_is_not_marked(name: str) -> None:
    (hit,) = WORLD.find_names(f"They left {name} at noon.")
    assert not hit.ambiguous


@given(st.text(alphabet=st.sampled_from("Kenya US.'’-日中タイ首脳 \nJordan Foreign日本 ÉÖ")) | st.text())
def test_spans_give_back_their_text_in_order(text: str) -> None:
    end = 0
    for hit in WORLD.find_names(text):
        assert text[hit.span.start : hit.span.end] == hit.text
        assert end <= hit.span.start < hit.span.end
        end = hit.span.end


def test_article_takes_milliseconds() -> None:
    text = "The South Korean ministry met Kenya's envoy in Papua New Guinea on Monday, officials said. " * 50
    started = time.perf_counter()
    WORLD.find_names(text)
    assert time.perf_counter() - started < 0.2
