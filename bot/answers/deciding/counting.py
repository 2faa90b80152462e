"""Whether a number of a fact counts what a question asks how many there are of: "the first meeting" counts no meetings,
"three countries" no summits, and "twenty months" no ministers."""

from __future__ import annotations

from bot.answers.finding.found import Found
from bot.answers.finding.kinds import counted_noun, counts_times, is_ordinal
from bot.answers.finding.stems import find_stems
from bot.answers.question import Question
from knowledge.features import FOUND
from knowledge.gazetteer import find_lemmas
from knowledge.model import FactNumber

_ANYTHING = frozenset({"things", "items"})
"""Nouns behind which it is told what is counted: "things that Yang asked of Japan"."""


def counts_it(found: Found, question: Question) -> bool:
    """Whether a fact has a number of just that, or at least none that counts something else."""
    asked, numbers = question.asked, found.record.fact.numbers
    if "which_of_them" in asked.signs:
        return True
    if "often" in asked.signs:
        return _counts_occasions(found, question)
    words = question.knowledge.resource("grammar")["counters"]
    counted = {option[2:] for option in asked.counted if option.startswith("w:")}
    if asked.unit or not numbers or counted & set(words["time"]) or not (counted or "many" in asked.signs):
        return True
    if asks_of_articles(question):
        return False
    cardinals = [number for number in numbers if not is_ordinal(number)]
    if any(_is_of(number, asked.counted, question) for number in cardinals):
        return True
    later = [number for number in numbers if is_ordinal(number) and (number.n or 0) > 1]
    occasions = not counted or bool(counted & set(words["occasions"]))
    if later and (occasions or any(_is_of(number, asked.counted, question) for number in later)):
        return True  # the second of them tells how many there had been
    within = any(f"n:{option}" in found.record.features for option in asked.counted)
    return not within and any(not _measures_time(number, question) for number in cardinals)


def asks_of_articles(question: Question) -> bool:
    """Whether it is counted what the articles mention, of which none of them tells."""
    listing = question.knowledge.resource("grammar")["counters"]["listing"]
    own = [item for item in question.asked.items if not item.carried and item.position >= 0]
    only = all(item.focus or set(item.options) & set(question.asked.counted) for item in own)
    return only and any(token.folded in listing for token in question.utterance.tokens)


def _counts_occasions(found: Found, question: Question) -> bool:
    """Whether a number says how often; "the first meeting" does not count meetings, but tells that there was none
    before; the second does."""
    if "earlier" in question.asked.signs and found.record.features.get("c:first", 0.0) >= FOUND:
        return True
    numbers = found.record.fact.numbers
    later = any(is_ordinal(number) and (number.n or 0) > 1 for number in numbers)
    lost = any(item.hard or (item.kind in ("concept", "topic") and not item.carried) for item in found.missing)
    return counts_times(numbers) or (later and not lost)


def _is_of(number: FactNumber, counted: tuple[str, ...], question: Question) -> bool:
    """Whether what a number counts is what is asked for, by its word or by what that stands for."""
    noun = counted_noun(number)
    if _ANYTHING & {*noun}:
        noun = tuple(number.of.casefold().split())
    words = {option[2:] for option in counted if option.startswith("w:")}
    stems = frozenset[str]().union(*(find_stems(word) for word in noun))
    if any(find_stems(word) & stems for word in words):
        return True
    keys = {" ".join(noun), *noun} | {form for word in noun for form in find_lemmas(word, {})}
    found = question.knowledge.find_aliases(keys)
    return any(f"{target.kind[0]}:{target.id}" in counted for targets in found.values() for target in targets)


def _measures_time(number: FactNumber, question: Question) -> bool:
    units = question.knowledge.resource("grammar")["counters"]["time"]
    return any(word in units for word in (*counted_noun(number), *number.value.casefold().split()))
