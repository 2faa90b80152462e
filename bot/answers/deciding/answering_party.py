"""Whether a fact has whoever a question asks for: in his part, of his office, on his side, and nobody in his place."""

from __future__ import annotations

from bot.answers.deciding.owned_things import find_others_things
from bot.answers.deciding.told_act import tells_verb, told_by
from bot.answers.finding.found import Found
from bot.answers.finding.guard import acts, stands_for
from bot.answers.finding.kinds import find_persons
from bot.answers.finding.roles import find_parties, find_playing, keep_asked_side
from bot.answers.question import Question, verbs_of
from bot.intents.model import OTHER_ACT
from knowledge.model import Fact

_OFFICE = "c:office-"

_HOLDER_WITHIN = 5
"""Tokens around an office in which "who was" stands."""

_BEING = frozenset({"is", "was", "were", "been", "be"})

_WHO_BEHIND = ("は誰", "はだれ", "是谁", "是誰")

_VOICES = ("country", "person", "document")


_DEMANDING = "demand"


def is_of_other_side(fact: Fact, question: Question) -> bool:
    """Whether somebody's words are asked for, and the speaker belongs to none of those that the question names, or the
    fact only says who reported some: what Tokyo's minister said, though Beijing told it, is not Beijing's position."""
    named = [item for item in question.asked.of_kind("entity") if not item.carried]
    if not any(item.role == "agent" and question.is_kind(item, *_VOICES) for item in named):
        return False
    if fact.relation == _REPORTING and _REPORTING not in verbs_of(question):
        return True
    if is_according_to_document(fact, question):
        return False
    asked = [item for item in named if item.role == "agent" or question.is_kind(item, "person")]
    voices = (fact.speaker,) if fact.speaker else fact.agents
    return not any(stands_for(item, voices, question.knowledge) for item in asked)


def is_according_to_document(fact: Fact, question: Question) -> bool:
    """Whether the document according to which something is asked says what the fact tells: "what threat does it pose,
    according to the bluebook"."""
    voices = tuple(filter(None, (fact.speaker, *fact.agents)))
    return any(
        question.is_kind(item, "document") and "according" in (question.word_of(item, -2), question.word_of(item, -3))
        for item in question.asked.of_kind("entity")
        if stands_for(item, voices, question.knowledge)
    )


def is_no_demand_of(found: Found, question: Question) -> bool:
    """Whether it is asked what one state demands of another, and a fact tells no demand, or one of the other's."""
    asked, fact, knowledge = question.asked, found.record.fact, question.knowledge
    if _DEMANDING not in verbs_of(question) or asked.polar or asked.answer not in ("statement", "fact"):
        return False
    states = [i for i in asked.of_kind("entity") if not i.carried and question.is_kind(i, "country") and i.hard]
    doers = [item for item in states if item.role == "agent" and question.word_of(item, -1) != "by"]
    if len(states) != len(doers) + 1 or len(doers) != 1 or not fact.reviewed or _is_own_wish(question):
        return False
    demands = fact.kind == "demand" or _DEMANDING in (fact.relation, *fact.also)
    return not demands or not acts(doers[0], fact, knowledge)


def _is_own_wish(question: Question) -> bool:
    """Whether somebody wants to do something himself, with another: "what does Japan want to build with Seoul"."""
    tokens, verbs = question.utterance.tokens, question.asked.of_kind("relation")
    wishes = [verb.position + len(verb.text.split()) for verb in verbs if f"r:{_DEMANDING}" in verb.options]
    return any(
        [token.folded for token in tokens[end : end + 1]] == ["to"] and any(verb.position == end + 1 for verb in verbs)
        for end in wishes
    )


def asks_holder(question: Question) -> bool:
    """Whether it is asked who holds a place."""
    places = (i for i in question.asked.of_kind("entity") if i.hard and question.is_kind(i, "place"))
    return bool(verbs_of(question) & question.scoring.strict_relations) and any(places)


def is_of_another_hold(found: Found, question: Question) -> bool:
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


def names_nobody_else(found: Found, question: Question) -> bool:
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


def is_of_another_making(fact: Fact, question: Question) -> bool:
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


def is_between_others(found: Found, question: Question) -> bool:
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


def tells_no_such_meeting(found: Found, question: Question) -> bool:
    """Whether it is asked when or where two met, and a reviewed fact has one of them only speak, or others meet."""
    asked, fact = question.asked, found.record.fact
    meeting = any({option[2:] for option in item.options} & question.scoring.roles["meeting"]
                  for item in asked.of_kind("relation"))  # fmt: skip
    if asked.answer not in ("time", "place", "number") or not (meeting and fact.reviewed):
        return False
    persons = [i for i in asked.of_kind("entity") if question.is_kind(i, "person") and not (i.carried or i.excluded)]
    parties = (*fact.agents, *fact.targets)
    alone = {*persons} - {i for i in persons if stands_for(i, parties, question.knowledge)}
    return len(persons) > 1 and 0 < len(alone) < len(persons) and not any(i in found.missing for i in alone)


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


def is_of_person(fact: Fact, question: Question) -> bool:
    return _kind_of_agent(fact, question) == "person"


def is_of_place(fact: Fact, question: Question) -> bool:
    """Whether a fact says what a place is, or where."""
    return fact.relation == "be" and _kind_of_agent(fact, question) in ("place", "body_of_water")


def _kind_of_agent(fact: Fact, question: Question) -> str | None:
    entity = question.knowledge.entity(fact.agents[0]) if fact.agents else None
    return entity.kind if entity is not None else None


def names_no_other(found: Found, question: Question) -> bool:
    """For "which countries" whether the fact names no state but those whose act it is."""
    if "countries" not in question.asked.signs or question.asked.asks_actor:
        return False
    fact = found.record.fact
    others = (e for e in (*fact.targets, *fact.mentions) if e not in fact.agents)
    entities = (question.knowledge.entity(e) for e in others)
    return not any(e is not None and e.kind in ("country", "organisation") for e in entities)


_REPORTING = "report"

_BETWEEN_PEOPLE = frozenset({"r:meet", "r:talk", "r:discuss", "r:shake-hands"})


def asks_for_holder(question: Question) -> bool:
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


def is_of_another(found: Found, question: Question) -> bool:
    """Whether the fact's act is done to something else than what is asked about: "Who runs China?" and an island."""
    fact = found.record.fact
    asked = [i for i in question.asked.of_kind("entity", "topic") if i.role == "target" and not i.carried]
    done_to = (*fact.targets, *fact.agents, *fact.topics)
    return bool(asked) and not any(stands_for(item, done_to, question.knowledge) for item in asked)


def names_person(found: Found, question: Question) -> bool:
    answers = (question.knowledge.entity(p) for p in find_persons(found.record, question.asked, question.knowledge))
    return any(entity is not None and entity.kind == "person" for entity in answers)


def names_actor(found: Found, question: Question) -> bool:
    """Whether the answer is a person, or a state or body that did just what is asked."""
    if names_person(found, question) or "countries" in question.asked.signs:
        return True
    return not question.asked.of_kind("relation") or bool(verbs_of(question) & told_by(found))


def names_holder(found: Found, question: Question) -> bool:
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


def lacks_office(found: Found, question: Question) -> bool:
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


def names_party(found: Found, question: Question) -> bool:
    """Whether a fact can say who did it or with whom: whom somebody met is told neither by what he was nor by the
    country that he went to."""
    fact = found.record.fact
    verbs = sorted(question.asked.of_kind("relation"), key=lambda item: item.position)
    if not verbs or not set(verbs[0].options) & _BETWEEN_PEOPLE or tells_verb(found, verbs[0]):
        return True
    if fact.relation == "be":
        named = [item for item in question.asked.of_kind("entity") if question.is_kind(item, "person")]
        return not any(acts(item, fact, question.knowledge) for item in named)
    return names_person(found, question)


def lacks_asked_minister(found: Found, question: Question) -> bool:
    """Whether a minister of some state is asked for, and the fact has none of it: "which Chinese minister was there",
    and what the Japanese one said."""
    fact, asked, knowledge = found.record.fact, question.asked, question.knowledge
    if asked.answer != "person" or not asked.asked_side or "minister" not in asked.signs or not fact.reviewed:
        return False
    parties = (*fact.agents, *fact.targets, *fact.mentions, *filter(None, (fact.speaker, fact.relayed_by)))
    people = (p for p in parties if (entity := knowledge.entity(p)) is not None and entity.kind == "person")
    return not any(keep_asked_side((party,), asked, knowledge) for party in people)
