"""Who was somewhere before or after somebody who was just spoken of: "and who went there before him?" """

from __future__ import annotations

from bot.answers.finding.found import Found
from bot.answers.finding.guard import period_of
from bot.answers.finding.merge import merge_found
from bot.answers.handlers.just_told import find_told_records
from bot.answers.outcome import Answered, NotFound, NotUnderstood
from bot.answers.question import Question, verbs_of
from bot.answers.telling.leading import lead_with
from bot.answers.telling.refusal import refuse
from bot.intents.model import Item
from knowledge.model import Entity, Fact
from knowledge.values import replace

_VISIT = "visit"
_GOING = frozenset({"visit", "be", "come"})
_CONFIDENCE = 75


def answer_visitor(question: Question) -> Answered | NotFound | NotUnderstood | None:
    """The nearest visit of another of the same state to the place that "there" means; None where more is asked.

    Who went on no visit that the articles tell of is not told: a refusal is better than whoever else was met there.
    """
    asked = question.asked
    guest, before = _find_guest(question), _find_side(question)
    if asked.answer not in ("person", "identity") or asked.polar or not asked.follow_up or guest is None:
        return None
    own = [item for item in asked.items if not item.carried and item.position >= 0 and item.kind != "relation"]
    goals = [item for item in own if item.role in ("place", "target") and question.is_kind(item, "country")]
    rest = [item for item in own if item not in goals and "c:previous" not in item.options]
    if before is None or rest or len(goals) > 1 or not verbs_of(question) <= _GOING or asked.timexes:
        return None
    if _VISIT not in verbs_of(question) and not (goals and not verbs_of(question)):
        return None
    told = find_told_records(question)[:1]
    when = period_of(told[0], question.knowledge) if told else None
    host: str | None = next((entity.id for item in goals for entity in question.entities_of(item)[:1]), None)
    host = host or _find_host(question) or (_find_visited(told[0].fact, question) if told else None)
    if when is None or host is None or guest.of is None or host == guest.of:
        return refuse(question, ())
    visited = [f for f in _find_visits(host, question) if _is_by_another(f, guest, question)]
    dated = [(f, period) for f in visited if (period := period_of(f.record, question.knowledge)) is not None]
    if before:
        dated = [(f, period) for f, period in dated if period[1] < when[0]]
    else:
        dated = [(f, period) for f, period in dated if period[0] > when[1]]
    if not dated:
        return refuse(question, ())
    best = max(dated, key=lambda pair: pair[1])[0] if before else min(dated, key=lambda pair: pair[1])[0]
    records = merge_found([best, *(f for f in visited if f is not best)])[0][1]
    return Answered(lead=lead_with(best, records, question), confidence=_CONFIDENCE)


def _find_guest(question: Question) -> Entity | None:
    """Whoever was spoken of and is set apart: "him" in "before him"."""
    apart = [i for i in question.asked.of_kind("entity") if i.excluded and i.position < 0 and not i.carried]
    persons = [entity for item in apart for entity in question.entities_of(item)[:1] if entity.kind == "person"]
    return persons[0] if len(persons) == 1 else None


def _find_side(question: Question) -> bool | None:
    """Whether it is asked who was before him, or after him; None where neither is."""
    sides = question.asked.signs & {"holder_before", "holder_after"}
    return "holder_before" in sides if len(sides) == 1 else None


def _find_host(question: Question) -> str | None:
    """The state that "there" means, by the place, the state or the occasion that was spoken of last."""
    for kind in ("place", "event", "country"):
        for item in question.asked.of_kind("entity"):
            entity = next((e for e in question.entities_of(item) if e.kind == kind), None)
            if entity is None or item.excluded:
                continue
            if kind == "country":
                return entity.id if item.role in ("target", "place") else None
            states = [wide for wide in question.knowledge.wider(entity.id) if _is_state(wide, question)]
            if states:
                return states[0]
    return None


def _find_visited(fact: Fact, question: Question) -> str | None:
    """The state to which a fact that was told says somebody went."""
    if fact.relation != _VISIT:
        return None
    return next((target for target in fact.targets if _is_state(target, question)), None)


def _is_state(entity: str, question: Question) -> bool:
    known = question.knowledge.entity(entity)
    return known is not None and known.kind == "country"


def _find_visits(host: str, question: Question) -> list[Found]:
    visit = Item(kind="relation", options=(f"r:{_VISIT}",), text=_VISIT, position=0)
    place = Item(kind="entity", options=(f"e:{host}",), text=host, position=1)
    asked = replace(question.asked, items=(visit, place), timexes=(), answer="fact", quotations=(), signs=frozenset(),
                    recent_facts=(), recent_articles=(), follow_up=False)  # fmt: skip
    return [f for f in question.find(asked) if f.record.fact.relation == _VISIT and host in f.record.fact.targets]


def _is_by_another(found: Found, guest: Entity, question: Question) -> bool:
    """Whether a fact tells of a visit that another of the same state has made."""
    fact = found.record.fact
    visitors = [question.knowledge.entity(agent) for agent in fact.agents]
    other = len(visitors) == 1 and visitors[0] is not None and visitors[0].kind == "person"
    made = fact.polarity != "negated" and fact.modality == "happened" and fact.reviewed
    return other and made and visitors[0] is not None and visitors[0].id != guest.id and visitors[0].of == guest.of
