"""Who did before what a message tells: "… the first trip to China in a while. Who had gone before, and when?"."""

from __future__ import annotations

from collections.abc import Callable

from bot.answers.finding.guard import period_of
from bot.answers.outcome import Answered, NotFound, Outcome
from bot.answers.question import Question
from bot.intents.model import ItemKind
from knowledge.values import replace

_KEPT: tuple[ItemKind, ...] = ("entity", "topic", "relation")
_PERSONAL = ("person",)


def ask_before_told(told: Question, ending: Question) -> Question | None:
    """The question of who did the same before; None where a message's end does not ask that of what it tells.

    Args:
        told: what the message tells, which must have a date.
        ending: the question at its end, which must name nothing by itself.
    """
    named = [item for item in ending.asked.of_kind("entity", "topic") if not item.carried]
    if ending.asked.answer != "person" or named or "earlier" not in ending.asked.signs:
        return None
    dates = [timex for timex in told.asked.timexes if timex.first is not None and timex.bound == "in"]
    acts = told.asked.of_kind("relation")
    if len(dates) != 1 or not acts or told.asked.negated:
        return None
    items = tuple(
        replace(item, role="any")
        for item in told.asked.of_kind(*_KEPT)
        if not item.by_office and not told.is_kind(item, *_PERSONAL)  # who did it this time is not who did before
    )
    asked = replace(
        told.asked, intent="find_person", answer="person", items=items, polar=False, cue=frozenset(),
        timexes=(replace(dates[0], bound="before"),),
    )  # fmt: skip
    return replace(told, asked=asked)


def answer_before_told(question: Question, answer: Callable[[Question], Outcome]) -> Answered | NotFound:
    """What answers such a question, where it is told of a time before, and without a word of what is not told."""
    outcome, silent = answer(question), NotFound(lead=question.wording.say("none_says"))
    if not isinstance(outcome, Answered) or outcome.verdict is not None or not outcome.lead.records:
        return silent
    record = outcome.lead.records[0]
    period, date = period_of(record, question.knowledge), question.asked.timexes[0]
    whole = outcome.lead.text == record.fact.sentence or outcome.lead.short is not None
    return outcome if whole and period is not None and date.covers(*period) else silent
