"""Whether a fact may answer a question: enough of it, nothing against it, and the very thing that is asked for."""

from __future__ import annotations

from bot.answers.deciding.answering_party import (
    asks_for_holder,
    is_between_others,
    is_of_another,
    is_of_another_hold,
    is_of_another_making,
    is_of_person,
    is_of_place,
    lacks_office,
    names_actor,
    names_holder,
    names_no_other,
    names_nobody_else,
    names_party,
    names_person,
    tells_no_such_meeting,
)
from bot.answers.deciding.beside_point import is_beside_the_point
from bot.answers.deciding.called import calls_nobody_so
from bot.answers.deciding.counting import counts_it
from bot.answers.deciding.finer_detail import asks_finer_detail
from bot.answers.deciding.told_act import (
    holds_a_verb,
    is_done,
    is_reversed,
    lacks_verb_of_speech,
    only_stands,
    tells_the_act,
    told_acts,
    told_by,
)
from bot.answers.deciding.unreviewed import is_fit_unreviewed
from bot.answers.finding.found import Found
from bot.answers.finding.guard import period_of, stands_for
from bot.answers.finding.kinds import find_persons, gives_cause
from bot.answers.question import Question, verbs_of
from bot.intents.model import AnswerKind
from knowledge.features import ASKED_RELATION
from knowledge.gazetteer import find_latin_words, join_key
from knowledge.model import Fact

CERTAIN = 82
"""From this score on a claim is called true without reserve: every name, verb and date of it is in the fact."""

_TOO_MUCH_LOST = 2
"""Words of a claim, besides names and verbs, without which a fact is about something else."""

_ENOUGH = 2
"""Verbs, topics and other words of a claim from which it is recognised without its verb being the fact's own."""

_SINGLE = 2
"""Passages up to which a fact is one claim; what rests on more sums several up."""

_ONE_CLAIM = frozenset({"claim", "person", "time", "place", "reason"})

_STALE_DAYS = 400
"""From so many days on a number may have become another."""

_EXPLAINING = frozenset({"explain"})
_CHANGES = frozenset({"improve", "worsen"})
_BEING = frozenset({"is", "was", "were", "are"})
_OF_EARLIER = frozenset({"preceding", "before_that", "earlier"})

_REFUSING = frozenset({"ban", "oppose", "reject", "deny", "stop", "criticise", "protest", "disagree", "cancel"})
"""Acts that are as good as not doing something."""

_OF_AN_ACT: frozenset[AnswerKind] = frozenset({"claim", "time", "reason", "person"})
"""Kinds that ask about an act: a fact that only mentions it beside another does not answer."""

_NEEDED: frozenset[AnswerKind] = frozenset({"place", "time", "number", "person", "quote", "reason", "statement"})
"""Kinds of which a fact must have something to give."""


def is_fit(found: Found, question: Question) -> bool:
    """Whether a fact may answer: enough of the question, nothing against it, and of the kind asked for."""
    if not found.record.fact.reviewed:
        return is_fit_unreviewed(found, question)
    if found.score < question.scoring.least(question.asked.intent) or not found.clean:
        return False
    if is_beside_the_point(found, question) or names_nobody_else(found, question) or calls_nobody_so(found, question):
        return False
    if is_between_others(found, question):
        return False
    compound = len(found.record.fact.sentences) > _SINGLE
    if compound and not question.asked.plural and question.asked.answer in _ONE_CLAIM:
        return False  # of several claims told together it cannot be said which one answers
    if question.asked.answer == "time" and (only_stands(found, question) or _is_to_come(found, question)):
        return False
    if question.asked.answer == "number" and not _counts_it(found, question):
        return False
    if question.asked.answer == "claim" and any(not item.soft for item in question.asked.of_kind("unknown")):
        return False  # of cars no fact here says anything, so none can confirm or refute a claim about them
    if asks_for_holder(question) and not (told_by(found) & {"be", "take-office"} and names_person(found, question)):
        return False
    if question.asked.answer == "person" and not names_actor(found, question):
        return False
    named_only = "names" in question.asked.signs and question.asked.answer in (
        "person",
        "fact",
        "identity",
        "statement",
    )
    if named_only and not find_persons(found.record, question.asked, question.knowledge):
        return False
    exclusive = verbs_of(question) & question.scoring.strict_relations
    if question.asked.answer == "person" and exclusive and is_of_another(found, question):
        return False
    if question.asked.answer in ("time", "person", "place") and exclusive and not exclusive & told_by(found):
        return False
    lost = [item for item in found.missing if item.kind in ("concept", "word") and not item.carried]
    if question.asked.answer == "claim" and len(lost) >= _TOO_MUCH_LOST:
        return False
    strict = question.asked.answer == "claim" or named_only
    if strict and not tells_the_act(found, question) and (named_only or not _holds_all(found, question)):
        return False
    if question.asked.answer == "claim" and not question.asked.of_kind("relation") and _lacks_content(found):
        return False
    if question.asked.answer in _OF_AN_ACT and not (tells_the_act(found, question) or holds_a_verb(found, question)):
        return False
    if question.asked.answer in _NEEDED and not found.kind_given:
        return question.asked.answer == "statement" and not any(i.role == "agent" for i in question.asked.items)
    return True


def may_answer(found: Found, question: Question) -> bool:
    """Whether nothing forbids that a fact answers, however likely it is: no number in the unit asked for, no name where
    names are asked for, no quoted words where words are, or the act the other way round."""
    asked, fact = question.asked, found.record.fact
    if is_beside_the_point(found, question) or names_nobody_else(found, question) or calls_nobody_so(found, question):
        return False
    if asks_finer_detail(found, question):
        return False
    if asked.answer == "person" and (not found.kind_given or names_no_other(found, question)):
        return False
    if asked.answer == "person" and fact.reviewed and not names_party(found, question):
        return False
    if is_between_others(found, question) or tells_no_such_meeting(found, question):
        return False
    if asked.answer == "person" and is_of_another_making(fact, question):
        return False
    if asked.answer == "person" and (not names_holder(found, question) or lacks_office(found, question)):
        return False
    if asked.answer == "place" and _tells_no_meeting(found, question):
        return False
    if asked.answer == "time" and fact.relation == "be" and not found.kind_given and verbs_of(question):
        return False  # what a summit is says nothing of when it was revived
    if asked.answer in ("person", "place") and _is_of_another_time(fact, question):
        return False
    if asked.answer == "reason" and _explains_another(found, question):
        return False
    if asked.answer == "reason" and not explains(found, question):
        told_only = fact.speaker is None and not found.kind_given
        if told_only and verbs_of(question) & told_by(found):
            return False  # that they did it says not why; what they complained of does
    if asked.answer in ("statement", "quote") and fact.relation == "be" and is_of_person(fact, question):
        return False  # what somebody is says nothing of what he says
    if asked.answer == "statement" and not found.kind_given and lacks_verb_of_speech(found):
        return False  # neither words nor the act of which words are asked: "what did he request"
    verbs = verbs_of(question)
    if asked.answer == "person" and is_of_place(fact, question) and verbs and not verbs & told_by(found):
        return False  # what a place is says of nobody what he did there
    if asked.answer == "person" and fact.reviewed and is_of_another_hold(found, question):
        return False  # who controls one island is not who controls another
    tells_of_one = fact.relation == "be" or bool(verbs_of(question) & question.scoring.exclusive_relations)
    if asked.answer in _OF_NAMES and tells_of_one and _lacks_thing(found, question):
        return False  # who leads some state, or holds some islands, is not who is in charge of a document
    if asked.answer == "person" and asked.asks_actor and fact.relation == "be" and not is_of_person(fact, question):
        return False  # what a ban is says of nobody that he is behind it
    if asked.asked_part == "undergoer" and fact.relation == "be" and "be" not in asked.asked_act:
        return False  # who somebody is says nothing of whom he invited
    if asked.answer == "person" and _PUBLISHING in verbs and fact.relation not in verbs:
        return False  # who reported on a document, or answered it, has not published it
    if asked.answer == "place" and not found.kind_given:
        return False
    if asked.answer == "number" and asked.unit and not found.kind_given and "gap" not in asked.signs:
        return False
    if (
        asked.answer == "number"
        and asked.unit
        and _asks_how_long_it_took(question)
        and _counts_time_between(fact, question)
    ):
        return False
    if "names" in asked.signs and not asked.polar and asked.answer in _OF_NAMES:
        return bool(find_persons(found.record, asked, question.knowledge))
    if asked.answer == "time" and _is_only_told_then(found, question):
        return False
    if "since_last" in asked.signs and fact.relation == "be":
        return False  # what something is says nothing of the time before it
    if asked.answer == "time" and "beginning" in asked.signs and only_stands(found, question):
        return False  # on what day a claim was reported says nothing of the year in which it was first made
    if asked.answer == "time" and fact.relation == "be" and verbs & question.scoring.strict_relations:
        return False  # what something was tells of no day on which it was done
    if asked.answer == "number" and _is_outdated(found, question):
        return False  # how many were held in 2015 is not how many were "as of December 2024"
    if asked.answer == "number" and (not counts_it(found, question) or _goes_from_there(fact, question)):
        return False
    return asked.polar or not is_reversed(found, question)


def defines_without_name(found: Found, question: Question) -> bool:
    """Whether a fact says what something is, and has not every name of a question that asks for something else."""
    named = any(item.kind == "entity" and not item.carried for item in found.missing)
    return named and found.record.fact.relation == "be" and question.asked.answer not in _OF_A_STATE


def _is_only_told_then(found: Found, question: Question) -> bool:
    """Whether the fact's day is that on which a plan was told of, and not that on which it is to be carried out."""
    fact = found.record.fact
    planned = fact.kind in ("plan", "demand") and fact.modality != "happened" and fact.statement != "narration"
    return planned and "saying" not in question.asked.signs and not verbs_of(question) & {fact.relation}


def _tells_no_meeting(found: Found, question: Question) -> bool:
    """Whether it is asked where two people met, and the fact tells no meeting of both."""
    verbs, fact = verbs_of(question), found.record.fact
    people = [i for i in question.asked.of_kind("entity") if not i.carried and question.kind_of(i) == "person"]
    if len(people) < _ENOUGH or not verbs or not verbs <= question.scoring.roles["meeting"] or not fact.reviewed:
        return False
    return not verbs & told_by(found) and found.wrong_actor is not None


def _is_of_another_time(fact: Fact, question: Question) -> bool:
    """Whether it is asked who did something in some time, and the fact dates just that act otherwise, though it was
    reported then."""
    timexes = [t for t in question.asked.timexes if t.bound == "in" and t.first is not None and t.last is not None]
    if question.asked.signs & _OF_EARLIER or any("c:previous" in item.options for item in question.asked.items):
        return False  # "before he went in 2024, who was the last to go"
    if not timexes or not fact.reviewed or fact.when is None or fact.when.since or fact.modality != "happened":
        return False
    if fact.relation not in verbs_of(question) or "saying" in question.asked.signs:
        return False
    return not any(timex.covers(fact.when.start, fact.when.end) for timex in timexes)


def _is_outdated(found: Found, question: Question) -> bool:
    """Whether a number is asked for as it stood on a day, and the fact has that of more than a year before."""
    period = period_of(found.record, question.knowledge)
    if "as_of" not in question.asked.signs or question.as_of is None or period is None:
        return False
    if not found.kind_given:
        return True
    return (question.as_of - period[1]).days > _STALE_DAYS


def _lacks_thing(found: Found, question: Question) -> bool:
    """Whether a document or a matter that a question names has no part in a fact."""
    fact = found.record.fact
    things = [item for item in question.asked.of_kind("entity", "topic") if not item.carried and item.position >= 0]
    things = [item for item in things if item.kind == "topic" or question.is_kind(item, "document")]
    parts = (*fact.agents, *fact.targets, *fact.mentions, *fact.topics)
    return bool(things) and not any(stands_for(item, parts, question.knowledge) for item in things)


_PUBLISHING = "publish"

_OF_NAMES: frozenset[AnswerKind] = frozenset({"person", "identity"})

_OF_A_STATE: frozenset[AnswerKind] = frozenset({"identity", "office", "person"})
"""Kinds that a fact of what somebody was can answer though it lacks a name of the question."""


def _counts_it(found: Found, question: Question) -> bool:
    """Whether the fact's number counts what is asked: no unknown word, something of the question's own in the fact,
    and for a measure a word of the question in what the number is of."""
    asked = question.asked
    if asked.of_kind("unknown"):
        return False
    own = [item for item in asked.items if not item.carried and item.position >= 0]
    lost = {missed.position for missed in found.missing}
    if not any(item.position not in lost and not question.is_kind(item, "country") for item in own):
        return False
    if not counts_it(found, question):
        return False
    if asked.counted and not any(f"n:{option}" in found.record.features for option in asked.counted):
        return False
    if not asked.unit:
        return True
    numbered = any(f"n:{option}" in found.record.features for i in own if i.kind != "entity" for option in i.options)
    return numbered or "gap" in asked.signs


def _asks_how_long_it_took(question: Question) -> bool:
    """Whether it is asked how long one thing lasted: "How long did the talks last?", "How long was the visit?"."""
    tokens, words = question.utterance.tokens, question.knowledge.resource("grammar")["en"]
    if any(join_key(ending) in words["lasting"] for ending in (tokens[-1:], tokens[-2:])):
        return True
    typed = [token.folded for token in tokens]
    occasion = any(question.is_kind(item, "event") for item in question.asked.of_kind("entity"))
    occasion |= bool(verbs_of(question) & question.scoring.roles["meeting"])
    of_one = set(typed[2:3]) <= _BEING and not set(typed) & {*words["apart"]}
    return typed[:2] == ["how", "long"] and occasion and of_one


def _counts_time_between(fact: Fact, question: Question) -> bool:
    """Whether all that a fact counts lies between two things, and is no time that one of them took."""
    apart = set(question.knowledge.resource("grammar")["en"]["apart"])
    return all(apart & set(number.of.split()) for number in fact.numbers)


def _goes_from_there(fact: Fact, question: Question) -> bool:
    """Whether a state to which something went acts in the fact, and it was done to another: visits "to Japan" are not
    those of Japanese ministers to China."""
    others = {*fact.targets, *fact.mentions, *filter(None, (fact.place,))}
    goals = [item for item in question.asked.of_kind("entity") if item.role == "place" and not item.carried]
    named = [{option[2:] for option in item.options} for item in goals]
    return bool(fact.targets) and any(set(fact.agents) & own and not others & own for own in named)


def explains(found: Found, question: Question) -> bool:
    """Whether a reviewed fact tells a reason: its own, one in causal words, or what somebody complains of."""
    fact, feeling = found.record.fact, question.knowledge.resource("grammar")["feeling"]
    if question.asked.answer != "reason" or question.asked.polar or question.asked.follow_up:
        return True
    if _asks_why_there(question) and any("r:host" in item.options for item in found.missing):
        return False  # what talks were for says not why they were held in that city
    if not fact.reviewed or fact.reason or fact.purpose:
        return True
    if fact.relation in _EXPLAINING and not _lacks_content(found):
        return True
    verbs, felt = {*feeling["verbs"]}, {f"c:{concept}" for concept in feeling["concepts"]}
    angry = any(felt & {*item.options} and question.word_of(item) for item in question.asked.of_kind("concept"))
    complained = fact.speaker is not None and told_by(found) & verbs & (verbs if angry else verbs_of(question))
    changed = fact.relation in _CHANGES and found.kind_given  # "since he took office"
    return bool(complained) or changed or gives_cause(fact.sentence)


def _asks_why_there(question: Question) -> bool:
    """Whether the reason is asked for which something was held in some place."""
    places = any(item.role == "place" and not item.carried for item in question.asked.of_kind("entity"))
    return places and verbs_of(question) == {"host"}


def _explains_another(found: Found, question: Question) -> bool:
    """Whether a reason is asked for why something ended, or was not done, and the fact gives one for taking it up."""
    fact, verbs = found.record.fact, verbs_of(question)
    if question.asked.polar or verbs & told_by(found):
        return False
    against = {other for verb in verbs for other in question.relations.opposite.get(verb, frozenset())}
    plain = any(token.folded == "not" for token in question.utterance.tokens)  # "no time to lose" denies nothing
    plain = plain and fact.polarity != "negated" and not {"not", "cannot"} & set(find_latin_words(fact.sentence))
    denied = plain and question.asked.negated and fact.relation not in _REFUSING
    return bool(against & told_by(found)) or denied


def _lacks_content(found: Found) -> bool:
    return any(item.kind in ("concept", "word", "topic") and not item.carried for item in found.missing)


def _is_to_come(found: Found, question: Question) -> bool:
    """Whether the last time is asked for, and the fact tells of what was only expected."""
    last = any("c:previous" in item.options for item in question.asked.items)
    return last and found.record.fact.modality in ("planned", "expected")


def _holds_all(found: Found, question: Question) -> bool:
    """Whether a claim is told in other words: nothing of it is missing, and it says enough to tell it from others."""
    content = question.asked.of_kind("relation", "concept", "word", "topic")
    own = {f"r:{relation}" for relation in told_acts(found.record.fact)}
    if is_done(found.record.fact):
        own |= {name for name, strength in found.record.features.items() if strength > ASKED_RELATION}
    verbs = all(own & set(item.options) for item in question.asked.of_kind("relation"))
    return verbs and not found.missing and len(content) >= _ENOUGH and found.score >= CERTAIN
