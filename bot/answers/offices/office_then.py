"""Who held an office on an occasion that the question tells: "Who led Japan when Kamikawa spoke to parliament?"."""

from __future__ import annotations

from bot.answers.events.occasion import find_times
from bot.answers.offices.attested import (
    Holder,
    find_country,
    find_holders,
    find_role,
    held_in,
    says_only_office,
    tell_holder,
)
from bot.answers.outcome import Answered, NotFound, Statement
from bot.answers.question import Question
from bot.intents.model import Item
from knowledge.model import Entity
from knowledge.timex import Timex, bounds_of
from knowledge.values import replace

_ASKING = ("person", "identity", "office", "fact", "latest")
_CONFIDENCE = 90
_CHOICE = 2


def answer_office_then(asked: Question, told: Question) -> Answered | NotFound | None:
    """The holder of an office at the time of an occasion; None where something else is asked, or where the occasion has
    a date of its own.

    Args:
        asked: the question without the occasion.
        told: the occasion.
    """
    role = find_role(asked)
    country = find_country(asked) or (_only_state(role, asked) if role is not None else None)
    if role is None or country is None or asked.asked.answer not in _ASKING or asked.asked.timexes:
        return None
    if told.asked.timexes or not told.asked.items or not says_only_office(asked, role):
        return None
    times = find_times(told)
    if not times:
        return None
    holders = find_holders(asked, role, country)
    chosen = [_holding(holders, time) for time in times]
    people = {tuple(holder.person.id for holder in some) for some in chosen}
    if len(people) != 1:
        return None  # the occasion is one of several, under different people
    statement = _tell(chosen[0], asked, times[0]) if len(chosen[0]) == 1 else None
    if statement is None:
        return NotFound(lead=asked.wording.say("none_says"))
    return Answered(lead=statement, confidence=_CONFIDENCE)


def _only_state(role: str, question: Question) -> str | None:
    """The state of an office that the articles name in one state only."""
    states = question.knowledge.states_with(role, 2)
    return states[0] if len(states) == 1 else None


def choose_holder(question: Question) -> Answered | NotFound | None:
    """Who of several who are named held an office: "Was Japan's foreign minister Iwaya or Kamikawa?"; None where
    something else is asked."""
    asked = question.asked
    named = [item for item in asked.of_kind("entity") if item.either and question.kind_of(item) == "person"]
    rest = tuple(item for item in asked.items if item not in named)
    people = [entity for item in named for entity in question.entities_of(item)[:1]]
    if len(people) < _CHOICE or asked.negated or len(asked.timexes) > 1:
        return None
    alone = replace(question, asked=replace(asked, items=rest, answer="person", polar=False))
    role = find_role(alone) or (_common_role(people) if _has_title(named[0], people[0], question) else None)
    country = find_country(alone) or _common_country(people)
    if role is None or country is None or not says_only_office(alone, role):
        return None
    holders = find_holders(alone, role, country)
    shared = _common_role(people)
    if not holders and shared is not None:  # 首相 is what Japanese calls a premier, too
        holders = find_holders(alone, shared, country)
    if asked.timexes:
        chosen = [holder for holder in holders if held_in(holder, asked.timexes[0])]
    else:
        chosen = holders[-1:] if asked.newest else []
        if not chosen:
            return None
    statement = _tell(chosen, alone, asked.timexes[0] if asked.timexes else None) if len(chosen) == 1 else None
    return (
        Answered(lead=statement, confidence=_CONFIDENCE)
        if statement is not None
        else NotFound(lead=question.wording.say("none_says"))
    )


def _holding(holders: list[Holder], time: Timex) -> list[Holder]:
    """Who held an office on a day, or in the month of it: articles name most people in an office for one day."""
    held = [holder for holder in holders if held_in(holder, time)]
    if held or time.first is None or time.last is None:
        return held
    first, last = time.first.replace(day=1), bounds_of(time.last.year, time.last.month)[1]
    return [holder for holder in holders if held_in(holder, replace(time, first=first, last=last))]


def _tell(chosen: list[Holder], question: Question, time: Timex | None) -> Statement | None:
    dated = replace(question.asked, timexes=(time,) if time is not None else ())
    return tell_holder(chosen[0], replace(question, asked=dated))


def _common_role(people: list[Entity]) -> str | None:
    """The one office that all of some people have held."""
    roles = [{office.role for office in person.offices} for person in people]
    shared = set.intersection(*roles)
    return next(iter(shared)) if len(shared) == 1 else None


def _common_country(people: list[Entity]) -> str | None:
    countries = {person.of for person in people}
    return next(iter(countries)) if len(countries) == 1 else None


def _has_title(item: Item, person: Entity, question: Question) -> bool:
    """Whether an office stands in a name's own piece: "FM Iwaya"."""
    piece = next((p for p in question.utterance.pieces if p.first == item.position), None)
    names = {word.casefold() for word in person.name.en.split()}
    words = question.utterance.tokens[piece.first : piece.last - 1] if piece is not None else ()
    return any(token.folded not in names for token in words)
