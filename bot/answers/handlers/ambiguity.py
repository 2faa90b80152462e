"""Ask back where a name means several people and more than one of them fits the question, or where nothing but an
office of several states, or a state, is named."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.answers.offices.attested import find_role
from bot.answers.outcome import Ambiguous
from bot.answers.question import Question
from bot.intents.model import Item
from knowledge.model import Entity
from knowledge.patterns import compile_late
from knowledge.values import replace

_MOST_CHOICES = 4
_MOST_TRIED = 6
"""People of one name for each of whom facts are looked for; of more, those in the facts found for all of them."""

_LOOKED_AT = 24
"""Facts looked at for each of them."""

_BEST = 5
"""Of these one must fit."""

_SEVERAL = 2
_THE = compile_late(r"\bthe\s+$", re.IGNORECASE)
_OFFICE = "c:office-"
_REFUSING = ("small_talk", "meta", "refusal", "articles")
_WHO = ("fact", "identity", "person", "latest", "office")
"""Kinds of answers to a question in which an office stands alone: "foreign minister", "Who is premier?"."""

_ABOUT = ("ask_latest", "ask_timeline", "ask_articles")
"""Frames of the questions offered on a state of which nothing is asked."""


def find_readings(question: Question) -> Ambiguous | None:
    """The readings of the first ambiguous name as complete questions, or None where one reading is left."""
    if question.asked.answer in _REFUSING:
        return None
    for item in question.asked.of_kind("entity"):
        people = _people(item, question)
        if len(people) < 2 or item.carried or item.by_office or item.position < 0:
            continue
        if len(people) > _MOST_TRIED:
            people = _likeliest(people, question)
        fitting = [person for person in people if _fits(person, item, question)]
        if len(fitting) > 1:
            return _ask(question, [_spelled_out(question, item, person) for person in fitting])
    return _ask_whose_office(question) or _ask_what_of_state(question)


def _ask(question: Question, choices: Sequence[str]) -> Ambiguous:
    return Ambiguous(lead=question.wording.say("choose"), choices=tuple(choices[:_MOST_CHOICES]))


def _ask_whose_office(question: Question) -> Ambiguous | None:
    """The states that an office may be of, where it stands alone and several have it."""
    asked, wording = question.asked, question.wording
    offices = [item for item in asked.items if any(option.startswith(_OFFICE) for option in item.options)]
    rest = [item for item in asked.items if item not in offices and not _is_light(item, question)]
    role = find_role(question)
    if asked.answer not in _WHO or len(offices) != 1 or rest or role is None or offices[0].carried:
        return None
    states = question.knowledge.states_with(role, _MOST_CHOICES)
    known = [entity for state in states if (entity := question.knowledge.entity(state)) is not None]
    if len(known) < _SEVERAL:
        return None
    text, (start, end) = question.utterance.text, _place_of(question, offices[0])
    office, names = text[start:end].lower(), [wording.name(state) for state in known]
    if not asked.timexes:
        return _ask(question, [wording.say("ask_office", office=office, country=name) for name in names])
    before = _THE.sub("", text[:start])  # the question as typed keeps its date
    owned = (wording.say("office_of", office=office, country=name) for name in names)
    return _ask(question, [f"{before}{each}{text[end:]}" for each in owned])


def _ask_what_of_state(question: Question) -> Ambiguous | None:
    """What can be asked of a state, where its name is all that is typed."""
    asked, wording = question.asked, question.wording
    states = [item for item in asked.items if question.kind_of(item) == "country"]
    if len(states) != 1 or len(asked.items) != 1 or asked.follow_up or asked.timexes or asked.answer != "fact":
        return None
    start, end = _place_of(question, states[0])
    rest = f"{question.utterance.text[:start]} {question.utterance.text[end:]}".lower()
    if rest.strip(" ?!.,？！。") not in ("", "the"):
        return None
    name = question.name_of(states[0])
    return _ask(question, [wording.say(frame, what=name) for frame in _ABOUT])


def _is_light(item: Item, question: Question) -> bool:
    """Whether a word says nothing of its own: "current", "name"."""
    concepts = {option[2:] for option in item.options if option.startswith("c:")}
    return bool(concepts) and concepts <= question.scoring.light_concepts


def _people(item: Item, question: Question) -> tuple[Entity, ...]:
    entities = (question.knowledge.entity(option[2:]) for option in item.options if option.startswith("e:"))
    return tuple(entity for entity in entities if entity is not None and entity.kind == "person")


def _likeliest(people: tuple[Entity, ...], question: Question) -> tuple[Entity, ...]:
    """Those whom the best facts name, the best first."""
    of_id = {f"e:{person.id}": person for person in people}
    named = (feature for f in question.find() for feature in of_id if feature in f.record.features)
    return tuple(of_id[feature] for feature in dict.fromkeys(named))[:_MOST_TRIED]


def _fits(person: Entity, item: Item, question: Question) -> bool:
    alone = replace(item, options=(f"e:{person.id}",))
    items = tuple(alone if other is item else other for other in question.asked.items)
    asked = replace(question.asked, items=items)
    least = question.scoring.least(question.asked.intent)
    return any(f.clean and f.score >= least for f in question.find(asked, limit=_LOOKED_AT)[:_BEST])


def _spelled_out(question: Question, item: Item, person: Entity) -> str:
    """The question as typed, with the full name in the place of the ambiguous one."""
    text = question.utterance.text
    start, end = _place_of(question, item)
    return f"{text[:start]}{question.wording.name(person)}{text[end:]}"


def _place_of(question: Question, item: Item) -> tuple[int, int]:
    """Where an item stands in the question."""
    utterance = question.utterance
    piece = next(p for p in utterance.pieces if p.first == item.position)
    return utterance.tokens[piece.first].start, utterance.tokens[piece.last - 1].end
