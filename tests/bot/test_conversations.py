"""What is remembered between events, and for how long."""

from __future__ import annotations

from bot.answers.model import Dialogue
from bot.conversations import ConversationKey, Conversations, RecentIds

HERE = ConversationKey(channel=1, person=1)


def test_a_conversation_is_recalled_until_it_expires() -> None:
    conversations = Conversations(lifetime=60)
    conversations.keep(HERE, Dialogue(turns=3), now=100)
    assert conversations.recall(HERE, now=160) == Dialogue(turns=3)
    assert conversations.recall(HERE, now=161) is None


def test_the_same_person_elsewhere_is_another_conversation() -> None:
    conversations = Conversations()
    conversations.keep(HERE, Dialogue(turns=1), now=0)
    assert conversations.recall(ConversationKey(channel=2, person=1), now=0) is None


def test_the_longest_silent_conversation_goes_first() -> None:
    conversations = Conversations(limit=2)
    others = [ConversationKey(channel=1, person=person) for person in (2, 3)]
    conversations.keep(HERE, Dialogue(turns=1), now=0)
    conversations.keep(others[0], Dialogue(turns=2), now=1)
    conversations.keep(HERE, Dialogue(turns=3), now=2)
    conversations.keep(others[1], Dialogue(turns=4), now=3)
    assert conversations.recall(others[0], now=3) is None
    assert conversations.recall(HERE, now=3) == Dialogue(turns=3)


def test_an_id_is_new_once_and_only_so_many_are_remembered() -> None:
    ids = RecentIds(limit=2)
    assert [ids.is_new(n) for n in (1, 1, 2, 3, 1)] == [True, False, True, True, True]
