"""Correct a false premise: find the fact that agrees with a claim in all but one point, and say that point.

A claim is refuted only in what one occasion can have but one of: its place, its date, its other party, its order, or
the contrary of its verb. Everything else is refused: that one thing is told proves nothing about another.
"""

from __future__ import annotations

from collections.abc import Iterable

from bot.answers.checking.exclusion import is_cleft_on
from bot.answers.finding.found import Found
from bot.answers.finding.guard import stands_for
from bot.answers.outcome import Answered, Statement
from bot.answers.question import Question
from bot.intents.model import Item, ItemKind
from knowledge.features import FOUND
from knowledge.values import replace

_CONTENT: tuple[ItemKind, ...] = ("entity", "topic", "concept", "word")
_LEAST_CONTENT = 2
"""Names and other words of a claim that a fact with the contrary verb must hold to be about the same thing."""
_LEAST_NAMED = 3
"""Somebody, what he did, and to whom or what: "did China respond?" is not refuted by another's responding."""

_OF_WORDS = ("statement", "quote", "latest", "timeline", "number")
_OF_PARTIES = 70
"""How sure the correction of parties that have changed places is."""

_MOST_EXAMINED = 30
"""Facts that are held against a premise, best first."""


def correct_premise(question: Question, found: tuple[Found, ...], *, ordinal: bool = False) -> Answered | None:
    """The fact that contradicts a false premise in one point: place, date, other party, order, or its contrary verb."""
    if not question.asked.polar or question.asked.negated:
        return None  # what is denied of one is not contradicted by another's doing it
    scored = [
        (score + _likeness(candidate, question), -rank, candidate)
        for rank, candidate in enumerate(found[:_MOST_EXAMINED])
        if (score := _score_but_for_one_point(candidate, question)) is not None
        and (not ordinal or (candidate.opposed is not None and candidate.opposed.kind == "concept"))
    ]
    if not scored:
        return None
    score, _, best = max(scored, key=lambda item: item[:2])
    lead = question.wording.say("contrary") + question.wording.gap + best.record.fact.sentence
    return Answered(lead=Statement(text=lead, records=(best.record,)), confidence=round(score), verdict="contradicted")


def correct_parties(question: Question, likeliest: Iterable[Found]) -> Answered | None:
    """What is told of an act that a question takes for granted of the wrong one of two parties: "Why did A ban B's
    fish?" where B has banned A's."""
    asked = question.asked
    if asked.polar or asked.negated or asked.symmetric or asked.answer in _OF_WORDS:
        return None
    for found in likeliest:
        item, fact = found.wrong_actor, found.record.fact
        parties = [other for other in asked.of_kind("entity") if not other.carried]
        others = [other for other in parties if stands_for(other, fact.agents, question.knowledge)]
        if item is not None and item.role == "target":
            others = [other for other in parties if other.role == "agent"]  # the target acts, so the agent does not
        verbs = {o[2:] for i in asked.of_kind("relation", "topic") for o in i.options if o.startswith("r:")}  # 禁輸した
        told = {str(relation) for relation in (fact.relation, *fact.also)} & verbs
        topics = {option[2:] for i in asked.of_kind("topic") for option in i.options}
        if not asked.of_kind("relation") and asked.answer == "reason":
            told = topics & set(fact.topics)  # 禁止进口 is the ban, and no verb besides
        clean = found.opposed is None and found.wrong_date is None and fact.relation != "be"
        clean = clean and fact.polarity != "negated"  # that it was not done tells nothing of who did
        if (
            item is None
            or item.carried
            or not (others and told and clean)
            or _stands_before_doer(item, others, question)
        ):
            continue
        if all(missed.carried or missed.soft for missed in found.missing):
            lead = question.wording.say("contrary") + question.wording.gap + fact.sentence
            return Answered(
                lead=Statement(text=lead, records=(found.record,)), confidence=_OF_PARTIES, verdict="contradicted"
            )
    return None


def _stands_before_doer(item: Item, doers: Iterable[Item], question: Question) -> bool:
    """Whether a doer stands between the verb and somebody else: "what does A think of B launching"."""
    verbs = [verb.position for verb in question.asked.of_kind("relation")]
    return any(item.position < doer.position < verb for doer in doers for verb in verbs)


def _likeness(found: Found, question: Question) -> float:
    """Points for a fact whose own verb is the question's, and that has another of the kind the question named wrongly:
    another holder of the same office, another place."""
    told = found.record.fact
    lost = [item for item in found.missing if not item.hard and item is not found.opposed]
    verbs = {option[2:] for item in question.asked.of_kind("relation") for option in item.options}
    against = {other for verb in verbs for other in question.relations.opposite.get(verb, frozenset())}
    points = 10.0 if told.relation in verbs | against else 0.0
    points -= 5.0 * len(lost)
    own = (*told.agents, *told.targets, *filter(None, (told.speaker, told.relayed_by)))
    parties = [i for i in question.asked.of_kind("entity") if question.is_kind(i, "person") and i not in found.missing]
    points -= 8.0 * sum(not stands_for(item, own, question.knowledge) for item in parties)
    points -= 15.0 if found.lacks_focus else 0.0
    points -= 8.0 if any(item.hard and item.role == "agent" for item in found.missing) else 0.0
    roles = {
        (office.role, office.country)
        for item in found.missing
        for option in item.options
        if (entity := question.knowledge.entity(option[2:])) is not None
        for office in entity.offices
    }
    holders = (question.knowledge.entity(party) for party in (*told.agents, *told.targets))
    if any((o.role, o.country) in roles for holder in holders if holder is not None for o in holder.offices):
        points += 10.0
    return points


def _score_but_for_one_point(found: Found, question: Question) -> float | None:
    """The score with its one mismatch left out, if just one point speaks against the fact and the rest is enough."""
    asked, fact = question.asked, found.record.fact
    hard = [item for item in found.missing if item.hard]
    points = len(hard) + (found.wrong_date is not None) + (found.opposed is not None) + (found.wrong_actor is not None)
    if points != 1 or any(not item.options and item.role != "place" for item in hard) or fact.weight == "low":
        return None
    verbs = [item for item in asked.of_kind("relation") if item is not found.opposed]
    told = {fact.relation, *fact.also}
    named = {option[2:] for item in verbs for option in item.options}
    near = {other for relation in named for other in question.relations.near.get(relation, frozenset())}
    if hard and named and not asked.cleft:
        told = {fact.relation}  # what an invitation mentions of a visit is no visit
    exact = not verbs or bool(told & (named | near if asked.symmetric else named))
    occasion = fact.event is not None and fact.kind in ("event", "agreement", "background")
    if found.wrong_actor is not None:
        if sum(not item.carried for item in asked.items) < _LEAST_NAMED:
            return None
        one_only = is_cleft_on(told, question) or bool(told & named & question.scoring.exclusive_relations)
        if not (_is_reversed(found, question) and found.wrong_date is None) and not (exact and one_only):
            return None
        rest = replace(asked, items=tuple(replace(item, role="any") for item in asked.items))
    elif hard:
        exclusive = bool(told & named & question.scoring.exclusive_relations or asked.cleft) and hard[0].role == "agent"
        if (
            not (exclusive or _can_be_wrong(hard[0], question))
            or not exact
            or not (occasion or exclusive)
            or (asked.cleft and not named and hard[0].role != "place")
            or not (exclusive or _is_anchored(hard[0], question))
            or (hard[0].role == "agent" and not asked.symmetric and not exclusive)
        ):
            return None
        rest = replace(asked, items=tuple(item for item in asked.items if item.position != hard[0].position))
    elif found.opposed is not None:
        content = [item for item in asked.of_kind(*_CONTENT) if item not in found.missing]
        if not exact or (found.opposed.kind == "relation" and len(content) < _LEAST_CONTENT):
            return None
        rest = replace(asked, items=tuple(item for item in asked.items if item is not found.opposed))
    else:
        own_verb = not verbs or fact.relation in named | near
        if _lies_beyond(found, question) and not any(question.is_kind(item, "place") for item in asked.items):
            return None  # nothing here can say what happened since
        if _is_before_the_last(found, question):
            return None
        if not own_verb or not (occasion or told & question.scoring.exclusive_relations):
            return None
        rest = replace(asked, timexes=tuple(t for t in asked.timexes if t is not found.wrong_date))
    if not rest.of_kind("entity", "topic"):
        return None
    again = next(iter(question.find(rest, only=found.record.number)), None)
    if again is None or not again.clean or again.score < question.scoring.correction:
        return None
    return again.score


def _is_anchored(wrong: Item, question: Question) -> bool:
    """Whether the rest of a claim tells which occasion is meant: a date, a place, an event or another person. "Did A
    meet B?" alone is not refuted by A's meeting C."""
    rest = [item for item in question.asked.items if item is not wrong and item.position != wrong.position]
    placed = any(
        item.role == "place"
        or question.is_kind(item, "place")
        or question.is_kind(item, "event", "event_series", "document")
        for item in rest
    )
    ordinals = {f"c:{concept}" for group in question.scoring.exclusive_concepts for concept in group}
    ordinal = any(ordinals & set(item.options) for item in rest)
    return bool(question.asked.timexes) or placed or ordinal or wrong.role == "place"


def _can_be_wrong(item: Item, question: Question) -> bool:
    """Whether a premise can be wrong in it while the rest still names the occasion: a person, or a place where it is
    said to have happened. A country or a topic is no such point: that two agreed on one matter refutes nothing of
    another."""
    if not item.options:
        return item.role == "place"
    entities = [question.knowledge.entity(option[2:]) for option in item.options if option.startswith("e:")]
    kinds = {entity.kind for entity in entities if entity is not None}
    return "person" in kinds or (item.role == "place" and bool(kinds & {"place", "country"}))


def _is_before_the_last(found: Found, question: Question) -> bool:
    """Whether the fact tells when something was last, and the question has an earlier date, which that leaves open."""
    when, wrong = found.record.fact.when, found.wrong_date
    told = found.record.features.get("c:previous", 0.0) >= FOUND
    asked = any("c:previous" in item.options for item in question.asked.items)
    earlier = when is not None and wrong is not None and wrong.last is not None and wrong.last < when.start
    return told and earlier and not asked


def _lies_beyond(found: Found, question: Question) -> bool:
    """Whether the question's date is later than all articles."""
    covered, wrong = question.knowledge.coverage, found.wrong_date
    return covered is not None and wrong is not None and wrong.first is not None and wrong.first > covered.last


def _is_reversed(found: Found, question: Question) -> bool:
    """Whether the question has the right parties the wrong way round: "Japan lifted its ban on Chinese seafood"."""
    item, verbs = found.wrong_actor, question.asked.of_kind("relation")
    if item is None or found.missing or item.role != "agent" or (verbs and all(verb.carried for verb in verbs)):
        return False
    named = set(item.options)
    return any(f"e:{target}" in named for target in found.record.fact.targets)
