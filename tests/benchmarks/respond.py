"""Whole answers on made-up archives of growing size, beside the shipped pack alone, question by question in one run.

    python -m tests.benchmarks.respond --facts 10000 100000 --folder /tmp/archives [--profile]

Each archive holds the shipped pack too. Readers' questions on the pack are asked everywhere, questions on an archive's
own facts there; each question goes to every knowledge base in turn, so that all of them see the same machine. Times are
processor times of the one thread that answers. Archives that the folder holds already are not built again.
"""

from __future__ import annotations

import argparse
import cProfile
import os
import pstats
import statistics
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from random import Random

from bot.respond import respond
from bot.shipped import SHIPPED_PACK, shipped_knowledge
from knowledge.packs import load_pack
from knowledge.store import Store, open_store
from tests.benchmarks._archive import Archive, ArchiveQuestion, write_archive

_TODAY = date(2026, 11, 22)
_SEED = 17
_STAGES = (
    ("reading the words", ("read_utterance",)),
    ("reading the intent", ("interpret", "carry_over", "date_by_events", "find_terms")),
    ("finding candidates", ("find_candidates",)),
    ("reading facts", ("read_records", "read_claims")),
    ("holding facts against the question", ("judge",)),
    ("weighing readers' questions", ("read_likeness", "sign_facts")),
    ("weighing unreviewed claims", ("sign_claims",)),
    ("wording", ("compose",)),
)
"""Functions whose time, with all that they call, a stage takes."""


@dataclass(slots=True)
class _Base:
    """A knowledge base with the times of what was asked of it, in seconds."""

    name: str
    store: Store
    own: Sequence[ArchiveQuestion] = ()
    times: dict[str, list[float]] = field(default_factory=dict)
    right: dict[str, list[bool]] = field(default_factory=dict)

    def ask(self, text: str, group: str, fact: str | None = None, *, judged: bool = False) -> None:
        start = time.process_time()
        reply = respond(text, store=self.store, today=_TODAY)
        self.times.setdefault(group, []).append(time.process_time() - start)
        if judged:
            told = reply.facts[:1] == (fact,) if fact is not None else reply.status != "answered"
            self.right.setdefault(group, []).append(told)


def main() -> None:
    """Ask everything and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--facts", type=int, nargs="+", default=[10_000])
    parser.add_argument("--folder", type=Path, required=True, help="where archives are kept between runs")
    parser.add_argument("--questions", type=int, default=200, help="how many of each kind")
    parser.add_argument("--profile", action="store_true", help="tell which stage takes what share of a question")
    arguments = parser.parse_args()
    bases = [_Base(name="shipped pack", store=open_store(shipped_knowledge(os.environ)))]
    for facts in arguments.facts:
        path = arguments.folder / f"archive-{facts}.sqlite"
        if not path.is_file():
            write_archive(facts, path)
        own = Archive(facts).questions(arguments.questions)
        bases.append(_Base(name=f"{facts:,} facts", store=open_store(path), own=own))
    asked = _readers_questions(arguments.questions)
    for base in bases:
        base.ask(asked[0], "warming up")
    for text in asked:
        for base in bases:
            base.ask(text, "pack")
    for group, questions in _own_questions(bases, arguments.questions):
        for base, question in questions:
            base.ask(question.text, group, question.fact, judged=True)
    _print_table(bases)
    if arguments.profile:
        _print_profile(bases[-1], [question.text for question in bases[-1].own[: arguments.questions]])


def _readers_questions(count: int) -> list[str]:
    """English questions of readers on the shipped pack, and such as nothing answers."""
    pack = load_pack(SHIPPED_PACK)
    texts = [ask.text for fact in pack.facts for ask in fact.asks if ask.language == "en"]
    texts += [question.text for question in pack.asked]
    return Random(_SEED).sample(texts, count)


def _own_questions(bases: Sequence[_Base], count: int) -> Iterable[tuple[str, list[tuple[_Base, ArchiveQuestion]]]]:
    """By kind, the questions of each archive in turn."""
    for group in ("clean", "one typo", "two typos", "unanswerable"):
        chosen: list[list[tuple[_Base, ArchiveQuestion]]] = []
        for base in bases:
            fitting = [q for q in base.own if ("unanswerable" if q.fact is None else q.noise) == group]
            Random(_SEED).shuffle(fitting)
            chosen.append([(base, question) for question in fitting[:count]])
        yield group, [pair for turn in zip(*filter(None, chosen), strict=False) for pair in turn]


def _print_table(bases: Sequence[_Base]) -> None:
    alone = bases[0].times["pack"]
    median, worst = statistics.median(alone), _high(alone)
    print(f"questions of readers on the {bases[0].name} alone: {median * 1e3:.1f} ms, p99 {worst * 1e3:.1f} ms\n")
    print("| knowledge base | questions | p50 | beside the pack alone | p99 | beside the pack alone | right |")
    print("|---|---|---|---|---|---|---|")
    for base in bases:
        for group, times in base.times.items():
            if group == "warming up":
                continue
            right = base.right.get(group)
            share = f"{100 * sum(right) / len(right):.1f} %" if right else ""
            p50, p99 = statistics.median(times), _high(times)
            print(
                f"| {base.name} | {group} | {p50 * 1e3:.1f} ms | {p50 / median:.2f} | {p99 * 1e3:.1f} ms |"
                f" {p99 / worst:.2f} | {share} |"
            )


def _high(times: Sequence[float]) -> float:
    return sorted(times)[min(len(times) - 1, round(len(times) * 0.99))]


def _print_profile(base: _Base, texts: Sequence[str]) -> None:
    profile = cProfile.Profile()
    profile.enable()
    for text in texts:
        respond(text, store=base.store, today=_TODAY)
    profile.disable()
    stats = pstats.Stats(profile)
    times = {name: entry[3] for (_, _, name), entry in stats.stats.items()}  # type: ignore[attr-defined]
    whole = times["respond"]
    print(f"\nshares of {len(texts)} questions on {base.name}")
    for stage, functions in _STAGES:
        print(f"  {stage:<36} {100 * sum(times.get(name, 0.0) for name in functions) / whole:5.1f} %")


if __name__ == "__main__":
    main()
