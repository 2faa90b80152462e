"""Who does what in a claim, beside a fact: names whose part is another, or that have changed places."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from itertools import pairwise

from bot.answers.checking.claim_words import BOTH_ALIKE, CheckWords, claimed_relations
from bot.answers.finding.found import Found
from bot.answers.finding.guard import stands_for
from bot.answers.finding.stems import find_stems
from bot.answers.question import Question
from bot.intents.model import Item
from knowledge.text import fold_text

_ACTING = ("person", "country", "organisation", "document")
_ORDERED = (("person",), ("country", "place", "body_of_water"), ("document", "event", "event_series"))
"""Kinds of names of which one could stand in another's place."""

_APART = frozenset({"in", "of", "on", "at", "to", "for", "from", "that", "by", "with"})
_TOGETHER = frozenset({"and", "&", "と", "和", "与", "與", "、"})
_BETWEEN = 4
"""Words between two names that are joined by "and"."""


def find_misplaced(question: Question, found: Found, words: CheckWords) -> Iterable[str]:
    asked, fact, knowledge = question.asked, found.record.fact, question.knowledge
    doers = (*fact.agents, *filter(None, (fact.speaker, fact.relayed_by)))
    own_act = claimed_relations(question) & {fact.relation, *fact.also}
    for item in asked.of_kind("entity"):
        if item.carried or item.excluded or not question.is_kind(item, *_ACTING):
            continue
        if item.role == "agent":
            parties = (*doers, *fact.targets) if asked.symmetric else doers
            if not stands_for(item, parties, knowledge) and not _is_published(item, found, question):
                yield item.text
            continue
        if item.role == "target" and own_act and not asked.symmetric:
            others = (*fact.targets, *fact.mentions, *fact.topics)
            if stands_for(item, fact.agents, knowledge) and not stands_for(item, others, knowledge):
                yield item.text
    for item in _speakers(question, words):
        voices = tuple(filter(None, (fact.speaker, fact.relayed_by))) or fact.agents
        if not stands_for(item, (*voices, *fact.agents[:1]) if not fact.speaker else voices, knowledge):
            yield item.text
    yield from find_wrong_owners(question, found)
    yield from _exchanged(question, found)


def _is_published(item: Item, found: Found, question: Question) -> bool:
    return question.is_kind(item, "document") and stands_for(
        item, (*found.record.fact.targets, *found.record.fact.mentions), question.knowledge
    )


def _speakers(question: Question, words: CheckWords) -> Iterable[Item]:
    """Those whose words the claim says it gives."""
    tokens = [token.folded for token in question.utterance.tokens]
    saying = words.saying["en"]
    for item in question.asked.of_kind("entity"):
        if item.position < 0 or not question.is_kind(item, *_ACTING):
            continue
        end = item.position + max(1, len(item.text.split()))
        before = " ".join(tokens[max(0, item.position - 3) : item.position])
        if any(word in saying for word in tokens[end : end + 2]) or any(
            before.removesuffix(" the").endswith(cue) for cue in words.saying["according"]
        ):
            yield item


def _exchanged(question: Question, found: Found) -> Iterable[str]:
    """Names of one kind that the claim and the fact give in another order, or between which only the order decides."""
    for group in _ORDERED:
        items = [i for i in question.asked.of_kind("entity") if i.position >= 0 and question.kind_of(i) in group]
        for one, other in pairwise(sorted(items, key=lambda item: item.position)):
            if set(one.options) & set(other.options) or _is_mutual(one, other, question, found):
                continue
            if question.utterance.language != "en":
                if one.role != "agent" and other.role != "agent":
                    yield other.text
                continue
            places = _places(one, found, question), _places(other, found, question)
            if min(places[0], default=0) > min(places[1], default=0):
                yield other.text


def _is_mutual(one: Item, other: Item, question: Question, found: Found) -> bool:
    """Whether two names stand side by side: joined by "and", or around a verb that means both alike."""
    tokens = [token.folded for token in question.utterance.tokens[one.position : other.position]]
    short = len(tokens) <= _BETWEEN + len(one.text.split()) and not _APART & set(tokens)
    if short and _TOGETHER & set(tokens):
        return True
    verbs = claimed_relations(question)
    return found.record.fact.relation in BOTH_ALIKE and verbs <= BOTH_ALIKE


def _places(item: Item, found: Found, question: Question) -> list[int]:
    """Where the names of an item stand in the fact's sentence."""
    sentence = fold_text(found.record.fact.sentence)
    names: set[str] = {item.text}
    for entity in question.entities_of(item):
        names |= {fold_text(entity.name.en), *(fold_text(a.text) for a in entity.aliases if a.language == "en")}
        names |= {name for name, state in _states(question).items() if state == entity.id}
    return sorted(
        m.start() for name in names if name for m in re.finditer(rf"(?<![\w-]){re.escape(name)}(?!\w)", sentence)
    )


def find_wrong_owners(question: Question, found: Found) -> Iterable[str]:
    """States that stand before a noun which in the fact is another state's: "Japan's ban", "Chinese seafood"."""
    sentence = fold_text(found.record.fact.sentence)
    states = _states(question)
    in_fact = _owned(sentence, states)
    in_claim = _owned(fold_text(question.utterance.text), states)
    for noun, owners in in_claim.items():
        others = in_fact.get(noun)
        if others and not owners & others:
            yield noun


def _states(question: Question) -> Mapping[str, str]:
    """Names and adjectives of the states that a claim names, by what they stand for."""
    names: dict[str, str] = {}
    for item in question.asked.of_kind("entity"):
        for entity in question.entities_of(item)[:1]:
            if entity.kind == "country":
                spelled = (entity.name.en, *(alias.text for alias in entity.aliases if alias.language == "en"))
                names |= {form: entity.id for name in spelled for form in (fold_text(name), f"{fold_text(name)}'s")}
    return names


def _owned(text: str, states: Mapping[str, str]) -> Mapping[str, frozenset[str]]:
    words = re.findall(r"[\w.]+(?:'s)?", text)
    owned: dict[str, set[str]] = {}
    for one, other in pairwise(words):
        owner = states.get(one)
        if owner and other not in states:
            for stem in {other, *find_stems(other)}:
                owned.setdefault(stem, set()).add(owner)
    return {noun: frozenset(owners) for noun, owners in owned.items()}
