"""Whether a claim tells the same of the other side: of "Chinese boats" where South Korean ones are asked for."""

from __future__ import annotations

from bot.answers.finding.stems import find_stems, find_words
from bot.answers.question import Question
from knowledge.values import dataclass

_LONGEST = 2
"""Words of an adjective of a state: "South Korean"."""

_NEAR = 3
"""Words before and after a noun among which the state asked for may stand as well."""


@dataclass(frozen=True, slots=True)
class Side:
    """Something of a state's that a question is about: "the Ugandan side"."""

    states: frozenset[str]
    noun: frozenset[str]
    """By what it may be a form of."""


def find_sides(question: Question) -> tuple[Side, ...]:
    """What a question puts behind the adjective of a state, each with the states that this may mean."""
    tokens = question.utterance.tokens
    found: list[Side] = []
    for item in question.asked.of_kind("entity"):
        behind = item.position + len(item.text.split())
        if item.carried or item.position < 0 or behind >= len(tokens) or not question.is_kind(item, "country"):
            continue
        typed = question.utterance.text[tokens[item.position].start : tokens[behind - 1].end]
        name = question.name_of(item).removeprefix("the ")
        if not tokens[behind - 1].possessive and typed.lower() != name.lower() and tokens[behind].folded.isalpha():
            noun = find_stems(tokens[behind].text)
            found.append(Side(frozenset(option[2:] for option in item.options), noun))
    return tuple(found)


def is_of_other_side(told: str, sides: tuple[Side, ...], question: Question) -> bool:
    """Whether a sentence has the same thing of another state, and none of the state that is asked for."""
    if not sides:
        return False
    words = find_words(told)
    keys = {" ".join(words[place : place + size]) for place in range(len(words)) for size in range(1, _LONGEST + 1)}
    known = question.knowledge.find_aliases(keys)
    states = {key: {t.id for t in targets if t.kind == "entity"} for key, targets in known.items()}

    def named(first: int, last: int, longest: int) -> set[str]:
        """States that stand as a whole in a part of the words."""
        spans = ((at, end) for at in range(max(0, first), last) for end in range(at + 1, min(last, at + longest) + 1))
        return set().union(*(states.get(" ".join(words[at:end]), set()) for at, end in spans))

    for side in sides:
        nouns = [place for place in range(len(words)) if find_stems(words[place]) & side.noun]
        if any(named(place - _NEAR, place + _NEAR + 1, _LONGEST) & side.states for place in nouns):
            continue  # "Swedish and Danish boats", "boats from Sweden"
        before = set().union(
            *(named(place - 1, place, 1) | named(place - _LONGEST, place, _LONGEST) for place in nouns)
        )
        if any((one := question.knowledge.entity(other)) and one.kind == "country" for other in before):
            return True
    return False
