"""How much is remembered, for the owner of the bot."""

from __future__ import annotations

from pathlib import Path

from bot.state.migrations import MIGRATIONS
from bot.state.model import Health
from bot.state.state import State
from tests.bot.state.records import KEN, MAYA, NOW, SERVER, days, feedback, keep, keep_questions, raw_bytes


def test_everything_is_counted(state: State, path: Path) -> None:
    keep_questions(state)
    keep(state, 1, question="Who?")
    keep(state, 2, made_at=NOW - days(3))
    state.feedback.give(feedback())
    state.gaps.note(kind="topic", term="fish", asked_at=NOW, guild_id=SERVER, person_id=MAYA, question="Fish?")
    state.people.set_private(KEN, True)
    logged = path.stat().st_size + path.with_name("state.sqlite-wal").stat().st_size
    assert state.health() == Health(
        version=len(MIGRATIONS), bytes=logged, servers=1, answers=2, feedback=1, gaps=1, questions=2, preferences=1,
        oldest_at=NOW - days(3), erased=True,
    )  # fmt: skip


def test_an_empty_state_is_small(state: State, path: Path) -> None:
    health = state.health()
    assert (health.answers, health.oldest_at) == (0, None)
    assert 0 < health.bytes <= len(raw_bytes(path)) < 1_000_000
