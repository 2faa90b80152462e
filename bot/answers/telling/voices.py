"""Whose words belong beside an unreviewed statement: the other side that is asked for, and how its speaker goes on."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from bot.answers.finding.found import Found
from bot.answers.finding.guard import stands_for
from bot.answers.outcome import Statement
from bot.answers.question import Question
from bot.intents.model import Item
from knowledge.model import FactId
from knowledge.patterns import compile_late
from knowledge.store import Record

_LEAST = 0.5
"""Share of the best score from which the other side's words are on the same matter."""

_SIDES = 2
_OF_TWO = compile_late(
    r"\s*(?:what|how)\s+(?:do|did)\s.+?\sand\s.+?\s(?:say|tell|see|describe|differ|think|put)\b", re.IGNORECASE
)


def further_voices(
    best: Found, found: Sequence[Found], told: Sequence[Record], question: Question
) -> tuple[Statement, ...]:
    """Statements of the best one's article: one of each party named that has not spoken yet, else the next sentence of
    the same speaker."""
    fact = best.record.fact
    if fact.reviewed or question.asked.answer != "statement":
        return ()
    known = {record.fact.id for record in told}
    sides = [item for item in question.asked.of_kind("entity") if not item.carried]
    if len(sides) >= _SIDES and _OF_TWO.match(question.utterance.text):
        speaking = [record.fact.speaker for record in (best.record, *told) if record.fact.speaker]
        silent = [i for i in sides if not stands_for(i, speaking, question.knowledge)]
        return tuple(_of_each(silent, best, found, known, question))
    following = question.knowledge.find_fact(f"{fact.article}-{fact.sentences[-1] + 1}")
    if following is None or following.fact.id in known or fact.speaker is None:
        return ()
    if following.fact.speaker != fact.speaker or following.fact.reviewed:
        return ()
    return (Statement(text=following.fact.sentence, records=(following,)),)


def _of_each(
    silent: Sequence[Item], best: Found, found: Sequence[Found], known: set[FactId], question: Question
) -> Iterator[Statement]:
    for item in silent:
        for f in found:
            fact = f.record.fact
            if fact.article != best.record.fact.article or fact.id in known or not fact.speaker:
                continue
            if f.score >= best.score * _LEAST and stands_for(item, (fact.speaker,), question.knowledge):
                known.add(fact.id)
                yield Statement(text=fact.sentence, records=(f.record,))
                break
