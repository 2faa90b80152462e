"""How strongly a fact holds what a question names, by what it stands for and by its very words."""

from __future__ import annotations

from bot.answers.finding.asked import Point
from bot.answers.finding.knowledge import RelationLinks
from bot.answers.finding.scoring import Scoring
from bot.answers.finding.stems import find_stems
from bot.answers.finding.weighing import Weighed
from knowledge.features import FOUND_RELATION
from knowledge.store import Record

_MOST_LITERAL = 1.6
"""What one word of a question counts at most, a name too, when its words are looked for as such."""

_IN_OTHER_WORDS = 0.75
"""What another word for the same counts beside the word itself."""

_BEFORE = 0.6
"""What a word in the sentence before a claim counts beside one in the claim itself."""


def find_strength(point: Point, record: Record, scoring: Scoring) -> tuple[float, bool]:
    """How strongly the fact holds the item, and whether it holds its contrary instead."""
    features, fact = record.features, record.fact
    best = 0.0
    for option in point.item.options:
        held = features.get(option, 0.0)
        if held > best:
            best = held
    if point.is_reaction:
        best = min(best, scoring.reactions["own"])
    elif best > FOUND_RELATION or (best and not point.is_verb):
        return best, False
    if fact.relation in point.opposite or not point.opposite.isdisjoint(fact.also):
        return 0.0, True  # a verb that only its sentence or a reader's question has is not what it tells
    for near in point.near:
        if point.is_reaction and near.is_verb and (fact.relation in near.names or not near.names.isdisjoint(fact.also)):
            best = scoring.reactions["near"]
        elif not features.keys().isdisjoint(near.features):
            best = max(best, scoring.near_relation) if near.is_verb else scoring.near_relation
    return best, False


def find_literal_share(points: tuple[Point, ...], record: Record, framed: float) -> float:
    """The share of the question's own words that stand in an unreviewed claim, or in the sentence before it, as such.

    A program took the claim's verbs for what they mostly mean; that the words themselves agree speaks for it.
    """
    told = find_stems(record.fact.claim or record.fact.sentence)
    before = find_stems(record.fact.setting or "")
    frame = find_stems(record.fact.frame or "")
    total = found = 0.0
    for w in points:
        if w.item.carried or w.item.position < 0:
            continue
        words = w.stems
        weight = min(w.weight, _MOST_LITERAL)
        total += weight
        if not words.isdisjoint(told):
            found += weight
        elif w.item.kind == "entity":
            found += weight * max((record.features.get(option, 0.0) for option in w.item.options), default=0.0)
        elif any(record.features.get(option, 0.0) >= FOUND_RELATION for option in w.item.options):
            found += weight * _IN_OTHER_WORDS
        elif not words.isdisjoint(before):
            found += weight * _BEFORE
        elif not words.isdisjoint(frame):
            found += weight * framed
    return found / total if total else 1.0


def tells_one(weighed: tuple[Weighed, ...], record: Record, relations: RelationLinks) -> bool:
    """Whether one of several verbs of the question is told, or one near to it."""
    verbs = [w.item for w in weighed if any(option.startswith("r:") for option in w.item.options)]
    named = {option[2:] for item in verbs for option in item.options if option.startswith("r:")}
    if len(verbs) > 1:
        named |= {other for relation in named for other in relations.near.get(relation, frozenset())}
    return bool(named & {record.fact.relation, *record.fact.also})


def find_precision(record: Record, named: frozenset[str]) -> float:
    """The share of what the fact itself is about that the question names."""
    return len(record.about & named) / max(1, len(record.about))
