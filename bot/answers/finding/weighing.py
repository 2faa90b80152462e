"""What each thing that a question names weighs, and by which terms facts that have it are found."""

from __future__ import annotations

from collections.abc import Iterator
from math import log

from bot.answers.finding.knowledge import Knowledge, RelationLinks
from bot.answers.finding.scoring import Scoring
from bot.intents.model import Interpretation, Item
from knowledge.date_terms import terms_between, terms_of_month
from knowledge.values import dataclass, replace

_NUMBERS = frozenset({"two", "three", "four", "five"})

TOLD_IN = 0.8
"""What a fact counts that was only told in a period, beside one that lies in it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighed:
    """An item with its weight for this question."""

    item: Item
    weight: float
    hard: bool
    unknown: bool
    """No fact has it."""


def weigh_items(question: Interpretation, knowledge: Knowledge, scoring: Scoring) -> tuple[Weighed, ...]:
    """Each item's weight: by kind, more the rarer it is; words that only tell the kind of answer are left out."""
    frequencies = knowledge.frequencies(option for item in question.items for option in item.options)
    total = max(2, knowledge.fact_count)
    weighed: list[Weighed] = []
    for item in question.items:
        if item.excluded or item.text in _NUMBERS:
            continue
        if item.focus and _is_general(item, scoring):
            if item.kind in ("word", "unknown"):
                continue
            item = replace(item, focus=False)
        concepts = [option[2:] for option in item.options if option[0] == "c"]
        if item.kind == "concept" and item.options and all(concept in scoring.light_concepts for concept in concepts):
            continue
        counts = [frequencies[option] for option in item.options if option in frequencies]
        kind = item.kind if counts else "unknown"  # known to the lexicon, but no fact has it
        rarity = min((log((total + 1) / (count + 0.5)) / log(total + 1) for count in counts), default=1.0)
        floor = scoring.floors[kind]
        base = scoring.foreign_weight if kind == "unknown" and item.options else scoring.weights[kind]
        base = scoring.foreign_weight if item.kind == "unknown" and item.soft else base
        weight = base * (floor + (1 - floor) * max(0.0, min(1.0, rarity)))
        common = bool(counts) and max(counts) > scoring.hard_below * total
        weighed.append(
            Weighed(
                item=item, weight=weight * (scoring.weights["carried"] if item.carried else 1.0),
                unknown=not counts,
                hard=(item.hard and not common and not item.carried) or (item.focus and not item.options),
            )
        )  # fmt: skip
    return tuple(weighed)


def _is_general(item: Item, scoring: Scoring) -> bool:
    """Whether a noun after "which" says no more than that some statement is wanted: "which measure", "what aspect"."""
    lemmas = {option[2:] for option in item.options} | {item.text, item.text.removesuffix("s")}
    return bool(lemmas & scoring.general_nouns)


def search_groups(
    weighed: tuple[Weighed, ...], scoring: Scoring, relations: RelationLinks
) -> tuple[dict[str, float], ...]:
    """Of each item what a fact may have of it: what it stands for, and with less weight what is near to that."""
    own = {option: w.weight for w in weighed for option in w.item.options}
    groups: list[dict[str, float]] = []
    for w in weighed:
        group = {option: own[option] for option in w.item.options}
        for option in w.item.options:
            if option.startswith("r:"):
                others = relations.near.get(option[2:], frozenset()) | relations.opposite.get(option[2:], frozenset())
                near = [f"r:{other}" for other in sorted(others)]
            elif option.startswith("c:"):
                near = [f"{k}:{other}" for other in sorted(relations.near.get(option, frozenset())) for k in "rc"]
            else:
                near = []
            for other in near:
                if other not in own:
                    group.setdefault(other, w.weight * scoring.near_relation)
        groups.append(group)
    return tuple(groups)


def search_dates(question: Interpretation, knowledge: Knowledge, scoring: Scoring) -> Iterator[dict[str, float]]:
    """Of each period what a fact may have of it: to lie in it or, with less weight, to have been reported in it. A
    month without a year is that of every year of which there are articles."""
    weight = scoring.weights["timex"]
    for timex in question.timexes:
        if timex.first and timex.last and timex.bound == "in":
            happened, told = terms_between(timex.first, timex.last)
            yield dict.fromkeys(happened, weight) | dict.fromkeys(told, weight * TOLD_IN)
        elif timex.month is not None and (coverage := knowledge.coverage) is not None:
            yield dict.fromkeys(terms_of_month(timex.month, coverage.first, coverage.last), weight)
