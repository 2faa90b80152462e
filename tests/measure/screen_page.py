"""What the server received, as a page of HTML in Discord's dark look: messages, modals, and names offered while typing.

What the page cannot draw is an error, so that nothing is left out of a picture in silence.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from html import escape

from tests.fakecord.world import JSON, Message

WIDTH = 640

_ESCAPED = re.compile(r"\\([^A-Za-z0-9\s])")
_KEPT = re.compile("[\ue000-\uf8ff]")
_LINK = re.compile(r"\[((?:[^\[\]]|\[[^\[\]]*\])+)\]\(<?(https?://[^\s>)]*(?:\([^\s>)]*\)[^\s>)]*)*)>?\)")
_MARKS = (
    (re.compile(r"\*\*(.+?)\*\*"), "b"),
    (re.compile(r"__(.+?)__"), "u"),
    (re.compile(r"\*(.+?)\*"), "i"),
    (re.compile(r"(?<!\w)_(.+?)_(?!\w)"), "i"),
    (re.compile(r"~~(.+?)~~"), "s"),
    (re.compile(r"`(.+?)`"), "code"),
)
_PILL = re.compile(r"&lt;@!?(\d+)&gt;")
_LINES = (
    (re.compile(r"-# (.*)"), "small", ""),
    (re.compile(r"( *)[-*] (.*)"), "item", "•"),
    (re.compile(r"( *)(\d+\.) (.*)"), "item", "number"),
    (re.compile(r"#{1,3} (.*)"), "heading", ""),
    (re.compile(r"> (.*)"), "quote", ""),
)
_STYLE = f"""
* {{ box-sizing: border-box }}
body {{ margin: 0; width: {WIDTH}px; background: #313338; color: #dbdee1; overflow-wrap: anywhere;
  font: 15px/20px "Liberation Sans", Arial, "Noto Sans CJK JP", sans-serif }}
:lang(zh) {{ font-family: "Liberation Sans", Arial, "Noto Sans CJK SC", sans-serif }}
#page {{ padding: 10px 0 }}
a {{ color: #00a8fc; text-decoration: none }}
code {{ background: #1e1f22; border-radius: 4px; padding: 0 3px }}
.message {{ position: relative; padding: 6px 16px 6px 68px }}
.alone {{ background: #393a4c; box-shadow: inset 2px 0 #5865f2 }}
.avatar {{ position: absolute; left: 16px; width: 38px; height: 38px; border-radius: 50%; color: #fff;
  font-size: 18px; line-height: 38px; text-align: center }}
.name {{ color: #f2f3f5; font-weight: bold; margin-right: 5px }}
.tag {{ background: #5865f2; color: #fff; border-radius: 3px; font-size: 10px; padding: 1px 4px; vertical-align: 2px }}
.above {{ color: #b5bac1; font-size: 13px; margin: 0 0 4px -30px; overflow: hidden; white-space: nowrap;
  text-overflow: ellipsis }}
.above::before {{ content: ""; display: inline-block; width: 24px; height: 8px; margin: 0 6px -4px 0;
  border: solid #4e5058; border-width: 2px 0 0 2px; border-radius: 6px 0 0 0 }}
.pill {{ background: #3d4270; color: #c9cdfb; border-radius: 3px; padding: 0 2px }}
.container {{ background: #2b2d31; border-radius: 8px; border: 1px solid #3f4147; border-left: 4px solid #4e5058;
  padding: 12px 14px; margin: 4px 0 }}
.small {{ color: #949ba4; font-size: 12px; line-height: 17px }}
.item {{ text-indent: -18px; margin: 2px 0 }}
.mark {{ display: inline-block; width: 18px; text-indent: 0 }}
.heading {{ font-size: 18px; font-weight: bold; color: #f2f3f5 }}
.quote {{ border-left: 4px solid #4e5058; padding-left: 10px }}
.space {{ height: 9px }} .line {{ border-top: 1px solid #4e5058; margin: 8px 0 }}
.row {{ margin: 4px 0 }}
.button {{ display: inline-block; background: #4e5058; color: #fff; border-radius: 8px; padding: 6px 12px;
  margin: 2px 8px 2px 0; font-size: 13.5px; max-width: 100% }}
.button.primary {{ background: #5865f2 }} .button.off {{ opacity: .5 }}
.only {{ color: #949ba4; font-size: 12px; margin-top: 4px }}
.modal {{ margin: 14px auto; width: 460px; background: #2b2d31; border: 1px solid #3f4147; border-radius: 10px;
  padding: 18px 20px }}
.modal h1 {{ font-size: 19px; margin: 4px 0 12px; color: #f2f3f5 }}
.modal .note {{ background: #1e1f22; border-radius: 6px; padding: 8px 10px; font-size: 12.5px; line-height: 17px;
  color: #b5bac1; margin-bottom: 14px }}
.modal .label {{ font-weight: bold; font-size: 14px; color: #f2f3f5; margin-bottom: 6px }}
.modal .asked {{ color: #f23f43 }}
.modal .field {{ position: relative; background: #1e1f22; border: 1px solid #3f4147; border-radius: 6px;
  padding: 9px 10px;
  color: #87898c }}
.modal .tall {{ height: 92px }}
.modal .count {{ position: absolute; right: 8px; bottom: 6px; font-size: 12px }}
.modal .end {{ text-align: right; margin-top: 16px }} .modal .end .button {{ margin: 0 0 0 8px }}
.offered {{ margin: 4px 16px 0; background: #2b2d31; border: 1px solid #3f4147; border-radius: 8px 8px 0 0;
  padding: 8px }}
.offered .of {{ color: #b5bac1; font-size: 12px; font-weight: bold; padding: 2px 8px 6px }}
.offered .choice {{ padding: 6px 8px; border-radius: 4px }} .offered .first {{ background: #404249; color: #fff }}
.typed {{ margin: 0 16px 6px; background: #383a40; border-radius: 0 0 8px 8px; padding: 11px 14px }}
.typed .option {{ background: #2b2d31; border-radius: 4px; padding: 3px 6px; margin-left: 6px }}
.typed .option b {{ color: #b5bac1; font-weight: normal; margin-right: 6px }}
"""

Names = Mapping[str, str]
"""Whom a mention means, by id."""


def draw_page(parts: str, *, language: str) -> str:
    """A whole page; its height is that of the element `page`."""
    return (
        f'<!doctype html><html lang="{language}"><meta charset="utf-8"><style>{_STYLE}</style>'
        f'<body><div id="page">{parts}</div></body></html>'
    )


def draw_message(message: Message, names: Names, *, above: str = "") -> str:
    """A message as it stands; a line above it says what it answers."""
    author = message.author
    colour = "#5865f2" if author.bot else "#3ba55c" if author.name < "n" else "#c2577a"
    tag = ' <span class="tag">APP</span>' if author.bot else ""
    body = f"<div>{draw_text(message.content, names)}</div>" if message.content else ""
    body += "".join(_component(part, names) for part in message.components)
    only = '<div class="only">Only you can see this • <a>Dismiss message</a></div>' if message.ephemeral else ""
    return (
        f'<div class="message{" alone" if message.ephemeral else ""}">'
        f"{f'<div class=above>{above}</div>' if above else ''}"
        f'<div class="avatar" style="background:{colour}">{escape(author.name[0].upper())}</div>'
        f'<span class="name">{escape(author.name)}</span>{tag}{body}{only}</div>'
    )


def draw_answered(message: Message, names: Names) -> str:
    """The line above a message that answers another."""
    text = message.content or next(iter(message.text.splitlines()), "")
    return f"<b>{escape(message.author.name)}</b> {_inline(text, names)}"


def draw_used(name: str, command: str) -> str:
    """The line above a message that answers a command."""
    return f'<b>{escape(name)}</b> used <span class="pill">{escape(command)}</span>'


def draw_modal(modal: JSON, application: str) -> str:
    """A modal before anything is written into it."""
    fields = "".join(_field(part) for part in modal["components"])
    note = (
        f"This form will be submitted to <b>{escape(application)}</b>. "
        "Do not share passwords or other sensitive information."
    )
    return (
        f'<div class="modal"><h1>{escape(modal["title"])}</h1><div class="note">{note}</div>{fields}'
        '<div class="end"><span class="button">Cancel</span><span class="button primary">Submit</span></div></div>'
    )


def draw_choices(choices: tuple[JSON, ...], *, command: str, option: str, typed: str) -> str:
    """The names offered for an option, above what is being typed."""
    rows = "".join(
        f'<div class="choice{"" if number else " first"}">{escape(choice["name"])}</div>'
        for number, choice in enumerate(choices)
    )
    return (
        f'<div class="offered"><div class="of">{escape(option.upper())}</div>{rows}</div>'
        f'<div class="typed">/{escape(command)}<span class="option"><b>{escape(option)}</b>{escape(typed)}</span></div>'
    )


def draw_text(text: str, names: Names) -> str:
    """Discord's Markdown, line by line."""
    return "".join(_line(line, names) for line in text.split("\n"))


def _line(line: str, names: Names) -> str:
    for pattern, kind, mark in _LINES:
        found = pattern.fullmatch(line)
        if found is None:
            continue
        *_, text = found.groups()
        if kind != "item":
            return f'<div class="{kind}">{_inline(text, names)}</div>'
        sign = found[2] if mark == "number" else mark
        indent = 22 + 10 * len(found[1])
        return (
            f'<div class="item" style="padding-left:{indent}px"><span class="mark">{sign}</span>'
            f"{_inline(text, names)}</div>"
        )
    return f"<div>{_inline(line, names) or '&nbsp;'}</div>"


def _inline(text: str, names: Names) -> str:
    """One line's marks; what is escaped, and addresses, are put aside meanwhile."""
    aside: list[str] = []

    def keep(shown: str) -> str:
        aside.append(shown)
        return chr(0xE000 + len(aside) - 1)

    text = _ESCAPED.sub(lambda found: keep(escape(found[1])), text)
    text = _LINK.sub(lambda found: f"{keep('<a>')}{found[1]}{keep('</a>')}", text)
    text = escape(text, quote=False)
    text = _PILL.sub(lambda found: keep(f'<span class="pill">@{escape(names[found[1]])}</span>'), text)
    for pattern, tag in _MARKS:
        text = pattern.sub(rf"<{tag}>\1</{tag}>", text)
    return _KEPT.sub(lambda found: aside[ord(found[0]) - 0xE000], text)


def _component(part: JSON, names: Names) -> str:
    return _DRAWN[part["type"]](part, names)


def _row(part: JSON, names: Names) -> str:
    return f'<div class="row">{"".join(_component(child, names) for child in part["components"])}</div>'


def _button(part: JSON, _: Names) -> str:
    classes = " ".join(_button_classes(part))
    return f'<span class="{classes}">{escape(part["label"])}</span>'


def _button_classes(part: JSON) -> Iterator[str]:
    yield "button"
    if part["style"] == 1:
        yield "primary"
    if part.get("disabled"):
        yield "off"


def _text_display(part: JSON, names: Names) -> str:
    return draw_text(part["content"], names)


def _separator(part: JSON, _: Names) -> str:
    return f'<div class="{"line" if part.get("divider", True) else "space"}"></div>'


def _container(part: JSON, names: Names) -> str:
    colour = part.get("accent_color")
    bar = "" if colour is None else f' style="border-left-color:#{colour:06x}"'
    return f'<div class="container"{bar}>{"".join(_component(child, names) for child in part["components"])}</div>'


def _field(part: JSON) -> str:
    """A label with its text input."""
    assert part["type"] == 18, f"a modal with a component of type {part['type']} cannot be drawn yet"
    field = part["component"]
    assert field["type"] == 4, f"a field of type {field['type']} cannot be drawn yet"
    asked = ' <span class="asked">*</span>' if field.get("required", True) else ""
    count = f'<span class="count">{field["max_length"]}</span>' if "max_length" in field else ""
    tall = " tall" if field["style"] == 2 else ""
    return (
        f'<div class="label">{escape(part["label"])}{asked}</div>'
        f'<div class="field{tall}">{escape(field.get("placeholder") or "")}{count}</div>'
    )


_DRAWN: Mapping[int, Callable[[JSON, Names], str]] = {
    1: _row,
    2: _button,
    10: _text_display,
    14: _separator,
    17: _container,
}
"""By the type of a component."""
