"""Correct words through deletions: two words within k edits share a form with at most k letters left out of each.

The idea is SymSpell's (Garbe 2012). The table lives in the database, so nothing is loaded at start.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import combinations

SHORTEST = 4
"""Shorter words are neither corrected nor offered."""


def find_deletions(word: str, distance: int) -> frozenset[str]:
    """The word and its forms with up to `distance` letters left out."""
    forms = {word}
    for count in range(1, distance + 1):
        for places in combinations(range(len(word)), count):
            forms.add("".join(letter for index, letter in enumerate(word) if index not in places))
    return frozenset(forms)


def rank_corrections(word: str, candidates: Iterable[tuple[str, bool]], distance: int) -> tuple[str, ...]:
    """The candidates within the edit distance (swapped neighbours count one), nearest first, names before words.

    A plain word must begin with the same letter and, however long, lie within one edit: names are misspelled more
    boldly than words, and a wrong "correction" of a real word answers another question.
    """
    from rapidfuzz.distance import OSA  # only where a word is unknown: importing it costs more than a clean question

    ranked: list[tuple[int, bool, str]] = []
    for candidate, is_name in set(candidates):
        edits = OSA.distance(word, candidate, score_cutoff=distance)
        if edits <= distance and (is_name or (candidate[0] == word[0] and edits <= 1)):
            ranked.append((edits, not is_name, candidate))
    return tuple(candidate for _, _, candidate in sorted(ranked))
