"""Questions that only go on from what was told: "what else?", "and after that?", "and the year before?"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from typing import Literal

from bot.intents.items.slots import Grammar, Names
from bot.intents.model import Dialogue, Interpretation, Item
from bot.utterance import Utterance
from knowledge.gazetteer import join_key
from knowledge.model import EntityId
from knowledge.timex import Bound, Timex, bounds_of
from knowledge.values import replace

Unit = Literal["year", "month", "day"]

_NAMED = ("entity", "topic")
_BOUNDS: Mapping[str, Bound] = {"after_that": "after", "before_that": "before"}
_SHIFTS: Mapping[str, tuple[Unit, int]] = {
    "year_before": ("year", -1),
    "year_after": ("year", 1),
    "month_before": ("month", -1),
    "month_after": ("month", 1),
    "day_before": ("day", -1),
    "day_after": ("day", 1),
}
_MONTHS = 12


def go_on(
    asked: Interpretation, utterance: Utterance, dialogue: Dialogue, names: Names, grammar: Grammar
) -> Interpretation | None:
    """The question with what it goes on from; None where it asks for something of its own."""
    words = grammar.words["going_on"]
    typed = _plain(utterance, words["opening"])
    if dialogue.intent is None or dialogue.answer is None:
        return None
    if asks_more(utterance, grammar) and dialogue.facts:
        return replace(
            asked, items=dialogue.items, timexes=dialogue.timexes, intent=dialogue.intent, answer=dialogue.answer,
            plural=True, follow_up=True, beyond=dialogue.facts, recent_articles=dialogue.articles,
        )  # fmt: skip
    bound = next((bound for name, bound in _BOUNDS.items() if typed in words[name]), None)
    if bound is not None and dialogue.when is not None:
        days = Timex(start=0, end=0, first=dialogue.when.start, last=dialogue.when.end, bound=bound)
        return _in_order(asked, days, dialogue, names)
    shifted = _shift(typed, dialogue, words)
    if shifted is not None and dialogue.timexes:
        return replace(
            asked, items=dialogue.items, timexes=(shifted,), intent=dialogue.intent, answer=dialogue.answer,
            follow_up=True,
        )  # fmt: skip
    return _in_order(asked, shifted, dialogue, names) if shifted is not None else None


def _in_order(asked: Interpretation, days: Timex, dialogue: Dialogue, names: Names) -> Interpretation:
    """The question for what happened at a time around whom and what was spoken of."""
    return replace(
        asked, items=tuple(_subjects(dialogue, names)), timexes=(days,), intent="build_timeline", answer="timeline",
        follow_up=True, beyond=dialogue.facts,
    )  # fmt: skip


def asks_more(utterance: Utterance, grammar: Grammar) -> bool:
    """Whether it is only asked for more of the same: "what else?"."""
    words = grammar.words["going_on"]
    return _plain(utterance, words["opening"]) in words["more"]


def asks_again(utterance: Utterance, grammar: Grammar) -> bool:
    """Whether it is only asked for the last answer once more: "can you repeat that?"."""
    words = grammar.words["going_on"]
    return _plain(utterance, words["opening"]) in words["again"]


def asks_for_others(utterance: Utterance, grammar: Grammar) -> bool:
    """Whether something else than what was told is asked for: "who else was there?"."""
    text = f" {join_key(utterance.tokens)} "
    others = grammar.words["going_on"]["others"]
    return any(f" {word} " in text if word.isascii() else word in text for word in others)


def _plain(utterance: Utterance, opening: Iterable[str]) -> str:
    """The words of an utterance without an "and" or "ok" before them."""
    words = [token.folded for token in utterance.tokens]
    while len(words) > 1 and words[0] in opening:
        words.pop(0)
    text = join_key(utterance.tokens[len(utterance.tokens) - len(words) :])
    return re.sub(r"\s+", " ", text if text.isascii() else text.replace(" ", "")).strip(" ?？。.!！")


def _subjects(dialogue: Dialogue, names: Names) -> Iterator[Item]:
    """Whom and what the conversation is about: of an occasion those who took part, else those whom it was told of."""
    named = [item for item in dialogue.items if item.kind in _NAMED and item.options]
    own = [item for item in named if not item.carried and not item.excluded] or named
    options = [option for item in own for option in _parties(item, names)] or [f"e:{p}" for p in dialogue.people[:2]]
    for option in dict.fromkeys(options):
        yield Item(kind="entity", options=(option,), text=option[2:], position=-1)


def _parties(item: Item, names: Names) -> tuple[str, ...]:
    entity = names.entity(EntityId(item.options[0][2:]))
    if entity is None or entity.kind in ("place", "event_series"):
        return ()
    return tuple(f"e:{party}" for party in entity.participants) if entity.kind == "event" else item.options[:1]


def _shift(typed: str, dialogue: Dialogue, words: Mapping[str, frozenset[str]]) -> Timex | None:
    """The year, month or day before or after the last one: "and the year before?"."""
    asked = next((timex for timex in dialogue.timexes if timex.first is not None and timex.bound == "in"), None)
    when = dialogue.when
    first = asked.first if asked is not None else when.start if when is not None else None
    last = asked.last if asked is not None else when.end if when is not None else None
    moved = next((move for name, move in _SHIFTS.items() if typed in words[name]), None)
    if first is None or last is None or moved is None:
        return None
    unit, way = moved
    return _moved(first if way < 0 else last, unit, way)


def _moved(day: date, unit: Unit, way: int) -> Timex | None:
    try:
        match unit:
            case "year":
                first, last = bounds_of(day.year + way)
                return Timex(start=0, end=0, first=first, last=last)
            case "month":
                months = day.year * _MONTHS + day.month - 1 + way
                first, last = bounds_of(months // _MONTHS, months % _MONTHS + 1)
                return Timex(start=0, end=0, first=first, last=last)
            case _:
                other = day + timedelta(days=way)
                return Timex(start=0, end=0, first=other, last=other)
    except (OverflowError, ValueError):
        return None
