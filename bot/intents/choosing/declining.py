"""Whether a cue by which the bot declines does ask for its guess or its view: not "was going to be reopened", and not
"should Japan act alone, in Kamikawa's opinion?"."""

from __future__ import annotations

from bot.intents.choosing.matcher import Cue
from bot.intents.items.slots import ACTING_KINDS, Grammar, Names, kinds_of
from bot.intents.model import IntentName, Item
from bot.utterance import Utterance

_GUESS: IntentName = "refuse_prediction"
_VIEW: IntentName = "refuse_opinion"


def without_told_of_others(
    cues: tuple[Cue, ...], utterance: Utterance, items: tuple[Item, ...], names: Names, grammar: Grammar
) -> tuple[Cue, ...]:
    """The cues without those for a guess, where it is asked what was planned or settled, and without those for a view,
    where it is asked for that of somebody who is named."""
    named = {name for cue in cues for name in cue.intents}
    if _GUESS in named:
        settled = _rests_on_something(utterance, grammar)
        cues = tuple(
            cue for cue in cues if _GUESS not in cue.intents or not (settled or _is_past(cue, utterance, grammar))
        )
    if _VIEW in named and asks_view_of_somebody(utterance, items, names, grammar):
        cues = tuple(cue for cue in cues if _VIEW not in cue.intents)
    return cues


def _rests_on_something(utterance: Utterance, grammar: Grammar) -> bool:
    """Whether what is to come is asked for as somebody told, planned or settled it: "according to the agreement"."""
    words = grammar.words["foretelling"]
    if utterance.language == "en":
        padded = f" {' '.join(token.folded for token in utterance.tokens)} "
        return any(f" {phrase} " in padded for phrase in words["basis"])
    return any(word in utterance.text for word in words[f"basis_{utterance.language}"])


def _is_past(cue: Cue, utterance: Utterance, grammar: Grammar) -> bool:
    """Whether the helping verb before a cue makes it one of the past: "was going to", "did they predict"."""
    words = grammar.words["foretelling"]
    typed = [token.folded for token in utterance.tokens[: cue.first + 1]]
    helping = [word for word in typed if word in words["past"] or word in words["present"]]
    return bool(helping) and helping[-1] in words["past"]


def asks_view_of_somebody(utterance: Utterance, items: tuple[Item, ...], names: Names, grammar: Grammar) -> bool:
    """Whether the view of somebody who is named is asked for: "in Kamikawa's opinion", 上川氏の意見では, 在上川看来."""
    words = grammar.words["viewing"]
    for item in items:
        if item.kind != "entity" or not kinds_of(item, names) & ACTING_KINDS:
            continue
        piece = next((piece for piece in utterance.pieces if piece.first == item.position), None)
        if piece is None:
            continue
        if utterance.language == "en":
            before = [token.folded for token in utterance.tokens[: piece.first]]
            while before and before[-1] in words["between"]:
                before.pop()
            left = f" {' '.join(before)} "
            behind = [token.folded for token in utterance.tokens[piece.last : piece.last + 1]]
            last = utterance.tokens[piece.last - 1]
            owner = last.possessive or last.folded.endswith("s")  # "in kamikawas opinion"
            if any(left.endswith(f" {phrase} ") for phrase in words["before"]):
                return True
            if owner and before[-1:] == ["in"] and behind and behind[0] in words["views"]:
                return True
            continue
        text = utterance.text
        left, right = text[: utterance.tokens[piece.first].start], text[utterance.tokens[piece.last - 1].end :]
        if right.startswith(tuple(words["behind_cjk"])) or left.endswith(tuple(words["before_cjk"])):
            return True
    return False
