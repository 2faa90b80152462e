"""What each of two said on a matter when they met, where it is asked whether they talked it over."""

from __future__ import annotations

from bot.answers.outcome import Answered, Outcome
from bot.answers.question import Question
from knowledge.values import replace

_BOTH = 2


def join_words_there(asked: list[tuple[Question, Outcome]]) -> Answered | None:
    """The words of both, or of one; only those from an occasion where both were are told, so that the other heard them.

    Args:
        asked: for each of them the question what he said on it, and what answers that.
    """
    agents = [item for question, _ in asked for item in question.asked.of_kind("entity") if item.role == "agent"]
    present = {option[2:] for item in agents for option in item.options}
    told: list[Answered] = []
    for question, outcome in asked:
        records = outcome.lead.records[:1] if isinstance(outcome, Answered) else ()
        event = question.knowledge.entity(records[0].fact.event or "") if records else None
        if isinstance(outcome, Answered) and event is not None and present <= {*event.participants}:
            told.append(outcome)
    if not told or len(present) != _BOTH:
        return None
    return replace(told[0], statements=tuple(each.lead for each in told[1:]))
