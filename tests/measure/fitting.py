"""Fit two logistic regressions: one orders the facts of a question, the other says how likely the first is to answer.

Needs scikit-learn, which nothing else here does: `pip install scikit-learn`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import exp
from pathlib import Path
from typing import TypedDict

import yaml

from bot.answers.confidence import decided

_FOLDS = 4
_LEAST = 0.02
"""Weights smaller than this, for a sign of usual spread, are left out."""

_DIGITS = 4
"""Digits of a weight."""

_LOST = "lost "
_COMMON = 12
"""Questions that must have a sign for it to get a weight of its own."""

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
    """One of the first facts of a question, as they come out where its author was not fitted on."""

    row: Row
    place: int
    signs: dict[str, float]
    right: bool
    chance: float = 0.0


def fit(
    rows: Sequence[Row], *, firsts: int = 1, looseness: tuple[float, float] = (0.1, 0.1)
) -> tuple[Regression, Regression, str]:
    """Both regressions, and a table of how well they do on authors they were not fitted on.

    Args:
        firsts: facts of each question, likeliest first, of which the second regression learns whether they answer.
        looseness: of the one and of the other regression, the inverse of how strongly weights are held small.
    """
    order_looseness, accept_looseness = looseness
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
        order = _fit_order(inside, order_looseness)
        judged += [first for row in outside for first in _firsts(row, order, firsts)]
    checked: list[Judged] = []
    for fold in range(_FOLDS):
        accept = _fit_accept([j for j in judged if authors.index(j.row.author) % _FOLDS != fold], accept_looseness)
        checked += [
            Judged(j.row, j.place, j.signs, j.right, _probability(accept, j.signs))
            for j in judged
            if j.place == 0 and authors.index(j.row.author) % _FOLDS == fold
        ]
    return _fit_order(rows, order_looseness), _fit_accept(judged, accept_looseness), _tabulate(checked)


def _fit_order(rows: Iterable[Row], looseness: float) -> Regression:
    answered = [row for row in rows if not row.unanswered]
    counts = Counter(name for row in answered for name in {n for signs in row.signs for n, v in signs.items() if v})
    names = sorted(name for name, count in counts.items() if count >= _COMMON and not name.startswith(_LOST))
    pairs = [pair for row in answered for pair in zip(row.signs, row.right, strict=True)]
    return _regress([signs for signs, _ in pairs], [right for _, right in pairs], names, looseness)


def _fit_accept(judged: Sequence[Judged], looseness: float) -> Regression:
    counts = Counter(name for j in judged for name, value in j.signs.items() if value)
    names = sorted(name for name, count in counts.items() if count >= _COMMON)
    return _regress([j.signs for j in judged], [j.right for j in judged], names, looseness)


def _firsts(row: Row, order: Regression, count: int) -> list[Judged]:
    values = [_probability(order, signs) for signs in row.signs]
    places = sorted(range(len(values)), key=lambda place: -values[place])
    ordered = [values[place] for place in places]
    return [
        Judged(row, rank, {**row.signs[place], **decided(ordered, rank)}, row.right[place])
        for rank, place in enumerate(places[:count])
    ]


def _regress(table: Sequence[Signs], labels: Sequence[bool], names: Sequence[str], looseness: float) -> Regression:
    import numpy as np
    from sklearn.linear_model import LogisticRegression
    from sklearn.preprocessing import StandardScaler

    values = np.array([[signs.get(name, 0.0) for name in names] for signs in table])
    scaler = StandardScaler().fit(values)
    single = np.array([name.startswith(_LOST) for name in names])
    scaler.scale_[single], scaler.mean_[single] = 1.0, 0.0  # a rare word counts as much as a common one
    model = LogisticRegression(C=looseness, max_iter=4000).fit(scaler.transform(values), np.array(labels, float))
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


def write_weights(path: Path, order: Regression, accept: Regression) -> None:
    """Put new weights into a file in the place of the old ones; comments at the top and thresholds stay."""
    text = path.read_text(encoding="utf-8")
    head = "".join(line for line in text.splitlines(keepends=True) if line.startswith("#"))
    fresh = {
        name: {
            "bias": _rounded(model["bias"]),
            "weights": {sign: _rounded(weight) for sign, weight in model["weights"].items()},
        }
        for name, model in (("order", order), ("accept", accept))
    }
    body = yaml.safe_dump(yaml.safe_load(text) | fresh, sort_keys=False, allow_unicode=True)
    path.write_text(head + body, encoding="utf-8")


def _rounded(value: float) -> float:
    return float(f"{value:.{_DIGITS}g}")
