"""What people prefer holds until they change it or ask to be forgotten."""

from __future__ import annotations

from pathlib import Path

from bot.state.state import State, open_state
from tests.bot.state.records import KEN, MAYA


def test_nobody_is_private_who_did_not_ask(state: State) -> None:
    assert not state.people.wants_private(MAYA)


def test_a_wish_holds_after_a_restart(path: Path) -> None:
    first = open_state(path)
    first.people.set_private(MAYA, True)
    first.close()
    again = open_state(path)
    assert (again.people.wants_private(MAYA), again.people.wants_private(KEN)) == (True, False)
    again.people.set_private(MAYA, False)
    assert not again.people.wants_private(MAYA)
    again.close()
