"""Answer from single facts: who, where, when, why, how many, what was said, and whether something is true."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from bot.answers.accounts import other_accounts
from bot.answers.agreement import are_agreed
from bot.answers.beside_point import asks_what_will_be
from bot.answers.confidence import Rated, find_rated, is_likely, put_fitting_first
from bot.answers.contrary import tells_contrary
from bot.answers.earlier_office import answer_earlier_office
from bot.answers.fitness import (
    is_fit,
    is_of_other_side,
    may_answer,
    tells_the_act,
    told_by,
)
from bot.answers.found import Found
from bot.answers.guard import happened_in, stands_for
from bot.answers.just_told import asks_who_said_it, find_just_told, tell_who_said_it
from bot.answers.kinds import NEVER, find_period, find_persons
from bot.answers.leading import find_verdict, label_of, lead_with
from bot.answers.merge import is_same, merge_found
from bot.answers.mismatch import find_mismatches, find_other_speaker, is_after_the_last
from bot.answers.model import Verdict
from bot.answers.offices import answer_office, is_vacant
from bot.answers.outcome import Answered, NotFound, NotUnderstood, Statement
from bot.answers.partly import tell_partly
from bot.answers.premise import correct_parties, correct_premise
from bot.answers.question import Question, verbs_of
from bot.answers.refusal import refuse
from bot.answers.unreviewed_chance import choose_claim, find_beside, find_reply, rate_claims
from bot.answers.voices import further_voices
from knowledge.model import Fact
from knowledge.store import Record

_MOST_LINES = {"statement": 3, "quote": 3, "fact": 3, "reason": 2, "latest": 2, "relations": 5, "person": 2, "claim": 2}


_TWO_YEARS = 2
_PLURAL = 0.8
"""Share of the best score from which a fact is told in a list."""


_REASONED = 0.7
"""Share of the best score from which a fact with a reason is told before one without."""

_COMPANION_DATE = 0.85
"""Share of the best score from which a fact that tells the asked act dates it better than the best."""

_ALIKE = 0.9
"""Share of the first fact's order from which a report with a finer date may stand for it where a place is asked, or one
in somebody's own words where words are."""

_STALE = 200
"""Days by which what is told of the past counts as older than its report."""

_TOLD_WHOLE = ("fact", "statement", "reason", "quote", "claim")
"""Answers by somebody's words that are told with the rest of them."""

_SPOKEN = ("statement", "quote")
_OF_ONE_FACT = ("place", "time", "number")
"""Answers for which one fact, or several reports of it, is enough."""

_CORRECTING = 3
"""Among so many of the likeliest facts must be the one that corrects a premise."""

_ABOUT_AS_LIKELY = 0.75
"""Share of the likeliest fact's order that one must have to correct a premise."""

_DOERS = ("person", "country")
_TOLD_OF = 0.3
"""The least order of a fact that tells the act of another."""

_ABOUT_IT = 0.5
"""The least order of a fact that says of parties that they have changed places."""

_MOST_OF_PART = 60
"""The most that an answer is sure of which says first what the articles do not say."""

_WHOLE = 2
"""Things that a question names from which on it can be asked by itself."""

_COMPANION = 0.6
"""Share of the best score from which another claim of the same sentence is told with it."""


def answer_from_facts(question: Question) -> Answered | NotFound | NotUnderstood:
    """The best fact first, then those that answer as well."""
    if (earlier := answer_earlier_office(question)) is not None:
        return earlier
    if question.asked.answer in ("latest", "person", "timeline", "articles", "identity", "fact") and (
        office := answer_office(question)
    ):
        return office
    if asks_who_said_it(question):
        return tell_who_said_it(question) or refuse(question, ())
    likely, found = find_rated(question)
    if just_told := find_just_told(found, question):
        return _tell(just_told[0], just_told, found, question)
    if any(item.role == "agent" and item.hard for item in question.asked.of_kind("unknown")):
        return refuse(question, found)  # nobody of that name has said a word here
    if is_after_the_last(question) or (question.asked.answer in ("person", "identity") and is_vacant(question)):
        return refuse(question, found)
    rated = _with_words(tuple(r for r in likely if may_answer(r.found, question)), question)
    rated = tuple(r for r in rated if find_other_speaker(r.found, question) is None)
    rated = put_fitting_first(rated, question)
    if rated:
        if not _is_act_of_another(rated[0].found, likely, question) and (
            is_likely(rated[0], question) or _corrects(rated[0], question) or are_agreed(rated, question)
        ):
            if question.asked.polar and _is_of_another_event(rated[0].found, question):
                return refuse(question, (rated[0].found, *found))
            return _answer_rated(rated, found, question)
        if all(f.record.fact.reviewed for f in found):
            told = (
                _correct_with(rated, found, question)
                or _correct_parties(likely, question)
                or _answer_by_itself(question)
            )
            near = likely if asks_what_will_be(question) else rated  # what was may be asked for instead
            return told or refuse(question, tuple(r.found for r in near))
    fit = _in_order([f for f in found if is_fit(f, question)], question)
    if fit and _done_by_another(fit[0], found, question):
        fit = []
    if (not fit or not fit[0].record.fact.reviewed) and not all(f.record.fact.reviewed for f in found):
        if claim := _answer_claim(fit, found, question):
            return claim
        fit = []
    if not fit:
        return correct_premise(question, found) or tell_partly(question, found) or refuse(question, found)
    if _lacks_ordinal(fit[0], question) and (correction := correct_premise(question, found, ordinal=True)) is not None:
        return correction
    return _tell(fit[0], fit, found, question)


def _answer_by_itself(question: Question) -> Answered | None:
    """The answer to a follow-up that is whole once it is known who "she" is: without what was spoken of before."""
    asked = question.asked
    own = tuple(item for item in asked.items if not item.carried)
    if not asked.pronoun or len(own) < _WHOLE or len(own) == len(asked.items):
        return None
    alone = replace(asked, items=own, follow_up=False, recent_facts=(), recent_articles=())
    outcome = answer_from_facts(replace(question, asked=alone))
    least = 100 * question.confidence.least["by_itself"]
    return outcome if isinstance(outcome, Answered) and outcome.confidence >= least else None


def _answer_claim(fit: list[Found], found: tuple[Found, ...], question: Question) -> Answered | None:
    """What a program found, where it is likely enough to answer, with what may well answer too."""
    rated = rate_claims(question, found)
    chosen = choose_claim(fit[0] if fit else None, rated, question)
    if chosen is None:
        return None
    best = chosen.found
    told = fit if best in fit[:1] else [best]
    beside = find_beside(chosen, rated, question)
    return _tell(best, told, found, question, beside=beside, confidence=100 * chosen.chance)


def _with_words(rated: tuple[Rated, ...], question: Question) -> tuple[Rated, ...]:
    """Where words are asked for, facts that hold some; those that only report speech where none of these is likely."""
    if question.asked.answer != "quote":
        return rated
    quoting = tuple(r for r in rated if r.found.kind_given)
    likely = (quoting and is_likely(quoting[0], question)) or not rated
    return quoting if likely or rated[0].chance < question.confidence.least["reported"] else rated


def _answer_rated(rated: tuple[Rated, ...], found: tuple[Found, ...], question: Question) -> Answered:
    """The fact that is likeliest to answer, and those that are about as likely."""
    if question.asked.polar and (corrected := _correct_with(rated, found, question)) is not None:
        return corrected
    confidence = question.confidence
    several = question.asked.plural or (question.asked.answer == "latest" and not question.asked.polar)
    least = rated[0].order * (confidence.beside_several if several else confidence.beside)
    close = [r.found for r in rated if r.order >= least and (r.chance >= confidence.least["beside"] or r is rated[0])]
    if question.asked.answer == "time":
        # A date belongs to the act that is asked for, and to those who took part in it.
        close.sort(key=lambda f: (not tells_the_act(f, question), not _take_part(f, question)))
    if question.asked.answer == "person" and any(question.is_kind(i, "person") for i in question.asked.items):
        close = _acts_first(close, [r.found for r in rated if r.order >= least], question)
    if question.asked.answer == "statement" and is_of_other_side(close[0].record.fact, question):
        least = rated[0].order * confidence.beside_several
        own = [r.found for r in rated if r.order >= least and not is_of_other_side(r.found.record.fact, question)]
        close = [*own, *(f for f in close if f not in own)]
    if question.asked.answer in _SPOKEN:
        close = _spoken_first(close, rated[0].order * _ALIKE, {id(r.found): r.order for r in rated})
    if question.asked.answer in ("time", "place"):
        alike = rated[0].order * (_ALIKE if question.asked.answer == "place" else 0.0)
        close = _finest_first(close, [r.found for r in rated if r.order >= alike], question)
    if question.asked.newest and question.asked.answer not in ("fact", "statement"):
        close = sorted(close, key=lambda f: _newness(f, question))
    best = close[0]
    near = [f for f in close if _goes_beside(f, best, question)]
    near[1:1] = _of_other_persons(near, [r.found for r in rated if r.order >= least], question)
    near += _rest_of_sentence(best, near, [r.found for r in rated], question)
    told = _tell(best, close, found, question, near=near, confidence=100 * rated[0].chance)
    wording = question.wording
    mismatches = find_mismatches(best, question)
    if mismatches:
        before = wording.say("not_of", what=wording.listing(mismatches))
    elif _is_denied(best, question):
        contrary = wording.say("contrary") + wording.gap + best.record.fact.sentence
        return replace(told, lead=replace(told.lead, text=contrary), verdict="contradicted")
    elif (
        tells_contrary(best, question)
        or (_is_claimed(best, question) and not is_fit(best, question))
        or (told.verdict is None and _is_aside(best, question))
    ):
        before = wording.say("says_partly")
    else:
        return told
    lead = Statement(text=before + wording.gap + best.record.fact.sentence, records=told.lead.records)
    verdict: Verdict | None = "partly" if question.asked.polar else None
    return replace(told, lead=lead, confidence=min(told.confidence, _MOST_OF_PART), verdict=verdict)


def _rest_of_sentence(best: Found, near: list[Found], rated: list[Found], question: Question) -> list[Found]:
    """The likeliest other fact of the same words of somebody: a sentence cut into several facts is told whole."""
    fact = best.record.fact
    if question.asked.answer not in _TOLD_WHOLE or any(
        f is not best and _is_of_same_sentence(f.record.fact, fact) for f in near
    ):
        return []
    others = (f for f in rated if f not in near and _is_of_same_sentence(f.record.fact, fact))
    return [f for f in others if f.wrong_date is None and f.wrong_actor is best.wrong_actor][:1]


def _is_of_same_sentence(one: Fact, other: Fact) -> bool:
    together = one.article == other.article and bool(set(one.sentences) & set(other.sentences))
    return together and one.speaker == other.speaker is not None and not is_same(one, other)


def _acts_first(close: list[Found], rated: list[Found], question: Question) -> list[Found]:
    """Who did something, or with whom, is told by a fact of the act, if less likely, before one that mentions it."""
    verbs = verbs_of(question)
    if not verbs or verbs & told_by(close[0]):
        return close
    telling = [f for f in rated if verbs & told_by(f) and f.clean and f.kind_given]
    return [*telling, *(f for f in close if f not in telling)]


def _of_other_persons(near: list[Found], rated: list[Found], question: Question) -> list[Found]:
    """The likeliest fact of the act with another person who is an answer too: somebody may have met two."""
    verbs = verbs_of(question)
    told = {person for f in near for person in find_persons(f.record, question.asked, question.knowledge)}
    if question.asked.answer != "person" or not verbs:
        return []
    for f in rated:
        fresh = set(find_persons(f.record, question.asked, question.knowledge)) - told
        if fresh and f not in near and f.clean and f.record.fact.relation in verbs:
            return [f]
    return []


def _take_part(f: Found, question: Question) -> bool:
    """Whether all persons of the question act in the fact, or are acted on: not those who are only mentioned."""
    fact, knowledge = f.record.fact, question.knowledge
    persons = [item for item in question.asked.of_kind("entity") if question.is_kind(item, "person")]
    return all(stands_for(item, (*fact.agents, *fact.targets), knowledge) for item in persons)


def _is_claimed(best: Found, question: Question) -> bool:
    """Whether what is asked is a claim, or a sentence put forward of somebody else than who acts in the fact."""
    asked = question.asked
    return asked.intent == "check_claim" or (asked.polar and asked.negated and best.wrong_actor is not None)


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
    to_come = fact.kind in ("plan", "demand", "agreement") and bool(verbs) and fact.relation not in verbs
    return mentioned or (to_come and not asks_what_will_be(question))


def _is_denied(best: Found, question: Question) -> bool:
    """Whether a claim denies the very act that the fact tells: "they left without agreeing on anything"."""
    fact, asked = best.record.fact, question.asked
    verbs = asked.of_kind("relation")
    told = {f"r:{relation}" for relation in (fact.relation, *fact.also)}
    done = fact.polarity != "negated" and fact.modality in ("happened", "ongoing")
    named = bool(verbs) and all(told & set(item.options) for item in verbs)
    return asked.polar and asked.negated and done and named and best.clean and is_fit(best, question)


def _is_of_another_event(best: Found, question: Question) -> bool:
    """Whether the fact nearest to a claim tells otherwise in two points, so that it is about something else."""
    return not question.asked.cleft and len(find_mismatches(best, question)) > 1


def _corrects(rated: Rated, question: Question) -> bool:
    """Whether a fact of which a claim names one thing wrongly is likely enough to be told with a word of that."""
    least = question.confidence.least["premise"]
    return question.asked.polar and rated.chance >= least and len(find_mismatches(rated.found, question)) == 1


def _goes_beside(f: Found, best: Found, question: Question) -> bool:
    """Whether a likely fact is told with the best: not where one is enough, nor what is of another date."""
    if f is best or is_same(f.record.fact, best.record.fact):
        return True
    return question.asked.answer not in _OF_ONE_FACT and (f.wrong_date is None or best.wrong_date is not None)


def _correct_with(rated: tuple[Rated, ...], found: tuple[Found, ...], question: Question) -> Answered | None:
    """The correction of a premise, where the fact that corrects it is among the likeliest.

    Where a fact that has every name of the question is far likelier, that one corrects the premise or none does.
    """
    corrected = correct_premise(question, found)
    orders = {r.found.record.number: r.order for r in rated[:_CORRECTING]}
    told = [record.number for record in corrected.lead.records if record.number in orders] if corrected else []
    if not told:
        return None
    first = max(rated, key=lambda r: r.order)
    whole = not any(item.hard for item in first.found.missing)
    if whole and max(orders[number] for number in told) < first.order * _ABOUT_AS_LIKELY:
        return correct_premise(question, (first.found,))
    return corrected


def _correct_parties(likely: tuple[Rated, ...], question: Question) -> Answered | None:
    """The correction of parties that have changed places, by one of the likeliest facts."""
    near = [r.found for r in likely[:_CORRECTING] if r.order >= _ABOUT_IT]
    return correct_parties(question, near)


def _finest_first(close: list[Found], rated: list[Found], question: Question) -> list[Found]:
    """Of all reports of the likeliest thing that with the finest date leads."""

    def days(f: Found) -> int:
        period = find_period(f.record, question.knowledge)
        return (period.end - period.start).days if period is not None else NEVER.start.toordinal()

    same = [f for f in rated if is_same(f.record.fact, close[0].record.fact)]
    finest = min(same, key=days)
    return [finest, *(f for f in close if f is not finest)]


def _in_order(fit: list[Found], question: Question) -> list[Found]:
    """What fits, in the order that the kind of answer asks for."""
    asked = question.asked
    telling = [f for f in fit if tells_the_act(f, question)] if asked.answer == "time" else []
    if telling and telling[0].score >= fit[0].score * _COMPANION_DATE:
        fit = telling  # a date belongs to the act that is asked for, not to what is mentioned beside it
    elif asked.answer == "time" and asked.follow_up:
        fit = []
    if _wants_newest(question):
        fit = _newest_first(fit, question)
    if "beginning" in asked.signs and asked.answer == "time" and fit:
        fit = _earliest_first(fit, question)
    return _reasons_first(fit) if asked.answer == "reason" else fit


def _spoken_first(close: list[Found], least: float, orders: Mapping[int, float]) -> list[Found]:
    """Of facts that are about as likely those in somebody's own words before those that report them."""
    if close[0].record.fact.statement == "direct":
        return close
    alike = [f for f in close if orders[id(f)] >= least and f.record.fact.speaker == close[0].record.fact.speaker]
    spoken = [f for f in alike if f.record.fact.statement == "direct"]
    return [*spoken, *(f for f in close if f not in spoken)]


def _wants_newest(question: Question) -> bool:
    return question.asked.newest and question.asked.answer not in ("fact", "statement")


def _tell(
    best: Found,
    fit: list[Found],
    found: tuple[Found, ...],
    question: Question,
    *,
    near: list[Found] | None = None,
    beside: tuple[Found, ...] = (),
    confidence: float | None = None,
) -> Answered:
    """The best fact, what goes with it, and what else the articles hold against it.

    Args:
        near: what goes with it, where that is known already.
        beside: what is told with it in any case.
        confidence: 0 to 100; its score where None.
    """
    if near is None:
        near = [f for f in fit if _wants_newest(question) or f.score >= best.score * question.scoring.near / 100]
        near = [f for f in near if _goes_with(f, best, question)]
        near += _companions(best, fit, near, question)
        if question.asked.plural:
            near = [f for f in fit if f.score >= best.score * _PLURAL]
        if question.asked.answer == "person":
            near = _by_person(best, fit, near, question)
    if question.asked.answer not in _OF_ONE_FACT:
        near = [*near, *_successors(near, found)]
    if beside:
        near = [*near[: _lines(question) - len(beside)], *(f for f in beside if f not in near)]
    groups = merge_found(near)[: _lines(question)]
    lead = lead_with(best, groups[0][1], question)
    statements = tuple(
        Statement(text=f.record.fact.sentence, records=records, label=label_of(f.record, best.record, question))
        for f, records in groups[1:]
    )
    reply = None if best.record.fact.reviewed else find_reply(best.record, question)
    if reply is not None and reply not in [record for statement in statements for record in statement.records]:
        statements = (Statement(text=reply.fact.sentence, records=(reply,)), *statements)
    statements = (*statements, *_for_other_dates(best, found, question))
    told = [record for statement in statements for record in statement.records] + list(lead.records)
    accounts = other_accounts(best.record, told, question)
    told += [record for statement in accounts for record in statement.records]
    return Answered(
        lead=lead,
        statements=(*statements, *accounts, *further_voices(best, found, told, question)),
        notes=_notes(best.record, question),
        confidence=round(best.score if confidence is None else confidence),
        verdict=find_verdict(best, question) if question.asked.answer == "claim" else None,
    )


def _for_other_dates(best: Found, found: tuple[Found, ...], question: Question) -> tuple[Statement, ...]:
    """Where figures of two years are asked for: what the next sentence of an unreviewed claim says of the other."""
    dates = [t for t in question.asked.timexes if t.first is not None and t.bound == "in"]
    fact = best.record.fact
    if question.asked.answer != "number" or fact.reviewed or len(dates) != _TWO_YEARS:
        return ()
    other = [t for t in dates if not happened_in(t, best.record, question.knowledge)]
    for f in found:
        following = f.record.fact.article == fact.article and f.record.fact.sentences[0] == fact.sentences[-1] + 1
        if following and f.kind_given and any(happened_in(t, f.record, question.knowledge) for t in other):
            return (Statement(text=f.record.fact.sentence, records=(f.record,)),)
    return ()


def _reasons_first(fit: list[Found]) -> list[Found]:
    """Facts that give a reason or a purpose before those that only sound like it, if they fit about as well."""
    least = fit[0].score * _REASONED if fit else 0.0
    reasoned = [f for f in fit if (f.record.fact.reason or f.record.fact.purpose) and f.score >= least]
    return [*reasoned, *(f for f in fit if f not in reasoned)]


def _by_person(best: Found, fit: list[Found], near: list[Found], question: Question) -> list[Found]:
    """The best fact of each person who is an answer: "Whom did Xi meet?" has several."""
    told = set(find_persons(best.record, question.asked, question.knowledge))
    chosen = [best]
    for f in fit:
        fresh = set(find_persons(f.record, question.asked, question.knowledge))
        if fresh - told and f.score >= best.score * _PLURAL and told_by(f) & told_by(best):
            chosen.append(f)
            told |= fresh
    return chosen if len(chosen) > 1 else near


def _lines(question: Question) -> int:
    """More lines where a list is asked for."""
    most = _MOST_LINES.get(question.asked.answer, 2)
    return most + 3 if question.asked.plural and question.asked.answer == "fact" else most


def _lacks_ordinal(best: Found, question: Question) -> bool:
    """Whether a claim hangs on "first" or "second", and the best fact says nothing of it."""
    groups = question.scoring.exclusive_concepts
    return question.asked.polar and any(
        option[2:] in group for item in best.missing for option in item.options for group in groups if option[0] == "c"
    )


def _successors(told: list[Found], found: tuple[Found, ...]) -> list[Found]:
    """What has overtaken the best fact since, where the pack says so: a demand that was met, a ban that was eased."""
    if not told:
        return []
    known = {f.record.fact.id for f in told}
    later = [
        f for f in found if told[0].record.fact.id in f.record.fact.links.supersedes and f.record.fact.id not in known
    ]
    return later[:1]


def _companions(best: Found, fit: list[Found], told: list[Found], question: Question) -> list[Found]:
    """The next best claim of the same passage: a sentence cut into two facts is told whole."""
    if question.asked.answer not in ("fact", "statement", "reason", "quote", "claim", "person"):
        return []
    passage = set(best.record.fact.sentences)
    same = [
        f
        for f in fit
        if f not in told
        and f.record.fact.article == best.record.fact.article
        and passage & set(f.record.fact.sentences)
        and f.score >= best.score * _COMPANION
    ]
    return same[:1]


def _goes_with(found: Found, best: Found, question: Question) -> bool:
    """Whether a fact is told beside the best one: what only a date, a place or a number was asked for needs one fact,
    and remarks stay with their article, so that two occasions are not mixed up."""
    same = found.record.fact.article == best.record.fact.article
    if is_same(found.record.fact, best.record.fact):
        return True
    if question.asked.answer in ("place", "time", "number"):
        return False
    if question.asked.plural:
        return True
    return same or question.asked.answer in ("latest", "relations", "reason") or len(question.asked.items) <= 1


def _newest_first(fit: list[Found], question: Question) -> list[Found]:
    close = [f for f in fit if f.score >= fit[0].score * question.scoring.near / 100]
    return sorted(close, key=lambda f: _newness(f, question))


def _newness(f: Found, question: Question) -> tuple[int, int, float]:
    """Sorts what overtakes others first, then by the day, then by the score."""
    period = find_period(f.record, question.knowledge)
    happened = min(period.end, f.record.reported_on) if period else f.record.reported_on
    overtakes = bool(f.record.fact.links.supersedes)
    return -overtakes, -max(happened.toordinal(), f.record.reported_on.toordinal() - _STALE), -f.score


def _done_by_another(best: Found, found: tuple[Found, ...], question: Question) -> bool:
    """Whether the question's own verb is told, but of another actor, and the best fact tells something else of this
    one: "Why did Japan ban seafood" is not answered by what Japan says of China's ban."""
    agents = [item for item in question.asked.items if item.role == "agent" and item.kind == "entity"]
    if question.asked.answer in ("statement", "quote"):
        return False  # whose words are asked for is checked by itself, and the verb is what they are about
    named = {o[2:] for item in question.asked.of_kind("relation") for o in item.options if o.startswith("r:")}
    if not agents or not named or question.asked.symmetric or best.record.fact.relation in named:
        return False
    for f in found:
        other = f.wrong_actor is not None or any(item.role == "agent" and item.kind == "entity" for item in f.missing)
        points = f.score + (question.scoring.wrong_role if f.wrong_actor else 0.0)
        if other and f.record.fact.relation in named and points >= best.score * _PLURAL:
            return True
    return False


def _is_act_of_another(best: Found, likely: tuple[Rated, ...], question: Question) -> bool:
    """Whether it is asked why somebody did something that the facts tell of another, and the likeliest fact gives a
    reason for something else: "Why did China release the water?" is not answered by why it opposed that."""
    asked = question.asked
    doers = {i.position for i in asked.of_kind("entity") if i.role == "agent" and question.is_kind(i, *_DOERS)}
    named = {option[2:] for item in asked.of_kind("relation") for option in item.options}
    if asked.answer != "reason" or asked.symmetric or not doers or len(asked.of_kind("relation")) != 1:
        return False
    if best.record.fact.relation in named:
        return False
    return any(
        r.found.record.fact.relation in named
        and r.order >= _TOLD_OF
        and doers & {item.position for item in (*r.found.missing, *filter(None, (r.found.wrong_actor,)))}
        for r in likely
    )


def _earliest_first(fit: list[Found], question: Question) -> list[Found]:
    """For "since when" and "when did it start": of the facts that fit about as well, the first in time leads."""
    close = [f for f in fit if f.score >= fit[0].score * _PLURAL]
    return sorted(close, key=lambda f: ((find_period(f.record, question.knowledge) or NEVER).start, -f.score))


def _notes(record: Record, question: Question) -> tuple[str, ...]:
    if question.asked.answer == "latest":
        return (question.wording.say("as_of", date=question.wording.day(record.reported_on)),)
    return ()
