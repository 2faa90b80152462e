"""Ask the questions of annotated articles (NAME.gold.yaml) of one knowledge base built from the articles alone.

    python -m tests.measure.article_questions FOLDER [FOLDER...] [-v] [--plain]

With --plain those of `plain.yaml` are asked instead: most of the annotations are in other words than the article's on
purpose, these are as whoever has just read it puts them.

A question without any name or quotation can only be meant for its own article, and is left out.
"""

from __future__ import annotations

import re
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from bot.answers.model import Reply
from bot.building import build
from bot.respond import respond
from knowledge.store import Store, open_store

GOLD, PLAIN = "*.gold.yaml", "plain.yaml"
"""Files of questions: in other words than the article's, and in its own."""

TODAY = date(2026, 11, 22)
_NAMED = re.compile(r"^\w+.*?[A-Z\"“]")
_PLAIN = str.maketrans("“”‘’–—", "\"\"''--")


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldQuestion:
    """A question of an annotation."""

    text: str
    kind: str
    answerable: bool
    must: tuple[tuple[str, ...], ...]
    """Of each group one must be told."""

    must_not: tuple[str, ...]
    accept_if: tuple[tuple[str, ...], ...]
    """What an answer to a question without one may still say."""

    def is_told_by(self, text: str) -> bool:
        """Whether words answer the question."""
        told = _fold(text)
        return self.answerable and all(_has(told, group) for group in self.must) and not _has(told, self.must_not)

    def judge(self, text: str, *, answered: bool) -> str:
        """Right, wrong or refused."""
        if self.answerable:
            return "refused" if not answered else "right" if self.is_told_by(text) else "wrong"
        told = _fold(text)
        accepted = any(_has(told, group) for group in self.accept_if) and not _has(told, self.must_not)
        return "right" if not answered or accepted else "wrong"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A question with what came of it."""

    gold: GoldQuestion
    outcome: str
    """right, wrong or refused."""

    answered: bool
    reply: str


def read_questions(folder: Path, names: str = GOLD) -> Iterator[GoldQuestion]:
    """The questions of a folder's annotations that can be asked of all its articles together."""
    for file in sorted(folder.glob(names)):
        for item in yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)["questions"]:
            if _NAMED.match(item["question"]):
                yield GoldQuestion(
                    text=item["question"], kind=item["kind"], answerable=item["answerable"],
                    must=_groups(item, "must"), must_not=tuple(item.get("must_not") or ()),
                    accept_if=_groups(item, "accept_if"),
                )  # fmt: skip


def _groups(item: dict[str, Any], key: str) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(group) for group in item.get(key) or ())


def _has(text: str, words: Iterable[str]) -> bool:
    return any(_fold(word) in text for word in words)


def _fold(text: str) -> str:
    return " ".join(text.translate(_PLAIN).lower().split())


def ask_all(folder: Path, names: str = GOLD) -> tuple[Asked, ...]:
    """Build a knowledge base from the folder's articles and ask every question of its annotations."""
    with tempfile.TemporaryDirectory() as place:
        output = Path(place, "articles.sqlite")
        build(packs=(), articles=folder, output=output, jobs=1, say=print)
        store = open_store(output)
        found = tuple(_ask(gold, store) for gold in read_questions(folder, names))
        store.close()
    return found


def _ask(gold: GoldQuestion, store: Store) -> Asked:
    reply = respond(gold.text, store=store, today=TODAY)
    answered = reply.status == "answered"
    return Asked(gold=gold, outcome=gold.judge(tell(reply), answered=answered), answered=answered, reply=reply.lead)


def tell(reply: Reply) -> str:
    """The words of a reply."""
    return " ".join((reply.lead, *(line.text for line in reply.lines)))


def main() -> None:
    """Print the shares of each folder, and with -v every question that was not answered right."""
    folders = [Path(argument) for argument in sys.argv[1:] if not argument.startswith("-")]
    names = PLAIN if "--plain" in sys.argv else GOLD
    everything: list[Asked] = []
    for folder in folders:
        asked = ask_all(folder, names)
        if not asked:
            sys.exit(f"{folder}: no {names} with questions there")
        if "-v" in sys.argv:
            for each in asked:
                if each.outcome != "right":
                    print(f"{each.outcome.upper():8}{each.gold.kind}: {each.gold.text}\n        {each.reply[:200]}")
        print(f"{folder}: {_sum_up(asked)}")
        everything += asked
    if len(folders) > 1:
        print(f"all: {_sum_up(everything)}")


def _sum_up(asked: Sequence[Asked]) -> str:
    outcomes = Counter(each.outcome for each in asked)
    answered = sum(each.answered for each in asked)
    unanswerable = [each for each in asked if not each.gold.answerable]
    refused = sum(each.outcome == "right" for each in unanswerable)
    return (
        f"right {outcomes['right'] / len(asked):.1%} of {len(asked)}; wrong {outcomes['wrong']} of {answered} answered;"
        f" unanswerable refused {refused} of {len(unanswerable)}"
    )


if __name__ == "__main__":
    main()
