"""Say what is missing, and nothing else."""

from __future__ import annotations

import re

from bot.answers.deciding.beside_point import asks_what_will_be
from bot.answers.finding.found import Found
from bot.answers.outcome import NotFound, NotUnderstood
from bot.answers.question import Question
from bot.answers.wording import longest_names
from bot.intents.model import Item
from knowledge.patterns import compile_late

_MOST_NEAR = 3
_MOST_NAMES = 2
"""Names that a refusal tells; more of them read like a form."""

_NAME = compile_late(r"(?<=\w )[A-Z]\w+(?: [A-Z]\w+)+")
"""A name of several words, not at the head of a sentence."""

_NO_WORD = compile_late(r"[\u3041-\u309f]$|^[一二三四五六七八九十百千万億亿\d]+[年月日]?$")
"""The end of a verb, or nothing but a number."""


def refuse(question: Question, found: tuple[Found, ...]) -> NotFound | NotUnderstood:
    """The reason why no fact answers, named as exactly as it can be, with the facts that come nearest."""
    wording, asked = question.wording, question.asked
    if asked.contentless:
        unknown = asked.of_kind("unknown")
        if not unknown:
            return NotUnderstood(lead=wording.say("not_understood"))
        return NotFound(lead=_unknown(unknown[0], question))
    nearest = tuple(f.record for f in found[:_MOST_NEAR] if f.score > 20)
    return NotFound(lead=_reason(question, found), nearest=nearest, notes=span_of_articles(question))


def refuse_holder(question: Question) -> NotFound:
    """That no article names anybody in the office that is asked for."""
    nearest = tuple(f.record for f in question.find()[:_MOST_NEAR] if f.clean and not any(i.hard for i in f.missing))
    return NotFound(lead=question.wording.say("none_holder"), nearest=nearest, notes=span_of_articles(question))


def _reason(question: Question, found: tuple[Found, ...]) -> str:
    wording, asked = question.wording, question.asked
    nobody = next((item for item in asked.of_kind("entity") if not question.entities_of(item)), None)
    unknown = next(iter(asked.of_kind("unknown")), None)
    if unknown is not None and (nobody is None or unknown.position < nobody.position):
        return _unknown(unknown, question)
    if asked.beyond:
        return wording.say("none_more")
    if asked.outlet is not None and asked.publishers:
        return wording.say("none_from_says", what=question.name_of(asked.outlet))
    if nobody is not None:
        return wording.say("none_mentions", what=question.name_of(nobody))
    covered = question.knowledge.coverage
    for timex in asked.timexes:
        if (
            covered
            and timex.first
            and timex.last
            and (timex.first > covered.last or (timex.last < covered.first and not found))
        ):
            return wording.say("none_period", what=wording.days(timex.first, timex.last))
    best = found[0] if found else None
    if best is not None and best.wrong_actor is not None:
        return wording.say("none_actor", what=question.name_of(best.wrong_actor))
    if asked.polar and asks_what_will_be(question):
        return wording.say("prediction")
    if asked.answer == "number" and {"many", "often"} & asked.signs:
        return wording.say("none_number")
    named = [item for item in asked.of_kind("entity", "topic") if not item.carried]
    names = tuple(dict.fromkeys(question.name_of(item) for item in named))
    if 1 < len(names) <= _MOST_NAMES:
        together = any(not set(f.missing) & set(named) for f in found)
        return wording.say("none_that" if together else "none_actor", what=wording.listing(longest_names(names)))
    kind = wording.asked(asked.answer)
    if best is not None and best.clean and kind and not best.kind_given:
        return wording.say("none_asked", asked=kind)
    return wording.say("none_says")


def _unknown(item: Item, question: Question) -> str:
    """That nobody mentions a word, as it was typed; without the word where it is but part of one.

    Japanese and Chinese words are cut by their script, which leaves ends of verbs (受け) and counters (億円).
    """
    wording, text = question.wording, question.utterance.text
    typed = _find_name(item.text, text) or re.search(re.escape(item.text), text, re.IGNORECASE)
    before = text[: typed.start()] if typed is not None else ""
    asking = question.knowledge.resource("grammar")["counters"]["asking"]
    if before.endswith(tuple(asking)) or _NO_WORD.search(item.text) or _is_verb(item, question):
        return wording.say("none_says")
    return wording.say("none_mentions", what=item.text if typed is None else typed.group())


def _is_verb(item: Item, question: Question) -> bool:
    """Whether a word that nobody knows tells what somebody did, so that nothing is missing by that name: "did Abe die",
    "who sued Kyodo"."""
    utterance = question.utterance
    if utterance.language != "en" or not 0 < item.position < len(utterance.tokens):
        return False
    typed, before = utterance.tokens[item.position], utterance.tokens[item.position - 1]
    if not utterance.text[typed.start : typed.start + 1].islower():
        return False
    piece = next((piece for piece in utterance.pieces if piece.last == item.position), None)
    named = piece is not None and any(target.kind == "entity" for target in piece.targets)
    return before.folded == "who" or (named and not before.possessive and item.position + 1 >= len(utterance.tokens))


def _find_name(word: str, text: str) -> re.Match[str] | None:
    """The whole name in a text of which a word is part: "International Atomic Energy Agency"."""
    names = _NAME.finditer(text) if not text.istitle() and not text.isupper() else ()
    return next((name for name in names if word in name.group().casefold().split()), None)


def span_of_articles(question: Question) -> tuple[str, ...]:
    """From when to when the articles are."""
    covered, wording = question.knowledge.coverage, question.wording
    if covered is None:
        return ()
    name = "span" if question.knowledge.article_count > 1 else "span_one"
    return (wording.say(name, first=wording.day(covered.first), last=wording.day(covered.last)),)
