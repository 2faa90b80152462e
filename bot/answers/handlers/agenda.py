"""What came up between those who met: "What issues did Wang and Kamikawa discuss?", "the main points of their meeting".

A question of this kind names an occasion, or those who took part in it, and nothing that was spoken of. So it is
answered by the main points of the occasion, where no fact tells just that.
"""

from __future__ import annotations

from bot.answers.handlers.facts import answer_from_facts
from bot.answers.handlers.main_points import find_occasion, tell_main_points
from bot.answers.outcome import Answered
from bot.answers.question import Question, verbs_of
from bot.intents.model import Item
from knowledge.values import replace

_PAIR = 2
_TALKING = frozenset({"discuss", "talk", "raise", "say", "speak", "agree", "meet"})


def tell_discussed(question: Question) -> Answered | None:
    """What was discussed on an occasion, where nothing but that is named: "What was discussed at the Busan talks?"."""
    named = [item for item in question.asked.items if item.kind != "relation"]
    alone = len(named) == 1 and question.is_kind(named[0], "event")
    return tell_agenda(question) if alone and not question.asked.timexes else None


def tell_agenda(question: Question) -> Answered | None:
    """What those who are named agreed on or spoke of when they met; None where something else is asked, or it is not
    known when they did."""
    asked = question.asked
    words: dict[str, frozenset[str]] = question.knowledge.resource("grammar")["agenda"]
    things = {f"c:{concept}" for concept in words["things"]}
    of_things = [item for item in asked.of_kind("concept") if things & set(item.options)]
    listing = bool(asked.signs & {"summary", "keys"})
    verbs = verbs_of(question)
    if asked.polar or asked.negated or not (listing or (verbs and verbs <= _TALKING)):
        return None
    if "hour" in asked.signs:
        return None  # at which point of the day they met
    bare = replace(question, asked=replace(asked, items=tuple(i for i in asked.items if i not in of_things)))
    if of_things and "agree" in verbs and _count_named(bare) >= _PAIR:
        told = answer_from_facts(replace(bare, asked=replace(bare.asked, intent="find_statements", answer="statement")))
        if isinstance(told, Answered):
            return told
    occasion = find_occasion(bare)
    if occasion is None:
        return None
    item = Item(kind="entity", options=(f"e:{occasion.id}",), text=occasion.name.en, position=-1, hard=True)
    return tell_main_points(replace(bare, asked=replace(asked, items=(item,), timexes=())))


def _count_named(question: Question) -> int:
    return len(question.asked.of_kind("entity"))
