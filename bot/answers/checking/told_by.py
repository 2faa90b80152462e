"""Whether others than a claim says do what stands with "by": "visits by the leaders", and by the foreign ministers."""

from __future__ import annotations

from itertools import pairwise

from bot.answers.checking.claim_words import CheckWords
from bot.answers.finding.found import Found
from bot.answers.finding.stems import find_stems
from bot.answers.question import Question
from knowledge.gazetteer import find_latin_words
from knowledge.text import fold_text

_TO_DO = 2
"""From one verb to the next with "to" between them."""

_LONGEST = 6
"""Words behind "by" that tell who it is."""


def is_by_others(found: Found, question: Question, words: CheckWords) -> bool:
    """Whether a claim has some unnamed people do something, and the fact's sentence has it done "by" others."""
    if question.utterance.language != "en":
        return False
    dated = question.asked.timexes
    typed = [
        "" if at in question.asked.cue or any(t.start <= token.start < t.end for t in dated) else token.folded
        for at, token in enumerate(question.utterance.tokens)
    ]
    told = find_latin_words(fold_text(found.record.fact.sentence))
    if _is_done_by_others(question, typed, told, words):
        return True
    for place in range(1, len(typed)):
        if typed[place] != "by" or any(item.position > place for item in question.asked.of_kind("entity")):
            continue
        own = _people(typed, place, words)
        others = [
            find_stems(" ".join(_people(told, at, words)))
            for at in range(1, len(told))
            if told[at] == "by" and find_stems(told[at - 1]) & find_stems(typed[place - 1])
        ]
        if own and others and not any(all(find_stems(word) & stems for word in own) for stems in others):
            return True
    return False


def _is_done_by_others(question: Question, typed: list[str], told: list[str], words: CheckWords) -> bool:
    """Whether somebody agrees or promises to do by a claim what the sentence has others do: "agreed to visit", and
    visits by the ministers."""
    verbs = [item.position for item in question.asked.of_kind("relation") if not item.carried]
    doers = {word for item in question.asked.of_kind("entity") if item.role == "agent" and not item.carried
             for entity in question.entities_of(item) for word in find_stems(entity.name.en)}  # fmt: skip
    for verb, wanted in pairwise(sorted(verbs)):
        if wanted - verb != _TO_DO or typed[wanted - 1] != "to":
            continue
        for at in range(1, len(told) - 1):
            if told[at] == "by" and find_stems(told[at - 1]) & find_stems(typed[wanted]):
                people = _people(told, at, words)
                if people and not doers & find_stems(" ".join(people)):
                    return True
    return False


def _people(typed: list[str], by: int, words: CheckWords) -> list[str]:
    """The words of content behind "by", up to the next little word."""
    people: list[str] = []
    for word in typed[by + 1 : by + 1 + _LONGEST]:
        if not word or (people and word in words.function["en"] and word != "and"):
            break
        people += [word] if word not in words.function["en"] else []
    return people
