"""What a question puts in that the fact told knows nothing of: another name, place, date or number.

A likely fact is told all the same, as the question may mean it, but the answer says first what the articles do not say.
"""

from __future__ import annotations

import re
from datetime import date

from bot.answers.deciding.answering_party import is_according_to_document
from bot.answers.deciding.beside_point import asks_what_will_be
from bot.answers.deciding.called import find_called, is_of_another
from bot.answers.deciding.other_number import find_other_numbers
from bot.answers.deciding.said_where import find_other_places
from bot.answers.finding.found import Found
from bot.answers.finding.guard import happened_in, names_year_of, period_of, stands_for, told_in
from bot.answers.finding.kinds import find_place
from bot.answers.finding.stems import find_stems
from bot.answers.question import Question, verbs_of
from bot.intents.model import Item
from knowledge.features import LOCATED
from knowledge.patterns import compile_late
from knowledge.store import Record
from knowledge.text import fold_text
from knowledge.timex import Timex, find_timexes
from knowledge.values import replace

_PLACES = ("place", "body_of_water")
_SETTINGS = ("place", "event", "organisation")
"""Kinds of what something is said to have happened in, at or after."""

_SPEAKING = ("person", "country", "place", "organisation", "document")

_HELPING = frozenset({"did", "does", "do", "has", "have", "had", "would"})
_SAYING = frozenset({"say", "think", "answer", "reply", "claim", "want"})
_WRITTEN = frozenset({"document", "article"})
_VOICES = ("person", "country", "organisation")

_BOUND = compile_late(r"^(?:before|by|since|from|until|till|after|prior to|up to) ", re.IGNORECASE)
_FEW_DAYS = 2
"""So long a meeting lasts of which each day is one on which it was held."""

_TITLE = 3
"""Words between "Abe's" and a name: "Abe's national security adviser Yachi"."""

_ALIKE = 32
"""Facts with the same actor and place that are looked at."""

_NO_DAY = date(1, 1, 1)
"""What "last year" in a fact would count from; facts have no such dates."""

_STALE_DAYS = 400
"""By so much a number is older than the day up to which it is asked for, where it may have become another, and what
has been so for some time is younger than the day from which on it is asked for."""


def find_mismatches(found: Found, question: Question) -> tuple[str, ...]:
    """Names, dates and numbers of the question that the fact is not about, as a reader knows them."""
    told = find_stems(found.record.fact.sentence)
    told |= set(question.knowledge.resource("grammar")["event_bounds"]["between"])  # "the", "of"
    publisher = question.knowledge.article(found.record.fact.article).publisher.lower()
    named = [
        _typed(item, question)
        for item in found.missing
        if _is_other_place(item, question)
        or (_is_put_in(item, found, told, question) and item.text.lower() not in publisher)
    ]
    named += [question.name_of(item) for item in question.asked.of_kind("entity") if is_silent(item, found, question)]
    named += [
        question.name_of(i) for i in question.asked.of_kind("entity") if _is_other_predecessor(i, found, question)
    ]
    named += [question.name_of(place) for place in find_other_places(found.record.fact, question)]
    named += [question.name_of(i) for i in question.asked.of_kind("entity") if _is_of_another_act(i, found, question)]
    called = find_called(question)
    if called is not None and is_of_another(called, found, question):
        named.append(question.name_of(called.whom))
    named += _other_dates(found, question)
    return tuple(dict.fromkeys([*named, *find_other_numbers(found, question)]))


def find_other_speaker(found: Found, question: Question) -> Item | None:
    """Whoever's words or reasons an open question asks for, or whoever is to have heard them, where the fact has others
    act, speak and listen: what it tells is no answer then, as it may be for another date or place."""
    fact, asked = found.record.fact, question.asked
    if asked.polar or asked.answer not in ("statement", "quote", "reason"):
        return None
    wrong = found.wrong_actor
    voices = (*_VOICES, "document") if fact.weight == "low" else _VOICES  # a headline beside it is not of a document
    if (
        wrong is not None and asked.answer != "reason" and wrong.role == "agent"
        and _is_asked_now(wrong, question, voices) and not is_according_to_document(fact, question)
    ):  # fmt: skip
        return wrong  # the fact has others' words, even if they are to him or about him
    somebody = next((i for i in found.missing if _is_group(i, question)), None)
    if somebody is not None and asked.answer != "reason":
        return somebody  # "what did the fishermen say", and a minister's words
    told = find_stems(fact.sentence)
    parties = (*fact.agents, *fact.targets)
    persons = [i for i in asked.of_kind("entity") if i.role in ("agent", "target") and question.is_kind(i, "person")]
    for item in persons:
        put_in = item in found.missing and _is_put_in(item, found, told, question)
        states = {entity.of for entity in question.entities_of(item)}
        if is_silent(item, found, question) or (put_in and not states & set(parties)):
            return item
    asking = [i for i in asked.of_kind("entity") if i.role == "agent" and question.kind_of(i) == "country"]
    if asked.answer != "reason" and fact.speaker is not None:
        own = (fact.speaker, *filter(None, (fact.relayed_by,)), *parties)
        for state in asking:
            if state in found.missing and not state.carried and not stands_for(state, own, question.knowledge):
                return state  # what some state's minister said is not told by the words of another's
    return None


def _is_asked_now(item: Item, question: Question, voices: tuple[str, ...] = _VOICES) -> bool:
    """Whether somebody who can speak stands right behind the "did" of the question: "what did Russia say"."""
    return question.kind_of(item) in voices and _stands_behind_helping(item, question)


def _is_group(item: Item, question: Question) -> bool:
    """Whether people without a name stand between "did" and "say"."""
    behind = item.position + len(item.text.split())
    verb = any(i.position == behind and "r:say" in i.options for i in question.asked.of_kind("relation"))
    verb = verb or (
        question.utterance.tokens[behind].folded in _SAYING if behind < len(question.utterance.tokens) else False
    )
    somebody = not {option[2:] for option in item.options} & _WRITTEN
    return item.kind in ("concept", "word") and somebody and verb and _stands_behind_helping(item, question)


def _stands_behind_helping(item: Item, question: Question) -> bool:
    if item.carried or item.position < 1:
        return False
    words = [token.folded for token in question.utterance.tokens[: item.position]]
    while words and words[-1] == "the":
        words.pop()
    return bool(words) and words[-1] in _HELPING


def _other_dates(found: Found, question: Question) -> list[str]:
    """The dates of the question that the fact is not of, without a word such as "before"; none where one of two is."""
    dates = [some for some in question.asked.timexes if some.end > some.start]
    other = [some for some in dates if is_of_other_date(some, found, question)]
    if len(other) < len(dates) and all(some.bound == "in" for some in dates):
        return []  # "in 2023 and 2024": what happened in one of them is asked for
    return [_BOUND.sub("", question.utterance.text[some.start : some.end]) for some in other]


def is_of_other_date(timex: Timex, found: Found, question: Question) -> bool:
    """Whether a date of the question is none on which what the fact tells happened, or was told."""
    record, own = found.record, question.utterance.text[timex.start : timex.end].lower()
    if timex.bound == "since" and own.startswith("from "):
        timex = replace(timex, bound="in")  # "the speech from January 2024": what lasts has "since", or an end
    if timex.first is None:
        return found.wrong_date == timex
    if timex.bound != "in" and any(
        _is_same_bound(told, timex) for told in find_timexes(record.fact.sentence.lower(), _NO_DAY)
    ):
        return False  # "in the months before October 2015"
    period = period_of(record, question.knowledge)
    lasts = record.fact.modality == "ongoing" or not question.asked.polar
    if timex.bound == "since" and lasts and period is not None and (period[0] - timex.first).days > _STALE_DAYS:
        return True  # what has been so since 2022 has not been since 2013
    if period is not None and question.asked.polar and _is_finer(timex, period):
        return True  # what happened some time in November is not said to have been on the 17th
    if happened_in(timex, record, question.knowledge):
        counted = question.asked.answer == "number" and timex.bound == "until"
        return counted and period is not None and (timex.first - period[1]).days > _STALE_DAYS
    if period is not None and question.asked.polar:
        return not names_year_of(timex, record)  # when a claim was told of is not when it was true
    return not told_in(timex, record)


def _is_finer(timex: Timex, period: tuple[date, date]) -> bool:
    """Whether a day is asked about, and of the fact no more is known than that it was on one of several."""
    day = timex.bound == "in" and timex.first is not None and timex.first == timex.last
    return day and (period[1] - period[0]).days > _FEW_DAYS


def _is_same_bound(one: Timex, other: Timex) -> bool:
    return (one.bound, one.first, one.last) == (other.bound, other.first, other.last)


def is_after_the_last(question: Question) -> bool:
    """Whether a question is on days after the newest article of which none tells beforehand either."""
    covered = question.knowledge.coverage
    return covered is not None and any(
        timex.first is not None
        and timex.last is not None
        and timex.first > covered.last
        and (timex.bound != "before" or asks_what_will_be(question))
        and not question.knowledge.facts_between(timex.first, timex.last, 1)
        for timex in question.asked.timexes
    )


def is_silent(item: Item, found: Found, question: Question) -> bool:
    """Whether somebody whose words are asked for is only spoken of: "what did Kim say", "Kishida wants to see Kim"."""
    fact, asked = found.record.fact, question.asked
    if asked.intent != "find_statements" or item.role != "agent" or item.carried or item.position < 0:
        return False
    if asked.pronoun:
        return False  # it is "she" whose words are asked for
    if not question.is_kind(item, "person", "country"):
        return False
    others = [
        other
        for other in asked.of_kind("entity")
        if other is not item and (other.role == "agent" or question.is_kind(other, "person"))
    ]
    documents = [other for other in asked.of_kind("entity") if question.is_kind(other, "document")]
    if any(stands_for(document, fact.mentions, question.knowledge) for document in documents):
        return False  # it is the document that says so
    voices = tuple(filter(None, (fact.speaker, fact.relayed_by))) or fact.agents
    if not any((e := question.knowledge.entity(voice)) is not None and e.kind in _SPEAKING for voice in voices):
        return False  # her speech is no other speaker
    return not any(stands_for(one, (*voices, *fact.agents), question.knowledge) for one in (item, *others))


def _is_other_place(item: Item, question: Question) -> bool:
    """Whether something is said to have happened in a place that nothing here knows, or that was read as another name:
    "in Geneva", "in Kyoto" and Kyodo."""
    if item.role != "place" or item.carried or not 0 <= item.position < len(question.utterance.tokens):
        return False  # what an earlier question named stands at no place of this one
    typed = question.utterance.tokens[item.position]
    if item.kind == "unknown":
        return question.utterance.text[typed.start : typed.start + 1].isupper()
    corrected = typed.text in question.utterance.corrected.values()
    return corrected and item.kind == "entity" and not question.is_kind(item, "country", *_PLACES)


def _typed(item: Item, question: Question) -> str:
    """The name of what an item means; of a place that nothing here knows, as it was typed."""
    if not _is_other_place(item, question):
        return question.name_of(item)
    token = question.utterance.tokens[item.position]
    return question.utterance.text[token.start :].split()[0].strip(",.?!;:")


def _is_other_predecessor(item: Item, found: Found, question: Question) -> bool:
    """Whether a person or place tells which occasion is meant, and not so in the fact: "the last before Kim"."""
    if not item.excluded or item.carried or not question.is_kind(item, "person", *_PLACES):
        return False
    piece = next((p for p in question.utterance.pieces if p.first == item.position), None)
    before = question.word_of(item, -1)
    if piece is None or question.utterance.tokens[piece.last - 1].possessive:
        return False  # "before Yang's visit" is told by the visit
    return before == "before" and not any(option in found.record.features for option in item.options)


def _is_of_another_act(item: Item, found: Found, question: Question) -> bool:
    """Whether the very act of a fact is done to others than the one to whom the question has it done: "their attack on
    Japan", and it was on Ukraine."""
    fact, asked, knowledge = found.record.fact, question.asked, question.knowledge
    if not fact.reviewed or asked.symmetric or item.role != "target" or item.carried or item.position < 0:
        return False
    verbs = verbs_of(question)
    near = frozenset[str]().union(*(question.relations.near.get(verb, frozenset()) for verb in verbs))
    if fact.relation not in verbs | near or not question.is_kind(item, "country", "person"):
        return False
    others = [e for t in fact.targets if (e := knowledge.entity(t)) is not None and e.kind == question.kind_of(item)]
    parties = (*fact.targets, *fact.agents, *fact.topics, *filter(None, (fact.place, fact.event, fact.speaker)))
    return bool(others) and not stands_for(item, parties, knowledge)


def _is_only_context(item: Item, found: Found, question: Question) -> bool:
    """Whether an open question only says of what or whom it asks by a name, and the fact has no other in its place:
    "Abe's adviser Yachi", or "what was he to attend in Beijing", where the article has him, and no place is told."""
    if question.is_kind(item, "person"):
        return _is_whose(item, found, question)
    if item.role != "place" or not question.is_kind(item, *_SETTINGS):
        return False
    if find_place(found.record, question.asked, question.knowledge) is not None:
        return False
    here = {option[2:] for option in item.options}
    return any(here & _places_of(record, question) for record in _of_same_actors(found, item, question))


def _is_whose(item: Item, found: Found, question: Question) -> bool:
    """Whether somebody only tells whose man the next one is, of whom the fact is."""
    piece = next((piece for piece in question.utterance.pieces if piece.first == item.position), None)
    if piece is None or not question.utterance.tokens[piece.last - 1].possessive:
        return False
    following = [i for i in question.asked.of_kind("entity") if 0 < i.position - piece.last <= _TITLE]
    return any(question.is_kind(i, "person") and i not in found.missing for i in following)


def _of_same_actors(found: Found, place: Item, question: Question) -> tuple[Record, ...]:
    """Facts of the same article with one of its actors and a place."""
    fact, knowledge = found.record.fact, question.knowledge
    groups = [dict.fromkeys((f"e:{agent}" for agent in fact.agents), 1.0), dict.fromkeys(place.options, 1.0)]
    records = knowledge.read_records(knowledge.find_candidates(groups, _ALIKE))
    return tuple(record for record in records if record.fact.article == fact.article)


def _places_of(record: Record, question: Question) -> set[str]:
    """Where something happened, and the states and wider places that it lies in."""
    event = question.knowledge.entity(record.fact.event) if record.fact.event else None
    places = {place for place in (record.fact.place, event.place if event is not None else None) if place}
    return places | {wider for place in places for wider in question.knowledge.wider(place)}


def _is_put_in(item: Item, found: Found, told: frozenset[str], question: Question) -> bool:
    if item.kind != "entity" or item.carried or item.either or item.position < 0:
        return False
    least = 0.0 if item.role == "place" else LOCATED
    if any(found.record.features.get(option, 0.0) > least for option in item.options):
        return False
    if not question.asked.polar and _is_only_context(item, found, question):
        return False
    if len(item.text.split()) > 1 and question.is_kind(item, *_PLACES):
        return fold_text(question.name_of(item)) not in fold_text(found.record.fact.sentence)
    return not all(({word} | find_stems(word)) & told for word in item.text.split())
