"""What exists on the fake Discord: users, guilds, channels, messages, interactions, and a clock that tests may move."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import IntEnum, IntFlag
from typing import Any

JSON = dict[str, Any]
"""An object of the protocol."""

EPOCH_MS = 1_420_070_400_000
"""The first second of 2015, from which Discord's ids count."""


class ChannelKind(IntEnum):
    """The channel types that the fake knows."""

    TEXT = 0
    DM = 1
    GROUP_DM = 3
    THREAD = 11


class MessageKind(IntEnum):
    """The message types that the fake knows."""

    DEFAULT = 0
    PIN = 6
    REPLY = 19
    COMMAND = 20
    CONTEXT_MENU = 23


class MessageFlag(IntFlag):
    """What a message says about itself."""

    SUPPRESS_EMBEDS = 1 << 2
    EPHEMERAL = 1 << 6
    LOADING = 1 << 7
    SUPPRESS_NOTIFICATIONS = 1 << 12
    COMPONENTS_V2 = 1 << 15


NO_FLAGS = MessageFlag(0)


class InteractionKind(IntEnum):
    """What a person did."""

    COMMAND = 2
    COMPONENT = 3
    AUTOCOMPLETE = 4
    MODAL = 5


class CommandKind(IntEnum):
    """How a command is called."""

    CHAT = 1
    USER = 2
    MESSAGE = 3


class Permission(IntFlag):
    """The permissions that the fake enforces."""

    ADMINISTRATOR = 1 << 3
    VIEW_CHANNEL = 1 << 10
    SEND_MESSAGES = 1 << 11
    EMBED_LINKS = 1 << 14
    ATTACH_FILES = 1 << 15
    READ_HISTORY = 1 << 16
    MENTION_EVERYONE = 1 << 17
    USE_COMMANDS = 1 << 31
    SEND_IN_THREADS = 1 << 38


EVERYDAY = (
    Permission.VIEW_CHANNEL
    | Permission.SEND_MESSAGES
    | Permission.EMBED_LINKS
    | Permission.ATTACH_FILES
    | Permission.READ_HISTORY
    | Permission.USE_COMMANDS
    | Permission.SEND_IN_THREADS
)
"""What everybody may do in a new guild."""

ALL_PERMISSIONS = (1 << 50) - 1


class Clock:
    """The time on the fake Discord: real, plus what a test added."""

    def __init__(self) -> None:
        """Start at the real time."""
        self._added = 0.0

    def now(self) -> float:
        """Seconds since 1970."""
        return time.time() + self._added

    def advance(self, seconds: float) -> None:
        """Let time pass at once."""
        self._added += seconds


@dataclass(slots=True, kw_only=True, eq=False, repr=False)
class User:
    """A person or a bot."""

    id: int
    name: str
    bot: bool = False
    locale: str = "en-US"
    installed: bool = False
    """Whether they added the application to their own account."""

    @property
    def mention(self) -> str:
        """What is typed to mention them."""
        return f"<@{self.id}>"


@dataclass(slots=True, kw_only=True, eq=False, repr=False)
class Role:
    """A set of permissions in a guild."""

    id: int
    name: str
    permissions: int


@dataclass(slots=True, kw_only=True, eq=False, repr=False)
class Member:
    """A user in a guild."""

    user: User
    roles: list[Role] = field(default_factory=list)


@dataclass(slots=True, kw_only=True, eq=False, repr=False)
class Guild:
    """A server."""

    id: int
    name: str
    owner: User
    everyone: Role
    locale: str = "en-US"
    installed: bool = True
    """Whether the bot is in it."""

    roles: list[Role] = field(default_factory=list)
    members: dict[int, Member] = field(default_factory=dict)
    channels: list[Channel] = field(default_factory=list)


@dataclass(slots=True, kw_only=True, eq=False, repr=False)
class Channel:
    """A text channel, a thread or a direct conversation."""

    id: int
    kind: ChannelKind
    name: str = ""
    guild: Guild | None = None
    parent: Channel | None = None
    people: tuple[User, ...] = ()
    """Who takes part in a direct conversation, the bot included where it does."""

    overwrites: dict[int, tuple[int, int]] = field(default_factory=dict)
    """By role or user: permissions allowed and denied here."""

    messages: dict[int, Message] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """A file of a message."""

    id: int
    filename: str
    description: str | None
    content: bytes


@dataclass(slots=True, kw_only=True, eq=False, repr=False)
class Message:
    """A message as it stands now."""

    id: int
    channel: Channel
    author: User
    at: float
    content: str = ""
    kind: MessageKind = MessageKind.DEFAULT
    embeds: list[JSON] = field(default_factory=list)
    components: list[JSON] = field(default_factory=list)
    attachments: list[Attachment] = field(default_factory=list)
    flags: MessageFlag = NO_FLAGS
    reply_to: Message | None = None
    mentions: tuple[User, ...] = ()
    mentions_everyone: bool = False
    nonce: str | None = None
    interaction: Interaction | None = None
    edited_at: float | None = None
    deleted: bool = False

    @property
    def ephemeral(self) -> bool:
        """Whether one person alone sees it."""
        return MessageFlag.EPHEMERAL in self.flags

    @property
    def thinking(self) -> bool:
        """Whether it only says that an answer is coming."""
        return MessageFlag.LOADING in self.flags

    @property
    def text(self) -> str:
        """All text that a reader sees, buttons left out."""
        embedded = (text for embed in self.embeds for text in _texts_of_embed(embed))
        shown = (part["content"] for part in walk_components(self.components) if part.get("type") == 10)
        return "\n".join(text for text in (self.content, *embedded, *shown) if text)

    @property
    def labels(self) -> tuple[str, ...]:
        """What its buttons say."""
        return tuple(part.get("label") or "" for part in walk_components(self.components) if part.get("type") == 2)


@dataclass(slots=True, kw_only=True, eq=False, repr=False)
class Interaction:
    """Something a person did that the bot has to answer."""

    id: int
    token: str
    kind: InteractionKind
    user: User
    channel: Channel
    data: JSON
    at: float
    name: str = ""
    """The command, where it is one."""

    message: Message | None = None
    """The message whose button was clicked."""

    opened_by: Interaction | None = None
    """The interaction whose modal was submitted."""

    response_kind: int | None = None
    answered_at: float | None = None
    original: Message | None = None
    followups: list[Message] = field(default_factory=list)
    modal: JSON | None = None
    choices: list[JSON] | None = None
    failed: bool = False
    """Whether the person was told that it failed."""

    acknowledged: asyncio.Event = field(default_factory=asyncio.Event)


@dataclass(slots=True, kw_only=True, eq=False, repr=False)
class World:
    """Everything there is, and the one application that is the bot."""

    clock: Clock = field(default_factory=Clock)
    bot: User = field(init=False)
    application_id: int = field(init=False)
    application_flags: int = 0
    privileged_intents: int = 0
    """The privileged intents switched on in the developer portal."""

    users: dict[int, User] = field(default_factory=dict)
    guilds: dict[int, Guild] = field(default_factory=dict)
    channels: dict[int, Channel] = field(default_factory=dict)
    interactions: dict[str, Interaction] = field(default_factory=dict)
    """By token."""

    commands: dict[int, JSON] = field(default_factory=dict)
    _last_id: int = 0

    def __post_init__(self) -> None:
        """Create the bot; its application has an id of its own."""
        self.application_id = self.new_id()
        self.bot = self.add_user("kankei", bot=True)

    def new_id(self) -> int:
        """An id that is larger than all before and tells the time, as Discord's do."""
        moment = (int(self.clock.now() * 1000) - EPOCH_MS) << 22
        self._last_id = max(self._last_id + 1, moment)
        return self._last_id

    def add_user(self, name: str, *, bot: bool = False, locale: str = "en-US", installed: bool = False) -> User:
        """A new account."""
        user = User(id=self.new_id(), name=name, bot=bot, locale=locale, installed=installed)
        self.users[user.id] = user
        return user

    def add_guild(self, name: str = "harbour", *, id: int | None = None, installed: bool = True) -> Guild:
        """A new guild, with the bot in it if it is installed there; Discord hears of it on connecting."""
        number = id or self.new_id()
        everyone = Role(id=number, name="@everyone", permissions=int(EVERYDAY))
        owner = self.add_user(f"owner-of-{name}")
        guild = Guild(id=number, name=name, owner=owner, everyone=everyone, roles=[everyone], installed=installed)
        self.guilds[number] = guild
        self.join(guild, owner)
        if installed:
            self.join(guild, self.bot)
        return guild

    def join(self, guild: Guild, user: User) -> Member:
        """The user as a member of the guild."""
        return guild.members.setdefault(user.id, Member(user=user))

    def add_channel(self, guild: Guild, name: str = "general") -> Channel:
        """A text channel."""
        channel = Channel(id=self.new_id(), kind=ChannelKind.TEXT, name=name, guild=guild)
        guild.channels.append(channel)
        self.channels[channel.id] = channel
        return channel

    def add_thread(self, parent: Channel, name: str = "a thread") -> Channel:
        """A public thread of a text channel."""
        assert parent.guild is not None
        thread = Channel(id=self.new_id(), kind=ChannelKind.THREAD, name=name, guild=parent.guild, parent=parent)
        parent.guild.channels.append(thread)
        self.channels[thread.id] = thread
        return thread

    def direct_channel(self, user: User) -> Channel:
        """The conversation between a user and the bot."""
        for channel in self.channels.values():
            if channel.kind is ChannelKind.DM and set(channel.people) == {user, self.bot}:
                return channel
        return self.add_direct(user, self.bot)

    def add_direct(self, *people: User) -> Channel:
        """A new direct conversation; of more than two, a group."""
        kind = ChannelKind.DM if len(people) == 2 else ChannelKind.GROUP_DM
        channel = Channel(id=self.new_id(), kind=kind, people=people)
        self.channels[channel.id] = channel
        return channel

    def post(self, channel: Channel, author: User, **details: Any) -> Message:  # noqa: ANN401 - the fields of a message
        """A new message in a channel."""
        message = Message(id=self.new_id(), channel=channel, author=author, at=self.clock.now(), **details)
        channel.messages[message.id] = message
        return message

    def permissions(self, user: User, channel: Channel) -> int:
        """What a user may do in a channel."""
        if channel.guild is None:
            return int(EVERYDAY) if user in channel.people else 0
        guild = channel.guild
        member = guild.members.get(user.id)
        if member is None:
            return 0
        roles = [guild.everyone, *member.roles]
        allowed = 0
        for role in roles:
            allowed |= role.permissions
        if user is guild.owner or allowed & Permission.ADMINISTRATOR:
            return ALL_PERMISSIONS
        place = channel.parent or channel
        for holder in (*(role.id for role in roles), user.id):
            allow, deny = place.overwrites.get(holder, (0, 0))
            allowed = allowed & ~deny | allow
        return allowed if allowed & Permission.VIEW_CHANNEL else 0


def walk_components(components: list[JSON]) -> Iterator[JSON]:
    """Every component, those inside others and beside a section included."""
    for component in components:
        yield component
        nested = [component[key] for key in ("accessory", "component") if isinstance(component.get(key), Mapping)]
        yield from walk_components([*(component.get("components") or ()), *nested])


def _texts_of_embed(embed: JSON) -> Iterator[str]:
    yield embed.get("title") or ""
    yield embed.get("description") or ""
    for entry in embed.get("fields") or ():
        yield entry.get("name") or ""
        yield entry.get("value") or ""
    yield (embed.get("footer") or {}).get("text") or ""
