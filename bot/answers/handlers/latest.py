"""The newest that the articles tell of something."""

from __future__ import annotations

from datetime import date

from bot.answers.deciding.beside_point import is_beside_the_point
from bot.answers.deciding.confidence import Rated, is_likely, rate_facts
from bot.answers.deciding.contrary import tells_contrary
from bot.answers.deciding.fitness import CERTAIN
from bot.answers.finding.found import Found
from bot.answers.finding.kinds import find_period
from bot.answers.finding.merge import merge_found
from bot.answers.handlers.claims import check_office
from bot.answers.handlers.facts import answer_from_facts
from bot.answers.offices.attested import answer_office
from bot.answers.outcome import Answered, NotFound, NotUnderstood, Statement
from bot.answers.question import Question
from bot.answers.telling.refusal import refuse
from knowledge.model import Fact

_CLOSE = 0.3
"""Share of the likeliest fact's order from which a newer one may go before it."""

_LEAST_CHANCE = 0.1
"""The least chance of what is told first: less is news of something else."""

_LEADING = 0.5
"""The least order of a fact that has all that is asked, to be told in spite of a smaller chance."""

_MOST_LINES = 3
_SURE = 70


def tell_latest(question: Question) -> Answered | NotFound | NotUnderstood:
    """Of the facts on the matter that are about as likely as the likeliest, the newest first."""
    office = answer_office(question) or (check_office(question) if question.asked.timexes else None)
    if office is not None:
        return office
    if not question.asked.of_kind("entity", "topic") and question.asked.of_kind("unknown"):
        return refuse(question, ())  # of something that nobody here knows there is nothing new
    rated = rate_facts(question)
    on_it = [r for r in rated if is_on_matter(r.found, question)]
    if (
        not on_it
        or not (on_it[0].chance >= _LEAST_CHANCE or _holds_all(on_it[0]) or _names_only(question))
        or _is_told_otherwise(on_it[0], rated, question)
    ):
        return answer_from_facts(question)
    close = [
        r
        for r in on_it
        if r.order >= on_it[0].order * _CLOSE or (_has_all(r) and (is_likely(r, question) or _is_one_more(r, question)))
    ]
    close += _overtaking(close, rated, question)
    newest = sorted(close, key=lambda r: (*_newness(r.found, question), r.order), reverse=True)
    groups = merge_found(r.found for r in newest)[:_MOST_LINES]
    best = groups[0][0].record
    as_of = question.wording.say("as_of", date=question.wording.day(best.reported_on))
    later = any(r.found.record.reported_on > best.reported_on for r in on_it)  # something on it is in a newer article
    return Answered(
        lead=Statement(text=best.fact.sentence, records=groups[0][1]),
        statements=tuple(Statement(text=f.record.fact.sentence, records=records) for f, records in groups[1:]),
        notes=() if later else (as_of,),
        confidence=round(max(_SURE, 100 * max(r.chance for r in close))),
    )


def _has_all(rated: Rated) -> bool:
    found = rated.found
    return not found.missing and found.clean and found.score >= CERTAIN


def _is_one_more(rated: Rated, question: Question) -> bool:
    """Whether a fact tells one of several occasions of the very act that is asked for, of which the last one is the
    newest, in whatever words: 最近一次会晤."""
    verbs = {option[2:] for item in question.asked.of_kind("relation") for option in item.options}
    fact = rated.found.record.fact
    return fact.relation in verbs & question.scoring.repeated_relations and fact.kind == "event"


def _holds_all(rated: Rated) -> bool:
    """Whether a fact that leads all others has whatever is asked, so that in other words than readers' it is on it."""
    return _has_all(rated) and rated.order >= _LEADING


def _names_only(question: Question) -> bool:
    """Whether a question names nothing but somebody or something, so that whatever is told of it is on it."""
    own = [item for item in question.asked.items if not item.carried]
    return bool(own) and all(item.kind in ("entity", "topic") for item in own)


def _overtaking(close: list[Rated], rated: tuple[Rated, ...], question: Question) -> list[Rated]:
    """What has overtaken one of these facts, though it tells another act: that a ban is eased is news of the ban."""
    told = {r.found.record.fact.id for r in close}
    return [
        r
        for r in rated
        if r.found.record.fact.id not in told
        and _overtakes(r.found.record.fact, close, question)
        and not any(item.hard and not item.carried for item in r.found.missing)
        and r.found.wrong_date is None
    ]


def _overtakes(fact: Fact, close: list[Rated], question: Question) -> bool:
    """Whether the pack says so of one of these facts, or of another that tells the same act of the same parties."""
    overtaken = [r.fact for r in map(question.knowledge.find_fact, fact.links.supersedes) if r is not None]
    told = [r.found.record.fact for r in close]
    return any(
        old.id == other.id or (_act_of(old) == _act_of(other) and bool({*old.topics} & {*other.topics}))
        for old in overtaken
        for other in told
    )


def _act_of(fact: Fact) -> tuple[object, ...]:
    return fact.relation, fact.agents, fact.targets


def _is_told_otherwise(best: Rated, rated: tuple[Rated, ...], question: Question) -> bool:
    """Whether what is far likelier than all that has the question's own words tells it in others."""
    telling = [r for r in rated if r.found.record.fact.relation != "be"]
    return best.order < telling[0].order * _CLOSE and is_likely(telling[0], question)


def is_on_matter(found: Found, question: Question) -> bool:
    """Whether a fact has all that the question names, and tells an act that it names."""
    fact = found.record.fact
    missing = [item for item in found.missing if not item.carried and not item.soft]
    if fact.weight == "low" or fact.relation == "be" or found.wrong_date is not None or found.opposed is not None:
        return False
    if is_beside_the_point(found, question):
        return False
    if any(item.kind in ("entity", "topic", "unknown") for item in missing) or tells_contrary(found, question):
        return False
    verbs = {option[2:] for item in question.asked.of_kind("relation") for option in item.options}
    near = {other for verb in verbs for other in question.relations.near.get(verb, frozenset())}
    return not verbs or bool((verbs | near) & {fact.relation, *fact.also})


def _newness(found: Found, question: Question) -> tuple[bool, date, date]:
    """Whether it overtakes another fact; when it happened, as far as it had by then; when it was told."""
    period = find_period(found.record, question.knowledge)
    told = found.record.reported_on
    happened = min(period.end, told) if period is not None else told
    return bool(found.record.fact.links.supersedes), happened, told
