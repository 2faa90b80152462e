"""Dates told by events: "before the Busan talks", "two days after the summit", "three weeks later"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from itertools import pairwise

from bot.intents.items.slots import Grammar, Names
from bot.intents.model import Interpretation, Item
from bot.utterance import Utterance
from knowledge.gazetteer import join_key
from knowledge.model import EntityId, Period
from knowledge.patterns import compile_late
from knowledge.timex import Bound, Timex
from knowledge.values import replace

_UNITS = {"day": 1, "week": 7, "fortnight": 14, "month": 30, "year": 365}
_NUMBERS = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
            "nine": 9, "ten": 10, "twelve": 12}  # fmt: skip
_DISTANCE = compile_late(
    rf"\b(?P<n>\d{{1,3}}|{'|'.join(_NUMBERS)})\s+(?P<unit>{'|'.join(_UNITS)})s?\s+"
    r"(?P<way>before|after|later|earlier|prior to|afterwards|on)\b",
    needs=tuple(_UNITS),
)
_THEN = compile_late(
    r"\b(?:at (?:the|that) time(?! of)|back then|at that point)\b|当時|その時|当时|當時|那时|那時|那个时候",
    needs=("time", "then", "point", "時", "时"),
)
"""The time of what was just told."""

_BACK = ("before", "earlier", "prior to")
_OF_THE_EVENT = ("time", "statement", "quote", "timeline")
"""Answers that an event is named for, and not its day: "on what day of the talks", "said on the day of the talks"."""

_SLACK = 0.5
"""Part of a unit by which "three weeks later" may be out on both sides; a day is exact."""

_TITLES = 3
"""Words such as "the" or "their" that may stand between "before" and the event."""


def date_by_events(
    asked: Interpretation, utterance: Utterance, recent: Iterable[EntityId], names: Names, grammar: Grammar
) -> Interpretation:
    """The question with events that only say when turned into dates.

    Args:
        recent: events that the conversation was just told of, which "three weeks later" counts from.
    """
    between = _between_events(asked, utterance, names, grammar) if asked.answer != "number" else None
    if between is not None:
        return between
    anchors = [(item, bound) for item in asked.items if (bound := _bound_before(item, utterance, grammar)) is not None]
    if asked.answer in _OF_THE_EVENT:
        anchors = [anchor for anchor in anchors if anchor[1] != "in"]
    distance = _DISTANCE.search(utterance.text.lower())
    anchored = {item.position for item, _ in anchors}
    if asked.answer == "number" or any(_when(i, names) for i in asked.items if i.position not in anchored):
        return asked  # how far apart two events are, or which came first, is told of both together
    for item, bound in anchors:
        when = _when(item, names)
        if when is None or (bound == "after" and "to_come" in asked.signs):
            continue  # what was to be done after some talks was agreed at them
        timex = _away(distance, when) if distance and distance["way"] not in ("later", "earlier") else None
        if timex is None:
            timex = Timex(start=0, end=0, first=when.start, last=when.end, bound=bound)
        start, end = _span(item, utterance)
        kept = tuple(i for i in asked.items if i is not item and not _is_of_bound(i, item, utterance, grammar))
        return replace(asked, items=kept, timexes=(*asked.timexes, replace(timex, start=start, end=end)))
    if "preceding" in asked.signs and not (asked.polar or anchors or asked.timexes):
        return _before_recent(asked, recent, names)
    then = _THEN.search(utterance.text.lower())
    if (distance or then) and not anchors and not asked.timexes:
        when = _when_recent(recent, names)
        found = distance or then
        if when is not None and found is not None:
            same = Timex(start=0, end=0, first=when.start, last=when.end)
            timex = _away(distance, when) if distance else same
            if timex is not None:
                return replace(asked, timexes=(replace(timex, start=found.start(), end=found.end()),))
    return asked


def _before_recent(asked: Interpretation, recent: Iterable[EntityId], names: Names) -> Interpretation:
    """The question with the time before what was just told: "and the round before that one?"."""
    when = _when_recent(recent, names)
    if when is None:
        return asked
    timex = Timex(start=0, end=0, first=when.start, last=when.end, bound="before")
    return replace(asked, timexes=(timex,))


def _when_recent(recent: Iterable[EntityId], names: Names) -> Period | None:
    told = (names.entity(event) for event in recent)
    return next((event.when for event in told if event is not None and event.when is not None), None)


def _between_events(
    asked: Interpretation, utterance: Utterance, names: Names, grammar: Grammar
) -> Interpretation | None:
    """The question with the time "between the Busan talks and the Peru summit" as a date."""
    words, dated = grammar.words["event_range"], [item for item in asked.items if item.position >= 0]
    events = [(item, when) for item in dated if not item.carried and (when := _when(item, names)) is not None]
    for (one, first), (other, last) in pairwise(events):
        opened = _word_before(one, utterance, grammar) in words["open"]
        if opened and _word_before(other, utterance, grammar) in words["middle"]:
            start, end = _span(one, utterance)[0], _span(other, utterance)[1]
            days = (min(first.start, last.start), max(first.end, last.end))
            timex = Timex(start=start, end=end, first=days[0], last=days[1])
            kept = tuple(item for item in asked.items if item not in (one, other))
            return replace(asked, items=kept, timexes=(*asked.timexes, timex))
    return None


def _word_before(item: Item, utterance: Utterance, grammar: Grammar) -> str:
    """The word in front of an item, "the" and the like passed over."""
    place = item.position - 1
    while place >= 0 and utterance.tokens[place].folded in grammar.words["event_bounds"]["between"]:
        place -= 1
    return utterance.tokens[place].folded if place >= 0 else ""


def _bound_before(item: Item, utterance: Utterance, grammar: Grammar) -> Bound | None:
    """The word such as "before" that makes an item a date, in front of it or, in Japanese and Chinese, behind it."""
    if item.kind != "entity" or item.position < 0 or item.carried:
        return None
    bounds: Mapping[str, Bound] = {
        word: bound
        for bound in ("before", "after", "since", "until", "in")
        for word in grammar.words["event_bounds"][bound]
    }
    tokens, place = utterance.tokens, item.position
    for back in range(1, _TITLES + 1):
        word = join_key(tokens[max(0, place - back) : place - back + 1])
        phrase = join_key(tokens[max(0, place - back - 1) : place - back + 1])
        if phrase in bounds or word in bounds:
            return bounds.get(phrase) or bounds[word]
        if word not in grammar.words["event_bounds"]["between"]:
            break
    piece = next((p for p in utterance.pieces if p.first <= place < p.last), None)
    if piece is None or not tokens[piece.first].cjk:
        return None
    behind = "".join(token.folded for token in tokens[piece.last : piece.last + 4])
    return next((bound for word, bound in bounds.items() if not word.isascii() and behind.startswith(word)), None)


def _is_of_bound(word: Item, event: Item, utterance: Utterance, grammar: Grammar) -> bool:
    """Whether a word is one of those that make the event behind it a date: "following the talks", "prior to"."""
    if word.kind not in ("relation", "concept", "word") or not 0 < event.position - word.position <= _TITLES:
        return False
    phrases = (phrase for words in grammar.words["event_bounds"].values() for phrase in words)
    return any(utterance.tokens[word.position].folded in phrase.split() for phrase in phrases)


def _when(item: Item, names: Names) -> Period | None:
    for option in item.options:
        entity = names.entity(option[2:]) if option.startswith("e:") else None
        if entity is not None and entity.kind == "event" and entity.when is not None:
            return entity.when
    return None


def _away(distance: re.Match[str], when: Period) -> Timex | None:
    """The days so far from an event: "the day after", "three weeks later"."""
    number = int(distance["n"]) if distance["n"].isdigit() else _NUMBERS[distance["n"]]
    unit = _UNITS[distance["unit"]]
    slack = timedelta(days=int(unit * _SLACK))
    back = distance["way"] in _BACK
    try:
        shift = timedelta(days=-number * unit if back else number * unit)
        first, last = (
            (when.start if back else when.end) + shift - slack,
            (when.start if back else when.end) + shift + slack,
        )
    except OverflowError:
        return None
    return Timex(start=0, end=0, first=max(first, date.min), last=last)


def _span(item: Item, utterance: Utterance) -> tuple[int, int]:
    piece = next(p for p in utterance.pieces if p.first <= item.position < p.last)
    return utterance.tokens[piece.first].start, utterance.tokens[piece.last - 1].end
