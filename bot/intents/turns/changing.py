"""A message that says to what it turns before it asks: "Back to the ban: who wants it lifted?"."""

from __future__ import annotations

import re

from bot.intents.items.slots import Grammar, Names, kinds_of
from bot.intents.model import Dialogue, Interpretation, Item
from knowledge.model import EntityId
from knowledge.patterns import any_of, holds_any
from knowledge.values import dataclass, replace

_MARK = r"\s*(?:[:;,.!?：；，。、！？]|\s[-–—]+\s)\s*"
_ARTICLES = ("the", "that", "this")
_LONGEST = 60
"""Characters of what is turned to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What a message turns to, and what it asks then."""

    topic: str
    """Empty where it only turns away from what was spoken of."""

    question: str


def find_change(text: str, grammar: Grammar) -> Change | None:
    """The change of topic that a message announces."""
    words = grammar.words["changing"]
    if not any(holds_any(text, words[name]) for name in ("away", "to", "colon", "behind")):
        return None
    opening = rf"\s*(?:{any_of(words['opening'])}[\s,]+)*"
    away = re.match(rf"{opening}{any_of(words['away'])}{_MARK}(?P<question>.+)", text, re.IGNORECASE | re.DOTALL)
    if away is not None:
        return Change(topic="", question=away["question"])
    topic = rf"(?P<topic>[^:;,.!?：；，。、！？]{{1,{_LONGEST}}}?)"
    behind = any_of(words["behind"])
    patterns = (
        rf"{opening}{any_of(words['to'])}(?![a-z])\s*{topic}{behind}?{_MARK}(?P<question>.+)",
        rf"{opening}{any_of(words['colon'])}\s+{topic}\s*:\s*(?P<question>.+)",
        rf"\s*{topic}{behind}{_MARK}(?P<question>.+)",
    )
    found = next(filter(None, (re.match(p, text, re.IGNORECASE | re.DOTALL) for p in patterns)), None)
    return Change(topic=found["topic"].strip(), question=found["question"]) if found is not None else None


def turn_to(change: Change, topic: Interpretation | None, dialogue: Dialogue, names: Names) -> Dialogue | None:
    """The conversation once it has turned to something, or away from all; None where that names nothing we know.

    Args:
        topic: what it turns to, read by itself.
    """
    away = Dialogue(opening=dialogue.opening, named=dialogue.named, turns=dialogue.turns)
    if topic is None:
        return away
    named = topic.of_kind("entity", "topic") or _find_named(change.topic, dialogue, names)
    if not named:
        return None
    people = [EntityId(item.options[0][2:]) for item in named if kinds_of(item, names) == {"person"}]
    events = [EntityId(item.options[0][2:]) for item in named if kinds_of(item, names) == {"event"}]
    return replace(away, items=named, people=(*people, *dialogue.people), events=tuple(events))


def _find_named(topic: str, dialogue: Dialogue, names: Names) -> tuple[Item, ...]:
    """What was named before by more words: "the ban" is the seafood ban that was spoken of."""
    words = {word for word in topic.lower().split() if word not in _ARTICLES}
    return tuple(item for item in dialogue.named if words and words <= _words_of(item, names))[:1]


def _words_of(item: Item, names: Names) -> set[str]:
    entity = names.entity(EntityId(item.options[0][2:]))
    return {*item.text.split(), *(entity.name.en.lower().split() if entity is not None else ())}
