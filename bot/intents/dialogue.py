"""What a question takes over from the conversation: who "he" is, what "and Iwaya?" asks, when "that" was."""

from __future__ import annotations

from bot.intents.model import Dialogue, Interpretation
from bot.intents.slots import Names
from bot.utterance import Utterance


def carry_over(asked: Interpretation, utterance: Utterance, dialogue: Dialogue, names: Names) -> Interpretation:
    """The question with what it leaves unsaid filled in."""
    return asked
