"""Whether something is true: offices, events and places by what is on record, everything else by the facts."""

from __future__ import annotations

from bot.answers.checking.place_claims import check_place
from bot.answers.events.event_claims import check_event_day
from bot.answers.handlers.compare import compare, likens
from bot.answers.handlers.facts import answer_from_facts
from bot.answers.handlers.settled import settle
from bot.answers.model import Verdict
from bot.answers.offices.attested import (
    Holder,
    find_country,
    find_holders,
    find_role,
    held_in,
    is_before_office,
    posts_of,
    tell_holder,
)
from bot.answers.outcome import Answered, Outcome, Statement
from bot.answers.question import Question
from knowledge.model import Entity
from knowledge.timex import Timex
from knowledge.values import replace

_OF_SOMEBODY = ("c:office-", "c:official")
_MOST_ITEMS = 3
"""A person, an office and a country: what names more claims more than an office."""


def check_claim(question: Question) -> Outcome:
    """The verdict of the facts; "X is minister of Y" is held against the offices on record, "X was in 2022" and "X is
    in Y" against what is known of X."""
    if likens(question):
        return compare(question)  # whether two remarks are alike, whoever asks may see for himself
    known = check_office(question) or check_nationality(question) or check_event_day(question) or check_place(question)
    return known or settle(answer_from_facts(question), question)


def check_office(question: Question) -> Answered | None:
    """The verdict on "X is minister of Y"; None where a claim says something else, or more."""
    asked = question.asked
    role = find_role(question)
    named = (e for item in asked.of_kind("entity") for e in question.entities_of(item))
    person = next((entity for entity in named if entity.kind == "person"), None)
    bodies = [i for i in asked.of_kind("entity") if not question.is_kind(i, "person", "country")]
    abroad = [i for i in asked.of_kind("entity") if i.role == "place" and question.is_kind(i, "country")]
    more = (
        asked.of_kind("relation", "topic", "word", "unknown") or bodies or abroad
    )  # "had he been to China as minister"
    if role is None or person is None or more or len(asked.items) > _MOST_ITEMS:
        return None
    return _check_office(person, role, question)


def _check_office(person: Entity, role: str, question: Question) -> Answered | None:
    """The person's post, or who else held it at the date of the claim, or else what the person was."""
    country = _find_claimed_country(question) or find_country(question)
    timexes = question.asked.timexes[:1]
    own = posts_of(person)
    same = [holder for holder in own if holder.office.role == role and country in (None, holder.office.country)]
    right = [holder for holder in same if all(held_in(holder, timex) for timex in timexes)]
    if right:
        return _told(right[-1], question, contrary=False)
    others = find_holders(question, role, country) if country and timexes else []
    at_the_time = [h for h in others if h.person.id != person.id and all(held_in(h, timex) for timex in timexes)]
    if at_the_time:
        return _with_own_post(_told(at_the_time[-1], question, contrary=True), own, question)
    if same and timexes and (then := _find_post_then(own, same, timexes[0])) is not None:
        return _told(then, question, contrary=True)
    if same:
        return _told(same[-1], question, contrary=False, date=timexes[0] if timexes else None)
    return _told(own[-1], question, contrary=True) if own else None


def _find_claimed_country(question: Question) -> str | None:
    """The state whose office or man somebody is said to be, though it be another than his."""
    for item in question.asked.of_kind("entity"):
        for entity in question.entities_of(item)[:1]:
            if entity.kind == "country":
                return entity.id
            if entity.kind == "organisation" and entity.of:
                return entity.of
    return None


def check_nationality(question: Question) -> Answered | None:
    """The verdict on "X is a Chinese official" of somebody who belongs to another state; None on any other claim."""
    asked = question.asked
    verbs = {option[2:] for item in asked.of_kind("relation") for option in item.options}
    persons = [e for i in asked.of_kind("entity") for e in question.entities_of(i)[:1] if e.kind == "person"]
    states = [i for i in asked.of_kind("entity") if question.is_kind(i, "country", "organisation")]
    offices = [i for i in asked.of_kind("concept") if any(o.startswith(_OF_SOMEBODY) for o in i.options)]
    beyond = asked.of_kind("topic", "word", "unknown") or asked.timexes or asked.negated or verbs - {"be"}
    if beyond or len(persons) != 1 or len(states) != 1 or not offices or states[0].role == "place":
        return None
    country, own = _find_claimed_country(question), posts_of(persons[0])
    if country is None or not own or any(country in (holder.office.country, persons[0].of) for holder in own):
        return None
    return _told(own[-1], question, contrary=True)


def _find_post_then(own: list[Holder], same: list[Holder], timex: Timex) -> Holder | None:
    """Another post that the person had at a date, or else the post itself, if it was taken only later."""
    other = [holder for holder in own if holder not in same and held_in(holder, timex)]
    later = [holder for holder in same if is_before_office(holder, (timex,))]
    return next(iter([*other, *later]), None)


def _with_own_post(told: Answered | None, own: list[Holder], question: Question) -> Answered | None:
    """The correction, and what the person really was at the time."""
    held = [holder for holder in own if all(held_in(holder, timex) for timex in question.asked.timexes)]
    statement = tell_holder(held[-1], question) if held else None
    return told if told is None or statement is None else replace(told, statements=(statement,))


def _told(holder: Holder, question: Question, *, contrary: bool, date: Timex | None = None) -> Answered | None:
    """The fact that names the person in the office.

    Args:
        contrary: it is not what the claim says, or would say without its denial: "Li Qiang isn't Japan's premier".
        date: that of the claim, where nothing is known of it.
    """
    statement = tell_holder(holder, question)
    if statement is None:
        return None
    if question.asked.negated:
        contrary = not contrary and date is None
    text = question.wording.say("contrary") + question.wording.gap + statement.text if contrary else statement.text
    if date is not None:
        what = question.utterance.text[date.start : date.end]
        text = question.wording.say("not_of", what=what) + question.wording.gap + statement.text
    verdict: Verdict = "partly" if date is not None else "contradicted" if contrary else "supported"
    note = question.wording.say("as_of_office", date=question.wording.day(holder.last))
    return Answered(lead=Statement(text=text, records=statement.records), notes=(note,), confidence=90, verdict=verdict)
