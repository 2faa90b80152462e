"""A bare question word that asks more of the last question: "when?" and "why?" after "Did China ban seafood?"."""

from __future__ import annotations

from bot.intents.model import Dialogue, Interpretation
from knowledge.values import replace

_MORE = ("time", "reason")
_ASKED = ("claim", "person", "fact", "number", "time", "place", "reason")
"""Answers of questions for an act, of which more may be asked."""


def ask_again(asked: Interpretation, dialogue: Dialogue) -> Interpretation | None:
    """The act of the last question with what is asked of it now; None where it told of none, or where this one says
    by itself what it asks.

    Args:
        asked: the bare question by itself.
    """
    acts = any(item.kind == "relation" and item.position >= 0 for item in dialogue.items)
    bare = not asked.items and not asked.timexes and not asked.polar and not asked.pronoun
    if not (acts and bare and dialogue.text) or asked.answer not in _MORE or dialogue.answer not in _ASKED:
        return None
    if asked.answer == dialogue.answer or not dialogue.facts:
        return None
    items = tuple(replace(item, focus=False) for item in dialogue.items)
    return replace(asked, items=items, timexes=dialogue.timexes, follow_up=True, recent_articles=dialogue.articles)
