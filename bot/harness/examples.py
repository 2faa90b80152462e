"""The examples of the README, made by asking: a table of questions with their replies, and one conversation.

They stand between HTML comments, so that a program can write them and a test can see whether they are still true.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date

from bot.answers.model import Dialogue, Reply
from bot.errors import BotError
from bot.harness.evaluate import Case
from bot.render.terminal import render_terminal
from bot.render.text import render_day

Ask = Callable[[str, Dialogue | None], Reply]

AS_OF = date(2025, 1, 15)
"""The day the examples are asked on, so that they do not change with the calendar."""

_CONVERSATION = "conversation"
_MOST_LINES = 4
"""Lines of a long reply (a timeline) that the table shows."""

_WIDTH = 88


def render_examples(cases: Iterable[Case], ask: Ask) -> dict[str, str]:
    """The parts of the README by name: `examples`, and `conversation` where a case has that id."""
    cases = tuple(cases)
    rows = "\n".join(_row(case, _last_reply(case, ask)) for case in cases if case.id != _CONVERSATION)
    parts = {"examples": f"| | Question | Reply | Articles |\n|---|---|---|---|\n{rows}"}
    for case in cases:
        if case.id == _CONVERSATION:
            parts[_CONVERSATION] = "```text\n" + "\n\n".join(_turns(case, ask)) + "\n```"
    return parts


def replace_parts(document: str, parts: dict[str, str]) -> str:
    """The document with what stands between `<!-- name -->` and `<!-- /name -->` replaced.

    Raises:
        BotError: a pair of comments is missing.
    """
    for name, part in parts.items():
        opening, closing = f"<!-- {name} -->", f"<!-- /{name} -->"
        head, found, rest = document.partition(opening)
        _, closed, tail = rest.partition(closing)
        if not (found and closed):
            raise BotError(f"the document has no {opening} … {closing}; put the two comments where the part belongs")
        document = f"{head}{opening}\n{part}\n{closing}{tail}"
    return document


def _last_reply(case: Case, ask: Ask) -> Reply:
    dialogue: Dialogue | None = None
    for earlier in case.after:
        dialogue = ask(earlier, dialogue).dialogue
    return ask(case.question, dialogue)


def _turns(case: Case, ask: Ask) -> Iterator[str]:
    dialogue: Dialogue | None = None
    for question in (*case.after, case.question):
        reply = ask(question, dialogue)
        dialogue = reply.dialogue
        yield f"> {question}\n\n{render_terminal(reply, width=_WIDTH, colour=False)}"


def _row(case: Case, reply: Reply) -> str:
    asked = " → ".join((*case.after, case.question))
    cells = (case.kind, asked, "<br>".join(_statements(reply)), "<br>".join(_articles(reply)))
    return "| " + " | ".join(_cell(cell) for cell in cells) + " |"


def _statements(reply: Reply) -> Iterator[str]:
    yield reply.lead
    for line in reply.lines[:_MOST_LINES]:
        before = ": ".join(filter(None, (line.side, line.on)))
        yield f"• {before}: {line.text}" if before else f"• {line.text}"
    left = len(reply.lines) - _MOST_LINES
    if left > 0:
        yield f"… and {left} more"
    yield from reply.notes


def _articles(reply: Reply) -> Iterator[str]:
    yield from dict.fromkeys(f"{each.publisher}, {render_day(each.published_on, 'en')}" for each in reply.citations)


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", "<br>") or "–"
