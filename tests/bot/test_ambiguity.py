"""A name of several people is asked back only where more than one of them fits; so is an office, or a state, alone."""

from __future__ import annotations

from datetime import date

import pytest

from bot.respond import respond
from knowledge.store import Store

TODAY = date(2026, 11, 22)


def test_a_shared_name_is_asked_back_with_complete_questions(store: Store) -> None:
    reply = respond("who is Li", store=store, today=TODAY)
    assert reply.status == "ambiguous"
    assert set(reply.choices) == {"who is Li Qiang", "who is Li Keqiang"}


def test_a_number_takes_one_of_the_readings_offered(store: Store) -> None:
    asked = respond("who is Li", store=store, today=TODAY)
    reply = respond("2", store=store, today=TODAY, dialogue=asked.dialogue)
    assert reply.status == "answered"
    assert asked.choices[1].removeprefix("who is ") in reply.lead


def test_a_shared_name_that_only_one_bearer_fits_is_answered(store: Store) -> None:
    reply = respond("what did Li agree on with Iwaya?", store=store, today=TODAY)
    assert reply.status == "answered"
    assert "Li Qiang" in reply.lead


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("foreign minister", "Who is the foreign minister of Japan?"),
        ("Who is the current foreign minister?", "Who is the foreign minister of China?"),
        ("外相は誰ですか", "日本の外相は誰ですか？"),
        ("外交部长", "中国的外交部长是谁？"),
    ],
)
def test_an_office_of_several_states_is_asked_back(typed: str, offered: str, store: Store) -> None:
    reply = respond(typed, store=store, today=TODAY)
    assert reply.status == "ambiguous"
    assert offered in reply.choices
    chosen = respond(str(reply.choices.index(offered) + 1), store=store, today=TODAY, dialogue=reply.dialogue)
    assert chosen.status == "answered"


@pytest.mark.parametrize("typed", ["prime minister", "Japan's foreign minister", "foreign minister in Busan 2023"])
def test_an_office_of_one_state_is_answered(typed: str, store: Store) -> None:
    assert respond(typed, store=store, today=TODAY).status == "answered"


@pytest.mark.parametrize("typed", ["china", "the US?", "中国"])
def test_a_state_alone_is_asked_back_with_questions_that_are_answered(typed: str, store: Store) -> None:
    reply = respond(typed, store=store, today=TODAY)
    assert reply.status == "ambiguous"
    assert all(respond(choice, store=store, today=TODAY).status == "answered" for choice in reply.choices)
