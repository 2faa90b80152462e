"""How two sides stand to each other: what joins and what divides them, newest first, one remark of a kind."""

from __future__ import annotations

from bot.answers.deciding.beside_point import asks_what_will_be
from bot.answers.deciding.confidence import is_likely, rate_facts
from bot.answers.deciding.mismatch import find_mismatches
from bot.answers.finding.found import Found
from bot.answers.finding.guard import stands_for
from bot.answers.finding.merge import merge_found
from bot.answers.handlers.facts import answer_from_facts
from bot.answers.outcome import Answered, NotFound, NotUnderstood, Statement
from bot.answers.question import Question
from bot.answers.telling.refusal import refuse
from bot.intents.model import Item
from knowledge.features import FAMILY, FOUND
from knowledge.values import replace

_MOST_LINES = 5
_LEAST_SCORE = 45
_PAIR = 2
_SIDES = ("country", "organisation")
_LEADING = 0.5
"""The least order of a remark that is told first because readers ask for it."""

_CLOSE = 0.7
"""Share of its side's best score from which a remark is told."""

_TELLING = frozenset(
    {"improve", "worsen", "strengthen", "agree", "reaffirm", "promote", "promise", "cooperate", "disagree", "oppose",
     "protest", "be-concerned", "criticise", "describe", "claim", "control", "resume", "host", "meet", "transfer",
     "stress"}
)  # fmt: skip
_DIVIDING = frozenset(
    {"worsen", "disagree", "oppose", "protest", "be-concerned", "criticise", "claim", "control", "intrude", "detain"}
)

_OCCASIONS = frozenset({"meet", "host", "transfer", "visit"})
"""That they met says less of how two stand to each other than what they say of it."""

_DIVIDING_CONCEPTS = ("tension", "dispute", "confrontation", "rivalry")


def describe_relations(question: Question) -> Answered | NotFound | NotUnderstood:
    """Remarks on the relation of those named, joining and dividing ones in turn."""
    foreign = any(not (item.soft or item.carried) for item in question.asked.of_kind("unknown"))
    if asks_what_will_be(question) or (foreign and not question.utterance.chatty):
        return answer_from_facts(question)  # with whom nobody here knows, no relation is told
    loose = _loosened(question)
    found = [
        f
        for f in question.find(replace(question.asked, items=loose), limit=200)
        if f.clean
        and f.score >= _LEAST_SCORE
        and (f.record.fact.relation in _TELLING or _divides(f))
        and _is_between(f, question)
    ]
    found = [f for f in found if f.record.fact.weight == "normal"]
    if len(found) < 2:
        told = answer_from_facts(question)
        return refuse(question, ()) if _tells_of_one(told, question) else told
    best = max(f.score for f in found)
    # Each side against its own best: what divides two is seldom told in as many words of the question.
    sides = ([f for f in found if _divides(f)], [f for f in found if not _divides(f)])
    least = [max((f.score for f in side), default=0.0) * _CLOSE for side in sides]
    near = [f for side, points in zip(sides, least, strict=True) for f in side if f.score >= points]
    close = sorted(
        near, key=lambda f: (f.record.fact.relation in _OCCASIONS, -f.record.reported_on.toordinal(), -f.score)
    )
    chosen = _with_likeliest(_alternating(close), question)
    lines = tuple(Statement(text=f.record.fact.sentence, records=records) for f, records in merge_found(chosen))
    note = question.wording.say("as_of", date=question.wording.day(max(f.record.reported_on for f in chosen)))
    return Answered(lead=lines[0], statements=lines[1:], notes=(note,), confidence=round(min(best, 90)))


def _tells_of_one(told: Answered | NotFound | NotUnderstood, question: Question) -> bool:
    """Whether an answer has to do with one alone of two states of whose relation is asked."""
    if not isinstance(told, Answered) or question.asked.polar:
        return False
    states = [item for item in question.asked.of_kind("entity") if question.is_kind(item, *_SIDES)]
    features = [record.features for record in told.lead.records]
    return len(states) >= _PAIR and not all(
        any(own.get(option, 0.0) >= FAMILY for own in features for option in item.options) for item in states
    )


def _with_likeliest(chosen: list[Found], question: Question) -> list[Found]:
    """The remark that readers' questions of this kind lead to before the others."""
    likely = [
        r.found
        for r in rate_facts(question)[:1]
        if r.order >= _LEADING
        and is_likely(r, question)
        and r.found.record.fact.relation != "be"
        and not find_mismatches(r.found, question)
    ]
    return [*likely, *(f for f in chosen if f.record.number not in {g.record.number for g in likely})][:_MOST_LINES]


def _loosened(question: Question) -> tuple[Item, ...]:
    """Of two states only their names count, as "good" and "bad" are what the remarks tell; and whom the question names
    besides the two ("since Yoon took office") need not be in each remark."""
    items = question.asked.items
    if any("r:take-office" in item.options for item in items):
        return tuple(replace(i, hard=False, role="any") if question.is_kind(i, "person") else i for i in items)
    speaking = any(question.is_kind(item, "person", "document", "organisation") for item in items)
    return items if speaking else question.asked.of_kind("entity", "topic")


def _is_between(found: Found, question: Question) -> bool:
    """Whether a fact has to do with both sides itself, and not only its article; of two states each must be named in
    what somebody has reviewed."""
    fact, features = found.record.fact, found.record.features
    sides = [item for item in question.asked.of_kind("entity") if question.is_kind(item, *_SIDES)]
    if fact.reviewed:
        named = (*fact.agents, *fact.targets, *fact.mentions, *fact.topics, *filter(None, (fact.speaker,)))
        return len(sides) < _PAIR or all(stands_for(item, named, question.knowledge) for item in sides)
    return all(max((features.get(option, 0.0) for option in item.options), default=0.0) >= FAMILY for item in sides)


def _divides(found: Found) -> bool:
    """Whether a fact tells of what stands between the two: by its verb, or because tension or dispute is its matter."""
    matter = any(found.record.features.get(f"c:{concept}", 0.0) >= FOUND for concept in _DIVIDING_CONCEPTS)
    return found.record.fact.relation in _DIVIDING or (matter and found.record.fact.relation not in _TELLING)


def _alternating(found: list[Found]) -> list[Found]:
    """One fact a relation, those that join and those that divide by turns."""
    sides: tuple[list[Found], list[Found]] = ([], [])
    seen: set[str] = set()
    for f in found:
        relation = f.record.fact.relation
        if relation not in seen:
            seen.add(relation)
            sides[_divides(f)].append(f)
    mixed: list[Found] = []
    while len(mixed) < _MOST_LINES and any(sides):
        for side in sides:
            if side:
                mixed.append(side.pop(0))
    return mixed[:_MOST_LINES]
