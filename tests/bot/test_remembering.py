"""What people and owners decide over what is remembered and when the bot speaks."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.config import Config
from bot.state.state import State
from tests.fakecord.gateway_codes import Intent
from tests.fakecord.harbour import Harbour, open_harbour
from tests.fakecord.server import FakeDiscord
from tests.fakecord.town import FakeResponder

pytestmark = pytest.mark.asyncio


def files_of(harbour: Harbour) -> bytes:
    folder = harbour.bot.service.config.state_dir
    return b"".join(file.read_bytes() for file in sorted(folder.glob("state.sqlite*")))


# People


async def test_no_word_of_a_question_is_written_down(harbour: Harbour) -> None:
    await harbour.maya.says(harbour.general, f"{harbour.mention} what did ortiz say about unforgettable words?")
    await harbour.maya.says(harbour.general, f"{harbour.mention} who is the unforgettable milkman?")
    health = await harbour.bot.service.memory.run(lambda state: state.health())
    assert (health.answers, health.gaps) == (2, 1)
    assert b"unforgettable" not in files_of(harbour)


async def test_forget_me_deletes_everything(harbour: Harbour, responder: FakeResponder) -> None:
    await harbour.maya.says(harbour.general, f"{harbour.mention} what did ortiz say?")
    seen = await harbour.maya.slash(harbour.general, "forget-me")
    assert seen.response.ephemeral
    assert "deleted: 1 record." in seen.text
    assert str(harbour.maya.user.id).encode() not in files_of(harbour)
    await harbour.maya.says(harbour.general, f"{harbour.mention} and when?")
    assert responder.asked[-1][3] is None, "the conversation is forgotten too"
    assert "remembered nothing" in (await harbour.juan.slash(harbour.general, "forget-me")).text


async def test_who_prefers_private_answers_gets_them(harbour: Harbour) -> None:
    seen = await harbour.maya.slash(harbour.general, "privacy", answers="private")
    assert "seen by you alone" in seen.text
    assert "does not keep the words" in seen.text
    assert (await harbour.maya.slash(harbour.general, "ask", question="what did ortiz say?")).response.ephemeral
    await harbour.maya.says(harbour.general, f"{harbour.mention} what did ortiz say?")
    assert not harbour.answers()
    assert any("Maya Ortiz said" in text for text in harbour.discord.answers(harbour.maya.dm))
    await harbour.maya.slash(harbour.general, "privacy", answers="public")
    await harbour.maya.says(harbour.general, f"{harbour.mention} what did ortiz say?")
    assert harbour.answers()


# Servers


@pytest.mark.parametrize(("days", "told"), [(1, "one day"), (7, "7 days")])
async def test_each_setting_has_a_line_and_a_day_its_own_word(harbour: Harbour, days: int, told: str) -> None:
    seen = await harbour.maya.slash(harbour.general, "settings retention", days=days)
    assert seen.text.splitlines() == [
        "I answer: when I am mentioned or replied to",
        "Language of my replies: the language of the question",
        "Facts that nobody has reviewed: used, and marked as such",
        "Words of questions: not kept",
        f"Answers are remembered for: {told}",
    ]
    assert f"After {told} all of it is deleted" in (await harbour.maya.slash(harbour.general, "privacy")).text


async def test_a_channel_can_be_switched_off_and_on(harbour: Harbour) -> None:
    seen = await harbour.maya.slash(harbour.general, "settings channel", mode="off", channel=harbour.general)
    assert "#general: never" in seen.text
    await harbour.maya.says(harbour.general, f"{harbour.mention} what did ortiz say?")
    await harbour.maya.says(harbour.thread, f"{harbour.mention} what did ortiz say?")
    assert not harbour.answers()
    assert not harbour.discord.answers(harbour.thread), "a thread follows its channel"
    await harbour.maya.slash(harbour.general, "settings reset")
    await harbour.maya.says(harbour.general, f"{harbour.mention} what did ortiz say?")
    assert harbour.answers()


async def test_threads_only(discord_server: FakeDiscord, responder: FakeResponder, tmp_path: Path) -> None:
    discord_server.world.privileged_intents = Intent.MESSAGE_CONTENT
    config = Config(state_dir=tmp_path / "state", channel_mode="questions")
    async with open_harbour(discord_server, lambda: responder, config) as harbour:
        await harbour.maya.slash(harbour.general, "settings channel", mode="threads")
        await harbour.maya.says(harbour.general, f"{harbour.mention} what did ortiz say?")
        assert not harbour.answers()
        await harbour.maya.says(harbour.thread, "what did ortiz say?")
        assert len(harbour.discord.answers(harbour.thread)) == 1


async def test_a_mode_that_needs_more_than_the_bot_may_read_says_so(harbour: Harbour) -> None:
    seen = await harbour.maya.slash(harbour.general, "settings channel", mode="questions")
    assert "has not let it read messages" in seen.text


async def test_a_server_chooses_its_language(harbour: Harbour, responder: FakeResponder) -> None:
    seen = await harbour.maya.slash(harbour.general, "settings language", language="ja")
    assert "返答の言語：日本語" in seen.text
    await harbour.maya.says(harbour.general, f"{harbour.mention} what did ortiz say?")
    assert responder.asked[-1][2] == "ja"


async def test_questions_are_kept_where_a_server_wants_it_and_erased_when_it_does_not(harbour: Harbour) -> None:
    await harbour.maya.slash(harbour.general, "settings questions", kept="yes")
    await harbour.maya.says(harbour.general, f"{harbour.mention} who is the unforgettable milkman?")
    assert "unforgettable milkman" in (await harbour.maya.slash(harbour.general, "gaps")).text
    await harbour.maya.slash(harbour.general, "settings questions", kept="no")
    assert b"unforgettable" not in files_of(harbour)
    seen = await harbour.maya.slash(harbour.general, "gaps")
    assert "the milkman: once" in seen.text


async def test_what_was_asked_in_vain_is_a_list_with_the_words_of_each_below_it(harbour: Harbour) -> None:
    await harbour.maya.slash(harbour.general, "settings questions", kept="yes")
    for question in ("who is the milkman?", "who is\n# the *other* milkman?"):
        await harbour.maya.says(harbour.general, f"{harbour.mention} {question}")
    _, gap, *questions = (await harbour.maya.slash(harbour.general, "gaps")).text.splitlines()
    assert gap.startswith("- the milkman: 2 times, last on ")
    assert questions == [
        "  - “who is # the \\*other\\* milkman?”",
        "  - “who is the milkman?”",
    ]


async def test_much_that_was_asked_in_vain_goes_to_further_messages(harbour: Harbour) -> None:
    await harbour.maya.slash(harbour.general, "settings questions", kept="yes")
    person, guild = harbour.maya.user.id, harbour.guild.id

    def note(state: State) -> None:
        for number in range(20 * 5):
            state.gaps.note(
                kind="other", term=f"gap-{number % 20}", asked_at=datetime.now(UTC), guild_id=guild, person_id=person,
                question=f"question {number} " * 100,
            )  # fmt: skip

    await harbour.bot.service.memory.run(note)
    seen = await harbour.maya.slash(harbour.general, "gaps")
    assert len(seen.answers) > 1
    assert all(message.ephemeral for message in seen.answers)
    lines = [line for message in seen.answers for line in message.text.splitlines()]
    assert sum(line.startswith("- ") for line in lines) == 15
    assert sum(line.startswith("  - ") for line in lines) == 15 * 5


async def test_a_server_takes_its_records_along(harbour: Harbour) -> None:
    await harbour.maya.says(harbour.general, f"{harbour.mention} what did ortiz say?")
    await harbour.maya.slash(harbour.general, "settings retention", days=7)
    seen = await harbour.maya.slash(harbour.general, "settings export")
    assert seen.response.ephemeral
    (file,) = seen.response.attachments
    records = json.loads(file.content)
    assert records["settings"]["retention_days"] == 7
    assert [answer["facts"] for answer in records["answers"]] == [["ortiz-bridge-open"]]
    assert str(harbour.maya.user.id) not in json.dumps(records)


async def test_a_server_without_the_bot_is_forgotten(harbour: Harbour) -> None:
    await harbour.maya.says(harbour.general, f"{harbour.mention} what did ortiz say?")
    await harbour.discord.gateway.tell_guild_left(harbour.guild)
    await harbour.discord.settle()
    health = await harbour.bot.service.memory.run(lambda state: state.health())
    assert health.answers == 0


# The knowledge base


@pytest.mark.parametrize(("command", "text"), [("topics", "Bridges."), ("coverage", "One."), ("health", "1,234 facts")])
async def test_what_there_is_to_ask_about(harbour: Harbour, command: str, text: str) -> None:
    assert text in (await harbour.maya.slash(harbour.general, command)).text


async def test_only_the_owner_reloads(discord_server: FakeDiscord, responder: FakeResponder, tmp_path: Path) -> None:
    opened: list[FakeResponder] = []

    def open_next() -> FakeResponder:
        opened.append(FakeResponder())
        return opened[-1]

    async with open_harbour(discord_server, open_next, Config(state_dir=tmp_path / "state")) as harbour:
        assert "Only the owner" in (await harbour.maya.slash(harbour.general, "reload")).text
        assert len(opened) == 1
        discord_server.world.owner = harbour.maya.user
        harbour.bot.owner_id = None
        seen = await harbour.maya.slash(harbour.general, "reload")
        assert "1,234 facts from 5 articles" in seen.text
        assert [each.closed for each in opened] == [True, False]
        await harbour.maya.says(harbour.general, f"{harbour.mention} what did ortiz say?")
        assert opened[-1].questions == ["what did ortiz say?"]
