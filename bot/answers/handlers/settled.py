"""The verdict of an answer to a claim, told before its fact: one for every handler, as `standing` judges it."""

from __future__ import annotations

from bot.answers.checking.claim_words import check_words_of
from bot.answers.checking.standing import Standing, judge_standing
from bot.answers.outcome import Answered, Outcome
from bot.answers.question import Question
from knowledge.values import replace

_MOST_OF_PART = 60
"""The most that an answer is sure of which says first what the articles do not say."""


def settle(outcome: Outcome, question: Question) -> Outcome:
    """An answer to a claim with its verdict; anything else as it is."""
    if not isinstance(outcome, Answered) or not question.asked.polar or not outcome.lead.records:
        return outcome
    if question.asked.intent != "check_claim" and outcome.verdict is not None:
        return outcome  # on an office, which was held against what is on record
    record = outcome.lead.records[0]
    if not record.fact.reviewed or not outcome.lead.text.endswith(record.fact.sentence):
        return outcome
    found = next((f for f in question.find(also=(record.number,)) if f.record.number == record.number), None)
    if found is None:
        return outcome
    standing = judge_standing(found, question, check_words_of(question), outcome.verdict)
    if question.asked.intent != "check_claim" and standing.verdict == "supported":
        return outcome
    lead = replace(outcome.lead, text=_frame(standing, question) + record.fact.sentence)
    sure = outcome.confidence if standing.verdict != "partly" else min(outcome.confidence, _MOST_OF_PART)
    return replace(outcome, lead=lead, verdict=standing.verdict, confidence=sure)


def _frame(standing: Standing, question: Question) -> str:
    """The words of a verdict; of what asks for no verdict only what speaks against it."""
    wording = question.wording
    if standing.what and standing.verdict == "partly":
        return wording.say("not_of", what=wording.listing(standing.what)) + wording.gap
    name = {"contradicted": "contrary", "partly": "says_partly", "supported": "yes"}.get(standing.verdict or "")
    return wording.say(name) + wording.gap if name is not None else ""
