"""What else there is on the matter of an answer, told from the facts it gave: nobody's question need be remembered."""

from __future__ import annotations

from collections.abc import Sequence
from math import log

from bot.answers.finding.knowledge import Knowledge
from bot.answers.finding.merge import is_same
from bot.answers.model import Line, Reply
from bot.answers.telling.citations import CitationList
from bot.answers.wording import Wording
from knowledge.model import FactId
from knowledge.store import Record

_MOST_LINES = 6
_CANDIDATES = 64
_MATTER = ("topic", "event", "event_series", "document", "body_of_water", "place")
_OF_PARTY = 0.4
"""What a party that acts counts beside a topic or an event: the matter goes before those who deal with it."""


def tell_more(facts: Sequence[FactId], knowledge: Knowledge, wording: Wording) -> Reply | None:
    """Facts on the same matter that have not been told; None where there are none, or the told ones are unknown."""
    told = [record for record in (knowledge.find_fact(fact) for fact in facts) if record is not None]
    if not told:
        return None
    weights = _weigh(told[0], knowledge)
    numbers = knowledge.find_candidates([{feature: weight} for feature, weight in weights.items()], _CANDIDATES)
    chosen: list[Record] = []
    for record in knowledge.read_records(numbers):
        known = any(is_same(record.fact, other.fact) for other in (*told, *chosen))
        if known or record.fact.weight == "low" or record.fact.relation == "be":
            continue
        chosen.append(record)
    chosen = chosen[:_MOST_LINES]
    if not chosen:
        return None
    citations = CitationList(knowledge)
    lines = tuple(
        Line(text=f"{record.fact.sentence} {citations.mark((record,))}", facts=(record.fact.id,)) for record in chosen
    )
    newest = max(record.reported_on for record in chosen)
    notes: tuple[str, ...] = (wording.say("as_of", date=wording.day(newest)),)
    if not all(record.fact.reviewed for record in chosen):
        notes += (wording.say("unreviewed"),)
    return Reply(
        status="answered", intent="tell_more", language=wording.language,
        lead=wording.say("more", what=name_matter(facts, knowledge, wording) or wording.say("this_matter")),
        lines=lines, notes=notes, citations=citations.citations,
        facts=tuple(record.fact.id for record in chosen), confidence=70,
    )  # fmt: skip


def name_matter(facts: Sequence[FactId], knowledge: Knowledge, wording: Wording) -> str | None:
    """What the first of the facts is about, as a reader calls it; None where it has no topic and no event."""
    first = next((record for record in (knowledge.find_fact(fact) for fact in facts) if record is not None), None)
    if first is None:
        return None
    fact = first.fact
    entities = (knowledge.entity(e) for e in (*fact.topics, fact.event or "", *fact.targets, *fact.mentions) if e)
    matter = next((entity for entity in entities if entity is not None and entity.kind in _MATTER), None)
    return None if matter is None else wording.name(matter)


def _weigh(record: Record, knowledge: Knowledge) -> dict[str, float]:
    """The features of a fact that tell its matter, the rarer the heavier."""
    fact = record.fact
    matter = {f"e:{entity}" for entity in (*fact.topics, fact.event or "") if entity}
    parties = {f"e:{entity}" for entity in (*fact.agents, *fact.targets, fact.speaker or "") if entity}
    frequencies = knowledge.frequencies(sorted(matter | parties))
    total = knowledge.fact_count + 1
    return {
        feature: (1.0 if feature in matter else _OF_PARTY) * log(total / (count + 0.5))
        for feature, count in frequencies.items()
        if count < total
    }
