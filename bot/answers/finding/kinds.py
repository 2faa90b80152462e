"""What an intent asks a fact for: a place, a time, persons, a number, a reason, words in quotation marks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from functools import lru_cache
from itertools import takewhile

from bot.answers.finding.guard import stands_for
from bot.answers.finding.knowledge import Knowledge
from bot.answers.finding.roles import find_speakers, keep_asked_side
from bot.answers.finding.stems import find_stems
from bot.intents.model import AnswerKind, Interpretation, Item
from knowledge.model import DatedPart, Entity, Fact, FactNumber, Period
from knowledge.patterns import compile_late
from knowledge.store import Record
from knowledge.text import fold_text

_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_SINCE = rf"since(?! (?:early|mid|late|then|the|its|\d+|{_MONTHS})\b)"
_CAUSAL = compile_late(
    r"\b(because|over|after|owing to|due to|in response|in view of|following|thanks to|amid|with|so that"
    rf"|on the grounds|based on|as a result|to|{_SINCE})\b"
)
_CAUSE = compile_late(
    r"\b(because|owing to|due to|in response to|in view of|thanks to|so that|on the grounds?|as a result"
    r"|reflect(?:s|ing))\b"
)
"""Gives a cause, where "with" and "over" only may."""

_ACT = 1.5
"""What the act that a question asks for counts besides, where several parts of a claim share words with it."""

_TIMES = compile_late(r"\btimes\b|\b(?:once|twice)\b", re.IGNORECASE)
_CONDITION = compile_late(r"\W*(?:if|unless|should|were|had)\b", re.IGNORECASE)
_OCCASION = compile_late(r"(?:talk|meeting|summit|dialogue|speech|visit|conference|consensu|report|article)e?s?")
"""What a place may only be the name of."""

_LOCATING = r"\b(?:[Ii]n|[Aa]t|around|near|off|from|into|to)(?: [a-z]+){0,3}? "
_PLACES = ("place", "body_of_water", "country")


NEVER = Period(start=date.max, end=date.max, precision="day")
"""Stands for the day of what has none, where facts are put in order."""


def gives_cause(sentence: str) -> bool:
    """Whether a sentence says of something in so many words why it is."""
    return _CAUSE.search(sentence) is not None


def gives(kind: AnswerKind, record: Record, question: Interpretation, knowledge: Knowledge) -> int:
    """0: the fact lacks what is asked; 1: no demand, or only by its surroundings; 2: it has just that."""
    fact = record.fact
    match kind:
        case "place":
            return 2 if find_place(record, question, knowledge) else 0
        case "time":
            if fact.parts:
                return 2 if find_asked_period(record, question, knowledge) else 0
            return 2 if fact.when is not None else 1 if find_period(record, knowledge) else 0
        case "person":
            return 2 if find_persons(record, question, knowledge) else 0
        case "number":
            return _gives_number(record, question)
        case "reason":
            return 2 if fact.reason or fact.purpose else 1 if _CAUSAL.search(fact.sentence) else 0
        case "quote":
            return _gives_quote(record, question, knowledge)
        case "statement":
            if fact.statement != "narration" or fact.kind in ("statement", "position", "demand"):
                return 2
            return 1 if fact.relation in _TELLING or _speaker(question) is None else 0
        case "office":
            return 2 if fact.relation in ("be", "take-office") else 1
        case _:
            return 1


_NO_COUNT = compile_late(r"\b(?:anniversar(?:y|ies)|centur(?:y|ies)|birthdays?)\b", re.IGNORECASE)
"""Of what a number is that counts years, and nothing else that is asked for: "the 70th anniversary"."""

_TELLING = frozenset(
    {"protest", "oppose", "criticise", "agree", "reaffirm", "promise", "promote", "demand", "reject", "claim", "deny",
     "be-concerned", "stress", "support", "allege", "describe", "respond", "invite", "sanction", "tolerate", "disagree"}
)  # fmt: skip
"""Acts that show a position even where the outlet tells them in its own words."""


def _speaker(question: Interpretation) -> Item | None:
    return next((item for item in question.items if item.kind == "entity" and item.role == "agent"), None)


def _gives_quote(record: Record, question: Interpretation, knowledge: Knowledge) -> int:
    """Only words that the article attributes, and to the one who is asked about."""
    quotes = [quote for quote in knowledge.quotes_of(record.number) if quote.attributed or question.quotations]
    speaker = _speaker(question)
    if speaker is None:
        return 2 if quotes or "“" in record.fact.sentence else 0
    return 2 if any(quote.speaker and stands_for(speaker, (quote.speaker,), knowledge) for quote in quotes) else 0


def _gives_number(record: Record, question: Interpretation) -> int:
    if tells_of_none(record.fact, question):
        return 2
    numbers = _counting(record.fact.numbers, question)
    if question.unit:
        return 2 if any(word in f"{n.value} {n.of}".casefold() for n in numbers for word in question.unit) else 0
    return 2 if numbers else 0


_SPELL = 30
"""Days from which on the time of what was not done is one that somebody may ask the length of."""


def tells_of_none(fact: Fact, question: Interpretation) -> bool:
    """Whether a fact says that something was not done for some time, where it is asked for how long it was not, or how
    many times it was: that there was none is a number as well."""
    if fact.polarity != "negated" or fact.when is None or (fact.when.end - fact.when.start).days < _SPELL:
        return False
    if question.unit:
        return question.negated or "gap" in question.signs
    own = any(f"r:{fact.relation}" in item.options for item in question.of_kind("relation"))
    return own and bool({"many", "often"} & question.signs)


def find_number(record: Record, question: Interpretation) -> FactNumber | None:
    """The number asked for: in the unit asked for, or else of what the question names."""
    words = {item.text for item in question.items if item.kind not in ("entity", "unknown")}

    def fits(text: str) -> int:
        return sum(word in text for word in (*question.unit, *words))

    amount = bool(question.unit) or _asks_how_many(question)
    counting = [n for n in _counting(record.fact.numbers, question) if not amount or not is_ordinal(n)]
    numbers = sorted(counting, key=lambda n: -fits(f"{n.value} {n.of}".casefold()))
    return numbers[0] if numbers else None


def _asks_how_many(question: Interpretation) -> bool:
    """Whether things or times are counted, of which "the second" is no number."""
    return bool({"many", "often"} & question.signs) and "which_of_them" not in question.signs


def _counting(numbers: Iterable[FactNumber], question: Interpretation) -> tuple[FactNumber, ...]:
    """The numbers that may be meant where it is asked how many of something there are: no "70th anniversary"."""
    if not question.counted or any(option == "c:anniversary" for option in question.counted):
        return tuple(numbers)
    return tuple(number for number in numbers if not _NO_COUNT.search(number.of))


_ORDINAL = compile_late(
    r"(?:the )?(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|\d+(?:st|nd|rd|th))", re.IGNORECASE
)
"""Says which of several something is, and counts none of them."""

_BEHIND_NOUN = frozenset("that between in to on with as at from for who whom which by".split())
"""Where what is counted has been named: "countries that take part", "days between the talks"."""


def is_ordinal(number: FactNumber) -> bool:
    """Whether a number says which of several something is: "the second"."""
    return _ORDINAL.fullmatch(number.value) is not None


def counted_noun(number: FactNumber) -> tuple[str, ...]:
    """The words that name what a number counts: "channels of talks between states" are channels of talks."""
    words = number.of.casefold().split()
    return tuple(takewhile(lambda word: word not in _BEHIND_NOUN, words))


def counts_times(numbers: Iterable[FactNumber]) -> bool:
    """Whether a number says how often: "41 times", "twice"."""
    return any(_TIMES.search(number.value) for number in numbers)


def find_place(record: Record, question: Interpretation, knowledge: Knowledge) -> str | None:
    """The entity id of where it happened or lies, if the question has not named it."""
    named = {option for item in question.of_kind("entity") for option in item.options}
    own = {event.place for option in named if (event := knowledge.entity(option[2:])) is not None and event.place}
    places = sorted(_places_of(record.fact, knowledge), key=lambda place: place not in own)
    if not question.plural and places and places == [*_told_places(record.fact, knowledge)]:
        cities = [place for place in places if _kind(place, knowledge) == "place"]
        if len(cities) > 1:
            places = [place for place in places if place not in cities]  # what was where, is not known
    fresh = (place for place in places if f"e:{place}" not in named)
    if "cities" in question.signs:
        return next((option for option in fresh if _kind(option, knowledge) == "place"), None)
    if "seas" in question.signs:
        return next((option for option in fresh if _kind(option, knowledge) == "body_of_water"), None)
    return next(fresh, None)


def find_told_place(record: Record, question: Interpretation, knowledge: Knowledge) -> str | None:
    """The place that a fact tells of besides that where it was said, if the question has not named it."""
    event = knowledge.entity(record.fact.event) if record.fact.event else None
    named = {option[2:] for item in question.of_kind("entity") for option in item.options}
    named |= {place for place in (record.fact.place, event.place if event is not None else None) if place}
    return next((place for place in _told_places(record.fact, knowledge) if place not in named), None)


def _places_of(fact: Fact, knowledge: Knowledge) -> Iterator[str]:
    """Where a fact may be, the surest place first."""
    if fact.place:
        yield fact.place
    if fact.event:
        event = knowledge.entity(fact.event)
        if event is not None and event.place and _is_there(fact.speaker, event):
            yield event.place
    yield from _told_places(fact, knowledge)


def _told_places(fact: Fact, knowledge: Knowledge) -> Iterator[str]:
    yield from (entity for entity in fact.targets if _is_place(entity, knowledge))
    yield from (e for e in fact.mentions if _is_place(e, knowledge) and _is_located(e, fact, knowledge))


def _is_there(speaker: str | None, event: Entity) -> bool:
    """Whether a fact is where its event was: not where somebody speaks who took no part in it."""
    return speaker is None or not event.participants or speaker in event.participants


def _is_located(place: str, fact: Fact, knowledge: Knowledge) -> bool:
    """Whether a reviewed fact has something happen in a place that it mentions: not so in "before the Busan talks", nor
    in "the islets known as Takeshima"."""
    entity = knowledge.entity(place)
    if entity is None or not fact.reviewed:
        return entity is not None
    return _stands_in(entity.name.en, fact.sentence)


@lru_cache(maxsize=4096)
def _stands_in(place: str, sentence: str) -> bool:
    first, *rest = re.findall(r"[A-Z]\w+", place) or [place]
    if first not in sentence:
        return False
    name = re.escape(first) + "".join(rf"(?:[ -]{re.escape(word)})?" for word in rest)
    following = re.findall(rf"{_LOCATING}{name}\b ?(\w*)", sentence)
    return any(not _OCCASION.fullmatch(word) for word in following)


def find_period(record: Record, knowledge: Knowledge) -> Period | None:
    """When it happened: the fact's own date, or its event's."""
    if record.fact.when is not None:
        return record.fact.when
    event = knowledge.entity(record.fact.event) if record.fact.event else None
    return event.when if event is not None else None


def find_asked_period(record: Record, question: Interpretation, knowledge: Knowledge) -> Period | None:
    """When the very act asked for happened: of an unreviewed claim the date of the part that tells it, if any."""
    parts = record.fact.parts
    if "supposed" in question.signs:
        outcomes = tuple(part for part in parts if not _CONDITION.match(part.words))
        if len(outcomes) == 1:
            return outcomes[0].when  # when it would end, and not by when notice would have to be given
    if "saying" in question.signs and (said := [part.when for part in parts if part.tells and part.when is not None]):
        return said[0]
    asked = [find_stems(item.text) for item in question.items if _is_told_of(item)]
    act = find_act(question)
    if not parts or act is None:
        return find_period(record, knowledge)

    def share(part: DatedPart) -> float:
        words = find_stems(part.words)
        return sum(bool(stems & words) for stems in asked) + (_ACT if find_stems(act.text) & words else 0)

    best = max(map(share, parts))
    telling = [part.when for part in parts if share(part) == best]
    dated = [when for when in telling if when is not None]
    if not best or len(telling) == len(parts):
        return find_period(record, knowledge)
    return min(dated, key=lambda when: when.end - when.start, default=None)


def find_act(question: Interpretation) -> Item | None:
    """What is asked to have been done: the first verb that the lexicon has, else the last word that it has not."""
    own = sorted((item for item in question.items if _is_told_of(item)), key=lambda item: item.position)
    verbs = [item for item in own if item.kind == "relation"]
    words = [item for item in own if item.kind == "word"]
    return verbs[0] if verbs else words[-1] if words else own[0] if own else None


def _is_told_of(item: Item) -> bool:
    return item.kind in ("relation", "concept", "word") and item.position >= 0 and not item.carried


def find_persons(record: Record, question: Interpretation, knowledge: Knowledge) -> tuple[str, ...]:
    """Those who act in, speak in or are met in the fact, without those the question names."""
    fact = record.fact
    if question.quotations and (speakers := find_speakers(record, question, knowledge)):
        return speakers
    if question.quotations and not fact.reviewed:
        return (fact.speaker,) if fact.speaker else ()  # whoever else is named beside the words need not have said them
    if "account" in question.signs and fact.relayed_by:
        return (fact.relayed_by,)
    acted = question.asks_actor and not question.symmetric and _is_act_of(fact, question)
    people = [*fact.agents, *(p for p in (fact.speaker,) if p), *(() if acted else fact.targets)]
    if fact.relation in ("be", "take-office", "cooperate") or question.signs & {"countries", "under"}:
        people += fact.mentions
    named = tuple(item for item in question.of_kind("entity") if not item.either)
    fresh = [
        p
        for p in dict.fromkeys(people)
        if not any(
            stands_for(item, (p,), knowledge) and f"e:{p}" in item.options for item in named if not item.by_office
        )
    ]
    if fact.reviewed:
        fresh = [p for p in fresh if p in keep_asked_side((p,), question, knowledge)]
    if not fresh and fact.relayed_by and not any(stands_for(item, (fact.relayed_by,), knowledge) for item in named):
        fresh = [fact.relayed_by]  # who told of it, where all who act are named: "Who passed on what Abe told Yang?"
    if "countries" in question.signs:
        states = tuple(
            p for p in fresh if _kind(p, knowledge) in ("country", "organisation") and not _prints(p, fact, knowledge)
        )
        return tuple(p for p in states if p not in _homes(named, knowledge)) or states
    persons = [p for p in fresh if _kind(p, knowledge) == "person"]
    if acted and persons and fact.agents[0] in fresh and _is_act_of_state(fact.agents[0], persons, knowledge):
        persons = []
        fresh = [fact.agents[0]]  # Seoul protested, and whoever objected to that did not
    if "names" in question.signs:
        return tuple(p for p in persons if _is_named(p, knowledge))
    if "under" in question.signs:
        return tuple(persons)  # nobody governs but people
    return tuple(persons or [p for p in fresh if _kind(p, knowledge) in ("country", "organisation", "document")])


def _homes(named: tuple[Item, ...], knowledge: Knowledge) -> set[str]:
    """The states of people who are named: nobody asks "which country did Iwaya visit" for his own."""
    people = (knowledge.entity(option[2:]) for item in named for option in item.options if option.startswith("e:"))
    return {str(entity.of) for entity in people if entity is not None and entity.kind == "person" and entity.of}


def _prints(entity_id: str, fact: Fact, knowledge: Knowledge) -> bool:
    """Whether an organisation is the outlet that tells the fact, and so no party to it."""
    entity = knowledge.entity(entity_id)
    publisher = fold_text(knowledge.article(fact.article).publisher)
    return entity is not None and fold_text(entity.name.en).removeprefix("the ") in publisher


def _is_act_of(fact: Fact, question: Interpretation) -> bool:
    """Whether the fact tells just the act asked about, so that it has one who did it and one to whom it was done; or
    no verb is asked for: "Who was unhappy about it?"."""
    verbs = question.of_kind("relation")
    return bool(fact.agents) and (not verbs or any(f"r:{fact.relation}" in item.options for item in verbs))


def _is_act_of_state(agent: str, persons: Iterable[str], knowledge: Knowledge) -> bool:
    """Whether who acts first is a state to which none of the persons belongs who act in the fact as well."""
    entities = (knowledge.entity(person) for person in persons)
    return _kind(agent, knowledge) == "country" and not any(e is not None and e.of == agent for e in entities)


def _is_named(entity_id: str, knowledge: Knowledge) -> bool:
    entity = knowledge.entity(entity_id)
    return entity is not None and not entity.unnamed


def _is_place(entity_id: str, knowledge: Knowledge) -> bool:
    return _kind(entity_id, knowledge) in _PLACES[:2]


def _kind(entity_id: str, knowledge: Knowledge) -> str | None:
    entity = knowledge.entity(entity_id)
    return entity.kind if entity is not None else None
