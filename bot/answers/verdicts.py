"""What the articles say of a claim: a value, with the facts behind it. In doubt it is that they say nothing."""

from __future__ import annotations

from bot.answers.bearing import Bearing, CheckWords, compare
from bot.answers.claims import check_office
from bot.answers.lookup import Found
from bot.answers.merge import merge_found
from bot.answers.model import Verdict
from bot.answers.outcome import Answered, NotFound, NotUnderstood, Statement
from bot.answers.partly import tell_partly
from bot.answers.premise import correct_premise
from bot.answers.question import Question
from bot.answers.refusal import refuse

_MOST_EXAMINED = 40
"""Facts that are held against a claim, best first."""

_LEAST_ITEMS = 2
"""Things that a claim must name to be one: "they met" says nothing that could be looked up."""

_CONFIDENCE = 90


def judge_claim(question: Question, words: CheckWords) -> Answered | NotFound | NotUnderstood:
    """The verdict on a claim; `Answered.verdict` is None nowhere, and whatever is not `Answered` has no source here."""
    if not question.knowledge.articles():
        return NotFound(lead=question.wording.say("none_says"))
    found = question.find()
    if not _says_something(question):
        return refuse(question, found)
    bearings = [compare(question, f, words) for f in found[:_MOST_EXAMINED]]
    full = [b.found for b in bearings if b.full and b.found.record.fact.reviewed]
    if full:
        return _tell(full, "supported")
    office = check_office(question)
    if office is not None and _says_no_more(question, words) and _fits_office(office, bearings):
        return office
    return _contradict(question, found, bearings) or _tell_near(question, found, bearings) or refuse(question, found)


def _says_something(question: Question) -> bool:
    asked = question.asked
    content = asked.of_kind("relation", "concept", "word", "topic", "unknown")
    named = asked.of_kind("entity", "topic")
    verb = any(target.kind == "relation" for piece in question.utterance.pieces for target in piece.targets)
    return bool(named) and len(asked.items) + len(asked.timexes) >= _LEAST_ITEMS and (bool(content) or verb)


def _says_no_more(question: Question, words: CheckWords) -> bool:
    """Whether a claim on who held an office has no word beyond the person, the office and the state."""
    for piece in question.utterance.pieces:
        kinds = {target.kind for target in piece.targets}
        if kinds & {"entity", "concept"} or any(target.id in ("be", "take-office") for target in piece.targets):
            continue
        if not all(
            t.cjk or t.folded in words.function["en"] for t in question.utterance.tokens[piece.first : piece.last]
        ):
            return False
    return True


def _fits_office(office: Answered, bearings: list[Bearing]) -> bool:
    """Whether the fact of who held an office is no nearer to the claim than its verdict says."""
    told = {record.number for record in office.lead.records}
    own = [b for b in bearings if b.found.record.number in told]
    if office.verdict == "supported":
        return any(not b.lost and not b.parties for b in own)
    return office.verdict is not None and not any(not b.lost and not b.points for b in bearings)


def _tell(found: list[Found], verdict: Verdict) -> Answered:
    best, records = merge_found(found)[0]
    lead = Statement(text=best.record.fact.sentence, records=records)
    return Answered(lead=lead, confidence=_CONFIDENCE, verdict=verdict)


def _contradict(question: Question, found: tuple[Found, ...], bearings: list[Bearing]) -> Answered | None:
    """The fact that agrees with the claim in all but one point, of which it says otherwise."""
    if any(not b.lost and not b.points for b in bearings):
        return None  # something tells it so, if only as somebody's words or as a plan
    near = [b for b in bearings if _is_same_event(b, question)]
    for b in near:
        if b.numbers or b.negated or b.dates:
            return _tell([b.found], "contradicted")
    corrected = correct_premise(question, found)
    if corrected is None:
        return None
    told = {record.number for record in corrected.lead.records}
    for b in bearings:
        if b.found.record.number in told and not b.unlike and not b.attributed and len(b.lost) + b.points <= 1:
            return _tell([b.found], "contradicted")
    return None


def _is_same_event(b: Bearing, question: Question) -> bool:
    """Whether all of a claim but one date, number or "not" is in a fact that is clearly of the same event."""
    fact = b.found.record.fact
    if b.lost or b.unlike or b.attributed or b.points != 1 or not fact.reviewed or fact.weight == "low":
        return False
    if b.dates and not (fact.kind in ("event", "agreement") and fact.event):
        return False
    content = question.asked.of_kind("relation", "concept", "word", "topic")
    return bool(content) and len(question.asked.items) > _LEAST_ITEMS


def _tell_near(question: Question, found: tuple[Found, ...], bearings: list[Bearing]) -> Answered | None:
    """What is told of the very matter: the claim as somebody's words, or a fact that has most of it."""
    said = [
        b.found
        for b in bearings
        if b.attributed and not (b.lost or b.points or b.unlike) and b.found.record.fact.reviewed
    ]
    if said:
        return _tell(said, "partly")
    near = tell_partly(question, found)
    told = {record.number for record in near.lead.records} if near is not None else set[int]()
    chosen = [b.found for b in bearings if b.found.record.number in told and not b.points]
    return _tell(chosen, "partly") if chosen else None
