"""Rows of a fact box or a chronology: lines of one build that are body without being sentences."""

from __future__ import annotations

import re

from knowledge.articles.furniture import load_furniture
from knowledge.articles.page_dates import find_page_dates
from knowledge.articles.page_lines import PageLines
from knowledge.articles.prose import count_words

_ROW = re.compile(r"(?P<label>[^\s:–—|-][^:–—|]{1,44}?)(?:\s*:\s+|\s+[–—-]{1,2}\s+|\s*[–—]\s*|\t+|\s{3,}|: )(?=\S)")
_LEAST = 3
"""Rows of one build that make a box; two may be a caption and a link."""

_ROW_WORDS = 45


def find_fact_rows(page: PageLines) -> frozenset[int]:
    """Numbers of lines that are rows: "1993 – Elm becomes a town", under "FACT BOX" also "Capital: Elm"."""
    found: set[int] = set()
    run: list[int] = []
    for number in range(len(page.lines) + 1):
        fits = number < len(page.lines) and not page.out[number] and _is_row(page.texts[number])
        if fits and (not run or page.lines[number].chunk - page.lines[run[-1]].chunk <= 1):
            run.append(number)
            continue
        if _is_box(page, run):
            found.update(run)
        run = [number] if fits else []
    found.update(number for number, line in enumerate(page.lines) if line.hint == "row" and not page.out[number])
    return frozenset(found)


def _is_row(text: str) -> bool:
    return _ROW.match(text) is not None and count_words(text) <= _ROW_WORDS


def _is_box(page: PageLines, run: list[int]) -> bool:
    """Whether rows tell days, or stand below a box's label."""
    if not run:
        return False
    above = page.texts[run[0] - 1] if run[0] else ""
    labelled = load_furniture().heads_facts(above)
    dated = sum(_tells_time(page.texts[number]) for number in run)
    return (labelled and len(run) >= _LEAST - 1) or (len(run) >= _LEAST and dated * 3 >= len(run) * 2)


def _tells_time(text: str) -> bool:
    found = _ROW.match(text)
    return found is not None and (
        bool(find_page_dates(found["label"])) or load_furniture().fact_times.search(found["label"]) is not None
    )
