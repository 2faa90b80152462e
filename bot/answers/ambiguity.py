"""Ask back where a name means several people and more than one of them fits the question."""

from __future__ import annotations

from dataclasses import replace

from bot.answers.outcome import Ambiguous
from bot.answers.question import Question
from bot.intents.model import Item
from knowledge.model import Entity

_MOST_CHOICES = 4
_MOST_TRIED = 6
"""People of one name for each of whom facts are looked for; of more, those in the facts found for all of them."""

_LOOKED_AT = 24
"""Facts looked at for each of them."""

_BEST = 5
"""Of these one must fit."""

_REFUSING = ("small_talk", "meta", "refusal", "articles")


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
            choices = tuple(_spelled_out(question, item, person) for person in fitting[:_MOST_CHOICES])
            return Ambiguous(lead=question.wording.say("choose"), choices=choices)
    return None


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
    utterance = question.utterance
    piece = next(p for p in utterance.pieces if p.first == item.position)
    start, end = utterance.tokens[piece.first].start, utterance.tokens[piece.last - 1].end
    return f"{utterance.text[:start]}{question.wording.name(person)}{utterance.text[end:]}"
