"""Correct words through deletions: two words within k edits share a form with at most k letters left out of each.

The idea is SymSpell's (Garbe 2012). The table lives in the database, so nothing is loaded at start.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

SHORTEST = 4
"""Shorter words are neither corrected nor offered."""

LONGEST = 30
"""Longer words are neither: they are addresses, hashes or a resting cat, and their forms grow with the square of it."""

MOST_EDITS = 2
"""No correction goes further, whatever is asked for."""

LONG_NAME = 8
"""Names from this length on are kept with two letters left out.

Two edits are looked for in words of eight letters and more only. If such a word lies within two edits of a shorter
name, at least one edit put a letter in, so leaving one letter out of the name is enough.
"""


def find_deletions(word: str, distance: int) -> frozenset[str]:
    """The word and its forms with up to `distance` letters left out; nothing for a word too long to be one."""
    if len(word) > LONGEST:
        return frozenset()
    forms = {word}
    newest = forms
    for _ in range(min(distance, MOST_EDITS)):
        newest = {form[:place] + form[place + 1 :] for form in newest for place in range(len(form))}
        forms = forms | newest
    return frozenset(forms)


def find_word_deletions(word: str, *, is_name: bool) -> frozenset[str]:
    """The forms under which a known word is kept; nothing for a word towards which none is corrected."""
    if len(word) < SHORTEST or not (word.isascii() and word.isalpha()):
        return frozenset()
    return find_deletions(word, 2 if is_name and len(word) >= LONG_NAME else 1)


def rank_corrections(
    word: str, candidates: Iterable[tuple[str, bool]], distance: int, likelier: Collection[str] = ()
) -> tuple[str, ...]:
    """The candidates within the edit distance (swapped neighbours count one), nearest first, names before words, and
    what a slip of the finger makes of a word before what another letter does: "tiems" is "times", not "tiers".

    A plain word must begin with the same letter and, however long, lie within one edit: names are misspelled more
    boldly than words, and a wrong "correction" of a real word answers another question.

    Args:
        likelier: of plain words those that are often typed, so that "recnt" is "recent" rather than "recant".
    """
    ranked: list[tuple[int, bool, bool, bool, str]] = []
    for candidate, is_name in set(candidates):
        if not (is_name or candidate[0] == word[0]):
            continue
        most = distance if is_name else min(distance, 1)
        edits = count_edits(word, candidate, most)
        if edits <= most:
            ranked.append((edits, not is_name, not is_slip(word, candidate), candidate not in likelier, candidate))
    return tuple(candidate for *_, candidate in sorted(ranked))


def is_slip(word: str, candidate: str) -> bool:
    """Whether a word is another of which one letter was left out, or two neighbours changed places."""
    if len(candidate) == len(word) + 1:
        return any(candidate[:place] + candidate[place + 1 :] == word for place in range(len(candidate)))
    return len(candidate) == len(word) and any(
        word[:place] + word[place + 1] + word[place] + word[place + 2 :] == candidate
        for place in range(len(word) - 1)
        if word[place] != word[place + 1]
    )


def count_edits(one: str, other: str, most: int) -> int:
    """How many letters are put in, left out, changed or swapped with a neighbour between two words; more than `most` is
    only told to be more.

    Near words have little left without their common ends, so this is quick, and importing a library for it would take
    half as long as a clean question.
    """
    if abs(len(one) - len(other)) > most:
        return most + 1
    start = 0
    for letter, counterpart in zip(one, other, strict=False):
        if letter != counterpart:
            break
        start += 1
    one, other = one[start:], other[start:]
    while one and other and one[-1] == other[-1]:
        one, other = one[:-1], other[:-1]
    if most == 1 and min(len(one), len(other)) > 1 and one != other[::-1]:
        return 2  # what lies between the common ends is neither one letter nor two that have changed places
    before: list[int] = []
    row = list(range(len(other) + 1))
    for place, letter in enumerate(one, start=1):
        above, before, row = before, row, [place]
        for column, counterpart in enumerate(other, start=1):
            edits = min(before[column] + 1, row[-1] + 1, before[column - 1] + (letter != counterpart))
            if place > 1 and column > 1 and letter == other[column - 2] and one[place - 2] == counterpart:
                edits = min(edits, above[column - 2] + 1)
            row.append(edits)
        if min(*row, *before) > most:
            return most + 1
    return row[-1]
