"""CLINC150 through the look-up of readers' questions: its examples as data, its intents in the place of facts.

    python -m tests.benchmarks.clinc150 ../shared/bench/clinc150

Train and dev part as published (Larson et al., "An Evaluation Dataset for Intent Classification and Out-of-Scope
Prediction", 2019). What decides is the code that finds facts (`knowledge.asked_terms`,
`bot.answers.finding.likeness`). From which share of the likelihood a question is in scope is chosen on the train part,
in five folds, with half of the weight on questions out of scope. Beside it the nearest example by rapidfuzz and, where
scikit-learn is there, TF-IDF with logistic regression, in the same run.
"""

from __future__ import annotations

import json
import random
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rapidfuzz import fuzz, process

import knowledge
from bot.answers.finding.likeness import compare_with_asked
from knowledge.asked_terms import AskedTerm, count_terms
from knowledge.gazetteer import Target
from knowledge.lexicon import load_lexicon
from knowledge.model import ArticleId, AskedQuestion, Fact, FactId, RelationId
from knowledge.question_terms import TermReader, split_words

_OUT = "oos"
_FOLDS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """One question with its intent."""

    text: str
    intent: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Guess:
    """The likeliest intent, and how sure it is."""

    intent: str
    share: float


def read_queries(path: Path) -> list[Query]:
    """The lines of a published part."""
    rows = (json.loads(line) for line in path.read_text(encoding="utf-8").splitlines())
    return [Query(text=row["text"], intent=row["intent"]) for row in rows]


class Matcher:
    """Finds the intent whose examples a question is like, as facts are found by readers' questions."""

    def __init__(self, examples: Iterable[Query], reader: TermReader) -> None:
        """Count the terms of the examples."""
        known = list(examples)
        self._intents = sorted({query.intent for query in known} - {_OUT})
        self._reader = reader
        facts = [(number, _fact(name)) for number, name in enumerate(self._intents, start=1)]
        asked = (
            AskedQuestion(
                author="clinc150",
                language="en",
                text=query.text,
                facts=() if query.intent == _OUT else (FactId(query.intent),),
            )
            for query in known
        )
        self._terms: dict[str, AskedTerm] = count_terms(facts, asked, self._read)

    def guess(self, text: str) -> Guess:
        """The likeliest intent of a question, and the share of the likelihood that could be had."""
        terms = tuple(sorted(self._read(text)))
        like = compare_with_asked(terms, {t: self._terms[t] for t in terms if t in self._terms}, polar=False)
        best = next(iter(like.likeliest(1)), None)
        if best is None:
            return Guess(intent=_OUT, share=0.0)
        return Guess(intent=self._intents[best - 1], share=(like.best - like.unanswered) / (like.most or 1.0))

    def _read(self, text: str) -> set[str]:
        return self._reader.read(split_words(text))


def _fact(intent: str) -> Fact:
    return Fact(
        id=FactId(intent), article=ArticleId("clinc150"), sentence=intent.replace("_", " "), kind="background",
        relation=RelationId("be"), sentences=(1,),
    )  # fmt: skip


def make_reader() -> TermReader:
    """The reader of questions with the lexicon alone, without any pack."""
    lexicon = load_lexicon(Path(knowledge.__file__).parent / "data")
    table: dict[str, list[Target]] = {}
    for alias in lexicon.aliases(()):
        table.setdefault(alias.key, []).append(alias.target)
    return TermReader(table, lexicon.irregular)


def choose_least(train: Sequence[Query], reader: TermReader) -> float:
    """The share from which a question is in scope, by what does best on folds of the train part that were left out."""
    mixed = random.Random(5).sample(train, len(train))
    judged: list[tuple[float, bool, bool]] = []
    for fold in range(_FOLDS):
        matcher = Matcher((q for n, q in enumerate(mixed) if n % _FOLDS != fold), reader)
        for query in mixed[fold::_FOLDS]:
            guess = matcher.guess(query.text)
            judged.append((guess.share, guess.intent == query.intent, query.intent == _OUT))
    inside = max(1, sum(not out for *_, out in judged))
    outside = max(1, sum(out for *_, out in judged))

    def worth(least: float) -> float:
        right = sum(ok and share >= least for share, ok, out in judged if not out)
        refused = sum(share < least for share, _, out in judged if out)
        return right / inside + refused / outside

    return max((step / 100 for step in range(100)), key=worth)


def _figures(queries: Sequence[Query], intents: Sequence[str]) -> tuple[float, float]:
    """In-scope accuracy and out-of-scope recall."""
    inside = [guess == query.intent for query, guess in zip(queries, intents, strict=True) if query.intent != _OUT]
    outside = [guess == _OUT for query, guess in zip(queries, intents, strict=True) if query.intent == _OUT]
    return sum(inside) / len(inside), sum(outside) / len(outside)


def _nearest(train: Sequence[Query], dev: Sequence[Query]) -> list[str]:
    texts = [query.text for query in train]
    places = (process.extractOne(query.text, texts, scorer=fuzz.ratio) for query in dev)
    return [train[place[2]].intent for place in places]


def _regression(train: Sequence[Query], dev: Sequence[Query]) -> list[str]:
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import LogisticRegression

    vectors: Any = TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True)
    model: Any = LogisticRegression(C=20, max_iter=400)
    model.fit(vectors.fit_transform([query.text for query in train]), [query.intent for query in train])
    return [str(intent) for intent in model.predict(vectors.transform([query.text for query in dev]))]


def main() -> None:
    """Print the table."""
    folder = Path(sys.argv[1])
    train, dev = read_queries(folder / "train.jsonl"), read_queries(folder / "dev.jsonl")
    reader = make_reader()
    least = choose_least(train, reader)
    matcher = Matcher(train, reader)
    guesses = [matcher.guess(query.text) for query in dev]
    print(f"{len(train)} examples, {len(dev)} questions; in scope from a share of {least:.2f}")
    print(f"{'':32}in-scope accuracy   out-of-scope recall")
    rows: list[tuple[str, Callable[[], list[str]]]] = [
        ("look-up of readers' questions", lambda: [g.intent if g.share >= least else _OUT for g in guesses]),
        ("the same, nothing refused", lambda: [g.intent for g in guesses]),
        ("rapidfuzz, nearest example", lambda: _nearest(train, dev)),
        ("TF-IDF, logistic regression", lambda: _regression(train, dev)),
    ]
    for name, guess in rows:
        try:
            accuracy, recall = _figures(dev, guess())
        except ImportError:
            print(f"{name:32}skipped: needs scikit-learn")
            continue
        print(f"{name:32}{accuracy:17.1%}{recall:22.1%}")


if __name__ == "__main__":
    main()
