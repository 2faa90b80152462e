"""What the routes of interactions do: the first response, its edits, and what follows it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tests.fakecord.command_rules import check_choices
from tests.fakecord.component_rules import check_modal
from tests.fakecord.errors import ApiError, invalid_form, unknown
from tests.fakecord.gateway import Gateway
from tests.fakecord.message_rules import check_message
from tests.fakecord.payloads import callback_json, message_json
from tests.fakecord.rest import Answer, Call, Route, flatten
from tests.fakecord.routes import check_pings, edit_message, standing, write_message
from tests.fakecord.world import (
    JSON,
    Interaction,
    InteractionKind,
    Message,
    MessageFlag,
    MessageKind,
    World,
)

ACKNOWLEDGE_SECONDS = 3.0
TOKEN_SECONDS = 15 * 60.0
FOLLOWUPS_WITHOUT_BOT = 5
"""How many follow-ups an application may send where only its user installed it."""

_MESSAGE, _THINK, _DEFER_UPDATE, _UPDATE, _COMPLETE, _MODAL = 4, 5, 6, 7, 8, 9
_POSSIBLE: Mapping[InteractionKind, frozenset[int]] = {
    InteractionKind.COMMAND: frozenset({_MESSAGE, _THINK, _MODAL}),
    InteractionKind.COMPONENT: frozenset({_MESSAGE, _THINK, _DEFER_UPDATE, _UPDATE, _MODAL}),
    InteractionKind.AUTOCOMPLETE: frozenset({_COMPLETE}),
    InteractionKind.MODAL: frozenset({_MESSAGE, _THINK, _DEFER_UPDATE, _UPDATE}),
}


@dataclass(slots=True, kw_only=True, eq=False, repr=False)
class InteractionRoutes:
    """The routes that need the token of an interaction, and no other."""

    world: World
    gateway: Gateway
    acknowledge_seconds: float = ACKNOWLEDGE_SECONDS
    pings_allowed: bool = False

    def table(self) -> tuple[Route, ...]:
        """The routes."""
        webhook = "/webhooks/{application}/{token}"
        messages = f"{webhook}/messages/{{message}}"
        return (
            self._route("POST", "/interactions/{interaction}/{token}/callback", self.respond),
            self._route("POST", webhook, self.follow_up),
            self._route("GET", messages, self.get_message),
            self._route("PATCH", messages, self.patch_message),
            self._route("DELETE", messages, self.delete_message),
        )

    async def respond(self, call: Call, interaction: int, token: str) -> Answer:
        """The first response, which has to come in time and only once."""
        found = self.world.interactions.get(token)
        if found is None or found.id != interaction:
            raise unknown("interaction", 10062)
        if found.response_kind is not None:
            raise ApiError(400, 40060, "Interaction has already been acknowledged.")
        if found.failed or self.world.clock.now() - found.at > self.acknowledge_seconds:
            raise unknown("interaction", 10062)
        kind, data = call.body.get("type"), call.body.get("data") or {}
        if kind not in _POSSIBLE[found.kind]:
            raise invalid_form((f"response type {kind} to an interaction of type {found.kind.value}",))
        await self._apply(call, found, kind, data)
        found.response_kind = kind
        found.answered_at = self.world.clock.now()
        found.acknowledged.set()
        if call.query.get("with_response") not in ("1", "true"):
            return Answer()
        return Answer(body=callback_json(found, self.world, kind=kind, message=found.original))

    async def follow_up(self, call: Call, application: int, token: str) -> Answer:
        """A further message."""
        found = self._open(application, token)
        if found.original is not None and found.original.thinking:
            shortcut = "a first follow-up in the place of an edit of @original: Discord deprecated that"
            raise invalid_form((shortcut,))
        guild = found.channel.guild
        without_bot = not guild.installed if guild is not None else self.world.bot not in found.channel.people
        if without_bot and len(found.followups) >= FOLLOWUPS_WITHOUT_BOT:
            raise ApiError(400, 40094, "Maximum number of follow-up messages for this interaction reached")
        message = self._write(call, found, call.body or {})
        found.followups.append(message)
        await self.gateway.tell_message(message)
        return Answer(body=message_json(message, self.world))

    async def get_message(self, call: Call, application: int, token: str, message: int | str) -> Answer:
        """The original response or a follow-up."""
        return Answer(body=message_json(self._message(self._open(application, token), message), self.world))

    async def patch_message(self, call: Call, application: int, token: str, message: int | str) -> Answer:
        """Edit the original response or a follow-up."""
        found = self._message(self._open(application, token), message)
        body = call.body or {}
        files = {number: name for number, (name, _) in call.files.items()}
        problems = flatten(check_message(body, before=standing(found), files=files, webhook=True))
        if problems:
            raise invalid_form(problems)
        check_pings(body, None, allowed=self.pings_allowed)
        edit_message(self.world, found, body, call.files)
        await self.gateway.tell_message(found, "MESSAGE_UPDATE")
        return Answer(body=message_json(found, self.world))

    async def delete_message(self, call: Call, application: int, token: str, message: int | str) -> Answer:
        """Delete the original response or a follow-up."""
        found = self._message(self._open(application, token), message)
        found.deleted = True
        await self.gateway.tell_message(found, "MESSAGE_DELETE")
        return Answer()

    def _route(self, method: str, template: str, handle: Any) -> Route:  # noqa: ANN401 - one of the methods above
        return Route(method=method, template=template, handle=handle, for_bots=False)

    async def _apply(self, call: Call, found: Interaction, kind: int, data: JSON) -> None:
        match kind:
            case 4:
                found.original = self._write(call, found, data)
                await self.gateway.tell_message(found.original)
            case 5:
                flags = MessageFlag(data.get("flags") or 0) & MessageFlag.EPHEMERAL
                found.original = self._post(call, found, {}, flags=flags | MessageFlag.LOADING)
                await self.gateway.tell_message(found.original)
            case 6 | 7:
                await self._update(call, found, data if kind == _UPDATE else None)
            case 8:
                problems = flatten(check_choices(data.get("choices"), focused_kind(found.data)))
                if problems:
                    raise invalid_form(problems)
                found.choices = data["choices"]
            case 9:
                problems = flatten(check_modal(data))
                if problems:
                    raise invalid_form(problems)
                found.modal = data

    async def _update(self, call: Call, found: Interaction, data: JSON | None) -> None:
        if found.message is None:
            raise invalid_form(("an update where no message was clicked",))
        found.original = found.message
        if data is None:
            return
        files = {number: name for number, (name, _) in call.files.items()}
        problems = flatten(check_message(data, before=standing(found.message), files=files, webhook=True))
        if problems:
            raise invalid_form(problems)
        check_pings(data, None, allowed=self.pings_allowed)
        edit_message(self.world, found.message, data, call.files)
        await self.gateway.tell_message(found.message, "MESSAGE_UPDATE")

    def _write(self, call: Call, found: Interaction, body: JSON) -> Message:
        files = {number: name for number, (name, _) in call.files.items()}
        problems = flatten(check_message(body, files=files, webhook=True))
        if problems:
            raise invalid_form(problems)
        check_pings(body, None, allowed=self.pings_allowed)
        return self._post(call, found, body)

    def _post(self, call: Call, found: Interaction, body: JSON, **details: Any) -> Message:  # noqa: ANN401 - fields
        chat = found.kind is InteractionKind.COMMAND and found.data.get("type") == 1
        kind = MessageKind.COMMAND if chat else MessageKind.DEFAULT
        return write_message(
            self.world,
            found.channel,
            self.world.bot,
            body,
            call.files,
            kind=kind,
            interaction=found,
            **details,
        )

    def _open(self, application: int, token: str) -> Interaction:
        found = self.world.interactions.get(token)
        if found is None or application != self.world.application_id or found.response_kind is None:
            raise unknown("Webhook", 10015)
        if self.world.clock.now() - found.at > TOKEN_SECONDS:
            raise ApiError(401, 50027, "Invalid Webhook Token")
        return found

    def _message(self, found: Interaction, which: int | str) -> Message:
        known = [message for message in (found.original, *found.followups) if message is not None]
        if which == "@original":
            known = known[:1] if found.original is not None else []
        else:
            known = [message for message in known if message.id == which]
        if not known or known[0].deleted:
            raise unknown("Message", 10008)
        return known[0]


def focused_kind(data: Mapping[str, Any]) -> int:
    """The type of the option that is being typed."""
    for option in data.get("options") or ():
        if option.get("focused"):
            return int(option["type"])
        if option.get("options"):
            return focused_kind(option)
    return 3
