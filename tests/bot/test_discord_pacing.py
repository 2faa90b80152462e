"""Pacing on a simulated Discord: who is told what, and who is left alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.answerer import Answerer
from bot.client import KankeiClient, build_client
from bot.config import ChannelMode, Config
from bot.conversations import ConversationKey
from bot.pacing import Limits
from tests.fakecord.town import TODAY, FakeResponder, Town, answers, words_of

pytestmark = pytest.mark.asyncio


@pytest.fixture
def client(responder: FakeResponder, channel_mode: ChannelMode, tmp_path: Path) -> KankeiClient:
    """The whole bot, with a patience that a test can try."""
    limits = Limits(person=2, channel=3, window=3600, waiting=4)
    config = Config(state_dir=tmp_path / "state", channel_mode=channel_mode, limits=limits)
    return build_client(config, Answerer(lambda: responder, today=lambda: TODAY))


async def test_who_asks_too_fast_in_a_channel_is_told_once_and_kindly(town: Town, responder: FakeResponder) -> None:
    for n in range(5):
        await town.maya.send(town.channel, f"{town.mention} question {n}?")
    assert responder.questions == ["question 0?", "question 1?"]
    *_, told = map(words_of, answers(town))
    assert len(answers(town)) == 3
    assert told.startswith("That is a lot of questions at once. Please ask again in 1800 s.")


async def test_it_is_said_in_the_language_of_the_question(town: Town) -> None:
    for _ in range(3):
        await town.maya.send(town.channel, f"{town.mention} 首相は何と言いましたか")
    assert "お尋ねください" in words_of(answers(town)[-1])


async def test_after_commands_and_buttons_only_the_asker_is_told_and_each_time(
    town: Town, responder: FakeResponder
) -> None:
    await town.maya.send(town.channel, f"{town.mention} ortiz")
    (offered,) = answers(town)
    await town.maya.slash(town.channel, "who", name="ortiz")
    for refused in (
        await town.maya.slash(town.channel, "who", name="ortiz"),
        await town.maya.slash(town.channel, "who", name="ortiz"),
        await town.maya.click(offered, label="2. What did Juan Ortiz say?"),
    ):
        assert refused.ephemeral
        assert refused.response is not None
        assert "Please ask again in" in words_of(refused.response)
    assert len(responder.asked) == 2


async def test_a_channel_is_paced_as_a_whole(town: Town, responder: FakeResponder) -> None:
    for _ in range(2):
        await town.maya.send(town.channel, f"{town.mention} a?")
        await town.juan.send(town.channel, f"{town.mention} b?")
    assert len(responder.asked) == 3


async def test_one_question_too_many_at_once_is_told_so(town: Town, responder: FakeResponder) -> None:
    door = town.bot.service.door
    with (
        door.question(ConversationKey(person=1, channel=1), aloud=True),
        door.question(ConversationKey(person=2, channel=2), aloud=True),
        door.question(ConversationKey(person=3, channel=3), aloud=True),
        door.question(ConversationKey(person=4, channel=4), aloud=True),
    ):
        await town.maya.send(town.channel, f"{town.mention} hello?")
        assert "Many people are asking" in words_of(answers(town)[-1])
    assert not responder.asked
    await town.maya.send(town.channel, f"{town.mention} hello?")
    assert len(responder.asked) == 1


async def test_completion_is_not_paced(town: Town) -> None:
    for _ in range(5):
        assert await town.maya.autocomplete(town.channel, "quotes", "speaker", "m")


@pytest.mark.parametrize("channel_mode", ["questions"])
async def test_a_question_to_nobody_is_refused_in_silence(town: Town, responder: FakeResponder) -> None:
    for _ in range(4):
        await town.maya.send(town.channel, "what did ortiz say?")
    assert len(responder.asked) == len(answers(town)) == 2


async def test_a_message_delivered_twice_is_paced_once(town: Town, responder: FakeResponder) -> None:
    message = await town.maya.send(town.channel, f"{town.mention} one?")
    town.bot.dispatch("message", message)
    await town.env.settle()
    await town.maya.send(town.channel, f"{town.mention} two?")
    assert len(responder.asked) == 2
