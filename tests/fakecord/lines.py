"""The lines of a gateway to its clients, and all that can go wrong with them."""

from __future__ import annotations

from dataclasses import dataclass, field

from tests.fakecord.gateway_codes import NO_RESUME, Close, Op
from tests.fakecord.sessions import Connection, Session
from tests.fakecord.world import JSON


@dataclass(slots=True, kw_only=True, eq=False, repr=False)
class Lines:
    """Sessions and connections. The fields behind them are faults; the counted ones wear off."""

    sessions: dict[str, Session] = field(default_factory=dict)
    connections: list[Connection] = field(default_factory=list)
    """Every connection so far, the open ones too."""

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

    @property
    def open_connections(self) -> list[Connection]:
        """The connections that are open."""
        return [connection for connection in self.connections if not connection.socket.closed]

    async def close(self) -> None:
        """Close what is open, as when the server goes down."""
        for connection in self.open_connections:
            await connection.close(1001)

    async def close_with(self, code: int) -> None:
        """Close every connection with a code; some of them end the session too."""
        for connection in self.open_connections:
            if code in NO_RESUME and connection.session is not None:
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
                    await self.send(session, payload)

    async def send(self, session: Session, payload: JSON) -> None:
        """Send a payload to a session that is connected, unless the gateway is silent."""
        if session.connection is not None and not self.silent:
            await session.connection.send(payload)
