"""Whether somebody whom a question names plays another part in a fact than there."""

from __future__ import annotations

from bot.answers.finding.guard import acts, is_target, stands_for
from bot.answers.finding.knowledge import Knowledge, RelationLinks
from bot.intents.model import Interpretation, Item
from knowledge.model import Fact
from knowledge.store import Record

SPOKEN = ("statement", "quote")
"""Answers that are somebody's words."""


def acts_wrongly(
    item: Item, question: Interpretation, record: Record, knowledge: Knowledge, relations: RelationLinks
) -> bool:
    """Whether the one who acts in the question does not act in the fact, or the one acted on does."""
    fact = record.fact
    if item.kind != "entity" or not _can_act(item, knowledge):
        return False
    if item.role == "agent":
        if question.answer in SPOKEN:
            return not _speaks(item, record, knowledge)
        if question.symmetric and stands_for(item, (*fact.agents, *fact.targets), knowledge):
            return False
        if "publish" in (fact.relation, *fact.also) and _is_published(item, fact, knowledge):
            return False
        if fact.speaker and _speaks_elsewhere(item, question, record, knowledge):
            return False  # "What rules does A break, in B's view?": A is whom B's words are about
        if _is_told_of_others(fact, question):
            return not stands_for(item, fact.agents, knowledge)
        return bool(fact.agents or fact.speaker) and not acts(item, fact, knowledge)
    if item.role == "target" and not question.symmetric:
        named = {option[2:] for i in question.items for option in i.options if option.startswith("r:")}
        near = {other for relation in named for other in relations.near.get(relation, frozenset())}
        same_act = bool((named | near) & {fact.relation, *fact.also})
        alone = len(fact.agents) == 1 and same_act
        return alone and acts(item, fact, knowledge) and not is_target(item, fact, knowledge)
    return False


def _is_told_of_others(fact: Fact, question: Interpretation) -> bool:
    """Whether a speaker tells of the very act that is asked about, and does not do it: what North Korea fired, as told
    by Japan's minister."""
    if "saying" in question.signs:
        return False  # "did she say that it fired missiles?"
    verbs = [item for item in question.items if item.kind == "relation"]
    told = {f"r:{fact.relation}"}
    return bool(fact.speaker and fact.agents and verbs) and all(told & set(item.options) for item in verbs)


def _is_published(item: Item, fact: Fact, knowledge: Knowledge) -> bool:
    """Whether a document stands in the fact as that to which something is done: "when was the report released"."""
    return kind_of(item, knowledge) in ("document", "event_series") and stands_for(
        item, (*fact.targets, *fact.mentions), knowledge
    )


def _speaks_elsewhere(item: Item, question: Interpretation, record: Record, knowledge: Knowledge) -> bool:
    """Whether the fact's speaker is named besides the item, and the item is nobody who is spoken to."""
    others = [other for other in question.items if other.kind == "entity" and other is not item]
    return any(_speaks(other, record, knowledge) for other in others) and not is_target(item, record.fact, knowledge)


def _speaks(item: Item, record: Record, knowledge: Knowledge) -> bool:
    fact = record.fact
    speakers = (fact.speaker,) if fact.speaker else fact.agents
    return stands_for(item, (*speakers, *((fact.relayed_by,) if fact.relayed_by else ())), knowledge)


def _can_act(item: Item, knowledge: Knowledge) -> bool:
    entities = (knowledge.entity(option[2:]) for option in item.options if option.startswith("e:"))
    return any(e is not None and e.kind in ("person", "country", "organisation", "document") for e in entities)


def kind_of(item: Item, knowledge: Knowledge) -> str:
    """The kind of the likeliest entity that an item means; empty where it means none."""
    entity = knowledge.entity(item.options[0][2:]) if item.options else None
    return entity.kind if entity is not None else ""
