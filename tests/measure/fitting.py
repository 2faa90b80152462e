"""Fit two logistic regressions: one orders the facts of a question, the other says how likely the first is to answer.

Needs scikit-learn, which nothing else here does: `pip install scikit-learn`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import exp
from typing import TypedDict

from bot.answers.confidence import decided

_FOLDS = 4
_LEAST = 0.02
"""Weights smaller than this, for a sign of usual spread, are left out."""

_LOST = "lost "
_COMMON = 12
"""Questions whose first fact must have lost a word for it to get a weight of its own."""

_PENALTY = 0.1
"""Inverse of the strength with which weights are held small."""

_DECIDED = ("order", "order_lead", "order_sum")

Signs = Mapping[str, float]


class Regression(TypedDict):
    """What `bot.answers.regressions.Regression` is read from."""

    bias: float
    weights: dict[str, float]


@dataclass(frozen=True, slots=True)
class Row:
    """A question with the signs of each fact that was looked at."""

    author: str
    unanswered: bool
    signs: tuple[dict[str, float], ...]
    right: tuple[bool, ...]
    """Whether each of them answers."""


@dataclass(frozen=True, slots=True)
class Judged:
    """The first fact of a question, as it comes out where its author was not fitted on."""

    row: Row
    signs: dict[str, float]
    right: bool
    chance: float = 0.0


def fit(rows: Sequence[Row]) -> tuple[Regression, Regression, str]:
    """Both regressions, and a table of how well they do on authors they were not fitted on."""
    rows = [row for row in rows if row.signs]
    authors = sorted({row.author for row in rows})
    folds = [
        (
            [r for r in rows if authors.index(r.author) % _FOLDS != fold],
            [r for r in rows if authors.index(r.author) % _FOLDS == fold],
        )
        for fold in range(_FOLDS)
    ]
    judged: list[Judged] = []
    for inside, outside in folds:
        order = _fit_order(inside)
        judged += [_first(row, order) for row in outside]
    checked: list[Judged] = []
    for fold in range(_FOLDS):
        accept = _fit_accept([j for j in judged if authors.index(j.row.author) % _FOLDS != fold])
        checked += [
            Judged(j.row, j.signs, j.right, _probability(accept, j.signs))
            for j in judged
            if authors.index(j.row.author) % _FOLDS == fold
        ]
    return _fit_order(rows), _fit_accept(judged), _tabulate(checked)


def _fit_order(rows: Iterable[Row]) -> Regression:
    answered = [row for row in rows if not row.unanswered]
    names = sorted({name for row in answered for signs in row.signs for name in signs if not name.startswith(_LOST)})
    pairs = [pair for row in answered for pair in zip(row.signs, row.right, strict=True)]
    return _regress([signs for signs, _ in pairs], [right for _, right in pairs], names)


def _fit_accept(judged: Sequence[Judged]) -> Regression:
    counts = Counter(name for j in judged for name in j.signs)
    names = sorted(name for name, count in counts.items() if not name.startswith(_LOST) or count >= _COMMON)
    return _regress([j.signs for j in judged], [j.right for j in judged], names)


def _first(row: Row, order: Regression) -> Judged:
    values = [_probability(order, signs) for signs in row.signs]
    place = max(range(len(values)), key=values.__getitem__)
    return Judged(row, {**row.signs[place], **decided(sorted(values, reverse=True), 0)}, row.right[place])


def _regress(table: Sequence[Signs], labels: Sequence[bool], names: Sequence[str]) -> Regression:
    import numpy as np
    from sklearn.linear_model import LogisticRegression
    from sklearn.preprocessing import StandardScaler

    values = np.array([[signs.get(name, 0.0) for name in names] for signs in table])
    scaler = StandardScaler().fit(values)
    single = np.array([name.startswith(_LOST) for name in names])
    scaler.scale_[single], scaler.mean_[single] = 1.0, 0.0  # a rare word counts as much as a common one
    model = LogisticRegression(C=_PENALTY, max_iter=4000).fit(scaler.transform(values), np.array(labels, float))
    weights = model.coef_[0] / scaler.scale_
    kept = {
        name: float(weight)
        for name, weight, spread in zip(names, weights, scaler.scale_, strict=True)
        if abs(weight * spread) > _LEAST
    }
    return {"bias": float(model.intercept_[0] - (weights * scaler.mean_).sum()), "weights": kept}


def _probability(model: Regression, signs: Signs) -> float:
    logit = model["bias"] + sum(model["weights"].get(name, 0.0) * value for name, value in signs.items())
    return 1 / (1 + exp(-max(-30.0, min(30.0, logit))))


def _tabulate(judged: Sequence[Judged]) -> str:
    firsts = [j.right for j in judged if not j.row.unanswered]
    lines = [
        f"{len(judged)} questions; of {len(firsts)} with an answer it comes first for {sum(firsts) / len(firsts):.1%}",
        "least chance   right   wrong of the answered   unanswered refused",
    ]
    for least in (0.2, 0.3, 0.4, 0.5, 0.6, 0.7):
        told = [j for j in judged if j.chance >= least]
        refused = [j.chance < least for j in judged if j.row.unanswered]
        right = sum(j.right for j in told) + sum(refused)
        wrong = sum(not j.right for j in told) / max(1, len(told))
        lines.append(f"{least:12.1f} {right / len(judged):7.1%} {wrong:23.1%} {sum(refused) / len(refused):20.1%}")
    lines.append("chance        questions   right")
    for low in range(0, 100, 10):
        inside = [j.right for j in judged if low <= 100 * j.chance < low + 10]
        if inside:
            lines.append(f"{low:3d} to {low + 10:3d} {len(inside):12d} {sum(inside) / len(inside):7.1%}")
    return "\n".join(lines)
