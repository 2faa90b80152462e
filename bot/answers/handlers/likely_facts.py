"""Answer from the facts that are likely to: correct a premise, say what they do not have, tell the rest."""

from __future__ import annotations

from bot.answers.checking.apart import tells_apart
from bot.answers.checking.plain_denial import is_denied
from bot.answers.checking.premise import correct_parties, correct_premise
from bot.answers.deciding.answering_party import asks_holder, is_of_other_side
from bot.answers.deciding.beside_point import asks_what_will_be
from bot.answers.deciding.confidence import Rated
from bot.answers.deciding.contrary import tells_contrary, tells_less
from bot.answers.deciding.fitness import CERTAIN, is_fit
from bot.answers.deciding.mismatch import find_mismatches
from bot.answers.deciding.own_act import is_only_spoken_of
from bot.answers.deciding.told_act import tells_the_act, told_by
from bot.answers.finding.found import Found
from bot.answers.finding.guard import stands_for
from bot.answers.finding.merge import is_same
from bot.answers.model import Verdict
from bot.answers.outcome import Answered, Statement
from bot.answers.question import Question, verbs_of
from bot.answers.telling.lead_order import (
    acts_first,
    asks_for_last,
    finest_first,
    is_ordering,
    last_first,
    newness,
    of_occasion_first,
    previous_first,
    spoken_first,
    take_part,
    wants_newest,
)
from bot.answers.telling.supporting import put_supporting_first
from bot.answers.telling.telling import OF_ONE_FACT, of_other_persons, rest_of_sentence, tell_fact
from knowledge.values import replace

_ALIKE = 0.9
"""Share of the first fact's order from which a report with a finer date may stand for it where a place is asked, or one
in somebody's own words where words are."""

_SPOKEN = ("statement", "quote")

_CORRECTING = 3
"""Among so many of the likeliest facts must be the one that corrects a premise."""

_ABOUT_AS_LIKELY = 0.75
"""Share of the likeliest fact's order that one must have to correct a premise."""

_ABOUT_IT = 0.5
"""The least order of a fact that says of parties that they have changed places."""

_OF_ANOTHER = 0.3
"""Share of the likeliest fact's order that one must have to tell of another whom somebody met."""

_PLANNED = ("planned", "expected", "asked")

_SPEAKS = 0.7
"""The least chance of a fact that speaks for itself."""

_MOST_OF_PART = 60
"""The most that an answer is sure of which says first what the articles do not say."""


def answer_rated(rated: tuple[Rated, ...], found: tuple[Found, ...], question: Question) -> Answered:
    """The fact that is likeliest to answer, and those that are about as likely."""
    if question.asked.polar and (corrected := correct_with(rated, found, question)) is not None:
        return corrected
    rated = put_supporting_first(rated, question)
    confidence = question.confidence
    several = question.asked.plural or wants_newest(question)
    several = several or (question.asked.answer == "latest" and not question.asked.polar)
    least = rated[0].order * (confidence.beside_several if several else confidence.beside)
    newest = wants_newest(question)
    close = [
        r.found
        for r in rated
        if r.order >= least
        and (r.chance >= confidence.least["beside"] or r is rated[0] or (newest and _holds_all(r.found, question)))
    ]
    if question.asked.answer == "time":
        # A date belongs to the act that is asked for, and to those who took part in it.
        close.sort(key=lambda f: (not tells_the_act(f, question), not take_part(f, question)))
    least_of_several = rated[0].order * confidence.beside_several
    if question.asked.answer == "person" and asks_holder(question):  # and not who claims it
        close = acts_first(close, [r.found for r in rated if r.order >= least_of_several], question)
    elif question.asked.answer == "person" and any(question.is_kind(i, "person") for i in question.asked.items):
        close = acts_first(close, [r.found for r in rated if r.order >= least], question)
    if question.asked.answer == "fact":
        close = of_occasion_first(close, [r.found for r in rated if r.order >= least_of_several], question)
    if question.asked.answer == "statement" and is_of_other_side(close[0].record.fact, question):
        least = rated[0].order * confidence.beside_several
        own = [r.found for r in rated if r.order >= least and not is_of_other_side(r.found.record.fact, question)]
        close = [*own, *(f for f in close if f not in own)]
    if question.asked.answer in _SPOKEN:
        close = spoken_first(close, rated[0].order * _ALIKE, {id(r.found): r.order for r in rated})
    if question.asked.answer in ("time", "place"):
        alike = rated[0].order * (_ALIKE if question.asked.answer == "place" else 0.0)
        close = finest_first(close, [r.found for r in rated if r.order >= alike], question)
    if wants_newest(question):
        close = (
            last_first(close, question)
            if asks_for_last(question)
            else sorted(close, key=lambda f: (not f.clean, *newness(f, question)))
        )
    if question.asked.answer == "time":
        close = previous_first(close, [r.found for r in rated if r.order >= least_of_several], question)
    best = close[0]
    near = [f for f in close if _goes_beside(f, best, question)]
    others = of_other_persons(near, _of_others(rated, least, question), question)
    near = [*near[:1], *others, *(f for f in near[1:] if f not in others)]
    near += rest_of_sentence(best, near, [r.found for r in rated], question)
    told = tell_fact(best, close, found, question, near=near, confidence=100 * rated[0].chance)
    wording = question.wording
    apart = tells_apart(best, question)
    mismatches = () if apart else find_mismatches(best, question) or _other_doer(best, question)
    if mismatches:
        before = wording.say("not_of", what=wording.listing(mismatches))
    elif apart or is_denied(best, question):
        contrary = wording.say("contrary") + wording.gap + best.record.fact.sentence
        return replace(told, lead=replace(told.lead, text=contrary), verdict="contradicted")
    elif (
        tells_contrary(best, question)
        or is_only_spoken_of(best.record, question)
        or _is_only_planned(best, question)
        or (question.asked.answer in ("person", "reason", "time") and _is_of_less(best, question))
        or (
            _is_claimed(best, question) and not (told.verdict == "supported" or _is_borne_out(best, rated[0], question))
        )
        or (told.verdict is None and _is_aside(best, question))
    ):
        before = wording.say("says_partly")
    else:
        return told
    lead = Statement(text=before + wording.gap + best.record.fact.sentence, records=told.lead.records)
    verdict: Verdict | None = "partly" if question.asked.polar else None
    return replace(told, lead=lead, confidence=min(told.confidence, _MOST_OF_PART), verdict=verdict)


def _of_others(rated: tuple[Rated, ...], least: float, question: Question) -> list[Found]:
    """Facts that may tell of another who is an answer; where it is asked whom somebody met also less likely ones that
    lack no name of the question."""
    if not question.asked.asked_act & question.scoring.roles["meeting"]:
        return [r.found for r in rated if r.order >= least]
    whole = [r for r in rated if not any(i.kind in ("entity", "topic") and not i.carried for i in r.found.missing)]
    return [r.found for r in rated if r.order >= least or (r in whole and r.order >= rated[0].order * _OF_ANOTHER)]


def _other_doer(best: Found, question: Question) -> tuple[str, ...]:
    """Whoever is said to have done what the fact tells of others, though one of his told of it."""
    wrong, fact = best.wrong_actor, best.record.fact
    if wrong is None or wrong.role != "agent" or fact.speaker is None:
        return ()
    claimed = question.asked.polar and not question.asked.negated and fact.relation in verbs_of(question)
    explained = question.asked.answer == "reason" and question.is_kind(wrong, "person") and not wrong.carried
    others = not stands_for(wrong, (*fact.agents, *fact.targets), question.knowledge)
    return (question.name_of(wrong),) if others and (claimed or explained) else ()


def _holds_all(found: Found, question: Question) -> bool:
    """Whether a fact has all that is asked and tells the very act, so that it may be the newest of its kind."""
    whole = all(is_ordering(item) for item in found.missing)
    return found.clean and whole and found.kind_given and found.record.fact.relation in verbs_of(question)


def _is_borne_out(best: Found, first: Rated, question: Question) -> bool:
    """Whether a fact that has all that is claimed tells the very act, or is a likely one of somebody's words: it speaks
    for itself then."""
    if is_fit(best, question):
        return True
    whole = best.clean and not best.missing and best.score >= CERTAIN
    spoken = best.record.fact.speaker is not None and first.found is best and first.chance >= _SPEAKS
    return whole and (spoken or (tells_the_act(best, question) and not question.asked.negated))


def _is_claimed(best: Found, question: Question) -> bool:
    """Whether what is asked is a claim, or a sentence put forward of somebody else than who acts in the fact."""
    asked = question.asked
    return asked.intent == "check_claim" or (asked.polar and asked.negated and best.wrong_actor is not None)


def _is_of_less(best: Found, question: Question) -> bool:
    """Whether the fact's act is near to the question's, and less: a ban that is eased is not lifted."""
    near = {other for verb in verbs_of(question) for other in question.relations.near.get(verb, frozenset())}
    return bool(near & told_by(best)) and tells_less(best, question)


def _is_only_planned(best: Found, question: Question) -> bool:
    """Whether it is asked who met somebody, and the fact tells that he is to, or wants to."""
    asked, planned = question.asked, best.record.fact.modality in _PLANNED
    to_come = bool(asked.signs & {"future", "to_come"}) or asks_what_will_be(question)
    alone = verbs_of(question) <= question.scoring.roles["meeting"]
    return asked.answer == "person" and asked.symmetric and planned and alone and not to_come


def _is_aside(best: Found, question: Question) -> bool:
    """Whether a fact only mentions somebody of whom something is claimed, or the act beside what was agreed or planned:
    neither says that he was there, or that it was done."""
    asked, fact, knowledge = question.asked, best.record.fact, question.knowledge
    if asked.intent != "check_claim" or not fact.reviewed:
        return False
    own = (*fact.agents, *fact.targets, *filter(None, (fact.speaker, fact.relayed_by)))
    persons = [i for i in asked.of_kind("entity") if not i.carried and question.is_kind(i, "person")]
    mentioned = any(not stands_for(person, own, knowledge) for person in persons)
    verbs = verbs_of(question)
    if fact.relation == "be" and not verbs and not best.missing:
        return False  # whose head somebody is tells what he is
    near = {other for verb in verbs for links in (question.relations.near, question.relations.opposite)
            for other in links.get(verb, frozenset())}  # fmt: skip
    to_come = fact.kind in ("plan", "demand", "agreement") and bool(verbs) and fact.relation not in verbs | near
    return mentioned or (to_come and not asks_what_will_be(question))


def is_of_another_event(best: Found, question: Question) -> bool:
    """Whether the fact nearest to a claim tells otherwise in two points, so that it is about something else."""
    return not question.asked.cleft and len(find_mismatches(best, question)) > 1


def is_corrected_by(rated: Rated, question: Question) -> bool:
    """Whether a fact of which a claim names one thing wrongly is likely enough to be told with a word of that."""
    least = question.confidence.least["premise"]
    return question.asked.polar and rated.chance >= least and len(find_mismatches(rated.found, question)) == 1


def _goes_beside(f: Found, best: Found, question: Question) -> bool:
    """Whether a likely fact is told with the best: not where one is enough, nor what is of another date."""
    if f is best or is_same(f.record.fact, best.record.fact):
        return True
    return question.asked.answer not in OF_ONE_FACT and (f.wrong_date is None or best.wrong_date is not None)


def correct_with(rated: tuple[Rated, ...], found: tuple[Found, ...], question: Question) -> Answered | None:
    """The correction of a premise, where the fact that corrects it is among the likeliest.

    Where a fact that has every name of the question is far likelier, that one corrects the premise or none does.
    """
    corrected = correct_premise(question, found)
    orders = {r.found.record.number: r.order for r in rated[:_CORRECTING]}
    told = [record.number for record in corrected.lead.records if record.number in orders] if corrected else []
    if not told:
        return None
    first = max(rated, key=lambda r: r.order)
    if _bears_out(first, question) and first.found.record.number not in told:
        return None  # what became of it later is no contrary: a ban that is being eased was imposed
    whole = not any(item.hard for item in first.found.missing)
    if whole and max(orders[number] for number in told) < first.order * _ABOUT_AS_LIKELY:
        return correct_premise(question, (first.found,))
    return corrected


def _bears_out(rated: Rated, question: Question) -> bool:
    """Whether a fact has all that is claimed, and its act is the very one."""
    found, verbs = rated.found, verbs_of(question)
    told = {found.record.fact.relation, *found.record.fact.also}
    return found.clean and not found.missing and not question.asked.negated and bool(told & verbs)


def correct_changed_parties(likely: tuple[Rated, ...], question: Question) -> Answered | None:
    """The correction of parties that have changed places, by one of the likeliest facts."""
    near = [r.found for r in likely[:_CORRECTING] if r.order >= _ABOUT_IT]
    return correct_parties(question, near)
