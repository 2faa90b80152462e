"""Sides of a comparison, also where they come from the conversation."""

from __future__ import annotations

from datetime import date

from bot.respond import respond
from knowledge.store import Store

DAY = date(2025, 1, 15)


def test_sides_taken_over_from_a_longer_question_are_compared(store: Store) -> None:
    before = respond(
        "after all that happened, what did Wang Yi and Yoko Kamikawa and Takeshi Iwaya say about Taiwan?",
        store=store, today=DAY,
    )  # fmt: skip
    reply = respond("compare", store=store, today=DAY, dialogue=before.dialogue, frame="compare")
    assert reply.lead
