"""Whether a fact tells the very act that a question asks about, done by the same and not the other way round."""

from __future__ import annotations

from bot.answers.finding.found import Found
from bot.answers.finding.guard import acts, stands_for
from bot.answers.question import Question, verbs_of
from bot.intents.model import Item
from knowledge.features import ASKED_RELATION
from knowledge.model import Fact

_SPEECH = frozenset({"demand", "respond", "criticise", "promise", "propose", "deny", "invite", "protest"})
"""What is done by words: none of it is told by a fact that has no words and not this verb."""

_ABOUT = frozenset({"about", "of", "on", "to", "against", "towards", "toward", "regarding"})


def is_reversed(found: Found, question: Question) -> bool:
    """Whether the fact tells the question's very act the other way round: done to whom the question has do it."""
    asked, fact = question.asked, found.record.fact
    if asked.symmetric:
        return False
    if asked.answer in ("statement", "quote"):
        return _is_said_back(found, question) or _is_of_whom_it_is_about(found.record.fact, question)
    told = told_by(found)
    if not (verbs_of(question) & told or _is_wish(question) & told or _is_named_by_topic(found, question)):
        return False
    doers = [
        item
        for item in asked.of_kind("entity")
        if item.role == "agent" and not item.carried and question.is_kind(item, *_ABLE)
    ]
    doers = [item for item in doers if not _is_wished_of(item, fact, question)]
    wrong = found.wrong_actor
    if wrong is not None and wrong.role == "target" and question.is_kind(wrong, "person"):
        return bool(doers)  # he did it, and it was not done to him
    if wrong is not None and wrong.role == "target" and asked.answer == "number":
        # Japanese were arrested in China, which tells not how many Chinese in Japan; に may stand behind either.
        return question.utterance.language != "ja"
    return any(
        stands_for(item, fact.targets, question.knowledge)
        and not acts(item, fact, question.knowledge)
        and not (fact.relation == "publish" and question.kind_of(item) == "document")  # it came out by itself
        for item in doers
    )


def _is_wished_of(item: Item, fact: Fact, question: Question) -> bool:
    """Whether somebody is to do what another wishes: "how did China want it to be handled by Japan"."""
    verbs = question.asked.of_kind("relation")
    before = question.utterance.tokens[max(0, item.position - 1) : item.position]
    by = not item.carried and [token.folded for token in before] == ["by"]
    wishes = [v for v in verbs if {option[2:] for option in v.options} & question.scoring.prospective_relations]
    inner = any(wish.position < verb.position < item.position for wish in wishes for verb in verbs)
    return by and inner and fact.relation in question.scoring.prospective_relations


def _is_wish(question: Question) -> set[str]:
    """Relations that tell the same where a question tells of a wish: what is hoped of somebody is asked of him."""
    wishes = verbs_of(question) & question.scoring.prospective_relations
    near = {other for verb in wishes for other in question.relations.near.get(verb, frozenset())}
    return near & question.scoring.prospective_relations


def _is_of_whom_it_is_about(fact: Fact, question: Question) -> bool:
    """Whether the words are those of somebody on whom a state's view is asked: "what does Moscow think of Kamikawa",
    and she speaks of Russia."""
    asked, knowledge = question.asked, question.knowledge
    named = [item for item in asked.of_kind("entity") if not item.carried]
    states = [item for item in named if item.role == "agent" and question.kind_of(item) == "country"]
    if not states or any(item.role == "agent" and question.is_kind(item, "person") for item in named):
        return False
    voices = (fact.speaker,) if fact.speaker else fact.agents
    words = question.utterance.tokens
    about = [
        item
        for item in named
        if question.is_kind(item, "person")
        and any(word.folded in _ABOUT for word in words[max(0, item.position - 1) : max(0, item.position)])
    ]
    mine = any(stands_for(item, (*voices, *fact.agents), knowledge) for item in states)
    return not mine and any(stands_for(item, voices, knowledge) for item in about)


def _is_said_back(found: Found, question: Question) -> bool:
    """Whether the fact has what the other one said: "what did Wang tell Kamikawa", and she told him."""
    asked, fact, knowledge = question.asked, found.record.fact, question.knowledge
    persons = [item for item in asked.of_kind("entity") if not item.carried and question.is_kind(item, "person")]
    voices = (fact.speaker,) if fact.speaker else fact.agents
    asking = [item for item in persons if item.role == "agent"]
    heard = [item for item in persons if item.role == "target"]
    if not asking or any(stands_for(item, (*voices, *fact.agents), knowledge) for item in asking):
        return False
    return any(stands_for(item, (*voices, *fact.agents), knowledge) for item in heard)


def _is_named_by_topic(found: Found, question: Question) -> bool:
    """Whether a question says by a topic alone what was done: 禁止进口, which is the ban and no verb besides."""
    asked = question.asked
    topics = {option[2:] for item in asked.of_kind("topic") for option in item.options}
    told = topics & (set(found.record.fact.topics) if asked.answer == "reason" else told_by(found))  # 禁輸した
    return not asked.of_kind("relation") and bool(told) and found.wrong_actor is not None


_ABLE = ("person", "country", "organisation", "document")
"""Kinds that can do something: 尖閣諸島は at the head of a sentence is no doer."""


def tells_verb(found: Found, verb: Item) -> bool:
    """Whether a fact tells just this act, whatever else the question mentions beside it."""
    return bool({option[2:] for option in verb.options} & told_by(found))


def is_done(fact: Fact) -> bool:
    """Whether what it tells happened, and was not only asked for, planned or wished."""
    return fact.kind not in ("demand", "plan", "position") and fact.modality in ("happened", "ongoing")


def told_acts(fact: Fact) -> set[str]:
    """The relations a fact tells of: of a demand only the demand itself, and not what was demanded."""
    return {fact.relation, *(fact.also if is_done(fact) else ())}


def tells_the_act(found: Found, question: Question) -> bool:
    """Whether the fact's own verb is the question's, or near it: a date belongs to an act, not to what is mentioned."""
    fact = found.record.fact
    told = told_acts(fact)
    verbs = question.asked.of_kind("relation")
    near = {other for item in verbs for o in item.options for other in question.relations.near.get(o[2:], frozenset())}
    named = {option[2:] for item in verbs for option in item.options if option.startswith("r:")}
    if not verbs and question.asked.answer in ("time", "person", "reason") and question.asked.of_kind("unknown"):
        return False
    if question.asked.answer == "time" and fact.relation in question.scoring.prospective_relations:
        told = {fact.relation}  # an invitation to visit is no visit
    if question.asked.answer == "time" and verbs and not told & named and not is_done(fact):
        return False  # when a ban was lifted is not told by when it was agreed to ease it
    return not verbs or bool(told & (named | near))


def only_stands(found: Found, question: Question) -> bool:
    """Whether the fact tells a state on the day of its report, which says nothing of when that began or ends."""
    fact = found.record.fact
    dated = fact.when is not None and fact.when.since
    return fact.modality == "ongoing" and not dated and not (fact.event and fact.kind == "event")


def lacks_verb_of_speech(found: Found) -> bool:
    return any(_SPEECH & {option[2:] for option in item.options} for item in found.missing if not item.carried)


def told_by(found: Found) -> set[str]:
    """The relations that a fact expresses, its own verb and any other."""
    return {found.record.fact.relation, *found.record.fact.also}


def holds_a_verb(found: Found, question: Question) -> bool:
    """Whether the fact's sentence has a verb of the question at all."""
    features = found.record.features
    least = 0.0 if question.asked.answer == "person" else ASKED_RELATION
    return any(
        features.get(option, 0.0) > least for item in question.asked.of_kind("relation") for option in item.options
    )
