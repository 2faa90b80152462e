"""The time that a timeline is asked for: "between August 2023 and late 2024", "from the release to the end of 2024",
"before the Busan talks", "after the report came out"."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, timedelta

from bot.answers.events.event_days import find_event_records
from bot.answers.question import Question
from bot.intents.model import Item
from knowledge.model import Period
from knowledge.patterns import compile_late
from knowledge.timex import Bound, Timex
from knowledge.values import replace

_ENDS = 2
_BETWEEN = compile_late(r"\b(?:between|from)(?: the)?(?: (?:end|start|beginning) of)?\s*$", re.IGNORECASE)
_AND = compile_late(r"\s*(?:and|to|till|until|through)(?: the)?(?: end of)?\s*", re.IGNORECASE)
_AFTER = compile_late(r"\bfrom\b.*\b(?:to|till|through)(?: the)?(?: end of)?\s*$", re.IGNORECASE)
"""Words before a date that ends a range: "from its coinage to the 2024 report"."""

_ARTICLES = ("the", "a", "this", "that")
_APPEARING = "r:publish"
_YEARS_BEFORE = 40
"""Years before the first article of which its background may tell."""

_OF_DOCUMENTS: Mapping[Bound, Bound] = {"before": "before", "after": "since", "since": "since", "until": "until"}

_DAY = timedelta(days=1)
_LAST_DAY = (12, 31)


def with_range(question: Question) -> Question:
    """The question with the time it asks for as dates, and without the names that only tell it."""
    asked, text = question.asked, question.utterance.text
    timexes = _between(asked.timexes, text) or tuple(
        replace(timex, bound="until") if timex.bound == "in" and _AFTER.search(text[: timex.start]) else timex
        for timex in asked.timexes
    )
    opening = {item.position: when for item in asked.of_kind("entity") if (when := begins_range(item, question))}
    since = tuple(Timex(start=0, end=0, first=when.start, last=when.end, bound="since") for when in opening.values())
    items = tuple(item for item in asked.items if item.position not in opening)
    document = next(((i, bound) for i in items if (bound := _bound_of_document(i, question)) is not None), None)
    appeared = _when_it_appeared(document[0], question) if document is not None else None
    if document is not None and appeared is not None:
        items = tuple(i for i in items if i is not document[0] and _APPEARING not in i.options)
        timexes = tuple(timex for timex in timexes if not _is_part_of_name(timex, document[0], question))
        since += (Timex(start=0, end=0, first=appeared.start, last=appeared.end, bound=document[1]),)
    ranged = replace(question, asked=replace(asked, items=items, timexes=(*timexes, *since)))
    return ranged if items else _closed(ranged)


def begins_range(item: Item, question: Question) -> Period | None:
    """The date of an event that a range begins with: "from the start of the release to the end of 2024"."""
    words = [token.folded for token in question.utterance.tokens[: max(0, item.position)]]
    event = next((entity for entity in question.entities_of(item) if entity.kind == "event"), None)
    while words and words[-1] in _ARTICLES:
        words.pop()
    return event.when if event is not None and words[-1:] == ["from"] and not item.carried else None


def _between(timexes: tuple[Timex, ...], text: str) -> tuple[Timex, ...]:
    """All the time "between August 2023 and late 2024" as one date; none where no two dates are joined so."""
    if len(timexes) != _ENDS or any(t.first is None or t.last is None or t.bound != "in" for t in timexes):
        return ()
    one, other = sorted(timexes, key=lambda timex: timex.start)
    joined = _AND.fullmatch(text[one.end : other.start]) and _BETWEEN.search(text[: one.start])
    return (replace(one, last=other.last, end=other.end),) if joined else ()


def _bound_of_document(item: Item, question: Question) -> Bound | None:
    """The bound by a word such as "after" in front of a document, which then only says when; what others said of it on
    the day it appeared came after it."""
    if item.carried or question.kind_of(item) != "document":
        return None
    words: Mapping[str, list[str]] = question.knowledge.resource("grammar")["event_bounds"]
    dated: Bound = next((t.bound for t in question.asked.timexes if _is_part_of_name(t, item, question)), "in")
    if dated in _OF_DOCUMENTS:
        return _OF_DOCUMENTS[dated]
    step = -1
    while word := question.word_of(item, step):
        typed = {word, f"{question.word_of(item, step - 1)} {word}"}
        bound = next((meant for bound, meant in _OF_DOCUMENTS.items() if typed & {*words[bound]}), None)
        if bound is not None or word not in words["between"]:
            return bound
        step -= 1
    return None


def _is_part_of_name(timex: Timex, item: Item, question: Question) -> bool:
    """Whether a year stands in front of a document that it is part of the name of: "since the 2024 Bluebook"."""
    token = question.token_of(item)
    return token is not None and not question.utterance.text[timex.end : token.start].strip() and timex.end > 0


def _when_it_appeared(item: Item, question: Question) -> Period | None:
    records = find_event_records(question.entities_of(item)[0], question)
    return records[0].fact.when if records else None


def _closed(question: Question) -> Question:
    """Where nothing but a time is told, each open one with both its ends, so that facts are found by their dates."""
    coverage = question.knowledge.coverage
    if coverage is None or coverage.first.year <= _YEARS_BEFORE:
        return question
    earliest = date(coverage.first.year - _YEARS_BEFORE, 1, 1)
    latest = date(coverage.last.year, *_LAST_DAY)
    timexes = tuple(_with_ends(timex, earliest, latest) for timex in question.asked.timexes)
    return replace(question, asked=replace(question.asked, timexes=timexes))


def _with_ends(timex: Timex, earliest: date, latest: date) -> Timex:
    if timex.first is None or timex.last is None:
        return timex
    match timex.bound:
        case "before":
            first, last = earliest, timex.first - _DAY
        case "after":
            first, last = timex.last + _DAY, latest
        case "since":
            first, last = timex.first, latest
        case "until":
            first, last = earliest, timex.last
        case _:
            return timex
    return replace(timex, first=first, last=last, bound="in") if first <= last else timex
