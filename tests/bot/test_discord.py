"""The bot on a simulated Discord: each way of asking, from the event to what a reader sees."""

from __future__ import annotations

import json
import logging
from typing import Any

import pytest

from bot.client import PATIENCE, WATCH_SECONDS, KankeiClient, sync_commands
from bot.words import load_words
from tests.fakecord.town import AMBIGUOUS, FakeResponder, Town, answer_log, answers, words_of

pytestmark = pytest.mark.asyncio


def sent_bodies(town: Town) -> list[dict[str, Any]]:
    return [
        entry.json
        for entry in town.env.http_requests
        if isinstance(entry.json, dict) and ("components" in entry.json or "data" in entry.json)
    ]


async def test_a_mention_is_answered_as_a_reply_that_pings_nobody(town: Town, responder: FakeResponder) -> None:
    asked = await town.maya.send(town.channel, f"{town.mention} what did ortiz say?")
    (answer,) = answers(town)
    assert responder.asked == [("what did ortiz say?", None, None, None)]
    assert "Maya Ortiz said the bridge would open in May. [1]" in words_of(answer)
    assert answer.reference is not None
    assert answer.reference.message_id == asked.id
    assert not answer.mentions
    (body,) = sent_bodies(town)
    assert body["nonce"] == str(asked.id)
    assert body["enforce_nonce"] is True
    assert body["allowed_mentions"] == {"parse": [], "replied_user": False}


async def test_talk_between_people_is_left_alone(town: Town, responder: FakeResponder) -> None:
    await town.maya.send(town.channel, "is anybody here?")
    await town.maya.send(town.channel, f"hello {town.juan.mention}")
    assert not answers(town)
    assert not responder.asked


async def test_bots_are_left_alone(town: Town, responder: FakeResponder) -> None:
    other = town.env.guild.add_member(town.env.create_user("other", bot=True))
    await other.send(town.channel, f"{town.mention} hello")
    assert not responder.asked


async def test_a_direct_message_is_answered(town: Town, responder: FakeResponder) -> None:
    await town.maya.user.send_dm("what did ortiz say?")
    answer = town.maya.user.dm_channel.last_message
    assert answer is not None
    assert "Maya Ortiz" in words_of(answer)
    assert responder.questions == ["what did ortiz say?"]


async def test_a_reply_to_the_bot_continues_the_conversation(town: Town, responder: FakeResponder) -> None:
    await town.maya.send(town.channel, f"{town.mention} what did ortiz say?")
    (first,) = answers(town)
    await town.maya.send(town.channel, f"{town.mention} and when?", reply_to=first)
    text, _, _, dialogue = responder.asked[-1]
    assert text == "and when?"
    assert dialogue is not None
    assert (dialogue.turns, dialogue.intent) == (1, "find_quotes")


async def test_each_person_has_a_conversation_of_their_own(town: Town, responder: FakeResponder) -> None:
    await town.maya.send(town.channel, f"{town.mention} what did ortiz say?")
    await town.juan.send(town.channel, f"{town.mention} and when?")
    assert responder.asked[-1][3] is None


async def test_a_message_delivered_twice_is_answered_once(town: Town, responder: FakeResponder) -> None:
    message = await town.maya.send(town.channel, f"{town.mention} what did ortiz say?")
    town.bot.dispatch("message", message)
    await town.env.settle()
    assert len(responder.asked) == len(answers(town)) == 1


@pytest.mark.parametrize("channel_mode", ["off"])
async def test_mode_off_leaves_channels_alone_but_not_direct_messages(town: Town, responder: FakeResponder) -> None:
    await town.maya.send(town.channel, f"{town.mention} what did ortiz say?")
    assert not responder.asked
    await town.maya.user.send_dm("what did ortiz say?")
    assert responder.asked


@pytest.mark.parametrize("channel_mode", ["questions"])
async def test_mode_questions_speaks_up_only_when_it_knows(town: Town, responder: FakeResponder) -> None:
    await town.maya.send(town.channel, "what did ortiz say?")
    assert len(answers(town)) == 1
    await town.maya.send(town.channel, "who is the milkman?")
    await town.maya.send(town.channel, "no question at all")
    assert len(answers(town)) == 1
    assert len(responder.asked) == 2


async def test_without_that_mode_no_privileged_intent_is_asked_for(client: KankeiClient) -> None:
    assert not (client.intents.message_content)
    assert not (client.intents.members)
    assert not (client.intents.presences)


async def test_a_long_answer_goes_on_in_further_messages(town: Town) -> None:
    await town.maya.send(town.channel, f"{town.mention} everything")
    sent = answers(town)
    text = "\n".join(words_of(message) for message in sent)
    assert len(sent) > 2
    assert all(f"Statement number {n} about" in text for n in range(400))
    assert [message.reference is not None for message in sent] == [True] + [False] * (len(sent) - 1)
    assert len({body["nonce"] for body in sent_bodies(town)}) == len(sent)


async def test_echoed_words_ping_nobody(town: Town) -> None:
    await town.maya.send(town.channel, f"{town.mention} who is @everyone {town.juan.mention}")
    (answer,) = answers(town)
    assert not answer.mention_everyone
    assert sent_bodies(town)[0]["allowed_mentions"]["parse"] == []
    assert "@everyone" not in words_of(answer)
    assert f" {town.juan.mention}" not in words_of(answer)


COMMANDS = [
    ("ask", {"question": "what did ortiz say?"}, "what did ortiz say?", None),
    ("asof", {"date": "May 2024", "question": "who is ortiz"}, "as of May 2024, who is ortiz", None),
    ("timeline", {"about": "bridge"}, "timeline of bridge", "build_timeline"),
    ("quotes", {"speaker": "ortiz"}, "what did ortiz say", "find_quotes"),
    ("quotes", {"speaker": "ortiz", "topic": "bridge"}, "what did ortiz say about bridge", "find_quotes"),
    ("who", {"name": "{topic}"}, "who is {topic}", "identify"),
    ("relations", {"a": "ortiz", "b": "harbour"}, "how are ortiz and harbour related", "describe_relations"),
    ("compare", {"a": "x", "b": "y", "topic": "z"}, "compare x and y on z", "compare"),
    ("sources", {}, "which articles do you have", "list_articles"),
    ("sources", {"about": "bridge"}, "which articles do you have about bridge", "list_articles"),
    ("help", {}, "help", "describe_abilities"),
]


@pytest.mark.parametrize(("name", "options", "question", "frame"), COMMANDS)
async def test_a_command_is_deferred_and_then_answered(
    town: Town, responder: FakeResponder, name: str, options: dict[str, str], question: str, frame: str | None
) -> None:
    result = await town.maya.slash(town.channel, name, **options)
    assert result.response is not None
    assert words_of(result.response).strip()
    assert [(entry.method, entry.path.rpartition("/")[2]) for entry in town.env.http_requests[-2:]] == [
        ("POST", "callback"),
        ("PATCH", "@original"),
    ]
    assert result.ephemeral is (name == "help")
    assert responder.asked == [(question, frame, None, None)]


async def test_a_day_that_cannot_be_read_is_said_to_the_asker_alone(town: Town, responder: FakeResponder) -> None:
    result = await town.maya.slash(town.channel, "asof", date="the other day", question="who is ortiz")
    assert result.response is not None
    assert "cannot read that date" in words_of(result.response)
    assert result.ephemeral
    assert responder.asked == []


async def test_every_command_of_the_wording_exists(client: KankeiClient, town: Town) -> None:
    names = {command.qualified_name for command in client.tree.walk_commands()}
    assert names == set(load_words().commands)
    asking = {name for name, command in load_words().commands.items() if command.asks}
    assert asking == {name for name, *_ in COMMANDS}


async def test_commands_work_in_direct_messages(town: Town, responder: FakeResponder) -> None:
    result = await town.maya.user.slash("ask", question="what did ortiz say?")
    assert result.response is not None
    assert "Maya Ortiz" in words_of(result.response)


async def test_a_long_answer_to_a_command_goes_on_in_followups(town: Town) -> None:
    result = await town.maya.slash(town.channel, "ask", question="everything")
    assert result.response is not None
    assert len(result.followups) > 1
    text = "\n".join(words_of(message) for message in (result.response, *result.followups))
    assert all(f"Statement number {n} about" in text for n in range(400))


async def test_completion_offers_fitting_names_of_the_right_kind(town: Town) -> None:
    offered = await town.maya.autocomplete(town.channel, "quotes", "speaker", "m")
    assert offered == [{"name": "Maya Ortiz", "value": "Maya Ortiz"}]
    assert await town.maya.autocomplete(town.channel, "compare", "topic", "harb", a="x", b="y") == [
        {"name": "Harbour Bridge", "value": "Harbour Bridge"}
    ]


async def test_completion_that_fails_offers_nothing(town: Town) -> None:
    assert await town.maya.autocomplete(town.channel, "who", "name", "break") == []


async def test_an_offered_question_is_asked_by_its_button(town: Town, responder: FakeResponder) -> None:
    await town.maya.send(town.channel, f"{town.mention} ortiz")
    (answer,) = answers(town)
    result = await town.maya.click(answer, label="2. What did Juan Ortiz say?")
    assert responder.questions == ["ortiz", "What did Juan Ortiz say?"]
    assert result.response is not None
    assert "Maya Ortiz" in words_of(result.response)


async def test_an_offered_question_can_be_chosen_by_its_number(town: Town, responder: FakeResponder) -> None:
    await town.maya.send(town.channel, f"{town.mention} ortiz")
    await town.maya.send(town.channel, f"{town.mention} 2")
    text, _, _, dialogue = responder.asked[-1]
    assert text == "2"
    assert dialogue is not None


async def test_a_forgotten_offer_says_so(town: Town, responder: FakeResponder) -> None:
    await town.maya.send(town.channel, f"{town.mention} ortiz")
    (answer,) = answers(town)
    for n in range(2001):
        town.bot.service.offers.keep(str(n), (str(n),))
    result = await town.maya.click(answer, label=f"1. {AMBIGUOUS.choices[0]}")
    assert result.ephemeral
    assert result.response is not None
    assert "no longer at hand" in words_of(result.response)


async def test_a_failing_mention_is_apologised_for_and_logged_without_its_words(
    town: Town, caplog: pytest.LogCaptureFixture
) -> None:
    await town.maya.send(town.channel, f"{town.mention} break")
    (answer,) = answers(town)
    assert "Sorry" in words_of(answer)
    (record,) = [record for record in caplog.records if record.levelno >= logging.ERROR]
    assert "utterance=" in record.getMessage()
    assert "break" not in record.getMessage()


async def test_a_failing_command_is_apologised_for(town: Town) -> None:
    result = await town.maya.slash(town.channel, "ask", question="break")
    assert result.response is not None
    assert "Sorry" in words_of(result.response)


async def test_a_question_leaves_one_line_without_its_words(town: Town, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG), answer_log() as lines:
        await town.maya.slash(town.channel, "ask", question="secret plans")
    (line,) = map(json.loads, lines())
    assert {key: line[key] for key in ("surface", "intent", "status", "confidence", "language", "server")} == {
        "surface": "command",
        "intent": "find_quotes",
        "status": "answered",
        "confidence": 91,
        "language": "en",
        "server": True,
    }
    ours = [record.getMessage() for record in caplog.records if record.name.startswith(("bot", "kankei"))]
    assert not any("secret" in text for text in (*ours, *lines()))


async def test_each_surface_is_named_and_each_answer_has_an_id_of_its_own(town: Town) -> None:
    with answer_log() as lines:
        await town.maya.send(town.channel, f"{town.mention} ortiz")
        await town.maya.click(answers(town)[0], label="2. What did Juan Ortiz say?")
        await town.maya.user.slash("who", name="ortiz")
        await town.maya.user.send_dm("and when?")
    entries = [json.loads(line) for line in lines()]
    assert [(entry["surface"], entry["server"]) for entry in entries] == [
        ("message", True),
        ("button", True),
        ("command", False),
        ("message", False),
    ]
    assert len({entry["answer"] for entry in entries}) == 4


async def test_a_server_error_is_retried_and_the_answer_arrives_once(town: Town) -> None:
    town.env.inject_error("POST", "/channels/*/messages", status=503)
    await town.maya.send(town.channel, f"{town.mention} what did ortiz say?")
    await town.env.advance_time(5)
    assert len(answers(town)) == 1


@pytest.mark.parametrize("code", [10062, 50027, 10015])
async def test_an_interaction_that_is_over_is_no_error(town: Town, caplog: pytest.LogCaptureFixture, code: int) -> None:
    town.env.inject_error("PATCH", "/webhooks/*/messages/@original", status=404, code=code)
    await town.maya.slash(town.channel, "ask", question="what did ortiz say?")
    assert not [record for record in caplog.records if record.levelno >= logging.ERROR]


async def test_an_acknowledgement_whose_answer_was_lost_still_gets_its_answer(town: Town) -> None:
    town.env.inject_error("POST", "/interactions/*/callback", status=400, code=40060)
    await town.maya.slash(town.channel, "ask", question="what did ortiz say?")
    edits = [entry for entry in town.env.http_requests if entry.method == "PATCH"]
    assert edits


async def test_a_channel_the_bot_may_not_write_in_is_no_error(town: Town, caplog: pytest.LogCaptureFixture) -> None:
    town.env.inject_error("POST", "/channels/*/messages", status=403, code=50013)
    await town.maya.send(town.channel, f"{town.mention} what did ortiz say?")
    assert not [record for record in caplog.records if record.levelno >= logging.ERROR]


async def test_commands_are_registered_only_when_they_changed(client: KankeiClient, town: Town) -> None:
    def registrations() -> int:
        return sum(entry.method == "PUT" and entry.path.endswith("/commands") for entry in town.env.http_requests)

    record = client.service.config.state_dir / "commands"
    assert registrations() == 1
    await sync_commands(client.tree, client.application_id, record)
    assert registrations() == 1
    client.tree.remove_command("help")
    await sync_commands(client.tree, client.application_id, record)
    assert registrations() == 2


async def test_names_and_descriptions_are_translated(town: Town) -> None:
    (body,) = [entry.json for entry in town.env.http_requests if entry.path.endswith("/commands")]
    assert isinstance(body, list)
    quotes = next(command for command in body if command["name"] == "quotes")
    words = load_words().commands["quotes"]
    assert quotes["description_localizations"]["ja"] == words.describe["ja"]
    assert quotes["name_localizations"] == {
        "en-US": "quotes", "en-GB": "quotes", "ja": words.name["ja"], "zh-CN": words.name["zh"],
        "zh-TW": words.name["zh-TW"],
    }  # fmt: skip
    (speaker, _) = quotes["options"]
    assert speaker["name"] == "speaker"
    assert speaker["name_localizations"]["zh-TW"] == "說話人"


async def test_closing_lets_go_of_the_knowledge_base(town: Town, responder: FakeResponder) -> None:
    await town.maya.user.send_dm("what did ortiz say?")
    await town.bot.service.answerer.close()
    assert responder.closed


async def test_a_connection_that_stays_away_ends_the_bot(town: Town) -> None:
    town.bot.dispatch("shard_disconnect", 0)
    await town.env.advance_time((PATIENCE - 1) * WATCH_SECONDS)
    assert not town.bot.gave_up
    await town.env.advance_time(3 * WATCH_SECONDS)
    assert town.bot.gave_up
    assert town.bot.is_closed()


async def test_a_connection_that_comes_back_is_fine(town: Town) -> None:
    town.bot.dispatch("shard_disconnect", 0)
    await town.env.advance_time(2 * WATCH_SECONDS)
    town.bot.dispatch("shard_resumed", 0)
    await town.env.advance_time(2 * PATIENCE * WATCH_SECONDS)
    assert not town.bot.gave_up
