"""What the REST routes do to the world: login, commands, channels, messages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.fakecord.command_rules import check_command, check_commands
from tests.fakecord.errors import ApiError, invalid_form, unknown
from tests.fakecord.gateway import Gateway
from tests.fakecord.message_rules import check_message, pinged
from tests.fakecord.payloads import (
    application_json,
    attachment_json,
    channel_json,
    guild_json,
    member_json,
    message_json,
    own_user_json,
    user_json,
)
from tests.fakecord.rest import Answer, Call, Route, flatten
from tests.fakecord.world import (
    JSON,
    Attachment,
    Channel,
    ChannelKind,
    Message,
    MessageFlag,
    MessageKind,
    Permission,
    User,
    World,
)

_NONCE_SECONDS = 300.0


@dataclass(slots=True, kw_only=True, eq=False, repr=False)
class BotRoutes:
    """The routes that need the bot's token."""

    world: World
    gateway: Gateway
    pings_allowed: bool = False
    """Whether a message may ping somebody; otherwise that is a violation."""

    _nonces: dict[tuple[int, str], Message] = field(default_factory=dict)

    def table(self) -> tuple[Route, ...]:
        """The routes."""
        channel, commands = "/channels/{channel}", "/applications/{application}/commands"
        return (
            Route(method="GET", template="/users/@me", handle=self.get_self),
            Route(method="GET", template="/oauth2/applications/@me", handle=self.get_application),
            Route(method="GET", template="/applications/@me", handle=self.get_application),
            Route(method="GET", template="/gateway", handle=self.get_gateway),
            Route(method="GET", template="/gateway/bot", handle=self.get_gateway),
            Route(method="GET", template=commands, handle=self.get_commands),
            Route(method="PUT", template=commands, handle=self.put_commands),
            Route(method="POST", template=commands, handle=self.post_command),
            Route(method="GET", template=f"{commands}/{{command}}", handle=self.get_command),
            Route(method="DELETE", template=f"{commands}/{{command}}", handle=self.delete_command),
            Route(method="GET", template="/users/{user}", handle=self.get_user),
            Route(method="POST", template="/users/@me/channels", handle=self.post_direct_channel),
            Route(method="GET", template="/guilds/{guild}", handle=self.get_guild),
            Route(method="GET", template="/guilds/{guild}/channels", handle=self.get_guild_channels),
            Route(method="GET", template="/guilds/{guild}/members/{user}", handle=self.get_member),
            Route(method="GET", template=channel, handle=self.get_channel),
            Route(method="POST", template=f"{channel}/typing", handle=self.post_typing),
            Route(method="GET", template=f"{channel}/messages", handle=self.get_messages),
            Route(method="POST", template=f"{channel}/messages", handle=self.post_message),
            Route(method="GET", template=f"{channel}/messages/{{message}}", handle=self.get_message),
            Route(method="PATCH", template=f"{channel}/messages/{{message}}", handle=self.patch_message),
            Route(method="DELETE", template=f"{channel}/messages/{{message}}", handle=self.delete_message),
        )

    def forget_nonces(self) -> None:
        """Forget what would not be posted twice, as after some minutes."""
        self._nonces.clear()

    # Login

    async def get_self(self, call: Call) -> Answer:
        """The bot."""
        return Answer(body=own_user_json(self.world.bot))

    async def get_application(self, call: Call) -> Answer:
        """The bot's application."""
        return Answer(body=application_json(self.world))

    async def get_gateway(self, call: Call) -> Answer:
        """Where the gateway is."""
        body: JSON = {"url": "wss://gateway.discord.gg"}
        if call.path.endswith("/bot"):
            limit = {"total": 1000, "remaining": 999, "reset_after": 86_400_000, "max_concurrency": 1}
            body |= {"shards": self.gateway.shards, "session_start_limit": limit}
        return Answer(body=body)

    # Commands

    async def get_commands(self, call: Call, application: int) -> Answer:
        """The registered commands."""
        self._own(application)
        return Answer(body=list(self.world.commands.values()))

    async def put_commands(self, call: Call, application: int) -> Answer:
        """Register a whole set of commands in the place of the former."""
        self._own(application)
        commands = call.body or []
        _refuse(flatten(check_commands(commands)))
        before = {(command["type"], command["name"]): command["id"] for command in self.world.commands.values()}
        self.world.commands.clear()
        for command in commands:
            self._register(command, before.get((command.get("type", 1), command["name"])))
        return Answer(body=list(self.world.commands.values()))

    async def post_command(self, call: Call, application: int) -> Answer:
        """Register one command."""
        self._own(application)
        _refuse(flatten(check_command(call.body)))
        kind, name = call.body.get("type", 1), call.body["name"]
        same = [known for known in self.world.commands.values() if (known["type"], known["name"]) == (kind, name)]
        registered = self._register(call.body, same[0]["id"] if same else None)
        return Answer(status=200 if same else 201, body=registered)

    async def get_command(self, call: Call, application: int, command: int) -> Answer:
        """One command."""
        self._own(application)
        return Answer(body=self._command(command))

    async def delete_command(self, call: Call, application: int, command: int) -> Answer:
        """Take one command away."""
        self._own(application)
        self._command(command)
        del self.world.commands[command]
        return Answer()

    # Users, guilds and channels

    async def get_user(self, call: Call, user: int) -> Answer:
        """A user."""
        return Answer(body=user_json(self._user(user)))

    async def post_direct_channel(self, call: Call) -> Answer:
        """Open a conversation with a user."""
        user = self._user(int(call.body["recipient_id"]))
        return Answer(body=channel_json(self.world.direct_channel(user), self.world))

    async def get_guild(self, call: Call, guild: int) -> Answer:
        """A guild."""
        found = self.world.guilds.get(guild)
        if found is None or not found.installed:
            raise unknown("Guild", 10004)
        return Answer(body=guild_json(found, self.world))

    async def get_guild_channels(self, call: Call, guild: int) -> Answer:
        """The channels of a guild."""
        found = self.world.guilds.get(guild)
        if found is None or not found.installed:
            raise unknown("Guild", 10004)
        channels = [channel for channel in found.channels if channel.kind is not ChannelKind.THREAD]
        return Answer(body=[channel_json(channel, self.world) for channel in channels])

    async def get_member(self, call: Call, guild: int, user: int) -> Answer:
        """A member of a guild."""
        found = self.world.guilds.get(guild)
        if found is None or not found.installed:
            raise unknown("Guild", 10004)
        if user not in found.members:
            raise unknown("Member", 10007)
        return Answer(body=member_json(found.members[user], found))

    async def get_channel(self, call: Call, channel: int) -> Answer:
        """A channel."""
        return Answer(body=channel_json(self._channel(channel), self.world))

    async def post_typing(self, call: Call, channel: int) -> Answer:
        """Show that the bot is typing."""
        self._needs(self._channel(channel), Permission.SEND_MESSAGES)
        return Answer()

    # Messages

    async def get_messages(self, call: Call, channel: int) -> Answer:
        """The latest messages of a channel, newest first."""
        found = self._channel(channel)
        self._needs(found, Permission.READ_HISTORY)
        shown = [message for message in found.messages.values() if not message.deleted and not message.ephemeral]
        latest = shown[::-1][: int(call.query.get("limit", "50"))]
        return Answer(body=[message_json(message, self.world) for message in latest])

    async def get_message(self, call: Call, channel: int, message: int) -> Answer:
        """One message."""
        found = self._channel(channel)
        self._needs(found, Permission.READ_HISTORY)
        return Answer(body=message_json(self._message(found, message), self.world))

    async def post_message(self, call: Call, channel: int) -> Answer:
        """Write a message; one with an enforced nonce that stands already is given back instead."""
        place = self._channel(channel)
        body = call.body or {}
        thread = place.kind is ChannelKind.THREAD
        self._needs(place, Permission.SEND_IN_THREADS if thread else Permission.SEND_MESSAGES)
        nonce = body.get("nonce")
        if nonce is not None and body.get("enforce_nonce"):
            known = self._nonces.get((channel, str(nonce)))
            if known is not None and self.world.clock.now() - known.at < _NONCE_SECONDS:
                return Answer(body=message_json(known, self.world))
        files = {number: name for number, (name, _) in call.files.items()}
        _refuse(flatten(check_message(body, files=files, webhook=False)))
        if files:
            self._needs(place, Permission.ATTACH_FILES)
        reply_to = self._reply_target(place, body)
        self._check_pings(body, reply_to)
        message = write_message(self.world, place, self.world.bot, body, call.files, reply_to=reply_to)
        if nonce is not None:
            message.nonce = str(nonce)
            self._nonces[channel, str(nonce)] = message
        await self.gateway.tell_message(message)
        return Answer(body=message_json(message, self.world))

    async def patch_message(self, call: Call, channel: int, message: int) -> Answer:
        """Edit one of the bot's own messages."""
        found = self._message(self._channel(channel), message)
        if found.author is not self.world.bot:
            raise ApiError(403, 50005, "Cannot edit a message authored by another user")
        body = call.body or {}
        files = {number: name for number, (name, _) in call.files.items()}
        _refuse(flatten(check_message(body, before=standing(found), files=files, webhook=False)))
        self._check_pings(body, None)
        edit_message(self.world, found, body, call.files)
        await self.gateway.tell_message(found, "MESSAGE_UPDATE")
        return Answer(body=message_json(found, self.world))

    async def delete_message(self, call: Call, channel: int, message: int) -> Answer:
        """Delete one of the bot's own messages."""
        found = self._message(self._channel(channel), message)
        if found.author is not self.world.bot:
            raise ApiError(403, 50013, "Missing Permissions")
        found.deleted = True
        await self.gateway.tell_message(found, "MESSAGE_DELETE")
        return Answer()

    # Helpers

    def _own(self, application: int) -> None:
        if application != self.world.application_id:
            raise ApiError(403, 20012, "You are not authorized to perform this action on this application")

    def _register(self, command: JSON, known_id: str | None) -> JSON:
        number = int(known_id) if known_id else self.world.new_id()
        registered = {
            "type": 1,
            "description": "",
            "default_member_permissions": None,
            "dm_permission": True,
            "nsfw": False,
            "integration_types": [0],
            "contexts": None,
            **{key: value for key, value in command.items() if value is not None},
            "id": str(number),
            "application_id": str(self.world.application_id),
            "version": str(self.world.new_id()),
        }
        if registered["default_member_permissions"] is not None:  # taken as a number, told as a string
            registered["default_member_permissions"] = str(registered["default_member_permissions"])
        self.world.commands[number] = registered
        return registered

    def _command(self, number: int) -> JSON:
        if number not in self.world.commands:
            raise unknown("application command", 10063)
        return self.world.commands[number]

    def _user(self, number: int) -> User:
        if number not in self.world.users:
            raise unknown("User", 10013)
        return self.world.users[number]

    def _channel(self, number: int) -> Channel:
        channel = self.world.channels.get(number)
        if channel is None:
            raise unknown("Channel", 10003)
        self._needs(channel, Permission.VIEW_CHANNEL)
        return channel

    def _message(self, channel: Channel, number: int) -> Message:
        message = channel.messages.get(number)
        if message is None or message.deleted or message.ephemeral:
            raise unknown("Message", 10008)
        return message

    def _needs(self, channel: Channel, permission: Permission) -> None:
        if not self.world.permissions(self.world.bot, channel) & permission:
            if permission is Permission.VIEW_CHANNEL:
                raise ApiError(403, 50001, "Missing Access")
            raise ApiError(403, 50013, "Missing Permissions")

    def _reply_target(self, channel: Channel, body: Mapping[str, Any]) -> Message | None:
        reference = body.get("message_reference")
        if reference is None:
            return None
        if not self.world.permissions(self.world.bot, channel) & Permission.READ_HISTORY:
            raise ApiError(403, 160002, "Cannot reply without permission to read message history")
        target = channel.messages.get(int(reference["message_id"]))
        if target is None or target.deleted:
            if reference.get("fail_if_not_exists", True):
                raise ApiError(400, 50035, "Invalid Form Body: message_reference: Unknown message")
            return None
        return target

    def _check_pings(self, body: Mapping[str, Any], replied_to: Message | None) -> None:
        author = replied_to.author if replied_to is not None else None
        check_pings(body, author, allowed=self.pings_allowed)


def check_pings(body: Mapping[str, Any], replied_to: User | None, *, allowed: bool) -> None:
    """Refuse a message that pings, unless the test allows it: Discord would not mind, but people do."""
    if not allowed:
        _refuse(tuple(f"would ping {whom}" for whom in dict.fromkeys(pinged(body, replied_to=replied_to))))


def standing(message: Message) -> JSON:
    """What an edit changes."""
    return {
        "content": message.content,
        "embeds": message.embeds,
        "components": message.components,
        "attachments": [attachment_json(attachment, message.channel) for attachment in message.attachments],
        "flags": int(message.flags),
    }


def write_message(
    world: World,
    channel: Channel,
    author: User,
    body: Mapping[str, Any],
    files: Mapping[int, tuple[str, bytes]],
    *,
    reply_to: Message | None = None,
    **details: Any,  # noqa: ANN401 - the other fields of a message
) -> Message:
    """The message that a checked body describes."""
    if reply_to is not None:
        details["kind"] = MessageKind.REPLY
    flags = MessageFlag(body.get("flags") or 0) | details.pop("flags", MessageFlag(0))
    return world.post(
        channel,
        author,
        content=body.get("content") or "",
        embeds=list(body.get("embeds") or ()),
        components=list(body.get("components") or ()),
        attachments=_attach(world, body, files),
        flags=flags,
        reply_to=reply_to,
        **details,
    )


def edit_message(
    world: World, message: Message, body: Mapping[str, Any], files: Mapping[int, tuple[str, bytes]]
) -> None:
    """Change a message as a checked body says."""
    if "content" in body:
        message.content = body["content"] or ""
    if "embeds" in body:
        message.embeds = list(body["embeds"] or ())
    if "components" in body:
        message.components = list(body["components"] or ())
    if "attachments" in body:
        kept = {int(attachment["id"]) for attachment in body["attachments"] or ()}
        message.attachments = [attachment for attachment in message.attachments if attachment.id in kept]
    message.attachments += _attach(world, body, files)
    lasting = message.flags & (MessageFlag.EPHEMERAL | MessageFlag.COMPONENTS_V2)
    message.flags = lasting | (MessageFlag(body["flags"] or 0) if "flags" in body else message.flags)
    message.flags &= ~MessageFlag.LOADING
    message.edited_at = world.clock.now()


def _attach(world: World, body: Mapping[str, Any], files: Mapping[int, tuple[str, bytes]]) -> list[Attachment]:
    described = {int(entry["id"]): entry for entry in body.get("attachments") or ()}
    return [
        Attachment(
            id=world.new_id(),
            filename=described.get(number, {}).get("filename") or name,
            description=described.get(number, {}).get("description"),
            content=content,
        )
        for number, (name, content) in sorted(files.items())
    ]


def _refuse(problems: tuple[str, ...]) -> None:
    if problems:
        raise invalid_form(problems)
