"""Which function reads which written form."""

from __future__ import annotations

import re
from collections.abc import Callable

from knowledge.extract.dates import (
    ago,
    cjk,
    cjk_days,
    clock,
    days,
    lengths,
    near,
    occasions,
    offsets,
    periods,
    portions,
    stretches,
)
from knowledge.extract.dates.patterns import Pattern
from knowledge.extract.dates.scene import Found, Scene

Rule = Callable[[Scene, re.Match[str]], Found | None]

_RULES: dict[str, Rule] = {
    **stretches.RULES,
    **days.RULES,
    **periods.RULES,
    **portions.RULES,
    **near.RULES,
    **occasions.RULES,
    **ago.RULES,
    **offsets.RULES,
    **clock.RULES,
    **lengths.RULES,
    **cjk.RULES,
    **cjk_days.RULES,
}


def read_match(pattern: Pattern, match: re.Match[str], scene: Scene) -> Found | None:
    """Read what a pattern has matched; None when it is no temporal expression after all.

    Raises ValueError or OverflowError for a day that no calendar has.
    """
    if pattern.rule == "vague":
        return Found(value=pattern.value or "PAST_REF", type="vague")
    return _RULES[pattern.rule](scene, match)
