"""How long building takes, as a ratio to loading the very rows that come of it with sqlite-utils and its FTS5 index.

    python -m tests.benchmarks.build [--facts 10000,100000,1000000] [--jobs 2] [--articles 400]

The archive is made up (`_archive.py`) and has been extracted before the clock starts; `--articles` of its articles are
then read from text files, for the first time, again, after a change and after a run that was broken off. Each
measurement has a process of its own; the two sides take turns, and ratios are medians over the turns. The baseline is
not charged for reading the rows that it loads. Memory is what the processes hold together, shared pages counted once,
looked at ten times a second; where the system does not tell that, the sum of their peaks.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import platform
import resource
import signal
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from bot.shipped import RESOURCES, SHIPPED_PACK
from knowledge.build import build_knowledge
from knowledge.extract.folder import extract_into, find_articles, hash_code
from knowledge.extract.kept import open_kept
from tests.benchmarks._archive import Archive, keep_archive

_GOAL = 2.0
_ROUNDS = 3
_ONE_ROUND_FROM = 500_000
"""Facts from which on once must be enough."""

_BATCH = 1000
_TABLES = (
    "meta", "resource", "article", "sentence", "entity", "alias", "spelling", "fact", "quote", "fact_quote",
    "reader_question", "english_word", "asked_term", "posting",
    "office_holder",
)  # fmt: skip
_KEYS = {
    "meta": "key", "resource": "name", "article": "id", "sentence": ("article", "number"), "entity": "id",
    "spelling": ("deletion", "word"), "fact": "number", "quote": "number", "fact_quote": ("fact", "quote"),
    "english_word": "word", "asked_term": "term", "posting": "term", "office_holder": ("role", "country", "person"),
}  # fmt: skip


@dataclass(slots=True, kw_only=True)
class Measured:
    """One run in a process of its own."""

    seconds: float = 0.0
    stages: dict[str, float] = field(default_factory=dict)
    facts: int = 0
    memory: float = 0.0
    """Megabytes at most."""

    cpu: float = 0.0
    """Seconds of all its processes, of the system too; from the work itself those that are not to count."""


def main() -> None:
    """Measure and print the tables."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--facts", default="10000,100000,1000000", help="sizes of archives, with commas between")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--articles", type=int, default=400, help="articles to be read from text files; 0 for none")
    options = parser.parse_args()
    print(f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}, {options.jobs} jobs\n")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if options.facts:
            _compare([int(facts) for facts in options.facts.split(",")], options.jobs, folder)
        if options.articles:
            _read_articles(options.articles, options.jobs, folder)


def _compare(sizes: list[int], jobs: int, folder: Path) -> None:
    print("| Facts | Build s | Facts a second | sqlite-utils s | Ratio | Ratio of CPU | Memory MB | File MB |")
    print("|---|---|---|---|---|---|---|---|")
    stages: list[str] = []
    ratios: list[float] = []
    for size in sizes:
        packs, output, other = folder / "packs", folder / "kankei.sqlite", folder / "rows.sqlite"
        with open_kept(packs) as kept:
            keep_archive(size, kept, jobs=jobs)
        ours: list[Measured] = []
        theirs: list[Measured] = []
        for _ in range(1 if size >= _ONE_ROUND_FROM else _ROUNDS):
            ours.append(_run(_build, packs, output, jobs))
            theirs.append(_run(_load_rows, output, other))
        ratios.append(statistics.median(one.seconds / two.seconds for one, two in zip(ours, theirs, strict=True)))
        cpu = statistics.median(one.cpu / two.cpu for one, two in zip(ours, theirs, strict=True))
        seconds = statistics.median(one.seconds for one in ours)
        facts, memory = ours[0].facts, max(one.memory for one in ours)
        baseline = statistics.median(one.seconds for one in theirs)
        print(
            f"| {facts:,} | {seconds:.1f} | {facts / seconds:,.0f} | {baseline:.1f} | {ratios[-1]:.2f} | {cpu:.2f} |"
            f" {memory:.0f} | {output.stat().st_size / 1e6:,.0f} |",
            flush=True,
        )
        shares = {stage: statistics.median(one.stages[stage] / one.seconds for one in ours) for stage in ours[0].stages}
        told = ", ".join(f"{stage} {share:.0%}" for stage, share in shares.items())
        stages.append(f"{facts:,} facts, shares of the time: {told}")
        for file in (packs, output, other):
            file.unlink()
    print("", *stages, sep="\n")
    met = all(ratio <= _GOAL for ratio in ratios)
    print(f"{'met' if met else 'NOT met'}: at most {_GOAL:.0f} times as long as sqlite-utils takes for the same rows\n")


def _build(packs: Path, output: Path, jobs: int) -> Measured:
    begun_at = told_at = time.perf_counter()
    stages: dict[str, float] = {}
    last = "reading packs"

    def report(stage: str, done: int, all_of: int) -> None:
        nonlocal told_at, last
        now = time.perf_counter()
        stages[last] = stages.get(last, 0.0) + now - told_at
        told_at, last = now, stage

    with open_kept(packs) as kept:
        build_knowledge(
            packs=(SHIPPED_PACK,), output=output, resources=RESOURCES, extracted=kept, jobs=jobs, report=report
        )
    report("", 0, 0)
    connection = sqlite3.connect(output)
    facts = connection.execute("SELECT count(*) FROM fact").fetchone()[0]
    connection.close()
    return Measured(seconds=told_at - begun_at, stages=stages, facts=facts)


def _load_rows(source: Path, output: Path) -> Measured:
    """Load the rows of a knowledge base as one does with sqlite-utils."""
    from sqlite_utils import Database

    output.unlink(missing_ok=True)
    connection = sqlite3.connect(source)
    connection.row_factory = sqlite3.Row
    begun_at = time.perf_counter()
    for table in _TABLES:
        for _ in _rows(connection, table):
            pass
    read_at, reading = time.perf_counter(), time.process_time()
    database = Database(output)
    for table in _TABLES:
        database.table(table).insert_all(_rows(connection, table), pk=_KEYS.get(table), batch_size=_BATCH)
    database.table("fact").enable_fts(["features"])
    database.close()
    return Measured(seconds=time.perf_counter() - read_at - (read_at - begun_at), cpu=2 * reading)


def _rows(connection: sqlite3.Connection, table: str) -> Iterator[dict[str, Any]]:
    return map(dict, connection.execute(f'SELECT * FROM "{table}"'))


def _read_articles(count: int, jobs: int, folder: Path) -> None:
    """Read text files for the first time and again."""
    archive, texts, output = Archive(count * 20), folder / "articles", folder / "articles.sqlite"
    texts.mkdir()
    files = [texts / f"{archive.name(number)}.txt" for number in range(archive.articles)]
    for number, file in enumerate(files):
        file.write_text(archive.text(number), encoding="utf-8")
    print("| Run | Articles read | Seconds | Memory MB |")
    print("|---|---|---|---|")

    def show(run: str, jobs: int = jobs, stop_at: int = 0) -> bytes:
        measured = _run(_build_articles, texts, output, jobs, stop_at)
        print(f"| {run} | {measured.facts} | {measured.seconds:.1f} | {measured.memory:.0f} |", flush=True)
        return output.read_bytes() if output.exists() else b""

    first = show("for the first time")
    again = show("again")
    for file in files[::100]:
        file.write_text(file.read_text("utf-8").replace("said", "explained", 1), encoding="utf-8")
    show("one of a hundred changed")
    for number in range(0, len(files), 100):
        files[number].write_text(archive.text(number), encoding="utf-8")
    _forget(output)
    _run(_build_articles, texts, output, jobs, count // 2)
    resumed = show("after one killed at half")
    _forget(output)
    alone = show("in one process", jobs=1)
    same = first == again == resumed == alone
    print(f"\n{'the same bytes each time' if same else 'NOT the same bytes each time'}")


def _forget(output: Path) -> None:
    for file in (output, output.with_name(f"{output.name}.extracted")):
        file.unlink(missing_ok=True)


def _build_articles(folder: Path, output: Path, jobs: int, stop_at: int) -> Measured:
    """Build from a folder, killed when so many articles are read."""
    begun_at = time.perf_counter()

    def report(done: int, all_of: int, bad: int) -> None:
        if stop_at and done >= stop_at:
            os.kill(os.getpid(), signal.SIGKILL)

    with open_kept(output.with_name(f"{output.name}.extracted"), code=hash_code()) as kept:
        found = extract_into(kept, find_articles(folder), jobs=jobs, report=report)
        build_knowledge(packs=(), output=output, resources=RESOURCES, extracted=kept, jobs=jobs)
    return Measured(seconds=time.perf_counter() - begun_at, facts=len(found.names) - found.reused)


def _run(work: Callable[..., Measured], *arguments: object) -> Measured:
    """Call it in a process of its own, and add the memory that it and its helpers took."""
    ours, theirs = multiprocessing.get_context("fork").Pipe()
    process = multiprocessing.get_context("fork").Process(target=_answer, args=(theirs, work, *arguments))
    process.start()
    theirs.close()
    assert process.pid is not None
    peak = 0.0
    while not ours.poll(0.1):
        peak = max(peak, _memory_of(process.pid))
    try:
        measured = ours.recv()
    except EOFError:
        measured = Measured()  # it was killed, as it was to be
    process.join()
    measured.memory = peak or measured.memory
    return measured


def _answer(pipe: Connection, work: Callable[..., Measured], *arguments: object) -> None:
    measured = work(*arguments)
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    measured.memory = sum(each.ru_maxrss for each in used) / 1024
    measured.cpu = sum(each.ru_utime + each.ru_stime for each in used) - measured.cpu
    pipe.send(measured)


def _memory_of(process: int) -> float:
    """Megabytes that a process and those under it hold together; 0 where the system does not tell."""
    total = 0.0
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
        total += sum(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024
        children = Path(f"/proc/{process}/task/{process}/children").read_text().split()
    except OSError:
        return total
    return total + sum(_memory_of(int(child)) for child in children)


if __name__ == "__main__":
    main()
