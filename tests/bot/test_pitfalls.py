"""The pitfalls of Discord's protocol, one by one, on a Discord of our own that can be told to misbehave."""

from __future__ import annotations

import asyncio
import importlib.util
import logging
from pathlib import Path

import discord
import pytest

from bot.config import Config
from bot.run import ExitCode, explain_end
from tests.fakecord.faults import Fault, cut_after, cut_before, failing, rate_limited, refused, slow
from tests.fakecord.gateway_codes import RESUME_HOST, Op
from tests.fakecord.harbour import Harbour, open_harbour
from tests.fakecord.haste import Haste
from tests.fakecord.server import FakeDiscord
from tests.fakecord.town import FakeResponder

pytestmark = [pytest.mark.asyncio, pytest.mark.usefixtures("haste")]

MESSAGES = ("POST", "/channels/*/messages")
CALLBACK = ("POST", "/interactions/*/callback")
ORIGINAL = ("PATCH", "/webhooks/*/messages/@original")
FOLLOWUP = ("POST", "/webhooks/*")

QUESTION = "what did ortiz say?"


def errors_in(caplog: pytest.LogCaptureFixture) -> list[str]:
    """What was logged as an error; the library logs a lost connection as one and then connects again."""
    records = [record for record in caplog.records if record.levelno >= logging.ERROR]
    return [record.getMessage() for record in records if "Attempting a reconnect" not in record.getMessage()]


# 1. Rate limits

LIMITS = [
    pytest.param(rate_limited(), id="json-via"),
    pytest.param(rate_limited(via=False), id="json"),
    pytest.param(rate_limited(html=True), id="html-via"),
    pytest.param(rate_limited(html=True, via=False), id="html"),
]


@pytest.mark.parametrize("fault", LIMITS)
async def test_pitfall_1_a_rate_limited_message_arrives_once(harbour: Harbour, fault: Fault) -> None:
    harbour.discord.faults.plan(fault, *MESSAGES)
    seen = await harbour.maya.says(harbour.general, f"{harbour.mention} {QUESTION}")
    assert len(seen.answers) == 1


@pytest.mark.parametrize("route", [CALLBACK, ORIGINAL])
@pytest.mark.parametrize("fault", LIMITS)
async def test_pitfall_1_a_rate_limited_command_is_answered_once(
    harbour: Harbour, fault: Fault, route: tuple[str, str]
) -> None:
    harbour.discord.faults.plan(fault, *route)
    seen = await harbour.maya.slash(harbour.general, "ask", question=QUESTION)
    assert len(seen.answers) == 1
    assert "Maya Ortiz" in seen.text


async def test_pitfall_1_the_library_waits_as_long_as_it_is_told(harbour: Harbour, haste: Haste) -> None:
    harbour.discord.faults.plan(rate_limited(retry_after=7.5), *MESSAGES)
    await harbour.maya.says(harbour.general, f"{harbour.mention} {QUESTION}")
    assert 7.5 in haste.pauses


async def test_pitfall_1_full_buckets_are_waited_for(harbour: Harbour, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()  # real pauses: what is measured here is that they are kept
    harbour.discord.rest.buckets.limits["/channels/{channel}/messages"] = (2, 0.1)
    seen = await harbour.maya.says(harbour.general, f"{harbour.mention} everything")
    assert len(seen.answers) > 4
    assert harbour.discord.rest.invalid_requests == 0


# 2. Errors of the server and of the line

BREAKDOWNS = [
    *(pytest.param(failing(status), id=str(status)) for status in (500, 502, 503, 504, 520)),
    pytest.param(cut_before(), id="cut-before"),
    pytest.param(cut_after(), id="cut-after"),
    pytest.param(failing(502, applied=True), id="502-after"),
]


@pytest.mark.parametrize("fault", BREAKDOWNS)
async def test_pitfall_2_a_message_survives_a_breakdown_and_arrives_once(harbour: Harbour, fault: Fault) -> None:
    harbour.discord.faults.plan(fault, *MESSAGES)
    seen = await harbour.maya.says(harbour.general, f"{harbour.mention} {QUESTION}")
    assert len(seen.answers) == 1


@pytest.mark.parametrize("route", [CALLBACK, ORIGINAL])
@pytest.mark.parametrize("fault", BREAKDOWNS)
async def test_pitfall_2_a_command_survives_a_breakdown_and_is_answered_once(
    harbour: Harbour, fault: Fault, route: tuple[str, str]
) -> None:
    harbour.discord.faults.plan(fault, *route)
    seen = await harbour.maya.slash(harbour.general, "ask", question=QUESTION)
    assert len(seen.answers) == 1
    assert "Maya Ortiz" in seen.text


@pytest.mark.parametrize("fault", [*LIMITS, *BREAKDOWNS])
async def test_pitfall_2_an_acknowledgement_that_fails_twice_is_still_in_time(harbour: Harbour, fault: Fault) -> None:
    harbour.discord.faults.plan(fault, *CALLBACK, times=2)
    seen = await harbour.maya.slash(harbour.general, "ask", question=QUESTION)
    assert "Maya Ortiz" in seen.text


# 3. The nonce


async def test_pitfall_3_the_nonce_is_the_id_of_the_question(harbour: Harbour) -> None:
    seen = await harbour.maya.says(harbour.general, f"{harbour.mention} everything")
    assert seen.said is not None
    bodies = [call.body for call in harbour.discord.calls_to("POST", "/messages")]
    assert bodies[0]["nonce"] == str(seen.said.id)
    assert all(body["enforce_nonce"] for body in bodies)
    assert len({body["nonce"] for body in bodies}) == len(bodies)


async def test_pitfall_3_a_long_answer_is_whole_though_every_first_try_is_lost(harbour: Harbour) -> None:
    for _ in range(4):
        harbour.discord.faults.plan(cut_after(), *MESSAGES)
        harbour.discord.faults.plan(slow(0), *MESSAGES)
    seen = await harbour.maya.says(harbour.general, f"{harbour.mention} everything")
    assert all(seen.text.count(f"Statement number {n} about") == 1 for n in range(400))


# 4. Interactions that are over, or acknowledged already


async def test_pitfall_4_an_acknowledgement_whose_answer_was_lost_is_one(harbour: Harbour) -> None:
    harbour.discord.faults.plan(cut_after(), *CALLBACK)
    seen = await harbour.maya.slash(harbour.general, "ask", question=QUESTION)
    assert len(harbour.discord.calls_to("POST", "/callback")) == 2
    assert "Maya Ortiz" in seen.text


async def test_pitfall_4_a_late_acknowledgement_is_no_error(
    harbour: Harbour, responder: FakeResponder, caplog: pytest.LogCaptureFixture
) -> None:
    harbour.discord.interactions.acknowledge_seconds = 0.05
    harbour.discord.faults.plan(slow(0.1), *CALLBACK)
    seen = await harbour.maya.slash(harbour.general, "ask", question=QUESTION)
    assert seen.failure == "The application did not respond"
    assert not errors_in(caplog)
    assert not responder.asked


async def test_pitfall_4_an_expired_token_is_no_error(
    harbour: Harbour, responder: FakeResponder, caplog: pytest.LogCaptureFixture
) -> None:
    answer = responder.respond

    def think_long(*args: object, **kwargs: object) -> object:
        harbour.discord.world.clock.advance(16 * 60)
        return answer(*args, **kwargs)  # type: ignore[arg-type]

    responder.respond = think_long  # type: ignore[method-assign, assignment]
    seen = await harbour.maya.slash(harbour.general, "ask", question=QUESTION)
    assert seen.response.thinking
    assert not errors_in(caplog)


@pytest.mark.parametrize(("status", "code"), [(404, 10062), (401, 50027), (404, 10015)])
async def test_pitfall_4_what_is_over_is_left_alone(
    harbour: Harbour, caplog: pytest.LogCaptureFixture, status: int, code: int
) -> None:
    harbour.discord.faults.plan(refused(status, code), *ORIGINAL)
    await harbour.maya.slash(harbour.general, "ask", question=QUESTION)
    assert len(harbour.discord.calls_to("PATCH", "/@original")) == 1
    assert not errors_in(caplog)


async def test_pitfall_4_a_followup_whose_answer_was_lost(harbour: Harbour) -> None:
    harbour.discord.faults.plan(cut_before(), *FOLLOWUP)
    seen = await harbour.maya.slash(harbour.general, "ask", question="everything")
    assert all(seen.text.count(f"Statement number {n} about") == 1 for n in range(400))


async def test_pitfall_4_nothing_of_all_this_counts_towards_the_ban(harbour: Harbour) -> None:
    await harbour.maya.says(harbour.general, f"{harbour.mention} everything")
    await harbour.maya.slash(harbour.general, "ask", question="everything")
    assert harbour.discord.rest.invalid_requests == 0


# 5. Events that come twice, or in another order


async def test_pitfall_5_a_message_delivered_twice_is_answered_once(harbour: Harbour, responder: FakeResponder) -> None:
    harbour.discord.gateway.duplicates = 1
    seen = await harbour.maya.says(harbour.general, f"{harbour.mention} {QUESTION}")
    assert len(seen.answers) == len(responder.asked) == 1


async def test_pitfall_5_a_command_delivered_twice_is_answered_once(harbour: Harbour, responder: FakeResponder) -> None:
    harbour.discord.gateway.duplicates = 1
    seen = await harbour.maya.slash(harbour.general, "ask", question="everything")
    assert len(responder.asked) == 1
    assert all(seen.text.count(f"Statement number {n} about") == 1 for n in range(400))


async def test_pitfall_5_a_click_delivered_twice_is_answered_once(harbour: Harbour, responder: FakeResponder) -> None:
    offer = await harbour.maya.says(harbour.general, f"{harbour.mention} ortiz")
    harbour.discord.gateway.duplicates = 1
    await harbour.maya.clicks(offer.response, offer.response.labels[0])
    assert len(responder.asked) == 2


async def test_pitfall_5_a_command_completed_twice_is_answered_once(harbour: Harbour) -> None:
    harbour.discord.gateway.duplicates = 1
    seen = await harbour.maya.completes(harbour.general, "who", "name", "m")
    assert seen.offered == ("Maya Ortiz",)


async def test_pitfall_5_messages_in_another_order_are_all_answered(harbour: Harbour, responder: FakeResponder) -> None:
    harbour.discord.gateway.hold_next = 1
    await harbour.maya.says(harbour.general, f"{harbour.mention} one")
    await harbour.maya.says(harbour.general, f"{harbour.mention} two")
    assert responder.questions == ["two", "one"]
    assert len(harbour.answers()) == 2


# 6. Connections that only look alive


async def test_pitfall_6_without_acknowledgements_events_are_answered_all_the_same(harbour: Harbour) -> None:
    harbour.discord.gateway.withhold_acks = True
    seen = await harbour.maya.says(harbour.general, f"{harbour.mention} {QUESTION}")
    assert seen.answers


async def test_pitfall_6_a_silent_socket_is_left_for_another(harbour: Harbour, monkeypatch: pytest.MonkeyPatch) -> None:
    gateway = harbour.discord.gateway
    gateway.heartbeat_interval = 0.05
    harbour.bot._connection.heartbeat_timeout = 0.15
    await gateway.ask_to_reconnect()  # so that both take effect
    await gateway.resumed()
    await harbour.discord.settle()
    gateway.silent = True
    said = harbour.maya.writes(harbour.general, f"{harbour.mention} {QUESTION}")
    await gateway.tell_message(said)
    await gateway.resumed(2)
    gateway.silent = False
    await gateway.speak_again()
    await harbour.discord.settle()
    assert len(harbour.maya.sees(said).answers) == 1


async def test_pitfall_6_a_resume_that_is_never_answered_ends_the_process(harbour: Harbour) -> None:
    harbour.discord.gateway.ignored_resumes = 100
    harbour.bot._watch.change_interval(seconds=0.005)
    harbour.bot._watch.restart()
    await harbour.discord.gateway.ask_to_reconnect()
    await harbour.running
    assert harbour.bot.gave_up
    assert harbour.bot.watch.connected == frozenset()


# 7. The end of a connection


async def test_pitfall_7_closing_cuts_the_line_and_leaves_the_session(harbour: Harbour) -> None:
    await harbour.bot.close()
    await harbour.running
    await harbour.discord.gateway.ended()
    assert harbour.discord.gateway.close_codes in ([4000], [1006])  # of a shard the library stops reading first


async def test_pitfall_7_closing_while_connecting_again_is_an_end_like_any_other(harbour: Harbour) -> None:
    harbour.discord.gateway.withheld_hellos = 1
    harbour.discord.gateway.cut()
    await harbour.discord.gateway.opened(2)
    await harbour.bot.close()
    await harbour.running


async def test_pitfall_7_a_line_that_stays_dead_is_given_up(harbour: Harbour) -> None:
    harbour.bot._watch.change_interval(seconds=0.005)
    harbour.bot._watch.restart()
    harbour.discord.gateway.withheld_hellos = 1000
    harbour.discord.gateway.cut()
    await harbour.running
    assert harbour.bot.gave_up


async def test_pitfall_7_a_gateway_that_is_away_at_the_start_is_tried_again(
    discord_server: FakeDiscord, responder: FakeResponder, tmp_path: Path
) -> None:
    discord_server.gateway.refused_connections = 3
    async with open_harbour(discord_server, lambda: responder, Config(state_dir=tmp_path)) as harbour:
        seen = await harbour.maya.says(harbour.general, f"{harbour.mention} {QUESTION}")
        assert seen.answers


@pytest.mark.parametrize("fault", [rate_limited(html=True), failing(503), cut_before(), cut_after()])
async def test_commands_that_cannot_be_registered_do_not_keep_the_bot_away(
    discord_server: FakeDiscord, responder: FakeResponder, tmp_path: Path, fault: Fault
) -> None:
    discord_server.faults.plan(fault, "PUT", "/applications/*/commands", times=10)
    config = Config(state_dir=tmp_path / "state")
    async with open_harbour(discord_server, lambda: responder, config) as harbour:
        seen = await harbour.maya.says(harbour.general, f"{harbour.mention} {QUESTION}")
        assert seen.answers
    discord_server.faults.planned.clear()
    async with open_harbour(discord_server, lambda: responder, config) as harbour:
        assert (await harbour.maya.slash(harbour.general, "ask", question=QUESTION)).answers


@pytest.mark.parametrize("code", [1000, 1001, 4000, 4001, 4002, 4005, 4008])
async def test_pitfall_7_most_ends_are_recovered_from_by_one_resume(harbour: Harbour, code: int) -> None:
    gateway = harbour.discord.gateway
    await gateway.close_with(code)
    seen = await harbour.maya.says(harbour.general, f"{harbour.mention} {QUESTION}")
    assert len(seen.answers) == 1
    assert len(gateway.resumes) == 1
    assert gateway.resumes[0]["host"] == RESUME_HOST
    assert len(gateway.identifies) == 1


@pytest.mark.parametrize("code", [4003, 4007, 4009])
async def test_pitfall_7_some_ends_need_a_new_session(harbour: Harbour, haste: Haste, code: int) -> None:
    gateway = harbour.discord.gateway
    await gateway.close_with(code)
    await gateway.identified(2)
    await gateway.connected()
    assert 5.0 in haste.pauses
    seen = await harbour.maya.says(harbour.general, f"{harbour.mention} {QUESTION}")
    assert len(seen.answers) == 1


@pytest.mark.parametrize("resumable", [True, False])
async def test_pitfall_7_an_invalid_session_is_recovered_from(harbour: Harbour, resumable: bool) -> None:
    gateway = harbour.discord.gateway
    await gateway.invalidate(resumable=resumable)
    await (gateway.resumed() if resumable else gateway.identified(2))
    await gateway.connected()
    seen = await harbour.maya.says(harbour.general, f"{harbour.mention} {QUESTION}")
    assert len(seen.answers) == 1
    assert len(gateway.identifies) == (1 if resumable else 2)


async def test_pitfall_7_a_cut_line_loses_no_question(harbour: Harbour) -> None:
    harbour.discord.gateway.cut()
    seen = await harbour.maya.says(harbour.general, f"{harbour.mention} {QUESTION}")
    assert len(seen.answers) == 1


@pytest.mark.parametrize(
    ("code", "end"),
    [
        (4004, ExitCode.TOKEN),
        (4010, ExitCode.REFUSED),
        (4011, ExitCode.REFUSED),
        (4012, ExitCode.REFUSED),
        (4013, ExitCode.INTENTS),
        (4014, ExitCode.INTENTS),
    ],
)
async def test_pitfall_7_some_ends_are_for_good(harbour: Harbour, code: int, end: ExitCode) -> None:
    await harbour.discord.gateway.close_with(code)
    with pytest.raises((discord.ConnectionClosed, discord.PrivilegedIntentsRequired)) as ended:
        await harbour.running
    assert explain_end(ended.value)[0] is end
    assert len(harbour.discord.gateway.identifies) == 1
    assert not harbour.discord.gateway.resumes


# 8. The first heartbeat


async def test_pitfall_8_the_first_heartbeat_comes_before_anything_else(harbour: Harbour) -> None:
    (connection,) = harbour.discord.gateway.connections
    assert connection.first_ops[:2] == [Op.HEARTBEAT, Op.IDENTIFY]
    assert connection.heartbeats[0] is None


# 9. Voice


async def test_pitfall_9_nothing_for_voice_is_installed() -> None:
    assert importlib.util.find_spec("nacl") is None
    assert importlib.util.find_spec("davey") is None


# Faults that last longer than the bot tries


async def test_a_message_whose_second_page_cannot_be_sent_is_apologised_for(harbour: Harbour) -> None:
    harbour.discord.faults.plan(slow(0), *MESSAGES)
    harbour.discord.faults.plan(failing(503), *MESSAGES, times=3)
    seen = await harbour.maya.says(harbour.general, f"{harbour.mention} everything")
    assert "Maya Ortiz" in seen.response.text
    assert [message.text[:5] for message in seen.followups] == ["Sorry"]


async def test_a_command_whose_second_page_cannot_be_sent_keeps_its_first_and_is_apologised_for(
    harbour: Harbour,
) -> None:
    harbour.discord.faults.plan(cut_before(), *FOLLOWUP, times=3)
    seen = await harbour.maya.slash(harbour.general, "ask", question="everything")
    assert "Maya Ortiz" in seen.response.text
    assert [message.text[:5] for message in seen.followups] == ["Sorry"]


async def test_a_channel_that_is_gone_is_no_error(harbour: Harbour, caplog: pytest.LogCaptureFixture) -> None:
    harbour.discord.faults.plan(refused(404, 10003), *MESSAGES)
    await harbour.maya.says(harbour.general, f"{harbour.mention} {QUESTION}")
    assert len(harbour.discord.calls_to("POST", "/messages")) == 1
    assert not errors_in(caplog)


async def test_a_fault_that_lasts_is_given_up_on(harbour: Harbour, caplog: pytest.LogCaptureFixture) -> None:
    harbour.discord.faults.plan(failing(503), *MESSAGES, times=100)
    async with asyncio.timeout(5):
        seen = await harbour.maya.says(harbour.general, f"{harbour.mention} {QUESTION}")
    assert not seen.answers
    assert errors_in(caplog)
