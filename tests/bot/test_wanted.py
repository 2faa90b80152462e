"""What a question wants by its words, and claims that tell the same of the other side."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

import pytest
import yaml

from bot.answers.finding.gap_words import read_gap_words
from bot.answers.model import Reply
from bot.respond import respond
from bot.shipped import RESOURCES
from knowledge.build import build_knowledge
from knowledge.extract.folder import extract_folder
from knowledge.store import open_store

WANTS = read_gap_words(yaml.safe_load((RESOURCES / "unreviewed_gaps.yaml").read_text(encoding="utf-8"))).wants

ARTICLE = """Sweden seizes Danish eel boats

By Ilse Brandt
MALMO, 12 May 2025

The Swedish coast guard seized 14 Danish boats in the Sound in 2024, up from nine in 2023. The British Columbia \
fisheries ministry bought two of them. Eel fishing was halted in Skagen over the price of fuel.
"""

Question = Callable[[str], Reply]


@pytest.fixture(scope="module")
def ask(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Question]:
    folder = tmp_path_factory.mktemp("eels")
    article, path = folder / "eels.txt", folder / "eels.sqlite"
    article.write_text(ARTICLE, encoding="utf-8")
    packs = extract_folder((article,), jobs=1, cache=None).packs
    build_knowledge(packs=(), output=path, resources=RESOURCES, extracted=packs)
    store = open_store(path)
    yield lambda question: respond(question, store=store, today=date(2025, 6, 1))
    store.close()


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("On which days will the minister be in Oslo?", "time"),
        ("From what date is the bridge shut?", "time"),
        ("At what sum do officials put the damage?", "number"),
        ("What total catch does Norway intend to propose?", "number"),
        ("How big was the hole in the hull?", "number"),
        ("What excuse did the ferry firm give?", "reason"),
        ("What made Oslo give up its plan?", "reason"),
        ("What did the minister open in Oslo?", None),
        ("Which firm bid for the cable?", None),
        ("How did the talks go?", None),
    ],
)
def test_words_of_a_question_tell_what_it_wants(question: str, kind: str | None) -> None:
    assert WANTS.find_kind(question) == kind


@pytest.mark.parametrize(
    ("question", "by_verb"),
    [
        ("What worries Norway about the dam?", True),
        ("What became of the seized boats?", True),
        ("What befell the pilots?", False),  # no ending of a verb: the regression takes it as "which"
        ("What ports does Norway use?", False),
        ("What boats of the Danes were seized?", False),
    ],
)
def test_what_may_stand_before_a_verb(question: str, by_verb: bool) -> None:
    assert WANTS.asks_by_verb(question) is by_verb


def test_numbers_and_times_are_also_spelt_out() -> None:
    assert WANTS.find_new_number("The customary share is a quarter.", ("what", "share"))
    assert not WANTS.find_new_number("The two ferries met.", ("two", "ferries"))
    assert WANTS.tells_time("The recording would be handed over within five days.")
    assert not WANTS.tells_time("The recording would be handed over.")


def test_boats_of_the_other_side_are_not_counted(ask: Question) -> None:
    assert "14" in ask("How many Danish boats did Sweden seize in the Sound?").lead
    assert ask("How many Swedish boats did Denmark seize in the Sound?").status != "answered"


def test_the_adjective_of_a_state_is_nobody_s_name(ask: Question) -> None:
    assert "British Columbia" not in ask("Were British inspectors in Skagen?").lead
