"""What the terminal can show."""

from __future__ import annotations

from collections.abc import Mapping

from knowledge.values import dataclass

WIDEST = 100
"""Columns beyond which lines become hard to read."""

_LINKING_PROGRAMS = frozenset({"iTerm.app", "WezTerm", "vscode", "ghostty", "Hyper", "rio", "Tabby"})
_LINKING_TERMINALS = ("xterm-kitty", "xterm-ghostty", "alacritty", "foot", "wezterm")
_LINKING_VARIABLES = ("KITTY_WINDOW_ID", "WT_SESSION", "KONSOLE_VERSION")
_LINKING_VTE = 5000
"""VTE_VERSION from which GNOME's terminals know links."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Screen:
    """How replies are laid out."""

    width: int
    colour: bool
    links: bool


def read_screen(environ: Mapping[str, str], *, columns: int, is_terminal: bool, platform: str) -> Screen:
    """What may be used on this terminal: no escape sequence where it is none, is dumb, or NO_COLOR is set."""
    colour = is_terminal and not environ.get("NO_COLOR") and environ.get("TERM") != "dumb"
    if platform == "win32":
        colour = colour and bool(environ.get("WT_SESSION"))
    return Screen(width=min(columns, WIDEST), colour=colour, links=colour and _opens_links(environ))


def _opens_links(environ: Mapping[str, str]) -> bool:
    terminal = environ.get("TERM", "")
    if terminal.startswith(("screen", "tmux")):  # they may or may not hand links on
        return False
    version = environ.get("VTE_VERSION", "")
    return (
        environ.get("TERM_PROGRAM") in _LINKING_PROGRAMS
        or terminal.startswith(_LINKING_TERMINALS)
        or any(environ.get(variable) for variable in _LINKING_VARIABLES)
        or (version.isdecimal() and int(version) >= _LINKING_VTE)
    )
