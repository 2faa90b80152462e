"""What the articles say of a claim: a value, with the facts behind it. In doubt it is that they say nothing."""

from __future__ import annotations

from bot.answers.checking.bearing import Bearing, compare
from bot.answers.checking.bearing_found import is_borne_out
from bot.answers.checking.claim_words import CheckWords
from bot.answers.checking.premise import correct_premise
from bot.answers.finding.found import Found
from bot.answers.finding.merge import merge_found
from bot.answers.handlers.claims import check_office
from bot.answers.model import Verdict
from bot.answers.outcome import Answered, NotFound, NotUnderstood, Statement
from bot.answers.question import Question
from bot.answers.telling.refusal import refuse
from knowledge.patterns import compile_late
from knowledge.values import replace

_MOST_EXAMINED = 40
"""Facts that are held against a claim, best first."""

_NOT = compile_late(r"\b(?:not|never|cannot)\b|n't\b|没有|沒有|並未|并未|ない|ません|なかった")
_LEAST_ITEMS = 2
"""Things that a claim must name to be one: "they met" says nothing that could be looked up."""

_CONFIDENCE = 90


def judge_claim(question: Question, words: CheckWords) -> Answered | NotFound | NotUnderstood:
    """The verdict on a claim; `Answered.verdict` is None nowhere, and whatever is not `Answered` has no source here."""
    if question.knowledge.coverage is None:
        return NotFound(lead=question.wording.say("none_says"))
    found = question.find()
    if not _says_something(question):
        return refuse(question, found)
    bearings = [compare(question, f, words) for f in found[:_MOST_EXAMINED]]
    full = [b.found for b in bearings if b.full and b.found.record.fact.reviewed]
    if full:
        return _tell(full, "supported")
    office = check_office(question)
    if (
        office is not None
        and _is_reviewed(office)
        and _says_no_more(question, words)
        and _fits_office(office, question, words)
    ):
        told = Statement(text=office.lead.records[0].fact.sentence, records=office.lead.records)
        return replace(office, lead=told, statements=())
    return (
        _contradict(question, found, bearings)
        or _tell_near(bearings, question)
        or _support_by_found(question, found, words)
        or refuse(question, found)
    )


def _is_reviewed(answered: Answered) -> bool:
    return all(record.fact.reviewed for record in answered.lead.records)


def _support_by_found(question: Question, found: tuple[Found, ...], words: CheckWords) -> Answered | None:
    """What a program found supports a claim that has its very words. It never contradicts one: that it was read rightly
    is not known."""
    unreviewed = [f for f in found[:_MOST_EXAMINED] if not f.record.fact.reviewed]
    full = [f for f in unreviewed if is_borne_out(question, f, words)]
    return _tell(full, "supported") if full else None


def _says_something(question: Question) -> bool:
    asked = question.asked
    content = asked.of_kind("relation", "concept", "word", "topic", "unknown")
    named = asked.of_kind("entity", "topic")
    verb = any(question.is_kind(item, "event") for item in named) or any(
        target.kind == "relation" for piece in question.utterance.pieces for target in piece.targets
    )
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


def _fits_office(office: Answered, question: Question, words: CheckWords) -> bool:
    """Whether the fact of who held an office is no nearer to the claim than its verdict says."""
    told = tuple(record.number for record in office.lead.records)
    own = [compare(question, f, words) for f in question.find(also=told) if f.record.number in told]
    if office.verdict == "supported":
        return any(not b.lost and not b.parties for b in own)
    return not any(not b.lost and not b.points for b in own)


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
        if b.numbers or b.dates or (b.negated and _is_denied(question, b)):
            return _tell([b.found], "contradicted")
    corrected = correct_premise(question, found)
    if corrected is None or not _is_reviewed(corrected):
        return None
    told = {record.number for record in corrected.lead.records}
    for b in bearings:
        off = len(b.lost) + b.points
        if (
            b.found.record.number in told
            and not (b.unlike or b.attributed or _is_publication(b, question))
            and off <= 1
        ):
            return _tell([b.found], "contradicted")
    return None


def _is_denied(question: Question, b: Bearing) -> bool:
    """Whether one of claim and fact has a plain "not", and the other none: "without" denies only part."""
    texts = (question.utterance.text, b.found.record.fact.sentence)
    claimed, told = (bool(_NOT.search(text.lower())) for text in texts)
    return claimed != told and (claimed or question.utterance.language == "en")


def _is_same_event(b: Bearing, question: Question) -> bool:
    """Whether all of a claim but one date, number or "not" is in a fact that is clearly of the same event."""
    fact = b.found.record.fact
    if b.lost or b.unlike or b.attributed or b.points != 1 or not fact.reviewed or fact.weight == "low":
        return False
    if b.dates and not (fact.kind in ("event", "agreement") and fact.event):
        return False
    content = question.asked.of_kind("relation", "concept", "word", "topic")
    return bool(content) and len(question.asked.items) > _LEAST_ITEMS


def _is_publication(b: Bearing, question: Question) -> bool:
    """Whether the one thing that is off is only who reports it, or where an organisation sits: "MOFA in Tokyo"."""
    named = question.asked.of_kind("entity")
    for before, item in zip((None, *named), named, strict=False):
        if item.text in b.parties and question.is_kind(item, "organisation", "document"):
            return True
        if item.text in b.lost and before is not None and question.is_kind(before, "organisation"):
            return item.position - before.position <= len(before.text.split()) + 1
    return False


def _tell_near(bearings: list[Bearing], question: Question) -> Answered | None:
    """A fact that holds all of the claim, but as somebody's words, as a plan, or as part of something else."""
    if not any(target.kind == "relation" for piece in question.utterance.pieces for target in piece.targets):
        return None
    english = question.utterance.language == "en"
    near = [
        b.found
        for b in bearings
        if not (b.lost or b.points) and (english or not b.unlike) and b.found.record.fact.reviewed
    ]
    return _tell(near, "partly") if near else None
