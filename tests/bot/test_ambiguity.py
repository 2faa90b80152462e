"""A name that several people bear is asked back only where more than one of them fits."""

from __future__ import annotations

from datetime import date

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
