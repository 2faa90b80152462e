"""What is to be counted or measured: the noun after "how many", the unit of a number, one thing or several."""

from __future__ import annotations

from collections.abc import Iterable

from bot.intents.choosing.catalogue import Catalogue
from bot.intents.messages.trimming import ORDINALS
from bot.intents.model import Item
from bot.utterance import Utterance
from knowledge.gazetteer import join_key, split_tokens

_COUNTED_WITHIN = 4
"""Words after "how many" among which its noun stands: "how many different Japanese prime ministers"."""


def is_plural(utterance: Utterance) -> bool:
    """Whether "which" or "what" is followed by a noun in the plural."""
    words = [token.folded for token in utterance.tokens]
    following = {
        words[i + step]
        for i, w in enumerate(words)
        if w in ("which", "what")
        for step in (1, 2)
        if i + step < len(words)
    }
    return any(w.endswith("s") and not w.endswith(("ss", "us", "is", "was", "does")) and len(w) > 4 for w in following)


def unit(utterance: Utterance, catalogue: Catalogue) -> tuple[str, ...]:
    keys = [join_key(split_tokens(utterance.text))]
    text = keys[0]
    padded = f" {text} "
    for cue, words in catalogue.measures.items():
        if (f" {cue} " in padded) if cue.isascii() else (cue in text):
            return words
    return ()


def counted(utterance: Utterance, items: tuple[Item, ...], counters: Iterable[str]) -> tuple[str, ...]:
    """Features of the first noun after "how many" or "number of"; a word nobody knows gives one that no fact has."""
    words = [token.folded for token in utterance.tokens]
    text = "".join(words)
    for counter in counters:
        # One character is one token in these scripts; Latin words in front of it would shift the count.
        place = text.find(counter)
        if place >= 0 and all(token.cjk for token in utterance.tokens[: place + len(counter)]):
            noun = _item_at(place + len(counter), items)
            if noun is not None and noun.kind == "entity":  # "how many Chinese tourists"
                noun = _item_at(noun.position + len(noun.text), items)
            return (noun.options or (f"w:{noun.text}",)) if noun is not None else ()
    starts = [i + 2 for i in range(len(words) - 2) if words[i : i + 2] in (["how", "many"], ["number", "of"])]
    for start in starts[:1]:
        for item in items:
            if (
                words[start : start + 1] != ["times"]
                and start <= item.position < start + _COUNTED_WITHIN
                and (item.kind in ("concept", "word", "topic", "unknown") or _names_acts(item, words))
            ):
                return (*item.options, f"w:{item.text}", f"w:{item.text.removesuffix('s')}")
        if words[start : start + 1] == ["times"]:
            return tuple(sorted(ORDINALS))
    return ()


def _names_acts(item: Item, words: list[str]) -> bool:
    """Whether a verb is the noun of several acts: "how many visits", but not "how many were arrested"."""
    typed = words[item.position : item.position + 1]
    return item.kind == "relation" and item.text.isascii() and bool(typed) and typed[0].endswith("s")


def _item_at(position: int, items: tuple[Item, ...]) -> Item | None:
    return next((item for item in items if item.position == position), None)
