"""Fit the weights of `bot/data/confidence.yaml` on readers' questions, and say how well they do.

    python -m tests.measure.confidence [--write] [--jobs N]

Needs scikit-learn. Each question is held against the questions of all authors but its own, so that the weights are
those for words which nobody has written down yet.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import yaml

import knowledge
from bot.answers.deciding.confidence import LIKELIEST, read_likeness, sign_facts
from bot.answers.model import Dialogue
from bot.respond import respond, understand
from bot.shipped import RESOURCES, SHIPPED_PACK
from knowledge.asked_terms import AskedTerm, count_terms
from knowledge.build import build_knowledge
from knowledge.gazetteer import Target
from knowledge.lexicon import load_lexicon
from knowledge.model import AskedQuestion, FactId, Pack
from knowledge.packs import load_pack
from knowledge.question_terms import TermReader, split_words
from knowledge.store import Store, open_store
from tests.measure.fitting import Row, fit, write_weights

_TODAY = date(2025, 1, 15)
_CONVERSATIONS = Path(__file__).parents[1] / "evaluation" / "conversations.yaml"
_OVERVIEWS = ("small_talk", "meta", "articles", "timeline", "comparison", "relations")
"""Answers of several facts or of none, which no single fact gives."""


class _Without(Store):
    """The knowledge base as if one author had not asked."""

    def __init__(self, store: Store, terms: Mapping[str, AskedTerm]) -> None:
        self.__dict__.update(store.__dict__)
        self._terms = terms

    def asked_terms(self, terms: Iterable[str]) -> Mapping[str, AskedTerm]:
        return {term: self._terms[term] for term in terms if term in self._terms}


def read_rows(author: str, path: Path) -> list[Row]:
    """All questions of one author, or the turns of conversations."""
    pack = load_pack(SHIPPED_PACK)
    store = open_store(path)
    if author == _CONVERSATIONS.stem:
        return list(_read_turns(pack, store))
    known = _Without(store, _count(pack, (question for question in pack.asked if question.author != author)))
    rows = (_row(question, Dialogue(), known, store, pack) for question in pack.asked if question.author == author)
    return [row for row in rows if row is not None]


def _count(pack: Pack, asked: Iterable[AskedQuestion]) -> dict[str, AskedTerm]:
    lexicon = load_lexicon(Path(knowledge.__file__).parent / "data")
    table: dict[str, list[Target]] = {}
    for alias in lexicon.aliases((pack,)):
        table.setdefault(alias.key, []).append(alias.target)
    reader = TermReader(table, lexicon.irregular)
    return count_terms(enumerate(pack.facts, start=1), asked, lambda text: reader.read(split_words(text)))


def _read_turns(pack: Pack, store: Store) -> Iterator[Row]:
    for conversation in yaml.load(_CONVERSATIONS.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader):
        dialogue = Dialogue()
        for turn in conversation:
            if turn["facts"] is not None:
                asked = AskedQuestion(
                    author=_CONVERSATIONS.stem, language=turn["language"], text=turn["q"], facts=tuple(turn["facts"])
                )
                row = _row(asked, dialogue, store, store, pack)
                if row is not None:
                    yield row
            dialogue = respond(turn["q"], store=store, today=_TODAY, dialogue=dialogue).dialogue


def _row(asked: AskedQuestion, dialogue: Dialogue, known: Store, store: Store, pack: Pack) -> Row | None:
    understood = understand(asked.text, store=store, today=_TODAY, dialogue=dialogue)
    if understood.asked.answer in _OVERVIEWS:
        return None
    question = replace(understood, knowledge=known)
    like = read_likeness(question)
    signed = sign_facts(question, like, question.find(also=like.likeliest(LIKELIEST)))
    wanted = with_same(asked.facts, pack)
    return Row(
        author=asked.author,
        unanswered=not asked.facts,
        signs=tuple(signs for _, signs in signed),
        right=tuple(found.record.fact.id in wanted for found, _ in signed),
    )


def with_same(facts: tuple[FactId, ...], pack: Pack) -> set[FactId]:
    """The facts, and those that the pack says are the same."""
    wanted = set(facts)
    for fact in pack.facts:
        if fact.id in facts:
            wanted.update(fact.links.same_as)
        elif wanted & set(fact.links.same_as) & set(facts):
            wanted.add(fact.id)
    return wanted


def main() -> None:
    """Fit, print, and write where asked to."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true", help="write the weights into bot/data/confidence.yaml")
    parser.add_argument("--jobs", type=int, default=2, help="processes that read questions (default: 2)")
    options = parser.parse_args()
    authors = [*sorted({question.author for question in load_pack(SHIPPED_PACK).asked}), _CONVERSATIONS.stem]
    with TemporaryDirectory() as place:
        path = Path(place, "shipped.sqlite")
        build_knowledge(packs=(SHIPPED_PACK,), output=path, resources=RESOURCES)
        with ProcessPoolExecutor(options.jobs) as pool:
            rows = [row for some in pool.map(read_rows, authors, [path] * len(authors)) for row in some]
    order, accept, table = fit(rows)
    print(table)
    if options.write:
        write_weights(RESOURCES / "confidence.yaml", order, accept)


if __name__ == "__main__":
    main()
