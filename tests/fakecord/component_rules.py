"""What Discord asks of components: nesting, numbers and lengths, in messages of both kinds and in modals."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from enum import IntEnum
from typing import Any

from tests.fakecord.world import JSON, walk_components

COMPONENT_LIMIT = 40
TEXT_LIMIT = 4000


class Kind(IntEnum):
    """The component types."""

    ROW = 1
    BUTTON = 2
    STRING_SELECT = 3
    TEXT_INPUT = 4
    USER_SELECT = 5
    ROLE_SELECT = 6
    MENTIONABLE_SELECT = 7
    CHANNEL_SELECT = 8
    SECTION = 9
    TEXT = 10
    THUMBNAIL = 11
    GALLERY = 12
    FILE = 13
    SEPARATOR = 14
    CONTAINER = 17
    LABEL = 18
    UPLOAD = 19


SELECTS = {
    Kind.STRING_SELECT,
    Kind.USER_SELECT,
    Kind.ROLE_SELECT,
    Kind.MENTIONABLE_SELECT,
    Kind.CHANNEL_SELECT,
}
_IN_CONTAINER = {Kind.ROW, Kind.SECTION, Kind.TEXT, Kind.GALLERY, Kind.FILE, Kind.SEPARATOR}
_TOP_LEVEL = _IN_CONTAINER | {Kind.CONTAINER}
_ONLY_V2 = {Kind.SECTION, Kind.TEXT, Kind.THUMBNAIL, Kind.GALLERY, Kind.FILE, Kind.SEPARATOR, Kind.CONTAINER}
_LINK, _PREMIUM = 5, 6
_SCHEMES = ("https://", "http://", "discord://")


def units(text: str) -> int:
    """The length of a text as the strictest reader of Discord's limits counts it: in UTF-16 units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def check_components(components: list[JSON], *, v2: bool) -> Iterator[str]:
    """Complaints about the components of a message."""
    parts = list(walk_components(components))
    if v2:
        if len(parts) > COMPONENT_LIMIT:
            yield f"{len(parts)} components, more than {COMPONENT_LIMIT}"
        length = sum(units(str(part.get("content") or "")) for part in parts if part.get("type") == Kind.TEXT)
        if length > TEXT_LIMIT:
            yield f"{length} characters of text, more than {TEXT_LIMIT}"
    else:
        if len(components) > 5:
            yield f"{len(components)} action rows, more than 5"
        if any(part.get("type") in _ONLY_V2 for part in parts):
            yield "components of version 2 without the flag IS_COMPONENTS_V2"
    for part in components:
        if part.get("type") not in (_TOP_LEVEL if v2 else {Kind.ROW}):
            yield f"component type {part.get('type')} at the top level"
    yield from _check_repeats(parts)
    for part in parts:
        yield from _check_part(part)


def check_modal(data: Mapping[str, Any]) -> Iterator[str]:
    """Complaints about a modal."""
    yield from check_length("modal title", data.get("title"), 1, 45)
    yield from check_length("modal custom_id", data.get("custom_id"), 1, 100)
    components = data.get("components") or []
    if not 1 <= len(components) <= 5:
        yield f"a modal of {len(components)} components, not 1 to 5"
    for part in components:
        if part.get("type") not in (Kind.ROW, Kind.TEXT, Kind.LABEL):
            yield f"component type {part.get('type')} at the top level of a modal"
        elif part["type"] == Kind.ROW and [child.get("type") for child in part.get("components", ())] != [
            Kind.TEXT_INPUT
        ]:
            yield "an action row of a modal holds something other than one text input"
    parts = list(walk_components(components))
    yield from _check_repeats(parts)
    for part in parts:
        if part.get("type") != Kind.ROW:
            yield from _check_part(part, modal=True)


def check_length(what: str, text: object, least: int, most: int) -> Iterator[str]:
    """A complaint about a text that is missing, too short or too long."""
    if not isinstance(text, str):
        yield f"{what} is missing"
    elif not least <= len(text) <= most:
        yield f"{what} has {len(text)} characters, not {least} to {most}"


def _check_repeats(parts: list[JSON]) -> Iterator[str]:
    for key in ("custom_id", "id"):
        counted = Counter(part[key] for part in parts if part.get(key))
        for value, times in counted.items():
            if times > 1:
                yield f"{key} {value!r} stands on {times} components"


def _check_part(part: JSON, *, modal: bool = False) -> Iterator[str]:
    match part.get("type"):
        case Kind.ROW:
            yield from _check_row(part)
        case Kind.BUTTON:
            yield from _check_button(part)
        case kind if kind in SELECTS:
            yield from _check_select(part)
        case Kind.TEXT_INPUT if modal:
            yield from _check_input(part)
        case Kind.SECTION:
            yield from _check_section(part)
        case Kind.TEXT:
            if not str(part.get("content") or "").strip():
                yield "an empty text display"
        case Kind.GALLERY:
            if not 1 <= len(part.get("items") or ()) <= 10:
                yield f"a gallery of {len(part.get('items') or ())} items, not 1 to 10"
            for item in part.get("items") or ():
                yield from _check_medium(item)
        case Kind.THUMBNAIL:
            yield from _check_medium(part)
        case Kind.FILE:
            if not str((part.get("file") or {}).get("url", "")).startswith("attachment://"):
                yield "a file component whose url is no attachment://"
        case Kind.SEPARATOR:
            if part.get("spacing", 1) not in (1, 2):
                yield f"separator spacing {part['spacing']!r}"
        case Kind.CONTAINER:
            yield from _check_container(part)
        case Kind.LABEL if modal:
            yield from check_length("label", part.get("label"), 1, 45)
            if part.get("description") is not None:
                yield from check_length("label description", part["description"], 1, 100)
            if not isinstance(part.get("component"), Mapping):
                yield "a label without a component"
        case Kind.UPLOAD if modal:
            yield from check_length("custom_id", part.get("custom_id"), 1, 100)
        case kind:
            yield f"component type {kind} is not for {'modals' if modal else 'messages'}"


def _check_row(row: JSON) -> Iterator[str]:
    children = row.get("components") or []
    kinds = {child.get("type") for child in children}
    if kinds == {Kind.BUTTON}:
        if len(children) > 5:
            yield f"{len(children)} buttons in an action row, more than 5"
    elif not (len(children) == 1 and kinds <= SELECTS):
        yield "an action row that holds neither buttons nor one select"


def _check_button(button: JSON) -> Iterator[str]:
    style = button.get("style")
    if style not in range(1, 7):
        yield f"button style {style!r}"
    label = button.get("label")
    if label is not None:
        yield from check_length("button label", label, 1, 80)
    elif not button.get("emoji") and style != _PREMIUM:
        yield "a button without label and emoji"
    if style == _LINK:
        yield from check_length("button url", button.get("url"), 1, 512)
        if not str(button.get("url") or "").startswith(_SCHEMES):
            yield f"button url {button.get('url')!r} is no web address"
        if button.get("custom_id") is not None:
            yield "a link button with a custom_id"
    elif style != _PREMIUM:
        yield from check_length("custom_id", button.get("custom_id"), 1, 100)
        if button.get("url") is not None:
            yield "a button with a url that is no link button"


def _check_select(select: JSON) -> Iterator[str]:
    yield from check_length("custom_id", select.get("custom_id"), 1, 100)
    if select.get("placeholder") is not None:
        yield from check_length("placeholder", select["placeholder"], 0, 150)
    least, most = select.get("min_values", 1), select.get("max_values", 1)
    if not 0 <= least <= 25 or not 1 <= most <= 25 or least > most:
        yield f"a select of {least} to {most} values"
    if select["type"] != Kind.STRING_SELECT:
        return
    options = select.get("options") or []
    if not 1 <= len(options) <= 25:
        yield f"a select of {len(options)} options, not 1 to 25"
    if most > len(options) > 0:
        yield f"a select of up to {most} values out of {len(options)}"
    if sum(bool(option.get("default")) for option in options) > most:
        yield "a select with more defaults than values"
    if len({option.get("value") for option in options}) < len(options):
        yield "a select with a repeated value"
    for option in options:
        yield from check_length("option label", option.get("label"), 1, 100)
        yield from check_length("option value", option.get("value"), 1, 100)
        if option.get("description") is not None:
            yield from check_length("option description", option["description"], 1, 100)


def _check_input(entry: JSON) -> Iterator[str]:
    yield from check_length("custom_id", entry.get("custom_id"), 1, 100)
    if entry.get("style") not in (1, 2):
        yield f"text input style {entry.get('style')!r}"
    if entry.get("label") is not None:
        yield from check_length("text input label", entry["label"], 1, 45)
    if entry.get("placeholder") is not None:
        yield from check_length("placeholder", entry["placeholder"], 0, 100)
    if entry.get("value") is not None:
        yield from check_length("text input value", entry["value"], 0, 4000)
    least, most = entry.get("min_length") or 0, entry.get("max_length") or 4000
    if not 0 <= least <= most or not 1 <= most <= 4000:
        yield f"a text input of {least} to {most} characters"


def _check_section(section: JSON) -> Iterator[str]:
    children = section.get("components") or []
    if not 1 <= len(children) <= 3 or any(child.get("type") != Kind.TEXT for child in children):
        yield "a section that does not hold one to three text displays"
    if (section.get("accessory") or {}).get("type") not in (Kind.BUTTON, Kind.THUMBNAIL):
        yield "a section without a button or a thumbnail beside it"


def _check_container(container: JSON) -> Iterator[str]:
    children = container.get("components") or []
    if not children:
        yield "an empty container"
    for child in children:
        if child.get("type") not in _IN_CONTAINER:
            yield f"component type {child.get('type')} in a container"
    colour = container.get("accent_color")
    if colour is not None and colour not in range(0x1000000):
        yield f"accent colour {colour!r}"


def _check_medium(item: JSON) -> Iterator[str]:
    url = str((item.get("media") or {}).get("url") or "")
    if not url.startswith(("https://", "http://", "attachment://")):
        yield f"a medium at {url!r}"
    if item.get("description") is not None:
        yield from check_length("alt text", item["description"], 1, 1024)
