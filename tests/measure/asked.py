"""What strangers' questions for single facts get: those of authors that the shipped pack does not hold.

    python -m tests.measure.asked [AUTHOR...] [--every N] [--jobs N]

The folders of `tests/evaluation/asked` have the shape of a pack's `questions`. An answer counts as right where the
first fact that it tells is one of those that the author had in mind, or rests on the same passage; a claim that a fact
refutes must not be met with "Yes". Nothing here is fitted on.
"""

from __future__ import annotations

import argparse
import os
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path

import yaml

from bot.respond import respond
from bot.shipped import SHIPPED_PACK, shipped_knowledge
from knowledge.model import Fact, FactId
from knowledge.packs import load_pack
from knowledge.store import open_store
from tests.measure.confidence import with_same

FOLDER = Path(__file__).parents[1] / "evaluation" / "asked"
_TODAY = date(2025, 1, 15)
_KINDS = ("answered", "refuted", "unanswered")


@dataclass(frozen=True, slots=True)
class Asked:
    """One question and the facts on which it is; none where no article answers it."""

    author: str
    kind: str
    language: str
    text: str
    facts: tuple[FactId, ...]


def read_asked(folder: Path = FOLDER) -> Iterator[Asked]:
    """All questions, author by author."""
    for path in sorted(folder.glob("*/*.yaml")):
        data = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
        groups = [("unanswered", "", data.get("unanswered", ""))]
        groups += [(kind, key, lines) for kind in _KINDS[:2] for key, lines in data.get(kind, {}).items()]
        for kind, key, lines in groups:
            facts = tuple(FactId(name.strip()) for name in key.split(",") if name)
            for line in lines.splitlines():
                language, _, text = line.partition(" ")
                yield Asked(path.parent.name, kind, language, text, facts)


def judge(asked: list[Asked], knowledge: Path) -> Counter[tuple[str, str, str]]:
    """How many of each author, kind and language are answered rightly, wrongly or not at all."""
    pack, store = load_pack(SHIPPED_PACK), open_store(knowledge)
    facts = {fact.id: fact for fact in pack.facts}
    counts: Counter[tuple[str, str, str]] = Counter()
    for question in asked:
        reply = respond(question.text, store=store, today=_TODAY)
        outcome = "refused"
        if reply.status == "answered":
            wanted = [facts[name] for name in with_same(question.facts, pack)]
            first = facts[reply.facts[0]] if reply.facts else None
            near = first is not None and any(first is fact or _share_a_passage(first, fact) for fact in wanted)
            affirmed = question.kind == "refuted" and reply.lead.startswith(("Yes", "はい", "是的"))
            outcome = "right" if near and not affirmed else "wrong"
        counts[question.kind, question.language, outcome] += 1
    store.close()
    return counts


def _share_a_passage(one: Fact, other: Fact) -> bool:
    return one.article == other.article and not set(one.sentences).isdisjoint(other.sentences)


def main() -> None:
    """Ask them and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("authors", nargs="*", help="folders to read (default: all)")
    parser.add_argument("--every", type=int, default=1, help="ask every Nth question only")
    parser.add_argument("--jobs", type=int, default=2)
    options = parser.parse_args()
    asked = [each for each in read_asked() if not options.authors or each.author in options.authors]
    asked = asked[:: options.every]
    parts = [asked[start :: options.jobs] for start in range(options.jobs)]
    counts: Counter[tuple[str, str, str]] = Counter()
    with ProcessPoolExecutor(options.jobs) as pool:
        for some in pool.map(partial(judge, knowledge=shipped_knowledge(os.environ)), parts):
            counts.update(some)
    print("| Questions | Language | Asked | Right | Wrong of the answered | Refused |\n|---|---|---|---|---|---|")
    for kind in _KINDS:
        for language in ("en", "ja", "zh"):
            right, wrong, refused = (counts[kind, language, name] for name in ("right", "wrong", "refused"))
            total = right + wrong + refused
            share = f"{100 * right / total:.1f} %" if kind != "unanswered" else ""
            if total:
                print(f"| {kind} | {language} | {total} | {share} | {wrong} of {right + wrong} | {refused} |")


if __name__ == "__main__":
    main()
