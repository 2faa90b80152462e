"""Whether a clause tells what happened, or what is planned, denied, alleged, asked for, called off or only supposed."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache
from typing import get_args

from knowledge.extract.lexicon import any_of, load_words
from knowledge.extract.model import EventModality


@lru_cache(maxsize=1)
def _patterns() -> tuple[tuple[EventModality, re.Pattern[str]], ...]:
    words = load_words("modality")["modalities"]
    return tuple((modality, any_of(words[modality])) for modality in get_args(EventModality) if modality in words)


_ORDER: tuple[EventModality, ...] = ("cancelled", "denied", "hypothetical", "asked", "planned", "alleged")


def find_modality(clause: str, *, last: date | None, day: date | None, said_by_other: bool) -> EventModality:
    """The modality of a clause.

    Args:
        last: the last day that the clause's date covers.
        day: the article's day; what lies after it cannot have happened.
        said_by_other: somebody says so, and not the outlet.
    """
    patterns = dict(_patterns())
    is_future = last is not None and day is not None and last > day
    for modality in _ORDER:
        if not patterns[modality].search(clause):
            continue
        if modality == "planned" and not is_future and last is not None:
            continue  # "agreed on Tuesday to patrol": the agreement is what happened
        if modality in ("hypothetical", "asked") and not is_future and last is not None and modality == "hypothetical":
            continue
        return modality
    if is_future:
        return "planned"
    return "alleged" if said_by_other else "happened"
