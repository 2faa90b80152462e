"""Thresholds and weights of the look-up, as data."""

from __future__ import annotations

from collections.abc import Mapping

from bot.answers.finding.stems import line_up
from knowledge.loaded import Loaded
from knowledge.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Supposed:
    """What an unreviewed claim needs to say what would come of something, or what it hangs on."""

    cues: frozenset[str]
    openers: tuple[str, ...]
    bonus: float
    accept: float
    literal: float
    lost: int

    def holds(self, words: str) -> bool:
        """Whether words say what is only supposed: "if", "unless", "would"."""
        told = line_up(words)
        return any(f" {cue} " in told for cue in self.cues) or told.lstrip().startswith(self.openers)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scoring:
    """The values of `scoring.yaml`; see the comments there."""

    weights: Mapping[str, float]
    floors: Mapping[str, float]
    near_relation: float
    foreign_relation: float
    reactions: Mapping[str, Loaded]
    opposite_relation: float
    wrong_role: float
    low_weight: float
    unreviewed: float
    literal: float
    literal_least: float
    literal_needed: float
    framed: float
    wrong_kind: float
    right_kind: float
    accept: Mapping[str, float]
    accept_unreviewed: Mapping[str, float]
    supposed: Supposed
    near: float
    correction: float
    candidates: int
    same_fact: float
    same_article: float
    hard_below: float
    missing_focus: float
    missing_known_focus: float
    unknown_penalty: float
    foreign_penalty: float
    foreign_weight: float
    exact_relation: float
    identity: float
    summary_fact: float
    untimely: float
    excluded: float
    occasion: float
    long_fact: float
    precision: float
    light_concepts: frozenset[str]
    general_nouns: frozenset[str]
    asked_kinds: Mapping[str, tuple[str, ...]]
    contrary_words: Mapping[str, frozenset[str]]
    contrary_verbs: Mapping[str, frozenset[str]]
    contraries: tuple[tuple[frozenset[str], frozenset[str]], ...]
    exclusive_relations: frozenset[str]
    repeated_relations: frozenset[str]
    spoken_relations: frozenset[str]
    strict_relations: frozenset[str]
    light_verbs: frozenset[str]
    prospective_relations: frozenset[str]
    worded_relations: frozenset[str]
    spoken_concepts: frozenset[str]
    settling_relations: frozenset[str]
    exclusive_concepts: tuple[frozenset[str], ...]
    roles: Mapping[str, frozenset[str]]

    def least(self, intent: str, *, reviewed: bool = True) -> float:
        """The least score at which an intent answers from facts that people wrote, or from what a program found."""
        known = self.accept.get(intent, self.accept["default"])
        return known if reviewed else self.accept_unreviewed.get(intent, known)


def read_scoring(data: Loaded) -> Scoring:
    """The value of the parsed `scoring.yaml`."""
    sets = {
        name: frozenset(data[name])
        for name in (
            "light_concepts",
            "general_nouns",
            "exclusive_relations",
            "repeated_relations",
            "spoken_relations",
            "strict_relations",
            "light_verbs",
            "prospective_relations",
            "worded_relations",
            "spoken_concepts",
            "settling_relations",
        )
    }
    groups = tuple(frozenset(group) for group in data["exclusive_concepts"])
    return Scoring(
        **(
            data
            | sets
            | {"asked_kinds": {kind: tuple(some) for kind, some in data["asked_kinds"].items()}}
            | {"exclusive_concepts": groups}
            | {
                key: {name: frozenset(others) for name, others in data[key].items()}
                for key in ("contrary_words", "contrary_verbs", "roles")
            }
            | {"contraries": tuple((frozenset(one), frozenset(other)) for one, other in data["contraries"])}
            | {
                "supposed": Supposed(
                    **(
                        data["supposed"]
                        | {"cues": frozenset(data["supposed"]["cues"])}
                        | {"openers": tuple(f"{word} " for word in data["supposed"]["openers"])}
                    )
                )
            }
        )
    )
