"""A claim that the facts neither confirm nor refute: tell what they say of the very same matter, and claim no more."""

from __future__ import annotations

from bot.answers.finding.found import Found
from bot.answers.outcome import Answered, Statement
from bot.answers.question import Question
from knowledge.features import ASKED_RELATION

_MOST_TOLD = 2
_MOST_EXAMINED = 6
_SINGLE = 2
"""Passages of a fact that makes one claim."""

_LEAST_SCORE = 60
_MOST_CONFIDENCE = 60


def tell_overtaking(question: Question, found: tuple[Found, ...]) -> Answered | None:
    """For a claim how its matter stands by now, by a fact that has overtaken others: whether a ban was lifted is not
    said, but that it was agreed to ease it."""
    overtaking = tuple(f for f in found[:_MOST_EXAMINED] if f.record.fact.links.supersedes)
    return tell_partly(question, overtaking) if question.asked.answer == "claim" else None


def tell_partly(question: Question, found: tuple[Found, ...]) -> Answered | None:
    """The facts with all names of a claim and with more of it than names, after a word that they do not say it so.

    What a program found says so rarely something of the matter (in 4 of 21 questions) that it is left out.
    """
    if not question.asked.polar or question.asked.signs & {"future", "outcome"}:
        return None  # what is still to come, no article can say partly, nor by a plan what came of it
    strict = question.scoring.strict_relations
    near = [
        f
        for f in found[:_MOST_EXAMINED]
        if f.record.fact.reviewed and f.score >= _LEAST_SCORE and _is_on_it(f, strict) and _has_a_verb(f, question)
    ][:_MOST_TOLD]
    if not near:
        return None
    told = [Statement(text=f.record.fact.sentence, records=(f.record,)) for f in near]
    lead = Statement(
        text=question.wording.say("says_partly") + question.wording.gap + told[0].text, records=told[0].records
    )
    return Answered(
        lead=lead,
        statements=tuple(told[1:]),
        confidence=min(_MOST_CONFIDENCE, round(near[0].score)),
        verdict="partly",
    )


def _is_on_it(found: Found, strict: frozenset[str]) -> bool:
    """Whether a fact has all names of the claim; of taking an office only a fact of just that tells."""
    lost = any(
        item.kind in ("entity", "topic", "unknown") or {option[2:] for option in item.options} & strict
        for item in found.missing
    )
    return not (lost or found.only_names or found.wrong_date) and len(found.record.fact.sentences) <= _SINGLE


def _has_a_verb(found: Found, question: Question) -> bool:
    """Whether one of the claim's verbs stands in the fact, or all else does: "withdraw the ambassador" is not "lift
    the ban"."""
    if not any(item.kind in ("concept", "word") and not item.carried for item in found.missing):
        return True
    verbs = [item for item in question.asked.of_kind("relation") if not item.carried]
    features = found.record.features
    settled = {f"r:{relation}" for relation in question.scoring.settling_relations}
    deeds = [item for item in verbs if not settled & {*item.options}]  # that they agreed says nothing of on what
    return not verbs or any(features.get(option, 0.0) >= ASKED_RELATION for item in deeds for option in item.options)
