"""People who use the bot: what each can do reads as a sentence, and gives back what they then saw."""

from __future__ import annotations

import asyncio
import re
import secrets
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tests.fakecord.component_rules import SELECTS, Kind
from tests.fakecord.payloads import channel_json, interaction_context, member_json, message_json, user_json
from tests.fakecord.world import (
    JSON,
    Channel,
    CommandKind,
    Interaction,
    InteractionKind,
    Message,
    MessageKind,
    Role,
    User,
    World,
    walk_components,
)

if TYPE_CHECKING:
    from tests.fakecord.server import FakeDiscord

FAILED = "This interaction failed"
NO_RESPONSE = "The application did not respond"

_OPTION_TYPES: Mapping[int, type | tuple[type, ...]] = {
    3: str,
    4: int,
    5: bool,
    6: User,
    7: Channel,
    8: Role,
    10: (int, float),
}
_SUBCOMMAND, _GROUP, _TEXT = 1, 2, 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What a person saw after they had done something, once the bot was at rest again."""

    said: Message | None = None
    """What they wrote themselves."""

    answers: tuple[Message, ...] = ()
    """What the bot answered: the response and what followed it, or its messages in the channel, in order."""

    updated: Message | None = None
    """The message they clicked on, where the bot changed it."""

    modal: JSON | None = None
    choices: tuple[JSON, ...] | None = None
    failure: str | None = None
    interaction: Interaction | None = None

    @property
    def response(self) -> Message:
        """The first answer."""
        assert self.answers, self.failure or "the bot answered nothing"
        return self.answers[0]

    @property
    def followups(self) -> tuple[Message, ...]:
        """The answers after the first."""
        return self.answers[1:]

    @property
    def text(self) -> str:
        """All that was answered."""
        return "\n".join(message.text for message in self.answers)

    @property
    def offered(self) -> tuple[str, ...]:
        """The names of the choices."""
        assert self.choices is not None, self.failure or "no choices came"
        return tuple(choice["name"] for choice in self.choices)


class Person:
    """Somebody with the Discord client open."""

    def __init__(self, user: User, discord: FakeDiscord) -> None:
        """Be a user of a fake Discord."""
        self.user = user
        self._discord = discord

    @property
    def name(self) -> str:
        """Their name."""
        return self.user.name

    @property
    def mention(self) -> str:
        """What is typed to mention them."""
        return self.user.mention

    @property
    def dm(self) -> Channel:
        """Their conversation with the bot."""
        return self._world.direct_channel(self.user)

    async def says(self, channel: Channel, text: str, *, reply_to: Message | None = None, ping: bool = True) -> Seen:
        """Write a message.

        Args:
            channel: where.
            text: what, mentions such as `<@1>` included.
            reply_to: the message it replies to.
            ping: whether the reply pings the author of that message.
        """
        message = self.writes(channel, text, reply_to=reply_to, ping=ping)
        await self._discord.gateway.tell_message(message)
        await self._discord.settle()
        return self.sees(message)

    def writes(self, channel: Channel, text: str, *, reply_to: Message | None = None, ping: bool = True) -> Message:
        """Write a message that Discord does not yet tell of."""
        mentioned = [self._world.users[int(number)] for number in dict.fromkeys(re.findall(r"<@!?(\d+)>", text))]
        if reply_to is not None and ping and reply_to.author not in mentioned:
            mentioned.append(reply_to.author)
        return self._world.post(
            channel,
            self.user,
            content=text,
            mentions=tuple(mentioned),
            mentions_everyone="@everyone" in text or "@here" in text,
            kind=MessageKind.REPLY if reply_to is not None else MessageKind.DEFAULT,
            reply_to=reply_to,
        )

    def sees(self, since: Message) -> Seen:
        """What the bot has written to a channel since a message."""
        later = [message for message in since.channel.messages.values() if message.id > since.id]
        answers = [message for message in later if message.author is self._world.bot and self._can_see(message)]
        return Seen(said=since, answers=tuple(answers))

    async def slash(self, channel: Channel, command: str, /, **options: object) -> Seen:
        """Call a command, a subcommand as `"group command"`; an option is a text, number, user, channel or role."""
        return await self._act(self.calls(channel, command, **options))

    def calls(self, channel: Channel, command: str, /, **options: object) -> Interaction:
        """Call a command that Discord does not yet tell of."""
        data = self._call(channel, command, options)
        return self._interaction(InteractionKind.COMMAND, channel, data, name=command)

    async def completes(self, channel: Channel, command: str, option: str, typed: str, /, **others: object) -> Seen:
        """Type into an option of a command and look at the choices."""
        return await self._act(self.types(channel, command, option, typed, **others))

    def types(self, channel: Channel, command: str, option: str, typed: str, /, **others: object) -> Interaction:
        """Type into an option of a command, and Discord does not yet tell of it."""
        data = self._call(channel, command, {**others, option: typed}, focused=option)
        return self._interaction(InteractionKind.AUTOCOMPLETE, channel, data, name=command)

    async def uses_on(self, target: Message | User, command: str, *, channel: Channel | None = None) -> Seen:
        """Choose a command in the menu of a message or a user."""
        on_message = isinstance(target, Message)
        kind = CommandKind.MESSAGE if on_message else CommandKind.USER
        place = channel or (target.channel if isinstance(target, Message) else None)
        assert place is not None, "on a user, say in which channel"
        registered = self._registered(place, command, kind)
        resolved: JSON
        if isinstance(target, Message):
            resolved = {"messages": {str(target.id): message_json(target, self._world)}}
        else:
            resolved = _resolved_user(target, place)
        data: JSON = {
            "id": registered["id"],
            "name": registered["name"],
            "type": int(kind),
            "target_id": str(target.id),
            "resolved": resolved,
        }
        return await self._act(self._interaction(InteractionKind.COMMAND, place, data, name=command))

    async def clicks(self, message: Message, label: str) -> Seen:
        """Click on a button."""
        button = _one(
            [part for part in walk_components(message.components) if part.get("type") == Kind.BUTTON],
            lambda part: part.get("label") == label,
            f"button {label!r}",
        )
        assert not button.get("disabled"), f"the button {label!r} is disabled"
        assert "custom_id" in button, f"the button {label!r} is a link"
        return await self._use_component(message, button, {})

    async def selects(self, message: Message, *labels: str, placeholder: str | None = None) -> Seen:
        """Choose from a select, by the labels of its options."""
        select = _one(
            [part for part in walk_components(message.components) if part.get("type") in SELECTS],
            lambda part: placeholder is None or part.get("placeholder") == placeholder,
            "select",
        )
        options = select.get("options") or []
        values = [
            _one(options, lambda option, label=label: option["label"] == label, label)["value"] for label in labels
        ]
        least, most = select.get("min_values", 1), select.get("max_values", 1)
        assert least <= len(values) <= most, f"{len(values)} values chosen, the select wants {least} to {most}"
        return await self._use_component(message, select, {"values": values})

    async def submits(self, seen: Seen, **fields: str) -> Seen:
        """Fill in the modal that was seen, by the custom ids of its inputs, and submit it."""
        modal, opener = seen.modal, seen.interaction
        assert modal is not None, "no modal was shown"
        assert opener is not None
        known = {part.get("custom_id") for part in walk_components(modal["components"])}
        assert set(fields) <= known, f"the modal has no {sorted(set(fields) - known)}"
        components = [_filled(part, fields) for part in modal["components"]]
        data: JSON = {"custom_id": modal["custom_id"], "components": components, "resolved": {}}
        interaction = self._interaction(InteractionKind.MODAL, opener.channel, data, message=opener.message)
        interaction.opened_by = opener
        return await self._act(interaction)

    # Helpers

    @property
    def _world(self) -> World:
        return self._discord.world

    def _can_see(self, message: Message) -> bool:
        if message.deleted:
            return False
        return not message.ephemeral or (message.interaction is not None and message.interaction.user is self.user)

    def _interaction(
        self, kind: InteractionKind, channel: Channel, data: JSON, *, name: str = "", message: Message | None = None
    ) -> Interaction:
        interaction = Interaction(
            id=self._world.new_id(),
            token=f"token-{secrets.token_urlsafe(60)}",
            kind=kind,
            user=self.user,
            channel=channel,
            data=data,
            at=self._world.clock.now(),
            name=name,
            message=message,
        )
        self._world.interactions[interaction.token] = interaction
        return interaction

    async def _use_component(self, message: Message, component: JSON, more: JSON) -> Seen:
        data = {"custom_id": component["custom_id"], "component_type": component["type"], **more}
        return await self._act(self._interaction(InteractionKind.COMPONENT, message.channel, data, message=message))

    async def _act(self, interaction: Interaction) -> Seen:
        """Deliver an interaction and wait until the bot is at rest; a late one has failed for the person."""
        edited_before = interaction.message.edited_at if interaction.message is not None else None
        await self._discord.gateway.tell_interaction(interaction)
        settled = asyncio.ensure_future(self._discord.settle())
        acknowledged = asyncio.ensure_future(interaction.acknowledged.wait())
        limit = self._discord.interactions.acknowledge_seconds
        await asyncio.wait((settled, acknowledged), timeout=limit, return_when=asyncio.FIRST_COMPLETED)
        acknowledged.cancel()
        if interaction.response_kind is None:
            interaction.failed = True
        await settled
        return self._seen(interaction, edited_before)

    def _seen(self, interaction: Interaction, edited_before: float | None) -> Seen:
        if interaction.failed:
            component = interaction.kind in (InteractionKind.COMPONENT, InteractionKind.MODAL)
            return Seen(failure=FAILED if component else NO_RESPONSE, interaction=interaction)
        clicked = interaction.message
        updated = clicked if clicked is not None and clicked.edited_at != edited_before else None
        first = interaction.original if interaction.original is not clicked else None
        shown = [message for message in (first, *interaction.followups) if message is not None]
        return Seen(
            answers=tuple(message for message in shown if not message.deleted),
            updated=updated,
            modal=interaction.modal,
            choices=None if interaction.choices is None else tuple(interaction.choices),
            interaction=interaction,
        )

    def _registered(self, channel: Channel, name: str, kind: CommandKind) -> JSON:
        """The command as this person finds it in this channel."""
        found = [
            command for command in self._world.commands.values() if command["name"] == name and command["type"] == kind
        ]
        assert found, f"no command {name!r} is registered"
        (command,) = found
        probe = Interaction(
            id=0, token="", kind=InteractionKind.COMMAND, user=self.user, channel=channel, data={}, at=0.0
        )
        contexts = command.get("contexts")
        context = interaction_context(probe, self._world)
        assert contexts is None or context in contexts, f"{name!r} is not offered in context {context}"
        kinds = command.get("integration_types") or [0]
        in_guild = channel.guild is None or channel.guild.installed
        assert (0 in kinds and in_guild and context != 2) or (1 in kinds and self.user.installed), (
            f"{name!r} is not offered to {self.user.name} there: the application is not installed"
        )
        return command

    def _call(self, channel: Channel, name: str, values: Mapping[str, object], *, focused: str | None = None) -> JSON:
        root, *path = name.split()
        command = self._registered(channel, root, CommandKind.CHAT)
        data: JSON = {"id": command["id"], "name": root, "type": int(CommandKind.CHAT), "options": []}
        if channel.guild is not None:
            data["guild_id"] = str(channel.guild.id)
        level, declared = data, command.get("options") or []
        for step in path:
            option = _one(declared, lambda option, step=step: option["name"] == step, f"subcommand {step!r}")
            assert option["type"] in (_SUBCOMMAND, _GROUP)
            inner: JSON = {"name": step, "type": option["type"], "options": []}
            level["options"].append(inner)
            level, declared = inner, option.get("options") or []
        unknown = set(values) - {option["name"] for option in declared}
        assert not unknown, f"/{name} has no option {sorted(unknown)}"
        resolved: JSON = {}
        for option in declared:
            if values.get(option["name"]) is None:
                assert focused is not None or not option.get("required"), f"/{name} needs {option['name']!r}"
                continue
            value = values[option["name"]]
            typing = focused == option["name"]
            entry: JSON = {"name": option["name"], "type": option["type"], "value": value}
            if typing:
                entry["focused"] = True
            else:
                _check_value(name, option, value)
                entry["value"] = _as_value(value, channel, resolved, self._world)
            level["options"].append(entry)
        if resolved:
            data["resolved"] = resolved
        return data


def _check_value(command: str, option: JSON, value: object) -> None:
    """What the client does not let a person send."""
    where = f"/{command} {option['name']}"
    expected = _OPTION_TYPES.get(option["type"], object)
    assert isinstance(value, expected), f"{where} takes a {expected}"
    if isinstance(value, str):
        least, most = option.get("min_length") or 0, option.get("max_length") or 6000
        assert least <= len(value) <= most, f"{where} takes {least} to {most} characters"
    if option.get("choices"):
        assert value in [choice["value"] for choice in option["choices"]], f"{where} offers no {value!r}"


def _as_value(value: object, channel: Channel, resolved: JSON, world: World) -> object:
    match value:
        case User():
            for kind, entries in _resolved_user(value, channel).items():
                resolved.setdefault(kind, {}).update(entries)
            return str(value.id)
        case Channel():
            entry = channel_json(value, world) | {"permissions": "0"}
            resolved.setdefault("channels", {})[str(value.id)] = entry
            return str(value.id)
        case Role():
            return str(value.id)
        case _:
            return value


def _resolved_user(user: User, channel: Channel) -> JSON:
    resolved: JSON = {"users": {str(user.id): user_json(user)}}
    guild = channel.guild
    if guild is not None and user.id in guild.members:
        member = member_json(guild.members[user.id], guild, with_user=False) | {"permissions": "0"}
        resolved["members"] = {str(user.id): member}
    return resolved


def _filled(part: JSON, fields: Mapping[str, str]) -> JSON:
    """A component of a modal as it is submitted."""
    body: JSON = {"type": part["type"], "id": part.get("id", 0)}
    if "components" in part:
        return body | {"components": [_filled(child, fields) for child in part["components"]]}
    if "component" in part:
        return body | {"component": _filled(part["component"], fields)}
    if part["type"] == Kind.TEXT_INPUT:
        text = fields.get(part["custom_id"], part.get("value") or "")
        assert text or not part.get("required", True), f"the modal needs {part['custom_id']!r}"
        least, most = part.get("min_length") or 0, part.get("max_length") or 4000
        assert not text or least <= len(text) <= most, f"{part['custom_id']!r} takes {least} to {most} characters"
        return body | {"custom_id": part["custom_id"], "value": text}
    if part["type"] in SELECTS:
        chosen = fields.get(part["custom_id"])
        return body | {"custom_id": part["custom_id"], "values": [] if chosen is None else [chosen]}
    return body


def _one(parts: list[JSON], fits: Any, what: str) -> JSON:  # noqa: ANN401 - a test on a part
    found = [part for part in parts if fits(part)]
    shown = ", ".join(_labels(parts)) or "nothing"
    assert len(found) == 1, f"{len(found)} of {what}; there is {shown}"
    return found[0]


def _labels(parts: list[JSON]) -> Iterator[str]:
    for part in parts:
        yield str(part.get("label") or part.get("name") or part.get("placeholder") or part.get("custom_id"))
