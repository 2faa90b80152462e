"""Reports of one thing told once: facts that are the same, with all their evidence."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from bot.answers.finding.found import Found
from bot.answers.finding.stems import find_stems
from knowledge.model import Fact
from knowledge.patterns import compile_late
from knowledge.store import Record

_MOST_EVIDENCE = 4
_LONG_QUOTE = 6
_QUOTED = compile_late(r"“([^”]+)”")
_WORD = compile_late(r"[^\W_]+")
_SHORT_WORD = 3
_MOST_ADDED = 5
"""Longer words that a sentence may have besides and still say nothing new."""

_ALIKE = 0.7
"""Share of their words from which two sentences on the same people read as one said twice."""


def merge_found(found: Iterable[Found]) -> tuple[tuple[Found, tuple[Record, ...]], ...]:
    """Group facts that tell the same thing; the best stands for its group, in the order given."""
    groups: list[tuple[Found, list[Record]]] = []
    for candidate in found:
        for best, records in groups:
            fact = candidate.record.fact
            if tells_no_more(fact, best.record.fact) or any(is_same(fact, record.fact) for record in records):
                if len(records) < _MOST_EVIDENCE:
                    records.append(candidate.record)
                break
        else:
            groups.append((candidate, [candidate.record]))
    return tuple((best, tuple(records)) for best, records in groups)


def tells_no_more(one: Fact, other: Fact) -> bool:
    """Whether a fact need not be told beside another: it is the same, or says nothing new of the same people."""
    if is_same(one, other):
        return True
    together = {one.speaker, *one.agents} & {other.speaker, *other.agents} - {None}
    if not together or set(one.agents) & set(other.targets):
        return False  # told of another, or the other way round: "Wang invites Kamikawa", "Kamikawa invites Wang"
    told = find_stems(other.sentence)
    adds = sum(len(word) > _SHORT_WORD and not find_stems(word) & told for word in _WORD.findall(one.sentence))
    quoted = set(_QUOTED.findall(one.sentence)) <= set(_QUOTED.findall(other.sentence))
    return quoted and adds <= _MOST_ADDED and _share(one.sentence, other.sentence) > _ALIKE


def is_same(one: Fact, other: Fact) -> bool:
    """Whether two facts report the same thing: said so in the pack, or the same act of the same actors at one event."""
    if one.id == other.id or other.id in one.links.same_as or one.id in other.links.same_as:
        return True
    if one.article == other.article and _long_quotes(one.sentence) & _long_quotes(other.sentence):
        return True
    if one.article == other.article and one.sentences == other.sentences and one.relation == other.relation:
        return (
            set(one.agents) == set(other.agents)
            and set(one.targets) == set(other.targets)
            and one.kind == other.kind
            and (_overlap(one.sentence, other.sentence) > 0.8)
        )
    return (
        one.relation == other.relation
        and one.event is not None
        and one.event == other.event
        and one.article != other.article
        and bool(one.agents)
        and set(one.agents) == set(other.agents)
        and bool(set(one.topics) & set(other.topics) or one.relation == "meet")
    )


@lru_cache(maxsize=1024)
def _long_quotes(sentence: str) -> frozenset[str]:
    """Quoted words long enough that telling them twice would be telling one thing twice."""
    return frozenset(quoted for quoted in _QUOTED.findall(sentence) if len(quoted.split()) >= _LONG_QUOTE)


def _share(one: str, other: str) -> float:
    """The words that two sentences share, of all that they have."""
    first, second = (set(_WORD.findall(text.lower())) for text in (one, other))
    return len(first & second) / max(1, len(first | second))


def _overlap(one: str, other: str) -> float:
    first, second = set(one.lower().split()), set(other.lower().split())
    return len(first & second) / max(1, min(len(first), len(second)))
