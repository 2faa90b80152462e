"""Which of several facts that answer is told first: the newest, the earliest, the finest, one in spoken words."""

from __future__ import annotations

from collections.abc import Mapping

from bot.answers.deciding.answering_party import has_party
from bot.answers.deciding.told_act import tells_the_act, told_by
from bot.answers.finding.found import Found
from bot.answers.finding.guard import stands_for
from bot.answers.finding.kinds import NEVER, find_period
from bot.answers.finding.merge import is_same
from bot.answers.question import Question, verbs_of
from bot.intents.model import Item
from knowledge.features import FOUND

NEAR_BEST = 0.8
"""Share of the best score from which a fact answers about as well."""

_MEETING = frozenset({"meet", "talk", "discuss", "visit"})
_ORDERING = frozenset({"c:previous", "c:latest"})

_REASONED = 0.7
"""Share of the best score from which a fact with a reason is told before one without."""

_COMPANION_DATE = 0.85
"""Share of the best score from which a fact that tells the asked act dates it better than the best."""

_BOUNDS = frozenset({"before", "prior", "preceding", "until"})

_STALE = 200
"""Days by which what is told of the past counts as older than its report."""


def acts_first(close: list[Found], rated: list[Found], question: Question) -> list[Found]:
    """Who did something, or with whom, is told by a fact of the act, if less likely, before one that mentions it."""
    verbs = verbs_of(question)
    if not verbs or verbs & told_by(close[0]) or has_party(close[0], question):
        return close
    telling = [f for f in rated if verbs & told_by(f) and f.clean and f.kind_given]
    return [*telling, *(f for f in close if f not in telling)]


def of_occasion_first(close: list[Found], rated: list[Found], question: Question) -> list[Found]:
    """What was agreed or discussed on an occasion is told by a fact of the act there, before one of another occasion or
    of another act."""
    verbs, asked = verbs_of(question), question.asked
    named = [item for item in asked.of_kind("entity") if question.is_kind(item, "event") and not item.carried]
    if not (asked.symmetric and named):
        return close

    def is_of_it(f: Found) -> bool:
        event = f.record.fact.event
        return bool(verbs & told_by(f)) and event is not None and stands_for(named[0], (event,), question.knowledge)

    if is_of_it(close[0]):
        return close
    telling = [f for f in rated if is_of_it(f) and f.clean and not f.missing]
    return [*telling, *(f for f in close if f not in telling)]


def take_part(f: Found, question: Question) -> bool:
    """Whether all persons of the question act in the fact, or are acted on: not those who are only mentioned. Of whom
    it is asked what was before him, he need not."""
    fact, knowledge, tokens = f.record.fact, question.knowledge, question.utterance.tokens
    persons = [
        item
        for item in question.asked.of_kind("entity")
        if question.is_kind(item, "person")
        and not (0 < item.position <= len(tokens) and tokens[item.position - 1].folded in _BOUNDS)
    ]
    return all(stands_for(item, (*fact.agents, *fact.targets), knowledge) for item in persons)


def finest_first(close: list[Found], rated: list[Found], question: Question) -> list[Found]:
    """Of all reports of the likeliest thing that with the finest date leads, if that is a part of the likeliest one's:
    that something was still going on upon some day does not date it."""

    def days(f: Found) -> int:
        period = find_period(f.record, question.knowledge)
        return (period.end - period.start).days if period is not None else NEVER.start.toordinal()

    whole = find_period(close[0].record, question.knowledge)

    def is_within(f: Found) -> bool:
        part = find_period(f.record, question.knowledge)
        return whole is None or part is None or (whole.start <= part.start and part.end <= whole.end)

    reports = [f for f in rated if is_same(f.record.fact, close[0].record.fact)]
    if question.asked.answer in ("time", "place"):
        reports = [f for f in reports if _has_as_much(f, close[0])]
    if question.asked.answer == "time" and close[0].record.fact.modality == "ongoing":
        begun = [f for f in rated if _tells_how_it_began(f, close[0])]
        return [*begun[:1], *(f for f in close if f not in begun[:1])]
    same = [f for f in reports if is_within(f)] or close[:1]
    finest = min(same, key=days)
    return [finest, *(f for f in close if f is not finest)]


def _tells_how_it_began(f: Found, going_on: Found) -> bool:
    """Whether a fact has happen what another only tells to be going on."""
    fact, other = f.record.fact, going_on.record.fact
    alike = fact.relation == other.relation and fact.agents == other.agents
    return alike and f.clean and fact.modality == "happened" and fact.when is not None


def put_in_order_of_kind(fit: list[Found], question: Question) -> list[Found]:
    """What fits, in the order that the kind of answer asks for."""
    asked = question.asked
    telling = [f for f in fit if tells_the_act(f, question)] if asked.answer == "time" else []
    if telling and telling[0].score >= fit[0].score * _COMPANION_DATE:
        fit = telling  # a date belongs to the act that is asked for, not to what is mentioned beside it
    elif asked.answer == "time" and asked.follow_up:
        fit = []
    if wants_newest(question):
        fit = _newest_first(fit, question)
    if "beginning" in asked.signs and asked.answer == "time" and fit:
        fit = _earliest_first(fit, question)
    return _reasons_first(fit) if asked.answer == "reason" else fit


def spoken_first(close: list[Found], least: float, orders: Mapping[int, float]) -> list[Found]:
    """Of facts that are about as likely those in somebody's own words before those that report them."""
    if close[0].record.fact.statement == "direct":
        return close
    alike = [f for f in close if orders[id(f)] >= least and f.record.fact.speaker == close[0].record.fact.speaker]
    spoken = [f for f in alike if f.record.fact.statement == "direct" and _has_as_much(f, close[0])]
    return [*spoken, *(f for f in close if f not in spoken)]


def previous_first(close: list[Found], rated: list[Found], question: Question) -> list[Found]:
    """Of facts that tell of one act besides the one before it, the earlier dates the one before: "the previous visit"
    is not the one that came after it. Nor is it an act of whoever is set apart: "before Iwaya"."""
    best, knowledge = close[0], question.knowledge
    apart = {o[2:] for item in question.asked.of_kind("entity") if item.excluded for o in item.options}
    ordering = [item for item in question.asked.items if "c:previous" in item.options]
    before = question.knowledge.resource("grammar")["last"]["before"]
    newest = wants_newest(question) and not any(item.text in before for item in ordering)
    if not (apart or ordering) or newest or best.record.fact.relation not in verbs_of(question):
        return close

    def is_alike(f: Found) -> bool:
        fact, other = f.record.fact, best.record.fact
        same = fact.relation == other.relation and bool({*fact.targets} & {*other.targets})
        compared = f.record.features.get("c:previous", 0.0) >= FOUND and not apart & {*fact.agents}
        return same and compared and f.clean and find_period(f.record, knowledge) is not None

    alike = [f for f in rated if is_alike(f)]
    compared = best.record.features.get("c:previous", 0.0) >= FOUND or bool(apart & {*best.record.fact.agents})
    if not compared or not alike:
        return close
    earliest = min(alike, key=lambda f: (find_period(f.record, knowledge) or NEVER).start)
    return [earliest, *(f for f in close if f is not earliest)]


def _has_as_much(one: Found, other: Found) -> bool:
    """Whether a fact lacks no name of the question that another has."""
    lacking = {item.position for item in other.missing}
    return not any(item.hard and item.position not in lacking for item in one.missing)


def wants_newest(question: Question) -> bool:
    """Whether the latest of several is asked for, and not the one before another: "the last visit before Iwaya's"."""
    bounded = any(token.folded in _BOUNDS for token in question.utterance.tokens[:-1]) or any(
        item.excluded and item.position >= 0 and question.is_kind(item, "person") for item in question.asked.items
    )
    newest = question.asked.newest and question.asked.answer not in ("fact", "statement")
    return (newest or asks_for_last(question)) and not bounded


def asks_for_last(question: Question) -> bool:
    """Whether the last of several meetings or visits is asked for: "where did they last meet?". Of what has been held
    only until some year a fact says itself that it was the last."""
    words = question.knowledge.resource("grammar")["last"]["words"]
    last = any(is_ordering(item) and item.text in words for item in question.asked.items)
    verbs = verbs_of(question)
    return last and bool(verbs) and verbs <= _MEETING and question.asked.answer in ("time", "place", "person")


def is_ordering(item: Item) -> bool:
    """Whether a word only chooses among several of one thing: "last", "latest"."""
    return item.kind == "concept" and bool(item.options) and set(item.options) <= _ORDERING


def last_first(close: list[Found], question: Question) -> list[Found]:
    """Facts of the very act, the newest first; whatever else mentions one behind them."""
    verbs = verbs_of(question)

    def is_act(f: Found) -> bool:
        fact = f.record.fact
        done = fact.polarity != "negated" and fact.modality in ("happened", "ongoing")
        return f.clean and f.kind_given and done and fact.relation in verbs

    return sorted(close, key=lambda f: (not is_act(f), *newness(f, question)[:2]))


def _reasons_first(fit: list[Found]) -> list[Found]:
    """Facts that give a reason or a purpose before those that only sound like it, if they fit about as well."""
    least = fit[0].score * _REASONED if fit else 0.0
    reasoned = [f for f in fit if (f.record.fact.reason or f.record.fact.purpose) and f.score >= least]
    return [*reasoned, *(f for f in fit if f not in reasoned)]


def _newest_first(fit: list[Found], question: Question) -> list[Found]:
    close = [f for f in fit if f.score >= fit[0].score * question.scoring.near / 100]
    return sorted(close, key=lambda f: newness(f, question))


def newness(f: Found, question: Question) -> tuple[int, int, float]:
    """Sorts what overtakes others first, then by the day, then by the score."""
    period = find_period(f.record, question.knowledge)
    happened = min(period.end, f.record.reported_on) if period else f.record.reported_on
    overtakes = bool(f.record.fact.links.supersedes)
    return -overtakes, -max(happened.toordinal(), f.record.reported_on.toordinal() - _STALE), -f.score


def _earliest_first(fit: list[Found], question: Question) -> list[Found]:
    """For "since when" and "when did it start": of the facts that fit about as well, the first in time leads."""
    close = [f for f in fit if f.score >= fit[0].score * NEAR_BEST]
    return sorted(close, key=lambda f: ((find_period(f.record, question.knowledge) or NEVER).start, -f.score))
