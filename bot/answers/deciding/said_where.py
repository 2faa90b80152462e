"""Whether words are asked for that were said in some place, and a fact has words from somewhere else: what a minister said
in Beijing is not what she said of Beijing."""

from __future__ import annotations

from bot.answers.deciding.presence import is_placed_in
from bot.answers.finding.guard import acts
from bot.answers.question import Question
from bot.intents.model import AnswerKind, Item
from knowledge.model import Fact
from knowledge.values import replace

_OF_WORDS: frozenset[AnswerKind] = frozenset({"statement", "quote"})
_WHERE = ("place", "country")
_IN = frozenset({"in"})
_ARTICLES = frozenset({"the", "a"})


def is_said_elsewhere(fact: Fact, question: Question) -> bool:
    """Whether a fact's words were said in another place than that in which the words asked for were."""
    return any(_is_there(place, fact, question) is False for place in _places_of_saying(question))


def find_unsure_places(fact: Fact, question: Question) -> tuple[Item, ...]:
    """Places in which the words asked for were said, where it is not known where those of the fact were."""
    return tuple(place for place in _places_of_saying(question) if _is_there(place, fact, question) is None)


def _is_there(place: Item, fact: Fact, question: Question) -> bool | None:
    """Whether a fact's words are from a place, or are those of the government that a capital stands for, where nobody
    is named whose words they are; of whoever speaks at no known place, his own state is meant."""
    entities = question.entities_of(place)
    states = tuple(f"e:{state}" for e in entities if (state := e.metonym_for or (e.id if e.kind == "country" else None)))
    speaks = bool(states) and acts(replace(place, options=states), fact, question.knowledge)
    named = any(i.role == "agent" and question.is_kind(i, "person") for i in question.asked.of_kind("entity"))
    if speaks and not named:
        return True
    there = is_placed_in(place, fact, question.knowledge)
    if there is None and speaks and any(entity.kind == "country" for entity in entities):
        return True
    return there


def _places_of_saying(question: Question) -> tuple[Item, ...]:
    """Cities and states in which something was said by what stands before them, and which are not what it was about."""
    if question.asked.answer not in _OF_WORDS or question.asked.polar:
        return ()
    return tuple(item for item in question.asked.of_kind("entity") if _is_of_saying(item, question))


def _is_of_saying(item: Item, question: Question) -> bool:
    if item.role != "place" or item.carried or item.excluded or item.either or item.position <= 0:
        return False
    if not question.is_kind(item, *_WHERE):
        return False
    if question.utterance.language != "en":
        return True
    before = [token.folded for token in question.utterance.tokens[: item.position]]
    while before and before[-1] in _ARTICLES:
        before.pop()
    matters = question.knowledge.resource("grammar")["en"]["matter_before"]
    return bool(before) and before[-1] in _IN and not set(before) & set(matters)
