"""Which facts have a term: sets of fact numbers as they are stored, and the search for the facts that share most.

A term that few facts have is stored as their numbers, 32 bits each; a term that many have, as a bitmap with one bit for
each fact. Python's integers intersect bitmaps at memory speed, so a question at a million facts costs some microseconds
for each term, and no rank function, scan or extension is needed.
"""

from __future__ import annotations

import sqlite3
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from heapq import heappop, heappush

FEW = 400
"""The facts of a term that has no more than so many are all looked at: what few facts have tells most."""

_SPARSE_SHARE = 128
"""Of so many facts one must have a term for it to be stored as a bitmap: numbers are quicker up to there."""

_POOL = 1000
"""Facts that are looked at for the sake of terms that few facts have, those of the rarest terms first."""

_STEPS = 256
"""Intersections made for one question, at most: what bounds the work for a question that no fact answers."""

_SEGMENT = 4_000_000
"""Pairs of term and fact held in memory while a knowledge base is built: some 50 MB with what goes around them."""


class Postings:
    """The numbers of the facts that have a term, in either form."""

    def __init__(self, stored: bytes, frequency: int, *, dense: bool) -> None:
        """Take what `store_numbers` gave."""
        self.frequency = frequency
        self._dense = dense
        self._stored = stored

    @cached_property
    def bits(self) -> int:
        """One bit for each fact, the lowest for number 0."""
        if self._dense:
            return int.from_bytes(self._stored, "little")
        return bits_of(memoryview(self._stored).cast("I"))

    def numbers(self) -> Sequence[int]:
        """All of them, ascending."""
        return numbers_of(self.bits) if self._dense else memoryview(self._stored).cast("I")

    def among(self, numbers: Iterable[int]) -> Iterable[int]:
        """Those of some numbers that are here, in no order."""
        if not self._dense:
            return set(numbers).intersection(memoryview(self._stored).cast("I"))
        stored, end = self._stored, len(self._stored) * 8
        return [n for n in numbers if n < end and stored[n >> 3] >> (n & 7) & 1]


def store_numbers(numbers: array[int], fact_count: int) -> tuple[bool, bytes]:
    """Ascending numbers as they are stored, and whether as a bitmap."""
    dense = len(numbers) * _SPARSE_SHARE > fact_count and len(numbers) * 32 > numbers[-1] + 1
    if not dense:
        return False, numbers.tobytes()
    bits = bytearray(numbers[-1] // 8 + 1)
    for number in numbers:
        bits[number >> 3] |= 1 << (number & 7)
    return True, bytes(bits)


def bits_of(numbers: Iterable[int]) -> int:
    """Numbers as bits."""
    every = list(numbers)
    bits = bytearray(max(every, default=0) // 8 + 1)
    for number in every:
        bits[number >> 3] |= 1 << (number & 7)
    return int.from_bytes(bits, "little")


def numbers_of(bits: int) -> list[int]:
    """The places of bits, ascending."""
    return list(_highest(bits))[::-1]


def _highest(bits: int) -> Iterator[int]:
    """The places of bits, from the highest down; only so much work as is asked for."""
    while bits:
        place = bits.bit_length() - 1
        yield place
        bits ^= 1 << place


@dataclass(frozen=True, slots=True)
class _Group:
    """What of a question can be had in several ways: any of some terms."""

    weight: float
    frequency: int
    bits: int


def find_sharing(
    groups: Sequence[Mapping[str, float]], postings: Mapping[str, Postings], limit: int, *, within: int | None = None
) -> tuple[int, ...]:
    """The facts that share most weight of a question, best first; ties by number.

    Every fact that has a term which few have is looked at, and of the others those that have the weightiest sets of
    groups: sets are tried in the order of the weight that they leave out, a set that no fact has is not added to.

    Args:
        groups: of each thing that a question names the terms it may stand for, with weights.
        postings: of those terms that any fact has.
        within: bits of the facts that may be given; all where None.
    """
    weights: dict[str, float] = {}
    for group in groups:
        for term, weight in group.items():
            if term in postings:
                weights.setdefault(term, weight)
    by_rarity = sorted(weights, key=lambda term: (postings[term].frequency, term))
    pool: set[int] = set()
    everywhere = True
    for term in by_rarity:
        if postings[term].frequency <= FEW and len(pool) < _POOL:
            pool.update(postings[term].numbers())
        else:
            everywhere = False
    if not everywhere:
        pool.update(_with_most_groups(_gather(groups, postings), limit, within))
    if within is not None:
        pool = {number for number in pool if within >> number & 1} if len(pool) < FEW else _bits_among(pool, within)
    scores = dict.fromkeys(pool, 0.0)
    for term, weight in weights.items():
        for number in postings[term].among(pool):
            scores[number] += weight
    return tuple(sorted(scores, key=lambda number: (-scores[number], number))[:limit])


def _bits_among(numbers: set[int], within: int) -> set[int]:
    stored = within.to_bytes((within.bit_length() + 7) // 8, "little")
    return {n for n in numbers if n >> 3 < len(stored) and stored[n >> 3] >> (n & 7) & 1}


def _gather(groups: Iterable[Mapping[str, float]], postings: Mapping[str, Postings]) -> list[_Group]:
    """Groups that any fact has, the rarest first: they narrow most."""
    gathered: list[_Group] = []
    for group in groups:
        known = [postings[term] for term in group if term in postings]
        if known:
            bits = known[0].bits
            for other in known[1:]:
                bits |= other.bits
            weight = max(weight for term, weight in group.items() if term in postings)
            gathered.append(_Group(weight=weight, frequency=sum(p.frequency for p in known), bits=bits))
    return sorted(gathered, key=lambda group: (group.frequency, -group.weight))


def _with_most_groups(groups: list[_Group], limit: int, within: int | None) -> set[int]:
    """Facts that have the weightiest sets of groups, the newest of each set, best first until there are enough."""
    found: set[int] = set()
    waiting: list[tuple[float, int, int, int | None]] = [(0.0, 0, 0, within)]  # of equal loss the furthest on first
    for made in range(_STEPS):
        if not waiting or len(found) >= limit:
            break
        lost, _, _, bits = step = heappop(waiting)
        place = -step[1]
        if place == len(groups):
            if bits is not None and bits is not within:
                found.update(_first(_highest(bits), limit))
            continue
        group = groups[place]
        narrowed = group.bits if bits is None else bits & group.bits
        if narrowed:
            heappush(waiting, (lost, -place - 1, 2 * made, narrowed))
        heappush(waiting, (lost + group.weight, -place - 1, 2 * made + 1, bits))
    return found


def _first(numbers: Iterator[int], count: int) -> Iterator[int]:
    return (number for number, _ in zip(numbers, range(count), strict=False))


class PostingsWriter:
    """Gathers which facts have which term, in bounded memory, and stores it by term."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        """Write to a database with an empty table `posting`."""
        self._connection = connection
        self._lists: dict[str, array[int]] = {}
        self._waiting = 0
        self._segments = 0
        self._last = 0

    def add(self, number: int, terms: Iterable[str]) -> None:
        """Take the terms of one fact; numbers ascend."""
        lists = self._lists
        for term in terms:
            known = lists.get(term)
            if known is None:
                known = lists[term] = array("I")
            known.append(number)
            self._waiting += 1
        self._last = number
        if self._waiting >= _SEGMENT:
            self._spill()

    def finish(self) -> None:
        """Store everything."""
        rows = self._merged() if self._segments else iter(sorted(self._lists.items()))
        self._connection.executemany(
            "INSERT INTO posting(term, frequency, dense, facts) VALUES (?, ?, ?, ?)",
            ((term, len(numbers), *store_numbers(numbers, self._last)) for term, numbers in rows),
        )
        self._connection.execute("DROP TABLE IF EXISTS temp.segment")
        self._lists = {}

    def _spill(self) -> None:
        if not self._segments:
            self._connection.execute("CREATE TEMP TABLE segment (term TEXT, place INTEGER, facts BLOB)")
        self._connection.executemany(
            "INSERT INTO temp.segment VALUES (?, ?, ?)",
            ((term, self._segments, numbers.tobytes()) for term, numbers in self._lists.items()),
        )
        self._segments += 1
        self._lists = {}
        self._waiting = 0

    def _merged(self) -> Iterator[tuple[str, array[int]]]:
        self._spill()
        rows = self._connection.execute("SELECT term, facts FROM temp.segment ORDER BY term, place")
        term, numbers = "", array("I")
        for name, facts in rows:
            if name != term and numbers:
                yield term, numbers
                numbers = array("I")
            term = name
            numbers.frombytes(facts)
        if numbers:
            yield term, numbers
