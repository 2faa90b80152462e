"""A conversation at the terminal."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from bot.answers.model import Dialogue, Reply
from bot.harness.screen import Screen
from bot.render.terminal import render_terminal
from bot.render.text import render_day
from bot.render.wrapping import wrap
from bot.respond import respond
from knowledge.store import Store

if TYPE_CHECKING:
    from prompt_toolkit import PromptSession
    from prompt_toolkit.completion import CompleteEvent, Completion
    from prompt_toolkit.document import Document

_log = logging.getLogger(__name__)

PROMPT = "> "
COMMANDS = {
    "/help": "what can be asked, and these commands",
    "/sources": "the articles; /sources Taiwan for those about something",
    "/new": "forget the conversation so far",
    "/quit": "leave (also Ctrl-D)",
}
_LEAVING = frozenset({"/quit", "/exit", "/q", "quit", "exit"})
_COMMAND = re.compile(r"(/[a-z]+)(?:\s+(.*))?", re.IGNORECASE | re.DOTALL)
_KINDS = ("person", "country", "organisation", "place", "body_of_water", "document", "event_series", "event", "topic")
_LONGEST_NAME = 3
"""Words before the cursor that are tried together as the beginning of a name."""

_NAMES_OFFERED = 8


class Console:
    """Where one conversation stands: takes what is typed, gives what to show."""

    def __init__(
        self, store: Store, *, today: Callable[[], date], screen: Callable[[], Screen], as_of: date | None = None
    ) -> None:
        """Take the knowledge base; date and screen are asked for anew each time, since both may change."""
        self._store = store
        self._as_of = as_of
        self._today = today
        self._screen = screen
        self._dialogue = Dialogue()
        self._offers: tuple[str, ...] = ()

    def banner(self) -> str:
        """What this is, what it knows, and the commands."""
        count, covered = self._store.article_count, self._store.coverage
        known = f"{count:,} article{'' if count == 1 else 's'}"
        if covered is not None:
            known += f", {render_day(covered.first, 'en')} to {render_day(covered.last, 'en')}"
        return self._wrapped(f"Kankei: relations between states, from {known}. /help, /sources, /quit")

    def answer(self, typed: str) -> str | None:
        """What to show for a line; None when the person wants to leave."""
        text = typed.strip()
        if text.lower() in _LEAVING:
            return None
        if not text:
            return ""
        command = _COMMAND.fullmatch(text)
        if command:
            return self._obey(command[1].lower(), command[2] or "")
        number = text.rstrip(".)")
        if number.isdecimal() and len(number) < 5 and self._offers:
            return self._choose(int(number))
        return self._ask(text)

    def complete(self, before: str) -> Iterator[tuple[str, int]]:
        """What the words before the cursor may become, each with the number of letters that it replaces."""
        if before.startswith("/") and " " not in before:
            yield from ((command, len(before)) for command in COMMANDS if command.startswith(before.lower()))
            return
        starts = [found.start() for found in re.finditer(r"\S+", before)][-_LONGEST_NAME:]
        for start in starts:
            beginning = before[start:]
            if len(beginning) > 1 and beginning.isascii() and not beginning.endswith(" "):
                names = self._names(beginning)
                yield from ((name, len(beginning)) for name in names)
                if names:
                    return

    def _obey(self, command: str, rest: str) -> str:
        if command == "/help":
            commands = "\n".join(f"  {name:<10}{what}" for name, what in COMMANDS.items())
            return f"{self._ask('help', frame='describe_abilities')}\n\n{commands}"
        if command == "/sources":
            return self._ask(rest or "sources", frame="list_articles")
        if command == "/new":
            self._dialogue, self._offers = Dialogue(), ()
            return self._wrapped("A new conversation.")
        return self._wrapped(f"There is no command {command}; the commands are {', '.join(COMMANDS)}.")

    def _choose(self, number: int) -> str:
        if not 1 <= number <= len(self._offers):
            return self._wrapped(f"Type a number from 1 to {len(self._offers)}, or a question.")
        question = self._offers[number - 1]
        return f"{self._wrapped(question)}\n\n{self._ask(question)}"

    def _ask(self, text: str, frame: str | None = None) -> str:
        screen = self._screen()
        try:
            reply = self._reply(text, frame)
        except Exception as problem:  # a conversation goes on whatever one question does to it
            _log.debug("unexpected error", exc_info=True)
            fault = type(problem).__name__
            return self._wrapped(f"That went wrong inside Kankei ({fault}); ask in other words, and please report it.")
        return render_terminal(reply, width=screen.width, colour=screen.colour, links=screen.links)

    def _reply(self, text: str, frame: str | None) -> Reply:
        typed = text.encode("utf-8", "replace").decode("utf-8")
        # A command stands outside the conversation: it neither leans on what was said nor changes it.
        before = self._dialogue if frame is None else None
        reply = respond(typed, store=self._store, today=self._today(), dialogue=before, frame=frame, as_of=self._as_of)
        if frame is None:
            self._dialogue = reply.dialogue
        self._offers = reply.choices + reply.suggestions
        return reply

    def _names(self, beginning: str) -> tuple[str, ...]:
        try:
            return self._store.offered_names.suggest(beginning, kinds=_KINDS, limit=_NAMES_OFFERED)
        except Exception:  # names to complete are not worth an error message
            _log.debug("completion failed", exc_info=True)
            return ()

    def _wrapped(self, text: str) -> str:
        return "\n".join(wrap(text, self._screen().width))


def converse(console: Console, lines: Iterable[str], show: Callable[[str], None]) -> None:
    """Answer line after line until there are none, or the person leaves."""
    for line in lines:
        shown = console.answer(line)
        if shown is None:
            return
        if shown:
            show(f"{shown}\n")


def prompted_lines(console: Console, history: Path | None) -> Iterator[str]:
    """Lines typed at a prompt with history and completion; it ends with Ctrl-C or Ctrl-D."""
    session = _open_session(console, history)
    with suppress(KeyboardInterrupt, EOFError):
        while True:
            yield session.prompt(PROMPT) if session else input(PROMPT)


def _open_session(console: Console, history: Path | None) -> PromptSession[str] | None:
    """A prompt with everything; None where the library for it is missing, and plain input has to do."""
    try:
        from prompt_toolkit import PromptSession
        from prompt_toolkit.completion import Completer, Completion
        from prompt_toolkit.history import FileHistory, InMemoryHistory
    except ImportError:
        return None

    class Names(Completer):
        def get_completions(self, document: Document, complete_event: CompleteEvent) -> Iterator[Completion]:
            for text, length in console.complete(document.text_before_cursor):
                yield Completion(text, start_position=-length)

    return PromptSession(
        history=FileHistory(history) if history else InMemoryHistory(),
        completer=Names(),
        complete_while_typing=False,
    )
