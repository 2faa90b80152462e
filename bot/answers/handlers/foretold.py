"""What was agreed, planned or intended on what a question asks of the time to come, of which the articles foretell
nothing."""

from __future__ import annotations

from bot.answers.deciding.beside_point import asks_what_will_be
from bot.answers.deciding.confidence import Rated, find_rated
from bot.answers.deciding.mismatch import is_after_the_last
from bot.answers.outcome import Answered, NotFound, Outcome
from bot.answers.question import Question
from bot.answers.telling.telling import tell_fact
from knowledge.model import Fact
from knowledge.values import replace

_LEAST = 0.3
"""The least chance of a plan that is told. Of 480 questions for what is to come that nobody has planned, made or
written by hand, none has one as likely that holds all that is asked."""

_NOT_FAR = 0.5
"""Share of the likeliest fact's order that it must have."""

_FIRST = 3
"""Among so many of the likeliest facts it must be."""

_MOST_CONFIDENCE = 60
"""The most that an answer is sure of which says first that nobody knows."""

_PLANNED = ("planned", "expected")
_SETTLED = ("plan", "agreement")
_SPOKEN = ("position", "statement", "demand")
_INVITING = "invite"
_OF_ACTS = ("claim", "fact", "statement", "latest", "time")
"""Kinds of answers that a plan may be: who will hold an office is not told by what its holder means to do."""

_OF_PAST = frozenset({"was", "were"})


def meet_question_ahead(outcome: Outcome, question: Question) -> Outcome:
    """The outcome of a question for what is to come, met with the plan on that matter, where there is one, after a word
    that the articles foretell nothing; else as it is."""
    asked = question.asked
    if isinstance(outcome, Answered):
        lead = outcome.lead.records[0].fact if outcome.lead.records else None
        if lead is None or outcome.verdict == "contradicted" or not (asked.polar and looks_ahead(question)):
            return outcome
        told = _is_to_come(lead) and (lead.kind != "position" or outcome.confidence >= 100 * _LEAST)
        if not told and lead.reviewed and _asks_for_guess(question):
            return NotFound(lead=question.wording.say("prediction"), nearest=outcome.lead.records[:1])
        return _as_plan(outcome, question) if told and _says_no_more(outcome, question) else outcome
    if not isinstance(outcome, NotFound):
        return outcome
    if asked.intent == "refuse_prediction":
        intent, answer = asked.instead or (asked.intent, asked.answer)
        if answer == "refusal":
            intent, answer = "check_claim", "claim"
        if answer not in _OF_ACTS or any(item.focus for item in asked.items):
            return outcome  # "which companies are going to help?"
        if answer != "claim" and _names_no_matter(question):
            return outcome
        question = replace(question, asked=replace(asked, intent=intent, answer=answer, polar=answer == "claim"))
    elif not (asked.polar and looks_ahead(question)):
        return outcome
    return _tell_plan(question) or outcome


def _names_no_matter(question: Question) -> bool:
    """Whether it is only asked what comes next between some, which a plan on any matter would answer."""
    ahead = question.knowledge.resource("grammar")["foretelling"]["only_ahead"]
    matters = (item for item in question.asked.of_kind("topic", "relation") if item.text not in ahead)
    events = (item for item in question.asked.of_kind("entity") if question.is_kind(item, "event", "event_series"))
    return question.utterance.language == "en" and not any(matters) and not any(events)


def _says_no_more(outcome: Answered, question: Question) -> bool:
    """Whether nothing stands before the fact but a yes, or that it does not say it in these words: "not of Russia"
    stays."""
    sentence = outcome.lead.records[0].fact.sentence
    before = outcome.lead.text.removesuffix(sentence).strip()
    return before in ("", question.yes.strip(), question.wording.say("says_partly").strip())


def looks_ahead(question: Question) -> bool:
    """Whether a claim is one of what is to come: "Will …?", "Is … going to …?", …ますか, 会…吗."""
    words, text = question.knowledge.resource("grammar"), question.utterance.text
    match question.utterance.language:
        case "en":
            tokens = [token.folded for token in question.utterance.tokens[:2]]
            verbs = [item.position for item in question.asked.of_kind("relation")]
            named = any(
                item.position < min(verbs, default=len(text))
                for item in question.asked.of_kind("entity", "topic", "concept")
            )
            return asks_what_will_be(question) and not _OF_PAST & {*tokens[:1]} and named
        case "ja":
            ahead = (*words["asking"]["ahead_cjk"], *words["foretelling"]["surely_ja"])
            return any(word in text for word in ahead) and not any(
                w in text for w in words["foretelling"]["ongoing_ja"]
            )
        case _:
            if any(word in text for word in words["foretelling"]["past_zh"]):
                return False
            left = text
            for word in words["asking"]["no_ahead_zh"]:
                left = left.replace(word, "")
            return any(word in left for word in words["asking"]["ahead_zh"])


def _asks_for_guess(question: Question) -> bool:
    """Whether nothing but a guess can be meant: a Japanese verb may as well tell what is so."""
    language = question.utterance.language
    surely = question.knowledge.resource("grammar")["foretelling"]["surely_ja"]
    return language == "zh" or (language == "ja" and any(word in question.utterance.text for word in surely))


def _is_to_come(fact: Fact) -> bool:
    """Whether a fact tells what was to come: a plan, what was agreed, an invitation, a demand."""
    return fact.kind in (*_SETTLED, "demand") or fact.modality in _PLANNED or fact.relation == _INVITING


def _is_plan(rated: Rated, first: Rated, question: Question) -> bool:
    """Whether a fact is a plan on just what is asked, which lacks nothing of it but that it is to come."""
    fact, found = rated.found.record.fact, rated.found
    if not (_is_to_come(fact) and fact.reviewed) or fact.kind in _SPOKEN:
        return False
    ahead = question.knowledge.resource("grammar")["foretelling"]["only_ahead"]
    lost = [item for item in found.missing if item.text not in ahead]
    return found.clean and not lost and rated.chance >= _LEAST and rated.order >= first.order * _NOT_FAR


def _tell_plan(question: Question) -> Answered | None:
    dated = question.knowledge.resource("grammar")["foretelling"]["dated"]
    if any(word in question.utterance.text.casefold() for word in dated) or is_after_the_last(question):
        return None  # nothing is planned for next year
    if question.asked.of_kind("unknown") or question.asked.negated:
        return None
    likely, found = find_rated(question)
    plan = next((rated.found for rated in likely[:_FIRST] if _is_plan(rated, likely[0], question)), None)
    return _as_plan(tell_fact(plan, [plan], found, question, near=[plan]), question) if plan is not None else None


def _as_plan(told: Answered, question: Question) -> Answered:
    """An answer with its first fact as what was planned, and no word that it will be so."""
    text = question.wording.say("foretold") + question.wording.gap + told.lead.records[0].fact.sentence
    lead = replace(told.lead, text=text, short=None)
    return replace(told, lead=lead, confidence=min(told.confidence, _MOST_CONFIDENCE))
