"""Whether a fact may answer a question: enough of it, nothing against it, and the very thing that is asked for."""

from __future__ import annotations

from bot.answers.deciding.beside_point import is_beside_the_point
from bot.answers.deciding.counting import counts_it
from bot.answers.deciding.owned_things import find_others_things
from bot.answers.deciding.unreviewed import is_fit_unreviewed
from bot.answers.finding.found import Found
from bot.answers.finding.guard import acts, period_of, stands_for
from bot.answers.finding.kinds import find_persons
from bot.answers.finding.roles import find_parties, find_playing
from bot.answers.question import Question, verbs_of
from bot.intents.model import OTHER_ACT, AnswerKind, Item
from knowledge.features import ASKED_RELATION
from knowledge.gazetteer import join_key
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

_OFFICE = "c:office-"
_HOLDER_WITHIN = 5
"""Tokens around an office in which "who was" stands."""
_BEING = frozenset({"is", "was", "were", "been", "be"})
_SPEECH = frozenset({"demand", "respond", "criticise", "promise", "propose", "deny", "invite", "protest"})
"""What is done by words: none of it is told by a fact that has no words and not this verb."""
_ABOUT = frozenset({"about", "of", "on", "to", "against", "towards", "toward", "regarding"})
_REFUSING = frozenset({"ban", "oppose", "reject", "deny", "stop", "criticise", "protest", "disagree", "cancel"})
"""Acts that are as good as not doing something."""

_WHO_BEHIND = ("は誰", "はだれ", "是谁", "是誰")
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
    if is_beside_the_point(found, question) or _names_nobody_else(found, question):
        return False
    if _is_between_others(found, question):
        return False
    compound = len(found.record.fact.sentences) > _SINGLE
    if compound and not question.asked.plural and question.asked.answer in _ONE_CLAIM:
        return False  # of several claims told together it cannot be said which one answers
    if question.asked.answer == "time" and (_only_stands(found, question) or _is_to_come(found, question)):
        return False
    if question.asked.answer == "number" and not _counts_it(found, question):
        return False
    if question.asked.answer == "claim" and any(not item.soft for item in question.asked.of_kind("unknown")):
        return False  # of cars no fact here says anything, so none can confirm or refute a claim about them
    if _asks_for_holder(question) and not (told_by(found) & {"be", "take-office"} and _names_person(found, question)):
        return False
    if question.asked.answer == "person" and not _names_actor(found, question):
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
    if question.asked.answer == "person" and exclusive and _is_of_another(found, question):
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
    if question.asked.answer in _OF_AN_ACT and not (tells_the_act(found, question) or _holds_a_verb(found, question)):
        return False
    if question.asked.answer in _NEEDED and not found.kind_given:
        return question.asked.answer == "statement" and not any(i.role == "agent" for i in question.asked.items)
    return True


def may_answer(found: Found, question: Question) -> bool:
    """Whether nothing forbids that a fact answers, however likely it is: no number in the unit asked for, no name where
    names are asked for, no quoted words where words are, or the act the other way round."""
    asked, fact = question.asked, found.record.fact
    if is_beside_the_point(found, question) or _names_nobody_else(found, question):
        return False
    if asked.answer == "person" and (not found.kind_given or _names_no_other(found, question)):
        return False
    if asked.answer == "person" and fact.reviewed and not _names_party(found, question):
        return False
    if _is_between_others(found, question):
        return False
    if asked.answer == "person" and _is_of_another_making(fact, question):
        return False
    if asked.answer == "person" and (not _names_holder(found, question) or _lacks_office(found, question)):
        return False
    if asked.answer == "reason" and _explains_another(found, question):
        return False
    told_only = fact.speaker is None and not found.kind_given and bool(verbs_of(question) & told_by(found))
    if asked.answer == "reason" and told_only:
        return False  # that they did it says not why; what they complained of does
    if asked.answer in ("statement", "quote") and fact.relation == "be" and _is_of_person(fact, question):
        return False  # what somebody is says nothing of what he says
    if asked.answer == "statement" and not found.kind_given and _lacks_verb_of_speech(found):
        return False  # neither words nor the act of which words are asked: "what did he request"
    verbs = verbs_of(question)
    if asked.answer == "person" and is_of_place(fact, question) and verbs and not verbs & told_by(found):
        return False  # what a place is says of nobody what he did there
    if asked.answer == "person" and fact.reviewed and _is_of_another_hold(found, question):
        return False  # who controls one island is not who controls another
    tells_of_one = fact.relation == "be" or bool(verbs_of(question) & question.scoring.exclusive_relations)
    if asked.answer in _OF_NAMES and tells_of_one and _lacks_thing(found, question):
        return False  # who leads some state, or holds some islands, is not who is in charge of a document
    if asked.answer == "person" and asked.asks_actor and fact.relation == "be" and not _is_of_person(fact, question):
        return False  # what a ban is says of nobody that he is behind it
    if asked.asked_part == "undergoer" and fact.relation == "be" and "be" not in asked.asked_act:
        return False  # who somebody is says nothing of whom he invited
    if asked.answer == "person" and _PUBLISHING in verbs and fact.relation != _PUBLISHING:
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
    if asked.answer == "time" and "beginning" in asked.signs and _only_stands(found, question):
        return False  # on what day a claim was reported says nothing of the year in which it was first made
    if asked.answer == "time" and fact.relation == "be" and verbs & question.scoring.strict_relations:
        return False  # what something was tells of no day on which it was done
    if asked.answer == "number" and _is_outdated(found, question):
        return False  # how many were held in 2015 is not how many were "as of December 2024"
    if asked.answer == "number" and not counts_it(found, question):
        return False
    if not asked.polar and _is_reversed(found, question):
        return False
    named = any(item.kind == "entity" and not item.carried for item in found.missing)
    return not (fact.relation == "be" and named and asked.answer not in _OF_A_STATE)


_VOICES = ("country", "person", "document")


def is_of_other_side(fact: Fact, question: Question) -> bool:
    """Whether somebody's words are asked for, and the speaker belongs to none of those that the question names, or the
    fact only says who reported some: what Tokyo's minister said, though Beijing told it, is not Beijing's position."""
    named = [item for item in question.asked.of_kind("entity") if not item.carried]
    if not any(item.role == "agent" and question.is_kind(item, *_VOICES) for item in named):
        return False
    if fact.relation == _REPORTING and _REPORTING not in verbs_of(question):
        return True
    asked = [item for item in named if item.role == "agent" or question.is_kind(item, "person")]
    voices = (fact.speaker,) if fact.speaker else fact.agents
    return not any(stands_for(item, voices, question.knowledge) for item in asked)


def asks_holder(question: Question) -> bool:
    """Whether it is asked who holds a place."""
    places = (i for i in question.asked.of_kind("entity") if i.hard and question.is_kind(i, "place"))
    return bool(verbs_of(question) & question.scoring.strict_relations) and any(places)


def _is_of_another_hold(found: Found, question: Question) -> bool:
    """Whether it is asked who holds a place, and a fact is of another one."""
    places = [item for item in found.missing if item.hard and question.is_kind(item, "place")]
    return bool(places) and asks_holder(question)


def has_party(found: Found, question: Question) -> bool:
    """Whether a fact surely has somebody in the part of whom it is asked: who did it, or to whom it was done."""
    asked, fact = question.asked, found.record.fact
    done = found.clean and fact.polarity != "negated"
    return done and bool(
        find_parties(found.record, asked, question.knowledge, question.relations, question.scoring.roles)
    )


def _names_nobody_else(found: Found, question: Question) -> bool:
    """For "who else?" whether a fact has nobody who was not told of before; where only "there" is said, nobody who was
    at the same event."""
    asked, fact, knowledge = question.asked, found.record.fact, question.knowledge
    if asked.answer != "person" or not asked.beyond:
        return False
    told = [record.fact for id in asked.beyond if (record := knowledge.find_fact(id)) is not None]
    known = {party for one in told for party in (*one.agents, *one.targets)}
    known |= {home.of for party in known if (home := knowledge.entity(party)) is not None and home.of}
    parties = find_parties(found.record, asked, knowledge, question.relations, question.scoring.roles)
    parties = (*fact.agents, *fact.targets) if parties is None else parties
    elsewhere = not asked.asked_act and fact.event not in {one.event for one in told if one.event}
    fresh = (knowledge.entity(party) for party in parties if party not in known)
    return elsewhere or not any(entity is not None and entity.kind in ("person", "country") for entity in fresh)


def does_what_none_tells(question: Question) -> bool:
    """Whether it is asked who did to something what no verb of the lexicon tells, so that nothing but the name of the
    thing finds a fact: "Who squandered the islets?" is not answered by who controls them."""
    asked = question.asked
    alone = all(item.kind == "entity" and item.role != "agent" for item in asked.items) and not asked.follow_up
    having = question.knowledge.resource("grammar")["asked_part"]["having"]
    own = not any(
        token.folded in having for token in question.utterance.tokens
    )  # "who has the islets" is who holds them
    return asked.asked_part == "doer" and asked.asked_act == OTHER_ACT and alone and own and bool(asked.items)


def _is_of_another_making(fact: Fact, question: Question) -> bool:
    """Whether it is asked who published or wrote a document, and the fact tells no such thing of it: who reported on it
    or answered it has not made it."""
    asked, roles = question.asked, question.scoring.roles
    if asked.asked_part != "doer" or not asked.asked_act & roles["making"]:
        return False
    near = frozenset[str]().union(*(question.relations.near.get(one, frozenset()) for one in asked.asked_act))
    if fact.relation in (asked.asked_act | near) - roles["relaying"]:
        return False
    nouns = question.knowledge.resource("grammar")["article_words"]["nouns"]
    named = any(question.is_kind(item, "document") for item in asked.of_kind("entity"))
    return named and not any(token.folded in nouns for token in question.utterance.tokens)


def _has_changed_places(found: Found, question: Question) -> bool:
    """Whether whoever has the asked part in a fact is named by the question in the other one: "Who told Abe?", and Abe
    told it."""
    asked, knowledge = question.asked, question.knowledge
    if asked.symmetric or asked.follow_up:
        return False
    playing = find_playing(found.record.fact, asked, knowledge, question.relations, question.scoring.roles)
    part = "target" if asked.asked_part == "doer" else "agent"
    named = [i for i in asked.of_kind("entity") if i.role == part and not i.carried and not i.excluded]
    clauses = question.knowledge.resource("grammar")["asking"]["en"]
    named = [item for item in named if question.word_of(item, -1) not in clauses]  # "what Abe said"
    other = found.record.fact.targets if part == "target" else found.record.fact.agents
    swapped = (p for p in playing if p not in other and any(f"e:{p}" in item.options for item in named))
    return any(swapped) or (bool(playing) and all(any(f"e:{p}" in item.options for item in named) for p in playing))


def _is_between_others(found: Found, question: Question) -> bool:
    """Whether it is asked who did something, and a reviewed fact has it done by or to others than those named."""
    if question.asked.answer not in ("person", "identity") or not found.record.fact.reviewed:
        return False
    if not question.asked.of_kind("relation") and find_others_things(found, question):
        return True  # whose ally somebody is is told of another
    if question.asked.answer == "identity":
        return False
    return (
        _is_of_no_such(found, question) or _has_changed_places(found, question) or _is_done_to_another(found, question)
    )


def _is_of_no_such(found: Found, question: Question) -> bool:
    """Whether it is asked by no verb who is something to a state, and a fact has nothing of what that is: whom a state
    works with are not its enemies."""
    asked, light = question.asked, question.scoring.light_concepts
    of_a_state = any(question.kind_of(item) == "country" for item in asked.of_kind("entity"))
    if asked.of_kind("relation") or asked.follow_up or asked.asked_act or not of_a_state:
        return False
    words = [i for i in asked.of_kind("concept", "word") if not i.carried and not {o[2:] for o in i.options} & light]
    return bool(words) and {i.position for i in words} <= {i.position for i in found.missing}


def _is_done_to_another(found: Found, question: Question) -> bool:
    """Whether it is asked who does something to a state or to somebody, and a fact tells it as done to another, or
    tells no such act: "Who helps Kyiv?" is answered neither by whoever helps Seoul nor by who went to Kyiv."""
    asked, fact, knowledge = question.asked, found.record.fact, question.knowledge
    if asked.asked_part != "doer" or asked.symmetric or asked.follow_up or asked.quotations or not asked.asked_act:
        return False
    named = [i for i in asked.of_kind("entity") if i.role == "target" and not i.carried and not i.excluded]
    named = [i for i in named if question.kind_of(i) in ("country", "person")]
    if not named or len(named) != len([i for i in asked.items if i.kind not in ("relation", "word")]):
        return False
    playing = find_playing(fact, asked, knowledge, question.relations, question.scoring.roles)
    if not playing:
        return True
    done_to = fact.targets or fact.agents
    if not fact.targets and len(fact.agents) == 1:  # several of whom nobody is acted on do it with each other
        done_to = (*fact.agents, *fact.mentions)
    return not any(stands_for(item, done_to, knowledge) for item in named)


def _is_of_person(fact: Fact, question: Question) -> bool:
    return _kind_of_agent(fact, question) == "person"


def is_of_place(fact: Fact, question: Question) -> bool:
    """Whether a fact says what a place is, or where."""
    return fact.relation == "be" and _kind_of_agent(fact, question) in ("place", "body_of_water")


def _kind_of_agent(fact: Fact, question: Question) -> str | None:
    entity = question.knowledge.entity(fact.agents[0]) if fact.agents else None
    return entity.kind if entity is not None else None


def _names_no_other(found: Found, question: Question) -> bool:
    """For "which countries" whether the fact names no state but those whose act it is."""
    if "countries" not in question.asked.signs or question.asked.asks_actor:
        return False
    fact = found.record.fact
    others = (e for e in (*fact.targets, *fact.mentions) if e not in fact.agents)
    entities = (question.knowledge.entity(e) for e in others)
    return not any(e is not None and e.kind in ("country", "organisation") for e in entities)


def _is_only_told_then(found: Found, question: Question) -> bool:
    """Whether the fact's day is that on which a plan was told of, and not that on which it is to be carried out."""
    fact = found.record.fact
    planned = fact.kind in ("plan", "demand") and fact.modality != "happened" and fact.statement != "narration"
    return planned and "saying" not in question.asked.signs and not verbs_of(question) & {fact.relation}


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


def _is_reversed(found: Found, question: Question) -> bool:
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
    wrong = found.wrong_actor
    if wrong is not None and wrong.role == "target" and question.is_kind(wrong, "person"):
        return bool(doers)  # he did it, and it was not done to him
    if wrong is not None and wrong.role == "target" and asked.answer == "number":
        # Japanese were arrested in China, which tells not how many Chinese in Japan; に may stand behind either.
        return question.utterance.language != "ja"
    return any(
        stands_for(item, fact.targets, question.knowledge) and not acts(item, fact, question.knowledge)
        for item in doers
    )


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
    told = topics & set(found.record.fact.topics)
    return asked.answer == "reason" and not asked.of_kind("relation") and bool(told) and found.wrong_actor is not None


_REPORTING = "report"
_PUBLISHING = "publish"
_BETWEEN_PEOPLE = frozenset({"r:meet", "r:talk", "r:discuss", "r:shake-hands"})

_ABLE = ("person", "country", "organisation", "document")
"""Kinds that can do something: 尖閣諸島は at the head of a sentence is no doer."""

"""Kinds of answers that are somebody's words or views, where a government is named."""

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
    """Whether it is asked how long one thing lasted: "How long did the talks last?"."""
    ending = join_key(question.utterance.tokens[-1:]), join_key(question.utterance.tokens[-2:])
    return any(end in question.knowledge.resource("grammar")["en"]["lasting"] for end in ending)


def _counts_time_between(fact: Fact, question: Question) -> bool:
    """Whether all that a fact counts lies between two things, and is no time that one of them took."""
    apart = set(question.knowledge.resource("grammar")["en"]["apart"])
    return all(apart & set(number.of.split()) for number in fact.numbers)


def _asks_for_holder(question: Question) -> bool:
    """Whether it is asked who held an office: "Who was the ambassador?", and not "Which premier met him?"."""
    if question.asked.answer != "person":
        return False
    tokens = [token.folded for token in question.utterance.tokens]
    for item in question.asked.items:
        if item.position < 0 or not any(option.startswith("c:office-") for option in item.options):
            continue
        before = tokens[max(0, item.position - _HOLDER_WITHIN) : item.position]
        after = "".join(tokens[item.position : item.position + _HOLDER_WITHIN + len(item.text)])
        behind = any(word in after for word in _WHO_BEHIND) and not question.asked.of_kind("relation")
        alone = tokens[:1] == ["who"] and not question.asked.of_kind("relation")
        if behind or alone or ("who" in before and set(before) & _BEING):
            return True
    return False


def _is_of_another(found: Found, question: Question) -> bool:
    """Whether the fact's act is done to something else than what is asked about: "Who runs China?" and an island."""
    fact = found.record.fact
    asked = [i for i in question.asked.of_kind("entity", "topic") if i.role == "target" and not i.carried]
    done_to = (*fact.targets, *fact.agents, *fact.topics)
    return bool(asked) and not any(stands_for(item, done_to, question.knowledge) for item in asked)


def _names_person(found: Found, question: Question) -> bool:
    answers = (question.knowledge.entity(p) for p in find_persons(found.record, question.asked, question.knowledge))
    return any(entity is not None and entity.kind == "person" for entity in answers)


def _names_actor(found: Found, question: Question) -> bool:
    """Whether the answer is a person, or a state or body that did just what is asked."""
    if _names_person(found, question) or "countries" in question.asked.signs:
        return True
    return not question.asked.of_kind("relation") or bool(verbs_of(question) & told_by(found))


def _names_holder(found: Found, question: Question) -> bool:
    """For "which prime ministers" whether a person whom the fact names has held that office, as far as any article
    tells of offices of his."""
    roles = {
        o.removeprefix(_OFFICE) for i in question.asked.items if i.focus for o in i.options if o.startswith(_OFFICE)
    }
    groups = question.knowledge.resource("grammar")["offices"]
    roles |= {role for name in roles for role in groups.get(f"office-{name}", ())}
    people = (question.knowledge.entity(p) for p in find_persons(found.record, question.asked, question.knowledge))
    held = [{office.role for office in person.offices} for person in people if person is not None and person.offices]
    return not roles or not held or any(roles & own for own in held)


def _lacks_office(found: Found, question: Question) -> bool:
    """Whether a fact has nobody of the rank that is asked for, though the word may mean several: "who headed it"."""
    if question.asked.polar:
        return False
    for item in found.missing:
        if item.kind != "entity" or item.carried or item.position < 0 or not question.is_kind(item, "person"):
            continue  # "he" is a person, and no rank
        names = " ".join(entity.name.en.casefold() for entity in question.entities_of(item))
        if item.text.isascii() and not any(word in names for word in item.text.split()):
            return True
    return False


def _explains_another(found: Found, question: Question) -> bool:
    """Whether a reason is asked for why something ended, or was not done, and the fact gives one for taking it up."""
    fact, verbs = found.record.fact, verbs_of(question)
    if question.asked.polar or verbs & told_by(found):
        return False
    against = {other for verb in verbs for other in question.relations.opposite.get(verb, frozenset())}
    plain = any(token.folded == "not" for token in question.utterance.tokens)  # "no time to lose" denies nothing
    denied = plain and question.asked.negated and fact.polarity != "negated" and fact.relation not in _REFUSING
    return bool(against & told_by(found)) or denied


def _names_party(found: Found, question: Question) -> bool:
    """Whether a fact can say who did it or with whom: whom somebody met is told neither by what he was nor by the
    country that he went to."""
    fact = found.record.fact
    verbs = sorted(question.asked.of_kind("relation"), key=lambda item: item.position)
    if not verbs or not set(verbs[0].options) & _BETWEEN_PEOPLE or _tells_verb(found, verbs[0]):
        return True
    if fact.relation == "be":
        named = [item for item in question.asked.of_kind("entity") if question.is_kind(item, "person")]
        return not any(acts(item, fact, question.knowledge) for item in named)
    return _names_person(found, question)


def _tells_verb(found: Found, verb: Item) -> bool:
    """Whether a fact tells just this act, whatever else the question mentions beside it."""
    return bool({option[2:] for option in verb.options} & told_by(found))


def _is_done(fact: Fact) -> bool:
    """Whether what it tells happened, and was not only asked for, planned or wished."""
    return fact.kind not in ("demand", "plan", "position") and fact.modality in ("happened", "ongoing")


def _done(fact: Fact) -> set[str]:
    """The relations a fact tells of: of a demand only the demand itself, and not what was demanded."""
    return {fact.relation, *(fact.also if _is_done(fact) else ())}


def tells_the_act(found: Found, question: Question) -> bool:
    """Whether the fact's own verb is the question's, or near it: a date belongs to an act, not to what is mentioned."""
    fact = found.record.fact
    told = _done(fact)
    verbs = question.asked.of_kind("relation")
    near = {other for item in verbs for o in item.options for other in question.relations.near.get(o[2:], frozenset())}
    named = {option[2:] for item in verbs for option in item.options if option.startswith("r:")}
    if not verbs and question.asked.answer in ("time", "person", "reason") and question.asked.of_kind("unknown"):
        return False
    if question.asked.answer == "time" and fact.relation in question.scoring.prospective_relations:
        told = {fact.relation}  # an invitation to visit is no visit
    if question.asked.answer == "time" and verbs and not told & named and not _is_done(fact):
        return False  # when a ban was lifted is not told by when it was agreed to ease it
    return not verbs or bool(told & (named | near))


def _only_stands(found: Found, question: Question) -> bool:
    """Whether the fact tells a state on the day of its report, which says nothing of when that began or ends."""
    fact = found.record.fact
    dated = fact.when is not None and fact.when.since
    return fact.modality == "ongoing" and not dated and not (fact.event and fact.kind == "event")


def _lacks_verb_of_speech(found: Found) -> bool:
    return any(_SPEECH & {option[2:] for option in item.options} for item in found.missing if not item.carried)


def _lacks_content(found: Found) -> bool:
    return any(item.kind in ("concept", "word", "topic") and not item.carried for item in found.missing)


def told_by(found: Found) -> set[str]:
    """The relations that a fact expresses, its own verb and any other."""
    return {found.record.fact.relation, *found.record.fact.also}


def _is_to_come(found: Found, question: Question) -> bool:
    """Whether the last time is asked for, and the fact tells of what was only expected."""
    last = any("c:previous" in item.options for item in question.asked.items)
    return last and found.record.fact.modality in ("planned", "expected")


def _holds_all(found: Found, question: Question) -> bool:
    """Whether a claim is told in other words: nothing of it is missing, and it says enough to tell it from others."""
    content = question.asked.of_kind("relation", "concept", "word", "topic")
    own = {f"r:{relation}" for relation in _done(found.record.fact)}
    if _is_done(found.record.fact):
        own |= {name for name, strength in found.record.features.items() if strength > ASKED_RELATION}
    verbs = all(own & set(item.options) for item in question.asked.of_kind("relation"))
    return verbs and not found.missing and len(content) >= _ENOUGH and found.score >= CERTAIN


def _holds_a_verb(found: Found, question: Question) -> bool:
    """Whether the fact's sentence has a verb of the question at all."""
    features = found.record.features
    least = 0.0 if question.asked.answer == "person" else ASKED_RELATION
    return any(
        features.get(option, 0.0) > least for item in question.asked.of_kind("relation") for option in item.options
    )
