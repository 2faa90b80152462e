"""The gateway: what it tells clients, how it takes what they say, and what a test may wait for."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from dataclasses import dataclass, field

import aiohttp
from aiohttp import web

from tests.fakecord.gateway_codes import RESUME_HOST, Close, Intent, Op
from tests.fakecord.gateway_events import find_objection, list_members, tell_message
from tests.fakecord.lines import Lines
from tests.fakecord.payloads import guild_create_json, interaction_json, ready_json
from tests.fakecord.sessions import Connection, Session, make_compressor, shard_of
from tests.fakecord.world import JSON, Guild, Interaction, Message, World

_EVENTS_IN_A_MINUTE = 120
_PAYLOAD_LIMIT = 4096
_ENDS_SESSION = (1000, 1001)
"""A client that closes with one of these will not resume."""


@dataclass(slots=True, kw_only=True, eq=False, repr=False)
class Gateway(Lines):
    """The gateway of a fake Discord."""

    world: World
    token: str
    record: Callable[[str], None]
    """Where violations go."""

    heartbeat_interval: float = 41.25
    identifies: list[JSON] = field(default_factory=list)
    resumes: list[JSON] = field(default_factory=list)
    close_codes: list[int | None] = field(default_factory=list)
    """The codes with which clients ended connections that the gateway had not."""

    shards: int = 1
    """How many shards `/gateway/bot` recommends."""

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
        compress = make_compressor(request.query.get("compress"))
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

    # What happens in the world

    async def tell_message(self, message: Message, event: str = "MESSAGE_CREATE") -> None:
        """Tell the sessions concerned of a message that was written, edited or deleted."""
        guild = message.channel.guild
        if message.ephemeral or (guild is not None and not guild.installed):
            return
        if guild is None and self.world.bot not in message.channel.people:
            return
        intent = Intent.GUILD_MESSAGES if guild is not None else Intent.DIRECT_MESSAGES
        for session in self._sessions_of(guild):
            if session.wants(intent):
                await self._dispatch(session, event, tell_message(message, session, event, self.world))

    async def tell_interaction(self, interaction: Interaction) -> None:
        """Deliver an interaction; no intent is needed for it."""
        guild = interaction.channel.guild
        for session in self._sessions_of(guild):
            await self._dispatch(session, "INTERACTION_CREATE", interaction_json(interaction, self.world))

    async def tell_guild(self, guild: Guild) -> None:
        """Tell of a guild that the bot has joined or whose channels changed."""
        for session in self._sessions_of(guild):
            if session.wants(Intent.GUILDS):
                await self._dispatch(session, "GUILD_CREATE", guild_create_json(guild, self.world))

    async def tell_guild_left(self, guild: Guild) -> None:
        """Tell that the bot was removed from a guild."""
        for session in self._sessions_of(guild):
            if session.wants(Intent.GUILDS):
                await self._dispatch(session, "GUILD_DELETE", {"id": str(guild.id)})

    # What a test awaits

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
        guilds = [guild for guild in self.world.guilds.values() if guild.installed and shard_of(guild, count) == number]
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
        return find_objection(data, token=self.token, world=self.world, record=self.record)

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
                await self.send(session, payload)
            await self._dispatch(session, "RESUMED", {"_trace": ["fakecord"]})
            await self._ask_for_receipt(session, session.sequence)

    async def _members(self, session: Session | None, data: JSON) -> None:
        assert session is not None
        guild = self.world.guilds[int(data["guild_id"])]
        await self._dispatch(session, "GUILD_MEMBERS_CHUNK", list_members(guild, data))

    # Events

    def _sessions_of(self, guild: Guild | None) -> list[Session]:
        return [session for session in self.sessions.values() if session.has(guild)]

    async def _dispatch(self, session: Session, event: str, data: JSON) -> None:
        asked = event in ("MESSAGE_CREATE", "INTERACTION_CREATE")
        if asked and self.hold_next:
            self.hold_next -= 1
            self._held.append((session, event, data))
            return
        session.sequence += 1
        payload: JSON = {"op": Op.DISPATCH, "t": event, "s": session.sequence, "d": data}
        session.sent.append(payload)
        await self.send(session, payload)
        if asked and self.duplicates:
            self.duplicates -= 1
            await self.send(session, payload)
        if asked and self.cut_behind:
            self.cut_behind -= 1
            self.cut()
        held, self._held = self._held, []
        for late in held:
            await self._dispatch(*late)

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
