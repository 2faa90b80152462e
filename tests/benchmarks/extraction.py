"""How fast articles are read and their facts found, as a ratio to splitting the same text into sentences.

    pip install syntok nupunkt
    python -m tests.benchmarks.extraction ../shared/extraction/articles

Prints words a second, the ratio to each baseline in the same run (medians of seven runs), and the memory that is taken.
"""

from __future__ import annotations

import resource
import statistics
import sys
import time
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

from knowledge.articles.reader import read_article_bytes
from knowledge.extract.corpus import make_article_pack
from knowledge.extract.extraction import extract_article
from knowledge.extract.folder import find_articles
from knowledge.extract.relations import load_relation_finder
from knowledge.text import find_sentences

_RUNS = 7


def main() -> None:
    """Run everything on one folder of articles and print the table."""
    files = [(file.name, file.read_bytes()) for file in find_articles(Path(sys.argv[1]))]
    finder = load_relation_finder()
    texts = [read_article_bytes(data, name).body for name, data in files]
    words = sum(len(text.split()) for text in texts)
    before = _memory()

    def extract() -> None:
        for name, data in files:
            make_article_pack(extract_article(read_article_bytes(data, name)), finder)

    whole = _median(extract)
    print(f"{len(files)} articles, {words} words")
    print(f"read and extracted: {words / whole:,.0f} words a second; {_memory() - before:.0f} MB more memory meanwhile")
    for name, split in (("our sentences", lambda: [find_sentences(text) for text in texts]), *_baselines(texts)):
        taken = _median(split)
        print(f"{name}: {words / taken:,.0f} words a second; extraction takes {whole / taken:.1f} times as long")


def _baselines(texts: list[str]) -> list[tuple[str, Callable[[], object]]]:
    found: list[tuple[str, Callable[[], object]]] = []
    try:
        segmenter = import_module("syntok.segmenter")
        found.append(("syntok", lambda: [[list(p) for p in segmenter.process(text)] for text in texts]))
    except ImportError:
        print("syntok is not installed (pip install syntok): left out")
    try:
        nupunkt = import_module("nupunkt")
        found.append(("nupunkt", lambda: [nupunkt.sent_tokenize(text) for text in texts]))
    except ImportError:
        print("nupunkt is not installed (pip install nupunkt): left out")
    return found


def _median(run: Callable[[], object]) -> float:
    run()
    times: list[float] = []
    for _ in range(_RUNS):
        start = time.perf_counter()
        run()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def _memory() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main()
