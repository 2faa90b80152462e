"""Whether a verb of leaving an office means leaving off an act: who quits asking holds no post that he gives up."""

from __future__ import annotations

from collections.abc import Collection

from bot.intents.model import Item
from bot.utterance import Utterance
from knowledge.values import replace

_LEAVING = frozenset({"r:leave-office", "r:withdraw"})
_STOPPING = "r:stop"
_DOING = "ing"


def with_leaving_off(items: tuple[Item, ...], utterance: Utterance, quitting: Collection[str]) -> tuple[Item, ...]:
    """The items with the act of stopping where such a verb stands right before another in -ing: "quit asking".

    Args:
        quitting: the verbs of `grammar.yaml` that mean either.
    """
    return tuple(
        replace(item, options=(_STOPPING,)) if _leaves_off(item, utterance, quitting) else item for item in items
    )


def _leaves_off(item: Item, utterance: Utterance, quitting: Collection[str]) -> bool:
    piece = next((p for p in utterance.pieces if p.first == item.position), None)
    if not _LEAVING & set(item.options) or piece is None or piece.last >= len(utterance.tokens):
        return False
    tokens = utterance.tokens
    typed = " ".join(token.folded for token in tokens[piece.first : piece.last])
    beside = not utterance.text[tokens[piece.last - 1].end : tokens[piece.last].start].strip()
    return typed in quitting and beside and tokens[piece.last].folded.endswith(_DOING)
