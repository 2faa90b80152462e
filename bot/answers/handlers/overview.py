"""What the articles tell of something, in short: what it is, then one remark of each occasion."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping
from datetime import date

from bot.answers.deciding.contrary import tells_contrary
from bot.answers.finding.found import Found
from bot.answers.finding.guard import stands_for
from bot.answers.finding.kinds import find_period
from bot.answers.finding.merge import merge_found
from bot.answers.handlers.facts import answer_from_facts
from bot.answers.handlers.identity import find_defining
from bot.answers.handlers.main_points import tell_main_points
from bot.answers.handlers.relations import describe_relations
from bot.answers.offices.attested import answer_office
from bot.answers.offices.earlier_office import answer_earlier_office
from bot.answers.outcome import Answered, NotFound, NotUnderstood, Statement
from bot.answers.question import Question, verbs_of
from bot.intents.model import Item
from knowledge.model import EntityId, Fact
from knowledge.store import Record

_MOST_LINES = 4
_MOST_NEAR = 3
_CANDIDATES = 256
_LEAST_SCORE = 60
_SURE = 75

_TOO_MUCH = 0.25
"""Share of all facts from which on a lone country is what the articles are about, so that a few of them say little."""

_ACTING = 3
"""What it counts that somebody acts in a fact, speaks in it or is its event, beside being the one it is done to."""

_WORTH: Mapping[str, float] = {"event": 1.5, "agreement": 1.5, "background": 0.5}
"""What a fact of a kind counts, where another counts one: that something happened tells more than what was said."""


def give_overview(question: Question) -> Answered | NotFound | NotUnderstood:
    """The facts that are most about what the question names, no two of one occasion; what it is goes first."""
    told = answer_earlier_office(question) or answer_office(question)
    if told is not None:
        return told
    named = tuple(item for item in question.asked.of_kind("entity", "topic") if not item.carried)
    foreign = any(not item.soft for item in question.asked.of_kind("unknown"))
    if not named or (foreign and not question.utterance.chatty) or question.asked.quotations:
        return answer_from_facts(question)
    if _are_states(named, question) and len({item.options for item in named}) > 1:
        return describe_relations(question)
    about = _find_about(named, question)
    if _are_states(named, question) and len(about) > _TOO_MUCH * question.knowledge.fact_count:
        nearest = tuple(found.record for found in about[:_MOST_NEAR])
        what = question.name_of(named[0])
        return NotFound(lead=question.wording.say("all_about", what=what), nearest=nearest)
    if not about:
        return answer_from_facts(question)
    alone = len(named) == 1 and len(named) == len([item for item in question.asked.items if not item.carried])
    defining = find_defining(question, named[0]) if alone else []
    points = tell_main_points(question, defining[:1] if question.kind_of(named[0]) == "document" else ())
    if points is not None:
        return points
    chosen = [*defining[:1], *_of_each_occasion(about, question)][:_MOST_LINES]
    return _tell(chosen, question)


def _are_states(named: tuple[Item, ...], question: Question) -> bool:
    others = [item for item in question.asked.items if not item.carried and item not in named]
    return bool(named) and not others and all(question.is_kind(item, "country") for item in named)


def _find_about(named: tuple[Item, ...], question: Question) -> list[Found]:
    """Facts that hold all that is asked and are about it, the ones that are most so first."""
    wanted = {EntityId(option[2:]) for item in named for option in item.options}
    verbs = verbs_of(question)
    found = [
        f
        for f in question.find(limit=_CANDIDATES)
        if f.clean
        and f.score >= _LEAST_SCORE
        and not any(not item.carried and not item.soft for item in f.missing)
        and f.record.fact.relation != "be"
        and (not verbs or verbs & {f.record.fact.relation, *f.record.fact.also})
        and f.record.fact.weight != "low"
        and not tells_contrary(f, question)
    ]
    persons = [item for item in named if question.is_kind(item, "person")]
    found = [f for f in found if all(_takes_part(item, f.record.fact, question) for item in persons)]
    central = [(_centrality(f.record.fact, wanted), f) for f in found]
    return [f for points, f in sorted(central, key=lambda pair: (-pair[0], -pair[1].score)) if points > 0]


def _takes_part(person: Item, fact: Fact, question: Question) -> bool:
    """Whether somebody acts, speaks or is acted on in a fact: that his visit was the next one tells nothing of him."""
    parties = (*fact.agents, *fact.targets, *filter(None, (fact.speaker,)))
    return stands_for(person, parties, question.knowledge)


def _centrality(fact: Fact, wanted: set[EntityId]) -> float:
    """How much a fact is about something: as what acts or happens in it, or as one of few topics."""
    acting = {*fact.agents, fact.speaker, fact.event} & wanted
    touched = {*fact.targets, fact.place} & wanted
    topics = [1 / len(fact.topics) for topic in fact.topics if topic in wanted]
    points = _ACTING * bool(acting) + bool(touched) + _ACTING * sum(topics[:1]) + 0.5 * bool({*fact.mentions} & wanted)
    return points * _WORTH.get(fact.kind, 1.0)


def _of_each_occasion(about: list[Found], question: Question) -> list[Found]:
    """The best of each day and article that is told of, then of each act, in order of time."""
    merged = [found for found, _ in merge_found(about)]
    first = _one_of_each(merged, lambda f: (_day(f.record, question), f.record.fact.article))
    acts = {f.record.fact.relation for f in first}
    rest = _one_of_each((f for f in merged if f.record.fact.relation not in acts), lambda f: f.record.fact.relation)
    return sorted((first + rest)[:_MOST_LINES], key=lambda found: _day(found.record, question))


def _one_of_each(found: Iterable[Found], key: Callable[[Found], Hashable]) -> list[Found]:
    """The first of each group."""
    groups: dict[Hashable, Found] = {}
    for f in found:
        groups.setdefault(key(f), f)
    return list(groups.values())


def _day(record: Record, question: Question) -> date:
    period = find_period(record, question.knowledge)
    return min(period.start, record.reported_on) if period is not None else record.reported_on


def _tell(chosen: list[Found], question: Question) -> Answered:
    groups = merge_found(chosen)
    lines = tuple(Statement(text=best.record.fact.sentence, records=records) for best, records in groups)
    newest = max(found.record.reported_on for found in chosen)
    return Answered(
        lead=lines[0],
        statements=lines[1:],
        notes=(question.wording.say("as_of", date=question.wording.day(newest)),),
        confidence=_SURE,
    )
