"""How likely a claim that a program found is to answer a question, and which of the claims found are told.

As for reviewed facts (`confidence`) two logistic regressions weigh what speaks for and against a claim. Their weights
are data (`unreviewed.yaml`), fitted by `python -m tests.measure.unreviewed` on questions about invented articles.
"""

from __future__ import annotations

import re

from bot.answers.deciding.confidence import decided, put_in_order
from bot.answers.deciding.found_signs import Signs
from bot.answers.deciding.mismatch import is_silent
from bot.answers.deciding.unreviewed_signs import sign_claims
from bot.answers.finding.found import Found
from bot.answers.finding.merge import is_same
from bot.answers.finding.stems import find_stems, line_up
from bot.answers.question import Question
from bot.intents.model import Item
from knowledge.model import Fact
from knowledge.patterns import compile_late
from knowledge.store import Record
from knowledge.values import dataclass

_LOOKED_AHEAD = 3
"""Claims that one sentence may hold at most, where what comes after it is looked for."""

_ARTICLE = 80
"""Claims before and after one among which the others of its article are."""

_ASKS_ON = compile_late(r",? and (?:what|who|how|why|when|where|which)\b", re.IGNORECASE)
"""A question in two parts: "how many wagons were unloaded, and what does the company say?"."""

_BESIDE = 1
"""Claims told besides the best."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RatedClaim:
    """An unreviewed claim beside the question."""

    found: Found
    order: float
    """Between 0 and 1: its place among the others."""

    chance: float
    """Between 0 and 1: the probability that it answers."""


def rate_claims(question: Question, found: tuple[Found, ...]) -> tuple[RatedClaim, ...]:
    """The unreviewed claims found, the likeliest answer first."""
    weights = question.claim_confidence
    ordered = put_in_order(sign_claims(question, found, weights.cues), weights.order)
    orders = [order for order, *_ in ordered]

    def chance(signs: Signs, place: int) -> float:
        if any(signs.get(name) and question.asked.answer in kinds for name, kinds in weights.never.items()):
            return 0.0
        return weights.accept.probability(signs | decided(orders, place))

    return tuple(
        RatedClaim(found=f, order=order, chance=chance(signs, place)) for place, (order, f, signs) in enumerate(ordered)
    )


def choose_claim(fit: Found | None, rated: tuple[RatedClaim, ...], question: Question) -> RatedClaim | None:
    """The claim that the rules let answer, if it is not unlikely to; else the likeliest, if it is likely enough."""
    least = question.claim_confidence.least
    rated = tuple(r for r in rated if r.chance > 0 and not _is_of_silent(r.found, question))
    by_rule = next((r for r in rated if r.found is fit), None)
    if by_rule is not None and by_rule.chance >= least["fit"]:
        return by_rule
    # A later part of a message asks on within the article that answered the first.
    alone = least["within"] if question.asked.only_articles else least["alone"]
    if rated and rated[0].chance >= alone and _has_all_names(rated[0].found, question):
        return rated[0]
    return None


def _is_of_silent(found: Found, question: Question) -> bool:
    """Whether a claim only speaks of those whose words are asked for."""
    return any(is_silent(item, found, question) for item in question.asked.of_kind("entity"))


def _has_all_names(found: Found, question: Question) -> bool:
    """Whether the claim's article tells of all whom a question names, so that it does not speak of another's doings."""
    names = [
        item
        for item in found.missing
        if not item.carried
        and (item.kind == "entity" or (item.kind == "unknown" and _is_written_as_name(item, question)))
    ]
    if not names:
        return True
    number, article = found.record.number, found.record.fact.article
    read = question.knowledge.read_records(range(max(1, number - _ARTICLE), number + _ARTICLE + 1))
    claims = [record for record in read if record.fact.article == article]
    return all(
        any(
            any(option in claim.features for option in item.options)
            or line_up(item.text) in line_up(claim.fact.sentence)
            or (item.options and find_stems(item.text) <= find_stems(claim.fact.sentence))
            for claim in claims
        )
        for item in names
    )


def _is_written_as_name(item: Item, question: Question) -> bool:
    """Whether a word that nobody knows stands with a capital letter inside the question."""
    place = item.position
    return place > 0 and question.utterance.tokens[place].text[:1].isupper()


def find_beside(chosen: RatedClaim, rated: tuple[RatedClaim, ...], question: Question) -> tuple[Found, ...]:
    """The likeliest other claims that may well answer too."""
    least = question.claim_confidence.least["beside"]
    others = [r.found for r in rated if r is not chosen and r.chance >= least]
    if _ASKS_ON.search(question.utterance.text):
        others = [*(r.found for r in rated if r.chance > 0 and _has_the_rest(r.found, chosen.found)), *others]
    return tuple(f for f in others if not _is_told(f.record.fact, chosen.found.record.fact))[:_BESIDE]


def _has_the_rest(found: Found, chosen: Found) -> bool:
    """Whether a claim of the same article has something of the question that the one chosen does not have."""
    lost = {item.position for item in chosen.missing} - {item.position for item in found.missing}
    return bool(lost) and found.record.fact.article == chosen.record.fact.article


def _is_told(fact: Fact, told: Fact) -> bool:
    """Whether a claim's sentence has been told with another claim."""
    return is_same(fact, told) or (fact.article == told.article and bool({*fact.sentences} & {*told.sentences}))


def find_reply(claim: Record, question: Question) -> Record | None:
    """What the article says right after a claim that only tells what was asked or alleged."""
    fact = claim.fact
    if not question.claim_confidence.cues.is_asking(fact):
        return None
    # Claims are numbered in the order of their article.
    ahead = question.knowledge.read_records(range(claim.number + 1, claim.number + 1 + _LOOKED_AHEAD))
    after = (r for r in ahead if r.fact.article == fact.article and r.fact.sentences[0] > fact.sentences[-1])
    return next(after, None)
