"""The look-up alone, over sentences: words read, corrected and looked for through the same postings and spellings.

As a plug-in of the comparison with other engines, or by itself on a corpus of its own:

    python ../shared/performance/compare.py --n 100000 --peers tantivy,kankei --plugin tests/benchmarks/lookup.py
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise
from math import log
from pathlib import Path

from knowledge.gazetteer import find_lemmas
from knowledge.postings import Postings, PostingsWriter, find_sharing
from knowledge.question_terms import split_words
from knowledge.spelling import find_deletions, find_word_deletions, rank_corrections

_RESOURCES = Path(__file__).parents[2] / "bot" / "data"
_DATA = Path(__file__).parents[2] / "knowledge" / "data"

_SCORED = 16
"""Facts of which the words are read."""

_SLACK = 1.0
"""How much less weight of the question than the best set a fact may have whose words are read."""

_NEARNESS = 0.1
"""What words count that stand beside each other in question and fact alike, beside a word that one fact in e has."""

_CORRECTIONS = 6
"""Known words that a misspelled one may stand for."""


class Words:
    """An index of sentences by their words, in one database."""

    persistent = True

    def build(self, facts: Iterable[tuple[int, str]], folder: str) -> None:
        """Index numbered sentences; numbers ascend."""
        connection = sqlite3.connect(f"{folder}/words.sqlite")
        connection.executescript(
            "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;"
            "CREATE TABLE fact (number INTEGER PRIMARY KEY, text TEXT NOT NULL);"
            "CREATE TABLE posting (term TEXT PRIMARY KEY, frequency INTEGER, dense INTEGER, facts BLOB);"
            "CREATE TABLE spelling (deletion TEXT, word TEXT, PRIMARY KEY (deletion, word)) WITHOUT ROWID;"
            "CREATE TABLE english_word (word TEXT PRIMARY KEY) WITHOUT ROWID;"
        )
        postings = PostingsWriter(connection)
        known: set[str] = set()

        def rows() -> Iterator[tuple[int, str]]:
            for number, text in facts:
                words = set(split_words(text))
                known.update(words)
                postings.add(number, words)
                yield number, text

        connection.executemany("INSERT INTO fact VALUES (?, ?)", rows())
        postings.finish()
        spellings = sorted((d, word) for word in known for d in find_word_deletions(word, is_name=False))
        connection.executemany("INSERT INTO spelling VALUES (?, ?)", spellings)
        english = (_DATA / "english_words.txt").read_text(encoding="utf-8").split()
        connection.executemany("INSERT OR IGNORE INTO english_word VALUES (?)", ((word,) for word in english))
        connection.commit()
        connection.close()

    def open(self, folder: str, _: str) -> None:
        """Open an index."""
        self._connection = sqlite3.connect(f"file:{folder}/words.sqlite?mode=ro&immutable=1", uri=True)
        self._connection.execute("PRAGMA mmap_size = 2000000000")
        (self._count,) = self._connection.execute("SELECT max(number) FROM fact").fetchone()

    def query(self, text: str) -> list[int]:
        """Numbers of the sentences that share most of a question's words, at most ten, best first."""
        words = [word for word in dict.fromkeys(split_words(text)) if word not in _LIGHT]
        groups, postings = self._read(words)
        total = self._count + 1
        weighed = [
            {term: log(total / (postings[term].frequency + 0.5)) for term in group if term in postings}
            for group in groups
        ]
        found = find_sharing(weighed, postings, _SCORED, slack=_SLACK)
        return self._ranked(found, groups, weighed)[:10]

    def _read(self, words: list[str]) -> tuple[list[tuple[str, ...]], Mapping[str, Postings]]:
        """What each word may stand for, and the postings of all that."""
        forms = [find_lemmas(word, {}) for word in words]
        postings = self._postings({form for group in forms for form in group})
        groups: list[tuple[str, ...]] = []
        corrected: set[str] = set()
        for word, group in zip(words, forms, strict=True):
            if not any(form in postings for form in group) and len(word) >= 3 and not self._is_english(word):
                group = self._corrections(word)
                corrected.update(group)
            groups.append(group)
        return groups, {**postings, **self._postings(corrected)} if corrected else postings

    def _postings(self, terms: Iterable[str]) -> dict[str, Postings]:
        wanted = sorted(terms)
        rows = self._connection.execute(
            f"SELECT term, facts, frequency, dense FROM posting WHERE term IN ({','.join('?' * len(wanted))})", wanted
        )
        return {term: Postings(facts, frequency, dense=bool(dense)) for term, facts, frequency, dense in rows}

    def _is_english(self, word: str) -> bool:
        return self._connection.execute("SELECT 1 FROM english_word WHERE word = ?", (word,)).fetchone() is not None

    def _corrections(self, word: str) -> tuple[str, ...]:
        deletions = sorted(find_deletions(word, 1))
        rows = self._connection.execute(
            f"SELECT word FROM spelling WHERE deletion IN ({','.join('?' * len(deletions))})", deletions
        )
        return rank_corrections(word, ((known, False) for (known,) in rows), 1)[:_CORRECTIONS]

    def _ranked(
        self, numbers: tuple[int, ...], groups: list[tuple[str, ...]], weighed: list[dict[str, float]]
    ) -> list[int]:
        """Facts by the weight of the question's words in them, more where these stand together as they do there."""
        if len(numbers) < 2:
            return list(numbers)
        marks = ",".join("?" * len(numbers))
        rows = self._connection.execute(f"SELECT number, text FROM fact WHERE number IN ({marks})", numbers)
        weight = {term: w for group in weighed for term, w in group.items()}
        place_of = {term: place for place, group in enumerate(groups) for term in group}
        scored: list[tuple[float, int]] = []
        for number, text in rows:
            seen = [(position, word) for position, word in enumerate(split_words(text)) if word in weight]
            score = sum(weight[word] for word in {word for _, word in seen})
            score += sum(
                _NEARNESS * min(weight[one[1]], weight[other[1]]) / (other[0] - one[0])
                for one, other in pairwise(seen)
                if abs(place_of[other[1]] - place_of[one[1]]) == 1
            )
            scored.append((-score, number))
        return [number for _, number in sorted(scored)]


_LIGHT = frozenset(re.findall(r"\w+", """
    a an the of on in at to for and or by with from as is was were be been did do does what who whom whose when where
    which how why can you me my i we any please tell s
"""))  # fmt: skip

PEERS = {"kankei": Words}
