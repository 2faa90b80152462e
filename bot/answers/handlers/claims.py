"""Whether something is true: offices, events and places by what is on record, everything else by the facts."""

from __future__ import annotations

from bot.answers.checking.place_claims import check_place
from bot.answers.events.event_claims import check_event_day
from bot.answers.events.occasion import find_times
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
    is_told_of_date,
    posts_of,
    tell_holder,
)
from bot.answers.outcome import Answered, Outcome, Statement
from bot.answers.question import Question
from bot.intents.model import Item
from knowledge.model import Entity, Period
from knowledge.timex import Timex, bounds_of
from knowledge.values import replace

_OF_SOMEBODY = ("c:office-", "c:official")
_PERSON_AND_STATE = 2
_TAKING = "r:take-office"
_MOST_ITEMS = 3
"""A person, an office and a country: what names more claims more than an office."""

_SPEAKING = frozenset({"say", "mention", "talk", "describe", "report", "write"})
"""What no question is about by itself, and yet is done by whoever is named."""


def check_claim(question: Question) -> Outcome:
    """The verdict of the facts; "X is minister of Y" is held against the offices on record, "X was in 2022" and "X is
    in Y" against what is known of X."""
    if likens(question):
        return compare(question)  # whether two remarks are alike, whoever asks may see for himself
    known = check_office(question) or check_nationality(question) or check_event_day(question) or check_place(question)
    return known or settle(answer_from_facts(question), question)


def states_office(question: Question) -> bool:
    """Whether a message says that somebody is something, and asks nothing: "wang yi was china's premier in 2023"."""
    asked, being = question.asked, question.knowledge.resource("grammar")["being"]["words"]
    if asked.polar or asked.answer not in ("fact", "latest") or find_role(question) is None:
        return False
    named = [item for item in asked.of_kind("entity") if question.is_kind(item, "person") and not item.carried]
    ends = {piece.first: piece.last for piece in question.utterance.pieces}
    behind = question.utterance.tokens[ends.get(named[0].position, 0) :] if len(named) == 1 else ()
    return bool(behind) and behind[0].folded in being


def check_office_then(asked: Question, told: Question) -> Answered | None:
    """The verdict on "X was minister of Y when ...", by the day of the occasion; None where no fact tells one day.

    Args:
        asked: the claim without the occasion.
        told: the occasion.
    """
    if asked.asked.timexes or told.asked.timexes or not told.asked.items:
        return None
    if find_role(asked) is None:
        return None
    months = {(t.first.year, t.first.month) for t in find_times(told) if t.first is not None}
    if len(months) != 1:
        return None  # the occasion is one of several
    return check_office(replace(asked, asked=replace(asked.asked, timexes=(_month(*months.pop()),))))


def _month(year: int, month: int) -> Timex:
    """All of a month: articles name most people in an office for one day of it."""
    first, last = bounds_of(year, month)
    return Timex(start=0, end=0, first=first, last=last)


def check_office(question: Question) -> Answered | None:
    """The verdict on "X is minister of Y"; None where a claim says something else, or more."""
    question = _dated_by_event(question)
    asked = question.asked
    role = find_role(question)
    named = (e for item in asked.of_kind("entity") for e in question.entities_of(item))
    person = next((entity for entity in named if entity.kind == "person"), None)
    bodies = [i for i in asked.of_kind("entity") if not question.is_kind(i, "person", "country")]
    abroad = [i for i in asked.of_kind("entity") if i.role == "place" and question.is_kind(i, "country")]
    verbs = asked.of_kind("relation")
    more = asked.of_kind("topic", "word", "unknown") or bodies or abroad  # "had he been to China as minister"
    if role is None or person is None or more or _does_something(question):
        return None
    if verbs and all(item.options == (_TAKING,) for item in verbs):
        return _check_taking(person, role, question)
    return None if verbs or len(asked.items) > _MOST_ITEMS else _check_office(person, role, question)


def _does_something(question: Question) -> bool:
    """Whether a claim says of somebody that he did what no verb of the lexicon tells, "Did he get to see the premier?",
    or that he spoke of it, 他提到俄罗斯了吗: it claims no office."""
    relations = [
        {target.id for target in piece.targets} if all(target.kind == "relation" for target in piece.targets) else {""}
        for piece in question.utterance.pieces
        if piece.targets and question.utterance.tokens[piece.first].cjk
    ]
    if any(some <= _SPEAKING for some in relations) and not any("be" in some for some in relations):
        return True
    first = next((token.folded for token in question.utterance.tokens), "")
    doing = question.knowledge.resource("grammar")["being"]["doing"]
    return first in doing and not question.asked.of_kind("relation")


def _check_taking(person: Entity, role: str, question: Question) -> Answered | None:
    """That a post was taken only later than a claim says; None where it was not."""
    same = [holder for holder in posts_of(person) if holder.office.role == role]
    later = [holder for holder in same if is_before_office(holder, question.asked.timexes[:1])]
    return _told(later[0], question, contrary=True) if len(later) == 1 else None


def _dated_by_event(question: Question) -> Question:
    """A claim with the month of an event in the place of its name: "Was Iwaya minister at the Busan talks?"."""
    asked = question.asked
    dated = [(item, when) for item in asked.of_kind("entity") if (when := _day_of(item, question)) is not None]
    if len(dated) != 1 or asked.timexes:
        return question
    item, when = dated[0]
    rest = tuple(other for other in asked.items if other is not item)
    return replace(question, asked=replace(asked, items=rest, timexes=(_month(when.start.year, when.start.month),)))


def _day_of(item: Item, question: Question) -> Period | None:
    return next((e.when for e in question.entities_of(item)[:1] if e.kind == "event"), None)


def _check_office(person: Entity, role: str, question: Question) -> Answered | None:
    """The person's post, or who else held it at the date of the claim, or else what the person was."""
    country = _find_claimed_country(question) or find_country(question)
    timexes = question.asked.timexes[:1]
    own = posts_of(person)
    same = [holder for holder in own if holder.office.role == role and country in (None, holder.office.country)]
    right = [holder for holder in same if _held_then(holder, question)]
    if right:
        return _told(right[-1], question, contrary=False)
    others = find_holders(question, role, country) if country and timexes else []
    others = [holder for holder in others if holder.person.id != person.id]
    at_the_time = [holder for holder in others if _held_then(holder, question)]
    if at_the_time:
        return _with_own_post(at_the_time[-1], own, question)
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
    """The verdict on "X is a Chinese official" or "X is Chinese"; None on any other claim, and where an official's
    state is the one that is claimed."""
    asked = question.asked
    verbs = {option[2:] for item in asked.of_kind("relation") for option in item.options}
    persons = [e for i in asked.of_kind("entity") for e in question.entities_of(i)[:1] if e.kind == "person"]
    states = [i for i in asked.of_kind("entity") if question.is_kind(i, "country", "organisation")]
    offices = [i for i in asked.of_kind("concept") if any(o.startswith(_OF_SOMEBODY) for o in i.options)]
    beyond = asked.of_kind("topic", "word", "unknown") or asked.timexes or asked.negated or verbs - {"be"}
    plain = len(asked.items) == _PERSON_AND_STATE and not verbs
    if beyond or len(persons) != 1 or len(states) != 1 or not (offices or plain) or states[0].role == "place":
        return None
    if _does_something(question):
        return None
    country, own = _find_claimed_country(question), posts_of(persons[0])
    if country is None or not own:
        return None
    if any(country in (holder.office.country, persons[0].of) for holder in own):
        return _told(own[-1], question, contrary=False) if plain else None
    return _told(own[-1], question, contrary=True)


def _find_post_then(own: list[Holder], same: list[Holder], timex: Timex) -> Holder | None:
    """Another post that the person had at a date, or else the post itself, if it was taken only later."""
    other = [holder for holder in own if holder not in same and held_in(holder, timex)]
    later = [holder for holder in same if is_before_office(holder, (timex,))]
    return next(iter([*other, *later]), None)


def _held_then(holder: Holder, question: Question) -> bool:
    """Whether somebody was in a post at the date of a claim, by what is on record, or by a fact of that date about
    somebody who had no other post."""
    timexes = question.asked.timexes[:1]
    if all(held_in(holder, timex) for timex in timexes):
        return True
    return len(posts_of(holder.person)) == 1 and is_told_of_date(holder, question)


def _with_own_post(other: Holder, own: list[Holder], question: Question) -> Answered | None:
    """What the person really was at the time, and who held the post; the latter alone where the former is not told."""
    held = [holder for holder in own if _held_then(holder, question)]
    told = _told(held[-1], question, contrary=True) if held else None
    statement = tell_holder(other, question)
    if told is None or statement is None:
        return _told(other, question, contrary=True)
    return replace(told, statements=(statement,))


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
        before = question.wording.say("not_of", what=what) if what else question.wording.say("says_partly")
        text = before + question.wording.gap + statement.text
    verdict: Verdict = "partly" if date is not None else "contradicted" if contrary else "supported"
    note = question.wording.say("as_of_office", date=question.wording.day(holder.last))
    return Answered(lead=Statement(text=text, records=statement.records), notes=(note,), confidence=90, verdict=verdict)
