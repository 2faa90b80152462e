"""Whether a fact's day and place are those of the very act that is asked about, and not those of the report, the speech
or the document that tells of it.

"When were the missiles launched?" is not answered by the day on which a minister spoke of them, nor "where will they
meet?" by the city in which that was agreed.
"""

from __future__ import annotations

from datetime import date

from bot.answers.finding.guard import stands_for
from bot.answers.finding.kinds import find_asked_period, find_told_place
from bot.answers.question import Question, verbs_of
from bot.intents.model import Item
from knowledge.features import FOUND_RELATION
from knowledge.model import Fact
from knowledge.store import Record
from knowledge.timex import find_timexes

_NO_DAY = date(1, 1, 1)
"""What "last year" in a fact would count from; facts have no such dates."""

HAPPENING = ("meet", "talk", "publish", "visit", "discharge", "invade", "agree", "attend", "host")
"""What an event is, before what was said or settled at it."""

_OF_AN_ACT = ("time", "person", "reason")
_TO_COME = ("planned", "expected", "asked")
_OCCASIONS = ("event", "event_series", "document")
_DOING = frozenset({"did", "does", "do"})
_BOUNDED = ("before", "until")


def is_of_act(record: Record, question: Question) -> bool:
    """Whether the day and the place of a fact are those of what the question asks about."""
    fact, asked = record.fact, question.asked
    if not fact.reviewed or "saying" in asked.signs or _asks_of_words(question):
        return True  # the date of what a program found is that of the part that tells the act
    if "since_last" in asked.signs:
        return False  # the day of this one is not that of the one before
    verbs = verbs_of(question) - {"be"}
    if asked.answer == "place" and (fact.relation == "be" or not verbs):
        named = fact.relation != "be" and _named_occasions(question)
        return _is_of_named(fact, question) if named else not _is_only_said_then(fact)
    if asked.answer == "time" and _is_bounded(fact):
        return False
    if _is_past_plan(record):
        return bool(verbs & question.scoring.settling_relations)
    if "beginning" in asked.signs and fact.modality in _TO_COME and not verbs & {fact.relation, *fact.also}:
        return False  # when what is trained for is to come says not when the training began
    if not verbs:
        return _is_of_named(fact, question)
    told, spoken = {fact.relation, *fact.also}, question.scoring.worded_relations
    if _is_only_said_then(fact):
        return bool(verbs & told & spoken)
    if fact.relation in question.scoring.settling_relations:
        settled = question.relations.near.get(fact.relation, frozenset()) & question.scoring.settling_relations
        return bool(verbs & ({fact.relation} | settled | (told & spoken)))
    if asked.answer == "time" and _only_reported_then(fact):
        return False
    return asked.symmetric or asked.answer == "place" or bool(verbs & told)


def lacks_setting(record: Record, question: Question) -> bool:
    """Whether a fact tells what is asked about without its day, or its place: all that it has is that on which it was
    said, or by which it had been done, or on which it was reported to be so.

    A fact of another verb may be the same act in other words, so of that nothing can be said.
    """
    fact, knowledge = record.fact, question.knowledge
    verbs = verbs_of(question) - {"be"}
    if question.asked.answer not in ("time", "place"):
        return False
    if not fact.reviewed or fact.polarity == "negated" or "since_last" in question.asked.signs:
        return False
    if question.asked.answer == "place":
        other = is_of_act(record, question) or find_told_place(record, question.asked, knowledge) is not None
        told = verbs & {fact.relation, *fact.also} if verbs else _named_occasions(question)
        return not other and bool(told)
    undated = find_asked_period(record, question.asked, knowledge) is None
    if (not undated and is_of_act(record, question)) or _has_other_day(record):
        return False
    if verbs and not verbs & {fact.relation, *fact.also}:
        return bool(_named_occasions(question)) and not _is_of_named(fact, question)
    return True


def is_only_spoken_of(record: Record, question: Question) -> bool:
    """Whether a fact tells the act in question only as asked for or planned, or mentions it beside what it tells: that
    a claim be withdrawn, or a ban be lifted, is no withdrawing and no lifting."""
    fact, verbs = record.fact, verbs_of(question) - {"be"}
    if not fact.reviewed or not verbs or question.asked.polar or question.asked.answer not in _OF_AN_ACT:
        return False
    near = {other for verb in verbs for other in question.relations.near.get(verb, frozenset())}
    if fact.relation in verbs or question.asked.symmetric or question.asked.follow_up or question.asked.quotations:
        return False
    if verbs & {*fact.also} & question.scoring.worded_relations:
        return False
    if verbs & {*fact.also}:
        return fact.kind in ("demand", "plan") or fact.modality in _TO_COME
    mentioned = any(record.features.get(f"r:{verb}", 0.0) >= FOUND_RELATION for verb in verbs)
    return mentioned and question.asked.answer == "time" and fact.relation not in near


def _asks_of_words(question: Question) -> bool:
    """Whether it is the speech or the like that is asked about: "when was her speech?"."""
    spoken = {f"c:{concept}" for concept in question.scoring.spoken_concepts}
    return any(spoken & set(item.options) for item in question.asked.of_kind("concept"))


def _is_only_said_then(fact: Fact) -> bool:
    """Whether the day of a fact is that of the speech or the document whose words it has."""
    return fact.speaker is not None and fact.event is not None


def _only_reported_then(fact: Fact) -> bool:
    """Whether the day of a fact is one on which something was so, and not that on which it began, nor an occasion."""
    dated = fact.when is not None and fact.when.since
    return fact.modality == "ongoing" and not dated and fact.kind != "event"


def _is_past_plan(record: Record) -> bool:
    """Whether what is still to come has a day before its report: that on which it was settled."""
    fact = record.fact
    planned = fact.modality in _TO_COME and fact.speaker is None
    return planned and fact.when is not None and fact.when.end < record.reported_on


def _is_of_named(fact: Fact, question: Question) -> bool:
    """Whether a fact is of the occasion or the document that is asked about without a verb; or else whether it has a
    day of its own, and not only that of the words or of the agreement that it tells of."""
    named, knowledge = _named_occasions(question), question.knowledge
    if not named:
        if question.asked.follow_up and fact.relation in question.scoring.worded_relations:
            return True  # "when was that?" is asked of the words that were told
        if _lacks_act(question):
            return False
        settled = fact.relation in question.scoring.settling_relations
        return not (settled or _is_only_said_then(fact) or _only_reported_then(fact))
    own_words = _is_only_said_then(fact) or fact.relation == "be"
    settled = fact.relation in question.scoring.settling_relations
    for item in named:
        series, document = (question.is_kind(item, kind) for kind in ("event_series", "document"))
        happened = fact.relation in HAPPENING and not (series and settled)
        told = fact.mentions if happened or (document and not own_words) else ()
        if stands_for(item, (*fact.agents, *filter(None, (fact.event,)), *told), knowledge):
            return True
    return False


def _lacks_act(question: Question) -> bool:
    """Whether a question asks what states or places did by a verb that says nothing here: "when did it take Dokdo?"."""
    own = [item for item in question.asked.items if not item.carried and item.position >= 0]
    named = bool(own) and all(item.kind == "entity" and not question.is_kind(item, "person") for item in own)
    return named and any(token.folded in _DOING for token in question.utterance.tokens)


def _named_occasions(question: Question) -> list[Item]:
    """Occasions and documents that a question names, but for those that only say when."""
    named = [item for item in question.asked.of_kind("entity") if not item.carried and item.position >= 0]
    return [item for item in named if not item.excluded and question.is_kind(item, *_OCCASIONS)]


def _is_bounded(fact: Fact) -> bool:
    """Whether a fact only tells by or before which day something had been done: "By October 2015, four had been …"."""
    if fact.when is None or fact.when.since:
        return False
    bounds = [
        timex.bound
        for timex in find_timexes(fact.sentence.lower(), _NO_DAY)
        if timex.bound in _BOUNDED or timex.covers(fact.when.start, fact.when.end)
    ]
    return bool(bounds) and all(bound in _BOUNDED for bound in bounds)


def _has_other_day(record: Record) -> bool:
    """Whether a fact's sentence has a day besides its own and that of its report, which may be the one."""
    when, reported = record.fact.when, (record.reported_on, record.reported_on)
    days = [reported, *([(when.start, when.end)] if when is not None else [])]
    return any(
        timex.first is not None
        and timex.last is not None
        and timex.bound not in _BOUNDED
        and not any(timex.first <= end and start <= timex.last for start, end in days)
        for timex in find_timexes(record.fact.sentence.lower(), _NO_DAY)
    )
