"""Whoever changes places with another in a question about an unreviewed article is not told what the other did."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from bot.answers.deciding.claim_parts import ClaimParts
from bot.answers.model import Dialogue
from bot.respond import respond, understand
from bot.shipped import RESOURCES
from knowledge.build import build_knowledge
from knowledge.extract.folder import extract_folder
from knowledge.store import Store, open_store
from tests.measure.article_questions import tell
from tests.measure.changed_sides import change_sides

ARTICLE = """Iceland recalls envoy from Oslo over seized mackerel boats

By Sunniva Dale
REYKJAVIK, 12 May 2025

Iceland, which lands most of the mackerel that Norway buys, recalled its ambassador from Oslo on Friday. Norwegian \
inspectors seized three Icelandic boats near Jan Mayen on 6 May. One of the boats was released on 8 May.

Norway's fisheries minister, Tora Lindvik, said that the boats had "no business there". Iceland withheld 40 million \
kroner in harbour fees from Norway. A window of the Norwegian consulate was broken at night.

Iceland's prime minister, Bjarki Sturluson, will travel to Bergen on 20 May.
"""


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    folder = tmp_path_factory.mktemp("mackerel")
    article, path = folder / "mackerel.txt", folder / "mackerel.sqlite"
    article.write_text(ARTICLE, encoding="utf-8")
    packs = extract_folder((article,), jobs=1, cache=None).packs
    build_knowledge(packs=(), output=path, resources=RESOURCES, extracted=packs)
    store = open_store(path)
    yield store
    store.close()


@pytest.mark.parametrize(
    ("question", "claim", "sign"),
    [
        ("When did Iceland recall its envoy?", "Iceland, which likes Norway, recalled its envoy.", "doer_same"),
        ("When did Norway recall its envoy?", "Iceland, which likes Norway, recalled its envoy.", "doer_other"),
        (
            "When did Norway recall its envoy?",
            "In talks with Norway, Iceland had not recalled its envoy.",
            "doer_other",
        ),
        ("When did Norway free the boat?", "The boat was freed by Iceland.", "doer_other"),
        ("When did Norway free the boat?", "The boat that Iceland had freed sank.", "doer_other"),
        ("When was Norway warned?", "Iceland warned Norway.", "target_same"),
        ("When was Iceland warned?", "Iceland warned Norway.", "target_other"),
        ("How many Icelandic boats sank?", "Three Icelandic boats sank near a Norwegian port.", "owner_same"),
        ("How many Norwegian boats sank?", "Three Icelandic boats sank near a Norwegian port.", "owner_other"),
        ("Why were fees withheld from Iceland?", "Fees were withheld from Norway.", "beside_other"),
        ("Why were fees withheld from Norway?", "Fees were withheld from Norway.", "beside_same"),
        ("Who seized the boats?", "Three boats were seized at night.", "doer_unsaid"),
    ],
)
def test_part_is_read_from_order(store: Store, question: str, claim: str, sign: str) -> None:
    asked = understand(question, store=store, today=date(2025, 6, 1), dialogue=Dialogue())
    signs = {name for name, value in ClaimParts(asked).sign(claim, None, ()).items() if value}
    assert sign in signs
    if sign.endswith("same"):
        assert not any("other" in name for name in signs)


@pytest.mark.parametrize(
    ("question", "must"),
    [
        ("When did Iceland recall its ambassador?", "9 May"),
        ("When did Norwegian inspectors seize three boats?", "6 May"),
        ("How many Icelandic boats did inspectors seize?", "three"),
    ],
)
def test_own_part_is_told(store: Store, question: str, must: str) -> None:
    assert must in tell(respond(question, store=store, today=date(2025, 6, 1)))


@pytest.mark.parametrize(
    "question",
    [
        "When did Norway recall its ambassador?",
        "When did Icelandic inspectors seize three boats?",
        "How many Norwegian boats did inspectors seize?",
        "How much did Norway withhold from Iceland?",
        "Who broke a window of the Norwegian consulate?",
    ],
)
def test_part_of_another_is_refused(store: Store, question: str) -> None:
    assert respond(question, store=store, today=date(2025, 6, 1)).status != "answered"


def test_sides_change_places_in_a_question(tmp_path: Path) -> None:
    (tmp_path / "mackerel.txt").write_text(ARTICLE, encoding="utf-8")
    (tmp_path / "plain.yaml").write_text(
        "questions:\n"
        '- {question: "How much did Iceland withhold from Norway?", kind: number, answerable: true, must: [["40"]]}\n'
        '- {question: "What do Iceland and Norway share?", kind: what, answerable: true, must: [["sea"]]}\n'
        '- {question: "Who is Anna of Iceland?", kind: who, answerable: false}\n',
        encoding="utf-8",
    )
    changed = [each.text for each in change_sides(tmp_path, "plain.yaml")]
    assert changed == ["How much did Norway withhold from Iceland?"]
