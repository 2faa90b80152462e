"""The very thing a question asks for: the noun after "which" or "how many", and names that nothing here knows."""

from __future__ import annotations

from bot.intents.model import Item
from bot.utterance import Utterance
from knowledge.values import replace

_WHICH = frozenset({"which", "what", "many", "much"})
_BEFORE_VERBS = frozenset("to did does do would could had has have be been was were is are not".split())
_WHAT_IN_CJK = ("何を", "何の", "どの", "どんな", "なに", "何", "什么", "什麼", "哪", "啥")
_NO_ADVERBS = frozenset("ally assembly supply reply family anomaly monopoly".split())
_NUMBERS = frozenset("two three four five 2 3 4 5 other else another".split())
_BEFORE_NOUNS = frozenset("about over on of with for against regarding concerning the a an any".split())


def with_focus(items: tuple[Item, ...], utterance: Utterance, *, polar: bool) -> tuple[Item, ...]:
    """Mark the noun after "which" or "how many", and unknown proper names: no fact without them answers."""
    marked: list[Item] = []
    for item in items:
        previous = {token.folded for token in utterance.tokens[max(0, item.position - 2) : item.position]}
        directly = _head_of_run(utterance, item.position)
        word = utterance.tokens[item.position].text
        place = item.kind == "unknown" and directly in ("in", "at")
        proper = item.kind == "unknown" and item.position > 0 and word[:1].isupper() and word.isascii()
        asked_for = (
            not (word.endswith("ly") and word.casefold() not in _NO_ADVERBS)
            and item.text not in _NUMBERS
            and item.kind != "entity"
            and (directly in _WHICH or ("many" in previous or "much" in previous))
            and not (directly in _WHICH and _qualifies(utterance, item.position))
        )
        named = [token.folded for token in utterance.tokens[max(0, item.position - 3) : item.position]]
        asked_for = asked_for or (
            item.kind == "unknown" and (named[-2:] == ["name", "of"] or named == ["name", "of", "the"])
        )
        asked_for = asked_for or (item.kind == "unknown" and _is_asked_in_cjk(utterance, item.position))
        verb = polar and item.kind == "unknown" and len(items) <= 3
        role = "place" if place else item.role
        focus = asked_for or proper or verb
        soft = item.kind == "unknown" and not focus and _is_verbal(utterance, item.position)
        marked.append(replace(item, focus=focus, role=role, soft=soft))
    return tuple(marked)


def _is_asked_in_cjk(utterance: Utterance, position: int) -> bool:
    """Whether a word stands right behind "what" or "which" in Japanese or Chinese: 何を食べた."""
    before = "".join(token.folded for token in utterance.tokens[max(0, position - 3) : position])
    return utterance.tokens[position].cjk and before.endswith(_WHAT_IN_CJK)


def _qualifies(utterance: Utterance, position: int) -> bool:
    """Whether a known adjective stands before the noun that is asked for: "international" in "which international
    gathering"."""
    index = next(i for i, piece in enumerate(utterance.pieces) if piece.first <= position < piece.last)
    following = utterance.pieces[index + 1] if index + 1 < len(utterance.pieces) else None
    if following is None or not utterance.pieces[index].targets:
        return False
    noun = any(target.kind in ("concept", "topic") for target in following.targets)
    other = not following.targets and not _is_verbal(utterance, following.first)
    return noun or (other and (index + 1 in utterance.words or index + 1 in utterance.unknown))


def _is_verbal(utterance: Utterance, position: int) -> bool:
    """By its ending or the word before it, a verb or an adverb, and not what a verb or preposition is followed by."""
    word = utterance.tokens[position].folded
    before = utterance.tokens[position - 1].folded if position else ""
    if before in _BEFORE_VERBS or (word.endswith("ly") and word not in _NO_ADVERBS):
        return True
    return word.endswith(("ed", "ing", "en")) and not _is_object(utterance, position)


def _is_object(utterance: Utterance, position: int) -> bool:
    """Whether a word is all that follows a verb or a preposition: "ban hydrogen", "about whaling", but not "about
    stalled talks"."""
    index = next(i for i, piece in enumerate(utterance.pieces) if piece.first <= position < piece.last)
    if index + 1 < len(utterance.pieces) and utterance.pieces[index + 1].targets:
        return False
    previous = utterance.pieces[index - 1] if index else None
    if previous is None:
        return False
    verb = any(target.kind == "relation" for target in previous.targets)
    return verb or utterance.tokens[position - 1].folded in _BEFORE_NOUNS


def _head_of_run(utterance: Utterance, position: int) -> str:
    """The word before the run of names and nouns that a token stands in: "which" in "which Tomahawk version"."""
    starts = {place: piece for piece in utterance.pieces for place in range(piece.first, piece.last)}
    place = position
    for _ in range(3):
        if place == 0:
            return ""
        word = utterance.tokens[place - 1].folded
        piece = starts[place - 1]
        noun = not piece.targets or any(target.kind in ("entity", "topic", "concept") for target in piece.targets)
        if word in _WHICH or not noun:
            return word
        place = piece.first
    return ""
