"""What else the articles hold against the answer: whoever denies it or tells it otherwise has a line of his own."""

from __future__ import annotations

from collections.abc import Iterable

from bot.answers.finding.merge import is_same
from bot.answers.outcome import Statement
from bot.answers.question import Question
from knowledge.store import Record

_MOST_ACCOUNTS = 2

_ABOUT_AN_ACT = frozenset({"claim", "statement", "fact", "number", "reason", "time", "place", "latest"})
"""Kinds whose answer another account concerns; who said something is not in dispute where what he said is."""


def other_accounts(lead: Record, told: Iterable[Record], question: Question) -> tuple[Statement, ...]:
    """Statements that stand against an answer's first one and are not told in it, at most two."""
    if question.asked.answer not in _ABOUT_AN_ACT:
        return ()
    known = list(told)
    accounts: list[Statement] = []
    for fact_id in lead.fact.links.contradicts:
        record = question.knowledge.find_fact(fact_id)
        if record is None or any(_tells(one, record) for one in known) or len(accounts) == _MOST_ACCOUNTS:
            continue
        known.append(record)
        accounts.append(Statement(text=record.fact.sentence, records=(record,)))
    return tuple(accounts)


def _tells(one: Record, other: Record) -> bool:
    """Whether the first has what the second says: the same fact, or its sentence within a longer one."""
    return is_same(one.fact, other.fact) or other.fact.sentence in one.fact.sentence
