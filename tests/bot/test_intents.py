"""Utterances and what they are taken for, as data: tests/utterances/<intent>.yaml.

What cannot be done yet stands in tests/known_failures.yaml with its reason; an entry that starts to pass fails the run.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml
from _pytest.mark import ParameterSet

from bot.answers.model import Reply
from bot.render.text import render_text
from bot.shipped import RESOURCES

TESTS = Path(__file__).parents[1]
UTTERANCES = TESTS / "utterances"
LEAST = 6
KEYS = {"utterances", "intent", "status", "says", "begins", "cites", "alone", "lacks"}


def load(path: Path) -> Any:  # noqa: ANN401 (YAML: each reader makes its own value of it)
    return yaml.safe_load(path.read_text(encoding="utf-8"))


INTENTS: tuple[str, ...] = tuple(load(RESOURCES / "intents.yaml")["intents"])
KNOWN_FAILURES: dict[tuple[str, str], str] = {
    (entry["file"], entry["utterance"]): entry["reason"] for entry in load(TESTS / "known_failures.yaml")["utterances"]
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """One utterance and what its reply must be."""

    file: str
    utterance: str
    intent: str | None = None
    """None where the utterance must not get the intent of its file."""

    status: str | None = None
    says: tuple[str, ...] = ()
    lacks: tuple[str, ...] = ()
    """Words that stand in none of its statements."""

    begins: str = ""
    cites: tuple[str, ...] = ()
    alone: bool = False
    """No other articles may be cited."""


def read_cases() -> Iterator[Expected]:
    for path in sorted(UTTERANCES.glob("*.yaml")):
        for item in load(path):
            if "not" in item:
                assert item.keys() == {"not"}, f"{path.name}: {item.keys()}"
                yield from (Expected(file=path.stem, utterance=utterance) for utterance in item["not"])
                continue
            assert item.keys() <= KEYS, f"{path.name}: unknown keys {item.keys() - KEYS}"
            assert item["intent"] == path.stem, f"{path.name}: {item['intent']} belongs in its own file"
            for utterance in item["utterances"]:
                yield Expected(
                    file=path.stem, utterance=utterance, intent=item["intent"], status=item.get("status"),
                    says=tuple(item.get("says", ())), lacks=tuple(item.get("lacks", ())), begins=item.get("begins", ""),
                    cites=tuple(item.get("cites", ())), alone=item.get("alone", False),
                )  # fmt: skip


CASES = tuple(read_cases())


def as_parameter(case: Expected) -> ParameterSet:
    reason = KNOWN_FAILURES.get((case.file, case.utterance))
    marks = [pytest.mark.xfail(reason=reason, strict=True, raises=AssertionError)] if reason else []
    name = f"{case.file}: {'' if case.intent else 'not '}{case.utterance}"
    return pytest.param(case, marks=marks, id=name)


@pytest.mark.parametrize("case", [as_parameter(case) for case in CASES])
def test_utterance(case: Expected, ask: Callable[[str], Reply]) -> None:
    reply = ask(case.utterance)
    if case.intent is None:
        assert reply.intent != case.file
        return
    assert reply.intent == case.intent
    assert case.status is None or reply.status == case.status
    text = render_text(reply)
    assert reply.lead.startswith(case.begins)
    for words in case.says:
        assert words in text
    told = " ".join((reply.lead, *(line.text for line in reply.lines)))
    for words in case.lacks:
        assert words not in told
    for article in case.cites:
        assert any(article in citation.article for citation in reply.citations), article
    if case.alone:
        assert all(any(article in citation.article for article in case.cites) for citation in reply.citations)


@pytest.mark.parametrize("intent", INTENTS)
def test_each_intent_has_utterances_in_three_languages_and_some_that_are_not_its_own(intent: str) -> None:
    cases = [case for case in CASES if case.file == intent]
    own = [case.utterance for case in cases if case.intent]
    assert len(own) >= LEAST
    assert any(any("\u3040" <= letter <= "\u30ff" for letter in utterance) for utterance in own), "Japanese"
    assert any(
        not utterance.isascii() and not any("\u3040" <= letter <= "\u30ff" for letter in utterance) for utterance in own
    ), "Chinese"
    assert any(case.intent is None for case in cases), "not"


def test_each_file_is_of_an_intent() -> None:
    assert {path.stem for path in UTTERANCES.glob("*.yaml")} == set(INTENTS)


def test_each_known_failure_is_an_utterance_of_a_file() -> None:
    assert KNOWN_FAILURES.keys() <= {(case.file, case.utterance) for case in CASES}
