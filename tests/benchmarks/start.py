"""How long a command takes from process start to its answer, as a ratio to a Python that does nothing.

    python -m tests.benchmarks.start [--knowledge FILE] [--profile]

The commands take turns, so that all of them see the same machine; figures are medians. Modules are compiled beforehand,
as `make` compiles them. With `--profile`, what the first of them spends its time on.
"""

from __future__ import annotations

import argparse
import compileall
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from bot.shipped import shipped_knowledge

_ROOT = Path(__file__).parents[2]
_RUNS = 15
_GOALS = {"clean question": 4.0, "misspelled question": 4.0, "question that no fact answers": 3.0}
_STAGES = """
import time
began = time.perf_counter()
import bot.cli
command = time.perf_counter()
import bot.engine, bot.respond, bot.render.terminal
imported = time.perf_counter()
import os, sys
from datetime import date
from bot.shipped import shipped_knowledge
from knowledge.store import open_store
store = open_store(shipped_knowledge(os.environ))
opened = time.perf_counter()
bot.engine.read_engine(store)
ready = time.perf_counter()
reply = bot.respond.respond(sys.argv[1], store=store, today=date.today())
answered = time.perf_counter()
bot.render.terminal.render_terminal(reply, width=80, colour=False, links=False)
shown = time.perf_counter()
steps = [command - began, imported - command, opened - imported, ready - opened, answered - ready, shown - answered]
print(*(1000 * step for step in steps))
"""
_NAMES = ("the command line", "modules", "the knowledge base", "intents and wording", "the answer", "showing it")


def main() -> None:
    """Measure and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--knowledge", type=Path, help="ask this knowledge base instead of the shipped one")
    parser.add_argument("--profile", action="store_true")
    options = parser.parse_args()
    for folder in ("bot", "knowledge"):
        compileall.compile_dir(_ROOT / folder, quiet=1)
    where = ["--knowledge", str(options.knowledge)] if options.knowledge else []
    shipped_knowledge(os.environ)
    ask = [sys.executable, "-m", "bot", "ask", *where]
    commands = {
        "python -c pass": [sys.executable, "-c", "pass"],
        "clean question": [*ask, "Where did Kishida and Xi meet?"],
        "misspelled question": [*ask, "Where did Kishda and Xi meet?"],
        "question that no fact answers": [*ask, "Who won the football match?"],
        "kankei chat, to its first prompt": [sys.executable, "-m", "bot", "chat", *where],
        "kankei --version": [sys.executable, "-m", "bot", "--version"],
    }
    taken: dict[str, list[float]] = {name: [] for name in commands}
    for _ in range(_RUNS):
        for name, command in commands.items():
            taken[name].append(_time(command))
    nothing = statistics.median(taken["python -c pass"])
    print("| command | ms | to python -c pass | goal |\n|---|---|---|---|")
    for name, times in taken.items():
        ratio = statistics.median([one / other for one, other in zip(times, taken["python -c pass"], strict=True)])
        goal = f"{_GOALS[name]:.0f}" if name in _GOALS else ""
        print(f"| {name} | {statistics.median(times) * 1e3:.0f} | {ratio:.1f} | {goal} |")
    if options.profile:
        _print_profile(nothing * 1e3)


def _time(command: Sequence[str]) -> float:
    start = time.perf_counter()
    subprocess.run(command, check=True, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, cwd=_ROOT)
    return time.perf_counter() - start


def _print_profile(nothing: float) -> None:
    command = [sys.executable, "-c", _STAGES, "Where did Kishida and Xi meet?"]
    told = [subprocess.run(command, check=True, capture_output=True, text=True).stdout for _ in range(_RUNS)]
    steps = [[float(step) for step in line.split()] for line in told]
    print(f"\nof the clean question, besides {nothing:.0f} ms for Python itself:")
    for name, times in zip(_NAMES, zip(*steps, strict=True), strict=True):
        print(f"  {name:<22} {statistics.median(times):6.1f} ms")


if __name__ == "__main__":
    main()
