"""Which messages are for the bot."""

from __future__ import annotations

import pytest

from bot.addressing import Address, Arrival, read_address
from bot.config import ChannelMode


def read(
    content: str, mode: ChannelMode = "mentions", *, direct: bool = False, mention: bool = False, reply: bool = False
) -> Address | None:
    arrival = Arrival(content=content, direct=direct, mentions_bot=mention, replies_to_bot=reply)
    return read_address(arrival, bot_id=7, mode=mode)


@pytest.mark.parametrize("content", ["<@7> who is it?", "<@!7>who is it?", "who is <@7> it?", " who is it? <@7>"])
def test_the_mention_is_taken_off(content: str) -> None:
    assert read(content, mention=True) == Address(utterance="who is it?", called=True)


def test_a_bare_mention_is_a_call_without_words() -> None:
    assert read("<@7>", mention=True) == Address(utterance="", called=True)


def test_a_reply_is_a_call_unless_its_words_are_hidden() -> None:
    assert read("and then?", reply=True) == Address(utterance="and then?", called=True)
    assert read("", reply=True) is None


def test_everything_in_a_direct_message_is_for_the_bot() -> None:
    assert read("hello", "off", direct=True) == Address(utterance="hello", called=True)


@pytest.mark.parametrize("question", ["who is it?", "誰ですか？"])
def test_only_mode_questions_hears_questions_put_to_nobody(question: str) -> None:
    assert read(question, "questions") == Address(utterance=question, called=False)
    assert read("no question", "questions") is None
    assert read(question, "mentions") is None
    assert read(question, "off", mention=True) is None
