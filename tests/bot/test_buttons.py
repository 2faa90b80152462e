"""What people do with an answer through its buttons, before and after a restart of the bot."""

from __future__ import annotations

import asyncio
import time
from pathlib import Path

import pytest

from bot.config import Config
from bot.errors import StateError
from bot.responder import open_responder
from bot.state.model import AnswerRecord
from bot.state.state import State
from tests.fakecord.harbour import Harbour, open_harbour
from tests.fakecord.people import Seen
from tests.fakecord.server import FakeDiscord
from tests.fakecord.town import FakeResponder

pytestmark = pytest.mark.asyncio


async def ask(harbour: Harbour, question: str = "what did ortiz say?") -> Seen:
    return await harbour.maya.says(harbour.general, f"{harbour.mention} {question}")


async def test_an_answer_can_be_looked_into_and_judged(harbour: Harbour) -> None:
    seen = await ask(harbour)
    assert seen.response.labels == (
        "Show the sentence", "More", "Timeline", "Useful", "Wrong", "Outdated", "Delete",
    )  # fmt: skip


async def test_the_sentence_is_shown_to_whoever_asks_alone(harbour: Harbour) -> None:
    seen = await harbour.juan.clicks((await ask(harbour)).response, "Show the sentence")
    assert "Where this stands" in seen.text
    assert seen.response.ephemeral
    assert not seen.response.labels


@pytest.mark.parametrize(("label", "text"), [("More", "the ferry will stop"), ("Timeline", "In order:")])
async def test_what_follows_is_an_answer_of_its_own(harbour: Harbour, label: str, text: str) -> None:
    seen = await harbour.juan.clicks((await ask(harbour)).response, label)
    assert text in seen.text
    assert not seen.response.ephemeral
    again = await harbour.juan.clicks(seen.response, "Show the sentence")
    assert "Where this stands" in again.text


async def test_useful_is_noted_at_once(harbour: Harbour) -> None:
    seen = await harbour.juan.clicks((await ask(harbour)).response, "Useful")
    assert seen.response.ephemeral
    assert "Thank you" in seen.text
    counts = await harbour.bot.service.memory.run(lambda state: state.feedback.counts(harbour.guild.id))
    assert counts == {"useful": 1, "wrong": 0, "outdated": 0}


@pytest.mark.parametrize("label", ["Wrong", "Outdated"])
async def test_wrong_and_outdated_ask_for_a_remark(harbour: Harbour, label: str) -> None:
    opened = await harbour.juan.clicks((await ask(harbour)).response, label)
    assert opened.modal is not None
    (field,) = [part["component"]["custom_id"] for part in opened.modal["components"]]
    seen = await harbour.juan.submits(opened, **{field: "It opens in June."})
    assert seen.response.ephemeral
    assert "Thank you" in seen.text
    (given,) = await harbour.bot.service.memory.run(lambda state: state.feedback.on_server(harbour.guild.id))
    assert (given.verdict, given.remark) == (label.lower(), "It opens in June.")


async def test_only_the_asker_can_delete_an_answer(harbour: Harbour) -> None:
    answer = (await ask(harbour)).response
    seen = await harbour.juan.clicks(answer, "Delete")
    assert "Only whoever asked" in seen.text
    assert not answer.deleted
    await harbour.maya.clicks(answer, "Delete")
    assert answer.deleted


async def test_an_answer_of_several_pages_is_deleted_whole(harbour: Harbour) -> None:
    seen = await ask(harbour, "everything")
    assert len(seen.answers) > 1
    await harbour.maya.clicks(seen.answers[-1], "Delete")
    assert all(page.deleted for page in seen.answers)


@pytest.mark.parametrize("way", ["message", "command", "direct message", "in private"])
async def test_an_answer_of_several_pages_is_deleted_whole_after_a_restart(
    discord_server: FakeDiscord, responder: FakeResponder, tmp_path: Path, way: str
) -> None:
    config = Config(state_dir=tmp_path / "state")
    async with open_harbour(discord_server, lambda: responder, config) as before:
        maya = before.maya
        match way:
            case "message":
                pages = (await ask(before, "everything")).answers
            case "command":
                pages = (await maya.slash(before.general, "ask", question="everything")).answers
            case "direct message":
                pages = (await maya.says(maya.dm, "everything")).answers
            case _:
                await maya.slash(before.general, "privacy", answers="private")
                await ask(before, "everything")
                pages = tuple(maya.dm.messages.values())
    assert len(pages) > 1
    async with open_harbour(discord_server, lambda: responder, config):
        await maya.clicks(pages[-1], "Delete")
        assert all(page.deleted for page in pages)


async def test_an_answer_of_several_pages_is_deleted_whole_when_its_command_has_run_out(harbour: Harbour) -> None:
    seen = await harbour.maya.slash(harbour.general, "ask", question="everything")
    harbour.discord.world.clock.advance(16 * 60)
    await harbour.maya.clicks(seen.answers[-1], "Delete")
    assert all(page.deleted for page in seen.answers)


async def test_a_hidden_answer_of_several_pages_is_deleted_whole(harbour: Harbour) -> None:
    seen = await harbour.maya.slash(harbour.general, "ask", question="everything", private=True)
    assert len(seen.answers) > 1
    await harbour.maya.clicks(seen.answers[-1], "Delete")
    assert all(page.deleted for page in seen.answers)


async def test_an_answer_of_several_pages_leaves_no_message_behind_once_forgotten(harbour: Harbour) -> None:
    await ask(harbour, "everything")
    memory, person = harbour.bot.service.memory, harbour.maya.user.id
    (kept,) = (await memory.run(lambda state: state.export_person(person)))["answers"]  # type: ignore[union-attr, misc]  # a list
    assert len(kept["messages"]) > 1  # type: ignore[call-overload, index, arg-type]  # of dictionaries
    await harbour.maya.slash(harbour.general, "forget-me")
    assert not (await memory.run(lambda state: state.export_person(person)))["answers"]


async def test_a_hidden_answer_stays_hidden_whatever_follows(harbour: Harbour) -> None:
    seen = await harbour.maya.slash(harbour.general, "ask", question="what did ortiz say?", private=True)
    assert seen.response.ephemeral
    more = await harbour.maya.clicks(seen.response, "More")
    assert more.response.ephemeral


async def test_buttons_work_after_a_restart(
    discord_server: FakeDiscord, responder: FakeResponder, tmp_path: Path
) -> None:
    config = Config(state_dir=tmp_path / "state")
    async with open_harbour(discord_server, lambda: responder, config) as before:
        answer = (await ask(before)).response
        maya, channel = before.maya, before.general
    async with open_harbour(discord_server, lambda: responder, config) as after:
        seen = await maya.clicks(answer, "Show the sentence")
        assert "Where this stands" in seen.text
        assert "Thank you" in (await maya.clicks(answer, "Useful")).text
        assert answer.channel is channel
        await maya.clicks(answer, "Delete")
        assert answer.deleted
        assert after.running


async def test_questions_offered_with_a_refusal_outlive_a_restart_but_choices_do_not(
    discord_server: FakeDiscord, responder: FakeResponder, tmp_path: Path
) -> None:
    config = Config(state_dir=tmp_path / "state")
    async with open_harbour(discord_server, lambda: responder, config) as before:
        refused, asked_back = await ask(before, "suggest"), await ask(before, "ortiz")
        maya = before.maya
    async with open_harbour(discord_server, lambda: responder, config):
        seen = await maya.clicks(refused.response, "1. What did Maya Ortiz say?")
        assert "Maya Ortiz said" in seen.text
        seen = await maya.clicks(asked_back.response, "1. What did Maya Ortiz say?")
        assert "no longer at hand" in seen.text


async def test_an_answer_that_is_forgotten_says_so(harbour: Harbour) -> None:
    answer = (await ask(harbour)).response
    await harbour.maya.slash(harbour.general, "forget-me")
    seen = await harbour.maya.clicks(answer, "Useful")
    assert "no longer remember this answer" in seen.text


async def test_a_broken_state_file_keeps_nobody_from_an_answer(harbour: Harbour) -> None:
    await harbour.bot.service.memory.run(lambda state: state.close())
    seen = await ask(harbour)
    assert "Maya Ortiz said" in seen.text


async def test_a_full_disk_keeps_nobody_from_an_answer(harbour: Harbour) -> None:
    def refuse(record: AnswerRecord) -> None:
        raise StateError("no room")

    await harbour.bot.service.memory.run(lambda state: setattr(state.answers, "keep", refuse))
    seen = await ask(harbour)
    assert "Maya Ortiz said" in seen.text
    assert not seen.followups


async def test_an_answer_waits_for_no_disk_but_a_click_on_it_does(harbour: Harbour) -> None:
    written: list[AnswerRecord] = []

    def slow_down(state: State) -> None:
        keep = state.answers.keep

        def keep_slowly(record: AnswerRecord) -> None:
            time.sleep(0.5)
            keep(record)
            written.append(record)

        setattr(state.answers, "keep", keep_slowly)  # noqa: B010 - a method cannot be assigned to

    await harbour.bot.service.memory.run(slow_down)
    asked = harbour.maya.writes(harbour.general, f"{harbour.mention} what did ortiz say?")
    await harbour.discord.gateway.tell_message(asked)
    while not (seen := harbour.maya.sees(asked)).answers:
        await asyncio.sleep(0.01)
    assert not written
    assert "Where this stands" in (await harbour.maya.clicks(seen.response, "Show the sentence")).text
    assert written


async def test_what_a_person_prefers_is_read_again_once_it_changed(harbour: Harbour) -> None:
    memory, person = harbour.bot.service.memory, harbour.maya.user.id
    assert not await memory.wants_private(person)
    await harbour.maya.slash(harbour.general, "privacy", answers="private")
    assert await memory.wants_private(person)
    await harbour.maya.slash(harbour.general, "forget-me")
    assert not await memory.wants_private(person)


# The menu of a message


async def test_a_message_is_checked_for_whoever_asks_alone(harbour: Harbour) -> None:
    claim = harbour.juan.writes(harbour.general, "The bridge opens in May @everyone")
    seen = await harbour.maya.uses_on(claim, "Check against sources")
    assert seen.response.ephemeral
    assert "**Supported**" in seen.text
    assert "Maya Ortiz said the bridge would open in May." in seen.text
    assert not harbour.answers()


async def test_a_check_from_the_articles_tells_true_from_false(discord_server: FakeDiscord, tmp_path: Path) -> None:
    config = Config(state_dir=tmp_path / "state")
    async with open_harbour(discord_server, lambda: open_responder(None), config) as harbour:
        said = "Kishida and Xi met in San Francisco in November 2023. China lifted the seafood ban in August 2023. lol"
        claim = harbour.juan.writes(harbour.general, said)
        seen = await harbour.maya.uses_on(claim, "Check against sources")
        supported, other = seen.text.index("**Supported**"), seen.text.index("lifted the seafood ban")
        assert supported < other
        assert seen.text.count("**Supported**") == 1
        yuki = harbour.discord.person("yuki", guild=harbour.guild, locale="ja")
        assert "裏付け" in (await yuki.uses_on(claim, "Check against sources")).text
