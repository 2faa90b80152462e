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

from bot.answers.deciding.confidence import decided

_FOLDS = 4
_LEAST = 0.02
"""Weights smaller than this, for a sign of usual spread, are left out."""

_FREE = 1000.0
"""Looseness of a regression of one number, which needs no holding back."""

_DIGITS = 4
"""Digits of a weight."""

_LOST = "lost "
_COMMON = 12
"""Questions that must have a sign for it to get a weight of its own."""

_DECIDED = ("order", "order_lead", "order_sum")

Signs = Mapping[str, float]


class Regression(TypedDict):
    """What `bot.answers.finding.regressions.Regression` is read from."""

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
    rows: Sequence[Row], *, firsts: int = 1, looseness: tuple[float, float] = (0.1, 0.1), rivals: bool = False
) -> tuple[Regression, Regression, str]:
    """Both regressions, and a table of how well they do on authors they were not fitted on.

    Args:
        firsts: facts of each question, likeliest first, of which the second regression learns whether they answer.
        looseness: of the one and of the other regression, the inverse of how strongly weights are held small.
        rivals: whether the first regression holds the facts of a question against one another, and not each by itself.
    """
    order_looseness, accept_looseness = looseness
    fit_order = _fit_among_rivals if rivals else _fit_order
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
        order = fit_order(inside, order_looseness)
        judged += [first for row in outside for first in _firsts(row, order, firsts)]
    checked: list[Judged] = []
    for fold in range(_FOLDS):
        accept = _fit_accept([j for j in judged if authors.index(j.row.author) % _FOLDS != fold], accept_looseness)
        checked += [
            Judged(j.row, j.place, j.signs, j.right, _probability(accept, j.signs))
            for j in judged
            if j.place == 0 and authors.index(j.row.author) % _FOLDS == fold
        ]
    return fit_order(rows, order_looseness), _fit_accept(judged, accept_looseness), _tabulate(checked)


def _fit_order(rows: Iterable[Row], looseness: float) -> Regression:
    answered = [row for row in rows if not row.unanswered]
    names = _common_signs(answered)
    pairs = [pair for row in answered for pair in zip(row.signs, row.right, strict=True)]
    return _regress([signs for signs, _ in pairs], [right for _, right in pairs], names, looseness)


def _fit_among_rivals(rows: Iterable[Row], looseness: float) -> Regression:
    """Weights by which the right facts of a question have the greatest share of it (a conditional logit).

    What only tells one question from another has no say in it. A last regression of one number, the sum of the weighed
    signs, brings the sums to probabilities.
    """
    import numpy as np
    from scipy.optimize import minimize
    from sklearn.linear_model import LogisticRegression
    from sklearn.preprocessing import StandardScaler

    answered = [row for row in rows if any(row.right)]
    names = _common_signs(answered)
    table = np.array([[signs.get(name, 0.0) for name in names] for row in answered for signs in row.signs])
    right = np.array([each for row in answered for each in row.right], float)
    question = np.repeat(np.arange(len(answered)), [len(row.signs) for row in answered])
    scaler = StandardScaler().fit(table)
    values = scaler.transform(table)

    def lose(tried: Sequence[float]) -> tuple[float, Sequence[float]]:
        weights = np.asarray(tried)
        sums = values @ weights
        most = np.full(len(answered), -np.inf)
        np.maximum.at(most, question, sums)
        shares = np.exp(sums - most[question])
        whole, good = np.zeros(len(answered)), np.zeros(len(answered))
        np.add.at(whole, question, shares)
        np.add.at(good, question, shares * right)
        slope = values.T @ (shares / whole[question] - shares * right / good[question])
        loss = -np.log(good / whole).sum() + weights @ weights / (2 * looseness)
        return float(loss), slope + weights / looseness

    weights = minimize(lose, np.zeros(len(names)), jac=True, method="L-BFGS-B").x
    last = LogisticRegression(C=_FREE).fit((values @ weights)[:, None], right)
    weights = weights * last.coef_[0][0]
    return _without_small(names, weights / scaler.scale_, scaler.mean_, scaler.scale_, float(last.intercept_[0]))


def _common_signs(answered: Sequence[Row]) -> list[str]:
    counts = Counter(name for row in answered for name in {n for signs in row.signs for n, v in signs.items() if v})
    return sorted(name for name, count in counts.items() if count >= _COMMON and not name.startswith(_LOST))


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
    return _without_small(
        names, model.coef_[0] / scaler.scale_, scaler.mean_, scaler.scale_, float(model.intercept_[0])
    )


def _without_small(
    names: Sequence[str], weights: Sequence[float], means: Sequence[float], spreads: Sequence[float], bias: float
) -> Regression:
    """Weights of signs as they come, with a bias that was found for centred ones; what hardly counts is left out."""
    kept = {
        name: float(weight)
        for name, weight, spread in zip(names, weights, spreads, strict=True)
        if abs(weight * spread) > _LEAST
    }
    shift = sum(weight * mean for weight, mean in zip(weights, means, strict=True))
    return {"bias": float(bias - shift), "weights": kept}


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
