"""The gateway: sessions, events, heartbeats, resuming, and the ways in which a gateway can misbehave."""

from __future__ import annotations

import asyncio
import json
import zlib
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Any, Protocol

import aiohttp
from aiohttp import web

from tests.fakecord.payloads import (
    guild_create_json,
    interaction_json,
    member_json,
    message_event_json,
    ready_json,
)
from tests.fakecord.world import JSON, Guild, Interaction, Message, World

RESUME_HOST = "gateway-fakecord-1.discord.gg"
"""Where READY tells the client to resume: not the host it connected to first, as with Discord."""

_EVENTS_IN_A_MINUTE = 120
_PAYLOAD_LIMIT = 4096
_PRIVILEGED = (1 << 1) | (1 << 8) | (1 << 15)
_ENDS_SESSION = (1000, 1001)
"""A client that closes with one of these will not resume."""

_KNOWN_INTENTS = (1 << 26) - 1


class Intent(IntEnum):
    """The intents whose events the fake sends."""

    GUILDS = 1 << 0
    GUILD_MESSAGES = 1 << 9
    DIRECT_MESSAGES = 1 << 12
    MESSAGE_CONTENT = 1 << 15


class Op(IntEnum):
    """The opcodes."""

    DISPATCH = 0
    HEARTBEAT = 1
    IDENTIFY = 2
    PRESENCE = 3
    VOICE = 4
    RESUME = 6
    RECONNECT = 7
    REQUEST_MEMBERS = 8
    INVALID_SESSION = 9
    HELLO = 10
    HEARTBEAT_ACK = 11


class Close(IntEnum):
    """Why the gateway closes a connection."""

    UNKNOWN_ERROR = 4000
    UNKNOWN_OPCODE = 4001
    DECODE_ERROR = 4002
    NOT_AUTHENTICATED = 4003
    AUTHENTICATION_FAILED = 4004
    ALREADY_AUTHENTICATED = 4005
    INVALID_SEQ = 4007
    RATE_LIMITED = 4008
    SESSION_TIMED_OUT = 4009
    INVALID_SHARD = 4010
    SHARDING_REQUIRED = 4011
    INVALID_API_VERSION = 4012
    INVALID_INTENTS = 4013
    DISALLOWED_INTENTS = 4014


FINAL = frozenset(
    {
        Close.AUTHENTICATION_FAILED,
        Close.INVALID_SHARD,
        Close.SHARDING_REQUIRED,
        Close.INVALID_API_VERSION,
        Close.INVALID_INTENTS,
        Close.DISALLOWED_INTENTS,
    }
)
"""After these a client must not connect again."""

_NO_RESUME = FINAL | {Close.NOT_AUTHENTICATED, Close.INVALID_SEQ, Close.SESSION_TIMED_OUT}


class Compressor(Protocol):
    """What turns a text into the bytes of a stream."""

    def __call__(self, text: str) -> bytes | str:
        """The next piece of the stream."""
        ...


@dataclass(slots=True, kw_only=True, eq=False, repr=False)
class Session:
    """What a client identified for; it outlives its connections."""

    id: str
    intents: int
    shard: tuple[int, int]
    sequence: int = 0
    confirmed: int = 0
    """The last event that the client said it has."""

    asked: int = 0
    """The event that a receipt was asked for."""

    sent: list[JSON] = field(default_factory=list)
    connection: Connection | None = None

    @property
    def behind(self) -> bool:
        """Whether there are events that the client has not confirmed."""
        return self.confirmed < self.sequence

    @property
    def waits(self) -> bool:
        """Whether a receipt is awaited."""
        return self.confirmed < self.asked

    def wants(self, intent: Intent) -> bool:
        """Whether the client asked for such events."""
        return bool(self.intents & intent)


@dataclass(slots=True, kw_only=True, eq=False, repr=False)
class Connection:
    """One socket of a client."""

    socket: web.WebSocketResponse
    request: web.Request
    host: str
    compress: Compressor
    session: Session | None = None
    closed_with: int | None = None
    """How the gateway ended it; None while it has not."""

    received: list[float] = field(default_factory=list)
    heartbeats: list[int | None] = field(default_factory=list)
    first_ops: list[int] = field(default_factory=list)

    async def send(self, payload: JSON) -> None:
        """Send one payload; a socket that is gone is no error, the client will resume."""
        text = self.compress(json.dumps(payload))
        with suppress(ConnectionError, RuntimeError):
            if isinstance(text, bytes):
                await self.socket.send_bytes(text)
            else:
                await self.socket.send_str(text)

    async def close(self, code: int) -> None:
        """Close with a code."""
        self.closed_with = code
        await self.socket.close(code=code)

    def cut(self) -> None:
        """Tear the connection down without a word."""
        self.closed_with = 1006
        if self.request.transport is not None:
            self.request.transport.abort()


@dataclass(slots=True, kw_only=True, eq=False, repr=False)
class Gateway:
    """The gateway of a fake Discord.

    The fields in the second half are faults; the counted ones wear off.
    """

    world: World
    token: str
    record: Callable[[str], None]
    """Where violations go."""

    heartbeat_interval: float = 41.25
    sessions: dict[str, Session] = field(default_factory=dict)
    connections: list[Connection] = field(default_factory=list)
    """Every connection so far, the open ones too."""

    identifies: list[JSON] = field(default_factory=list)
    resumes: list[JSON] = field(default_factory=list)
    close_codes: list[int | None] = field(default_factory=list)
    """The codes with which clients ended connections that the gateway had not."""

    shards: int = 1
    """How many shards `/gateway/bot` recommends."""

    withhold_acks: bool = False
    silent: bool = False
    """Events are recorded for later but not sent; nor is anything else."""

    refused_connections: int = 0
    """How many of the next connections are cut before they stand."""

    withheld_hellos: int = 0
    """How many of the next connections are accepted and then left alone."""

    speaks_on_resume: bool = False
    """Whether a RESUME ends the silence."""

    ignored_resumes: int = 0
    refuse_with: list[Close] = field(default_factory=list)
    """Codes for the next IDENTIFYs, in order."""

    duplicates: int = 0
    """How many of the next messages and interactions are sent twice."""

    cut_behind: int = 0
    """Behind how many of the next messages and interactions the line is cut."""

    hold_next: int = 0
    """How many of the next messages and interactions are kept until another event has been sent."""

    _held: list[tuple[Session, str, JSON]] = field(default_factory=list)
    _changed: asyncio.Condition = field(default_factory=asyncio.Condition)

    # What the server calls

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """One connection, from HELLO to its end."""
        if self.refused_connections:
            self.refused_connections -= 1
            assert request.transport is not None
            request.transport.abort()
            return web.Response()
        compress = _compressor(request.query.get("compress"))
        socket = web.WebSocketResponse(autoping=True, max_msg_size=0, compress=False)
        await socket.prepare(request)
        connection = Connection(socket=socket, request=request, host=request.host.split(":")[0], compress=compress)
        self.connections.append(connection)
        if request.query.get("v") != "10" or request.query.get("encoding") != "json":
            self.record(f"gateway: connected with {request.query_string!r}, not v=10 and encoding=json")
            await connection.close(Close.INVALID_API_VERSION)
            return socket
        await self._notify()
        try:
            if self.withheld_hellos:
                self.withheld_hellos -= 1
            else:
                interval = int(self.heartbeat_interval * 1000)
                await connection.send({"op": Op.HELLO, "d": {"heartbeat_interval": interval, "_trace": ["fakecord"]}})
            async for frame in socket:
                if frame.type is not aiohttp.WSMsgType.TEXT:
                    await connection.close(Close.DECODE_ERROR)
                    break
                await self._receive(connection, frame.data)
        finally:
            self._end(connection)
            await self._notify()
        return socket

    async def close(self) -> None:
        """Close what is open, as when the server goes down."""
        for connection in self.open_connections:
            await connection.close(1001)

    # What happens in the world

    async def tell_message(self, message: Message, event: str = "MESSAGE_CREATE") -> None:
        """Tell the sessions concerned of a message that was written, edited or deleted."""
        guild = message.channel.guild
        if message.ephemeral or (guild is not None and not guild.installed):
            return
        if guild is None and self.world.bot not in message.channel.people:
            return
        intent = Intent.GUILD_MESSAGES if guild is not None else Intent.DIRECT_MESSAGES
        for session in self._sessions_for(guild):
            if session.wants(intent):
                await self._dispatch(session, event, self._message_for(message, session, event))

    async def tell_interaction(self, interaction: Interaction) -> None:
        """Deliver an interaction; no intent is needed for it."""
        guild = interaction.channel.guild
        for session in self._sessions_for(guild):
            await self._dispatch(session, "INTERACTION_CREATE", interaction_json(interaction, self.world))

    async def tell_guild(self, guild: Guild) -> None:
        """Tell of a guild that the bot has joined or whose channels changed."""
        for session in self._sessions_for(guild):
            if session.wants(Intent.GUILDS):
                await self._dispatch(session, "GUILD_CREATE", guild_create_json(guild, self.world))

    # What a test awaits

    @property
    def open_connections(self) -> list[Connection]:
        """The connections that are open."""
        return [connection for connection in self.connections if not connection.socket.closed]

    async def connected(self, count: int = 1) -> None:
        """Wait until so many sessions are connected."""
        await self._until(lambda: sum(session.connection is not None for session in self.sessions.values()) >= count)

    async def opened(self, count: int) -> None:
        """Wait until so many connections have been opened, those that ended included."""
        await self._until(lambda: len(self.connections) >= count)

    async def identified(self, count: int) -> None:
        """Wait until clients have identified so often."""
        await self._until(lambda: len(self.identifies) >= count)

    async def resumed(self, count: int = 1) -> None:
        """Wait until clients have asked to resume so often."""
        await self._until(lambda: len(self.resumes) >= count)

    async def ended(self, count: int = 1) -> None:
        """Wait until so many connections have ended."""
        await self._until(lambda: len(self.close_codes) >= count)

    async def beaten(self, count: int) -> None:
        """Wait for heartbeats, over all connections."""
        await self._until(lambda: sum(len(connection.heartbeats) for connection in self.connections) >= count)

    async def all_received(self) -> None:
        """Wait until the clients say that they have every event; those that cannot hear are not waited for.

        A heartbeat carries the number of the last event, so asking for one is asking for a receipt.
        """
        if self.speaks_on_resume:
            await self._until(lambda: not self.silent)
        while not self.silent and (behind := [known for known in self.sessions.values() if known.behind]):
            for session in behind:
                await self._ask_for_receipt(session, session.sequence)
            await self._until(lambda: not any(session.waits for session in self.sessions.values()))

    # Faults

    async def close_with(self, code: int) -> None:
        """Close every connection with a code; some of them end the session too."""
        for connection in self.open_connections:
            if code in _NO_RESUME and connection.session is not None:
                self.sessions.pop(connection.session.id, None)
            await connection.close(code)

    def cut(self) -> None:
        """Tear every connection down without a word."""
        for connection in self.open_connections:
            connection.cut()

    async def invalidate(self, *, resumable: bool) -> None:
        """Say Invalid Session on every connection."""
        for connection in self.open_connections:
            if not resumable and connection.session is not None:
                self.sessions.pop(connection.session.id, None)
            await connection.send({"op": Op.INVALID_SESSION, "d": resumable})

    async def ask_to_reconnect(self) -> None:
        """Send RECONNECT on every connection."""
        for connection in self.open_connections:
            await connection.send({"op": Op.RECONNECT, "d": None})

    def forget_sessions(self) -> None:
        """Let every session run out, so that none can be resumed."""
        self.sessions.clear()

    def fall_silent_until_resumed(self) -> None:
        """Be silent from now on, until a client has had enough and resumes."""
        self.silent = self.speaks_on_resume = True

    async def speak_again(self) -> None:
        """End the silence and send what was kept back."""
        self.silent = False
        for session in self.sessions.values():
            for payload in session.sent:
                if payload["s"] > session.confirmed:
                    await self._send(session, payload)

    # The protocol

    def _end(self, connection: Connection) -> None:
        session, code = connection.session, connection.socket.close_code
        if session is not None and session.connection is connection:
            session.connection = None
        if connection.closed_with is None:
            self.close_codes.append(code)
            if session is not None and code in _ENDS_SESSION:
                self.sessions.pop(session.id, None)

    async def _receive(self, connection: Connection, text: str) -> None:
        now = self.world.clock.now()
        connection.received = [at for at in connection.received if at > now - 60] + [now]
        if len(connection.received) > _EVENTS_IN_A_MINUTE:
            self.record("gateway: more than 120 payloads within a minute")
            await connection.close(Close.RATE_LIMITED)
            return
        try:
            payload = json.loads(text)
            op, data = payload["op"], payload.get("d")
        except (ValueError, KeyError, TypeError):
            self.record("gateway: a payload that cannot be decoded")
            await connection.close(Close.DECODE_ERROR)
            return
        if len(text.encode()) > _PAYLOAD_LIMIT:
            self.record("gateway: a payload of more than 4,096 bytes")
            await connection.close(Close.DECODE_ERROR)
            return
        connection.first_ops.append(op)
        match op:
            case Op.HEARTBEAT:
                await self._heartbeat(connection, data)
            case Op.IDENTIFY:
                await self._identify(connection, data)
            case Op.RESUME:
                await self._resume(connection, data)
            case Op.PRESENCE | Op.VOICE | Op.REQUEST_MEMBERS if connection.session is None:
                await connection.close(Close.NOT_AUTHENTICATED)
            case Op.REQUEST_MEMBERS:
                await self._members(connection.session, data)
            case Op.PRESENCE | Op.VOICE:
                pass
            case _:
                self.record(f"gateway: unknown opcode {op}")
                await connection.close(Close.UNKNOWN_OPCODE)

    async def _heartbeat(self, connection: Connection, sequence: int | None) -> None:
        connection.heartbeats.append(sequence)
        session = connection.session
        if session is not None and sequence is not None:
            if sequence > session.sequence:
                self.record(f"gateway: a heartbeat for event {sequence}, which was never sent")
            session.confirmed = max(session.confirmed, sequence)
        if not self.withhold_acks and not self.silent:
            await connection.send({"op": Op.HEARTBEAT_ACK, "d": None})
        await self._notify()

    async def _identify(self, connection: Connection, data: JSON) -> None:
        self.identifies.append(data)
        code = self._objection(connection, data)
        if code is not None:
            await connection.close(code)
            await self._notify()
            return
        number, count = data.get("shard") or (0, 1)
        session = Session(id=f"{self.world.new_id():x}", intents=data["intents"], shard=(number, count))
        session.connection = connection
        connection.session = session
        self.sessions[session.id] = session
        guilds = [guild for guild in self.world.guilds.values() if guild.installed and _shard(guild, count) == number]
        ready = ready_json(
            self.world,
            session=session.id,
            resume_url=f"wss://{RESUME_HOST}",
            guilds=guilds,
            shard=[number, count],
        )
        await self._dispatch(session, "READY", ready)
        if session.wants(Intent.GUILDS):
            for guild in guilds:
                await self._dispatch(session, "GUILD_CREATE", guild_create_json(guild, self.world))
        await self._notify()

    def _objection(self, connection: Connection, data: JSON) -> Close | None:
        if self.refuse_with:
            return self.refuse_with.pop(0)
        if connection.session is not None:
            return Close.ALREADY_AUTHENTICATED
        if data.get("token") != self.token:
            return Close.AUTHENTICATION_FAILED
        number, count = data.get("shard") or (0, 1)
        if not 0 <= number < count:
            return Close.INVALID_SHARD
        intents = data.get("intents")
        if not isinstance(intents, int) or intents & ~_KNOWN_INTENTS:
            return Close.INVALID_INTENTS
        if intents & _PRIVILEGED & ~self.world.privileged_intents:
            return Close.DISALLOWED_INTENTS
        missing = {"os", "browser", "device"} - set(data.get("properties") or ())
        if missing:
            self.record(f"gateway: IDENTIFY without {sorted(missing)}")
        return None

    async def _resume(self, connection: Connection, data: JSON) -> None:
        self.resumes.append({**data, "host": connection.host})
        if self.speaks_on_resume:
            self.silent = self.speaks_on_resume = False
        await self._notify()
        if self.ignored_resumes:
            self.ignored_resumes -= 1
            return
        session = self.sessions.get(data.get("session_id") or "")
        if data.get("token") != self.token:
            await connection.close(Close.AUTHENTICATION_FAILED)
        elif session is None:
            await connection.send({"op": Op.INVALID_SESSION, "d": False})
        elif not isinstance(data.get("seq"), int) or data["seq"] > session.sequence:
            await connection.close(Close.INVALID_SEQ)
        else:
            if connection.host != RESUME_HOST:
                self.record(f"gateway: RESUME at {connection.host}, not at the resume_gateway_url")
            previous = session.connection
            session.connection = connection
            connection.session = session
            if previous is not None:
                previous.cut()
            for payload in [payload for payload in session.sent if payload["s"] > data["seq"]]:
                await self._send(session, payload)
            await self._dispatch(session, "RESUMED", {"_trace": ["fakecord"]})
            await self._ask_for_receipt(session, session.sequence)

    async def _members(self, session: Session | None, data: JSON) -> None:
        assert session is not None
        guild = self.world.guilds[int(data["guild_id"])]
        wanted = {int(number) for number in _as_list(data.get("user_ids"))}
        found = [member for member in guild.members.values() if not wanted or member.user.id in wanted]
        chunk: JSON = {
            "guild_id": str(guild.id),
            "members": [member_json(member, guild) for member in found],
            "chunk_index": 0,
            "chunk_count": 1,
            "not_found": [str(number) for number in wanted - set(guild.members)],
        }
        if data.get("nonce"):
            chunk["nonce"] = data["nonce"]
        await self._dispatch(session, "GUILD_MEMBERS_CHUNK", chunk)

    # Events

    def _sessions_for(self, guild: Guild | None) -> list[Session]:
        """The sessions whose shard a guild, or a conversation outside of guilds, belongs to."""
        return [
            session
            for session in self.sessions.values()
            if session.shard[0] == (0 if guild is None else _shard(guild, session.shard[1]))
        ]

    def _message_for(self, message: Message, session: Session, event: str) -> JSON:
        if event == "MESSAGE_DELETE":
            body: JSON = {"id": str(message.id), "channel_id": str(message.channel.id)}
            guild = message.channel.guild
            return body if guild is None else body | {"guild_id": str(guild.id)}
        bot = self.world.bot
        readable = (
            message.channel.guild is None
            or message.author is bot
            or bot in message.mentions
            or session.wants(Intent.MESSAGE_CONTENT)
        )
        return message_event_json(message, self.world, with_content=readable)

    async def _dispatch(self, session: Session, event: str, data: JSON) -> None:
        asked = event in ("MESSAGE_CREATE", "INTERACTION_CREATE")
        if asked and self.hold_next:
            self.hold_next -= 1
            self._held.append((session, event, data))
            return
        session.sequence += 1
        payload: JSON = {"op": Op.DISPATCH, "t": event, "s": session.sequence, "d": data}
        session.sent.append(payload)
        await self._send(session, payload)
        if asked and self.duplicates:
            self.duplicates -= 1
            await self._send(session, payload)
        if asked and self.cut_behind:
            self.cut_behind -= 1
            self.cut()
        held, self._held = self._held, []
        for late in held:
            await self._dispatch(*late)

    async def _send(self, session: Session, payload: JSON) -> None:
        if session.connection is not None and not self.silent:
            await session.connection.send(payload)

    async def _ask_for_receipt(self, session: Session, sequence: int) -> None:
        session.asked = max(session.asked, sequence)
        if session.connection is not None and session.waits:
            await session.connection.send({"op": Op.HEARTBEAT, "d": None})

    async def _notify(self) -> None:
        async with self._changed:
            self._changed.notify_all()

    async def _until(self, condition: Callable[[], bool]) -> None:
        async with self._changed:
            await self._changed.wait_for(condition)


def _shard(guild: Guild, count: int) -> int:
    return (guild.id >> 22) % count


def _as_list(value: Any) -> list[Any]:  # noqa: ANN401 - an id or a list of them, as clients send it
    if value is None:
        return []
    return list(value) if isinstance(value, list) else [value]


def _compressor(name: str | None) -> Compressor:
    """One stream per connection; each payload ends with a flush, so that it can be read at once."""
    if name == "zlib-stream":
        deflate = zlib.compressobj()
        return lambda text: deflate.compress(text.encode()) + deflate.flush(zlib.Z_SYNC_FLUSH)
    if name == "zstd-stream":
        import zstandard  # only where the client has it too

        stream = zstandard.ZstdCompressor().compressobj()
        return lambda text: stream.compress(text.encode()) + stream.flush(zstandard.COMPRESSOBJ_FLUSH_BLOCK)
    return lambda text: text
