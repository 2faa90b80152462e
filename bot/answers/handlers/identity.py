"""Who somebody is, what something is, and who held which office when."""

from __future__ import annotations

from bot.answers.deciding.contrary import tells_contrary
from bot.answers.finding.found import Found
from bot.answers.finding.guard import stands_for
from bot.answers.finding.kinds import find_period
from bot.answers.finding.merge import merge_found
from bot.answers.handlers.articles import list_articles
from bot.answers.handlers.facts import answer_from_facts
from bot.answers.offices.attested import find_role, is_of_holding, names_no_holder
from bot.answers.offices.earlier_office import answer_earlier_office
from bot.answers.outcome import Answered, NotFound, NotUnderstood, Statement
from bot.answers.question import Question
from bot.answers.telling.leading import lead_with
from bot.answers.telling.refusal import refuse, refuse_holder
from bot.intents.model import Item
from knowledge.values import replace

_MOST_LINES = 2
_LOCATED = 85
_MOST_AGENTS = 99
"""Stands for the agents of a fact that only speaks of a thing: it says less of what it is than one that has it act."""

_PLACES = ("place", "body_of_water", "country")


def identify(question: Question) -> Answered | NotFound | NotUnderstood:
    """The fact that says what it is, then what else is told of it first."""
    if (earlier := answer_earlier_office(question)) is not None:
        return earlier
    if names_no_holder(question):
        return refuse_holder(question)
    if _asks_who_of_a_thing(question):
        asked_part = question.asked.asked_part or "doer"
        of_doers = replace(question.asked, intent="find_person", answer="person", asked_part=asked_part)
        return answer_from_facts(replace(question, asked=of_doers))
    if question.asked.unit:
        return answer_from_facts(replace(question, asked=replace(question.asked, answer="number")))
    found = question.find()
    named = question.asked.of_kind("entity", "topic")
    if "contents" in question.asked.signs or (question.asked.of_kind("unknown") and not question.utterance.chatty):
        return answer_from_facts(question)
    alone = replace(question.asked, items=tuple(named), quotations=())
    defining = [f for f in question.find(alone) if f.clean and _defines(f, question)]
    if not defining and question.asked.publishers:
        return list_articles(replace(question, asked=replace(question.asked, items=())))
    bare = not defining and named and not question.asked.follow_up and find_role(question) is None
    if bare and all(question.is_kind(item, "country", "place") for item in named):
        return refuse(question, found)  # what is told of a country or a city says not what it is
    own = _own_of_somebody(named, question)
    if own is not None and {option[2:] for option in own.options} <= question.scoring.light_concepts:
        return refuse(question, found)  # no fact need hold a word for a number, but whose it is says nothing of it
    if defining and (tells_contrary(defining[0], question) or own is not None):
        return answer_from_facts(question)  # "the refused principles" are none, and somebody's number is not he
    if not defining or not named or len(question.asked.of_kind("relation", "concept", "word")) > 2:
        return answer_from_facts(question)
    rest = [f for f in found if f.clean and not f.missing and f not in defining]
    groups = merge_found([*defining, *rest])[:_MOST_LINES]
    return Answered(
        lead=Statement(text=groups[0][0].record.fact.sentence, records=groups[0][1]),
        statements=tuple(Statement(text=f.record.fact.sentence, records=records) for f, records in groups[1:]),
        confidence=round(max(groups[0][0].score, 60)),
    )


def _asks_who_of_a_thing(question: Question) -> bool:
    """Whether "who" stands before something that is nobody: "Who was unhappy about the report?" does not ask what the
    report is."""
    asked, who = question.asked, question.knowledge.resource("grammar")["pointing"]["who"]
    named = [item for item in asked.of_kind("entity", "topic") if not item.carried]
    first = question.utterance.tokens[0].folded if question.utterance.tokens else ""
    somebody = any(question.is_kind(item, "person") for item in named) or find_role(question) is not None
    things = bool(named) and not any(question.is_kind(item, "organisation", "country") for item in named)
    more = bool(named) and bool(asked.of_kind("relation", "concept", "word", "unknown"))
    return first in who and not somebody and (things or more)


def _own_of_somebody(named: tuple[Item, ...], question: Question) -> Item | None:
    """What is asked for where it is somebody's own and has no name here: "What is Kishida's number?"."""
    asked, tokens = question.asked, question.utterance.tokens
    owners = [item for item in named if question.is_kind(item, "person") and not item.carried and item.position >= 0]
    ends = [p.last for p in question.utterance.pieces for item in owners if p.first <= item.position < p.last]
    behind = {end for end in ends if tokens[end - 1].possessive}
    return next((item for item in asked.of_kind("concept", "word", "unknown") if item.position in behind), None)


def _defines(found: Found, question: Question, item: Item | None = None) -> bool:
    """Whether a fact says what the item is: relation `be`, and the item first among those it is about."""
    fact = found.record.fact
    items = (item,) if item is not None else question.asked.of_kind("entity", "topic")
    wanted = {option[2:] for i in items for option in i.options}
    first = (*fact.agents, *fact.mentions, *fact.topics)[:1]
    return fact.relation == "be" and bool(set(first) & wanted)


def find_office(question: Question) -> Answered | NotFound | NotUnderstood:
    """The office of a person by the facts that say so, then what answers the rest of the question."""
    if (earlier := answer_earlier_office(question)) is not None:
        return earlier
    asked = question.asked
    person = next((item for item in asked.items if item.kind == "entity" and question.is_kind(item, "person")), None)
    if person is None:
        return answer_from_facts(question)
    defining = find_defining(question, person)
    if not defining:
        return answer_from_facts(question)
    rest = [f for f in question.find() if f.clean and f.score >= question.scoring.least(asked.intent)]
    rest = [f for f in rest if f.record.fact.relation != "be"][:1]
    groups = merge_found([*defining[:1], *rest])[:_MOST_LINES]
    return Answered(
        lead=Statement(text=groups[0][0].record.fact.sentence, records=groups[0][1]),
        statements=tuple(Statement(text=f.record.fact.sentence, records=records) for f, records in groups[1:]),
        confidence=85,
    )


def locate(question: Question) -> Answered | NotFound | NotUnderstood:
    """Where something lies, where nothing is asked to have happened there: by what says what it is."""
    asked = question.asked
    own = [item for item in asked.items if not item.carried]
    lone = own[0] if len(own) == 1 and own[0].kind in ("entity", "topic") else None
    if lone is None or asked.timexes or asked.follow_up or question.is_kind(lone, "person", "event", "event_series"):
        return answer_from_facts(question)
    defining = find_defining(question, lone)
    if not defining and question.is_kind(lone, *_PLACES):
        return refuse(question, ())  # what happened near the Taiwan Strait says not where it lies
    if not defining:
        return answer_from_facts(question)
    records = (defining[0].record,)
    return Answered(lead=lead_with(defining[0], records, question), confidence=_LOCATED)


def find_defining(question: Question, item: Item) -> list[Found]:
    """The facts that say what an item is, first those of the time that is asked for."""
    alone = replace(question.asked, items=(replace(item, role="any"),), quotations=())
    beside = tuple(f.record.number for f in question.find())  # of that time, though late among much
    defining = [f for f in question.find(alone, also=beside) if f.clean and _defines(f, question, item)]
    # A term that stands in a document is defined by a fact that does not make the document what it is.
    nearest = _nearest_in_time(defining, question)
    return sorted(nearest, key=lambda f: not stands_for(item, f.record.fact.agents, question.knowledge))


def _nearest_in_time(defining: list[Found], question: Question) -> list[Found]:
    """Those first that are nearest to what the question names besides the person ("by the time of the talks"), else the
    newest, so that what is said of an office is its latest state; what is told of one alone before what is of several.

    Where the question names a date they stay as they are, but for that.
    """
    if question.asked.timexes:
        return sorted(defining, key=lambda f: len(f.record.fact.agents))
    way = 1 if "earlier" in question.asked.signs else -1  # "what had he been before?" asks for the first

    def place(f: Found) -> tuple[int, int, int]:
        return (
            len(f.record.fact.agents) or _MOST_AGENTS,
            way * _last_day(f, question),
            -f.record.reported_on.toordinal(),
        )

    newest = sorted(defining, key=place)
    day = _day_asked(question)
    return newest if day is None else sorted(newest, key=lambda f: abs(_last_day(f, question) - day))


def _day_asked(question: Question) -> int | None:
    """The day of an event that the question names besides the person, or of what fits best of the rest it asks."""
    others = [
        item
        for item in question.asked.items
        if not (item.carried or question.is_kind(item, "person", "country") or is_of_holding(item))
    ]
    entities = (entity for item in others for entity in question.entities_of(item))
    when = next((entity.when for entity in entities if entity.when is not None), None)
    if when is not None:
        return when.start.toordinal()
    if not any(item.kind in ("entity", "topic", "relation") for item in others):
        return None
    fit = (f for f in question.find() if f.clean and f.record.fact.relation != "be")
    best = next((f for f in fit if not any(item in others for item in f.missing)), None)
    return _last_day(best, question) if best is not None else None


def _last_day(found: Found, question: Question) -> int:
    """The last day that a fact is of."""
    period = find_period(found.record, question.knowledge)
    return min(period.end, found.record.reported_on).toordinal() if period else found.record.reported_on.toordinal()
