"""SQuAD 2.0 by sentences through what is told of articles that only a program has read.

    python -m tests.benchmarks.squad2 ../shared/bench/squad2_sent [--limit N] > predictions.jsonl
    python ../shared/bench/squad2_sent/score.py ../shared/bench/squad2_sent/dev.jsonl < predictions.jsonl

Every passage is an article of one knowledge base (`kankei build --articles`); a question is asked of its own passage.
The claims in their order give the ranking of the sentences, and where none may answer, the question is refused.
(Rajpurkar et al., "Know What You Don't Know: Unanswerable Questions for SQuAD", 2018.)
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from bot.answers.deciding.unreviewed import is_fit_unreviewed
from bot.answers.deciding.unreviewed_chance import choose_claim, rate_claims
from bot.answers.model import Dialogue
from bot.building import build
from bot.respond import understand
from knowledge.model import ArticleId
from knowledge.store import Record, Store, open_store

_TODAY = date(2020, 1, 1)
_MOST = 200
"""Claims that one passage has at most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A passage as an article."""

    article: ArticleId
    text: str
    starts: tuple[int, ...]
    """Where each of its sentences starts in the text."""

    def sentence_at(self, place: int) -> int:
        """The number of the sentence in which a place lies, from 0."""
        return max((n for n, start in enumerate(self.starts) if start <= place), default=0)


def make_passage(number: int, row: Mapping[str, Any]) -> Passage:
    """A passage with its title as headline."""
    text = f"{row['doc'].replace('_', ' ')}\n\n"
    starts: list[int] = []
    for sentence in row["sentences"]:
        starts.append(len(text))
        text += sentence.strip() + " "
    return Passage(article=ArticleId(f"passage-{number}"), text=text.rstrip() + "\n", starts=tuple(starts))


def answer(row: Mapping[str, Any], passage: Passage, records: tuple[Record, ...], store: Store) -> dict[str, Any]:
    """The prediction for one question."""
    question = understand(row["question"], store=store, today=_TODAY, dialogue=Dialogue())
    asked = replace(question.asked, only_articles=(passage.article,))
    question = replace(question, asked=asked)
    found = question.find(also=tuple(record.number for record in records))
    found = tuple(f for f in found if f.record.fact.article == passage.article)
    rated = rate_claims(question, found)
    fit = next((f for f in found if is_fit_unreviewed(f, question)), None)
    spans = {s.number: s.span for s in store.article(passage.article).sentences}
    ranking = [passage.sentence_at(spans[r.found.record.fact.sentences[0]].start) for r in rated]
    chosen = choose_claim(fit, rated, question)
    if chosen is not None:
        ranking.insert(0, passage.sentence_at(spans[chosen.found.record.fact.sentences[0]].start))
    return {"id": row["id"], "ranking": list(dict.fromkeys(ranking)), "abstain": chosen is None}


def predict(rows: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """The predictions for all questions, in order."""
    passages: dict[str, Passage] = {}
    for row in rows:
        passages.setdefault(row["ctx"], make_passage(len(passages) + 1, row))
    with TemporaryDirectory() as place:
        folder, output = Path(place, "articles"), Path(place, "passages.sqlite")
        folder.mkdir()
        for passage in passages.values():
            (folder / f"{passage.article}.txt").write_text(passage.text, encoding="utf-8")
        build(packs=(), articles=folder, output=output, jobs=2, say=lambda line: print(line, file=sys.stderr))
        store = open_store(output)
        of_article: dict[ArticleId, list[Record]] = {}
        for record in store.read_records(range(1, store.fact_count + 1)):
            of_article.setdefault(record.fact.article, []).append(record)
        for row in rows:
            passage = passages[row["ctx"]]
            records = tuple(of_article.get(passage.article, ()))[:_MOST]
            yield answer(row, passage, records, store) if records else {"id": row["id"], "ranking": [], "abstain": True}
        store.close()


def main() -> None:
    """Write one prediction a line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--limit", type=int, help="ask only so many questions")
    options = parser.parse_args()
    lines = (options.folder / "dev.jsonl").read_text(encoding="utf-8").splitlines()[: options.limit]
    for prediction in predict([json.loads(line) for line in lines]):
        print(json.dumps(prediction))


if __name__ == "__main__":
    main()
