"""Hold one fact against a question: its score, what it lacks, and what speaks against it."""

from __future__ import annotations

from itertools import pairwise

from bot.answers.finding.asked import Asked
from bot.answers.finding.found import Found
from bot.answers.finding.guard import happened_in, period_of, told_in
from bot.answers.finding.kinds import gives
from bot.answers.finding.knowledge import Knowledge, RelationLinks
from bot.answers.finding.parts_played import acts_wrongly
from bot.answers.finding.scoring import Scoring
from bot.answers.finding.stems import find_stems
from bot.answers.finding.strength import find_literal_share, find_precision, find_strength, tells_one
from bot.answers.finding.weighing import TOLD_IN
from bot.intents.model import Interpretation, Item
from knowledge.features import LOCATED
from knowledge.store import Record
from knowledge.timex import Timex

_SUMMING_UP = 4
"""A fact that rests on more passages sums an article up."""

_STALE_DAYS = 400
_NO_STEMS = frozenset[str]()
_SAYING_KINDS = ("agreement", "statement", "position", "demand")


def judge(
    record: Record, question: Interpretation, asked: Asked, quoting: set[int], knowledge: Knowledge, scoring: Scoring,
    relations: RelationLinks,
) -> Found:  # fmt: skip
    """A fact beside a question."""
    weighed = asked.weighed
    total = reached = penalty = 0.0
    missing: list[Item] = []
    opposed = wrong_actor = None
    beyond_names = held_beyond = False
    quoted = record.number in quoting
    lacks_focus = bool(asked.kinds) and _lacks_kind(asked.kinds, question, record, knowledge)
    frame = find_stems(record.fact.frame) if record.fact.frame else _NO_STEMS
    for w in asked.points:
        strength, contrary = find_strength(w, record, scoring)
        if w.unknown and strength:
            strength = min(strength, scoring.foreign_relation)
        if w.item.kind == "entity" and w.item.role != "place" and strength <= LOCATED:
            strength = 0.0
        if quoted and not w.hard:
            strength = max(strength, 0.8)
        total += w.weight
        is_framed = strength == 0.0 and not w.stems.isdisjoint(frame) and not w.item.focus
        reached += w.weight * (scoring.framed if is_framed else strength)
        if w.content:
            beyond_names = True
            held_beyond = held_beyond or strength > 0
        if strength == 0.0 and not is_framed:
            missing.append(w.waived if quoted and w.item.kind == "entity" else w.lost)
            if w.item.focus:
                lacks_focus = True
                penalty += scoring.missing_focus if w.unknown else scoring.missing_known_focus
            if w.ordinal:
                lacks_focus = True
                penalty += scoring.missing_known_focus
            if w.must:
                lacks_focus = True  # "who interpreted" is not answered where nothing here tells of interpreters
            if w.unknown and not w.item.carried and not w.item.soft:
                penalty += scoring.foreign_penalty if w.item.options else scoring.unknown_penalty
        if contrary:
            opposed = w.item
        if (
            strength
            and w.item.role != "any"
            and wrong_actor is None
            and acts_wrongly(w.item, question, record, knowledge, relations)
        ):
            wrong_actor = w.item
    wrong_date = None
    held = [_share_of_date(timex, record, knowledge) for timex in question.timexes]
    if "beginning" in question.signs and question.polar:
        held = [0.0 if _began_earlier(t, record) else share for t, share in zip(question.timexes, held, strict=True)]
    if len(held) > 1 and _are_apart(question.timexes):
        held = [max(held)] * len(held)  # "in 2023 and 2024": what happened in one of them is asked for
    for timex, share in zip(question.timexes, held, strict=True):
        total += scoring.weights["timex"]
        reached += scoring.weights["timex"] * share
        wrong_date = timex if not share else wrong_date
    if question.quotations and quoting:
        total += scoring.weights["entity"]
        reached += scoring.weights["entity"] if quoted else 0.0
        held_beyond = held_beyond or quoted
    if opposed is not None and tells_one(weighed, record, relations):
        opposed = None  # "agreed to ease the ban" names both sides of it
    given = gives(question.answer, record, question, knowledge)
    score = 100 * reached / total if total else 0.0
    literal = 1.0 if record.fact.reviewed or quoted else find_literal_share(asked.points, record, scoring.framed)
    if not record.fact.reviewed:
        score += scoring.literal * (literal - scoring.literal_least)
        if "supposed" in question.signs and scoring.supposed.holds(record.fact.claim or record.fact.sentence):
            score += scoring.supposed.bonus
    score += scoring.right_kind * (given - 1) if given else -scoring.wrong_kind
    score += scoring.precision * (find_precision(record, asked.options) - 0.5)
    if record.fact.id in question.recent_facts:
        score += scoring.same_fact
    if record.fact.article in question.recent_articles:
        score += scoring.same_article
    if question.quotations and not quoting:
        score -= scoring.unknown_penalty  # it pastes words that no quote here has
    if question.answer == "reason" and (record.fact.reason or record.fact.purpose):
        score += scoring.right_kind
    if record.fact.relation in asked.relations:
        score += scoring.exact_relation
    if question.answer in ("fact", "statement") and question.about_talks and record.fact.kind in _SAYING_KINDS:
        score += scoring.exact_relation
    if record.fact.relation == "be" and question.answer != "articles":
        asked_for = any(
            f"e:{agent}" in option for w in weighed for option in w.item.options for agent in record.fact.agents
        )
        if not asked_for or question.answer not in ("identity", "office", "fact", "person"):
            score -= scoring.identity
    if "summary" in question.signs and len(record.fact.sentences) > _SUMMING_UP:
        score += scoring.summary_fact
    else:
        score -= scoring.long_fact * max(0, len(record.fact.sentences) - 2)
    if asked.excluded and asked.excluded & {
        f"e:{e}" for e in (*record.fact.agents, *record.fact.targets, *record.fact.topics)
    }:
        score -= scoring.excluded
    score += _timeliness(record, question, knowledge, scoring)
    score -= penalty + (scoring.low_weight if record.fact.weight == "low" else 0.0)
    score -= scoring.wrong_role if wrong_actor else 0.0
    return Found(
        record=record, score=max(0.0, score), missing=tuple(missing), wrong_actor=wrong_actor, wrong_date=wrong_date,
        literal=literal, opposed=opposed or _other_ordinal(asked, record), kind_given=bool(given),
        lacks_focus=lacks_focus and question.answer != "claim",
        only_names=beyond_names and not held_beyond and not question.timexes,
    )  # fmt: skip


def _lacks_kind(
    wanted: tuple[frozenset[str], ...], question: Interpretation, record: Record, knowledge: Knowledge
) -> bool:
    """Whether "which city" or "which official" finds nobody or nothing of that kind that the question has not named."""
    fact = record.fact
    event = knowledge.entity(fact.event) if fact.event else None
    around = (fact.place, fact.event, event.place if event is not None else None, fact.speaker, fact.relayed_by)
    named = {option for item in question.items if item.kind == "entity" for option in item.options}
    fresh = [e for e in (*fact.agents, *fact.targets, *fact.mentions, *filter(None, around)) if f"e:{e}" not in named]
    kinds = {entity.kind for entity in map(knowledge.entity, fresh) if entity is not None}
    return not any(kinds & some for some in wanted)


def _are_apart(timexes: tuple[Timex, ...]) -> bool:
    """Whether dates exclude each other, so that one of them has to do; "January 2024" narrows "2024" down."""
    spans = sorted((t.first, t.last) for t in timexes if t.first is not None and t.last is not None and t.bound == "in")
    return len(spans) == len(timexes) and all(one[1] < other[0] for one, other in pairwise(spans))


def _began_earlier(timex: Timex, record: Record) -> bool:
    """Whether a fact tells what has gone on since a day that is not in the period in which it is said to have begun."""
    when = record.fact.when
    return timex.bound == "in" and when is not None and when.since and not timex.covers(when.start, when.start)


def _share_of_date(timex: Timex, record: Record, knowledge: Knowledge) -> float:
    """1 where the fact happened in a period, less where it was only told in it, else 0."""
    if happened_in(timex, record, knowledge):
        return 1.0
    return TOLD_IN if told_in(timex, record) else 0.0


def _timeliness(record: Record, question: Interpretation, knowledge: Knowledge, scoring: Scoring) -> float:
    """Events date and place an act better than states do; what stood "by 2024" is not best told by what was in 2015."""
    points = 0.0
    if question.answer in ("time", "place"):
        points += scoring.occasion if record.fact.kind == "event" else 0.0
        points -= scoring.untimely if question.answer == "time" and record.fact.modality == "ongoing" else 0.0
    for timex in question.timexes:
        if timex.bound == "until" and timex.first is not None:
            period = period_of(record, knowledge)
            stale = period is not None and (timex.first - period[1]).days > _STALE_DAYS
            points -= scoring.untimely if stale else 0.0
    return points


def _other_ordinal(asked: Asked, record: Record) -> Item | None:
    """The question's "first" where the fact has "second": of such a group a fact can mean one only."""
    for item, group, named in asked.ordinals:
        held = {concept for concept in group if record.features.get(f"c:{concept}", 0.0) > 0.8}
        if held and not named & held:
            return item
    return None
