"""Buttons, the modal, settings, what is remembered and the menu of a message on simcord, for a second opinion.

The same is tested on our own Discord, over sockets and against Discord's rules, in `test_buttons.py` and
`test_remembering.py`. Two things cannot be shown here. simcord keeps its backend in the process of one client, so a
restart of the bot, before which a button was sent, is not to be had. And it has no OpenAPI file to hold against what is
sent, though it refuses a good deal.
"""

from __future__ import annotations

import json

import discord
import pytest
import simcord

from bot.words import load_words
from tests.fakecord.town import FakeResponder, Town, answers, words_of

pytestmark = pytest.mark.asyncio


async def ask(town: Town, question: str = "what did ortiz say?") -> discord.Message:
    await town.maya.send(town.channel, f"{town.mention} {question}")
    return answers(town)[-1]


def said(result: simcord.InteractionResult) -> str:
    assert result.response is not None
    return words_of(result.response)


def manager(town: Town) -> simcord.MemberActor:
    """Whoever may decide over the server: simcord holds commands back from all others, as Discord does."""
    guild = town.env.guild
    role = guild.create_role("manager", permissions=discord.Permissions(manage_guild=True, manage_messages=True))
    return guild.add_member(town.env.create_user("manager"), roles=[role])


# Buttons


@pytest.mark.parametrize(
    ("label", "text", "hidden"),
    [
        ("Show the sentence", "Where this stands", True),
        ("More", "the ferry will stop", False),
        ("Timeline", "In order:", False),
        ("Useful", "Thank you", True),
    ],
)
async def test_a_button_does_what_it_says(town: Town, label: str, text: str, hidden: bool) -> None:
    result = await town.juan.click(await ask(town), label=label)
    assert text in said(result)
    assert result.ephemeral is hidden


@pytest.mark.parametrize("label", ["Wrong", "Outdated"])
async def test_wrong_and_outdated_ask_for_a_remark(town: Town, label: str) -> None:
    opened = await town.juan.click(await ask(town), label=label)
    assert opened.modal is not None
    (field,) = [part["component"]["custom_id"] for part in opened.modal["components"]]
    result = await town.juan.submit_modal(opened, {field: "It opens in June."})
    assert "Thank you" in said(result)
    assert result.ephemeral
    (given,) = await town.bot.service.memory.run(lambda state: state.feedback.on_server(town.env.guild.id))
    assert (given.verdict, given.remark) == (label.lower(), "It opens in June.")


async def test_only_the_asker_can_delete_an_answer(town: Town) -> None:
    answer = await ask(town)
    assert "Only whoever asked" in said(await town.juan.click(answer, label="Delete"))
    assert answers(town)
    await town.maya.click(answer, label="Delete")
    assert not answers(town)


async def test_what_is_forgotten_says_so(town: Town) -> None:
    answer = await ask(town)
    assert "deleted: 1 record." in said(await town.maya.slash(town.channel, "forget-me"))
    assert "no longer remember this answer" in said(await town.maya.click(answer, label="Useful"))


# People


async def test_who_prefers_private_answers_gets_them(town: Town) -> None:
    result = await town.maya.slash(town.channel, "privacy", answers="private")
    assert result.ephemeral
    assert "seen by you alone" in said(result)
    assert (await town.maya.slash(town.channel, "ask", question="what did ortiz say?")).ephemeral
    await town.maya.send(town.channel, f"{town.mention} what did ortiz say?")
    assert not answers(town)
    last = town.maya.user.dm_channel.last_message
    assert last is not None
    assert "Maya Ortiz said" in words_of(last)


# Servers


@pytest.mark.parametrize(
    ("command", "options", "text"),
    [
        ("settings show", {}, "30 days"),
        ("settings language", {"language": "ja"}, "返答の言語：日本語"),
        ("settings unreviewed", {"allowed": "no"}, load_words().choices["allowed"]["no"]["en"]),
        ("settings questions", {"kept": "yes"}, load_words().choices["kept"]["yes"]["en"]),
        ("settings retention", {"days": 7}, "7 days"),
        ("settings reset", {}, "30 days"),
    ],
)
async def test_a_manager_sets_what_the_server_wants(
    town: Town, command: str, options: dict[str, object], text: str
) -> None:
    result = await manager(town).slash(town.channel, command, **options)
    assert result.ephemeral
    assert text in said(result)


async def test_a_channel_can_be_switched_off_and_on(town: Town) -> None:
    boss = manager(town)
    result = await boss.slash(town.channel, "settings channel", mode="off", channel=town.channel)
    assert "#general: never" in said(result)
    await town.maya.send(town.channel, f"{town.mention} what did ortiz say?")
    assert not answers(town)
    await boss.slash(town.channel, "settings reset")
    await ask(town)


async def test_a_server_takes_its_records_along(town: Town) -> None:
    await ask(town)
    result = await manager(town).slash(town.channel, "settings export")
    assert result.response is not None
    (file,) = result.response.attachments
    assert [answer["facts"] for answer in json.loads(await file.read())["answers"]] == [["ortiz-bridge-open"]]


async def test_moderators_see_what_was_asked_in_vain(town: Town) -> None:
    await ask(town, "who is the milkman?")
    assert "the milkman: once" in said(await manager(town).slash(town.channel, "gaps"))


async def test_others_are_offered_no_settings(town: Town) -> None:
    offered = {name.partition(" ")[0] for name in town.maya.available_commands(town.channel)}
    assert {"ask", "privacy", "health"} <= offered
    assert not offered & {"settings", "gaps", "reload"}


# The knowledge base


@pytest.mark.parametrize(("command", "text"), [("topics", "Bridges."), ("coverage", "One."), ("health", "1,234 facts")])
async def test_what_there_is_to_ask_about(town: Town, command: str, text: str) -> None:
    assert text in said(await town.maya.slash(town.channel, command))


async def test_only_the_owner_reloads(town: Town, responder: FakeResponder) -> None:
    admin = town.env.guild.create_role("admin", permissions=discord.Permissions(administrator=True))
    owner = town.env.guild.add_member(town.env.create_user("owner"), roles=[admin])
    assert "Only the owner" in said(await owner.slash(town.channel, "reload"))
    town.bot.owner_id = owner.id
    assert "1,234 facts from 5 articles" in said(await owner.slash(town.channel, "reload"))
    assert responder.closed


# The menu of a message


async def test_a_message_is_checked_for_whoever_asks_alone(town: Town) -> None:
    claim = await town.juan.send(town.channel, "The bridge opens in May.")
    result = await town.maya.context_menu(town.channel, "Check against sources", claim)
    assert result.ephemeral
    assert "**Supported**" in said(result)
    assert not answers(town)
