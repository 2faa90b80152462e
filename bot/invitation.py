"""The link that invites the bot to a server: with the permissions it needs, each with its reason, and no others."""

from __future__ import annotations

import base64
import binascii

from knowledge.values import dataclass

_ADDRESS = "https://discord.com/oauth2/authorize"


@dataclass(frozen=True, slots=True, kw_only=True)
class Permission:
    """Something that the bot must be allowed to do on a server."""

    name: str
    """As Discord's settings call it."""

    bit: int
    why: str


PERMISSIONS = (
    Permission(name="View Channels", bit=10, why="to receive the questions put to it"),
    Permission(name="Send Messages", bit=11, why="to answer in channels"),
    Permission(name="Send Messages in Threads", bit=38, why="to answer in threads"),
    Permission(name="Embed Links", bit=14, why="to link each statement to its article"),
    Permission(name="Attach Files", bit=15, why="to send what is too much for a message as a file"),
    Permission(name="Read Message History", bit=16, why="to answer as a reply to the question"),
)


def permission_value() -> int:
    """All permissions as Discord's number."""
    return sum(1 << permission.bit for permission in PERMISSIONS)


def invitation_link(client_id: int | None) -> str:
    """The link to open in a browser; for a client that is not known, with a gap to fill."""
    client = "APPLICATION_ID" if client_id is None else client_id
    return f"{_ADDRESS}?client_id={client}&scope=bot+applications.commands&permissions={permission_value()}"


def explain_permissions() -> str:
    """Each permission with its reason, in one line."""
    return "; ".join(f"{permission.name} {permission.why}" for permission in PERMISSIONS)


def client_id_of(token: str) -> int | None:
    """The id that the first part of a token holds, which is no secret; None where it holds none."""
    first = token.split(".")[0]
    try:
        text = base64.urlsafe_b64decode(first + "=" * (-len(first) % 4)).decode("ascii")
    except (binascii.Error, ValueError):
        return None
    return int(text) if text.isascii() and text.isdigit() and 15 <= len(text) <= 20 else None
