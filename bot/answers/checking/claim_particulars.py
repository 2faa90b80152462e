"""Dates, numbers and denials of a claim, beside those of a fact."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from bot.answers.checking.claim_words import NUMBER_WORDS, CheckWords
from bot.answers.finding.found import Found
from bot.answers.finding.guard import happened_in
from bot.answers.finding.stems import find_stems
from bot.answers.question import Question
from knowledge.gazetteer import find_latin_words
from knowledge.text import fold_text
from knowledge.timex import Timex, find_timexes

_AROUND = 7
"""Words on either side of a date that tell what it belongs to."""

_SEVERAL = 2
_DEFINITE = re.compile(r"\b(?:the|these|both|those) two (?=[a-z])", re.IGNORECASE)
"""Whoever says "the two ministers" counts nobody: those are meant that the fact names."""

_HELPING: frozenset[str] = frozenset("do does did is are was were has have had would could should can wo".split())
"""What stands before "n't"."""


def find_wrong_dates(question: Question, found: Found) -> Iterable[str]:
    record, text = found.record, question.utterance.text
    sentence = record.fact.sentence
    dated = _dates_of(sentence, record.reported_on)
    of_others = _dates_of_others(question, found, dated)
    for timex in question.utterance.timexes:
        if timex not in question.asked.timexes:
            continue  # the day behind "as of", up to which articles count
        words = text[timex.start : timex.end].lower()
        said = [t for t in dated if _is_within(t, timex) or sentence[t.start : t.end].lower() == words]
        if said and all(t in of_others for t in said):
            yield text[timex.start : timex.end]
            continue
        takes_place = frozenset(question.knowledge.resource("checking")["taking_place"]["en"])
        if said and (
            len(_days(dated)) < _SEVERAL or any(_belongs(timex, text, t, sentence, takes_place) for t in said)
        ):
            continue
        if said and "beginning" in question.asked.signs and _began_in(timex, found):
            continue
        if (
            timex.bound == "since"
            and record.fact.modality == "happened"
            and happened_in(timex, record, question.knowledge)
        ):
            continue
        happened = timex.bound == "in" and happened_in(timex, record, question.knowledge)
        if said and happened and question.utterance.language != "en":
            continue  # its words cannot be held against those around the date
        if not said and happened and len(_days(dated)) < _SEVERAL and not _is_of_other_year(timex, dated):
            continue
        yield text[timex.start : timex.end]


def _began_in(timex: Timex, found: Found) -> bool:
    """Whether what goes on by a fact began in a period: "have been improving since he took office in 2022"."""
    when = found.record.fact.when
    return when is not None and when.since and timex.covers(when.start, when.start)


def _dates_of_others(question: Question, found: Found, dated: tuple[Timex, ...]) -> list[Timex]:
    """Of a fact that tells who held something in turn, the dates of those whom a claim does not name: each stands
    behind its holder's name."""
    fact, knowledge = found.record.fact, question.knowledge
    holders = [entity for agent in fact.agents if (entity := knowledge.entity(agent)) and entity.kind == "person"]
    claimed = {option[2:] for item in question.asked.of_kind("entity") for option in item.options}
    if fact.relation != "be" or len(holders) < _SEVERAL or not any(holder.id in claimed for holder in holders):
        return []
    names = [(fact.sentence.find(holder.name.en), holder.id) for holder in holders]
    if any(place < 0 for place, _ in names):
        return []
    owners = {t: max((n for n in names if n[0] < t.start), default=(0, "")) for t in dated}
    return [t for t, (_, owner) in owners.items() if owner and owner not in claimed]


def _is_of_other_year(timex: Timex, told: Iterable[Timex]) -> bool:
    """Whether a claim is of another year than all that the fact's very sentence tells: its article came out then."""
    if timex.first is None:
        return False
    years = {day.year for some in told for day in (some.first, some.last) if day is not None and some.bound == "in"}
    return bool(years) and timex.first.year not in years


def says_every_date(question: Question, found: Found) -> bool:
    """Whether each date of a claim lies in the fact's very sentence, and none is only worked out from its article."""
    dated = _dates_of(found.record.fact.sentence, found.record.reported_on)
    return all(any(_is_within(t, timex) for t in dated) for timex in question.asked.timexes)


def _is_within(one: Timex, other: Timex) -> bool:
    """Whether a date of the fact is that of the claim or lies in it; "since 2021" is not "in 2023"."""
    if other.bound == "in":
        return (
            one.first is not None
            and one.last is not None
            and one.bound in ("in", other.bound)
            and _holds_days(other, one)
        )
    return one.bound == other.bound and (one.first, one.last) == (other.first, other.last)


def _holds_days(period: Timex, other: Timex) -> bool:
    first, last = period.first, period.last
    return (
        first is not None
        and last is not None
        and other.first is not None
        and other.last is not None
        and first <= other.first
        and other.last <= last
    )


def _days(timexes: Iterable[Timex]) -> set[tuple[date | None, date | None]]:
    return {(t.first, t.last) for t in timexes}


def _belongs(one: Timex, text: str, other: Timex, sentence: str, takes_place: frozenset[str]) -> bool:
    """Whether words around a date of the claim stand around it in the fact too, or both say that it took place then."""
    near = _near(text, one.start, one.end), _near(sentence, other.start, other.end)
    return bool(near[0] & near[1]) or all(words & takes_place for words in near)


def _near(text: str, start: int, end: int) -> frozenset[str]:
    before = find_latin_words(fold_text(text[:start]))[-_AROUND:]
    after = find_latin_words(fold_text(text[end:]))[:_AROUND]
    return frozenset(stem for word in (*before, *after) if len(word) > 3 for stem in find_stems(word))


def find_wrong_numbers(question: Question, found: Found) -> Iterable[str]:
    text = _without_dates(question.utterance.text, question.utterance.timexes)
    sentence = found.record.fact.sentence
    own = _numbers(_without_dates(sentence, _dates_of(sentence, found.record.reported_on)))
    for number, behind in _numbers(_DEFINITE.sub("the ", text)):
        same = [other for value, other in own if value == number]
        if not same or (len(own) > 1 and behind and not any(behind & other for other in same)):
            yield number


def _without_dates(text: str, timexes: Iterable[Timex]) -> str:
    for timex in sorted(timexes, key=lambda t: -t.start):
        text = f"{text[: timex.start]} {text[timex.end :]}"
    return text


def _dates_of(sentence: str, reported_on: date) -> tuple[Timex, ...]:
    low = sentence.lower()
    return find_timexes(low, reported_on) if len(low) == len(sentence) else ()


def _numbers(text: str) -> list[tuple[str, frozenset[str]]]:
    """The numbers of a text, each with the words behind it."""
    words = re.findall(r"\d+(?:[.,]\d+)*|[^\W\d_]+", fold_text(text))
    found: list[tuple[str, frozenset[str]]] = []
    for place, word in enumerate(words):
        value = word.replace(",", "") if word[0].isdigit() else NUMBER_WORDS.get(word)
        if value is not None and word != "one":
            behind = [w for w in words[place + 1 : place + 4] if len(w) > 2]
            found.append((value, frozenset(stem for w in behind for stem in find_stems(w))))
    return found


def count_negations(text: str, words: CheckWords) -> int:
    """How many words of a text deny something."""
    folded = fold_text(text)
    latin = [word.replace("'", "") for word in re.findall(r"[\w']+", folded)]
    denying = [word for word in latin if word in words.negations["en"] or (word[-2:] == "nt" and word[:-2] in _HELPING)]
    return len(denying) + any(word in folded for word in words.negations["cjk"])
