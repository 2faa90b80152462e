"""What clients identified for, and the sockets on which they hear of it."""

from __future__ import annotations

import json
import zlib
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Protocol

from aiohttp import web

from tests.fakecord.gateway_codes import Intent
from tests.fakecord.world import JSON, Guild


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

    def has(self, guild: Guild | None) -> bool:
        """Whether a guild, or a conversation outside of guilds, belongs to its shard."""
        return self.shard[0] == (0 if guild is None else shard_of(guild, self.shard[1]))

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


def shard_of(guild: Guild, count: int) -> int:
    """The shard of a guild, where there are so many."""
    return (guild.id >> 22) % count


def make_compressor(name: str | None) -> Compressor:
    """One stream per connection; each payload ends with a flush, so that it can be read at once."""
    if name == "zlib-stream":
        deflate = zlib.compressobj()
        return lambda text: deflate.compress(text.encode()) + deflate.flush(zlib.Z_SYNC_FLUSH)
    if name == "zstd-stream":
        import zstandard  # only where the client has it too

        stream = zstandard.ZstdCompressor().compressobj()
        return lambda text: stream.compress(text.encode()) + stream.flush(zstandard.COMPRESSOBJ_FLUSH_BLOCK)
    return lambda text: text
