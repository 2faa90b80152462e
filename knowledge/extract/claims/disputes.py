"""Which sentences of an article stand against each other: what somebody tells, and who denies it or tells it otherwise.

That two sentences are paired is no verdict on either; it is why a reader of one should see the other.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from knowledge.extract.lexicon import any_of, load_irregular_lemmas, load_words
from knowledge.gazetteer import find_latin_words, find_lemmas
from knowledge.model import Fact, FactId
from knowledge.text import fold_text
from knowledge.values import dataclass, replace

_BEFORE = 3
"""Sentences before a denial in which stands what it denies."""

_BEHIND = 2
"""Sentences behind a denial in which the other side may have its say."""

_POINTED_AT = 2
"""Sentences before a denial to which "that account" points."""

_SHORT = 10
"""Words of a sentence that only says that somebody tells it otherwise."""

_HEADING = 4
"""Words up to which a line claims nothing."""

_SHORTEST = 4
_SHARED_AT_LEAST = 2
"""Words that a denial shares with what it denies; where "no" or "not" stands right before the word, one will do."""

_SCOPE = re.compile(r"[.;:!?,“”\"«»]|\b(?:and|but|because|when|while)\b")
"""Where the reach of a negation ends."""

_QUOTED = re.compile(r"[“”\"«»‘]")
_NAME = re.compile(r"(?<=[\w,;:’'–—-] )[A-ZÀ-Þ][\w’'-]*")


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldSentence:
    """One sentence and whose words it is."""

    words: str
    speaker: str | None
    """Anything that tells speakers apart; None for the outlet."""

    denies: bool
    """It has a word of denial."""


@dataclass(frozen=True, slots=True)
class _Words:
    """The words of `disputes.yaml` as patterns."""

    pointing: re.Pattern[str]
    otherwise: re.Pattern[str]
    negator: re.Pattern[str]
    hearsay: re.Pattern[str]
    contrast: re.Pattern[str]
    light: frozenset[str]


@lru_cache(maxsize=1)
def _words() -> _Words:
    data = load_words("disputes")

    def some(name: str) -> str:
        return "|".join(re.escape(word) for word in sorted(map(str, data[name]), key=len, reverse=True))

    account = rf"(?:{some('pointers')})\s+(?:\w+\s+)?(?:{some('accounts')})\b(?!\s+(?:that|of|about)\b)"
    pointing = (
        rf"\b(?:{some('denying_verbs')})\s+(?:(?:even\s+)?(?:it|this|that|them)(?=\s*[.;,:—–-]|\s*$)|{account})"
        rf"|\b(?:{some('judging_verbs')})\s+{account}"
        rf"|\b{account}[^.]{{0,60}}?\b(?:{some('judged')})\b"
        rf"|\b(?:it|this|that|all of it)\s?(?:is|was|['’]s)\s+(?:{some('judged')})\b"
        rf"|^\W*(?:{some('judged')})\b"
        r"|^\W*(?:it|he|she|they|this|that|there)\s+(?:had|has|have|did|does|do|was|were|is|are)\s?(?:not|n[’']t)\W*$"
    )
    return _Words(
        pointing=re.compile(pointing, re.IGNORECASE),
        otherwise=any_of(data["otherwise"]),
        negator=re.compile(
            rf"(?:(?<![\w’'-])(?:{some('negators')})(?![\w-])|n[’']t\b)(?!\s+(?:{some('withholding')})\b)",
            re.IGNORECASE,
        ),
        hearsay=any_of(data["hearsay"]),
        contrast=re.compile(rf"\W*(?:{some('contrasts')})\b", re.IGNORECASE),
        light=frozenset(_stem(str(word)) for word in data["light"]),
    )


def find_disputes(sentences: Sequence[ToldSentence]) -> tuple[tuple[int, int], ...]:
    """Pairs of positions: a sentence that denies or tells otherwise, and the one that it stands against.

    The sentences are those of one article in their order. A denial is paired with what it points at ("that account"),
    or with the nearest sentence of another speaker that shares the words denied; a second denial with what the first
    one denies.
    """
    stems = [_stems(sentence.words) for sentence in sentences]
    disputed_by: dict[int, int] = {}
    for index in range(len(sentences)):
        pair = _told_otherwise(sentences, index) or _denied(sentences, stems, index, disputed_by)
        if pair is not None and pair[0] not in disputed_by:
            disputed_by[pair[0]] = pair[1]
    return tuple(disputed_by.items())


def _told_otherwise(sentences: Sequence[ToldSentence], index: int) -> tuple[int, int] | None:
    """For "Peralta remembers it otherwise." the sentences behind and before it."""
    sentence = sentences[index]
    if index == 0 or not _words().otherwise.search(sentence.words):
        return None
    if len(sentence.words.split()) > _SHORT:
        return index, index - 1
    return (index + 1, index - 1) if index + 1 < len(sentences) else None


def _denied(
    sentences: Sequence[ToldSentence], stems: Sequence[frozenset[str]], index: int, disputed_by: Mapping[int, int]
) -> tuple[int, int] | None:
    """A sentence that denies, and the one that it denies."""
    sentence = sentences[index]
    if sentence.words.rstrip("”’»\"' ").endswith("?"):
        return None
    before = range(index - 1, max(-1, index - 1 - _BEFORE), -1)
    if _words().pointing.search(sentence.words):
        for other in before[:_POINTED_AT]:
            if other in disputed_by and _is_of_another(sentence, sentences[disputed_by[other]]):
                return index, disputed_by[other]
            if _is_of_another(sentence, sentences[other]) and len(sentences[other].words.split()) > _HEADING:
                return index, other
        return None
    negated = _negated(sentence.words)
    denied = stems[index] if sentence.denies else negated
    for other in before:
        if other in disputed_by and other == index - 1 and negated:
            disputed = disputed_by[other]
            if _QUOTED.search(sentence.words) and _is_of_another(sentence, sentences[disputed]):
                return index, disputed  # "Our men did not fire", the same man or their spokesman adds
            continue
        if sentences[other].denies or not _is_of_another(sentence, sentences[other]):
            continue
        told_by = sentences[other].speaker
        is_story = told_by is not None or _words().hearsay.search(sentences[other].words) is not None
        if not is_story and (sentence.speaker is None or not sentence.denies):
            continue
        shared = (denied & stems[other]) - _negated(sentences[other].words)
        if len(shared) >= (_SHARED_AT_LEAST if sentence.denies or not is_story else 1):
            return index, other
    for other in range(index + 1, min(len(sentences), index + 1 + _BEHIND)):
        if not sentence.denies or sentences[other].denies or not _is_of_another(sentence, sentences[other]):
            continue
        answers = sentences[other].speaker is not None and _words().contrast.match(sentences[other].words)
        if answers or (denied & stems[other] and _words().hearsay.search(sentences[other].words)):
            return index, other
    return None


def _is_of_another(one: ToldSentence, other: ToldSentence) -> bool:
    """Whether two sentences are not the words of one speaker; what the outlet tells is nobody's."""
    return one.speaker is None or one.speaker != other.speaker


def _negated(words: str) -> frozenset[str]:
    """The words in reach of a negation."""
    found: set[str] = set()
    for match in _words().negator.finditer(words):
        end = _SCOPE.search(words, match.end())
        found |= _stems(words[match.end() : end.start() if end else len(words)])
    return frozenset(found)


def _stems(words: str) -> frozenset[str]:
    """What the words that carry meaning may be forms of, names left out: two sides mostly name the same."""
    plain = _NAME.sub(" ", words)
    return frozenset(_stem(w) for w in find_latin_words(fold_text(plain)) if len(w) >= _SHORTEST) - _words().light


def _stem(word: str) -> str:
    """One form for all that a word may be a form of: "refused", "refuses" and "refuse" give "refus"."""
    irregular = load_irregular_lemmas()
    return (irregular.get(word) or min(find_lemmas(word, {}), key=len)).removesuffix("e")


def link_disputed(facts: Sequence[Fact], sentences: Sequence[str]) -> tuple[Fact, ...]:
    """The claims of one article in their order, those that stand against each other linked both ways.

    What denies leans on what it denies: "There was no offer" is about the offer that somebody spoke of.

    Args:
        sentences: the article's sentences, the first of which the facts know as number 1.
    """
    numbers = list(dict.fromkeys(fact.sentences[0] for fact in facts))
    of_sentence = {number: [fact for fact in facts if fact.sentences[0] == number] for number in numbers}
    told = [
        ToldSentence(
            words=sentences[number - 1],
            speaker=next((fact.speaker for fact in of_sentence[number] if fact.speaker), None),
            denies=any(fact.modality == "denied" for fact in of_sentence[number]),
        )
        for number in numbers
    ]
    against: dict[FactId, list[Fact]] = {}
    for denying, disputed in find_disputes(told):
        for one in of_sentence[numbers[denying]]:
            for other in of_sentence[numbers[disputed]]:
                against.setdefault(one.id, []).append(other)
                against.setdefault(other.id, []).append(one)
    return tuple(_linked(fact, against[fact.id]) if fact.id in against else fact for fact in facts)


def _linked(fact: Fact, against: Sequence[Fact]) -> Fact:
    others = dict.fromkeys(other.id for other in against)
    setting = " ".join(dict.fromkeys(filter(None, (fact.setting, *(other.sentence for other in against)))))
    return replace(fact, links=replace(fact.links, contradicts=tuple(others)), setting=setting)
