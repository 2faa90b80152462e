"""What a question that could not be answered was about, by names of ours: never by the words of whoever asked."""

from __future__ import annotations

from typing import Literal

from bot.answers.finding.knowledge import Knowledge
from bot.answers.model import Reply

MissingKind = Literal["topic", "person", "period", "place", "other"]

Missing = tuple[MissingKind, str]
"""The kind and the id of what is missing."""

_KINDS: dict[str, MissingKind] = {
    "topic": "topic", "event": "topic", "event_series": "topic", "document": "topic", "person": "person",
    "country": "place", "place": "place", "body_of_water": "place", "organisation": "other",
}  # fmt: skip
_ORDER = ("topic", "person", "place", "other")


def find_missing(reply: Reply, knowledge: Knowledge) -> Missing | None:
    """The kind and the id of what a refusal was about; None where the reply is no refusal.

    A topic goes before a person, a person before a place; a question that names nothing known counts by its intent.
    """
    if reply.status not in ("not_found", "not_understood"):
        return None
    entities = (
        knowledge.entity(option[2:])
        for item in reply.dialogue.items
        if item.kind in ("entity", "topic")
        for option in item.options[:1]
    )
    named = [(_KINDS.get(e.kind, "other"), str(e.id)) for e in entities if e is not None and e.id.isascii()]
    if not named:
        return "other", reply.intent
    return min(named, key=lambda pair: _ORDER.index(pair[0]))
