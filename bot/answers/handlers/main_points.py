"""The main points of one occasion or document: the fact that sums it up, then what gathers most, no passage twice."""

from __future__ import annotations

from collections.abc import Iterable

from bot.answers.finding.found import Found
from bot.answers.finding.merge import merge_found
from bot.answers.outcome import Answered, Statement
from bot.answers.question import Question
from bot.intents.model import Item
from knowledge.model import Entity, EntityId, Fact
from knowledge.values import replace

_CANDIDATES = 256
_MOST_LINES = 4
_LEAST_LINES = 2
_SUMMING_UP = 4
"""A fact that rests on so many passages sums an occasion up."""

_REACTING = frozenset({"oppose", "protest", "criticise", "reject", "welcome", "support"})
_SAYING_WHAT = frozenset({"document", "article", "talks", "meeting"})
"""Concepts of words that only say what kind of thing is named: "the Busan article"."""

_TELLING = ("agreement", "event", "statement", "demand", "position", "plan")
_SURE = 80

_MEETING = frozenset({"meet", "visit", "talk", "attend", "host", "say", "speak"})
"""Verbs of a question for what happened that name no more than its occasion."""


def tell_main_points(question: Question, first: Iterable[Found] = ()) -> Answered | None:
    """What an occasion or a document that a question names came to; None where it names none, or some of several days.

    Args:
        first: what goes before it, such as what a document is.
    """
    occasions = _find_occasions(question)
    chosen = _choose(occasions, question) if occasions else []
    groups = merge_found([*first, *chosen])[:_MOST_LINES] if chosen else []
    if not groups or (
        len(groups) < _LEAST_LINES and occasions[0].kind == "event"
    ):  # says no more than that it took place
        return None
    lines = tuple(Statement(text=best.record.fact.sentence, records=records) for best, records in groups)
    return Answered(lead=lines[0], statements=lines[1:], confidence=_SURE)


def _find_occasions(question: Question) -> tuple[Entity, ...]:
    """The event or document that a question names by itself, or all events of one day by their place and parties."""
    asked = question.asked
    named = [item for item in asked.of_kind("entity") if not item.carried]
    verbs = {option[2:] for item in asked.of_kind("relation") for option in item.options}
    light = question.scoring.light_concepts | _SAYING_WHAT
    more = [i for i in asked.of_kind("concept", "word", "topic", "unknown") if not i.soft and not _is_light(i, light)]
    if not named or more or verbs - _MEETING or question.asked.quotations:
        return ()
    things = [item for item in named if question.kind_of(item) in ("event", "document")]
    if things:
        thing = question.entities_of(things[0])[0]
        others = [item for item in named if item not in things]
        fits = len(things) == 1 and _is_of_date(thing, question)
        return (thing,) if fits and all(_took_part(item, thing, question) for item in others) else ()
    places = [item for item in named if _is_place(item, question)]
    others = [item for item in named if item not in places]
    if len(places) != 1 or not all(question.is_kind(item, "person", "country") for item in others):
        return ()
    here = {option[2:] for option in places[0].options}
    told = question.find(replace(asked, items=tuple(places), timexes=(), answer="fact"), limit=_CANDIDATES)
    ids = dict.fromkeys(f.record.fact.event for f in told if f.record.fact.event)
    events = [event for id in ids if id is not None and (event := question.knowledge.entity(id)) is not None]
    held = [event for event in events if event.place in here and _is_of_date(event, question)]
    held = [event for event in held if all(_took_part(item, event, question) for item in others)]
    days = {event.when.start for event in held if event.when is not None}
    return tuple(held) if len(days) == 1 and all(event.participants for event in held) else ()


def _is_place(item: Item, question: Question) -> bool:
    """Whether a name is a city, or a state in which something happened."""
    return question.is_kind(item, "place") or (item.role == "place" and question.is_kind(item, "country"))


def _is_light(item: Item, light: frozenset[str]) -> bool:
    return bool(item.options) and {option[2:] for option in item.options} <= light


def _is_of_date(event: Entity, question: Question) -> bool:
    when, timexes = event.when, question.asked.timexes
    if when is None:
        return event.kind == "document" or not timexes  # a year is part of a document's name
    return all(timex.covers(when.start, when.end) for timex in timexes)


def _took_part(item: Item, event: Entity, question: Question) -> bool:
    """Whether somebody, or his state, took part in an event, or a document is of him."""
    own = (*event.participants, *filter(None, (event.of,)))
    parties = {wider for party in own for wider in (party, *question.knowledge.wider(party))}
    return any(option[2:] in parties for option in item.options)


def _choose(occasions: tuple[Entity, ...], question: Question) -> list[Found]:
    """The summary where there is one, then facts that gather several passages, then single ones, no passage twice."""
    own = {f.record.number: f for entity in occasions for f in _find_own(entity, question)}
    told = [f for f in own.values() if f.record.fact.weight != "low" and f.record.fact.reviewed]
    summing = [f for f in told if len(f.record.fact.sentences) >= _SUMMING_UP]
    summary = max(summing, key=lambda f: len(f.record.fact.sentences), default=None)
    of_document = occasions[0].kind == "document"
    if summary is None and of_document:
        return []
    rest = [f for f in told if f is not summary and f.record.fact.kind in _TELLING and _is_news(f.record.fact)]
    if of_document and summary is not None:  # it says already what stands in the document
        summed = set(summary.record.fact.sentences)
        rest = [f for f in rest if not summed & set(f.record.fact.sentences)]
    chosen: list[Found] = []
    for f in sorted(rest, key=lambda f: _weight(f.record.fact, f.record.number, occasions[0].id)):
        if len(chosen) < _MOST_LINES - 1 and not any(_tells_same(f.record.fact, c.record.fact) for c in chosen):
            chosen.append(f)
    chosen.sort(key=lambda f: (f.record.reported_on, f.record.number))
    return [*([summary] if summary is not None else []), *chosen]


def _is_news(fact: Fact) -> bool:
    """Whether a fact tells more than what something is, or that it appeared."""
    return fact.relation not in ("be", "publish")


def _weight(fact: Fact, number: int, thing: str) -> tuple[int, int, int]:
    """What others did about a document goes first, then what takes most of an article in."""
    about = thing in (*fact.targets, *fact.mentions) and fact.relation in _REACTING
    return (-about, -len(fact.sentences), number)


def _tells_same(one: Fact, other: Fact) -> bool:
    """Whether a fact rests on passages that are told already, or tells the same act of the same as another article."""
    if one.article == other.article:
        return bool(set(one.sentences) & set(other.sentences))
    return one.relation == other.relation and bool(set(one.agents) & set(other.agents))


def _find_own(entity: Entity, question: Question) -> list[Found]:
    """The facts of an event, or the words of a document and what was done about it."""
    parties = tuple(EntityId(party) for party in entity.participants)
    items = [(entity.id,), *((party,) for party in parties)]
    found: dict[int, Found] = {}
    for ids in (items[:1], items) if parties else (items[:1],):
        asked = tuple(Item(kind="entity", options=(f"e:{id}",), text=id, position=-1, hard=True) for (id,) in ids)
        about = replace(question.asked, items=asked, timexes=(), answer="fact", polar=False, quotations=())
        found |= {f.record.number: f for f in question.find(about, limit=_CANDIDATES)}
    return [f for f in found.values() if _is_own(f.record.fact, entity, parties, question)]


def _is_own(fact: Fact, entity: Entity, parties: tuple[EntityId, ...], question: Question) -> bool:
    if entity.kind == "document":
        about = fact.relation in _REACTING and entity.id in fact.mentions
        edition = fact.speaker is not None and entity.id in question.knowledge.wider(fact.speaker)
        return entity.id in (fact.speaker, *fact.targets) or edition or about
    told = {*fact.agents, *fact.targets, *fact.mentions}
    sums_up = len(fact.sentences) >= _SUMMING_UP and bool(parties) and told.issuperset(parties) and fact.event is None
    return fact.event == entity.id or (sums_up and _is_of_its_days(fact, entity))


def _is_of_its_days(fact: Fact, event: Entity) -> bool:
    """Whether what a fact sums up was when an event was: states take part in more than one."""
    one, other = fact.when, event.when
    return one is None or other is None or (one.start <= other.end and other.start <= one.end)
