"""Answers come back as they were kept, so that a button works after a restart."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

from bot.state.answers import Answers, make_answer_id
from bot.state.file import open_file
from bot.state.model import AnswerId
from bot.state.state import State, open_state
from tests.bot.state.records import ANSWER, KEN, NOW, answer_id, feedback, keep, keep_questions


def test_an_answer_comes_back_after_a_restart(path: Path) -> None:
    first = open_state(path)
    first.answers.keep(ANSWER)
    first.close()
    again = open_state(path)
    assert again.answers.recall(ANSWER.id) == ANSWER
    again.close()


def test_an_answer_of_a_direct_message_comes_back(state: State) -> None:
    direct = replace(ANSWER, guild_id=None, messages=(), frame=None, citations=(), offers=(), facts=())
    state.answers.keep(direct)
    assert state.answers.recall(direct.id) == direct


def test_an_unknown_answer_is_none(state: State) -> None:
    assert state.answers.recall(answer_id(9)) is None


def test_the_messages_are_noted_once_they_are_sent(state: State) -> None:
    state.answers.keep(replace(ANSWER, messages=()))
    state.answers.note_messages(ANSWER.id, ANSWER.messages)
    assert state.answers.recall(ANSWER.id) == ANSWER


def test_messages_noted_again_take_the_place_of_the_first(state: State) -> None:
    state.answers.keep(ANSWER)
    state.answers.note_messages(ANSWER.id, ANSWER.messages[1:])
    assert state.answers.recall(ANSWER.id) == replace(ANSWER, messages=ANSWER.messages[1:])
    state.answers.keep(ANSWER)
    assert state.answers.recall(ANSWER.id) == ANSWER


def test_messages_of_an_answer_that_is_no_longer_kept_are_not_noted(state: State) -> None:
    state.answers.note_messages(answer_id(9), ANSWER.messages)
    assert state.answers.recall(answer_id(9)) is None


def test_an_answer_kept_again_keeps_its_feedback(state: State) -> None:
    state.answers.keep(ANSWER)
    assert state.feedback.give(feedback())
    state.answers.keep(replace(ANSWER, intent="state_fact"))
    recalled = state.answers.recall(ANSWER.id)
    assert recalled is not None
    assert recalled.intent == "state_fact"
    assert state.health().feedback == state.health().answers == 1


def test_moments_of_any_zone_are_kept_to_the_second(state: State) -> None:
    tokyo = timezone(timedelta(hours=9))
    keep(state, 1, made_at=datetime(2025, 1, 15, 21, 0, 0, 999_999, tzinfo=tokyo))
    assert state.answers.recall(answer_id(1)) == ANSWER


def test_a_moment_without_a_zone_is_refused(state: State) -> None:
    with pytest.raises(ValueError, match="no time zone"):
        keep(state, 1, made_at=NOW.replace(tzinfo=None))


def test_the_text_of_a_question_is_not_kept(state: State) -> None:
    keep(state, 1, question="Who met whom?")
    assert state.answers.recall(ANSWER.id) == ANSWER


def test_the_text_of_a_question_is_kept_where_the_server_wants_it(state: State) -> None:
    keep_questions(state)
    asked = keep(state, 1, question="谁说了什么？")
    direct = keep(state, 2, guild_id=None, question="Who met whom?")
    assert state.answers.recall(asked.id) == asked
    assert state.answers.recall(direct.id) == replace(direct, question=None)


def test_the_text_of_a_question_is_never_kept_of_who_wants_to_be_private(state: State) -> None:
    keep_questions(state)
    state.people.set_private(KEN, True)
    keep(state, 1, person_id=KEN, question="Who met whom?")
    assert state.answers.recall(answer_id(1)) == replace(ANSWER, person_id=KEN)


def test_so_many_of_the_newest_are_kept(path: Path) -> None:
    file = open_file(path)
    answers = Answers(file, limit=3)
    for number in range(1, 6):
        answers.keep(replace(ANSWER, id=answer_id(number)))
    kept = [number for number in range(1, 6) if answers.recall(answer_id(number))]
    file.close()
    assert kept == [3, 4, 5]


def test_an_id_fits_a_button_and_is_never_the_same() -> None:
    ids = {make_answer_id() for _ in range(100)}
    assert len(ids) == 100
    assert all(re.fullmatch(r"[0-9a-f]{16}", each) for each in ids)
    assert make_answer_id(lambda size: "ab" * size) == "ab" * 8


@pytest.mark.parametrize("wrong", ["", "1", "0123456789ABCDEF", "0123456789abcdef0", "../../../../../x"])
def test_another_id_is_refused(state: State, wrong: str) -> None:
    with pytest.raises(ValueError, match="make_answer_id"):
        state.answers.keep(replace(ANSWER, id=AnswerId(wrong)))
