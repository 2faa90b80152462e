"""A review at the terminal, with single keys; or over lines of input, where there is no terminal."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Protocol

from bot.harness.review_page import HELP, KEYS, clean, render_fields, render_item, render_progress
from bot.harness.screen import Screen
from knowledge.errors import ReviewError
from knowledge.review.model import Field, FieldName, Progress, ReviewItem
from knowledge.values import dataclass, replace

_EMPTY = "-"
"""What empties a field where a line of its own cannot: an empty line leaves it as it is."""


class Desk(Protocol):
    """What a review can do, as `knowledge.review.reviewing.Review`. Each says what it did, or raises ReviewError."""

    @property
    def current(self) -> ReviewItem | None:
        """The item to decide on."""

    @property
    def progress(self) -> Progress:
        """How far it has come."""

    def accept(self) -> str:
        """Take the current item as reviewed."""

    def reject(self) -> str:
        """Take it out of the pack."""

    def put_off(self) -> str:
        """Leave it for later."""

    def undo(self) -> str:
        """Take back the last decision."""

    def edit(self, changes: dict[FieldName, str]) -> str:
        """Give the current item other fields."""


class Keyboard(Protocol):
    """Where keys and lines come from; either may raise EOFError or KeyboardInterrupt to leave."""

    def key(self) -> str:
        """One key; empty for one that is none."""

    def line(self, prompt: str, now: str) -> str:
        """A line of text, with what there is now to begin from."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Surface:
    """Where a review is shown and typed."""

    keyboard: Keyboard
    show: Callable[[str], None]
    screen: Callable[[], Screen]


def review(desk: Desk, keyboard: Keyboard, show: Callable[[str], None], screen: Callable[[], Screen]) -> None:
    """Go through all items until none is left or the person leaves; each decision is in the files when it is shown."""
    if desk.current is None:
        show("Everything is reviewed.")
        return
    try:
        _go_through(desk, _Surface(keyboard=keyboard, show=show, screen=screen))
    except (KeyboardInterrupt, EOFError):
        show("Stopped; what you decided is in the files.")
    show(render_progress(desk.progress))


def _go_through(desk: Desk, at: _Surface) -> None:
    while (item := desk.current) is not None:
        at.show(render_item(item, desk.progress, at.screen()) + "\n")
        while not _obey(at.keyboard.key(), item, desk, at):
            pass
    at.show("That was the last one.")


def _obey(key: str, item: ReviewItem, desk: Desk, at: _Surface) -> bool:
    """Do what a key says; False while the same item stays on the screen as it is."""
    decisions = {"a": desk.accept, "r": desk.reject, "s": desk.put_off, "u": desk.undo}
    if key == "q":
        raise EOFError
    if key == "e":
        return _edit(item, desk, at)
    if key not in decisions:
        at.show(HELP if key == "?" else f"The keys are {', '.join(KEYS)}; ? explains them.")
        return False
    try:
        at.show(decisions[key]())
    except ReviewError as problem:
        at.show(_complaints(problem))
        # What somebody else has written meanwhile has been read again: it is shown as it is now.
        return desk.current != item
    return True


def _edit(item: ReviewItem, desk: Desk, at: _Surface) -> bool:
    """Edit fields until they hold, or are left as they were; what was typed stays through complaints."""
    fields = list(item.fields)
    while True:
        at.show(render_fields(fields, at.screen()))
        try:
            chosen = at.keyboard.line("Field (number or name; Enter writes, q leaves all as it was): ", "").strip()
            if chosen in ("q", "quit"):
                at.show("Left as it was.")
                return False
            number = _find_field(chosen, fields) if chosen else None
            if chosen and number is None:
                at.show(f"Type a number from 1 to {len(fields)}, or a name.")
                continue
            if number is not None:
                fields[number] = _retype(fields[number], at)
                continue
        except KeyboardInterrupt:
            at.show("Left as it was.")
            return False
        try:
            at.show(desk.edit({field.name: field.text for field in fields}))
        except ReviewError as problem:
            at.show(_complaints(problem))
            if desk.current != item:  # the file has another text by now
                return True
            continue
        return True


def _retype(field: Field, at: _Surface) -> Field:
    at.show(f"{field.name}: {field.hint}")
    return replace(field, text=" ".join(at.keyboard.line(f"{field.name}: ", field.text).split()))


def _find_field(chosen: str, fields: list[Field]) -> int | None:
    if chosen.isdecimal() and len(chosen) < 4:
        return int(chosen) - 1 if 1 <= int(chosen) <= len(fields) else None
    return next((number for number, field in enumerate(fields) if field.name.startswith(chosen.lower())), None)


def _complaints(problem: ReviewError) -> str:
    return "\n".join(f"! {clean(line)}" for complaint in problem.complaints for line in complaint.splitlines())


class LineKeyboard:
    """Keys and texts as lines of a stream: the first letter of a line is the key.

    A text of its own line keeps the field when it is empty, and empties it when it is a hyphen.
    """

    def __init__(self, lines: Iterable[str]) -> None:
        """Take the lines, each with or without its line end."""
        self._lines: Iterator[str] = iter(lines)

    def key(self) -> str:
        """The first letter of the next line that has one."""
        line = self._next().strip()
        while not line:
            line = self._next().strip()
        return line[:1].lower()

    def line(self, prompt: str, now: str) -> str:
        """The next line."""
        typed = self._next().strip()
        return "" if typed == _EMPTY else typed or now

    def _next(self) -> str:
        try:
            return next(self._lines)
        except StopIteration:
            raise EOFError from None


class PlainKeyboard(LineKeyboard):
    """A terminal without the library for single keys: each key is a line."""

    def __init__(self) -> None:
        """Read with `input`."""
        super().__init__(())

    def key(self) -> str:
        """The first letter of a line."""
        return input("> ").strip()[:1].lower()

    def line(self, prompt: str, now: str) -> str:
        """A line; what there is now stands before it."""
        typed = input(f"{prompt}[{now}] " if now else prompt).strip()
        return "" if typed == _EMPTY else typed or now


def open_keyboard() -> Keyboard:
    """Single keys and lines to edit; whole lines where the library for it is missing."""
    try:
        from prompt_toolkit import PromptSession
        from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
        from prompt_toolkit.keys import Keys
    except ImportError:
        return PlainKeyboard()

    bindings = KeyBindings()

    def press(event: KeyPressEvent) -> None:
        # Several letters at once are pasted text, which decides nothing.
        event.app.exit(result=event.data.lower() if len(event.data) == 1 else "")

    def leave(event: KeyPressEvent) -> None:
        event.app.exit(exception=EOFError())

    def interrupt(event: KeyPressEvent) -> None:
        event.app.exit(exception=KeyboardInterrupt())

    # In this order: the binding that was added last goes first, and the one for any key takes all that is left.
    bindings.add(Keys.Any)(press)
    bindings.add("enter")(lambda event: event.app.exit(result=""))
    bindings.add("c-d")(leave)
    bindings.add("c-c")(interrupt)

    class Prompted:
        def __init__(self) -> None:
            self._keys: PromptSession[str] = PromptSession(key_bindings=bindings)
            self._texts: PromptSession[str] = PromptSession()

        def key(self) -> str:
            return self._keys.prompt("> ")

        def line(self, prompt: str, now: str) -> str:
            return self._texts.prompt(prompt, default=now)

    return Prompted()
