"""Whether the sentence around a date speaks of what was or of what is to come."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal

from knowledge.extract.dates.calendar import load_data
from knowledge.values import dataclass

Tense = Literal["past", "future", "timetable", "unknown"]
"""`timetable` is the simple present of "takes effect on Monday" and "keeps its boats at home from Monday"."""

_TOKEN = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*|['’]ll\b|[;:—()“”\"]")
_AFTER_COMMA = re.compile(r",\s(?:(?:on|in|at|early|late|by)\s)?\Z")
_NEW_CLAUSE = re.compile(r",\s(?:and|but|while|so|then)\s(?:on|in|at|by|early|late)?\s?\Z")
_CLAUSE = 5
"""How many words after a date at the head of a clause may pass before its verb."""

_CONDITIONS = ("if", "should", "unless", "were")
_WOULD = re.compile(r"\b(?:would|will)\b|[’']ll\b")
_PAST_HELPERS = frozenset(("did", "didn't", "didn’t", "had", "made", "let", "saw", "watched"))
"""Verbs that put a bare one behind them in the past: "had his class vote on Thursday"."""

_BEING = frozenset(("is", "are", "was", "were"))
_AUXILIARIES = ("to", "will", "would", "shall", "be", "should", "must", "may", "could")
_REACH = 18
"""How many words before a date are searched for its verb; a longer way leads into another clause."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Words:
    future: frozenset[str]
    arranged: frozenset[str]
    cancelled: frozenset[str]
    future_before_to: frozenset[str]
    past: frozenset[str]
    not_past: frozenset[str]
    before_adjective: frozenset[str]
    timetable: frozenset[str]
    no_infinitive: frozenset[str]
    clause_breaks: frozenset[str]


def find_tense(text: str, *, sentence: tuple[int, int], start: int, end: int) -> Tense:
    """Tell the tense of the verb nearest to `[start, end)`: before it in its clause, else after it."""
    before = _TOKEN.findall(text, sentence[0], start)
    after = _TOKEN.findall(text, end, sentence[1])
    if _NEW_CLAUSE.search(text, sentence[0], start):
        begun = _tense_after(after[:_CLAUSE])
        if begun != "unknown":
            return begun  # "..., and on Sunday night I read about it"
    if _AFTER_COMMA.search(text, sentence[0], start) and after:
        beside = _tense_of(after[0], previous="", following="".join(after[1:2]), words=_load_words())
        if beside != "unknown":
            return beside  # "..., on Wednesday cut its forecast": what stood before was an aside
    found = _tense_before(before, after)
    if found == "unknown":
        found = _tense_after(after)
    if (
        found == "past"
        and before
        and before[0].lower() in _CONDITIONS
        and _WOULD.search(text, sentence[0], sentence[1])
    ):
        return "future"
    return found


def _tense_before(tokens: list[str], after: list[str]) -> Tense:
    words = _load_words()
    inside = 0
    for back in range(1, min(len(tokens), _REACH) + 1):
        token = tokens[-back]
        inside += (token == ")") - (token == "(" and inside > 0)
        if inside or (token == "(" and back > 1 and ")" in tokens[-back:]):
            continue  # "at 6 p.m. (3 p.m. in Rome) on Sunday": what stands in brackets is an aside
        if token in words.clause_breaks:
            return "unknown"
        previous = [word.lower() for word in tokens[max(0, len(tokens) - back - 3) : -back]]
        following = tokens[-back + 1] if back > 1 else ""
        tense = _tense_of(token, previous=previous[-1] if previous else "", following=following, words=words)
        if token == "to" and tense == "unknown" and _is_infinitive(following, words):
            # "was to open", not "was opened to traffic"
            beside = [word for word in previous if word != "not"][-1:]
            ahead = (words.future_before_to - _BEING).intersection(previous) or _BEING.intersection(beside)
            tense = "future" if ahead else "unknown"
        if token == "to" and tense == "future" and "had" in previous and words.arranged.intersection(previous):
            return "past"  # "had been due to meet in March"
        if tense == "timetable" and _PAST_HELPERS.intersection(map(str.lower, tokens[-back - 8 : -back])):
            return "past"  # "did Uruguay begin dredging in September"
        if tense == "past" and previous[-1:] and previous[-1] in _AUXILIARIES:
            continue  # "will be held": the auxiliary tells
        if tense == "past" and previous[-2:] == ["to", "have"]:
            return "future"  # "was to have travelled on Thursday"
        if tense == "future" and token.lower() in words.arranged and _is_over(previous, after):
            return "past"  # "had been planned for January", "due on 31 August had been paid"
        if tense != "unknown":
            return tense
    return "unknown"


def _is_over(previous: list[str], after: list[str]) -> bool:
    if after[:1] in (["was"], ["were"], ["has"], ["have"]):
        return not _load_words().cancelled.intersection(after[1:3])  # "planned for Sunday was called off"
    return "had" in previous or after[:1] in (["had"], ["never"])


def _tense_after(tokens: list[str]) -> Tense:
    words = _load_words()
    for index, token in enumerate(tokens[:_REACH]):
        if token in words.clause_breaks and index:
            continue
        following = tokens[index + 1] if index + 1 < len(tokens) else ""
        previous = tokens[index - 1].lower() if index else ""
        tense = _tense_of(token, previous=previous, following=following, words=words)
        if tense != "unknown":
            return tense
    return "unknown"


def _is_infinitive(following: str, words: _Words) -> bool:
    return following[:1].islower() and following.lower() not in words.no_infinitive


def _tense_of(token: str, *, previous: str, following: str, words: _Words) -> Tense:
    word = token.lower().replace("’", "'")
    if word == "to":
        return "future" if _is_infinitive(following, words) and previous in words.future_before_to else "unknown"
    if token[:1].isupper() and previous:
        return "unknown"  # a name: "Will", "May", "United"
    if word in ("was", "were", "is", "are", "had") and (following in words.arranged or following == "to"):
        return "future"
    if word in ("is", "are"):
        return "timetable" if following in ("on", "in", "at", "") or following.endswith("ing") else "unknown"
    if word in ("has", "have") and following == "to":
        return "future"
    if word in words.future:
        return "future"
    if word in words.past:
        return "past"
    if word.endswith("ed") and len(word) > 4 and word not in words.not_past and previous not in words.before_adjective:
        return "past"
    if word in words.timetable and previous in ("had", "has", "have", "been"):
        return "past"
    if word in words.timetable and previous not in ("the", "a", "an", "to", "of", "their", "its", "his", "her"):
        return "timetable"
    return "unknown"


@lru_cache(maxsize=1)
def _load_words() -> _Words:
    data = load_data("tense.yaml")
    return _Words(**{name: frozenset(str(word) for word in listed) for name, listed in data.items()})
