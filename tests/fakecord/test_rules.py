"""The rules by themselves: each is broken once and must complain, and what is right must pass."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.fakecord.command_rules import check_choices, check_commands
from tests.fakecord.component_rules import check_components, check_modal
from tests.fakecord.message_rules import check_message, pinged
from tests.fakecord.schema import load_schema
from tests.fakecord.world import JSON, User

V2 = 1 << 15


def message(body: JSON) -> Iterator[str]:
    return check_message(body, files={}, webhook=False)


def reply(body: JSON) -> Iterator[str]:
    return check_message(body, files={}, webhook=True)


def edit_of_v2(body: JSON) -> Iterator[str]:
    return check_message(body, before={"flags": V2, "components": [text("old")]}, files={}, webhook=True)


def edit_of_text(body: JSON) -> Iterator[str]:
    return check_message(body, before={"flags": 0, "content": "old"}, files={}, webhook=True)


def layout(*components: JSON) -> Iterator[str]:
    return check_components(list(components), v2=True)


def rows(*components: JSON) -> Iterator[str]:
    return check_components(list(components), v2=False)


def commands(*listed: JSON) -> Iterator[str]:
    return check_commands(list(listed))


def text(content: str) -> JSON:
    return {"type": 10, "content": content}


def row(*children: JSON) -> JSON:
    return {"type": 1, "components": list(children)}


def button(**changes: object) -> JSON:
    return {"type": 2, "style": 1, "label": "Go", "custom_id": "go", **changes}


def link(**changes: object) -> JSON:
    return {"type": 2, "style": 5, "label": "Read", "url": "https://harbour.example", **changes}


def select(*options: JSON, **changes: object) -> JSON:
    return {"type": 3, "custom_id": "pick", "options": list(options), **changes}


def entry(label: str = "One", value: str = "1", **changes: object) -> JSON:
    return {"label": label, "value": value, **changes}


def container(*children: JSON, **changes: object) -> JSON:
    return {"type": 17, "components": list(children), **changes}


def gallery(*items: JSON) -> JSON:
    return {"type": 12, "items": list(items)}


def modal(*components: JSON, **changes: object) -> JSON:
    return {"title": "Report", "custom_id": "report", "components": list(components), **changes}


def line(**changes: object) -> JSON:
    return {"type": 4, "custom_id": "words", "style": 1, "label": "Words", **changes}


def command(**changes: object) -> JSON:
    return {"name": "ask", "description": "Ask", "type": 1, **changes}


def option(name: str = "question", **changes: object) -> JSON:
    return {"type": 3, "name": name, "description": "What", **changes}


def choice(name: str = "One", value: object = "1", **changes: object) -> JSON:
    return {"name": name, "value": value, **changes}


WORDY = [option(f"o{n}", choices=[choice("x" * 100, "y" * 100)] * 2) for n in range(25)]
NESTED = [option("add", type=1, options=[option()]), option("more", type=2, options=[option("x", type=1)])]

BROKEN: list[tuple[Callable[..., Iterator[str]], tuple[Any, ...], str]] = [
    # Messages
    (message, ({"content": "x" * 2001},), "content of 2001 characters"),
    (message, ({"content": "😀" * 1001},), "content of 2002 characters"),
    (message, ({},), "an empty message"),
    (message, ({"content": ""},), "an empty message"),
    (message, ({"content": "x", "mentions": []},), "unknown key 'mentions'"),
    (message, ({"content": "x", "flags": 1 << 6},), "an ephemeral message outside"),
    (message, ({"content": "x", "flags": 1 << 7},), "cannot be set"),
    (message, ({"content": "x", "nonce": "n" * 26},), "nonce of 26"),
    (message, ({"embeds": [{"title": "x"}] * 11},), "11 embeds"),
    (message, ({"embeds": [{"title": "x" * 257}]},), "embed title has 257"),
    (message, ({"embeds": [{"description": "x" * 4097}]},), "embed description has 4097"),
    (message, ({"embeds": [{"footer": {"text": "x" * 2049}}]},), "embed footer has 2049"),
    (message, ({"embeds": [{"fields": [{"name": "x", "value": "y"}] * 26}]},), "26 embed fields"),
    (message, ({"embeds": [{"fields": [{"name": "x" * 257, "value": "y"}]}]},), "embed field name has 257"),
    (message, ({"embeds": [{"fields": [{"name": "x", "value": "y" * 1025}]}]},), "embed field value has 1025"),
    (message, ({"embeds": [{"fields": [{"name": "x", "value": ""}]}]},), "embed field value has 0"),
    (message, ({"embeds": [{"description": "x" * 3001}] * 2},), "6002 characters in embeds"),
    (message, ({"content": "x", "flags": V2, "components": [text("y")]},), "along with components of version 2"),
    (message, ({"embeds": [{"title": "x"}], "flags": V2, "components": [text("y")]},), "along with components"),
    (message, ({"components": [text("y")]},), "without the flag"),
    (message, ({"flags": V2, "components": []},), "without a component"),
    (message, ({"content": "x", "allowed_mentions": {"parse": ["all"]}},), "parses 'all'"),
    (message, ({"content": "x", "allowed_mentions": {"parse": ["users"], "users": ["1"]}},), "and lists some"),
    (message, ({"content": "x", "allowed_mentions": {"everyone": False}},), "unknown key 'everyone'"),
    (message, ({"content": "x", "attachments": [{"id": 0}]},), "attachment 0 without its file"),
    (message, ({"embeds": [{"image": {"url": "attachment://map.png"}}]},), "names no file"),
    (reply, ({"content": "x", "nonce": "1"},), "unknown key 'nonce'"),
    (edit_of_v2, ({"flags": 0},), "takes the flag"),
    (edit_of_v2, ({"content": "x"},), "along with components of version 2"),
    (edit_of_text, ({"flags": V2, "components": [text("y")]},), "along with components of version 2"),
    (edit_of_text, ({"content": ""},), "an empty message"),
    # Components
    (layout, (*(text("x") for _ in range(41)),), "41 components"),
    (layout, (container(*(text("x") for _ in range(40))),), "41 components"),
    (layout, (text("x" * 2001), text("y" * 2000)), "4001 characters of text"),
    (layout, (text("😀" * 2001),), "4002 characters of text"),
    (layout, (text(" "),), "an empty text display"),
    (layout, (container(),), "an empty container"),
    (layout, (container(container(text("x"))),), "component type 17 in a container"),
    (layout, (container(text("x"), accent_color=0x1000000),), "accent colour"),
    (layout, (button(),), "component type 2 at the top level"),
    (layout, ({"type": 9, "components": [text("x")]},), "without a button or a thumbnail"),
    (layout, ({"type": 9, "components": [text("x")] * 4, "accessory": button()},), "one to three text displays"),
    (layout, (gallery(),), "a gallery of 0 items"),
    (layout, (gallery({"media": {"url": "file:///etc"}}),), "a medium at"),
    (layout, (gallery({"media": {"url": "https://x"}, "description": "x" * 1025}),), "alt text has 1025"),
    (layout, ({"type": 13, "file": {"url": "https://x"}},), "no attachment://"),
    (layout, ({"type": 14, "spacing": 3},), "separator spacing 3"),
    (layout, ({"type": 99},), "component type 99"),
    (layout, (text("x") | {"id": 1}, text("y") | {"id": 1}), "id 1 stands on 2"),
    (rows, (*(row(button(custom_id=str(n))) for n in range(6)),), "6 action rows"),
    (rows, (row(*(button(custom_id=str(n)) for n in range(6))),), "6 buttons in an action row"),
    (rows, (row(),), "neither buttons nor one select"),
    (rows, (row(button(), select(entry())),), "neither buttons nor one select"),
    (rows, (row(button(), button()),), "custom_id 'go' stands on 2"),
    (rows, (row(button(custom_id="x" * 101)),), "custom_id has 101"),
    (rows, (row(button(custom_id=None)),), "custom_id is missing"),
    (rows, (row(button(label="x" * 81)),), "button label has 81"),
    (rows, (row(button(label=None)),), "without label and emoji"),
    (rows, (row(button(style=9)),), "button style 9"),
    (rows, (row(button(url="https://x")),), "is no link button"),
    (rows, (row(link(custom_id="x")),), "a link button with a custom_id"),
    (rows, (row(link(url="x" * 513)),), "button url has 513"),
    (rows, (row(link(url="ftp://x")),), "is no web address"),
    (rows, (row(link(url=None)),), "button url is missing"),
    (rows, (row(select(*(entry(value=str(n)) for n in range(26)))),), "26 options"),
    (rows, (row(select()),), "0 options"),
    (rows, (row(select(entry("x" * 101))),), "option label has 101"),
    (rows, (row(select(entry(value="x" * 101))),), "option value has 101"),
    (rows, (row(select(entry(description="x" * 101))),), "option description has 101"),
    (rows, (row(select(entry(), entry())),), "a repeated value"),
    (rows, (row(select(entry(), placeholder="x" * 151)),), "placeholder has 151"),
    (rows, (row(select(entry(), min_values=2)),), "a select of 2 to 1"),
    (rows, (row(select(entry(), max_values=2)),), "up to 2 values out of 1"),
    # Modals
    (check_modal, (modal(row(line()), title="x" * 46),), "modal title has 46"),
    (check_modal, (modal(row(line()), title=""),), "modal title has 0"),
    (check_modal, (modal(row(line()), custom_id="x" * 101),), "modal custom_id has 101"),
    (check_modal, (modal(),), "a modal of 0 components"),
    (check_modal, (modal(*(row(line(custom_id=str(n))) for n in range(6))),), "a modal of 6 components"),
    (check_modal, (modal(row(button())),), "other than one text input"),
    (check_modal, (modal(row(line(label="x" * 46))),), "text input label has 46"),
    (check_modal, (modal(row(line(placeholder="x" * 101))),), "placeholder has 101"),
    (check_modal, (modal(row(line(max_length=4001))),), "to 4001 characters"),
    (check_modal, (modal(row(line(min_length=5, max_length=4))),), "of 5 to 4 characters"),
    (check_modal, (modal(row(line()), row(line())),), "custom_id 'words' stands on 2"),
    (check_modal, (modal({"type": 18, "label": "x" * 46, "component": line()}),), "label has 46"),
    # Commands
    (commands, (command(name="Ask"),), "not in lower case"),
    (commands, (command(name="ask me"),), "not 1 to 32 letters"),
    (commands, (command(name="x" * 33),), "not 1 to 32 letters"),
    (commands, (command(description=""),), "description has 0"),
    (commands, (command(description="x" * 101),), "description has 101"),
    (commands, (command(description=None),), "description is missing"),
    (commands, (command(description_localizations={"xx": "Ask"}),), "unknown locale 'xx'"),
    (commands, (command(description_localizations={"ja": "x" * 101}),), "for ja has 101"),
    (commands, (command(name_localizations={"de": "Frag"}),), "name in de 'Frag' is not in lower case"),
    (commands, (command(colour=1),), "unknown key 'colour'"),
    (commands, (command(contexts=[3]),), "contexts [3]"),
    (commands, (command(integration_types=[2]),), "integration types [2]"),
    (commands, (command(), command()), "2 commands are named 'ask'"),
    (commands, tuple(command(name=f"ask{n}") for n in range(101)), "101 commands of type 1"),
    (commands, tuple({"type": 2, "name": f"Look {n}"} for n in range(16)), "16 commands of type 2"),
    (commands, tuple({"type": 3, "name": f"Check {n}"} for n in range(16)), "16 commands of type 3"),
    (commands, ({"type": 3, "name": "Check", "description": "x"},), "has no description"),
    (commands, ({"type": 3, "name": "Check", "options": [option()]},), "has no options"),
    (commands, (command(options=[option(str(n)) for n in range(26)]),), "26 options"),
    (commands, (command(options=[option(), option()]),), "2 options are named"),
    (commands, (command(options=[option("a"), option("b", required=True)]),), "required option after an optional"),
    (commands, (command(options=[option("Question")]),), "not in lower case"),
    (commands, (command(options=[option(description="")]),), "description has 0"),
    (commands, (command(options=[option(choices=[choice()], autocomplete=True)]),), "along with autocomplete"),
    (commands, (command(options=[option(type=5, autocomplete=True)]),), "autocomplete for type 5"),
    (commands, (command(options=[option(max_length=6001)]),), "max_length 6001"),
    (commands, (command(options=[option(default="x")]),), "unknown key 'default'"),
    (commands, (command(options=WORDY),), "more than 8000"),
    # Choices
    (check_choices, (None,), "choices are missing"),
    (check_choices, ([choice()] * 26,), "26 choices"),
    (check_choices, ([choice("x" * 101)],), "choice name has 101"),
    (check_choices, ([choice("")],), "choice name has 0"),
    (check_choices, ([choice(value="x" * 101)],), "choice value has 101"),
    (check_choices, ([choice(value="1")], 4), "is no number"),
    (check_choices, ([choice(name_localizations={"jp": "一"})],), "unknown locale 'jp'"),
]

RIGHT: list[tuple[Callable[..., Iterator[str]], tuple[Any, ...]]] = [
    (message, ({"content": "x" * 2000, "nonce": "1576892152649089024-12", "enforce_nonce": True},)),
    (message, ({"embeds": [{"title": "x" * 256, "description": "y" * 4096}]},)),
    (message, ({"flags": V2, "components": [text("x" * 4000)]},)),
    (edit_of_text, ({"flags": V2, "content": None, "components": [text("y")]},)),
    (edit_of_v2, ({"components": [container(text("new"))]},)),
    (layout, (container(*(text("x") for _ in range(37))), row(button()))),
    (layout, ({"type": 9, "components": [text("x")], "accessory": link()}, {"type": 14, "divider": False})),
    (layout, (gallery({"media": {"url": "https://x"}, "description": "A bridge"}),)),
    (
        rows,
        (row(*(button(custom_id=str(n), label="x" * 80) for n in range(5))), row(select(entry(), entry("Two", "2")))),
    ),
    (check_modal, (modal(row(line())),)),
    (check_modal, (modal({"type": 18, "label": "Words", "component": line(label=None)}, text("x")),)),
    (commands, (command(name="資料", options=[option("a", required=True), option("b", autocomplete=True)]),)),
    (commands, (command(), {"type": 3, "name": "Check against sources"}, {"type": 2, "name": "ask"})),
    (commands, (command(options=NESTED),)),
    (check_choices, ([choice("x" * 100, "y" * 100)] * 25,)),
    (check_choices, ([choice(value=3)], 4)),
]


@pytest.mark.parametrize(("rule", "given", "complaint"), BROKEN, ids=[complaint for *_, complaint in BROKEN])
def test_a_broken_rule_is_named(rule: Callable[..., Iterator[str]], given: tuple[Any, ...], complaint: str) -> None:
    assert [problem for problem in rule(*given) if complaint in problem]


@pytest.mark.parametrize(("rule", "given"), RIGHT)
def test_what_is_right_passes(rule: Callable[..., Iterator[str]], given: tuple[Any, ...]) -> None:
    assert list(rule(*given)) == []


ASKER = User(id=1, name="maya")
NOBODY: JSON = {"parse": [], "replied_user": False}


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ({"content": "<@5> and <@&6> and @everyone"}, ["users 5", "roles 6", "@everyone"]),
        ({"components": [container(text("<@5> @here"))]}, ["users 5", "@here"]),
        ({"content": "<@5> @everyone", "allowed_mentions": NOBODY}, []),
        ({"content": "<@5>", "allowed_mentions": {"parse": [], "users": [5]}}, ["users 5"]),
        ({"content": "@everyone", "allowed_mentions": {"parse": ["users"]}}, []),
    ],
)
def test_whom_a_message_pings(body: JSON, expected: list[str]) -> None:
    assert list(pinged(body, replied_to=None)) == expected


def test_a_reply_pings_unless_told_otherwise() -> None:
    assert list(pinged({"content": "x"}, replied_to=ASKER))
    assert list(pinged({"content": "x", "allowed_mentions": {"parse": [], "replied_user": True}}, replied_to=ASKER))
    assert not list(pinged({"content": "x", "allowed_mentions": NOBODY}, replied_to=ASKER))


def test_the_openapi_file_is_a_second_opinion() -> None:
    schema = load_schema()
    if schema is None:
        pytest.skip("Discord's OpenAPI file is not at hand")
    path = "/channels/1/messages"
    assert not list(schema.request_problems("POST", path, {"content": "x", "message_reference": {"message_id": 1}}))
    assert list(schema.request_problems("POST", path, {"content": "x" * 4001}))
    assert list(schema.request_problems("POST", path, {"content": "x", "message_reference": {"message_id": "abc"}}))
    assert list(schema.answer_problems("GET", "/users/@me", 200, {"id": "1"}))
    assert not list(schema.request_problems("POST", "/nowhere", {"content": 1}))
