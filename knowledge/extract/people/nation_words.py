"""States in what people are called: "Lithuanian transport minister"."""

from __future__ import annotations

import re
from collections import Counter

from knowledge.extract.world.hits import find_world_names
from knowledge.extract.world.world import load_world

_OPENING, _DATELINE_COUNTS = 400, 3
"""Letters in which a dateline stands, and mentions that it counts for."""


def words_of(nation: str) -> tuple[str, ...]:
    """Words for a state and its people, small letters."""
    known = load_world().names_of(nation)
    return tuple(word for name in known for word in name.lower().split())


def nations_in(phrase: str) -> tuple[str, ...]:
    """The states that a phrase names, by id."""
    world = load_world()
    return tuple(dict.fromkeys(nation for hit in find_world_names(phrase) if (nation := world.country_of(hit.id))))


def without_nations(title: str) -> str:
    """A title without whose it is: "transport minister" of "Lithuanian transport minister"."""
    for hit in reversed(find_world_names(title)):
        if load_world().country_of(hit.id):
            title = title[: hit.span.start] + title[hit.span.end :]
    return " ".join(title.split()).removesuffix(" of").removesuffix(" for").removeprefix("'s ").removeprefix("’s ")


def find_host_nation(text: str) -> str | None:
    """The country in whose cities most of the article takes place."""
    world = load_world()
    counts = Counter(
        nation
        for hit in find_world_names(text)
        if hit.kind in ("capital", "city")
        and re.search(r"\b(?:in|at)\s+$", text[max(0, hit.span.start - 5) : hit.span.start])
        and (nation := world.country_of(hit.id))
    )
    first = next((hit for hit in find_world_names(text[:_OPENING]) if hit.kind in ("capital", "city")), None)
    if first is not None and (nation := world.country_of(first.id)):
        counts[nation] += _DATELINE_COUNTS
    return counts.most_common(1)[0][0] if counts else None
