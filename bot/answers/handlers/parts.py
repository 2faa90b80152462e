"""A message that asks several things: what answers each of them, in one reply."""

from __future__ import annotations

from collections.abc import Sequence

from bot.answers.outcome import Answered, Outcome, Statement
from bot.answers.question import Question
from knowledge.values import replace

_LINES_EACH = 2


def join_parts(question: Question, whole: Outcome, parts: Sequence[Outcome]) -> Outcome:
    """The answers of the parts one after the other, each fact once; the answer to the whole where it does better.

    Args:
        question: the message as one question.
        whole: its outcome.
        parts: the outcome of each part, in order.
    """
    answered = [part for part in parts if isinstance(part, Answered)]
    compared = question.asked.answer == "comparison" and isinstance(whole, Answered)
    if compared or not isinstance(parts[0], Answered):
        return whole  # has both sides; else what follows leans on the first
    if len(answered) < len(parts) and isinstance(whole, Answered) and _tells_lead(whole, parts[0]):
        return _with_note(whole, question) if _tells_first_only(whole, parts[0]) else whole
    told: list[Statement] = []
    seen: set[int] = set()
    for part in answered:
        for statement in (part.lead, *part.statements)[:_LINES_EACH]:
            numbers = {record.number for record in statement.records}
            if told and statement.short and numbers & {r.number for r in told[0].records}:
                told[0] = _with_short(told[0], statement.short, question)
                continue
            if any(other.text in statement.text or statement.text in other.text for other in told):
                continue  # a claim and what stands against it are told together, whichever part asked for them
            if not numbers or not numbers <= seen:
                told.append(statement)
            seen |= numbers
    notes = tuple(dict.fromkeys(note for part in answered for note in part.notes))
    if len(answered) < len(parts):
        notes = (question.wording.say("part_unanswered"), *notes)
    return Answered(
        lead=told[0], statements=tuple(told[1:]), notes=notes, confidence=min(part.confidence for part in answered)
    )


def _tells_lead(whole: Answered, first: Answered) -> bool:
    """Whether the answer to a whole message tells what answers its first question."""
    told = {record.number for statement in (whole.lead, *whole.statements) for record in statement.records}
    return not first.lead.records or any(record.number in told for record in first.lead.records)


def _tells_first_only(whole: Answered, first: Answered) -> bool:
    """Whether the answer to a whole message tells no more than that to its first question."""
    told = [{r.number for s in (each.lead, *each.statements) for r in s.records} for each in (whole, first)]
    return bool(told[0]) and told[0] <= told[1]


def _with_note(whole: Answered, question: Question) -> Answered:
    """The answer, with a word that the articles leave a part of the message open."""
    return replace(whole, notes=(question.wording.say("part_unanswered"), *whole.notes))


def _with_short(first: Statement, short: str, question: Question) -> Statement:
    """The date and the place of one fact before its sentence: "16 November 2023, San Francisco. They met ..."."""
    if first.short is None or short in first.short:
        return first
    comma = ", " if question.wording.language == "en" else "、" if question.wording.language == "ja" else "，"
    both = f"{first.short}{comma}{short}"
    return replace(first, text=f"{both[:1].upper()}{both[1:]}{first.text[len(first.short) :]}", short=both)
