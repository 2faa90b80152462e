"""Answer from single facts: who, where, when, why, how many, what was said, and whether something is true."""

from __future__ import annotations

from itertools import dropwhile

from bot.answers.checking.partly import tell_overtaking, tell_partly
from bot.answers.checking.premise import correct_premise
from bot.answers.deciding.agreement import are_agreed
from bot.answers.deciding.answering_party import does_what_none_tells, is_no_demand_of, lacks_asked_minister
from bot.answers.deciding.bearer import find_bearer, keep_own
from bot.answers.deciding.beside_point import asks_what_will_be
from bot.answers.deciding.confidence import Rated, find_rated, is_likely, put_fitting_first
from bot.answers.deciding.finer_detail import asks_finer_detail
from bot.answers.deciding.fitness import defines_without_name, explains, is_fit, may_answer
from bot.answers.deciding.mismatch import find_other_speaker, is_after_the_last
from bot.answers.deciding.quoted_words import has_quoted_words
from bot.answers.deciding.said_where import tells_words_from_there
from bot.answers.events.event_days import answer_event_day
from bot.answers.events.visits import answer_visit
from bot.answers.finding.found import Found
from bot.answers.handlers.just_told import (
    asks_who_said_it,
    asks_whom_it_was_told,
    find_act_there,
    find_just_told,
    find_told_words,
    is_reason_of_told,
    says_nothing_to_ask_of,
    tell_who_said_it,
    tell_who_was_there,
    tell_whom_it_was_told,
    tells_of_others,
)
from bot.answers.handlers.likely_facts import (
    answer_rated,
    correct_changed_parties,
    correct_with,
    is_corrected_by,
    is_of_another_event,
)
from bot.answers.handlers.mentioned import without_mention
from bot.answers.handlers.visitors import answer_visitor
from bot.answers.offices.attested import answer_office, is_vacant, names_no_holder
from bot.answers.offices.earlier_office import answer_earlier_office
from bot.answers.offices.succession import answer_beside_holder
from bot.answers.offices.tenure import answer_since_when
from bot.answers.outcome import Answered, NotFound, NotUnderstood
from bot.answers.question import Question
from bot.answers.telling.lead_order import NEAR_BEST, put_in_order_of_kind
from bot.answers.telling.refusal import refuse, refuse_holder
from bot.answers.telling.supporting import find_supporting
from bot.answers.telling.telling import tell_fact
from knowledge.values import replace

_DOERS = ("person", "country")

_CERTAIN = 90
_MOST_QUOTES = 2
"""Quotes that are told where those of the last answer are asked for."""

_TOLD_OF = 0.3
"""The least order of a fact that tells the act of another."""

_WHOLE = 2
"""Things that a question names from which on it can be asked by itself."""


def answer_from_facts(question: Question) -> Answered | NotFound | NotUnderstood:
    """The best fact first, then those that answer as well."""
    if (aside := without_mention(question)) is not None:
        told = _answer_as_asked(aside)
        if isinstance(told, Answered):
            return told
    told = _answer_as_asked(question)
    if isinstance(told, Answered) or not _asks_for_minister(question):
        return told
    alike = _answer_as_asked(replace(question, asked=replace(question.asked, intent="find_facts", answer="fact")))
    return alike if isinstance(alike, Answered) else told


def answer_plainly(question: Question) -> Answered | None:
    """The fact that a question is likely to mean whose words ask for something that nothing has: a definition, an
    article."""
    plain = replace(question.asked, intent="find_facts", answer="fact")
    told = _answer_as_asked(replace(question, asked=plain))
    if not isinstance(told, Answered) or told.confidence < 100 * question.confidence.least["other_thing"]:
        return None
    allowed = {r.found.record.number for r in find_rated(question)[0] if may_answer(r.found, question)}
    return told if all(record.number in allowed for record in told.lead.records[:1]) else None


def _asks_for_minister(question: Question) -> bool:
    """Whether it is asked which minister did what no verb of the lexicon tells, so that the sentence as a whole finds
    its fact: "which South Korean minister were they due to see"."""
    asked = question.asked
    return asked.answer == "person" and "minister" in asked.signs and asked.asked_part is None and not asked.plural


def _answer_as_asked(question: Question) -> Answered | NotFound | NotUnderstood:
    if (earlier := answer_earlier_office(question)) is not None:
        return earlier
    if (beside := answer_beside_holder(question)) is not None:
        return beside
    if (since := answer_since_when(question)) is not None:
        return since
    if (visitor := answer_visitor(question)) is not None:
        return visitor
    by_day = "hour" not in question.asked.signs  # what follows tells days only
    if by_day and (visit := answer_visit(question)) is not None:
        return visit
    if by_day and (day := answer_event_day(question)) is not None:
        return day
    if question.asked.answer in ("latest", "person", "timeline", "articles", "identity", "fact") and (
        office := answer_office(question)
    ):
        return office
    if question.asked.answer in ("person", "identity") and names_no_holder(question):
        return refuse_holder(question)
    if says_nothing_to_ask_of(question):
        return NotUnderstood(lead=question.wording.say("not_understood"))
    if asks_who_said_it(question):
        return tell_who_said_it(question) or refuse(question, ())
    likely, found = find_rated(question)
    if question.asked.quotations:
        likely = tuple(rated for rated in likely if has_quoted_words(rated.found, question))
        found = tuple(f for f in found if has_quoted_words(f, question))
    told_so = bool(likely) and not likely[0].lost  # readers ask for the fact with just that verb
    if question.asked.answer == "person" and not told_so and does_what_none_tells(question) and _is_reviewed(found):
        return refuse(question, ())
    if just_told := find_just_told(found, question):
        return tell_fact(just_told[0], just_told, found, question)
    if asks_whom_it_was_told(question):
        return tell_whom_it_was_told(found, question) or refuse(question, ())
    if (present := tell_who_was_there(found, question)) is not None:
        return present
    if words := find_told_words(found, question):
        return tell_fact(words[0], words, found, question, near=words[:_MOST_QUOTES], confidence=_CERTAIN)
    if any(item.role == "agent" and item.hard for item in question.asked.of_kind("unknown")):
        return refuse(question, found)  # nobody of that name has said a word here
    if is_after_the_last(question) or (question.asked.answer in ("person", "identity") and is_vacant(question)):
        return refuse(question, tuple(r.found for r in likely) if asks_what_will_be(question) else found)
    rated = _with_words(tuple(r for r in likely if may_answer(r.found, question)), question)
    rated = tuple(r for r in rated if find_other_speaker(r.found, question) is None)
    rated = tuple(r for r in rated if tells_of_others(r.found, question) and not is_no_demand_of(r.found, question))
    rated = tuple(r for r in rated if not _only_defines(r.found, question) and is_reason_of_told(r.found, question))
    rated = tuple(r for r in rated if not lacks_asked_minister(r.found, question))
    rated = _without_definitions(rated, question)
    rated = tuple(dropwhile(lambda r: not explains(r.found, question), rated))
    if (bearer := find_bearer(question)) is not None and all(f.record.fact.reviewed for f in found):
        own = keep_own(rated, bearer, question)
        if own:
            return answer_rated(own, found, question)
        return correct_changed_parties(likely, question) or refuse(question, found)
    rated = put_fitting_first(rated, question)
    changed = question.asked.answer == "time" and likely and likely[0] not in rated
    if changed and (told := correct_changed_parties(likely[:1], question)) is not None:
        return told  # nothing likelier than the very act, done by the other
    if rated:
        if not _is_act_of_another(rated[0].found, likely, question) and (
            is_likely(rated[0], question)
            or is_corrected_by(rated[0], question)
            or are_agreed(rated, question)
            or find_supporting(rated, question) is not None
            or tells_words_from_there(rated[0].found, question)
        ):
            if question.asked.polar and is_of_another_event(rated[0].found, question):
                return refuse(question, (rated[0].found, *found))
            return answer_rated(rated, found, question)
        if all(f.record.fact.reviewed for f in found):
            told = (
                correct_with(rated, found, question)
                or correct_changed_parties(likely, question)
                or _answer_by_itself(question)
                or tell_overtaking(question, found)
            )
            there = [f for f in find_act_there(found, question) if not asks_finer_detail(f, question)]
            if told is None and there:
                return tell_fact(there[0], there, found, question)
            near = likely if asks_what_will_be(question) else rated  # what was may be asked for instead
            return told or refuse(question, tuple(r.found for r in near))
    fitting = [f for f in found if is_fit(f, question) and (not f.record.fact.reviewed or may_answer(f, question))]
    fitting = [f for f in fitting if not (f.record.fact.reviewed and defines_without_name(f, question))]
    fitting = [f for f in fitting if explains(f, question)]
    fit = put_in_order_of_kind([f for f in fitting if tells_of_others(f, question)], question)
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
    return tell_fact(fit[0], fit, found, question)


def _only_defines(found: Found, question: Question) -> bool:
    """Whether it is asked what a document said, and a fact says what it is: "what did the 2019 report say?"."""
    fact, asked = found.record.fact, question.asked
    speaking = any(item.role == "agent" and question.kind_of(item) == "document" for item in asked.of_kind("entity"))
    if asked.answer != "statement" or not speaking or fact.relation != "be" or not fact.reviewed:
        return False
    defined = (question.knowledge.entity(agent) for agent in fact.agents)
    return all(entity is not None and entity.kind == "document" for entity in defined)


def _without_definitions(rated: tuple[Rated, ...], question: Question) -> tuple[Rated, ...]:
    """The facts without those that only say what one of several things is that a question names, where others are
    likely; and where none is, without those that are not."""
    others = tuple(r for r in rated if not defines_without_name(r.found, question))
    if len(others) == len(rated) or any(is_likely(r, question) for r in others):
        return others
    return tuple(r for r in rated if r in others or is_likely(r, question))


def _is_reviewed(found: tuple[Found, ...]) -> bool:
    return all(f.record.fact.reviewed for f in found)


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

    from bot.answers.deciding.unreviewed_chance import (  # of no use to a reviewed pack
        choose_claim,
        find_beside,
        rate_claims,
    )

    rated = rate_claims(question, found)
    chosen = choose_claim(fit[0] if fit else None, rated, question)
    if chosen is None:
        return None
    best = chosen.found
    told = fit if best in fit[:1] else [best]
    beside = find_beside(chosen, rated, question)
    return tell_fact(best, told, found, question, beside=beside, confidence=100 * chosen.chance)


def _with_words(rated: tuple[Rated, ...], question: Question) -> tuple[Rated, ...]:
    """Where words are asked for, facts that hold some; those that only report speech where none of these is likely."""
    if question.asked.answer != "quote":
        return rated
    quoting = tuple(r for r in rated if r.found.kind_given)
    likely = (quoting and is_likely(quoting[0], question)) or not rated
    return quoting if likely or rated[0].chance < question.confidence.least["reported"] else rated


def _lacks_ordinal(best: Found, question: Question) -> bool:
    """Whether a claim hangs on "first" or "second", and the best fact says nothing of it."""
    groups = question.scoring.exclusive_concepts
    return question.asked.polar and any(
        option[2:] in group for item in best.missing for option in item.options for group in groups if option[0] == "c"
    )


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
        if other and f.record.fact.relation in named and points >= best.score * NEAR_BEST:
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
