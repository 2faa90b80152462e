"""What is missing is counted by what it is, not by how it was asked for."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.state.file import open_file
from bot.state.gaps import Gaps
from bot.state.model import Gap, GapKind
from bot.state.state import State
from tests.bot.state.records import MAYA, NOW, SERVER, days, keep_questions

TODAY = NOW.date()


def note(
    state: State, term: str, *, ago: int = 0, kind: GapKind = "topic", guild: int | None = SERVER, text: str = ""
) -> None:
    state.gaps.note(
        kind=kind, term=term, asked_at=NOW - days(ago), guild_id=guild, person_id=MAYA, question=text or None
    )


def test_gaps_are_counted_most_frequent_first(state: State) -> None:
    for term in ("fish", "rare-earths", "fish"):
        note(state, term)
    note(state, "fish", kind="place")
    assert state.gaps.top(SERVER, limit=2, since=TODAY) == (
        Gap(kind="topic", term="fish", count=2, last_on=TODAY),
        Gap(kind="place", term="fish", count=1, last_on=TODAY),
    )


def test_only_days_since_then_count(state: State) -> None:
    for ago in (0, 1, 1, 2, 9):
        note(state, "fish", ago=ago)
    note(state, "crabs", ago=3)
    assert [(gap.term, gap.count) for gap in state.gaps.top(SERVER, limit=5, since=TODAY - days(1))] == [("fish", 3)]


def test_servers_and_direct_messages_are_counted_apart(state: State) -> None:
    note(state, "fish")
    note(state, "crabs", guild=None)
    assert [gap.term for gap in state.gaps.top(SERVER, limit=5, since=TODAY)] == ["fish"]
    assert [gap.term for gap in state.gaps.top(None, limit=5, since=TODAY)] == ["crabs"]


def test_the_text_is_kept_only_where_the_server_wants_it(state: State) -> None:
    note(state, "fish", text="Any news of fish?")
    keep_questions(state)
    note(state, "fish", text="And the fish?")
    note(state, "fish", text="  ")
    note(state, "crabs", guild=None, text="Any crabs?")
    (gap,) = state.gaps.top(SERVER, limit=5, since=TODAY)
    assert (gap.count, gap.questions) == (3, ("And the fish?",))
    assert state.health().questions == 1


def test_the_newest_questions_are_shown(state: State) -> None:
    keep_questions(state)
    for number in range(7):
        note(state, "fish", text=f"Fish {number}?")
    (gap,) = state.gaps.top(SERVER, limit=5, since=TODAY)
    assert gap.questions == tuple(f"Fish {number}?" for number in (6, 5, 4, 3, 2))


def test_so_many_questions_are_kept(path: Path, state: State) -> None:
    keep_questions(state)
    file = open_file(path)
    gaps = Gaps(file, questions_kept=2)
    for number in range(4):
        gaps.note(kind="topic", term="fish", asked_at=NOW, guild_id=SERVER, person_id=MAYA, question=f"Fish {number}?")
    file.close()
    assert state.health().questions == 2


@pytest.mark.parametrize("words", ["", "what about fish", "Fish", "魚", "a" * 101])
def test_a_gap_is_not_named_by_words(state: State, words: str) -> None:
    with pytest.raises(ValueError, match="no identifier"):
        note(state, words)
