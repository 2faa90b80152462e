"""Two or more sides beside each other, each with what the articles say of it alone."""

from __future__ import annotations

from bot.answers.deciding.confidence import Rated, rate_facts
from bot.answers.finding.found import Found
from bot.answers.finding.guard import acts, stands_for
from bot.answers.finding.kinds import NEVER, find_period
from bot.answers.finding.merge import merge_found
from bot.answers.handlers.facts import answer_from_facts
from bot.answers.handlers.sides import Side, are_listed, are_named, find_sides
from bot.answers.outcome import Answered, NotFound, NotUnderstood, Statement
from bot.answers.question import Question
from bot.intents.model import Item
from knowledge.model import Fact
from knowledge.timex import Timex
from knowledge.values import replace

_MOST_SIDES = 4
_LINES_EACH = 3
_LEAST_SCORE = 52
_SPOKEN = ("statement", "position", "demand", "agreement", "plan")
_TAKING_PLACE = frozenset({"meet", "visit", "talk", "attend"})
"""Acts that say of an event that it took place, and not what came up at it."""

_MOST_OF_YEAR = 300
"""Days from which on a date is that of a year."""

_READOUT = "c:readout"
"""A word for one side's account of what both said."""

_BEHIND = 4
"""Tokens from "same" within which the noun stands: "the same Chinese premier"."""

_OF_ONE = 60
"""How sure an answer is that has nothing to say of one side."""

_CLOSE = 0.12
"""Share of a side's likeliest fact from which another is told."""


def compare(question: Question) -> Answered | NotFound | NotUnderstood:
    """Split a question into one for each side and put the answers side by side."""
    sides = find_sides(question)
    if any(_is_foreign(item, question) for item in question.asked.items):
        return answer_from_facts(question)  # whoever or whatever nobody here knows would be left out of one side
    if "order" in question.asked.signs and (in_order := _in_order(sides, question)) is not None:
        return in_order
    statements: list[Statement] = []
    scores: list[float] = []
    seen: set[int] = set()
    for side in sides[:_MOST_SIDES]:
        found = [f for f in _tell(side, question) if f.record.number not in seen]
        found = [f for f in found if not _is_of_other_time(f.record.fact, side, sides)]
        for best, records in merge_found(_spread(found))[:_LINES_EACH]:
            seen.update(r.number for r in records)
            statements.append(Statement(text=best.record.fact.sentence, records=records, side=side.name))
            scores.append(best.score)
    if len({s.side for s in statements}) < len(sides[:2]) or len(sides) < 2 or _puts_in(statements, sides, question):
        return _tell_of_one(statements, sides, question) or answer_from_facts(question)
    return Answered(
        lead=Statement(text=question.wording.say("compare")),
        statements=tuple(statements),
        confidence=round(min(scores)),
    )


def _is_of_other_time(fact: Fact, side: Side, sides: list[Side]) -> bool:
    """Whether what dates make a side of lies in the time of another: what was last in the 2019 report is not told of
    that of 2024, though it was reported then."""
    when = fact.when
    if side.item is not None or when is None:
        return False
    own, *others = (
        [t for t in each.asked.timexes if t.covers(when.start, when.end)]
        for each in (side, *(other for other in sides if other is not side))
    )
    return not own and any(others)


def _tell_of_one(statements: list[Statement], sides: list[Side], question: Question) -> Answered | None:
    """What the articles say of one of two sides that a question names, after the word that they do not of the other;
    None where they say nothing of either, or there is nothing on which the sides are compared."""
    silent = [side for side in sides if side.name not in {statement.side for statement in statements}]
    if len(sides) != len(silent) + 1 or len(silent) != 1 or not statements:
        return None
    if not (are_listed(question) or _makes_edition(silent[0], question)):
        return None
    if silent[0].item is not None and not _matters(silent[0], question):
        return None
    wording = question.wording
    lead, *others = (replace(statement, side=None) for statement in statements)
    text = wording.say("not_of", what=silent[0].name) + wording.gap + lead.text
    return Answered(lead=replace(lead, text=text), statements=tuple(others), confidence=_OF_ONE)


def likens(question: Question) -> bool:
    """Whether a claim says that two sides are alike, other than in what a fact could tell: "on the same day"."""
    words = question.knowledge.resource("grammar")["comparing"]
    tokens = [token.folded for token in question.utterance.tokens]
    being = not set(words["alike_with"]).isdisjoint(tokens)  # "friends and foes alike" likens nobody
    places = [at for at, word in enumerate(tokens) if word in words["like"] and (being or word not in words["alike"])]
    behind = [tokens[place + 1 : place + _BEHIND] for place in places]
    if not places or any(set(following) & set(words["facts"]) for following in behind):
        return False
    return are_named(question)


def _puts_in(statements: list[Statement], sides: list[Side], question: Question) -> bool:
    """Whether a place that the question names has to do with nothing that is told."""
    own = {option for side in sides if side.item is not None for option in side.item.options}
    told = [record.features for statement in statements for record in statement.records]
    return any(
        not own & {*item.options} and not any(option in features for option in item.options for features in told)
        for item in question.asked.of_kind("entity")
        if not item.carried and item.position >= 0 and question.is_kind(item, "place", "body_of_water", "country")
    )


def _is_foreign(item: Item, question: Question) -> bool:
    """Whether no fact has what a question names: an unknown word, a name of which nothing is told, or an office that
    nobody here holds."""
    if item.kind == "unknown":
        return not item.soft and not item.carried
    named = item.kind == "entity" or any(option.startswith("c:office-") for option in item.options)
    return named and not item.carried and not question.knowledge.frequencies(item.options)


def _in_order(sides: list[Side], question: Question) -> Answered | None:
    """For "which came first?" what dates each side, the earlier before the later."""
    dated: list[Rated] = []
    for side in sides:
        rated = rate_facts(replace(question, asked=side.asked, terms=side.terms))
        own = [r for r in rated if _belongs(r, side, question) and r.found.record.fact.when is not None]
        held = [r for r in own if r.found.record.fact.relation in _TAKING_PLACE]
        own = held or [r for r in own if r.found.record.fact.kind == "event"] or own
        if not own:
            return None
        dated.append(own[0])
    if len(dated) < 2:
        return None
    dated.sort(key=lambda r: (find_period(r.found.record, question.knowledge) or NEVER).start)
    return Answered(
        lead=Statement(text=question.wording.say("timeline")),
        statements=tuple(
            Statement(
                text=f.record.fact.sentence,
                records=records,
                on=question.wording.period(find_period(f.record, question.knowledge) or NEVER),
            )
            for f, records in merge_found(r.found for r in dated)
        ),
        confidence=round(100 * min(r.chance for r in dated)) or _LEAST_SCORE,
    )


def _tell(side: Side, question: Question) -> list[Found]:
    """What the articles say of one side, best first."""
    alone = replace(question, asked=side.asked, terms=side.terms)
    rated = [r for r in rate_facts(alone) if _belongs(r, side, question)]
    occasions = [i for i in side.asked.of_kind("entity") if question.is_kind(i, "event") and not _is_side(i, side)]
    if occasions and side.item is not None:  # what was said elsewhere is nothing on which they differed there
        rated = [r for r in rated if _is_of_occasion(r.found.record.fact, occasions, question)] or rated
    matters = _matters(side, question)
    if matters:
        rated = [r for r in rated if not all(item in r.found.missing for item in matters)]
        if not rated:
            return []
    if side.item is not None and not side.matter:
        rated = [r for r in rated if _speaks(r.found, side.item, question)] or rated
        rated = (
            [r for r in rated if _is_deed_asked_for(r, side, question)]
            or [r for r in rated if r.found.record.fact.kind in _SPOKEN]
            or rated
        )
    if rated:
        return [r.found for r in rated if r.order >= rated[0].order * _CLOSE]
    found = [f for f in question.find(side.asked) if f.clean and f.score >= _LEAST_SCORE]
    found = [f for f in found if _is_of_edition(f.record.fact, side, question)]
    return [f for f in found if f.record.fact.relation not in ("be", "photograph")] or found


def _is_deed_asked_for(rated: Rated, side: Side, question: Question) -> bool:
    """Whether sides are likened in whom they met or where they went, and a fact tells just that."""
    fact = rated.found.record.fact
    verbs = {option[2:] for item in side.asked.of_kind("relation") for option in item.options} & _TAKING_PLACE
    return question.asked.polar and fact.kind not in _SPOKEN and bool(verbs & {fact.relation, *fact.also})


def _speaks(found: Found, item: Item, question: Question) -> bool:
    """Whether the words are the side's own, and not such as were told to it."""
    fact = found.record.fact
    return stands_for(item, (fact.speaker,) if fact.speaker else fact.agents, question.knowledge)


def _is_side(item: Item, side: Side) -> bool:
    return side.item is not None and item.position == side.item.position


def _is_of_occasion(fact: Fact, occasions: list[Item], question: Question) -> bool:
    own = (fact.event,) if fact.event is not None else ()
    return any(stands_for(item, own, question.knowledge) for item in occasions)


def _matters(side: Side, question: Question) -> tuple[Item, ...]:
    """What the sides are compared on: "on Taiwan"; neither a side itself, nor who speaks to whom, where and in what."""
    if side.item is None:
        return ()
    return tuple(
        item
        for item in side.asked.of_kind("entity", "topic")
        if not (item.position == side.item.position or item.carried or item.position < 0)
        and (item.kind == "topic" or question.is_kind(item, "topic", "place", "body_of_water", "country"))
        and not (item.role == "place" or question.is_kind(item, "person", "event"))
    )


def _belongs(rated: Rated, side: Side, question: Question) -> bool:
    """Whether a fact is of the side: the side's own act or words, or about the matter that makes it."""
    fact = rated.found.record.fact
    if fact.relation in ("be", "photograph", "report") or fact.weight == "low" or rated.found.wrong_date is not None:
        return False
    topics = side.asked.of_kind("topic")
    if topics and all(topic in rated.found.missing for topic in topics):
        return False
    if side.item is None:
        own = all(_is_as_fine(fact, timex) for timex in side.asked.timexes) and _is_of_edition(fact, side, question)
        return own and not any(item.hard and not item.carried for item in rated.found.missing)
    item = side.item
    if fact.relayed_by is not None and any(_READOUT in other.options for other in question.asked.items):
        return stands_for(item, (fact.relayed_by,), question.knowledge)
    if question.is_kind(item, "event", "event_series"):
        return fact.event is not None and stands_for(item, (fact.event, *fact.agents), question.knowledge)
    if side.matter:
        parties = (*fact.targets, *fact.mentions, *fact.topics, *fact.agents)
        return stands_for(item, parties, question.knowledge)
    return acts(item, fact, question.knowledge)


def _is_as_fine(fact: Fact, timex: Timex) -> bool:
    """Whether a fact is dated as finely as the side: what is dated by a year is not known to be of a month of it."""
    when = fact.when
    if when is None or when.since:
        return True
    if timex.first is None or timex.last is None:
        return (when.start.year, when.start.month) == (when.end.year, when.end.month)
    return when.end - when.start <= timex.last - timex.first


def _is_of_edition(fact: Fact, side: Side, question: Question) -> bool:
    """Whether a fact has to do with the very edition of a report that a year makes: "the 2019 and the 2024 report"."""
    years, series = _makes_edition(side, question) or ((), frozenset())
    told = (*filter(None, (fact.speaker,)), *fact.agents, *fact.targets, *fact.mentions)
    editions = [e for e in map(question.knowledge.entity, told) if e is not None and e.series in series]
    return not years or any(year in entity.name.en for year in years for entity in editions)


def _makes_edition(side: Side, question: Question) -> tuple[tuple[str, ...], frozenset[str]] | None:
    """The year that makes a side, and the report whose edition is meant with it; None where there are not both."""
    timexes = [t for t in side.asked.timexes if t.first is not None and t.last is not None]
    years = tuple(str(t.first.year) for t in timexes if t.first and t.last and (t.last - t.first).days > _MOST_OF_YEAR)
    named = (entity for item in side.asked.of_kind("entity") for entity in question.entities_of(item)[:1])
    series = frozenset(entity.series or entity.id for entity in named if entity.kind == "document")
    return (years, series) if years and series and side.item is None else None


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
