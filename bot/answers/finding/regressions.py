"""Weights of the logistic regressions that say how likely a fact is to answer, as data."""

from __future__ import annotations

from collections.abc import Mapping
from math import exp

from bot.answers.finding.cues import Cues
from bot.intents.model import AnswerKind
from knowledge.loaded import Loaded
from knowledge.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Regression:
    """Weights of a logistic regression."""

    bias: float
    weights: Mapping[str, float]

    def probability(self, signs: Mapping[str, float]) -> float:
        """Between 0 and 1; signs without a weight count nothing."""
        weights = self.weights
        logit = self.bias + sum([weights[name] * value for name, value in signs.items() if value and name in weights])
        return 1 / (1 + exp(-max(-30.0, min(30.0, logit))))


@dataclass(frozen=True, slots=True, kw_only=True)
class Confidence:
    """The values of `confidence.yaml`; see the comments there."""

    order: Regression
    accept: Regression
    least: Mapping[str, float]
    """The least chance at which a fact answers, by what there is against it."""

    beside: float
    """Share of the first fact's order from which on another is told with it."""

    beside_several: float
    """The same where several are asked for."""


def read_confidence(data: Loaded) -> Confidence:
    """The value of the parsed `confidence.yaml`."""
    regressions = {name: Regression(**data[name]) for name in ("order", "accept")}
    return Confidence(**(data | regressions))


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimConfidence:
    """The values of `unreviewed.yaml`, the same for what a program found; see the comments there."""

    order: Regression
    accept: Regression
    least: Mapping[str, float]
    never: Mapping[str, tuple[AnswerKind, ...]]
    """Signs with which a claim does not answer a question of these kinds, whatever else speaks for it."""

    cues: Cues


def read_claim_confidence(data: Loaded) -> ClaimConfidence:
    """The value of the parsed `unreviewed.yaml`."""
    cues = Cues(**{name: tuple(words) for name, words in data["cues"].items()})
    return ClaimConfidence(
        order=Regression(**data["order"]), accept=Regression(**data["accept"]), least=data["least"], cues=cues,
        never={sign: tuple(kinds) for sign, kinds in data["never"].items()},
    )  # fmt: skip
