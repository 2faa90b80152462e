"""Tell the fact that answers and what goes with it: the rest of its sentence, what has overtaken it."""

from __future__ import annotations

from bot.answers.deciding.own_act import lacks_setting
from bot.answers.deciding.told_act import told_by
from bot.answers.finding.found import Found
from bot.answers.finding.guard import happened_in
from bot.answers.finding.kinds import find_persons
from bot.answers.finding.merge import is_same, merge_found
from bot.answers.finding.roles import find_parties
from bot.answers.outcome import Answered, Statement
from bot.answers.question import Question, verbs_of
from bot.answers.telling.accounts import other_accounts
from bot.answers.telling.lead_order import NEAR_BEST, wants_newest
from bot.answers.telling.leading import find_verdict, label_of, lead_with
from bot.answers.telling.voices import further_voices
from knowledge.model import Fact
from knowledge.store import Record

_MOST_LINES = {"statement": 3, "quote": 3, "fact": 3, "reason": 2, "latest": 2, "relations": 5, "person": 2, "claim": 2}

_TWO_YEARS = 2

_TOLD_WHOLE = ("fact", "statement", "reason", "quote", "claim")
"""Answers by somebody's words that are told with the rest of them."""

OF_ONE_FACT = ("place", "time", "number")
"""Answers for which one fact, or several reports of it, is enough."""

_MOST_WITHOUT = 60
"""The most that an answer is sure of which says first that the articles do not tell when or where."""

_COMPANION = 0.6
"""Share of the best score from which another claim of the same sentence is told with it."""


def rest_of_sentence(best: Found, near: list[Found], rated: list[Found], question: Question) -> list[Found]:
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


def of_other_persons(near: list[Found], rated: list[Found], question: Question) -> list[Found]:
    """The likeliest fact of the act with another person who is an answer too: somebody may have met two."""
    verbs = verbs_of(question)
    told = {person for f in near for person in _answering(f, question)}
    if question.asked.answer != "person" or not verbs:
        return []
    if question.asked.plural:  # "which ministers has he sat down with, all of them" and those whom he met
        verbs = verbs.union(*(question.relations.near.get(verb, frozenset()) for verb in verbs))
    all_met = bool(question.asked.asked_act & question.scoring.roles["meeting"])
    told = set(_answering(near[0], question)) if all_met else told
    for f in rated:
        fresh = set(_answering(f, question)) - told
        if fresh and (all_met or f not in near) and f.clean and f.record.fact.relation in verbs:
            return [f]
    return []


def _answering(found: Found, question: Question) -> tuple[str, ...]:
    """Those whom a fact has to answer with: of the part that is asked for, where the question tells it."""
    asked, knowledge = question.asked, question.knowledge
    parties = find_parties(found.record, asked, knowledge, question.relations, question.scoring.roles)
    return parties if parties is not None else find_persons(found.record, asked, knowledge)


def tell_fact(
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
        near = [f for f in fit if wants_newest(question) or f.score >= best.score * question.scoring.near / 100]
        near = [f for f in near if _goes_with(f, best, question)]
        near += _companions(best, fit, near, question)
        if question.asked.plural:
            near = [f for f in fit if f.score >= best.score * NEAR_BEST]
        if question.asked.answer == "person":
            near = _by_person(best, fit, near, question)
    if question.asked.answer not in OF_ONE_FACT:
        beside = (*beside, *_successors(near, found))
    if beside:
        near = [*[f for f in near if f not in beside][: _lines(question) - len(beside)], *beside]
    groups = merge_found(near)[: _lines(question)]
    lead = lead_with(best, groups[0][1], question, [f for f, _ in groups[1:]])
    statements = tuple(
        Statement(text=f.record.fact.sentence, records=records, label=label_of(f.record, best.record, question))
        for f, records in groups[1:]
    )
    reply = None if best.record.fact.reviewed else _find_reply(best.record, question)
    if reply is not None and reply not in [record for statement in statements for record in statement.records]:
        statements = (Statement(text=reply.fact.sentence, records=(reply,)), *statements)
    statements = (*statements, *_for_other_dates(best, found, question))
    sure = round(best.score if confidence is None else confidence)
    sure = min(sure, _MOST_WITHOUT) if lacks_setting(best.record, question) else sure
    told = [record for statement in statements for record in statement.records] + list(lead.records)
    accounts = other_accounts(best.record, told, question)
    told += [record for statement in accounts for record in statement.records]
    return Answered(
        lead=lead,
        statements=(*statements, *accounts, *further_voices(best, found, told, question)),
        notes=_notes(best.record, question),
        confidence=sure,
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


def _by_person(best: Found, fit: list[Found], near: list[Found], question: Question) -> list[Found]:
    """The best fact of each person who is an answer: "Whom did Xi meet?" has several."""
    told = set(_answering(best, question))
    chosen = [best]
    for f in fit:
        fresh = set(_answering(f, question))
        if fresh - told and f.score >= best.score * NEAR_BEST and told_by(f) & told_by(best):
            chosen.append(f)
            told |= fresh
    return chosen if len(chosen) > 1 else near


def _lines(question: Question) -> int:
    """More lines where a list is asked for."""
    most = _MOST_LINES.get(question.asked.answer, 2)
    return most + 3 if question.asked.plural and question.asked.answer == "fact" else most


def _successors(told: list[Found], found: tuple[Found, ...]) -> list[Found]:
    """What has overtaken the best fact since, where the pack says so: a demand that was met, a ban that was eased."""
    if not told:
        return []
    overtaken = told[0].record.fact.id
    return [f for f in found if overtaken in f.record.fact.links.supersedes and f.wrong_date is None][:1]


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


def _notes(record: Record, question: Question) -> tuple[str, ...]:
    if question.asked.answer == "latest":
        return (question.wording.say("as_of", date=question.wording.day(record.reported_on)),)
    return ()


def _find_reply(claim: Record, question: Question) -> Record | None:
    from bot.answers.deciding.unreviewed_chance import find_reply  # of no use to a reviewed pack

    return find_reply(claim, question)
