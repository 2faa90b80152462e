"""The verdict of an answer to a claim, told before its fact: one for every handler, as `standing` judges it."""

from __future__ import annotations

from bot.answers.checking.claim_words import NUMBER_WORDS, check_words_of
from bot.answers.checking.exclusion import tells_opposite
from bot.answers.checking.standing import Standing, judge_standing
from bot.answers.deciding.contrary import tells_less
from bot.answers.finding.found import Found
from bot.answers.finding.guard import stands_for
from bot.answers.finding.stems import find_stems
from bot.answers.model import Verdict
from bot.answers.outcome import Answered, NotFound, Outcome, Statement
from bot.answers.question import Question, verbs_of
from knowledge.values import replace

_NEAR = 8
"""Of the facts found so many of the best are looked at for one that bears a claim out."""

_FAR = 16
"""The same for one that tells less."""

_SURE = 75
_TO_DO = ("plan", "demand", "agreement")
_SUPPORTED = Standing(verdict="supported")
_CONTRARY = Standing(verdict="contradicted")
_PARTLY = Standing(verdict="partly")
_MOST_OF_PART = 60
"""The most that an answer is sure of which says first what the articles do not say."""


def settle(outcome: Outcome, question: Question) -> Outcome:
    """An answer to a claim with its verdict, also where only less is told than it claims; anything else as it is."""
    if isinstance(outcome, NotFound):
        return _tell_less(question) or outcome
    if not isinstance(outcome, Answered) or not question.asked.polar or not outcome.lead.records or outcome.judged:
        return outcome
    if question.asked.intent != "check_claim" and outcome.verdict is not None:
        return outcome  # on an office, which was held against what is on record
    record = outcome.lead.records[0]
    if not record.fact.reviewed or not outcome.lead.text.endswith(record.fact.sentence):
        return outcome
    facts = question.find(also=(record.number,))
    found = next((f for f in facts if f.record.number == record.number), None)
    if found is None:
        return outcome
    standing = judge_standing(found, question, check_words_of(question), outcome.verdict)
    if question.asked.intent != "check_claim" and standing.verdict == "supported":
        return outcome
    if standing.verdict in (None, "partly") and (better := _find_better(found, facts, question)) is not None:
        return _tell_first(better, outcome, question)
    if standing.verdict == "partly" and (contrary := _find_contrary(found, facts, question)) is not None:
        lead = Statement(text=_frame(_CONTRARY, question) + contrary.record.fact.sentence, records=(contrary.record,))
        return replace(outcome, lead=lead, statements=(), verdict="contradicted", confidence=_SURE)
    if standing.verdict in (None, "partly") and not standing.what and (less := _tell_less(question)) is not None:
        return replace(outcome, lead=less.lead, statements=(), verdict="partly", confidence=less.confidence)
    lead = replace(outcome.lead, text=_frame(standing, question) + record.fact.sentence)
    sure = outcome.confidence if standing.verdict != "partly" else min(outcome.confidence, _MOST_OF_PART)
    return replace(outcome, lead=lead, verdict=standing.verdict, confidence=sure)


def _tell_less(question: Question) -> Answered | None:
    """What was done or agreed short of what a claim has somebody do: a ban that is to be eased is not lifted."""
    if question.asked.intent != "check_claim" or not question.asked.polar or question.asked.negated:
        return None
    if question.asked.timexes or not verbs_of(question):
        return None
    for found in question.find()[:_FAR]:
        fact = found.record.fact
        short = fact.reviewed and fact.relation not in verbs_of(question) and fact.kind != "demand" and found.clean
        told = find_stems(fact.sentence)  # "the ban" is a verb's name here
        whole = all(item.kind == "relation" and find_stems(item.text) & told for item in found.missing)
        if short and whole and tells_less(found, question) and _is_by_doers(found, question):
            lead = Statement(text=_frame(_PARTLY, question) + fact.sentence, records=(found.record,))
            return Answered(lead=lead, verdict="partly", confidence=_MOST_OF_PART)
    return None


def _is_by_doers(found: Found, question: Question) -> bool:
    """Whether all who act in a claim act in the fact."""
    doers = [item for item in question.asked.of_kind("entity") if item.role == "agent"]
    return all(stands_for(item, found.record.fact.agents, question.knowledge) for item in doers)


def _find_better(told: Found, facts: tuple[Found, ...], question: Question) -> Found | None:
    """A fact near the best that bears out to the letter what the one that was to be told does not."""
    if question.asked.intent != "check_claim" and not _is_stated(question):
        return None
    if any(token.folded in NUMBER_WORDS and token.folded != "one" for token in question.utterance.tokens):
        return None  # three channels bear nothing out of three ministers
    near = (f for f in facts[:_NEAR] if f is not told and f.record.fact.reviewed and f.clean)
    if question.utterance.language != "en":  # whose words do not tell what a fact only mentions besides
        near = (f for f in near if f.record.fact.relation in verbs_of(question))
    words = check_words_of(question)

    def bears_out(f: Found) -> bool:
        before: Verdict | None = "supported" if _tells_the_act(f, question) else None
        return judge_standing(f, question, words, before).verdict == "supported"

    if question.asked.intent != "check_claim":
        whole = (f for f in near if not f.missing)
        return next((f for f in whole if not _speaks_against(judge_standing(f, question, words, None))), None)
    return next((f for f in near if bears_out(f)), None)


def _find_contrary(told: Found, facts: tuple[Found, ...], question: Question) -> Found | None:
    """A fact near the best that tells the contrary of all that is claimed, of the same parties: he "accused" it of much
    where he is said to have praised it."""
    if question.asked.intent != "check_claim" or question.utterance.language != "en":
        return None
    for f in facts[:_NEAR]:
        fact = f.record.fact
        lacking = [item for item in f.missing if item.kind != "relation"]
        others = [i for i in question.asked.of_kind("entity") if i.role != "agent" and not i.carried]
        around = (*fact.targets, *fact.topics, *filter(None, (fact.event, fact.place)))
        same = all(stands_for(item, around, question.knowledge) for item in others) and _is_by_doers(f, question)
        if fact.reviewed and same and not (lacking or f.wrong_actor or f.wrong_date) and tells_opposite(f, question):
            return f if f is not told else None
        if fact.reviewed and fact.kind == "event" and f is not told and _is_held_elsewhere(f, question):
            return f
    return None


def _is_held_elsewhere(found: Found, question: Question) -> bool:
    """Whether a fact is of the very occasion that a claim names, and lacks nothing of it but its place."""
    event = tuple(filter(None, (found.record.fact.event,)))
    named = [item for item in question.asked.of_kind("entity") if question.is_kind(item, "event")]
    places = bool(found.missing) and all(question.is_kind(item, "place") for item in found.missing)
    return places and any(stands_for(item, event, question.knowledge) for item in named)


def _is_stated(question: Question) -> bool:
    """Whether a message only says that something is so: "Abe and Yang talked in Tokyo."."""
    asked = question.asked
    said = asked.answer in ("fact", "statement") and not question.utterance.text.rstrip().endswith("?")
    return said and not asked.negated and question.utterance.language == "en"


def _speaks_against(standing: Standing) -> bool:
    return bool(standing.what) or standing.verdict in ("partly", "contradicted")


def _tells_the_act(found: Found, question: Question) -> bool:
    """Whether a fact lacks nothing of a claim and tells its very act as done, by whom the claim has it done."""
    fact, asked, verbs = found.record.fact, question.asked, verbs_of(question)
    told = find_stems(fact.sentence)
    named = {option[2:] for item in found.missing if item.kind == "relation" and find_stems(item.text) & told
             for option in item.options}  # fmt: skip
    verbs -= named  # "the ban" is a verb's name here
    lacking = any(
        {o[2:] for o in item.options} - named if item.kind == "relation"
        else item.kind not in ("concept", "word") or not all(find_stems(word) & told for word in item.text.split())
        for item in found.missing
    )  # fmt: skip
    if question.utterance.language != "en" or asked.negated or lacking or not verbs:
        return False
    first = min(asked.of_kind("relation"), key=lambda item: item.position)
    if fact.kind in _TO_DO and f"r:{fact.relation}" not in first.options:
        return False  # who asks for it has done no more than ask
    if asked.signs & {"earlier", "limits"} or asked.timexes or fact.kind == "background":
        return False
    others = [item for item in asked.of_kind("entity") if item.role != "agent"]
    done_to = (*fact.targets, *(fact.agents if asked.symmetric else ()))
    if not all(stands_for(item, done_to, question.knowledge) for item in others):
        return False  # who objects to a protest over a book does not object to the book
    near = verbs.union(*(question.relations.near.get(verb, frozenset()) for verb in verbs))
    by_somebody = any(item.role == "agent" for item in asked.of_kind("entity"))
    act = verbs <= {fact.relation, *fact.also} and fact.relation in near
    return act and by_somebody and _is_by_doers(found, question)


def _tell_first(better: Found, outcome: Answered, question: Question) -> Answered:
    """The answer with another fact at its head, and not twice."""
    sentence, number = better.record.fact.sentence, better.record.number
    frame = _frame(_SUPPORTED, question) if question.asked.intent == "check_claim" else ""
    lead = Statement(text=frame + sentence, records=(better.record,))
    rest = tuple(s for s in outcome.statements if number not in {record.number for record in s.records})
    return replace(outcome, lead=lead, statements=rest, verdict="supported", confidence=_SURE)


def _frame(standing: Standing, question: Question) -> str:
    """The words of a verdict; of what asks for no verdict only what speaks against it."""
    wording = question.wording
    if standing.what and standing.verdict == "partly":
        return wording.say("not_of", what=wording.listing(standing.what)) + wording.gap
    if standing.verdict == "supported":
        return question.yes + wording.gap
    name = {"contradicted": "contrary", "partly": "says_partly"}.get(standing.verdict or "")
    return wording.say(name) + wording.gap if name is not None else ""
