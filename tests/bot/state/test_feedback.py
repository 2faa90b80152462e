"""One verdict of each person on an answer; the last one counts."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.state.state import State
from tests.bot.state.records import ANSWER, KEN, SERVER, answer_id, days, feedback, keep


def test_feedback_comes_back(state: State) -> None:
    state.answers.keep(ANSWER)
    given = feedback(remark="He said it in Busan.")
    assert state.feedback.give(given)
    assert state.feedback.on_server(SERVER) == (given,)


def test_a_new_verdict_replaces_the_old_one(state: State) -> None:
    state.answers.keep(ANSWER)
    state.feedback.give(feedback(remark="No."))
    changed = replace(feedback(), verdict="useful", given_at=feedback().given_at + days(1))
    state.feedback.give(changed)
    assert state.feedback.on_server(SERVER) == (changed,)


def test_verdicts_are_counted_by_server(state: State) -> None:
    here, elsewhere = keep(state, 1), keep(state, 2, guild_id=501)
    direct = keep(state, 3, guild_id=None)
    state.feedback.give(feedback(here))
    state.feedback.give(replace(feedback(here, person_id=KEN), verdict="outdated"))
    state.feedback.give(feedback(elsewhere))
    state.feedback.give(feedback(direct))
    assert state.feedback.counts(SERVER) == {"useful": 0, "wrong": 1, "outdated": 1}
    assert state.feedback.counts(None) == {"useful": 0, "wrong": 1, "outdated": 0}


def test_an_answer_no_longer_kept_takes_no_feedback(state: State) -> None:
    assert not state.feedback.give(feedback(replace(ANSWER, id=answer_id(9))))
    assert state.health().feedback == 0


@pytest.mark.parametrize(
    ("remark", "kept"),
    [
        ("  wrong year \n", "wrong year"),
        (" \t ", None),
        ("長" * 1001, "長" * 1000),
        ("'); DROP TABLE feedback; --", "'); DROP TABLE feedback; --"),
        ("half \ud83d", "half ?"),
    ],
    ids=("space", "nothing", "long", "sql", "surrogate"),
)
def test_a_remark_is_trimmed(state: State, remark: str, kept: str | None) -> None:
    state.answers.keep(ANSWER)
    state.feedback.give(feedback(remark=remark))
    assert [each.remark for each in state.feedback.on_server(SERVER)] == [kept]
