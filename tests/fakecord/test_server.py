"""What the fake Discord refuses, and that it tells: a server that cannot fail would prove nothing."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

import aiohttp
import pytest
import pytest_asyncio

from tests.fakecord.faults import failing
from tests.fakecord.gateway_codes import Close, Op
from tests.fakecord.harbour import lawful_discord
from tests.fakecord.people import Person
from tests.fakecord.server import TOKEN, FakeDiscord
from tests.fakecord.world import JSON, Channel, Interaction, InteractionKind, Permission

pytestmark = pytest.mark.asyncio

_BOT = {"Authorization": f"Bot {TOKEN}", "User-Agent": "DiscordBot (https://harbour.example 1.0)"}
_SAFE: JSON = {"allowed_mentions": {"parse": [], "replied_user": False}}


@dataclass(slots=True, kw_only=True, repr=False)
class Rough:
    """A bot without a library, which sends whatever it is told to."""

    session: aiohttp.ClientSession
    discord: FakeDiscord
    channel: Channel
    maya: Person

    async def sends(self, method: str, path: str, body: object = None, **headers: str) -> tuple[int, Any]:
        """One request: the status and the body of its answer."""
        url = f"https://discord.com/api/v10{path}"
        async with self.session.request(method, url, json=body, headers={**_BOT, **headers}) as response:
            text = await response.text()
            return response.status, json.loads(text) if text else None

    async def posts(self, **body: object) -> tuple[int, Any]:
        """A message to the channel."""
        return await self.sends("POST", f"/channels/{self.channel.id}/messages", {**_SAFE, **body})

    def acted_on(self, kind: InteractionKind = InteractionKind.COMMAND) -> Interaction:
        """An interaction that waits for its answer."""
        return self.maya._interaction(kind, self.channel, {"type": 1})

    async def responds(self, to: Interaction, kind: int, **data: object) -> tuple[int, Any]:
        """A first response."""
        return await self.sends("POST", f"/interactions/{to.id}/{to.token}/callback", {"type": kind, "data": data})

    def webhook(self, of: Interaction) -> str:
        """Where follow-ups go."""
        return f"/webhooks/{self.discord.world.application_id}/{of.token}"

    def told(self, words: str) -> bool:
        """Whether a violation was recorded; it is forgiven by being asked about."""
        found = [violation for violation in self.discord.violations if words in violation]
        for violation in found:
            self.discord.violations.remove(violation)
        return bool(found)


@pytest_asyncio.fixture
async def rough(discord_server: FakeDiscord) -> AsyncIterator[Rough]:
    guild = discord_server.world.add_guild()
    async with aiohttp.ClientSession(connector=discord_server.connector()) as session:
        yield Rough(
            session=session,
            discord=discord_server,
            channel=discord_server.world.add_channel(guild),
            maya=discord_server.person("maya", guild=guild),
        )


# Requests


async def test_a_message_that_breaks_a_rule_is_refused_and_recorded(rough: Rough) -> None:
    status, answer = await rough.posts(content="x" * 2001)
    assert (status, answer["code"]) == (400, 50035)
    assert rough.told("content of 2001 characters")
    assert not rough.channel.messages


async def test_the_openapi_file_is_heard_too(rough: Rough) -> None:
    if rough.discord.rest.schema is None:
        pytest.skip("Discord's OpenAPI file is not at hand")
    await rough.posts(content="x", tts="yes")
    assert rough.told("OpenAPI: tts")


async def test_a_ping_is_recorded_unless_it_is_allowed(rough: Rough) -> None:
    ping = {"content": rough.maya.mention, "allowed_mentions": {"parse": ["users"]}}
    status, _ = await rough.posts(**ping)
    assert status == 400
    assert rough.told("would ping users")
    rough.discord.allow_pings()
    status, _ = await rough.posts(**ping)
    assert status == 200


async def test_a_nonce_counts_once(rough: Rough) -> None:
    _, first = await rough.posts(content="one", nonce="7", enforce_nonce=True)
    _, second = await rough.posts(content="one", nonce="7", enforce_nonce=True)
    _, third = await rough.posts(content="one", nonce="7")
    assert first["id"] == second["id"] != third["id"]
    rough.discord.world.clock.advance(301)
    _, fourth = await rough.posts(content="one", nonce="7", enforce_nonce=True)
    assert fourth["id"] != first["id"]


async def test_headers_are_checked(rough: Rough) -> None:
    status, _ = await rough.sends("GET", "/users/@me", Authorization="Bot wrong")
    assert status == 401
    assert rough.discord.rest.invalid_requests == 1
    await rough.sends("GET", "/users/@me", **{"User-Agent": "curl/8"})
    assert rough.told("User-Agent")
    await rough.sends("GET", "/users/@me", Authorization="")
    assert rough.told("no Authorization")


async def test_an_unknown_route_is_recorded(rough: Rough) -> None:
    status, _ = await rough.sends("GET", "/nowhere")
    assert status == 404
    assert rough.told("no such route")


async def test_a_set_of_commands_that_breaks_a_rule_is_refused(rough: Rough) -> None:
    path = f"/applications/{rough.discord.world.application_id}/commands"
    status, _ = await rough.sends("PUT", path, [{"name": "Ask", "description": "", "type": 1}])
    assert status == 400
    assert rough.told("not in lower case")
    assert rough.told("description has 0")
    rough.told("OpenAPI")
    assert not rough.discord.world.commands


@pytest.mark.parametrize(
    ("taken", "code"),
    [
        (Permission.VIEW_CHANNEL, 50001),
        (Permission.SEND_MESSAGES, 50013),
        (Permission.READ_HISTORY, 160002),
    ],
)
async def test_permissions_are_enforced(rough: Rough, taken: Permission, code: int) -> None:
    said = rough.maya.writes(rough.channel, "hello")
    assert rough.channel.guild is not None
    rough.channel.guild.everyone.permissions &= ~taken
    status, answer = await rough.posts(content="x", message_reference={"message_id": str(said.id)})
    assert (status, answer["code"]) == (403, code)


async def test_what_is_not_there_is_unknown(rough: Rough) -> None:
    assert (await rough.sends("GET", "/channels/1"))[1]["code"] == 10003
    assert (await rough.sends("GET", f"/channels/{rough.channel.id}/messages/1"))[1]["code"] == 10008
    assert (await rough.sends("GET", "/guilds/1"))[1]["code"] == 10004
    assert (await rough.posts(content="x", message_reference={"message_id": "1"}))[1]["code"] == 50035
    status, _ = await rough.posts(content="x", message_reference={"message_id": "1", "fail_if_not_exists": False})
    assert status == 200


async def test_other_peoples_messages_stay_as_they_are(rough: Rough) -> None:
    said = rough.maya.writes(rough.channel, "hello")
    path = f"/channels/{rough.channel.id}/messages/{said.id}"
    assert (await rough.sends("PATCH", path, {"content": "x"}))[1]["code"] == 50005
    assert (await rough.sends("DELETE", path))[1]["code"] == 50013


async def test_a_bucket_that_is_full_says_so(rough: Rough) -> None:
    rough.discord.rest.buckets.limits["/channels/{channel}/messages"] = (1, 60.0)
    assert (await rough.posts(content="one"))[0] == 200
    status, answer = await rough.posts(content="two")
    assert status == 429
    assert answer["retry_after"] > 0
    rough.discord.world.clock.advance(61)
    assert (await rough.posts(content="two"))[0] == 200


async def test_a_planned_fault_happens_as_often_as_planned(rough: Rough) -> None:
    rough.discord.faults.plan(failing(503), "POST", "/channels/*/messages", times=2)
    url = f"https://discord.com/api/v10/channels/{rough.channel.id}/messages"
    statuses = []
    for _ in range(3):
        async with rough.session.post(url, json={"content": "x", **_SAFE}, headers=_BOT) as response:
            statuses.append(response.status)
    assert statuses == [503, 503, 200]


# Interactions


async def test_an_interaction_is_acknowledged_once(rough: Rough) -> None:
    asked = rough.acted_on()
    assert (await rough.responds(asked, 5))[0] == 204
    status, answer = await rough.responds(asked, 5)
    assert (status, answer["code"]) == (400, 40060)


async def test_an_interaction_has_to_be_acknowledged_in_time(rough: Rough) -> None:
    asked = rough.acted_on()
    rough.discord.world.clock.advance(3.1)
    status, answer = await rough.responds(asked, 5)
    assert (status, answer["code"]) == (404, 10062)


async def test_a_token_is_good_for_a_quarter_of_an_hour(rough: Rough) -> None:
    asked = rough.acted_on()
    await rough.responds(asked, 4, content="x", **_SAFE)
    rough.discord.world.clock.advance(14 * 60)
    path = f"{rough.webhook(asked)}/messages/@original"
    assert (await rough.sends("PATCH", path, {"content": "y", **_SAFE}))[0] == 200
    rough.discord.world.clock.advance(61)
    status, answer = await rough.sends("PATCH", path, {"content": "z", **_SAFE})
    assert (status, answer["code"]) == (401, 50027)


async def test_nothing_follows_what_was_not_acknowledged(rough: Rough) -> None:
    asked = rough.acted_on()
    status, answer = await rough.sends("POST", rough.webhook(asked), {"content": "x", **_SAFE})
    assert (status, answer["code"]) == (404, 10015)


async def test_the_shortcut_of_a_first_followup_is_refused(rough: Rough) -> None:
    asked = rough.acted_on()
    await rough.responds(asked, 5)
    await rough.sends("POST", rough.webhook(asked), {"content": "x", **_SAFE})
    assert rough.told("in the place of an edit of @original")


@pytest.mark.parametrize(
    ("kind", "response"),
    [
        (InteractionKind.COMMAND, 6),
        (InteractionKind.COMMAND, 8),
        (InteractionKind.AUTOCOMPLETE, 4),
        (InteractionKind.MODAL, 9),
    ],
)
async def test_a_response_has_to_fit_its_interaction(rough: Rough, kind: InteractionKind, response: int) -> None:
    status, _ = await rough.responds(rough.acted_on(kind), response)
    assert status == 400
    assert rough.told(f"response type {response}")
    rough.told("OpenAPI")


async def test_choices_modals_and_updates_are_held_against_the_rules(rough: Rough) -> None:
    choices = [{"name": "x", "value": "y"}] * 26
    await rough.responds(rough.acted_on(InteractionKind.AUTOCOMPLETE), 8, choices=choices)
    assert rough.told("26 choices")
    line = {"type": 1, "components": [{"type": 4, "custom_id": "x", "style": 1, "label": "x"}]}
    await rough.responds(rough.acted_on(), 9, title="x" * 46, custom_id="x", components=[line])
    assert rough.told("modal title has 46")
    await rough.responds(rough.acted_on(), 4, flags=1 << 15, **_SAFE)
    assert rough.told("without a component")
    assert rough.told("an empty message")
    rough.told("OpenAPI")


async def test_followups_are_few_where_only_the_user_installed_the_bot(rough: Rough) -> None:
    elsewhere = rough.discord.world.add_guild("elsewhere", installed=False)
    visitor = rough.discord.person("visitor", guild=elsewhere, installed=True)
    place = rough.discord.world.add_channel(elsewhere)
    asked = visitor._interaction(InteractionKind.COMMAND, place, {"type": 1})
    await rough.responds(asked, 4, content="x", **_SAFE)
    codes = [(await rough.sends("POST", rough.webhook(asked), {"content": "x", **_SAFE}))[0] for _ in range(6)]
    assert codes == [200] * 5 + [400]


# The gateway


async def open_gateway(rough: Rough, query: str = "v=10&encoding=json") -> aiohttp.ClientWebSocketResponse:
    return await rough.session.ws_connect(f"wss://gateway.discord.gg/?{query}")


def identify(**changes: object) -> JSON:
    properties = {"os": "linux", "browser": "rough", "device": "rough"}
    return {"op": 2, "d": {"token": TOKEN, "intents": 1, "properties": properties, **changes}}


async def end_of(socket: aiohttp.ClientWebSocketResponse) -> int | None:
    """The code with which the gateway closes."""
    async for _ in socket:
        pass
    return socket.close_code


@pytest.mark.parametrize(
    ("payload", "code"),
    [
        (identify(token="wrong"), Close.AUTHENTICATION_FAILED),
        (identify(intents=1 << 15), Close.DISALLOWED_INTENTS),
        (identify(intents=-1), Close.INVALID_INTENTS),
        (identify(shard=[2, 2]), Close.INVALID_SHARD),
        ({"op": 3, "d": {}}, Close.NOT_AUTHENTICATED),
        ({"op": 6, "d": {"token": "wrong", "session_id": "x", "seq": 1}}, Close.AUTHENTICATION_FAILED),
    ],
)
async def test_the_gateway_closes_on_what_it_cannot_accept(rough: Rough, payload: JSON, code: Close) -> None:
    socket = await open_gateway(rough)
    await socket.send_json(payload)
    assert await end_of(socket) == code


@pytest.mark.parametrize(
    ("text", "code", "complaint"),
    [
        ("{", Close.DECODE_ERROR, "cannot be decoded"),
        ('{"op": 99}', Close.UNKNOWN_OPCODE, "unknown opcode"),
        (json.dumps({"op": 3, "d": "x" * 4096}), Close.DECODE_ERROR, "4,096 bytes"),
    ],
)
async def test_the_gateway_records_what_no_client_should_send(
    rough: Rough, text: str, code: Close, complaint: str
) -> None:
    socket = await open_gateway(rough)
    await socket.send_str(text)
    assert await end_of(socket) == code
    assert rough.told(complaint)


async def test_the_gateway_wants_its_version(rough: Rough) -> None:
    assert await end_of(await open_gateway(rough, "v=9&encoding=json")) == Close.INVALID_API_VERSION
    assert rough.told("not v=10")


async def test_the_gateway_counts_payloads(rough: Rough) -> None:
    socket = await open_gateway(rough)
    for _ in range(121):
        await socket.send_json({"op": Op.HEARTBEAT, "d": None})
    assert await end_of(socket) == Close.RATE_LIMITED
    assert rough.told("more than 120")


async def test_a_heartbeat_for_an_event_that_never_was_is_recorded(rough: Rough) -> None:
    socket = await open_gateway(rough)
    await socket.send_json(identify())
    await rough.discord.gateway.connected()
    await socket.send_json({"op": Op.HEARTBEAT, "d": 99})
    await rough.discord.gateway.beaten(1)
    assert rough.told("event 99")
    await socket.send_json(identify())
    assert await end_of(socket) == Close.ALREADY_AUTHENTICATED


async def test_a_session_is_resumed_where_it_was_told_to_be(rough: Rough) -> None:
    socket = await open_gateway(rough)
    await socket.send_json(identify(intents=1 << 9))
    await rough.discord.gateway.connected()
    (session,) = rough.discord.gateway.sessions
    await rough.discord.gateway.tell_message(rough.maya.writes(rough.channel, "hello"))
    again = await open_gateway(rough)
    await again.send_json({"op": 6, "d": {"token": TOKEN, "session_id": session, "seq": 1}})
    events = [(await again.receive_json()).get("t") for _ in range(3)]
    assert events == [None, "MESSAGE_CREATE", "RESUMED"]
    assert rough.told("not at the resume_gateway_url")
    await again.close()
    await socket.close()


# The network


async def test_no_way_leads_elsewhere(rough: Rough) -> None:
    for url in ("https://harbour.example/", "https://127.0.0.1:9/", "https://192.0.2.1/"):
        with pytest.raises(aiohttp.ClientError):
            await rough.session.get(url)
    assert rough.told("tried to reach harbour.example")
    assert rough.told("127.0.0.1")
    assert rough.told("192.0.2.1")


async def test_a_violation_fails_its_test() -> None:
    with pytest.raises(AssertionError, match="a rule was broken"):
        async with lawful_discord() as discord:
            discord.violations.append("POST /somewhere: a rule was broken")
