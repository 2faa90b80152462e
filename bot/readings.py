"""What a message of a conversation may ask, likeliest first, and the first of it that the articles answer."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date

from bot.answers.model import Dialogue
from bot.answers.outcome import Answered, Outcome
from bot.answers.question import Question
from bot.engine import Engine
from bot.intents.interpret import interpret
from bot.intents.items.slots import Grammar
from bot.intents.model import Item
from bot.intents.turns.dialogue import (
    about_that_time,
    as_words_on_it,
    without_event,
    without_last_occasion,
    without_people,
)
from bot.intents.turns.going_on import asks_again
from bot.intents.turns.naming import name_document, name_people, name_thing, points_to_place, stands_in
from bot.intents.turns.rewording import Reworded, changes_date, changes_one_thing, find_rest, reword, with_date
from bot.utterance import read_utterance
from knowledge.model import Period
from knowledge.store import Store
from knowledge.values import replace

_SAYING = "r:say"
_AGREEING = "r:agree"
_TALKING = frozenset({"r:discuss", "r:talk"})
_PAIR = 2
_BARE = 4
"""Words up to which a question may be nothing but a pronoun: "and what about her?"."""


def find_whole(
    typed: str, dialogue: Dialogue, engine: Engine, store: Store, today: date
) -> tuple[Reworded | None, bool]:
    """The last question with what one such as "and Iwaya?" changes of it, where that is clear; whether it is one."""
    if not dialogue.turns:
        return None, False
    utterance = read_utterance(typed, engine.words, today)
    if asks_again(utterance, engine.grammar):
        return (Reworded(text=dialogue.text, instead_of=frozenset()) if dialogue.text else None), False
    rest = find_rest(utterance, engine.grammar)
    if rest is None and len(utterance.tokens) <= _BARE:  # "and he?" is the rest that his name would be
        called = name_people(utterance, dialogue, store, engine.grammar)[:1]
        utterance = read_utterance(called[0], engine.words, today) if called else utterance
        rest = find_rest(utterance, engine.grammar)
    asked = interpret(utterance, engine.catalogue, store, engine.grammar)
    if rest is not None and dialogue.text and changes_date(asked, utterance):
        last = read_utterance(dialogue.text, engine.words, today)
        last_asked = interpret(last, engine.catalogue, store, engine.grammar)
        return with_date(asked, utterance, last, last_asked, _year_of(dialogue)), True
    if rest is None or not changes_one_thing(rest, asked, utterance):
        text = name_document(asked, utterance, dialogue, store, engine.grammar)
        return (Reworded(text=text, instead_of=frozenset()) if text is not None else None), False
    if not dialogue.text:
        return None, True
    last = read_utterance(dialogue.text, engine.words, today)
    return reword(
        rest, asked, last, interpret(last, engine.catalogue, store, engine.grammar), store, engine.grammar
    ), True


def _year_of(dialogue: Dialogue) -> int | None:
    """The year that was spoken of last, in which a month lies that is named without one."""
    dated = next((timex.first for timex in dialogue.timexes if timex.first is not None), None)
    told = dialogue.when.start if dialogue.when is not None else None
    return dated.year if dated is not None else told.year if told is not None else None


def name_pronouns(question: Question, dialogue: Dialogue, engine: Engine, store: Store) -> Iterator[str]:
    """The question with names in the place of its pronouns, where it has any: likeliest first."""
    people = name_people(question.utterance, dialogue, store, engine.grammar)
    yield from people or name_thing(question.utterance, dialogue, store, engine.grammar)


def take_first_answered(
    readings: Iterable[Question], question: Question, answer: Callable[[Question], Outcome]
) -> tuple[Question, Outcome]:
    """The first reading that the articles answer, else what they tell for a claim with names for its pronouns, else the
    reading of the question as it was typed."""
    named: tuple[Question, Outcome] | None = None
    outcomes: dict[int, Outcome] = {}
    first: Question | None = None
    for reading in readings:
        first = first or reading
        outcome = outcomes[id(reading)] = answer(reading)
        freed = id(question) in outcomes and reading is not question
        partly = isinstance(outcome, Answered) and outcome.verdict == "partly"
        if partly and freed and reading.asked.polar and not reading.asked.follow_up:
            named = named or (reading, outcome)  # "Did he meet him?" is answered as it is with both names
        least = 100 * question.confidence.least["freed"] if freed else 0
        if not isinstance(outcome, Answered) or outcome.confidence < least or _tells_only_meeting(outcome, reading):
            continue
        if reading is question or (reading.asked.polar and not freed) or is_plain(outcome):
            return reading, outcome
    if named is not None and question.asked.polar:
        return named
    refused = question if id(question) in outcomes else first or question
    return refused, outcomes[id(refused)]


def _tells_only_meeting(outcome: Answered, reading: Question) -> bool:
    """Whether what two talked about is asked, and only that they met is told."""
    asked = {option for item in reading.asked.of_kind("relation") for option in item.options}
    wanted = (
        reading.asked.answer in ("fact", "statement") and not reading.asked.polar and bool(asked) and asked <= _TALKING
    )
    told = [record.fact for record in outcome.lead.records]
    return wanted and bool(told) and all(fact.relation == "meet" and not fact.speaker for fact in told)


def is_plain(outcome: Answered) -> bool:
    """Whether an answer is told without saying first of whom or what the articles do not say it."""
    lead = outcome.lead
    return lead.short is not None or not lead.records or lead.text == lead.records[0].fact.sentence


def names_only_speaker(question: Question) -> bool:
    """Whether somebody's words are asked for, and nothing else is said of them: "And Wang?" behind what Iwaya said asks
    for his words there, before any others."""
    asked = question.asked
    said = asked.answer in ("statement", "quote") and not asked.polar and not asked.timexes
    return said and len(asked.items) == 1 and question.is_kind(asked.items[0], "person", "country")


def list_readings(
    question: Question,
    whole: Question | None,
    grammar: Grammar,
    *,
    is_rest: bool,
    named: Callable[[Question], Iterable[Question]],
    read: Callable[[str], Question],
    otherwise: str | None = None,
    when: Period | None = None,
) -> Iterator[Question]:
    """What a question may ask, likeliest first: the whole one that a rest stands for, then what was typed with what it
    takes over, then with the names of whom its pronouns mean, then that without the last occasion, or with states for
    the persons that "they" may be, or as one for words on the matter: with less of what was told before, so that it
    takes a surer answer.

    Args:
        named: a question with names for its pronouns, made where it is needed.
        read: a question by itself, out of its conversation.
        otherwise: another question that a rest may stand for.
        when: the time of what was told last.
    """
    if whole is not None:
        yield whole
        if (
            whole.asked.follow_up
        ):  # "and about Seoul?": nothing says that she said it where she spoke of the other matter
            yield from named(whole)
    if otherwise is not None:
        yield read(otherwise)
    if whole is None or not (is_rest and _names_the_same(whole, question)):
        yield question
    left_out = any(item.excluded for item in question.asked.items)  # who came before "him" is asked of no fact on him
    for called in named(question) if question.asked.follow_up and not left_out else ():
        yield replace(question, terms=called.terms)
        if _asks_more(question, grammar):
            yield replace(called, asked=replace(called.asked, beyond=question.asked.beyond))
    loose = without_last_occasion(question.asked, question.knowledge) if is_rest else None
    if loose is not None:
        yield replace(question, asked=loose)
    of_states = without_people(question.asked, question.knowledge)
    if of_states is not None:
        yield replace(question, asked=of_states)
    elsewhere = without_event(question.asked, question.knowledge)
    if elsewhere is not None:
        yield replace(question, asked=elsewhere)
    words = as_words_on_it(question.asked, question.knowledge, grammar)
    if words is not None:
        names = tuple(term for term in question.terms if term.startswith("e:"))
        yield replace(question, asked=words, terms=(*names, _SAYING))
    days = about_that_time(question.asked, when, question.utterance, question.knowledge, grammar)
    if days is not None:
        called_so = next(iter(named(question)), question)  # "he" is none of the words by which readers ask
        yield replace(question, asked=days, terms=called_so.terms)
    settled = _as_settled(question, grammar, read)
    if settled is not None:
        yield settled


def _names_the_same(whole: Question, question: Question) -> bool:
    """Whether the whole question, for somebody or his words, names all that a rest and what it takes over do, so that
    the rest can only be answered with less of what is asked."""
    if whole.asked.answer not in ("statement", "quote", "person"):
        return False
    asked = [{i.options for i in q.asked.of_kind("entity", "topic") if not i.carried} for q in (whole, question)]
    return asked[0] == asked[1] and not whole.asked.follow_up


def _as_settled(question: Question, grammar: Grammar, read: Callable[[str], Question]) -> Question | None:
    """What somebody talked about with another as what they agreed on, which they must have talked about; None where
    anything else is asked, or whether they did."""
    asked = question.asked
    talking = [item for item in asked.items if set(item.options) & _TALKING and not item.carried]
    others = [item for item in asked.items if item not in talking and item.kind != "entity" and not item.carried]
    if asked.answer not in ("fact", "statement") or asked.polar or asked.negated or len(talking) != 1 or others:
        return None
    own = [item for item in asked.of_kind("entity") if item.position >= 0 and not item.carried]
    if not own or len([item for item in own if question.is_kind(item, "person")]) == _PAIR:
        return _settled_by_two(own, question, grammar, read)
    agreeing = replace(talking[0], options=(_AGREEING,), text=_AGREEING[2:])
    items = tuple(agreeing if item is talking[0] else item for item in asked.items)
    terms = (*(term for term in question.terms if term not in _TALKING), _AGREEING)
    return replace(question, asked=replace(asked, items=items, intent="find_facts", answer="fact"), terms=terms)


def _settled_by_two(
    own: list[Item], question: Question, grammar: Grammar, read: Callable[[str], Question]
) -> Question | None:
    """What two agreed on who are named, or else who took part in the occasion that was just told of."""
    language, knowledge = question.utterance.language, question.knowledge
    event = next((e for i in question.asked.items for e in question.entities_of(i) if e.kind == "event"), None)
    present = [knowledge.entity(party) for party in event.participants] if event is not None else []
    parties = [e for item in own for e in question.entities_of(item)[:1]] if own else [e for e in present if e]
    people = [question.wording.name(party) for party in parties if party.kind == "person"]
    phrase = next(iter(grammar.words["rewording"].get(f"settled_{language}", ())), None)
    if phrase is None or len(people) != _PAIR:
        return None
    return read(phrase.replace("…", people[0], 1).replace("…", people[1], 1))


def _asks_more(question: Question, grammar: Grammar) -> bool:
    """Whether a later question names something of its own, or leans on no occasion: "what did she answer?" is asked of
    what was said there, and of nothing that she said elsewhere."""
    asked = question.asked
    if "others" in asked.signs and "presence" not in asked.signs:
        return not points_to_place(question.utterance, grammar)  # "who else did he meet?"
    own = asked.of_kind("entity", "topic", "concept")
    return any(stands_in(item, question.utterance) for item in own) or not any(
        question.is_kind(item, "event", "event_series") for item in asked.items
    )
