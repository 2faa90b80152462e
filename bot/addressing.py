"""Whether a message is for the bot, and what it asks once the address is taken off."""

from __future__ import annotations

import re

from bot.config import ChannelMode
from knowledge.values import dataclass

_QUESTION_MARKS = ("?", "？")


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """A message as far as addressing is concerned."""

    content: str
    direct: bool
    """Sent in a direct message."""

    threaded: bool = False
    """Sent in a thread."""

    mentions_bot: bool
    replies_to_bot: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """A message that is for the bot."""

    utterance: str
    called: bool
    """False for a question nobody put to the bot: it speaks up only when it knows the answer."""


def read_address(arrival: Arrival, *, bot_id: int, mode: ChannelMode) -> Address | None:
    """What the message asks of the bot, or None where it is not for the bot."""
    utterance = " ".join(re.sub(rf"<@!?{bot_id}>", " ", arrival.content).split())
    if arrival.direct:
        return Address(utterance=utterance, called=True)
    if mode == "off" or (mode == "threads" and not arrival.threaded):
        return None
    # A reply that does not ping arrives without its words unless the bot may read all messages.
    if arrival.mentions_bot or (arrival.replies_to_bot and utterance):
        return Address(utterance=utterance, called=True)
    if mode in ("questions", "threads") and utterance.endswith(_QUESTION_MARKS):
        return Address(utterance=utterance, called=False)
    return None
