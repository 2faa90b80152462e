"""Whether a fact tells the contrary of what a question's verb says: "when did it stop" and a fact that it began."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import pairwise

from bot.answers.finding.found import Found
from bot.answers.finding.stems import find_stems
from bot.answers.question import Question
from bot.intents.model import Item
from knowledge.features import FOUND_RELATION
from knowledge.gazetteer import find_lemmas, split_tokens

_NOUN_AFTER = frozenset(
    "the a an its their his her this that these those of at in by until from for no any what which whose".split()
)
"""Behind one of these a bare word is a noun: "the start", "at the end", "of support"."""

_INFLECTED = ("ed", "ing")

_CLEARLY = 2.0
"""How many times oftener than with the question's side readers must ask for a fact with the other: "at the end of
2015" is no end."""


def tells_contrary(found: Found, question: Question) -> bool:
    """Whether a verb of the question is not in the fact, but its contrary is."""
    return _has_opposite(found, question) or _is_asked_contrarily(found, question)


def tells_less(found: Found, question: Question) -> bool:
    """Whether a fact has the question's verb, but not so much was done: a ban that is eased is not lifted."""
    told = find_stems(found.record.fact.sentence)
    named = {o[2:] for i in question.asked.of_kind("relation") for o in i.options} - {found.record.fact.relation}
    return any(told & {*question.scoring.contrary_words.get(relation, ())} for relation in named)


def _has_opposite(found: Found, question: Question) -> bool:
    """Whether the fact, or a word of its sentence, tells a relation that is the opposite of the question's."""
    fact, scoring = found.record.fact, question.scoring
    told = find_stems(fact.sentence)
    holds = {name[2:] for name, strength in found.record.features.items() if strength >= FOUND_RELATION}
    holds |= {fact.relation, *fact.also}
    for item in question.asked.of_kind("relation"):
        named = {option[2:] for option in item.options if option.startswith("r:")}
        against = {other for relation in named for other in question.relations.opposite.get(relation, frozenset())}
        if _is_wanted(item, question) and not named & {*fact.also} and against & {*fact.also}:
            return True  # who asks to lift a ban that was imposed does not ask to impose one
        if item.carried or named & holds or find_stems(item.text) & told:
            continue
        words = {word for relation in named for word in scoring.contrary_words.get(relation, ())}
        if against & holds or words & told:
            return True
    asked = {stem for token in question.utterance.tokens for stem in find_stems(token.folded)}
    doing = _before_doing(question)
    return any(
        word in asked and (word not in told or word in doing) and bool(relations & {fact.relation, *fact.also})
        for word, relations in scoring.contrary_verbs.items()
    )


def _is_wanted(item: Item, question: Question) -> bool:
    """Whether a verb is what somebody is asked to do: "urge China to lift", behind a verb of demanding."""
    demands = any("r:demand" in other.options for other in question.asked.of_kind("relation") if other is not item)
    return demands and question.word_of(item, -1) == "to"


def _before_doing(question: Question) -> frozenset[str]:
    """Words right before a verb in -ing, whose beginning or end they tell: "start buying"."""
    words = [token.folded for token in question.utterance.tokens]
    return frozenset(s for word, doing in pairwise(words) if doing.endswith("ing") for s in find_stems(word))


def _is_asked_contrarily(found: Found, question: Question) -> bool:
    """Whether readers ask for the fact with a contrary of a verb of the question, and never with that verb."""
    if question.asked.negated:
        return False  # "did not agree" is no contrary of "refused"
    told = find_stems(found.record.fact.sentence)
    irregular: Mapping[str, str] = question.knowledge.resource("irregular")
    sides = [
        (frozenset(lemmas), one, other)
        for lemmas in (find_lemmas(word, irregular) for word in _verbs(question))
        for pair in question.scoring.contraries
        for one, other in (pair, pair[::-1])
        if not one.isdisjoint(lemmas) and other.isdisjoint(lemmas)
    ]
    if not sides:
        return False
    words = {word: _terms(word) for lemmas, *pair in sides for side in (lemmas, *pair) for word in side}
    asked = question.knowledge.asked_terms(sorted({term for terms in words.values() for term in terms}))

    def weight(side: frozenset[str]) -> float:
        """How much of the fact and of its readers' questions one side's verbs are."""
        terms = {term for word in side for term in words[word]} & asked.keys()
        return (not side.isdisjoint(told)) + sum(asked[t].facts.get(found.record.number, 0.0) for t in sorted(terms))

    return any(not weight(own) and weight(other) > _CLEARLY * weight(one) for own, one, other in sides)


def _verbs(question: Question) -> Iterator[str]:
    """The Latin words of a question that are no nouns by what stands before them, and no part of a date or a quote."""
    tokens = split_tokens(question.utterance.spelled_right)
    quoted = " ".join(question.asked.quotations).casefold()
    for place, token in enumerate(tokens):
        before = tokens[place - 1].folded if place else ""
        dated = any(x.start <= token.start < x.end for x in question.asked.timexes)
        noun = before in _NOUN_AFTER and not token.folded.endswith(_INFLECTED)
        if not (token.cjk or dated or noun or token.folded in quoted):
            yield token.folded


@lru_cache(maxsize=1024)
def _terms(word: str) -> tuple[str, ...]:
    """The terms under which readers' questions hold a verb in its forms; guesses that are no words do no harm."""
    stem = word.removesuffix("e")
    doubled = f"{word}{word[-1]}"
    forms = {word, f"{word}s", f"{word}es", f"{word}d", f"{stem}ed", f"{stem}ing", f"{doubled}ed", f"{doubled}ing"}
    if word.endswith("y"):
        forms |= {f"{word[:-1]}ied", f"{word[:-1]}ies"}
    return tuple(sorted({f"l:{find_lemmas(form, {})[-1]}" for form in forms}))
