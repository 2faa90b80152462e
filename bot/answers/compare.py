"""Two or more sides beside each other, each with what the articles say of it alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from bot.answers.facts import answer_from_facts
from bot.answers.lookup import Found
from bot.answers.merge import merge_found
from bot.answers.outcome import Answered, NotFound, NotUnderstood, Statement
from bot.answers.question import Question
from bot.intents.model import Interpretation, Item
from knowledge.timex import Timex

_MOST_SIDES = 4
_LINES_EACH = 3
_LEAST_SCORE = 52


def compare(question: Question) -> Answered | NotFound | NotUnderstood:
    """Split a question into one for each side and put the answers side by side."""
    sides = _sides(question)
    if len(sides) < 2:
        return answer_from_facts(question)
    statements: list[Statement] = []
    scores: list[float] = []
    seen: set[int] = set()
    for name, asked in sides[:_MOST_SIDES]:
        found = [f for f in question.find(asked) if f.clean and f.score >= _LEAST_SCORE and f.record.number not in seen]
        found = [f for f in found if f.record.fact.relation not in ("be", "photograph")] or found
        for best, records in merge_found(_spread(found))[:_LINES_EACH]:
            seen.update(r.number for r in records)
            statements.append(Statement(text=best.record.fact.sentence, records=records, side=name))
            scores.append(best.score)
    if len({s.side for s in statements}) < 2:
        return answer_from_facts(question)
    return Answered(
        lead=Statement(text=question.wording.say("compare")),
        statements=tuple(statements),
        confidence=round(min(scores)),
    )


def _spread(found: list[Found]) -> list[Found]:
    """Statements of one passage once: the best of each set of sentences first, the others after."""
    seen: set[tuple[str, tuple[int, ...]]] = set()
    first: list[Found] = []
    later: list[Found] = []
    for f in found:
        key = (f.record.fact.article, f.record.fact.sentences)
        (later if key in seen else first).append(f)
        seen.add(key)
    return [*first, *later]


def _sides(question: Question) -> list[tuple[str, Interpretation]]:
    """Dates make sides, else documents or events, else persons, else countries and topics."""
    asked = question.asked
    shared = replace(asked, answer="statement", polar=False, symmetric=True)
    asked = _with_range_split(asked)
    if len(asked.timexes) == 2:
        entities = asked.of_kind("entity")
        paired = len(entities) == 2 and _kind(entities[0], question) == _kind(entities[1], question) == "person"
        if not paired:
            return [
                (_period_text(t, question), replace(shared, timexes=(t,), items=_soft(asked.items)))
                for t in asked.timexes
            ]
    for kinds in (("document", "event"), ("person",), ("country", "organisation"), ("place",)):
        items = [item for item in asked.of_kind("entity") if _kind(item, question) in kinds]
        if len(items) > 2:  # "A's and B's meetings with C": C belongs to both sides
            items = [item for item in items if not _is_with(item, question)]
        if len(items) >= 2:
            return [
                (
                    _name(item, question),
                    replace(shared, items=_for_side(asked.items, item, items), timexes=_timexes_near(asked, item)),
                )
                for item in items
            ]
    return []


def _is_with(item: Item, question: Question) -> bool:
    tokens = question.utterance.tokens
    if not 0 < item.position <= len(tokens):  # taken over from an earlier question, where it may have stood further on
        return False
    return tokens[item.position - 1].folded in ("with", "to", "と", "跟", "和", "与")


def _with_range_split(asked: Interpretation) -> Interpretation:
    """The range of "between 2015 and 2024" as two sides, where it is the only date."""
    if len(asked.timexes) != 1:
        return asked
    timex = asked.timexes[0]
    if timex.first is None or timex.last is None or timex.first.year == timex.last.year or timex.bound != "in":
        return asked
    years = (timex.first.year, timex.last.year)
    parts = (replace(timex, first=date(year, 1, 1), last=date(year, 12, 31)) for year in years)
    return replace(asked, timexes=tuple(parts))


def _for_side(items: tuple[Item, ...], side: Item, sides: list[Item]) -> tuple[Item, ...]:
    kept = [
        replace(item, role="agent") if item is side else replace(item, role="any")
        for item in items
        if item is side or item not in sides
    ]
    return _soft(tuple(kept), keep=side.position)


def _soft(items: tuple[Item, ...], keep: int = -1) -> tuple[Item, ...]:
    """Only the side itself is required; what was said about the topic may name it in other words."""
    return tuple(item if item.position == keep else replace(item, hard=False) for item in items)


def _timexes_near(asked: Interpretation, side: Item) -> tuple[Timex, ...]:
    return asked.timexes if len(asked.timexes) == 1 else ()


def _kind(item: Item, question: Question) -> str:
    entity = question.knowledge.entity(item.options[0][2:]) if item.options else None
    return entity.kind if entity is not None else ""


def _name(item: Item, question: Question) -> str:
    entity = question.knowledge.entity(item.options[0][2:])
    name = question.wording.name(entity) if entity is not None else item.text
    return name[:1].upper() + name[1:]


def _period_text(timex: Timex, question: Question) -> str:
    first, last = timex.first, timex.last
    if first is not None and last is not None and (first.year, first.month, last.month) == (last.year, 1, 12):
        return str(first.year)
    return question.utterance.text[timex.start : timex.end]
