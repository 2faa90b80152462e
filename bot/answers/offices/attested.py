"""Who held an office when: by the offices that the articles attest, each told with the fact that says so."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from bot.answers.finding.found import Found
from bot.answers.finding.merge import merge_found
from bot.answers.outcome import Answered, Statement
from bot.answers.question import Question
from bot.intents.model import Item
from knowledge.model import Entity, Office
from knowledge.timex import Timex
from knowledge.values import dataclass, replace

_LIGHT = frozenset({"be", "take-office", "host", "list", "mention", "serve"})
"""Verbs of holding an office or of appearing in an article: they ask for nothing more."""

_ACTS = frozenset(
    {"meet", "visit", "agree", "reaffirm", "talk", "invite", "attend", "oppose", "protest", "shake-hands"}
)
"""Verbs that ask which holders did something, not who held the office."""

_BODIES = ("country", "place", "organisation")
"""Kinds of what somebody can be at the head of."""

_PREFIX = "c:office-"

_TAKING = Item(kind="relation", options=("r:take-office",), text="take office", position=2)

_IN_TURN = frozenset({"previous", "change"})
"""Concepts that ask for holders in turn: 外相の変遷."""

_OF_THE_LAST = ("latest", "identity", "overview", "person")
"""Answers for which the last holder is told, where no date is asked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """A person in an office, as far as articles say."""

    person: Entity
    office: Office
    first: date
    last: date
    """First and last day for which an article names the person in it."""


def answer_office(question: Question) -> Answered | None:
    """Holders of the office that a question names: at its date, the newest, or all in order; None without an office."""
    role = find_role(question)
    country = find_country(question)
    if role is None or country is None or question.asked.about_talks or _asks_more(question, role):
        return None  # "the talks of the foreign ministers" asks for no ministers
    holders = find_holders(question, role, country)
    if not holders:
        return None
    asked = question.asked
    chosen: list[Holder]
    if asked.timexes:
        chosen = [holder for holder in holders if held_in(holder, asked.timexes[0])]
    elif asked.answer in ("timeline", "articles") or _wants_all(question):
        chosen = holders
    elif asked.newest or asked.answer in _OF_THE_LAST or _is_bare(question):
        chosen = holders[-1:]
    else:
        return None
    statements = [statement for holder in chosen if (statement := tell_holder(holder, question)) is not None]
    if not statements:
        return None
    notes = (
        (question.wording.say("as_of_office", date=question.wording.day(chosen[-1].last)),) if len(chosen) == 1 else ()
    )
    return Answered(lead=statements[0], statements=tuple(statements[1:]), notes=notes, confidence=90)


def _is_bare(question: Question) -> bool:
    """Whether an office is named and nothing is asked of it: "japan foreign minister", 中国の首相は？"""
    asked = question.asked
    return "keys" in asked.signs or (asked.answer == "fact" and not asked.cue and not asked.of_kind("relation"))


def is_vacant(question: Question) -> bool:
    """Whether nothing but the holder of an office at a date is asked for, and no article names one for that date."""
    role, country, timexes = find_role(question), find_country(question), question.asked.timexes
    if role is None or country is None or not timexes or _asks_more(question, role):
        return False
    holders = find_holders(question, role, country)
    known = any(held_in(holder, timexes[0]) or is_told_of_date(holder, question) for holder in holders)
    return bool(holders) and not known


def names_no_holder(question: Question) -> bool:
    """Whether nothing but the holder of a post is asked for, and no article names anybody who held it: "Who is the
    president of Taiwan?"."""
    asked, role = question.asked, find_role(question)
    if role is None or asked.polar or asked.follow_up or asked.of_kind("relation", "word", "topic"):
        return False
    named = asked.of_kind("entity")
    posts = (*question.knowledge.resource("grammar")["offices"], f"office-{role}")
    light = question.scoring.light_concepts.union(posts)
    others = [i for i in asked.of_kind("concept") if not light & {option[2:] for option in i.options}]
    if others or not named or not all(_entity_kind(item, question) in _BODIES for item in named):
        return False
    bodies = {option[2:] for item in named for option in item.options if option.startswith("e:")}
    if any(find_holders(question, role, body) for body in bodies):
        return False
    return not any(
        f.clean and f.record.fact.relation in ("be", "take-office") and not f.missing for f in question.find()
    )


def find_role(question: Question) -> str | None:
    """The first office that a question names: `foreign-minister`."""
    roles = [o.removeprefix(_PREFIX) for item in question.asked.items for o in item.options if o.startswith(_PREFIX)]
    grammar = question.knowledge.resource("grammar")
    groups = {**grammar["offices"], **grammar["offices_alike"]}
    several = groups.get(f"office-{roles[0]}") if roles else None
    country = find_country(question)
    if several and country is not None:  # "the leader" is who holds the first of its offices that is held there
        return next((role for role in several if find_holders(question, role, country)), roles[0])
    return roles[0] if roles else None


def _asks_more(question: Question, role: str) -> bool:
    """Whether the question names more than an office, a country and (in "is X still …") a person."""
    grammar = question.knowledge.resource("grammar")
    light = question.scoring.light_concepts | set(grammar["offices"])
    light |= {f"office-{other}" for other in grammar["offices_alike"].get(f"office-{role}", ())}
    if any(question.is_below(item) for item in question.asked.items):
        return True  # the vice minister is another than the minister
    for item in question.asked.items:
        concepts = {option[2:] for option in item.options if option.startswith("c:")}
        if item.kind == "entity" and _entity_kind(item, question) in ("country", "person") and not item.excluded:
            continue
        if f"office-{role}" in concepts or (concepts and concepts <= light):
            continue
        if _wants_all(question) and concepts & _IN_TURN:
            continue  # "every minister, current or former"
        relations = {option[2:] for option in item.options if option.startswith("r:")}
        if relations and (relations & _LIGHT or (_wants_all(question) and not relations & _ACTS)):
            continue
        if item.kind in ("word", "unknown") and _wants_all(question):
            continue
        if item.kind in ("relation", "concept", "word", "topic", "entity"):
            return True
    persons = [i for i in question.asked.of_kind("entity") if _entity_kind(i, question) == "person"]
    return len(persons) > 1 or (bool(persons) and not question.asked.newest)


def is_of_holding(item: Item) -> bool:
    """Whether an item is a verb that only says of somebody that he had an office: "held"."""
    return item.kind == "relation" and {option[2:] for option in item.options} <= _LIGHT


def says_only_office(question: Question, role: str) -> bool:
    """Whether a question names nothing but an office and a country."""
    return not _asks_more(question, role)


def _entity_kind(item: Item, question: Question) -> str:
    entity = question.knowledge.entity(item.options[0][2:]) if item.options else None
    return entity.kind if entity is not None else ""


def find_country(question: Question) -> str | None:
    """The country named, or that of the person named."""
    for item in question.asked.of_kind("entity"):
        for option in item.options:
            entity = question.knowledge.entity(option[2:]) if option.startswith("e:") else None
            if entity is not None and entity.kind == "country":
                return entity.id
            if entity is not None and entity.kind == "person" and entity.of:
                return _state_of(entity, question)
    return None


def _state_of(person: Entity, question: Question) -> str | None:
    """The state that somebody belongs to, if only through a body of it."""
    body = question.knowledge.entity(person.of or "")
    while body is not None and body.kind != "country" and body.of:
        body = question.knowledge.entity(body.of)
    return body.id if body is not None and body.kind == "country" else person.of


def find_holders(question: Question, role: str, country: str) -> list[Holder]:
    """All who held a post, in order of time."""
    people = question.knowledge.office_holders((role,), (country,))
    posts = (holder for person in people for holder in posts_of(person))
    return _in_order(h for h in posts if h.office.role == role and h.office.country == country)


def posts_of(person: Entity) -> list[Holder]:
    """The posts of one person that articles date, in order of time."""
    dated = ((office, [*office.attested, *(p for p in (office.since,) if p)]) for office in person.offices)
    return _in_order(
        Holder(person=person, office=office, first=min(p.start for p in days), last=max(p.end for p in days))
        for office, days in dated
        if days
    )


def _in_order(holders: Iterable[Holder]) -> list[Holder]:
    return sorted(holders, key=lambda holder: (holder.last, holder.first))


def held_in(holder: Holder, timex: Timex) -> bool:
    """Whether a person may have been in the post at a date, as far as articles say."""
    start = holder.office.since.start if holder.office.since else holder.first
    return timex.covers(start, holder.last)


def _wants_all(question: Question) -> bool:
    return "holders" in question.asked.signs


def tell_holder(holder: Holder, question: Question) -> Statement | None:
    """The fact that names the person in the office."""
    taken_later = is_before_office(holder, question.asked.timexes[:1])
    fit = [*_find_holding(holder, question), *(_find_holding(holder, question, _TAKING) if taken_later else ())]
    if not fit:
        return None
    best = max(
        fit,
        key=lambda f: (
            taken_later and f.record.fact.relation == "take-office",
            f.record.fact.agents[:1] == (holder.person.id,),
            _is_of_date(f, question),
            f.record.reported_on <= holder.last,
            question.as_of is None or f.record.fact.relation == "be",  # who took over may have gone by then
            f.record.reported_on,
        ),
    )
    records = next(records for found, records in merge_found([best, *(f for f in fit if f is not best)]))
    return Statement(text=best.record.fact.sentence, records=records)


def _find_holding(holder: Holder, question: Question, *more: Item) -> list[Found]:
    """The facts that name a person in his office."""
    person = Item(kind="entity", options=(f"e:{holder.person.id}",), text=holder.person.name.en, position=0, hard=True)
    office = Item(kind="concept", options=(f"{_PREFIX}{holder.office.role}",), text=holder.office.role, position=1)
    asked = replace(
        question.asked, items=(person, office, *more), timexes=(), answer="fact", quotations=(), symmetric=True
    )
    return [f for f in question.find(asked) if f.clean and _names_office(f, holder)]


def is_told_of_date(holder: Holder, question: Question) -> bool:
    """Whether a fact names a person in his office at the date that is asked for, though his post is dated otherwise."""
    return any(_is_of_date(f, question) for f in _find_holding(holder, question))


def is_before_office(holder: Holder, timexes: Iterable[Timex]) -> bool:
    """Whether a date is before the day on which the office is known to have been taken."""
    since = holder.office.since
    return since is not None and any(timex.last is not None and timex.last < since.start for timex in timexes)


def _is_of_date(found: Found, question: Question) -> bool:
    """Whether a fact names the holder for the very date that is asked for; of several in turn it tells none of any day
    between them."""
    when = found.record.fact.when
    alone = len(found.record.fact.agents) == 1
    return alone and when is not None and any(timex.covers(when.start, when.end) for timex in question.asked.timexes)


def _names_office(found: Found, holder: Holder) -> bool:
    fact = found.record.fact
    return (
        fact.relation in ("be", "take-office")
        and holder.person.id in (*fact.agents, *fact.mentions)
        and f"{_PREFIX}{holder.office.role}" in found.record.features
    )
