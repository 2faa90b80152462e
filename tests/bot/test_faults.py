"""When Discord or the line to it fails, no answer is lost and none doubled wherever its rules leave a way out."""

from __future__ import annotations

import asyncio

import pytest

from tests.measure.faults import WAYS, Case, Outcome, cases, run, table

_EVERY = 10
"""One in so many cases is asked here; `python -m tests.measure.faults` asks them all."""


def _some() -> list[Case]:
    """Some of each way, and some of those in which a loss is expected."""
    known = list(cases())
    plain = [case for case in known if not (case.loss_excused or case.doubling_excused)]
    excused = [case for case in known if case.loss_excused or case.doubling_excused]
    return plain[::_EVERY] + excused[::_EVERY]


@pytest.fixture(scope="module")
def outcomes() -> list[Outcome]:
    return asyncio.run(run(_some()))


def test_no_answer_is_lost_or_doubled_without_need(outcomes: list[Outcome]) -> None:
    bad = [outcome for outcome in outcomes if outcome.inexcusable]
    assert not bad, table(bad, every=True)


def test_every_excuse_is_needed(outcomes: list[Outcome]) -> None:
    needless = [
        outcome
        for outcome in outcomes
        if (outcome.case.loss_excused and not outcome.lost) or (outcome.case.doubling_excused and not outcome.doubled)
    ]
    assert not needless, table(needless, every=True)


def test_every_way_of_asking_is_among_them(outcomes: list[Outcome]) -> None:
    assert {outcome.case.way for outcome in outcomes} == set(WAYS)


def test_the_table_ends_with_a_total(outcomes: list[Outcome]) -> None:
    *_, total = table(outcomes, every=False).splitlines()
    assert total.startswith(f"{len(outcomes)} cases: 0 lost, 0 doubled, 0 with a rule broken")
