"""What Discord asks of a message, and whom the message would ping."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from tests.fakecord.component_rules import Kind, check_components, check_length, units
from tests.fakecord.world import JSON, MessageFlag, User, walk_components

CONTENT_LIMIT = 2000
EMBEDS_LIMIT = 6000

_KNOWN = frozenset(
    "content embeds components flags tts nonce enforce_nonce allowed_mentions message_reference attachments "
    "sticker_ids poll".split()
)
_KNOWN_IN_WEBHOOKS = _KNOWN - {"nonce", "enforce_nonce", "message_reference", "sticker_ids"}
_SETTABLE = (
    MessageFlag.SUPPRESS_EMBEDS | MessageFlag.EPHEMERAL | MessageFlag.SUPPRESS_NOTIFICATIONS | MessageFlag.COMPONENTS_V2
)
_MENTIONS = {"users", "roles", "everyone"}
_ATTACHED = re.compile(r"attachment://([^/?#]+)")


def check_message(
    body: Mapping[str, Any], *, before: Mapping[str, Any] | None = None, files: Mapping[int, str], webhook: bool
) -> Iterator[str]:
    """Complaints about a message.

    Args:
        body: what was sent.
        before: the message as it stands, where it is edited.
        files: the names of the files sent along, by number.
        webhook: whether it belongs to an interaction.
    """
    for key in sorted(set(body) - (_KNOWN_IN_WEBHOOKS if webhook else _KNOWN)):
        yield f"unknown key {key!r}"
    yield from _check_flags(body, before, webhook=webhook)
    merged = {**(before or {}), **body}
    content = merged.get("content") or ""
    embeds = merged.get("embeds") or []
    components = merged.get("components") or []
    v2 = bool((body.get("flags") or 0) & MessageFlag.COMPONENTS_V2) or bool(
        (before or {}).get("flags", 0) & MessageFlag.COMPONENTS_V2
    )
    if not isinstance(content, str):
        yield "content is no text"
    elif units(content) > CONTENT_LIMIT:
        yield f"content of {units(content)} characters, more than {CONTENT_LIMIT}"
    if v2 and (content or embeds or merged.get("poll") or merged.get("sticker_ids")):
        yield "content, embeds, stickers or a poll along with components of version 2"
    attachments = merged.get("attachments") or []
    if not (content or embeds or components or files or attachments or merged.get("sticker_ids") or merged.get("poll")):
        yield "an empty message"
    if v2 and not components:
        yield "components of version 2 without a component"
    yield from _check_embeds(embeds)
    yield from check_components(components, v2=v2)
    yield from _check_allowed(body.get("allowed_mentions"))
    yield from _check_files(body, merged, files)
    nonce = body.get("nonce")
    if nonce is not None and len(str(nonce)) > 25:
        yield f"nonce of {len(str(nonce))} characters, more than 25"


def pinged(body: Mapping[str, Any], *, replied_to: User | None) -> Iterator[str]:
    """Whom a message would ping."""
    texts = [str(body.get("content") or "")]
    texts += [
        str(part.get("content") or "")
        for part in walk_components(list(body.get("components") or ()))
        if part.get("type") == Kind.TEXT
    ]
    text = "\n".join(texts)
    allowed = body.get("allowed_mentions")
    parse = _MENTIONS if allowed is None else set(allowed.get("parse") or ())
    for kind, sign in (("users", "@!?"), ("roles", "@&")):
        chosen = {str(number) for number in (allowed or {}).get(kind) or ()}
        for number in re.findall(rf"<{sign}(\d+)>", text):
            if kind in parse or number in chosen:
                yield f"{kind} {number}"
    if "everyone" in parse:
        yield from (f"@{name}" for name in ("everyone", "here") if f"@{name}" in text)
    if replied_to is not None and (allowed is None or allowed.get("replied_user")):
        yield f"the author replied to, {replied_to.name}"


def _check_flags(body: Mapping[str, Any], before: Mapping[str, Any] | None, *, webhook: bool) -> Iterator[str]:
    flags = body.get("flags") or 0
    if flags & ~_SETTABLE:
        yield f"flags {flags} hold some that cannot be set"
    if flags & MessageFlag.EPHEMERAL and not webhook:
        yield "an ephemeral message outside of an interaction"
    was = (before or {}).get("flags", 0)
    if (
        before is not None
        and "flags" in body
        and was & MessageFlag.COMPONENTS_V2
        and not flags & MessageFlag.COMPONENTS_V2
    ):
        yield "an edit that takes the flag IS_COMPONENTS_V2 away"


def _check_embeds(embeds: list[JSON]) -> Iterator[str]:
    if len(embeds) > 10:
        yield f"{len(embeds)} embeds, more than 10"
    total = 0
    for embed in embeds:
        texts = {
            "embed title": (embed.get("title"), 256),
            "embed description": (embed.get("description"), 4096),
            "embed footer": ((embed.get("footer") or {}).get("text"), 2048),
            "embed author": ((embed.get("author") or {}).get("name"), 256),
        }
        for what, (text, most) in texts.items():
            if text is not None:
                yield from check_length(what, text, 0, most)
                total += units(str(text))
        entries = embed.get("fields") or []
        if len(entries) > 25:
            yield f"{len(entries)} embed fields, more than 25"
        for entry in entries:
            yield from check_length("embed field name", entry.get("name"), 1, 256)
            yield from check_length("embed field value", entry.get("value"), 1, 1024)
            total += units(str(entry.get("name"))) + units(str(entry.get("value")))
    if total > EMBEDS_LIMIT:
        yield f"{total} characters in embeds, more than {EMBEDS_LIMIT}"


def _check_allowed(allowed: Mapping[str, Any] | None) -> Iterator[str]:
    if allowed is None:
        return
    for key in sorted(set(allowed) - {"parse", "users", "roles", "replied_user"}):
        yield f"unknown key {key!r} in allowed_mentions"
    parse = allowed.get("parse") or ()
    for name in parse:
        if name not in _MENTIONS:
            yield f"allowed_mentions parses {name!r}"
    for key in ("users", "roles"):
        if key in parse and allowed.get(key):
            yield f"allowed_mentions parses {key} and lists some"
        if len(allowed.get(key) or ()) > 100:
            yield f"more than 100 {key} in allowed_mentions"


def _check_files(body: Mapping[str, Any], merged: Mapping[str, Any], files: Mapping[int, str]) -> Iterator[str]:
    if len(files) > 10:
        yield f"{len(files)} files, more than 10"
    names = set(files.values())
    for attachment in merged.get("attachments") or ():
        names.add(str(attachment.get("filename")))
        if attachment.get("description") is not None:
            yield from check_length("alt text", attachment["description"], 0, 1024)
    for attachment in body.get("attachments") or ():
        number = int(attachment["id"])
        if number < 1000 and number not in files:
            yield f"attachment {number} without its file"
    for name in _ATTACHED.findall(f"{merged.get('components')} {merged.get('embeds')}".replace("'", "/")):
        if name not in names:
            yield f"attachment://{name} names no file of the message"
