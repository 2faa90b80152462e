"""How much may be asked, by whom and where; no clock but the test's own."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.conversations import ConversationKey
from bot.door import Door
from bot.pacing import Limits, Pacing, Refusal

MAYA = ConversationKey(person=1, channel=100)
JUAN = ConversationKey(person=2, channel=100)


def asks(pacing: Pacing, asker: ConversationKey = MAYA, *, now: float = 0.0, aloud: bool = True) -> Refusal | None:
    """Ask, and have the reply at once."""
    refusal = pacing.admit(asker, now=now, aloud=aloud)
    if refusal is None:
        pacing.done()
    return refusal


def test_a_person_is_told_when_to_ask_again_and_may_then() -> None:
    pacing = Pacing(Limits(person=5, window=20))
    assert [asks(pacing) for _ in range(5)] == [None] * 5
    assert asks(pacing, now=1.0) == Refusal(reason="slow_down", seconds=3, tell=True)
    assert asks(pacing, now=4.0) is None
    assert asks(pacing, now=4.0) is not None


def test_a_refused_question_costs_nothing() -> None:
    pacing = Pacing(Limits(person=1, window=10))
    assert asks(pacing) is None
    assert all(asks(pacing, now=n / 10) is not None for n in range(1, 100))
    assert asks(pacing, now=10.0) is None


def test_it_is_said_once_in_a_window() -> None:
    pacing = Pacing(Limits(person=1, window=10))
    asks(pacing)
    told = [refusal.tell for n in range(9) if (refusal := asks(pacing, now=1.0 + n))]
    assert told == [True] + [False] * 8
    asks(pacing, now=10.5)
    assert asks(pacing, now=11.0) == Refusal(reason="slow_down", seconds=10, tell=True)


def test_what_nobody_else_sees_does_not_count_as_said() -> None:
    pacing = Pacing(Limits(person=1, window=10))
    asks(pacing)
    quiet, aloud = asks(pacing, aloud=False), asks(pacing, aloud=True)
    assert quiet is not None
    assert aloud is not None
    assert (quiet.tell, aloud.tell) == (False, True)


def test_each_person_has_a_bucket_of_their_own() -> None:
    pacing = Pacing(Limits(person=1, window=10))
    assert asks(pacing, MAYA) is None
    assert asks(pacing, JUAN) is None
    assert asks(pacing, MAYA) is not None


def test_a_channel_has_one_bucket_for_all_and_is_told_once() -> None:
    pacing = Pacing(Limits(person=0, channel=2, window=10))
    people = [ConversationKey(person=n, channel=100) for n in range(5)]
    found = [asks(pacing, each) for each in people]
    assert found[:2] == [None, None]
    assert [each.tell for each in found[2:] if each] == [True, False, False]
    assert asks(pacing, ConversationKey(person=0, channel=101)) is None


def test_so_many_are_in_hand_and_no_more() -> None:
    pacing = Pacing(Limits(waiting=2))
    people = [ConversationKey(person=n, channel=n) for n in range(3)]
    assert pacing.admit(people[0], now=0.0, aloud=True) is None
    assert pacing.admit(people[1], now=0.0, aloud=True) is None
    refusal = pacing.admit(people[2], now=0.0, aloud=True)
    assert refusal is not None
    assert (refusal.reason, refusal.tell) == ("busy", True)
    pacing.done()
    assert pacing.admit(people[2], now=0.0, aloud=True) is None


def test_zero_switches_a_limit_off() -> None:
    pacing = Pacing(Limits(person=0, channel=0, waiting=0))
    assert all(pacing.admit(MAYA, now=0.0, aloud=True) is None for _ in range(1000))


def test_nobody_is_let_in_while_stopping() -> None:
    pacing = Pacing()
    pacing.stopping = True
    first, second = asks(pacing, MAYA), asks(pacing, JUAN)
    assert first is not None
    assert second is not None
    assert (first.reason, first.tell, second.tell) == ("stopping", True, False)


def test_memory_is_bounded_and_forgets_the_silent_first() -> None:
    pacing = Pacing(Limits(person=1, channel=0), buckets=3)
    for n in range(4):
        assert asks(pacing, ConversationKey(person=n, channel=0)) is None
    assert asks(pacing, ConversationKey(person=3, channel=0)) is not None
    assert asks(pacing, ConversationKey(person=0, channel=0)) is None, "the fourth pushed it out"


@given(
    pauses=st.lists(st.floats(min_value=0.0, max_value=30.0), max_size=60),
    person=st.integers(min_value=1, max_value=6),
    window=st.integers(min_value=1, max_value=40),
)
def test_whatever_the_rhythm_a_person_stays_below_burst_and_rate(pauses: list[float], person: int, window: int) -> None:
    pacing, now, admitted = Pacing(Limits(person=person, channel=0, window=window)), 0.0, []
    for pause in pauses:
        now += pause
        refusal = asks(pacing, now=now)
        if refusal is None:
            admitted.append(now)
        else:
            assert 1 <= refusal.seconds <= math.ceil(window / person)
    for begin in range(len(admitted)):
        for end in range(begin, len(admitted)):
            allowed = person + (admitted[end] - admitted[begin]) * person / window
            assert end - begin + 1 <= allowed + 1e-6


def test_a_door_counts_what_is_in_hand_and_lets_go_of_a_question_that_fails() -> None:
    door = Door(Pacing(Limits(waiting=1)), clock=lambda: 0.0)
    with door.question(MAYA, aloud=True) as refusal:
        assert refusal is None
        assert door.in_hand == 1
        with door.question(JUAN, aloud=True) as second:
            assert second is not None
            assert door.in_hand == 1
    assert door.in_hand == 0
    with pytest.raises(ValueError, match="broken"), door.question(MAYA, aloud=True):
        raise ValueError("broken")
    assert door.in_hand == 0
