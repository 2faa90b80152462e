"""What each source of knowledge is worth: question sets with everything, and with each of them switched off in turn.

    python -m tests.measure.ablation QUESTIONS.yaml...

Tables are emptied in copies of the knowledge base, and rules replaced while measuring; the program knows nothing of it.
A file of conversations (`tests/evaluation/conversations.yaml`) is counted by itself: a turn is right when one of its
facts is told, or when it has none and is not answered. Of the questions of `tests.measure.safety` in which one thing
is changed, every sixth is asked as well.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from unittest.mock import patch

import yaml

from bot.answers.deciding.confidence import Rated
from bot.answers.model import Dialogue, Reply
from bot.answers.question import Question
from bot.harness.evaluate import Case, evaluate
from bot.questions import load_questions
from bot.respond import respond
from bot.shipped import SHIPPED_PACK, shipped_knowledge
from knowledge.model import Pack
from knowledge.packs import load_pack
from knowledge.store import Store, open_store
from tests.measure import safety

_TODAY = date(2026, 11, 22)
_CHANGED = ("actor swapped", "target swapped", "speaker swapped", "place swapped", "polarity flipped", "year shifted")
_EVERY = 6

Turn = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Without:
    """A source of knowledge, and how it is switched off."""

    name: str
    emptied: tuple[str, ...] = ()
    """Statements that a copy of the knowledge base goes through."""

    replaced: Mapping[str, Any] = field(default_factory=dict)
    """What stands for something of the program meanwhile."""

    in_turns: bool = True
    """Whether a question knows of the one before."""


def _is_likely(rated: Rated, question: Question) -> bool:
    """Only by its chance, whatever of the question a fact lacks."""
    return rated.chance >= question.confidence.least["clean"]


def _nothing(*_: object, **__: object) -> None:
    """For a rule that finds nothing."""


ALL = Without(name="with everything")
EACH = (
    Without(
        name="entity aliases",
        emptied=(
            "DELETE FROM alias WHERE kind = 'entity' AND surface NOT IN"
            " (SELECT json_extract(card, '$.name.' || language) FROM entity,"
            " (SELECT 'en' AS language UNION SELECT 'ja' UNION SELECT 'zh'))",
        ),
    ),
    Without(name="thesaurus", emptied=("DELETE FROM alias WHERE kind IN ('relation', 'topic', 'concept')",)),
    Without(name="readers' questions", emptied=("DELETE FROM asked_term",)),
    Without(
        name="guard",
        replaced={
            "bot.answers.handlers.facts.may_answer": lambda *_: True,
            "bot.answers.handlers.facts.is_likely": _is_likely,
        },
    ),
    Without(
        name="mismatch check",
        replaced={
            "bot.answers.handlers.likely_facts.find_mismatches": lambda *_: (),
            "bot.answers.handlers.likely_facts.tells_contrary": _nothing,
            "bot.answers.telling.supporting.find_mismatches": lambda *_: (),
        },
    ),
    Without(name="spelling correction", emptied=("DELETE FROM spelling",)),
    Without(name="dialogue", in_turns=False),
    Without(
        name="premise correction",
        replaced={
            "bot.answers.handlers.facts.correct_premise": _nothing,
            "bot.answers.handlers.likely_facts.correct_premise": _nothing,
        },
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """All that is asked each time."""

    cases: tuple[Case, ...]
    turns: tuple[tuple[Turn, ...], ...]
    changed: tuple[safety.Case, ...]
    pack: Pack


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """Counts of right answers, each of how many."""

    right: tuple[int, int]
    wrong: tuple[int, int]
    refused: tuple[int, int]
    turns: tuple[int, int]
    misled: tuple[int, int]
    """Questions with one thing changed that are answered as if it were not."""


def measure(without: Without, asked: Asked, path: Path) -> Measured:
    """Ask everything of a knowledge base without one source of knowledge."""
    with ExitStack() as stack:
        place = Path(stack.enter_context(TemporaryDirectory()), "copy.sqlite")
        shutil.copy(path, place)
        with sqlite3.connect(place) as copy:
            for statement in without.emptied:
                copy.execute(statement)
        copy.close()
        for name, instead in without.replaced.items():
            stack.enter_context(patch(name, instead))
        store = open_store(place)
        ask = partial(_ask, store=store, in_turns=without.in_turns)
        results = list(evaluate(asked.cases, ask))
        told = [right for conversation in asked.turns for right in _follow(conversation, ask)]
        misled = [wrong for _, _, wrong in safety.ask(store, asked.changed, asked.pack)]
        store.close()
    answered = [result for result in results if result.reply.status == "answered"]
    unanswerable = [result for result in results if not result.case.answerable]
    return Measured(
        right=(sum(result.passed for result in results), len(results)),
        wrong=(sum(not result.passed for result in answered), len(answered)),
        refused=(sum(result.reply.status != "answered" for result in unanswerable), len(unanswerable)),
        turns=(sum(told), len(told)),
        misled=(sum(misled), len(misled)),
    )


def _ask(question: str, dialogue: Dialogue | None, *, store: Store, in_turns: bool) -> Reply:
    return respond(question, store=store, today=_TODAY, dialogue=dialogue if in_turns else None)


def _follow(conversation: tuple[Turn, ...], ask: Callable[[str, Dialogue | None], Reply]) -> Iterator[bool]:
    """Whether each turn is answered rightly; those that nobody has judged are asked and not counted."""
    dialogue: Dialogue | None = None
    for turn in conversation:
        reply = ask(turn["q"], dialogue)
        dialogue = reply.dialogue
        if turn["facts"]:
            yield reply.status == "answered" and bool(set(dialogue.facts) & set(turn["facts"]))
        elif turn["facts"] is not None:
            yield reply.status != "answered"


def _read(paths: list[Path]) -> Asked:
    cases: list[Case] = []
    turns: list[tuple[Turn, ...]] = []
    for path in paths:
        data = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
        if isinstance(data[0], list):
            turns += map(tuple, data)
        else:
            cases += load_questions(path)
    pack = load_pack(SHIPPED_PACK)
    families = safety.make_cases(pack)
    changed = tuple(case for family in _CHANGED for case in families[family][::_EVERY])
    return Asked(cases=tuple(cases), turns=tuple(turns), changed=changed, pack=pack)


def main() -> None:
    """Print the table."""
    if not sys.argv[1:]:
        sys.exit(__doc__)
    asked, path = _read([Path(name) for name in sys.argv[1:]]), shipped_knowledge(os.environ)
    print("| Without | Right | Wrong of the answered | Unanswerable refused | Turns right | Misled by a change |")
    print("|---|---|---|---|---|---|")
    for without in (ALL, *EACH):
        measured = measure(without, asked, path)
        cells = (
            _share(measured.right),
            "{} of {}".format(*measured.wrong),
            "{} of {}".format(*measured.refused),
            _share(measured.turns),
            "{} of {}".format(*measured.misled),
        )
        print(f"| {without.name} | {' | '.join(cells)} |", flush=True)


def _share(count: tuple[int, int]) -> str:
    return f"{100 * count[0] / count[1]:.1f} %" if count[1] else "–"


if __name__ == "__main__":
    main()
