"""Who plays which part in a fact: who did the act that is asked about, and to whom or with whom it was done.

A fact says who acts, who speaks and who is acted on in its own verb. Of another verb that it tells beside it only those
of saying and meaning are surely by the same one: whoever opposes a discharge discharges nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from bot.answers.finding.guard import stands_for
from bot.answers.finding.knowledge import Knowledge, RelationLinks
from bot.intents.model import AskedPart, Interpretation, Item
from knowledge.features import FOUND_RELATION
from knowledge.model import Fact
from knowledge.store import Record
from knowledge.text import fold_text

RoleWords = Mapping[str, frozenset[str]]
"""`roles` of `scoring.yaml`: relations by what they tell of their parties."""


def find_parties(
    record: Record, question: Interpretation, knowledge: Knowledge, relations: RelationLinks, words: RoleWords
) -> tuple[str, ...] | None:
    """Those who have the part in a fact that is asked for, without those the question names; None where the question
    does not tell the part, and empty where the fact has nobody of whom it is sure."""
    if question.asked_part is None or not record.fact.reviewed:
        return None
    act, fact = question.asked_act, record.fact
    if question.asked_part == "doer" and (speakers := find_speakers(record, question, knowledge)):
        own = fact.speaker if fact.speaker and _are_of_one((fact.speaker, *speakers), knowledge) else None
        parties: Iterable[str] = (own,) if own and _kind(own, knowledge) == "person" else speakers
    elif question.symmetric and (not act or act & words["mutual"]):
        parties = _partners(fact, question, knowledge) if _tells(act, fact, question, relations) else ()
    elif question.asked_part == "doer" and _is_only_mentioned(act, record):
        parties = ()
    else:
        parties = find_playing(fact, question, knowledge, relations, words)
    named = [item for item in question.of_kind("entity") if not item.either and not item.by_office]
    fresh = tuple(p for p in dict.fromkeys(parties) if not any(_names(item, p, knowledge) for item in named))
    fresh = keep_asked_side(fresh, question, knowledge)
    return _of_the_kind(fresh, question, act, knowledge, words)


def _is_only_mentioned(act: frozenset[str], record: Record) -> bool:
    """Whether a fact tells something else and has the act that is asked for beside it, as that of another: "in response
    to the protest"."""
    fact = record.fact
    if act & {fact.relation, *fact.also}:
        return False
    return any(record.features.get(f"r:{one}", 0.0) >= FOUND_RELATION for one in act)


def keep_asked_side(parties: tuple[str, ...], question: Interpretation, knowledge: Knowledge) -> tuple[str, ...]:
    """Of several only those of the state whose somebody is asked for, and of a rank that may be meant: "which Chinese
    minister" is no premier."""
    if question.asked_side:
        side = Item(kind="entity", options=question.asked_side, text="", position=-1)
        parties = tuple(party for party in parties if stands_for(side, (party,), knowledge))
    if "minister" in question.signs:
        parties = tuple(party for party in parties if _may_be_minister(party, knowledge))
    return parties


def _may_be_minister(party: str, knowledge: Knowledge) -> bool:
    entity = knowledge.entity(party)
    roles = {office.role for office in entity.offices} if entity is not None else set()
    return not roles or any(role.endswith("-minister") and role != "prime-minister" for role in roles)


def find_speakers(record: Record, question: Interpretation, knowledge: Knowledge) -> tuple[str, ...]:
    """Who said the words that the question quotes."""
    asked = [fold_text(text) for text in question.quotations]
    said = [q for q in knowledge.quotes_of(record.number) if any(t in fold_text(q.text) for t in asked)]
    return tuple(dict.fromkeys(quote.speaker for quote in said if quote.speaker))


def _tells(act: frozenset[str], fact: Fact, question: Interpretation, relations: RelationLinks) -> bool:
    """Whether a fact tells a meeting or an agreement: no planned one, unless what will be is asked, and none of which
    somebody only speaks."""
    done = fact.modality in ("happened", "ongoing") or "future" in question.signs
    told = {fact.relation, *(fact.also if fact.speaker is None else ())}
    return done and (not act or bool((act | _near(act, relations)) & told))


def find_playing(
    fact: Fact, question: Interpretation, knowledge: Knowledge, relations: RelationLinks, words: RoleWords
) -> tuple[str, ...]:
    """Those who have the part in a fact that is asked for, whether the question names them or not."""
    act = question.asked_act
    if question.asked_part is None or not act:
        return _of_no_act(question.asked_part, fact, words)
    if question.asked_part == "doer":
        return _doers(act, fact, knowledge, relations, words)
    return _undergoers(act, fact, knowledge, relations, words)


def _partners(fact: Fact, question: Interpretation, knowledge: Knowledge) -> tuple[str, ...]:
    """Those who met or agreed, if everybody whom the question names was one of them; with whom somebody did is not
    known where nobody of the fact is named."""
    parties = (*fact.agents, *fact.targets)
    persons = [item for item in question.of_kind("entity") if _is_person(item, knowledge) and not item.either]
    if not all(stands_for(item, parties, knowledge) for item in persons if not item.excluded):
        return ()
    entities = question.of_kind("entity")
    named = any(stands_for(i, parties, knowledge) or any(_names(i, p, knowledge) for p in parties) for i in entities)
    alone = not persons and not any(_names(item, party, knowledge) for item in entities for party in parties)
    return parties if question.asked_part == "doer" or (named and not alone) else ()


def _names(item: Item, party: str, knowledge: Knowledge) -> bool:
    """Whether an item is somebody, or an occasion that is called by his name: 岩屋毅访华."""
    if f"e:{party}" in item.options:
        return True
    entity = knowledge.entity(party)
    return entity is not None and any(name and name in item.text for name in (entity.name.ja, entity.name.zh))


def _is_person(item: Item, knowledge: Knowledge) -> bool:
    return any(option.startswith("e:") and _kind(option[2:], knowledge) == "person" for option in item.options)


def _doers(
    act: frozenset[str], fact: Fact, knowledge: Knowledge, relations: RelationLinks, words: RoleWords
) -> tuple[str, ...]:
    if act & words["relaying"] and fact.relayed_by:
        return (fact.relayed_by,)
    if fact.relation in act:
        return fact.agents
    if fact.speaker is not None and act & words["saying"]:
        return (fact.speaker,)
    if act & words["own"] & {*fact.also}:
        return (fact.speaker,) if fact.speaker else fact.agents if _are_of_one(fact.agents, knowledge) else ()
    near = _near(act, relations) - words["relaying"]  # who reported on a paper did not publish it
    return fact.agents if fact.relation in near and not act & words["exact"] else ()


def _undergoers(
    act: frozenset[str], fact: Fact, knowledge: Knowledge, relations: RelationLinks, words: RoleWords
) -> tuple[str, ...]:
    done_to = tuple(target for target in fact.targets if target not in fact.agents)
    if act & words["of_people"] or (act & words["saying"] and fact.relation not in words["addressed"]):
        done_to = tuple(target for target in done_to if _kind(target, knowledge) == "person")
    if fact.relation in act | _near(act, relations):
        return done_to
    if act & words["saying"] and fact.speaker is not None:
        return done_to
    return done_to if act & words["own"] & {*fact.also} and len(done_to) == 1 else ()


def _near(act: frozenset[str], relations: RelationLinks) -> frozenset[str]:
    return frozenset[str]().union(*(relations.near.get(one, frozenset()) for one in act))


def _are_of_one(agents: tuple[str, ...], knowledge: Knowledge) -> bool:
    """Whether all who act belong to one side: a minister and his state."""
    entities = (knowledge.entity(agent) for agent in agents)
    return len({entity.of or entity.id for entity in entities if entity is not None}) == 1


def _of_no_act(part: AskedPart | None, fact: Fact, words: RoleWords) -> tuple[str, ...]:
    """Of a question without a verb, "who was unhappy about it?": whoever acts, unless he only speaks of it."""
    if fact.speaker is not None and fact.relation in words["saying"] | words["speaking_of"]:
        return ()
    return fact.agents if part == "doer" else ()


def _of_the_kind(
    parties: tuple[str, ...],
    question: Interpretation,
    act: frozenset[str],
    knowledge: Knowledge,
    words: RoleWords,
) -> tuple[str, ...]:
    """States where states are asked for; of somebody and his state him who said it, and the state that did it; a
    document only where nobody else is there."""
    states = tuple(p for p in parties if _kind(p, knowledge) in ("country", "organisation"))
    persons = tuple(p for p in parties if _kind(p, knowledge) == "person")
    if "countries" in question.signs:
        return states
    if "names" in question.signs:
        return persons
    if persons and states:
        spoken = bool(act & (words["saying"] | words["own"])) or not act
        homes = {entity.of for p in persons if (entity := knowledge.entity(p)) is not None}
        acting = tuple(p for p in states if p in homes and _kind(p, knowledge) == "country")
        if not spoken and acting:
            return acting
        return persons
    return persons or states or tuple(p for p in parties if _kind(p, knowledge) == "document")


def _kind(entity_id: str, knowledge: Knowledge) -> str | None:
    entity = knowledge.entity(entity_id)
    return entity.kind if entity is not None else None
