"""Resident memory of one question and of the bot on a large archive, beside an engine without answers and an idle bot.

    pip install tantivy
    python -m tests.benchmarks.memory --archive /tmp/archives/archive-1000000.sqlite

Figures are the resident sizes that the kernel tells of each process: of `kankei ask` the most that it ever had, of
tantivy, on an index of the archive's claims, that of a process which has answered one question, of the bots before
anybody asked and after some hundreds of answers.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from contextlib import AsyncExitStack
from importlib.util import find_spec
from multiprocessing.connection import Connection
from pathlib import Path

from bot.shipped import shipped_knowledge
from tests.benchmarks.discord import open_bot, started_bot

_QUESTION = "What did Iwaya say in Beijing about seafood?"
_SECONDS = 20.0
_BUILD = """
import sqlite3, sys, tantivy
builder = tantivy.SchemaBuilder()
builder.add_integer_field("number", stored=True, fast=True)
builder.add_text_field("claim", stored=False)
index = tantivy.Index(builder.build(), path=sys.argv[2])
writer = index.writer(200_000_000, 1)
for number, claim in sqlite3.connect(sys.argv[1]).execute("SELECT number, claim FROM fact"):
    writer.add_document(tantivy.Document(number=number, claim=claim))
writer.commit()
writer.wait_merging_threads()
"""
_ASK = """
import re, sys, tantivy
index = tantivy.Index.open(sys.argv[1])
index.reload()
searcher = index.searcher()
query = index.parse_query(" ".join(re.findall(r"\\w+", sys.argv[2])), ["claim"])
found = [searcher.doc(address)["number"][0] for _, address in searcher.search(query, 10, count=False).hits]
assert found
"""

_ASK_KANKEI = "import sys; from bot.cli import run_command; run_command(['ask', *sys.argv[1:]])"
"""The command but for its end, which leaves no time to tell anything."""

_WATCHED = """
import atexit, sys

def tell():
    with open("/proc/self/status") as status:
        sys.stderr.write(next(line for line in status if line.startswith("VmHWM")))

atexit.register(tell)
what, *sys.argv[1:] = sys.argv[1:]
exec(what)
"""
"""Runs a program as Python would, and tells last of all how much memory it ever had."""


def main() -> None:
    """Measure and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--archive", type=Path, required=True)
    archive = parser.parse_args().archive
    bases = {"shipped pack": shipped_knowledge(os.environ), archive.stem: archive}
    print("| process | resident MB | beside |")
    print("|---|---|---|")
    engine = _of_engine(archive)
    if engine is not None:
        print(f"| tantivy, {archive.stem} | {engine:.0f} | |")
    for name, knowledge in bases.items():
        size = _most_of([_ASK_KANKEI, _QUESTION, "--knowledge", str(knowledge)])
        print(f"| kankei ask, {name} | {size:.0f} | {f'{size / engine:.2f} of tantivy' if engine else ''} |")
    with tempfile.TemporaryDirectory() as folder:
        idle: float | None = None
        bots = {"bare bot": ("_bare_bot",)} | {
            f"Kankei, {name}": ("_kankei_bot", path, Path(folder, name)) for name, path in bases.items()
        }
        for name, (module, *arguments) in bots.items():
            with started_bot(module, *arguments) as pipe:
                at_first, at_last = asyncio.run(_of_bot(name, pipe))
            idle = idle or at_first
            print(f"| {name}, idle | {at_first:.0f} | {at_first / idle:.2f} of the idle bare bot |")
            print(f"| {name}, after {_SECONDS:.0f} s of questions | {at_last:.0f} | {at_last / idle:.2f} |")


def _of_engine(archive: Path) -> float | None:
    if find_spec("tantivy") is None:
        print("tantivy is not installed (pip install tantivy): left out")
        return None
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([sys.executable, "-c", _BUILD, str(archive), folder], check=True)
        return _most_of([_ASK, folder, _QUESTION])


def _most_of(arguments: Sequence[str]) -> float:
    """The largest resident size that a program in Python ever had, in megabytes."""
    command = [sys.executable, "-c", _WATCHED, *arguments]
    told = subprocess.run(command, check=True, capture_output=True, text=True).stderr
    return int(told.split()[-2]) / 1024


async def _of_bot(name: str, pipe: Connection) -> tuple[float, float]:
    async with AsyncExitStack() as stack:
        bot = await open_bot(stack, name, ("ask",), pipe)
        before = bot.usage().resident
        await bot.crowd.ask("ask", _SECONDS)
        after = bot.usage().resident
        pipe.send("stop")
        await bot.crowd.discord.gateway.ended()
        return before, after


if __name__ == "__main__":
    main()
