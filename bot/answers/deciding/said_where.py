"""Whether words are asked for that were said in some place, and a fact has words from somewhere else.

What a minister said in Beijing is not what she said of Beijing.
"""

from __future__ import annotations

from bot.answers.deciding.presence import is_placed_in
from bot.answers.finding.found import Found
from bot.answers.finding.guard import stands_for
from bot.answers.question import Question
from bot.intents.model import AnswerKind, Item
from knowledge.model import Fact
from knowledge.values import replace

_OF_WORDS: frozenset[AnswerKind] = frozenset({"statement", "quote"})
_SAYING = frozenset({"r:say", "r:talk", "r:mention", "r:stress", "r:explain"})
_WHERE = ("place", "country")
_IN = frozenset({"in", "在"})
_ARTICLES = frozenset({"the", "a"})


def is_said_elsewhere(fact: Fact, question: Question) -> bool:
    """Whether a fact's words were said in another place than that in which the words asked for were; a date of the
    question tells which occasion is meant, whatever place it has for that."""
    return not question.asked.timexes and any(
        _is_there(place, fact, question) is False for place in _places_of_saying(question)
    )


def find_other_places(fact: Fact, question: Question) -> tuple[Item, ...]:
    """Places in which the words asked for are to have been said, where those of a fact were not, as far as is known."""
    return tuple(place for place in _places_of_saying(question) if _is_there(place, fact, question) is not True)


def tells_words_from_there(found: Found, question: Question) -> bool:
    """Whether nothing is asked for but somebody's words from a place, and a fact has such."""
    places, fact = _places_of_saying(question), found.record.fact
    own = [item for item in question.asked.items if not item.carried and item not in places]
    voices = (fact.speaker,) if fact.speaker else fact.agents
    speakers = [i for i in own if i.role == "agent" and stands_for(i, voices, question.knowledge)]
    rest = [item for item in own if item not in speakers and not _SAYING & set(item.options)]
    spoken = bool(places) and bool(speakers) and not rest and found.clean and found.kind_given
    return spoken and all(_is_there(place, fact, question) for place in places)


def _is_there(place: Item, fact: Fact, question: Question) -> bool | None:
    """Whether a fact's words are from a place, or are those of the government that a capital stands for, where nobody
    is named whose words they are; of whoever speaks at no known place, his own state is meant."""
    entities = question.entities_of(place)
    states = tuple(
        f"e:{state}" for e in entities if (state := e.metonym_for or (e.id if e.kind == "country" else None))
    )
    voices = (fact.speaker,) if fact.speaker else fact.agents
    speaks = bool(states) and stands_for(replace(place, options=states), voices, question.knowledge)
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
    if question.utterance.language == "ja":
        return True
    before = [token.folded for token in question.utterance.tokens[: item.position]]
    while before and before[-1] in _ARTICLES:
        before.pop()
    matters = question.knowledge.resource("grammar")["en"]["matter_before"]
    return bool(before) and before[-1] in _IN and not set(before) & set(matters)
