"""The look-up alone, over sentences: words read, corrected and looked for through the same postings and spellings.

By itself on the claims of a made-up archive, beside SQLite's FTS5 and, where it is installed, tantivy; or as a plug-in
of the comparison with more engines:

    pip install tantivy
    python -m tests.benchmarks.lookup --facts 100000 --folder /tmp/archives
    python ../shared/performance/compare.py --n 100000 --peers tantivy,kankei --plugin tests/benchmarks/lookup.py
"""

from __future__ import annotations

import argparse
import re
import sqlite3
import statistics
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from importlib import import_module
from importlib.util import find_spec
from itertools import pairwise
from math import log
from pathlib import Path
from typing import Any

from knowledge.gazetteer import find_lemmas
from knowledge.postings import Postings, PostingsWriter, find_sharing
from knowledge.question_terms import split_words
from knowledge.spelling import find_deletions, find_word_deletions, rank_corrections

_DATA = Path(__file__).parents[2] / "knowledge" / "data"

_QUESTIONS = 300
_SCORED = 16
"""Facts of which the words are read."""

_SLACK = 1.0
"""How much less weight of the question than the best set a fact may have whose words are read."""

_NEARNESS = 0.1
"""What words count that stand beside each other in question and fact alike, beside a word that one fact in e has."""

_SHORTEST = 3
"""Letters of a word that is corrected."""

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

    def _read(self, words: list[str]) -> tuple[list[tuple[str, ...]], dict[str, Postings]]:
        """What each word may stand for, and the postings of all that."""
        forms = [find_lemmas(word, {}) for word in words]
        postings = self._postings({form for group in forms for form in group})
        unknown = [
            place
            for place, group in enumerate(forms)
            if len(words[place]) >= _SHORTEST and not any(form in postings for form in group)
        ]
        english = self._english([words[place] for place in unknown]) if unknown else frozenset()
        for place in unknown:
            if words[place] not in english:
                near = self._corrections(words[place])
                forms[place] = tuple(near)
                postings.update(near)
        return forms, postings

    def _postings(self, terms: Iterable[str]) -> dict[str, Postings]:
        wanted = sorted(terms)
        rows = self._connection.execute(
            f"SELECT term, facts, frequency, dense FROM posting WHERE term IN ({','.join('?' * len(wanted))})", wanted
        )
        return {term: Postings(facts, frequency, dense=bool(dense)) for term, facts, frequency, dense in rows}

    def _english(self, words: list[str]) -> frozenset[str]:
        marks = ",".join("?" * len(words))
        rows = self._connection.execute(f"SELECT word FROM english_word WHERE word IN ({marks})", words)
        return frozenset(word for (word,) in rows)

    def _corrections(self, word: str) -> dict[str, Postings]:
        """Known words near one, the nearest first, with their postings."""
        deletions = list(find_deletions(word, 1))
        rows = self._connection.execute(
            "SELECT word, facts, frequency, dense FROM spelling JOIN posting ON term = word"
            f" WHERE deletion IN ({','.join('?' * len(deletions))})",
            deletions,
        )
        near = {known: Postings(facts, frequency, dense=bool(dense)) for known, facts, frequency, dense in rows}
        chosen = rank_corrections(word, ((known, False) for known in near), 1)[:_CORRECTIONS]
        return {known: near[known] for known in chosen}

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
"""What a plug-in of the comparison offers."""


class _Ranked:
    """FTS5 as most people write it: any of the words, put in order by its own rank."""

    def build(self, facts: Iterable[tuple[int, str]], folder: str) -> None:
        connection = sqlite3.connect(f"{folder}/ranked.sqlite")
        connection.execute("CREATE VIRTUAL TABLE fact USING fts5(text)")
        connection.executemany("INSERT INTO fact(rowid, text) VALUES (?, ?)", facts)
        connection.execute("INSERT INTO fact(fact) VALUES ('optimize')")
        connection.commit()
        connection.close()

    def open(self, folder: str, _: str) -> None:
        self._connection = sqlite3.connect(f"file:{folder}/ranked.sqlite?mode=ro&immutable=1", uri=True)

    def query(self, text: str) -> list[int]:
        wanted = " OR ".join(f'"{word}"' for word in split_words(text) if word not in _LIGHT)
        query = "SELECT rowid FROM fact WHERE fact MATCH ? ORDER BY rank LIMIT 10"
        return [number for (number,) in self._connection.execute(query, (wanted,))]


class _Tantivy:
    """The fastest engine that we know of: it neither corrects words nor asks for all of them."""

    def build(self, facts: Iterable[tuple[int, str]], folder: str) -> None:
        tantivy = import_module("tantivy")
        builder = tantivy.SchemaBuilder()
        builder.add_integer_field("number", stored=True, fast=True)
        builder.add_text_field("text", stored=False)
        Path(folder, "tantivy").mkdir()
        writer = tantivy.Index(builder.build(), path=f"{folder}/tantivy").writer(200_000_000, 1)
        for number, text in facts:
            writer.add_document(tantivy.Document(number=number, text=text))
        writer.commit()
        writer.wait_merging_threads()

    def open(self, folder: str, _: str) -> None:
        self._index = import_module("tantivy").Index.open(f"{folder}/tantivy")
        self._index.reload()
        self._searcher = self._index.searcher()

    def query(self, text: str) -> list[int]:
        wanted = self._index.parse_query(" ".join(w for w in split_words(text) if w not in _LIGHT), ["text"])
        hits = self._searcher.search(wanted, 10, count=False).hits
        return [self._searcher.doc(address)["number"][0] for _, address in hits]


def main() -> None:
    """Ask every engine the same questions, one after the other, and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--facts", type=int, default=100_000)
    parser.add_argument("--folder", type=Path, required=True, help="where archives are kept between runs")
    options = parser.parse_args()
    from tests.benchmarks._archive import Archive, write_archive  # a plug-in needs none of it

    path = options.folder / f"archive-{options.facts}.sqlite"
    if not path.is_file():
        write_archive(options.facts, path)
    archive = sqlite3.connect(path)
    asked = [q for q in Archive(options.facts).questions(_QUESTIONS) if q.noise != "two typos"]
    targets = dict(archive.execute("SELECT id, number FROM fact"))
    engines: dict[str, Any] = {"FTS5, ranked": _Ranked(), "Kankei": Words()}
    if find_spec("tantivy") is None:
        print("tantivy is not installed (pip install tantivy): left out")
    else:
        engines = {"tantivy": _Tantivy(), **engines}
    taken: dict[str, dict[str, list[float]]] = {name: {} for name in engines}
    right: Counter[tuple[str, str]] = Counter()
    with tempfile.TemporaryDirectory() as folder:
        for engine in engines.values():
            engine.build(archive.execute("SELECT number, claim FROM fact ORDER BY number"), folder)
            engine.open(folder, "")
            engine.query(asked[0].text)
        for question in asked:
            group = "unanswerable" if question.fact is None else question.noise
            for name, engine in engines.items():
                start = time.perf_counter()
                found = engine.query(question.text)
                taken[name].setdefault(group, []).append(time.perf_counter() - start)
                right[name, group] += found[:1] == [targets.get(question.fact or "")]
    _print_table(taken, right)


def _print_table(taken: Mapping[str, Mapping[str, list[float]]], right: Counter[tuple[str, str]]) -> None:
    baseline = next(iter(taken))
    print(f"| engine | questions | p50 ms | to {baseline} | p99 ms | to {baseline} | first right |")
    print("|---|---|---|---|---|---|---|")
    for name, groups in taken.items():
        for group, times in groups.items():
            of_baseline = taken[baseline][group]
            p50, p99 = statistics.median(times) * 1e3, _high(times) * 1e3
            share = "" if group == "unanswerable" else f"{100 * right[name, group] / len(times):.1f} %"
            print(
                f"| {name} | {group} | {p50:.3f} | {p50 / statistics.median(of_baseline) / 1e3:.2f} | {p99:.3f} |"
                f" {p99 / _high(of_baseline) / 1e3:.2f} | {share} |"
            )


def _high(times: list[float]) -> float:
    return sorted(times)[min(len(times) - 1, round(len(times) * 0.99))]


if __name__ == "__main__":
    main()
