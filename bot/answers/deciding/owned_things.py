"""Things of a state that a question names, where a fact has them of another: "Chinese waters", "an ally of China"."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping
from functools import lru_cache
from typing import cast

from bot.answers.finding.found import Found
from bot.answers.finding.knowledge import Knowledge
from bot.answers.finding.stems import find_stems
from bot.answers.question import Question
from knowledge.gazetteer import Target, Token, find_lemmas, split_tokens
from knowledge.values import dataclass, replace

_LONGEST_NAME = 2
"""Words of a state's name or adjective: "South Korean"."""

_LONGEST_RUN = 3
"""Words behind a state's adjective of which any may be the noun: "Japanese territorial waters"."""

_ARTICLES = ("the", "a", "an")
_OFFICE = "c:office-"

Aliases = Mapping[str, tuple[Target, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnedThing:
    """A noun with the state that it is of."""

    noun: frozenset[str]
    """What the noun may be a form of, and the concepts that it stands for."""

    state: str
    typed: str
    head: bool = True
    """The last noun behind a state's name, which is what is the state's: the ban of "China's seafood ban"."""


def find_others_things(found: Found, question: Question) -> tuple[str, ...]:
    """What a claim has of one state, and the fact only of others, as it was typed; English only, as facts are."""
    if question.utterance.language != "en":
        return ()
    little = frozenset(question.knowledge.resource("checking")["function_words"]["en"])
    claimed = read_owned(question.utterance.text, question.knowledge, little)
    told = read_owned(found.record.fact.sentence, question.knowledge, little) if claimed else ()
    mutual = frozenset(question.knowledge.resource("grammar")["mutual_nouns"]["words"])
    named: set[str] = {
        entity.id for item in question.asked.of_kind("entity") for entity in question.entities_of(item)[:1]
    }
    return tuple(dict.fromkeys(
        thing.typed for thing in claimed
        if _is_of_others(thing, claimed, told, named if thing.noun & mutual else set())
    ))  # fmt: skip


def _is_of_others(
    thing: OwnedThing, claimed: tuple[OwnedThing, ...], told: tuple[OwnedThing, ...], alike: set[str]
) -> bool:
    """Whether a thing is only others' in a fact.

    Args:
        alike: those who have each other, if one of them has: allies.
    """
    if not thing.head:
        return False
    states = {other.state for other in claimed if other.noun & thing.noun} | alike
    owners = {other.state for other in told if other.noun & thing.noun}
    return bool(owners) and not owners & states


def read_owned(text: str, knowledge: Knowledge, little: frozenset[str]) -> tuple[OwnedThing, ...]:
    """The nouns of a text that are some state's: by its adjective, by "'s", or by "of" and "by" behind them."""
    return _read(text, cast(Hashable, knowledge), little)


@lru_cache(maxsize=1024)
def _read(text: str, knowledge: Hashable, little: frozenset[str]) -> tuple[OwnedThing, ...]:
    known = cast(Knowledge, knowledge)
    tokens = split_tokens(text.replace("’", "'"))
    keys = {_key(tokens, at, at + size) for at in range(len(tokens)) for size in range(1, _LONGEST_NAME + 1)}
    irregular = known.resource("irregular")
    lemmas = {token.folded: tuple(find_lemmas(token.folded, irregular)) for token in tokens}
    aliases = known.find_aliases(keys | {lemma for forms in lemmas.values() for lemma in forms})
    reader = _Reader(text, tokens, aliases, lemmas, known, little)
    return tuple(reader.find())


class _Reader:
    """One text, word by word."""

    def __init__(
        self, text: str, tokens: tuple[Token, ...], aliases: Aliases, lemmas: Mapping[str, tuple[str, ...]],
        knowledge: Knowledge, little: frozenset[str],
    ) -> None:  # fmt: skip
        self._text, self._tokens, self._aliases, self._lemmas = text, tokens, aliases, lemmas
        self._knowledge, self._little = knowledge, little

    def find(self) -> Iterator[OwnedThing]:
        at = 0
        while at < len(self._tokens):
            state, end, is_name = self._state_at(at)
            if state is None:
                at += 1
                continue
            if not is_name or self._tokens[end - 1].possessive:
                yield from self._behind(state, at, end)
            else:
                yield from self._before(state, at, end)
            at = end

    def _state_at(self, at: int) -> tuple[str | None, int, bool]:
        """The state that is named at a place, where its name ends, and whether that is no adjective."""
        for end in range(min(len(self._tokens), at + _LONGEST_NAME), at, -1):
            key = _key(self._tokens, at, end)
            for target in self._aliases.get(key, ()):
                entity = self._knowledge.entity(target.id) if target.kind == "entity" else None
                if entity is None:
                    continue
                if entity.kind == "country":
                    return entity.id, end, key == entity.name.en.lower().removeprefix("the ") or key.isupper()
                if entity.metonym_for is not None:
                    return entity.metonym_for, end, True
        return None, at, False

    def _behind(self, state: str, at: int, end: int) -> Iterator[OwnedThing]:
        run: list[OwnedThing] = []
        for place in range(end, min(len(self._tokens), end + _LONGEST_RUN)):
            gap = self._text[self._tokens[place - 1].end : self._tokens[place].start]
            targets = self._targets(place)
            kinds = {target.kind for target in targets}
            verb = bool(run) and "relation" in kinds and "concept" not in kinds
            if "," in gap or "." in gap or self._tokens[place].folded in self._little or "entity" in kinds or verb:
                break
            typed = self._text[self._tokens[at].start : self._tokens[place].end]
            run.append(OwnedThing(noun=self._noun(place), state=state, typed=typed))
        if not any(key.startswith(_OFFICE) for thing in run for key in thing.noun):
            yield from (replace(thing, head=thing is run[-1]) for thing in run)

    def _before(self, state: str, at: int, end: int) -> Iterator[OwnedThing]:
        """The noun of "an ally of China" and "activities by China"; what was done "by China" has a verb there."""
        place = at - 1
        while place >= 0 and self._tokens[place].folded in _ARTICLES:
            place -= 1
        if place < 1 or self._tokens[place].folded not in ("of", "by"):
            return
        targets = self._targets(place - 1)
        noun = any(target.kind == "concept" for target in targets)
        if noun and not any(target.kind == "relation" for target in targets):
            typed = self._text[self._tokens[place - 1].start : self._tokens[end - 1].end]
            yield OwnedThing(noun=self._noun(place - 1), state=state, typed=typed.replace('"', ""))

    def _targets(self, place: int) -> tuple[Target, ...]:
        forms = (self._tokens[place].folded, *self._lemmas[self._tokens[place].folded])
        return next((self._aliases[form] for form in forms if form in self._aliases), ())

    def _noun(self, place: int) -> frozenset[str]:
        concepts = {f"c:{target.id}" for target in self._targets(place) if target.kind == "concept"}
        pair = self._aliases.get(_key(self._tokens, place, place + 2), ())
        offices = {f"c:{target.id}" for target in pair if target.id.startswith(_OFFICE[2:])}
        return frozenset(find_stems(self._tokens[place].folded) | concepts | offices)


def _key(tokens: tuple[Token, ...], first: int, last: int) -> str:
    return " ".join(token.folded for token in tokens[first:last])
