"""Postings against plain sets: stored and read back, spilled or not, and searched as a reader of every fact would."""

from __future__ import annotations

import random
import sqlite3
from array import array
from collections.abc import Iterator, Mapping, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlite_utils import Database

from knowledge import postings as module
from knowledge.migrations import MIGRATIONS
from knowledge.postings import Postings, PostingsWriter, bits_of, find_sharing, numbers_of, store_numbers

NUMBERS = st.sets(st.integers(1, 5000), min_size=1)


@pytest.fixture
def connection() -> Iterator[sqlite3.Connection]:
    database = Database(memory=True)
    MIGRATIONS.apply(database)
    yield database.conn
    database.close()


def _stored(numbers: set[int], fact_count: int) -> Postings:
    dense, facts = store_numbers(array("I", sorted(numbers)), fact_count)
    return Postings(facts, len(numbers), dense=dense)


def _read(connection: sqlite3.Connection) -> dict[str, Postings]:
    rows = connection.execute("SELECT term, facts, frequency, dense FROM posting")
    return {term: Postings(facts, frequency, dense=bool(dense)) for term, facts, frequency, dense in rows}


@given(NUMBERS, NUMBERS, st.sampled_from([1, 5000, 10**7]))
def test_numbers_come_back_in_either_form(numbers: set[int], others: set[int], fact_count: int) -> None:
    stored = _stored(numbers, fact_count)
    assert list(stored.numbers()) == sorted(numbers)
    assert set(stored.among(others)) == numbers & others
    assert stored.bits == bits_of(sorted(numbers))
    assert numbers_of(stored.bits) == sorted(numbers)


def test_what_many_facts_have_is_stored_as_bits_and_what_few_have_as_numbers() -> None:
    many, few = array("I", range(1, 100_000, 3)), array("I", range(1, 100_000, 1000))
    assert store_numbers(many, 100_000)[0] is True
    assert len(store_numbers(many, 100_000)[1]) <= 100_000 // 8 + 1
    assert store_numbers(few, 100_000) == (False, few.tobytes())


@pytest.mark.parametrize("segment", [10, 10**6])
def test_a_writer_stores_the_same_whether_it_spills_or_not(
    connection: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch, segment: int
) -> None:
    monkeypatch.setattr(module, "_SEGMENT", segment)
    draw = random.Random(3)
    terms = {number: {f"w:{draw.randrange(40)}" for _ in range(6)} for number in range(1, 200)}
    writer = PostingsWriter(connection)
    for number, some in terms.items():
        writer.add(number, some)
    writer.finish()
    found = _read(connection)
    assert {term: list(p.numbers()) for term, p in found.items()} == {
        term: [n for n, some in terms.items() if term in some] for term in found
    }
    assert all(p.frequency == len(p.numbers()) for p in found.values())
    assert {term for some in terms.values() for term in some} == found.keys()


def _every_fact(
    groups: Sequence[Mapping[str, float]], facts: Mapping[int, set[str]], limit: int
) -> tuple[tuple[float, int], ...]:
    weights: dict[str, float] = {}
    for group in groups:
        weights = {**group, **weights}
    scored = [(sum(w for term, w in weights.items() if term in has), number) for number, has in facts.items()]
    return tuple(sorted(((-s, n) for s, n in scored if s))[:limit])


def _archive(count: int, seed: int) -> tuple[dict[int, set[str]], dict[str, Postings]]:
    """Facts with common and rare terms, by Zipf's law."""
    draw = random.Random(seed)
    names = [f"t{i}" for i in range(400)]
    weights = [1 / (i + 1) for i in range(400)]
    facts = {number: set(draw.choices(names, weights, k=9)) for number in range(1, count + 1)}
    by_term: dict[str, set[int]] = {}
    for number, has in facts.items():
        for term in has:
            by_term.setdefault(term, set()).add(number)
    return facts, {term: _stored(numbers, count) for term, numbers in by_term.items()}


@given(st.lists(st.integers(0, 399), min_size=1, max_size=6, unique=True))
def test_a_small_archive_is_searched_in_full(terms: list[int]) -> None:
    facts, stored = _archive(300, 5)
    groups = [{f"t{term}": 1.0 + place} for place, term in enumerate(terms)]
    found = find_sharing(groups, stored, 10)
    assert found == tuple(number for _, number in _every_fact(groups, facts, 10))


@pytest.fixture(scope="module")
def archive() -> tuple[dict[int, set[str]], dict[str, Postings]]:
    return _archive(20_000, 7)


@given(draw=st.randoms(use_true_random=False))
def test_the_fact_that_has_most_is_found_among_many(
    archive: tuple[dict[int, set[str]], dict[str, Postings]], draw: random.Random
) -> None:
    facts, stored = archive
    chosen = draw.randrange(1, 20_001)
    groups = [{term: 1.0 + draw.random()} for term in sorted(facts[chosen])]
    best = _every_fact(groups, facts, 1)[0]
    found = find_sharing(groups, stored, 10)
    weight = sum(w for group in groups for term, w in group.items() if term in facts[found[0]])
    assert weight == pytest.approx(-best[0])


def test_only_facts_within_are_given(archive: tuple[dict[int, set[str]], dict[str, Postings]]) -> None:
    facts, stored = archive
    within = bits_of(range(1, 101))
    found = find_sharing([{"t0": 1.0}, {"t1": 1.0}], stored, 10, within=within)
    assert found
    assert max(found) <= 100
    both = [n for n in range(1, 101) if {"t0", "t1"} <= facts[n]]
    assert set(both[:10]) <= set(found) or set(found) <= set(both)


def test_nothing_is_found_for_terms_that_no_fact_has() -> None:
    assert find_sharing([{"t-1": 1.0}], {}, 10) == ()
    assert find_sharing([], {}, 10) == ()
