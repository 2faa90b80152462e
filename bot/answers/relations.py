"""How two sides stand to each other: what joins and what divides them, newest first, one remark of a kind."""

from __future__ import annotations

from bot.answers.facts import answer_from_facts
from bot.answers.lookup import Found
from bot.answers.merge import merge_found
from bot.answers.outcome import Answered, NotFound, NotUnderstood, Statement
from bot.answers.question import Question

_MOST_LINES = 5
_LEAST_SCORE = 45
_TELLING = frozenset(
    {"improve", "worsen", "strengthen", "agree", "reaffirm", "promote", "promise", "cooperate", "disagree", "oppose",
     "protest", "be-concerned", "criticise", "describe", "claim", "control", "resume", "host", "meet", "transfer",
     "stress"}
)  # fmt: skip
_DIVIDING = frozenset(
    {"worsen", "disagree", "oppose", "protest", "be-concerned", "criticise", "claim", "control", "intrude", "detain"}
)


def describe_relations(question: Question) -> Answered | NotFound | NotUnderstood:
    """Remarks on the relation of those named, joining and dividing ones in turn."""
    found = [
        f
        for f in question.find(limit=200)
        if f.clean and f.score >= _LEAST_SCORE and f.record.fact.relation in _TELLING
    ]
    found = [f for f in found if f.record.fact.weight == "normal"]
    if len(found) < 2:
        return answer_from_facts(question)
    best = max(f.score for f in found)
    close = sorted((f for f in found if f.score >= best * 0.7), key=lambda f: -f.record.reported_on.toordinal())
    chosen = _alternating(close)
    lines = tuple(Statement(text=f.record.fact.sentence, records=records) for f, records in merge_found(chosen))
    note = question.wording.say("as_of", date=question.wording.day(max(f.record.reported_on for f in chosen)))
    return Answered(lead=lines[0], statements=lines[1:], notes=(note,), confidence=round(min(best, 90)))


def _alternating(found: list[Found]) -> list[Found]:
    """One fact a relation, those that join and those that divide by turns."""
    sides: tuple[list[Found], list[Found]] = ([], [])
    seen: set[str] = set()
    for f in found:
        relation = f.record.fact.relation
        if relation not in seen:
            seen.add(relation)
            sides[relation in _DIVIDING].append(f)
    mixed: list[Found] = []
    while len(mixed) < _MOST_LINES and any(sides):
        for side in sides:
            if side:
                mixed.append(side.pop(0))
    return mixed[:_MOST_LINES]
