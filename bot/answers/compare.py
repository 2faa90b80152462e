"""Two or more sides beside each other, each with what the articles say of it alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from bot.answers.facts import answer_from_facts
from bot.answers.lookup import Found
from bot.answers.merge import merge_found
from bot.answers.outcome import Answered, NotFound, NotUnderstood, Statement
from bot.answers.question import Question
from bot.answers.refusal import refuse
from bot.intents.model import Interpretation, Item
from knowledge.timex import Timex

_MOST_SIDES = 4
_MOST_NAMES = 3
_LINES_EACH = 3
_LEAST_SCORE = 52


def compare(question: Question) -> Answered | NotFound | NotUnderstood:
    """Split a question into one for each side and put the answers side by side."""
    halves = _halves(question)
    sides = halves or _sides(question)
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
        return refuse(question, question.find()) if halves else answer_from_facts(question)
    return Answered(
        lead=Statement(text=question.wording.say("compare")),
        statements=tuple(statements),
        confidence=round(min(scores)),
    )


def _halves(question: Question) -> list[tuple[str, Interpretation]]:
    """The two things on both sides of "vs" or "with", each with what only the other says of the matter."""
    tokens, asked = question.utterance.tokens, question.asked
    words = question.knowledge.resource("grammar")["comparing"]
    for place, token in enumerate(tokens):
        if token.folded not in words["joiners"] or not 0 < place < len(tokens) - 1:
            continue
        first = tuple(item for item in asked.items if item.position < place)
        second = tuple(item for item in asked.items if item.position > place)
        own, other = _told_apart(first, second), _told_apart(second, first)
        actors = _has_actor(own, question) and _has_actor(other, question)
        if token.folded in words["weak"] and not actors and tokens[place + 1].folded not in words["clauses"]:
            continue
        before = [t for t in asked.timexes if t.start < token.start]
        after = [t for t in asked.timexes if t.start > token.start]
        # A date in front of the first side is of both: "In 2015, A vs B".
        start = min((tokens[i.position].start for i in _telling_apart(own, question) if i.position >= 0), default=0)
        both = [t for t in before if t.start < start]
        if (own or before) and (other or after):
            shared = replace(asked, answer="statement", polar=False, symmetric=True)
            return [
                (_label(own, before, question), _half(shared, first, second, before, question)),
                (_label(other, after, question), _half(shared, second, first, after or both, question)),
            ]
    return []


def _told_apart(items: tuple[Item, ...], others: tuple[Item, ...]) -> tuple[Item, ...]:
    named = {item.options for item in others}
    return tuple(item for item in items if item.kind in ("entity", "topic") and item.options not in named)


def _has_actor(items: tuple[Item, ...], question: Question) -> bool:
    return any(question.kind_of(item) in ("person", "document", "event", "organisation") for item in items)


def _half(
    shared: Interpretation, own: tuple[Item, ...], other: tuple[Item, ...], timexes: list[Timex], question: Question
) -> Interpretation:
    """One side; its matter and, behind a pronoun, its person may stand with the other side only."""
    taken = () if any(item.kind == "topic" for item in own) else tuple(i for i in other if i.kind == "topic")
    if shared.pronoun and not any(item.role == "agent" for item in own):
        taken += tuple(i for i in other if i.role != "target" and question.kind_of(i) == "person")[:1]
    addressed = any(item.role == "target" for item in own)
    kept = tuple(
        replace(item, role="agent") if addressed and item.role == "any" and question.kind_of(item) == "person" else item
        for item in own
    )
    taken = tuple(replace(item, hard=False, carried=True) for item in taken)
    return replace(shared, items=(*kept, *taken), timexes=tuple(timexes))


def _label(items: tuple[Item, ...], timexes: list[Timex], question: Question) -> str:
    names = [_name(item, question) for item in _telling_apart(items, question)]
    return question.wording.listing(names[:_MOST_NAMES] or [_period_text(t, question) for t in timexes])


def _telling_apart(items: tuple[Item, ...], question: Question) -> tuple[Item, ...]:
    """The names that tell a side from the other: people if any, else documents and events, else whatever there is."""
    if question.asked.pronoun:  # "his message in Busan": the person is of both sides
        items = tuple(item for item in items if question.kind_of(item) != "person") or items
    for kinds in (("person",), ("document", "event", "organisation"), ("place", "country"), ("topic",)):
        chosen = tuple(item for item in items if question.kind_of(item) in kinds)
        if chosen:
            return chosen
    return ()


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
        paired = len(entities) == 2 and question.kind_of(entities[0]) == question.kind_of(entities[1]) == "person"
        if not paired:
            return [
                (_period_text(t, question), replace(shared, timexes=(t,), items=_soft(asked.items)))
                for t in asked.timexes
            ]
    for kinds in (("document", "event"), ("person",), ("country", "organisation"), ("place",)):
        items = [item for item in asked.of_kind("entity") if question.kind_of(item) in kinds]
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


def _name(item: Item, question: Question) -> str:
    entity = question.knowledge.entity(item.options[0][2:])
    name = question.wording.name(entity) if entity is not None else item.text
    return name[:1].upper() + name[1:]


def _period_text(timex: Timex, question: Question) -> str:
    first, last = timex.first, timex.last
    if first is not None and last is not None and (first.year, first.month, last.month) == (last.year, 1, 12):
        return str(first.year)
    return question.utterance.text[timex.start : timex.end]
