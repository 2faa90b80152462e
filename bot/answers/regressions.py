"""Weights of the logistic regressions that say how likely a fact is to answer, as data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import exp

from knowledge.loaded import Loaded


@dataclass(frozen=True, slots=True, kw_only=True)
class Regression:
    """Weights of a logistic regression."""

    bias: float
    weights: Mapping[str, float]

    def probability(self, signs: Mapping[str, float]) -> float:
        """Between 0 and 1; signs without a weight count nothing."""
        logit = self.bias + sum(self.weights[name] * value for name, value in signs.items() if name in self.weights)
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
