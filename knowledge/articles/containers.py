"""Which element of an HTML page holds the article's text."""

from __future__ import annotations

from collections.abc import Sequence

from knowledge.values import dataclass

TEXT_RANKS = 2
"""Ranks below this mark the text alone (articleBody, "story-body"); <article> and <main> hold its head as well."""

_ENOUGH = 0.6
"""Share of the page's prose that the article's element must hold; a teaser card or a comment has less."""


_SISTERS = 0.15
"""Share of the prose in other elements of the same kind at which one of them is not the whole article."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Container:
    """An element that claims to hold an article; the lower its rank, the surer."""

    rank: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ChosenContainer:
    """The elements that hold the article, by their number."""

    members: frozenset[int]
    is_text: bool


def choose_container(
    containers: Sequence[Container], lines: Sequence[tuple[tuple[int, ...], int]]
) -> ChosenContainer | None:
    """Choose from the containers around each line and the line's prose in characters; None where none holds enough."""
    prose = [0] * len(containers)
    total = 0
    for around, size in lines:
        total += size
        for number in around:
            prose[number] += size
    if not total:
        return None
    for rank in sorted({container.rank for container in containers}):
        members = [number for number, container in enumerate(containers) if container.rank == rank and prose[number]]
        best = max(members, key=lambda number: prose[number], default=None)
        if best is None:
            continue
        if rank == TEXT_RANKS and _union(members, lines) - prose[best] > _SISTERS * total:
            continue  # the entries of a live blog, each an <article>: what holds them all is the text
        if prose[best] >= _ENOUGH * total:
            return ChosenContainer(members=frozenset({best}), is_text=rank < TEXT_RANKS)
        # A text that advertisements cut into several elements.
        if rank < TEXT_RANKS and _union(members, lines) >= _ENOUGH * total:
            return ChosenContainer(members=frozenset(members), is_text=rank < TEXT_RANKS)
    return None


def _union(members: Sequence[int], lines: Sequence[tuple[tuple[int, ...], int]]) -> int:
    wanted = set(members)
    return sum(size for around, size in lines if wanted & set(around))
