"""How much typing errors cost: question sets as they stand, and with one and two words of each question mistyped.

    python -m tests.measure.typos QUESTIONS.yaml...

A mistyped word of five letters or more has two letters swapped, one left out, one doubled, or one replaced by its
neighbour on the keyboard, by chance but the same each time. Only questions in English are asked.
"""

from __future__ import annotations

import os
import random
import re
import sys
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path

from bot.answers.model import Dialogue, Reply
from bot.harness.evaluate import Case, evaluate
from bot.questions import load_questions
from bot.respond import respond
from bot.shipped import shipped_knowledge
from knowledge.store import Store, open_store

_TODAY = date(2026, 11, 22)
_WORD = re.compile(r"[A-Za-z]{5,}")
_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_NEIGHBOURS = {letter: row[max(0, n - 1) : n] + row[n + 1 : n + 2] for row in _ROWS for n, letter in enumerate(row)}


def mistype(text: str, count: int, dice: random.Random) -> str:
    """A text with errors in so many of its longer words, or in all of them where there are fewer."""
    words = list(_WORD.finditer(text))
    for word in sorted(dice.sample(words, min(count, len(words))), key=lambda match: -match.start()):
        text = text[: word.start()] + _mistyped(word.group(), dice) + text[word.end() :]
    return text


def _mistyped(word: str, dice: random.Random) -> str:
    place = dice.randrange(1, len(word) - 1)
    before, letter, after = word[:place], word[place], word[place + 1 :]
    match dice.randrange(4):
        case 0:
            return before + after[0] + letter + after[1:]
        case 1:
            return before + after
        case 2:
            return before + letter + letter + after
        case _:
            return before + dice.choice(_NEIGHBOURS.get(letter.lower(), letter)) + after


def _ask(question: str, dialogue: Dialogue | None, *, store: Store) -> Reply:
    return respond(question, store=store, today=_TODAY, dialogue=dialogue)


def measure(cases: list[Case], store: Store) -> tuple[float, float]:
    """The share answered right, and the share wrong of what is answered."""
    results = list(evaluate(cases, partial(_ask, store=store)))
    answered = [result for result in results if result.reply.status == "answered"]
    return (
        sum(result.passed for result in results) / len(results),
        sum(not result.passed for result in answered) / max(1, len(answered)),
    )


def main() -> None:
    """Print the table."""
    store = open_store(shipped_knowledge(os.environ))
    cases = [case for path in sys.argv[1:] for case in load_questions(Path(path)) if case.question.isascii()]
    if not cases:
        sys.exit(__doc__)
    print(f"{len(cases)} questions      right   wrong of the answered")
    for count, name in enumerate(("as they stand", "one typo", "two typos")):
        dice = random.Random(11)
        typed = [replace(case, question=mistype(case.question, count, dice)) for case in cases]
        right, wrong = measure(typed, store)
        print(f"{name:18}{right:8.1%}{wrong:12.1%}")
    store.close()


if __name__ == "__main__":
    main()
