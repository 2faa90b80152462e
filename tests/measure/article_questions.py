"""Ask the questions of annotated articles (NAME.gold.yaml) of one knowledge base built from the articles alone.

    python -m tests.measure.article_questions ../shared/extraction/articles [-v]

A question without any name or quotation can only be meant for its own article, and is left out.
"""

from __future__ import annotations

import re
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from bot.building import build
from bot.respond import respond
from knowledge.store import Store, open_store

_TODAY = date(2026, 11, 22)
_NAMED = re.compile(r"^\w+.*?[A-Z\"“]")
_PLAIN = str.maketrans("“”‘’–—", "\"\"''--")


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A question with what came of it."""

    question: str
    kind: str
    answerable: bool
    outcome: str
    """right, wrong or refused."""

    answered: bool
    reply: str


def ask_all(folder: Path) -> tuple[Asked, ...]:
    """Build a knowledge base from the folder's articles and ask every question of its annotations."""
    with tempfile.TemporaryDirectory() as place:
        output = Path(place, "articles.sqlite")
        build(packs=(), articles=folder, output=output, jobs=1, say=print)
        store = open_store(output)
        found = tuple(_ask(folder, store))
        store.close()
    return found


def _ask(folder: Path, store: Store) -> Iterator[Asked]:
    for file in sorted(folder.glob("*.gold.yaml")):
        for item in yaml.safe_load(file.read_text(encoding="utf-8"))["questions"]:
            if not _NAMED.match(item["question"]):
                continue
            reply = respond(item["question"], store=store, today=_TODAY)
            text = _fold(" ".join((reply.lead, *(line.text for line in reply.lines))))
            answered = reply.status == "answered"
            yield Asked(
                question=item["question"], kind=item["kind"], answerable=item["answerable"],
                outcome=_judge(item, text, answered), answered=answered, reply=reply.lead,
            )  # fmt: skip


def _judge(item: dict[str, Any], text: str, answered: bool) -> str:
    said_wrong = any(_fold(word) in text for word in item.get("must_not") or ())
    if not item["answerable"]:
        accepted = any(_fold(word) in text for group in item.get("accept_if") or () for word in group)
        return "right" if not answered or (accepted and not said_wrong) else "wrong"
    if not answered:
        return "refused"
    told = all(any(_fold(word) in text for word in group) for group in item["must"])
    return "right" if told and not said_wrong else "wrong"


def _fold(text: str) -> str:
    return " ".join(text.translate(_PLAIN).lower().split())


def main() -> None:
    """Print the shares, and with -v every question that was not answered right."""
    folder = Path(next(argument for argument in sys.argv[1:] if not argument.startswith("-")))
    asked = ask_all(folder)
    if not asked:
        sys.exit(f"{folder}: no *.gold.yaml with questions there")
    outcomes = Counter(each.outcome for each in asked)
    answered = sum(each.answered for each in asked)
    if "-v" in sys.argv:
        for each in asked:
            if each.outcome != "right":
                print(f"{each.outcome.upper():8}{each.kind}: {each.question}\n        {each.reply[:200]}")
    unanswerable = [each for each in asked if not each.answerable]
    print(
        f"right {outcomes['right'] / len(asked):.1%} of {len(asked)}; wrong {outcomes['wrong']} of {answered} answered"
    )
    print(f"unanswerable refused {sum(e.outcome == 'right' for e in unanswerable)} of {len(unanswerable)}")


if __name__ == "__main__":
    main()
