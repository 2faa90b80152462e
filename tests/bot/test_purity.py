"""Answering loads nothing that belongs to building, to Discord or to an event loop."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
_ANSWER = """
from datetime import date
from pathlib import Path
from bot.respond import respond
from knowledge.store import open_store
store = open_store(Path(sys.argv[1]))
for question in ("Where did Kishida and Xi meet?", "wat did kamikwa say abt taiwan", "你好", "timeline of 2015"):
    assert respond(question, store=store, today=date(2025, 1, 15)).lead
"""
_CONSOLE = "import bot.harness.console"


@pytest.mark.parametrize(
    ("code", "absent"),
    [
        (_ANSWER, ("yaml", "sqlite_utils", "discord", "asyncio", "prompt_toolkit")),
        (_CONSOLE, ("discord", "asyncio", "yaml", "sqlite_utils")),
        ("import bot.harness.batch, bot.harness.evaluate, bot.harness.examples", ("discord", "asyncio", "yaml")),
        ("import bot.render.text, bot.render.json, bot.render.terminal", ("discord", "yaml")),
        ("import bot.state.state", ("discord", "asyncio", "yaml", "sqlite_utils")),
    ],
    ids=("answering", "console", "harness", "render", "state"),
)
def test_is_never_imported(code: str, absent: tuple[str, ...], knowledge_path: Path) -> None:
    check = f"import sys\n{code}\nfound = {set(absent)!r} & set(sys.modules)\nsys.exit(str(found) if found else 0)"
    ended = subprocess.run(
        [sys.executable, "-c", check, str(knowledge_path)], capture_output=True, check=False, cwd=ROOT, text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)}, timeout=60,
    )  # fmt: skip
    assert (ended.returncode, ended.stderr) == (0, "")
