"""Whether a place lies where a claim says: "Are the Senkaku Islands in the South China Sea?"."""

from __future__ import annotations

from bot.answers.finding.found import Found
from bot.answers.finding.merge import merge_found
from bot.answers.model import Verdict
from bot.answers.outcome import Answered, NotFound, Statement
from bot.answers.question import Question
from bot.intents.model import Item
from knowledge.gazetteer import join_key
from knowledge.model import Entity
from knowledge.values import replace

_ARTICLES = ("the", "a", "an")
_LYING = frozenset({"be"})
_PAIR = 2
"""A place, and where it is said to lie."""

_CONFIDENCE = 90
_CANDIDATES = 128


def check_place(question: Question) -> Answered | NotFound | None:
    """The verdict on where a place lies; None where a claim says more, or is about a place that belongs to no state.

    That two states have to do with each other says nothing of where a city of one lies: without a fact that tells it,
    the claim is refused.
    """
    asked = question.asked
    items = [item for item in asked.items if not {option[2:] for option in item.options} & _LYING]
    if not asked.polar or asked.negated or asked.timexes or len(items) != _PAIR:
        return None
    around = next((item for item in items if _is_around(item, question)), None)
    placed = next((item for item in items if item is not around), None)
    if around is None or placed is None or any(item.kind != "entity" or item.carried for item in items):
        return None
    place = next((entity for entity in question.entities_of(placed) if entity.kind == "place"), None)
    area = question.entities_of(around)[0]
    if place is None:
        return None
    own = _find_descriptions(placed, place, question)
    right = [f for f in own if _lies_in(place, area, f, question)]
    other = [f for f in own if _lies_elsewhere(place, area, f, question)]
    if bool(right) == bool(other):
        unknown = not own and area.kind == "country" and place.of is not None
        return NotFound(lead=question.wording.say("none_says")) if unknown else None
    _, records = merge_found(right or other)[0]
    verdict: Verdict = "supported" if right else "contradicted"
    before = (question.yes if right else question.wording.say("contrary")) + question.wording.gap
    lead = Statement(text=before + records[0].fact.sentence, records=records)
    return Answered(lead=lead, confidence=_CONFIDENCE, verdict=verdict)


def _is_around(item: Item, question: Question) -> bool:
    """Whether something is said to lie in an item, and not near it or in its view."""
    piece = next((p for p in question.utterance.pieces if p.first <= item.position < p.last), None)
    if piece is None or question.kind_of(item) not in ("body_of_water", "country"):
        return False
    words, tokens = question.knowledge.resource("grammar")["lying"], question.utterance.tokens
    if tokens[piece.last - 1].possessive:
        return False
    behind = "".join(token.folded for token in tokens[piece.last : piece.last + 4])
    if tokens[piece.first].cjk and any(behind.startswith(word) for word in words["after"]):
        return True
    first = piece.first
    while first and tokens[first - 1].folded in _ARTICLES:
        first -= 1
    return any(join_key(tokens[max(0, first - count) : first]) in words["before"] for count in (1, 2))


def _find_descriptions(item: Item, place: Entity, question: Question) -> list[Found]:
    """Facts that say what or where a place is, and nothing else, the shortest first."""
    only = replace(item, options=(f"e:{place.id}",), role="any", position=0)
    alone = replace(question.asked, items=(only,), answer="fact", symmetric=False,
                    signs=frozenset(), cleft=False)  # fmt: skip
    found = question.find(alone, limit=_CANDIDATES)
    facts = [f for f in found if f.record.fact.reviewed and f.record.fact.relation == "be"
             and f.record.fact.agents == (place.id,) and f.record.fact.polarity != "negated"]  # fmt: skip
    return sorted(facts, key=lambda f: len(f.record.fact.sentence))


def _lies_in(place: Entity, area: Entity, found: Found, question: Question) -> bool:
    fact = found.record.fact
    if area.kind == "country":
        return place.of == area.id and area.id in (*fact.mentions, *fact.targets)
    return area.id in _seas_of(found, question)


def _lies_elsewhere(place: Entity, area: Entity, found: Found, question: Question) -> bool:
    """Whether a fact gives the place another state or sea; what is in dispute has no state here."""
    fact = found.record.fact
    if area.kind == "country":
        return place.of not in (None, area.id) and place.of in (*fact.mentions, *fact.targets)
    seas = _seas_of(found, question)
    return bool(seas) and area.id not in seas


def _seas_of(found: Found, question: Question) -> frozenset[str]:
    """The waters in which a fact says that a place lies."""
    entities = [entity for e in found.record.fact.mentions if (entity := question.knowledge.entity(e)) is not None]
    return frozenset(
        entity.id
        for entity in entities
        if entity.kind == "body_of_water" and f" in {entity.name.en}" in found.record.fact.sentence
    )
