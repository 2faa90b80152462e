"""What of a question is the same beside every fact, worked out once."""

from __future__ import annotations

from collections.abc import Iterator

from bot.answers.finding.knowledge import Knowledge, RelationLinks
from bot.answers.finding.parts_played import SPOKEN, kind_of
from bot.answers.finding.scoring import Scoring
from bot.answers.finding.stems import find_stems
from bot.answers.finding.weighing import Weighed
from bot.intents.model import Interpretation, Item
from knowledge.values import dataclass, replace

_ONE_THING = ("person", "time", "place", "number", "reason", "identity")
"""Answers that are wrong in whole where one word of the question is not in the fact."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Near:
    """What is near to one thing that an item may stand for."""

    is_verb: bool
    names: frozenset[str]
    features: frozenset[str]
    """The same as a fact has them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """A weighed item with what is the same of it for every fact."""

    item: Item
    weight: float
    unknown: bool
    lost: Item
    """The item as a fact without it lacks it."""

    waived: Item
    """The same where the fact has the words that the question quotes."""

    hard: bool
    stems: frozenset[str]
    is_verb: bool
    is_reaction: bool
    near: tuple[Near, ...]
    opposite: frozenset[str]
    """Relations that are the contrary of what it stands for."""

    content: bool
    """Says more than who and where."""

    ordinal: bool
    must: bool
    """No fact here tells of it, and without it none answers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What of a question is the same for every fact."""

    weighed: tuple[Weighed, ...]
    points: tuple[Point, ...]
    options: frozenset[str]
    relations: frozenset[str]
    excluded: frozenset[str]
    kinds: tuple[frozenset[str], ...]
    """Of each noun behind "which" the kinds of names of which one is wanted: "which city"."""

    ordinals: tuple[tuple[Item, frozenset[str], frozenset[str]], ...]
    """Items that name some of a group of which a fact can mean one only: the item, the group, those named."""


def prepare(
    weighed: tuple[Weighed, ...],
    question: Interpretation,
    knowledge: Knowledge,
    scoring: Scoring,
    relations: RelationLinks,
) -> Asked:
    """What `judging.judge` needs of a question besides the question itself."""
    of_one_thing = question.answer in _ONE_THING
    named = {id(w): {option[2:] for option in w.item.options if option.startswith("c:")} for w in weighed}
    return Asked(
        weighed=weighed,
        points=tuple(
            Point(
                item=w.item,
                weight=w.weight,
                unknown=w.unknown,
                hard=w.item.hard,
                lost=replace(w.item, hard=w.hard),
                waived=replace(w.item, hard=False),
                stems=find_stems(w.item.text),
                is_verb=any(option.startswith("r:") for option in w.item.options),
                is_reaction=f"r:{scoring.reactions['relation']}" in w.item.options,
                near=tuple(_find_near(w.item, relations)),
                opposite=frozenset[str]().union(
                    *(relations.opposite.get(o[2:], frozenset()) for o in w.item.options if o.startswith("r:"))
                ),
                content=_is_content(w.item, weighed, question, knowledge) and not w.item.carried,
                ordinal=_is_ordinal(w.item, scoring) and not w.item.carried,
                must=w.unknown
                and bool(w.item.options)
                and not w.item.carried
                and (of_one_thing or any(o.startswith("c:office-") for o in w.item.options)),
            )
            for w in weighed
        ),
        options=frozenset(option for w in weighed for option in w.item.options),
        relations=frozenset(option[2:] for w in weighed for option in w.item.options if option.startswith("r:")),
        excluded=frozenset(option for item in question.items if item.excluded for option in item.options),
        kinds=tuple(
            frozenset(scoring.asked_kinds[option[2:]])
            for item in question.items
            if item.focus and item.kind == "concept"
            for option in item.options
            if option[2:] in scoring.asked_kinds
        ),
        ordinals=tuple(
            (w.item, group, frozenset(named[id(w)] & group))
            for w in weighed
            for group in scoring.exclusive_concepts
            if named[id(w)] & group
        ),
    )


def _find_near(item: Item, relations: RelationLinks) -> Iterator[Near]:
    for option in item.options:
        if option.startswith("c:"):
            names = relations.near.get(option, frozenset())
            yield Near(is_verb=False, names=names, features=frozenset(f"{k}:{name}" for name in names for k in "rc"))
        elif option.startswith("r:"):
            names = relations.near.get(option[2:], frozenset())
            yield Near(is_verb=True, names=names, features=frozenset(f"r:{name}" for name in names))


def _is_ordinal(item: Item, scoring: Scoring) -> bool:
    return any(
        option[2:] in group for option in item.options for group in scoring.exclusive_concepts if option[0] == "c"
    )


def _is_content(item: Item, weighed: tuple[Weighed, ...], question: Interpretation, knowledge: Knowledge) -> bool:
    """Whether an item says more than who and where: a verb, a topic; an event where there is nothing else."""
    if item.kind == "concept" and question.answer in SPOKEN:
        return False
    if item.kind == "entity" and kind_of(item, knowledge) in ("event", "event_series"):
        return all(w.item.kind in ("entity", "concept") for w in weighed)
    return item.kind != "entity"
