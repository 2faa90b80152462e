"""What the knowledge base holds as a whole: its topics, and from when, from whom and on what its articles are."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import groupby, pairwise

from bot.answers.model import Line, Reply
from bot.answers.wording import Wording
from knowledge.model import Entity

MOST_TOPICS = 20
"""Topics that are named."""

_MOST_OUTLETS = 12
_MOST_DAYS = 4
"""Days of articles named of one outlet; of more, the first and the last are."""

_LONG_GAP = timedelta(days=180)
"""Without an article for so long, a period counts as not covered."""

_MOST_GAPS = 4


def tell_topics(topics: Sequence[tuple[Entity, int]], wording: Wording) -> Reply:
    """The topics, each with how many facts are about it, the most frequent first."""
    lines = tuple(
        Line(
            text=wording.say("topic_count_one" if count == 1 else "topic_count", topic=wording.name(topic), count=count)
        )
        for topic, count in topics[:MOST_TOPICS]
    )
    return Reply(
        status="meta", intent="tell_topics", language=wording.language, lead=wording.say("topics_known"), lines=lines
    )


def tell_coverage(reports: Sequence[tuple[str, date]], facts: int, wording: Wording) -> Reply:
    """How much there is from which outlet, and the periods of which nothing is told.

    Args:
        reports: outlet and day of every article, oldest first; at least one.
        facts: how many facts there are.
    """
    first, last = reports[0][1], reports[-1][1]
    outlets = [
        (name, [day for _, day in some]) for name, some in groupby(sorted(reports), key=lambda report: report[0])
    ]
    outlets.sort(key=lambda outlet: (-len(outlet[1]), outlet[0]))
    gaps = [(a, b) for a, b in pairwise(day for _, day in reports) if b - a > _LONG_GAP]
    longest = sorted(sorted(gaps, key=lambda gap: gap[0] - gap[1])[:_MOST_GAPS])
    return Reply(
        status="meta",
        intent="tell_coverage",
        language=wording.language,
        lead=wording.say(
            "coverage", facts=f"{facts:,}", count=f"{len(reports):,}", first=wording.day(first), last=wording.day(last)
        ),
        lines=tuple(Line(text=_outlet(name, days, wording)) for name, days in outlets[:_MOST_OUTLETS]),
        notes=tuple(_gap(gap, wording) for gap in longest),
    )


def _outlet(name: str, days: Sequence[date], wording: Wording) -> str:
    named = days if len(days) <= _MOST_DAYS else (days[0], days[-1])
    dates = wording.listing(wording.day(day) for day in named) if named is days else " – ".join(map(wording.day, named))
    return wording.say(
        "coverage_outlet_one" if len(days) == 1 else "coverage_outlet", outlet=name, count=f"{len(days):,}", dates=dates
    )


def _gap(gap: tuple[date, date], wording: Wording) -> str:
    day = timedelta(days=1)
    return wording.say("coverage_gap", first=wording.day(gap[0] + day), last=wording.day(gap[1] - day))
