"""Which function reads which written form."""

from __future__ import annotations

import re
from collections.abc import Callable

from knowledge.extract import (
    date_ago,
    date_cjk,
    date_cjk_days,
    date_clock,
    date_days,
    date_lengths,
    date_near,
    date_occasions,
    date_offsets,
    date_periods,
    date_portions,
    date_stretches,
)
from knowledge.extract.date_patterns import Pattern
from knowledge.extract.date_scene import Found, Scene

Rule = Callable[[Scene, re.Match[str]], Found | None]

_RULES: dict[str, Rule] = {
    **date_stretches.RULES,
    **date_days.RULES,
    **date_periods.RULES,
    **date_portions.RULES,
    **date_near.RULES,
    **date_occasions.RULES,
    **date_ago.RULES,
    **date_offsets.RULES,
    **date_clock.RULES,
    **date_lengths.RULES,
    **date_cjk.RULES,
    **date_cjk_days.RULES,
}


def read_match(pattern: Pattern, match: re.Match[str], scene: Scene) -> Found | None:
    """Read what a pattern has matched; None when it is no temporal expression after all.

    Raises ValueError or OverflowError for a day that no calendar has.
    """
    if pattern.rule == "vague":
        return Found(value=pattern.value or "PAST_REF", type="vague")
    return _RULES[pattern.rule](scene, match)
