"""Whose anger, worry or complaint a question asks a reason for: that of one side is not told by the other's."""

from __future__ import annotations

from bot.answers.deciding.confidence import Rated, is_likely
from bot.answers.finding.guard import stands_for
from bot.answers.question import Question
from bot.intents.model import Item
from knowledge.model import Fact
from knowledge.values import replace

_ABLE = ("country", "person", "organisation")
_OPENING = 4
"""Tokens from its beginning in which "is" or "was" makes a verb of a question passive: "Why was Japan criticised?"."""


def find_bearer(question: Question) -> Item | None:
    """Who is angry, or objects, where it is asked why; None where nobody is, or the verb is told of who bears it."""
    asked, words = question.asked, question.knowledge.resource("grammar")["feeling"]
    shown = [
        item
        for item in asked.items
        if question.word_of(item) and {option[2:] for option in item.options} & {*words["concepts"], *words["verbs"]}
    ]
    if asked.answer != "reason" or not shown:
        return None
    named = [i for i in asked.of_kind("entity") if not i.carried and i.position >= 0 and question.is_kind(i, *_ABLE)]
    if question.utterance.language != "en":
        return next((item for item in named if item.role == "agent"), None)
    first = min(shown, key=lambda item: item.position)
    before = [item for item in named if item.position < first.position]
    typed = [token.folded for token in question.utterance.tokens[:_OPENING]]
    opening = {*typed[2 if typed[:1] == ["what"] else 0 :]}  # "what was the reason for Seoul's protest"
    adjective = first.kind == "concept" or question.word_of(first) in words["adjectives"]
    if opening & {*words["being"]} and not adjective:
        behind = (item for item in named if question.word_of(item, -1) == "by")
        return next(behind, None)
    return before[-1] if before else None


def keep_own(rated: tuple[Rated, ...], bearer: Item, question: Question) -> tuple[Rated, ...]:
    """The facts in which somebody objects himself, where the first of them has all that the question names."""
    words = question.knowledge.resource("grammar")["feeling"]
    objecting, felt = set(words["acts"]), {f"c:{concept}" for concept in words["concepts"]}
    his = [
        r
        for r in rated
        if stands_for(bearer, _voices(r.found.record.fact), question.knowledge)
        and not _is_by_whom_he_objects_to(r.found.record.fact, bearer, question)
    ]
    own = [r for r in his if objecting & {r.found.record.fact.relation, *r.found.record.fact.also}]
    if own:  # and how that passage goes on
        first = own[0]
        own = [
            first,
            *(
                r
                for r in his
                if r is not first and (r in own or _goes_on(r.found.record.fact, first.found.record.fact))
            ),
        ]
    whole = [
        r
        for r in own
        if r.found.clean
        and r.found.record.fact.relation in objecting
        and all(item.carried or felt & {*item.options} for item in r.found.missing)
    ]
    if not own or is_likely(own[0], question) or not whole:
        return tuple(own) if own and is_likely(own[0], question) else ()
    sure = replace(whole[0], chance=max(whole[0].chance, question.confidence.least["clean"]))
    return (sure, *(r for r in own if r is not whole[0]))


def _is_by_whom_he_objects_to(fact: Fact, bearer: Item, question: Question) -> bool:
    """Whether a fact has the words of just what somebody is said to be angry about: what the report worries about is no
    reason why its own state should be upset about the report."""
    towards = question.knowledge.resource("grammar")["feeling"]["towards"]
    determiners = question.knowledge.resource("grammar")["en"]["determiners"]

    def is_cause(item: Item) -> bool:
        before = [token.folded for token in question.utterance.tokens[max(0, item.position - 2) : item.position]]
        near = before[:-1] if before[-1:] and before[-1] in determiners else before
        return near[-1:] != [] and near[-1] in towards

    others = [i for i in question.asked.of_kind("entity") if i.position > bearer.position and is_cause(i)]
    named = {option[2:] for item in others for option in item.options} - {o[2:] for o in bearer.options}
    return any(voice in named for voice in _voices(fact))


def _goes_on(fact: Fact, first: Fact) -> bool:
    return fact.article == first.article and not set(fact.sentences).isdisjoint(first.sentences)


def _voices(fact: Fact) -> tuple[str, ...]:
    """Whose act a fact tells: who says it, or who is told first of those who act."""
    spoken = tuple(voice for voice in (fact.speaker, fact.relayed_by) if voice)
    return spoken or fact.agents[:1]
