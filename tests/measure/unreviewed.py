"""Fit the weights of `bot/data/unreviewed.yaml` on questions about invented articles, and say how well they do.

    python -m tests.measure.unreviewed [--write] [--without FOLDER...] [--jobs N]

Needs scikit-learn. Of each folder of `tests/evaluation/articles` a knowledge base of its own is built, by the program
alone; a claim is right where the sentence that is told has what the question's gold answer needs.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.answers.deciding.found_signs import Signs
from bot.answers.deciding.unreviewed_chance import find_reply
from bot.answers.deciding.unreviewed_signs import sign_claims
from bot.answers.finding.found import Found
from bot.answers.model import Dialogue
from bot.answers.question import Question
from bot.building import build
from bot.respond import understand
from bot.shipped import RESOURCES
from knowledge.store import Store, open_store
from tests.measure.article_questions import GOLD, PLAIN, read_questions
from tests.measure.changed_sides import change_sides
from tests.measure.fitting import Row, fit, write_weights

ARTICLES = Path(__file__).parents[1] / "evaluation" / "articles"
_TODAY = date(2026, 11, 22)
_FIRSTS = 2
_CHANGED = 2
"""One in so many questions with somebody else put in is learnt from: with all of them too much is refused."""

_LOOSENESS = (0.03, 0.02)
"""Questions are few for so many signs: of 0.1 to 0.008 for the order and 0.04 to 0.004 for the chance these did about
best on folders that were not fitted on; looser ones did worse on articles of others."""


def read_rows(folder: Path) -> list[Row]:
    """The questions of a folder with the signs of each claim of its articles that is looked at."""
    with TemporaryDirectory() as place:
        output = Path(place, "articles.sqlite")
        build(packs=(), articles=folder, output=output, jobs=1, say=print)
        store = open_store(output)
        rows = list(_read(folder, store))
        store.close()
    return rows


def _read(folder: Path, store: Store) -> Iterator[Row]:
    for gold in (*read_questions(folder, GOLD), *read_questions(folder, PLAIN)):
        question, signed = _sign(gold.text, store)
        right = tuple(gold.judge(_told(f, question), answered=True) == "right" for f, _ in signed)
        if not gold.answerable or any(right):
            yield Row(
                author=folder.name,
                unanswered=not gold.answerable,
                signs=tuple(signs for _, signs in signed),
                right=right,
            )
    # With one state or person put in another's place nothing that was told answers any more.
    for changed in (*change_sides(folder, GOLD), *change_sides(folder, PLAIN))[::_CHANGED]:
        _, signed = _sign(changed.text, store)
        yield Row(
            author=folder.name,
            unanswered=True,
            signs=tuple(signs for _, signs in signed),
            right=(False,) * len(signed),
        )


def _sign(text: str, store: Store) -> tuple[Question, list[tuple[Found, Signs]]]:
    question = understand(text, store=store, today=_TODAY, dialogue=Dialogue())
    return question, sign_claims(question, question.find(), question.claim_confidence.cues)


def _told(found: Found, question: Question) -> str:
    reply = find_reply(found.record, question)
    return " ".join((found.record.fact.sentence, *((reply.fact.sentence,) if reply is not None else ())))


def main() -> None:
    """Fit, print, and write where asked to."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true", help="write the weights into bot/data/unreviewed.yaml")
    parser.add_argument("--without", nargs="*", default=(), help="folders to leave out, so that they can be measured")
    parser.add_argument("--jobs", type=int, default=2, help="processes that read questions (default: 2)")
    options = parser.parse_args()
    folders = sorted(folder for folder in ARTICLES.iterdir() if folder.is_dir() and folder.name not in options.without)
    with ProcessPoolExecutor(options.jobs) as pool:
        rows = [row for some in pool.map(read_rows, folders) for row in some]
    order, accept, table = fit(rows, firsts=_FIRSTS, looseness=_LOOSENESS, rivals=True)
    print(table)
    if options.write:
        write_weights(RESOURCES / "unreviewed.yaml", order, accept)


if __name__ == "__main__":
    main()
