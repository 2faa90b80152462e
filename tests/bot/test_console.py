"""The console: commands, numbers, completion, and a conversation at a real terminal."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from bot.harness.console import COMMANDS, Console, converse
from bot.harness.screen import Screen, read_screen
from bot.shipped import shipped_knowledge
from knowledge.store import Store, open_store

ROOT = Path(__file__).parents[2]
_READY = rb"\x1b\[\?2004h"
"""What the prompt sends once it takes input (it has pasted text marked)."""


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("cache")
    shipped_knowledge({"XDG_CACHE_HOME": str(folder)})
    return folder


@pytest.fixture
def shipped(cache: Path) -> Iterator[Store]:
    store = open_store(shipped_knowledge({"XDG_CACHE_HOME": str(cache)}))
    yield store
    store.close()


@pytest.fixture
def console(shipped: Store) -> Console:
    return Console(shipped, today=lambda: date(2025, 1, 1), screen=lambda: Screen(width=80, colour=False, links=False))


def answer(console: Console, typed: str) -> str:
    shown = console.answer(typed)
    assert shown is not None
    return shown


def offers(shown: str) -> list[str]:
    return re.findall(r"^  \d  (.+)$", shown, re.MULTILINE)


def test_the_banner_says_how_much_is_known(console: Console, shipped: Store) -> None:
    assert str(len(shipped.newest_articles(1000))) in console.banner()
    assert all(command in console.banner() for command in ("/help", "/sources", "/quit"))


def test_an_answer_shows_its_evidence(console: Console) -> None:
    assert "[1]" in answer(console, "who is Wang Yi?")


def test_help_names_every_command_and_offers_questions(console: Console) -> None:
    shown = answer(console, "/help")
    assert all(command in shown for command in COMMANDS)
    assert offers(shown)


def test_a_number_asks_the_question_beside_it(console: Console) -> None:
    first = offers(answer(console, "/help"))[0]
    assert first in answer(console, "1")


def test_a_number_that_is_not_offered_is_answered_plainly(console: Console) -> None:
    answer(console, "/help")
    assert "1 to" in answer(console, "99")


def test_sources_lists_every_article(console: Console, shipped: Store) -> None:
    shown = " ".join(answer(console, "/sources").split())
    assert all(article.headline in shown for article in shipped.newest_articles(1000))


def test_an_unknown_command_names_the_known_ones(console: Console) -> None:
    assert "/sources" in answer(console, "/sourcse")


@pytest.mark.parametrize("typed", ["/quit", "/QUIT", " quit ", "exit"])
def test_leaving(console: Console, typed: str) -> None:
    assert console.answer(typed) is None


@pytest.mark.parametrize("typed", ["", "   ", "\x00", "\ud800", "/", "1", "9" * 5000, "²", "\x1b[2J", "?" * 5000])
def test_any_line_can_be_typed(console: Console, typed: str) -> None:
    assert "\x1b" not in answer(console, typed)


def test_a_fault_does_not_end_the_conversation(console: Console, shipped: Store) -> None:
    shipped.close()
    assert "ProgrammingError" in answer(console, "who is Wang Yi?")


def test_names_and_commands_are_completed(console: Console) -> None:
    assert ("/sources", 2) in set(console.complete("/s"))
    assert ("Yoko Kamikawa", len("kamik")) in set(console.complete("what did kamik"))
    assert not list(console.complete(""))


def test_converse_stops_where_the_person_leaves(console: Console) -> None:
    shown: list[str] = []
    converse(console, ["hello\n", "\n", "/quit\n", "who is Wang Yi?\n"], shown.append)
    assert len(shown) == 1


@pytest.mark.parametrize(
    ("environ", "is_terminal", "colour", "links"),
    [
        ({"TERM": "xterm-256color"}, True, True, False),
        ({"TERM": "xterm-kitty"}, True, True, True),
        ({"TERM": "xterm-256color", "VTE_VERSION": "7600"}, True, True, True),
        ({"TERM": "xterm-kitty", "NO_COLOR": "1"}, True, False, False),
        ({"TERM": "xterm-kitty", "NO_COLOR": ""}, True, True, True),
        ({"TERM": "dumb"}, True, False, False),
        ({"TERM": "xterm-kitty"}, False, False, False),
    ],
)
def test_what_the_screen_can_show(environ: dict[str, str], is_terminal: bool, colour: bool, links: bool) -> None:
    screen = read_screen(environ, columns=300, is_terminal=is_terminal, platform="linux")
    assert (screen.colour, screen.links) == (colour, links)
    assert screen.width <= 100


def test_without_a_terminal_there_is_no_prompt_and_no_banner(cache: Path) -> None:
    ended = subprocess.run(
        [sys.executable, "-m", "bot", "chat"], input=b"hello\n", capture_output=True, check=False, cwd=ROOT,
        env={**os.environ, "XDG_CACHE_HOME": str(cache), "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    shown = ended.stdout.decode()
    assert (ended.returncode, ended.stderr) == (0, b"")
    assert shown.strip()
    assert not shown.startswith(">")
    assert "/quit" not in shown


def test_the_console_never_loads_discord() -> None:
    code = "import sys, bot.harness.console; sys.exit('discord' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False, cwd=ROOT).returncode == 0


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
@pytest.mark.parametrize("leave", [b"\x03", b"\x04", b"/quit\r"])
def test_a_conversation_at_a_terminal(cache: Path, tmp_path: Path, leave: bytes) -> None:
    import pty

    terminal, inner = pty.openpty()
    environ = {
        **os.environ, "XDG_CACHE_HOME": str(cache), "XDG_STATE_HOME": str(tmp_path), "PYTHONPATH": str(ROOT),
        "TERM": "xterm", "NO_COLOR": "", "PROMPT_TOOLKIT_NO_CPR": "1",
    }  # fmt: skip
    with subprocess.Popen(
        [sys.executable, "-m", "bot", "chat"], stdin=inner, stdout=inner, stderr=inner, cwd=ROOT, env=environ,
        start_new_session=True,
    ) as process:  # fmt: skip
        os.close(inner)
        try:
            seen = _read_until(terminal, _READY)
            assert b"/sources" in seen
            os.write(terminal, b"who is Wang Yi?\r")
            seen = _read_until(terminal, rb"\[1\].*" + _READY)
            assert b"\x1b[1m" in seen
            os.write(terminal, leave)
            _read_until(terminal, rb"Goodbye\.")
            assert process.wait(10) == 0
        finally:
            process.kill()
            os.close(terminal)
    history = tmp_path / "kankei" / "history"
    assert "who is Wang Yi?" in history.read_text(encoding="utf-8")
    assert not history.stat().st_mode & 0o077


def _read_until(terminal: int, wanted: bytes, seconds: float = 20.0) -> bytes:
    import select

    seen, end = b"", time.monotonic() + seconds
    while not re.search(wanted, seen, re.DOTALL):
        assert time.monotonic() < end, seen
        if select.select([terminal], [], [], 0.2)[0]:
            try:
                seen += os.read(terminal, 65536)
            except OSError:  # Linux says so when the other end is closed
                assert re.search(wanted, seen, re.DOTALL), seen
                break
    return seen
