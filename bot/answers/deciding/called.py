"""What a question takes somebody to be called, "call South Korea a partner", and whether a fact says just that of him:
"as partners with South Korea", and not the threats from North Korea."""

from __future__ import annotations

from itertools import pairwise

from bot.answers.deciding.told_doers import find_told_owners
from bot.answers.finding.found import Found
from bot.answers.finding.guard import happened_in, stands_for
from bot.answers.finding.stems import find_stems
from bot.answers.question import Question
from bot.intents.model import Item
from knowledge.gazetteer import Token, split_tokens
from knowledge.values import dataclass

_DISPUTING = frozenset({"criticise", "deny", "oppose", "protest", "reject", "demand", "allege"})
"""Whoever does so repeats what others call something."""

_COPULAS = ("is", "are", "was", "were")


@dataclass(frozen=True, slots=True, kw_only=True)
class Called:
    """Somebody and what he is called."""

    whom: Item
    words: tuple[frozenset[str], ...]
    """Each with what it may be a form of; the last is the noun."""


def find_called(question: Question) -> Called | None:
    """Who is called what in a question; None where nobody is. English only, as facts are."""
    if question.utterance.language != "en":
        return None
    tokens, words = question.utterance.tokens, question.knowledge.resource("grammar")["calling"]
    at = next((place for place, token in enumerate(tokens) if token.folded in words["verbs"]), None)
    if at is None:
        return _find_said(question)
    whom = _named_at(at + 1, question) or _named_before(at, question, words["being"])
    behind = max(at + 1, whom.position + len(whom.text.split())) if whom is not None else at
    end = next((place for place in range(behind, len(tokens)) if place in question.asked.cue), len(tokens))
    called = _read_noun(tokens[behind:end], frozenset(words["before"]), frozenset(words["ends"]))
    return Called(whom=whom, words=called) if whom is not None and called else None


def _find_said(question: Question) -> Called | None:
    """Who is said to be what: "did they say that China is a partner"."""
    tokens, words = question.utterance.tokens, question.knowledge.resource("grammar")
    saying, calling = words["saying_that"]["words"], words["calling"]
    said = next((at for at, token in enumerate(tokens) if find_stems(token.folded) & set(saying)), None)
    if said is None:
        return None
    for item in question.asked.of_kind("entity"):
        end = item.position + len(item.text.split())
        before = question.word_of(item, -2 if question.word_of(item, -1) == "the" else -1)
        subject = before == "that" or before == tokens[said].folded
        if subject and end < len(tokens) and tokens[end].folded in _COPULAS:
            noun = _read_noun(tokens[end + 1 :], frozenset(calling["before"]), frozenset(calling["ends"]))
            return Called(whom=item, words=noun) if noun else None
    return None


def _named_at(place: int, question: Question) -> Item | None:
    """Who or what is named from a place on, behind an article."""
    tokens = question.utterance.tokens
    if place < len(tokens) and tokens[place].folded == "the":
        place += 1
    return next((item for item in question.asked.of_kind("entity") if item.position == place), None)


def _named_before(verb: int, question: Question, being: list[str]) -> Item | None:
    """Who is called something in the passive: "was South Korea called a partner", "South Korea has been called"."""
    tokens = question.utterance.tokens
    named = [item for item in question.asked.of_kind("entity") if 0 <= item.position < verb and not item.carried]
    if not named or not any(token.folded in being for token in tokens[:verb]):
        return None
    last = named[-1]
    between = tokens[last.position + len(last.text.split()) : verb]
    return last if all(token.folded in being for token in between) else None


def _read_noun(tokens: tuple[Token, ...], before: frozenset[str], ends: frozenset[str]) -> tuple[frozenset[str], ...]:
    """The words behind "a", "the" or "as", up to one that no longer says what somebody is."""
    if not tokens or tokens[0].folded not in before:
        return ()
    read: list[frozenset[str]] = []
    for token in tokens:
        if token.folded in ends or token.cjk:
            break
        if token.folded not in before and token.folded != "s":
            read.append(find_stems(token.folded))
    return tuple(read)


def has_words(called: Called, sentence: str) -> bool:
    """Whether a sentence has all the words of what somebody is called."""
    told = find_stems(sentence)
    return all(word & told for word in called.words)


def calls_nobody_so(found: Found, question: Question) -> bool:
    """Whether it is asked who called something so, and a fact has not those words: who agreed at a summit did not call
    it a failure."""
    called = find_called(question) if question.asked.answer == "person" else None
    return called is not None and not has_words(called, found.record.fact.sentence)


def is_called_so(called: Called, found: Found, question: Question) -> bool:
    """Whether a fact has the very words, and has them of whoever is called so, who does not speak himself."""
    fact = found.record.fact
    own = fact.speaker is None or stands_for(called.whom, (fact.speaker,), question.knowledge)
    parties = (*fact.targets, *fact.topics, *(() if own else fact.agents))
    if fact.relation in _DISPUTING or _is_put_before(called, fact.sentence, question):
        return False
    more = question.asked.signs & {"limits", "earlier"}  # "in every report", "for the first time"
    told_of = stands_for(called.whom, parties, question.knowledge) and not _says_another(called, found, question)
    then = all(happened_in(timex, found.record, question.knowledge) for timex in question.asked.timexes)
    return has_words(called, fact.sentence) and told_of and then and not more


def _is_put_before(called: Called, sentence: str, question: Question) -> bool:
    """Whether another state's name stands right before what somebody is called: "a China threat"."""
    tokens = split_tokens(sentence)
    before = [one.folded for one, other in pairwise(tokens) if called.words[-1] & find_stems(other.folded)]
    aliases = question.knowledge.find_aliases(before)
    states = {t.id for targets in aliases.values() for t in targets if t.kind == "entity"}
    return any(
        (entity := question.knowledge.entity(state)) is not None
        and entity.kind == "country"
        and not stands_for(called.whom, (state,), question.knowledge)
        for state in states
    )


def _says_another(called: Called, found: Found, question: Question) -> bool:
    """Whether somebody else says it than whoever is named as saying so: a spokesman, and not the report."""
    voices = tuple(filter(None, (found.record.fact.speaker, found.record.fact.relayed_by)))
    if not any((e := question.knowledge.entity(voice)) is not None and e.kind == "person" for voice in voices):
        return False
    callers = [i for i in question.asked.of_kind("entity") if i.role == "agent" and i is not called.whom]
    return any(not stands_for(caller, voices, question.knowledge) for caller in callers)


def is_of_another(called: Called, found: Found, question: Question) -> bool:
    """Whether what somebody is called is in the fact's sentence another state's: "North Korean threats"."""
    if question.kind_of(called.whom) != "country":
        return False
    owners = find_told_owners(found.record.fact.sentence, called.words[-1], question.knowledge)
    return bool(owners) and not stands_for(called.whom, owners, question.knowledge)
