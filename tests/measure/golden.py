"""Replies that somebody has read and found good, word for word as the terminal shows them.

    python -m tests.measure.golden            # print what differs from tests/golden.yaml
    python -m tests.measure.golden --write    # put today's replies there; read the diff before it is committed

A new entry needs `asked` and, once its reply has been read, `reviewed`.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from difflib import unified_diff
from pathlib import Path

import yaml

from bot.answers.model import Dialogue, Reply
from bot.render.terminal import render_terminal
from bot.respond import respond
from bot.shipped import shipped_knowledge
from knowledge.store import Store, open_store

GOLDEN = Path(__file__).parents[1] / "golden.yaml"
TODAY = date(2025, 1, 15)
WIDTH = 88

_KEYS = {"asked", "reviewed", "as_of", "reply"}
_HEAD = """\
# Replies that somebody has read and found good: `asked` is a conversation, `reply` what its last question gets, as the
# terminal shows it without colours. `python -m tests.measure.golden --write` writes the replies, nothing else.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Golden:
    """A conversation, and the reply to its last question."""

    asked: tuple[str, ...]
    reviewed: str
    """What was found when it was read, in a few words."""

    as_of: date | None
    reply: str

    @property
    def name(self) -> str:
        """The questions in a row."""
        return " → ".join(self.asked)


def load_golden(path: Path = GOLDEN) -> tuple[Golden, ...]:
    """All entries; an unknown key is an error."""
    entries = yaml.safe_load(path.read_text(encoding="utf-8"))
    if unknown := {key for entry in entries for key in entry} - _KEYS:
        raise ValueError(f"{path}: unknown keys {', '.join(sorted(unknown))}")
    return tuple(
        Golden(
            asked=tuple(entry["asked"]),
            reviewed=entry.get("reviewed", ""),
            as_of=entry.get("as_of"),
            reply=entry.get("reply", ""),
        )
        for entry in entries
    )


def reply_now(golden: Golden, store: Store) -> str:
    """What the last question of the conversation gets today."""
    dialogue: Dialogue | None = None
    reply: Reply | None = None
    for question in golden.asked:
        reply = respond(question, store=store, today=TODAY, dialogue=dialogue, as_of=golden.as_of)
        dialogue = reply.dialogue
    return "" if reply is None else render_terminal(reply, width=WIDTH, colour=False)


def compare(golden: Golden, now: str) -> str:
    """How a reply differs from the recorded one, line by line; empty where it does not."""
    lines = unified_diff(golden.reply.splitlines(), now.splitlines(), "recorded", "now", lineterm="", n=1)
    told = "\n".join(lines)
    return f"> {golden.name}\n{told}" if told else ""


def render_golden(entries: Iterable[Golden]) -> str:
    """The text of `golden.yaml`."""
    return _HEAD + "\n".join("\n".join(_lines_of(entry)) for entry in entries) + "\n"


def _lines_of(golden: Golden) -> Iterator[str]:
    opening = "- asked:"
    yield opening
    yield from (f"    - {_scalar(question)}" for question in golden.asked)
    if golden.as_of is not None:
        yield f"  as_of: {golden.as_of}"
    yield f"  reviewed: {_scalar(golden.reviewed)}"
    yield "  reply: |-"
    yield from (f"    {line}".rstrip() for line in golden.reply.splitlines())


def _scalar(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def main() -> int:
    """Print what differs, or write it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true", help="write the replies of today into tests/golden.yaml")
    options = parser.parse_args()
    store = open_store(shipped_knowledge(os.environ))
    now = [(golden, reply_now(golden, store)) for golden in load_golden()]
    store.close()
    differences = [difference for golden, reply in now if (difference := compare(golden, reply))]
    print("\n\n".join(differences) or "all as recorded")
    if options.write:
        GOLDEN.write_text(render_golden(replace(golden, reply=reply) for golden, reply in now), encoding="utf-8")
        return 0
    return 1 if differences else 0


if __name__ == "__main__":
    sys.exit(main())
