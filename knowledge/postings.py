"""Which facts have a term: sets of fact numbers as they are stored, and the search for the facts that share most.

A term that few facts have is stored as their numbers, 32 bits each; a term that many have, as a bitmap with one bit for
each fact. Python's integers intersect bitmaps at memory speed, so a question at a million facts costs some microseconds
for each term, and no rank function, scan or extension is needed.
"""

from __future__ import annotations

import sqlite3
from array import array
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from heapq import heappop, heappush, nlargest
from itertools import compress
from math import inf

_ALL = 1000
"""Facts of which every one is looked at that shares anything with a question; of more, those that share most."""

_SPARSE_SHARE = 256
"""Of so many facts one must have a term for it to be stored as a bitmap: numbers are quicker up to there."""

_BISECTION = 12
"""Looking for one number among many by bisection takes as long as walking so many of them."""

_STEPS = 256
"""Intersections made for one question, at most: what bounds the work for a question that no fact answers."""

_SEGMENT = 4_000_000
"""Pairs of term and fact held in memory while a knowledge base is built: some 50 MB with what goes around them."""


class Postings:
    """The numbers of the facts that have a term, in either form."""

    __slots__ = ("_bits", "_stored", "dense", "frequency")

    def __init__(self, stored: bytes, frequency: int, *, dense: bool) -> None:
        """Take what `store_numbers` gave."""
        self.frequency = frequency
        self.dense = dense
        self._stored = stored
        self._bits: int | None = None

    @property
    def bits(self) -> int:
        """One bit for each fact, the lowest for number 0."""
        if self._bits is None:
            self._bits = int.from_bytes(self._stored, "little") if self.dense else bits_of(self.numbers())
        return self._bits

    @property
    def last(self) -> int:
        """No fact with a higher number has it."""
        return len(self._stored) * 8 if self.dense else self.numbers()[-1]

    def numbers(self) -> Sequence[int]:
        """All of them, ascending."""
        return numbers_of(self.bits) if self.dense else memoryview(self._stored).cast("I")

    def among(self, numbers: Collection[int]) -> Collection[int]:
        """Those of some numbers that are here, in no order."""
        stored = self._stored
        if self.dense:
            end = len(stored) * 8
            return [n for n in numbers if n < end and stored[n >> 3] >> (n & 7) & 1]
        own = memoryview(stored).cast("I")
        if len(numbers) * _BISECTION > len(own):
            return set(numbers).intersection(own)
        last = len(own) - 1
        return [n for n in numbers if own[min(last, bisect_left(own, n))] == n]


def store_numbers(numbers: array[int], fact_count: int) -> tuple[bool, bytes]:
    """Ascending numbers as they are stored, and whether as a bitmap."""
    dense = len(numbers) * _SPARSE_SHARE > fact_count
    if not dense:
        return False, numbers.tobytes()
    return True, bits_of(numbers).to_bytes(numbers[-1] // 8 + 1, "little")


def bits_of(numbers: Sequence[int]) -> int:
    """Ascending numbers as bits."""
    bits = bytearray(numbers[-1] // 8 + 1)
    for number in numbers:
        bits[number >> 3] |= 1 << (number & 7)
    return int.from_bytes(bits, "little")


def numbers_of(bits: int) -> list[int]:
    """The places of bits, ascending."""
    digits = f"{bits:b}"[::-1]
    return list(compress(range(len(digits)), map("1".__eq__, digits)))


def _highest(bits: int) -> Iterator[int]:
    """The places of bits, from the highest down; only so much work as is asked for."""
    while bits:
        place = bits.bit_length() - 1
        yield place
        bits ^= 1 << place


class _Group:
    """What of a question can be had in several ways: any of some terms."""

    __slots__ = ("dense", "frequency", "members", "weight")

    def __init__(self, members: list[Postings], weight: float) -> None:
        self.members = members
        self.weight = weight
        self.frequency = sum(member.frequency for member in members)
        self.dense = any(member.dense for member in members)

    def narrow(self, facts: _Facts) -> _Facts:
        """Those of some facts that have it."""
        if facts is None:
            return self._bits() if self.dense else self._numbers()
        if isinstance(facts, int):
            return facts & self._bits()
        if len(self.members) == 1:
            return self.members[0].among(facts)
        return {number for member in self.members for number in member.among(facts)}

    def _bits(self) -> int:
        bits = self.members[0].bits
        for other in self.members[1:]:
            bits |= other.bits
        return bits

    def _numbers(self) -> Collection[int]:
        if len(self.members) == 1:
            return self.members[0].numbers()
        return {number for member in self.members for number in member.numbers()}


_Facts = int | Collection[int] | None
"""Some facts as bits or, where they are few, as numbers; all of them where None."""


def find_sharing(
    groups: Iterable[Mapping[str, float]],
    postings: Mapping[str, Postings],
    limit: int,
    *,
    within: int | None = None,
    slack: float = inf,
) -> tuple[int, ...]:
    """The facts that share most weight of a question, best first; ties by number.

    Where few facts share anything, each is weighed. Of many those are that have the weightiest sets of groups: sets are
    tried in the order of the weight that they leave out, and a set that no fact has is not added to.

    Args:
        groups: of each thing that a question names the terms it may stand for, with weights.
        postings: of those terms that any fact has.
        within: bits of the facts that may be given; all where None.
        slack: weight below that of the best set from which on others are not looked at.
    """
    weights: dict[str, float] = {}
    gathered: list[_Group] = []
    shared = 0
    for group in groups:
        known = [(postings[term], weight) for term, weight in group.items() if term in postings]
        if known:
            gathered.append(_Group([member for member, _ in known], max(weight for _, weight in known)))
        for term, weight in group.items():
            if term in postings and term not in weights:
                weights[term] = weight
                shared += postings[term].frequency
    if shared <= _ALL or all(postings[term].last <= _ALL for term in weights):
        pool = _union(postings[term] for term in weights)
        if within is not None:
            pool = {number for number in pool if within >> number & 1}
    else:
        gathered.sort(key=lambda group: (group.dense, group.frequency, -group.weight))
        pool = _with_most_groups(gathered, limit, within, slack)
    if len(pool) < 2:
        return tuple(pool)
    scores = dict.fromkeys(pool, 0.0)
    for term, weight in weights.items():
        for number in postings[term].among(pool):
            scores[number] += weight
    return tuple(sorted(scores, key=lambda number: (-scores[number], number))[:limit])


def _union(several: Iterable[Postings]) -> set[int]:
    """The numbers that any of some terms has."""
    bits, numbers = 0, set[int]()
    for each in several:
        if each.dense:
            bits |= each.bits
        else:
            numbers.update(each.numbers())
    return numbers.union(numbers_of(bits) if bits else ())


def _with_most_groups(groups: list[_Group], limit: int, within: int | None, slack: float) -> set[int]:
    """Facts that have the weightiest sets of groups, the newest of each set, best first until there are enough."""
    found: set[int] = set()
    most = inf
    waiting: list[tuple[float, int, int, _Facts]] = [(0.0, 0, 0, within)]  # of equal loss the furthest on first
    for made in range(_STEPS):
        if not waiting or len(found) >= limit:
            break
        lost, behind, _, facts = heappop(waiting)
        if lost > most:
            break
        if -behind == len(groups):
            if facts is not within:
                most = min(most, lost + slack)
                found.update(_newest(facts, limit))
            continue
        group = groups[-behind]
        narrowed = group.narrow(facts)
        if narrowed:
            heappush(waiting, (lost, behind - 1, 2 * made, narrowed))
        heappush(waiting, (lost + group.weight, behind - 1, 2 * made + 1, facts))
    return found


def _newest(facts: _Facts, limit: int) -> Iterable[int]:
    if isinstance(facts, int):
        return (number for number, _ in zip(_highest(facts), range(limit), strict=False))
    return nlargest(limit, facts or ())


def _numbers() -> array[int]:
    return array("I")


class PostingsWriter:
    """Gathers which facts have which term, in bounded memory, and stores it by term."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        """Write to a database with an empty table `posting`."""
        self._connection = connection
        self._lists: defaultdict[str, array[int]] = defaultdict(_numbers)
        self._waiting = 0
        self._segments = 0
        self._last = 0

    def add(self, number: int, terms: Collection[str]) -> None:
        """Take the terms of one fact; numbers ascend."""
        lists = self._lists
        for term in terms:
            lists[term].append(number)
        self._waiting += len(terms)
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
        self._lists.clear()

    def _spill(self) -> None:
        if not self._segments:
            self._connection.execute("CREATE TEMP TABLE segment (term TEXT, place INTEGER, facts BLOB)")
        self._connection.executemany(
            "INSERT INTO temp.segment VALUES (?, ?, ?)",
            ((term, self._segments, numbers.tobytes()) for term, numbers in self._lists.items()),
        )
        self._segments += 1
        self._lists.clear()
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
