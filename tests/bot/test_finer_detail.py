"""A detail that is finer than what the articles tell is refused; what they do tell of the same matter is answered."""

from __future__ import annotations

import pytest

from tests.bot.test_intents import TESTS, load
from tests.conftest import Ask

_PAIRS: list[dict[str, str | list[str]]] = load(TESTS / "details.yaml")


@pytest.mark.parametrize("pair", _PAIRS, ids=[str(pair["told"]) for pair in _PAIRS])
def test_what_is_told_is_answered(pair: dict[str, str | list[str]], ask: Ask) -> None:
    reply = ask(str(pair["told"]))
    assert reply.status == "answered"
    assert all(word in reply.lead for word in pair["words"])


@pytest.mark.parametrize("question", [str(pair["finer"]) for pair in _PAIRS])
def test_a_finer_detail_is_refused(question: str, ask: Ask) -> None:
    assert ask(question).status != "answered"
