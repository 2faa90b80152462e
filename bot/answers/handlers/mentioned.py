"""Who only speaks of what is asked about: "how many principles was Yang referring to?"."""

from __future__ import annotations

from bot.answers.finding.found import Found
from bot.answers.handlers.sides import own_terms
from bot.answers.question import Question
from bot.intents.model import AnswerKind, Item
from knowledge.values import replace

_OPEN: frozenset[AnswerKind] = frozenset({"number", "time", "place", "identity", "fact"})
"""Kinds that ask for something of the matter itself, and not for anybody's words or deeds."""

_LONGEST = 4
"""Tokens of "kept going on about"."""


def without_mention(question: Question) -> Question | None:
    """The question without whoever only mentions what it is about, and the verb of that; None where nobody does.

    An article must have him speak of just that, or he would be put in.
    """
    asked = question.asked
    if asked.answer not in _OPEN or asked.polar:
        return None
    for person in (i for i in asked.of_kind("entity") if question.is_kind(i, "person")):
        span = _find_mention(person, question)
        if span is None:
            continue
        inside = [i for i in asked.items if span[0] <= i.position < span[1] and i is not person]
        left = tuple(i for i in asked.items if i is not person and i not in inside)
        named = tuple(i for i in left if not i.carried and i.kind in ("entity", "topic", "concept"))
        if not named or not _is_told_of(person, named, question):
            return None
        gone = {option for item in (person, *inside) for option in item.options}
        terms = tuple(term for term in own_terms(question, left) if term not in gone)
        return replace(question, asked=replace(asked, items=left), terms=terms)
    return None


def _find_mention(person: Item, question: Question) -> tuple[int, int] | None:
    """From a person's name, or a pronoun for him, to the end of a verb of mentioning right behind it."""
    words = question.knowledge.resource("grammar")["mentioning"]
    tokens = [token.folded for token in question.utterance.tokens]
    piece = next((p for p in question.utterance.pieces if p.first == person.position), None)
    starts = [piece.last] if piece is not None else []
    if person.position < 0 and question.asked.pronoun:
        starts = [place + 1 for place, word in enumerate(tokens) if word in words["pronouns"]]
    for start in starts:
        verb = start
        while verb < len(tokens) and tokens[verb] in words["helping"]:
            verb += 1
        for last in range(min(len(tokens), verb + _LONGEST), verb, -1):
            if " ".join(tokens[verb:last]) in words["verbs"]:
                return start, last
    return None


def _is_told_of(person: Item, named: tuple[Item, ...], question: Question) -> bool:
    """Whether a fact has somebody speak of all that is named."""
    asked = replace(
        question.asked, items=(replace(person, hard=True, role="any"), *named), answer="fact", symmetric=True
    )
    return any(_holds(found, named) for found in question.find(asked))


def _holds(found: Found, named: tuple[Item, ...]) -> bool:
    if not found.clean or any(item in found.missing for item in named) or any(item.hard for item in found.missing):
        return False
    names = [[option for option in item.options if option.startswith("e:")] for item in named]
    return all(any(option in found.record.features for option in options) for options in names if options)
