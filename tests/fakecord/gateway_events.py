"""What the gateway tells of the world, as each session may hear it, and whether it lets a client identify."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.fakecord.gateway_codes import KNOWN_INTENTS, PRIVILEGED, Close, Intent
from tests.fakecord.payloads import member_json, message_event_json
from tests.fakecord.sessions import Session
from tests.fakecord.world import JSON, Guild, Message, World


def tell_message(message: Message, session: Session, event: str, world: World) -> JSON:
    """A message that was written, edited or deleted; its words only for those who may read them."""
    if event == "MESSAGE_DELETE":
        body: JSON = {"id": str(message.id), "channel_id": str(message.channel.id)}
        guild = message.channel.guild
        return body if guild is None else body | {"guild_id": str(guild.id)}
    bot = world.bot
    readable = (
        message.channel.guild is None
        or message.author is bot
        or bot in message.mentions
        or session.wants(Intent.MESSAGE_CONTENT)
    )
    return message_event_json(message, world, with_content=readable)


def list_members(guild: Guild, data: JSON) -> JSON:
    """The members that a client asked for, in one piece."""
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
    return chunk


def find_objection(data: JSON, *, token: str, world: World, record: Callable[[str], None]) -> Close | None:
    """Why a client may not identify so; None where it may.

    Args:
        record: where violations go that do not end the connection.
    """
    if data.get("token") != token:
        return Close.AUTHENTICATION_FAILED
    number, count = data.get("shard") or (0, 1)
    if not 0 <= number < count:
        return Close.INVALID_SHARD
    intents = data.get("intents")
    if not isinstance(intents, int) or intents & ~KNOWN_INTENTS:
        return Close.INVALID_INTENTS
    if intents & PRIVILEGED & ~world.privileged_intents:
        return Close.DISALLOWED_INTENTS
    missing = {"os", "browser", "device"} - set(data.get("properties") or ())
    if missing:
        record(f"gateway: IDENTIFY without {sorted(missing)}")
    return None


def _as_list(value: Any) -> list[Any]:  # noqa: ANN401 - an id or a list of them, as clients send it
    if value is None:
        return []
    return list(value) if isinstance(value, list) else [value]
