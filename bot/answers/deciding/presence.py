"""Whether a fact shows where something was said or done, and so who was there: a city lies in its country."""

from __future__ import annotations

from bot.answers.finding.guard import acts, stands_for
from bot.answers.finding.knowledge import Knowledge
from bot.intents.model import Item
from knowledge.model import Fact


def was_there(guest: Item, goal: Item, fact: Fact, knowledge: Knowledge) -> bool:
    """Whether a fact has somebody act, speak or be met in a place that is none of his own state."""
    own = (*fact.agents, *fact.targets, *filter(None, (fact.speaker,)))
    if not stands_for(guest, own, knowledge) or not _is_done(fact) or _is_home(guest, goal, fact, knowledge):
        return False
    if (
        fact.relation == "visit"
        and stands_for(guest, fact.agents, knowledge)
        and stands_for(goal, fact.targets, knowledge)
    ):
        return True
    return is_placed_in(goal, fact, knowledge) is True


def is_placed_in(place: Item, fact: Fact, knowledge: Knowledge) -> bool | None:
    """Whether what a fact tells was said or done in a place; None where it is not known where."""
    setting = place_of(fact, knowledge)
    if setting is None:
        return None
    return bool(meant_places(place, knowledge) & {setting, *_around(setting, knowledge)})


def happened_there(place: Item, fact: Fact, knowledge: Knowledge) -> bool:
    """Whether a fact tells what happened in a place: by its own, or for want of one as an act of the state named."""
    there = is_placed_in(place, fact, knowledge)
    if there is not None:
        return there
    entities = (knowledge.entity(meant) for meant in meant_places(place, knowledge))
    states = [entity for entity in entities if entity is not None and entity.kind == "country"]
    own = fact.speaker is None or stands_for(place, (fact.speaker,), knowledge)
    return bool(states) and own and acts(place, fact, knowledge)


def place_of(fact: Fact, knowledge: Knowledge) -> str | None:
    """Where a fact was, or its event, if whoever speaks took part in it."""
    event = knowledge.entity(fact.event) if fact.event else None
    if fact.place or event is None:
        return fact.place
    apart = fact.speaker is not None and bool(event.participants) and fact.speaker not in event.participants
    return None if apart else event.place


def meant_places(item: Item, knowledge: Knowledge) -> set[str]:
    """The places that a name means: the city, where it may mean its state's government as well."""
    entities = [entity for o in item.options if o.startswith("e:") and (entity := knowledge.entity(o[2:])) is not None]
    cities: set[str] = {entity.id for entity in entities if entity.kind == "place"}
    return cities or {str(entity.id) for entity in entities}


def _around(place: str, knowledge: Knowledge) -> frozenset[str]:
    """The state that a place lies in, and what that lies in; Tokyo's residences lie in Japan."""
    return knowledge.wider(place)


def _is_home(guest: Item, goal: Item, fact: Fact, knowledge: Knowledge) -> bool:
    """Whether those who act in a fact and may be the guest are at home there."""
    goals = meant_places(goal, knowledge)
    goals |= {state for place in goals for state in knowledge.wider(place)}
    meant = {option[2:] for option in guest.options}
    guests = [
        e for party in (*fact.agents, *fact.targets) if party in meant and (e := knowledge.entity(party)) is not None
    ]
    return bool(guests) and all(entity.of in goals for entity in guests)


def _is_done(fact: Fact) -> bool:
    return (
        fact.polarity != "negated" and fact.modality in ("happened", "ongoing") and fact.kind not in ("demand", "plan")
    )
