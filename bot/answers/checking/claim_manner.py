"""How a claim is meant, beside a fact: the same act, and neither a plan nor somebody's words that it makes a deed."""

from __future__ import annotations

from bot.answers.checking.claim_particulars import count_negations
from bot.answers.checking.claim_words import BOTH_ALIKE, NEUTRAL, CheckWords, claimed_relations
from bot.answers.deciding.order import Order
from bot.answers.finding.found import Found
from bot.answers.finding.guard import stands_for
from bot.answers.finding.stems import find_stems, find_words
from bot.answers.question import Question
from knowledge.gazetteer import find_latin_words
from knowledge.text import fold_text

_NOT_YET = ("planned", "expected", "asked", "alleged", "denied")
_FEW = 3
"""Things that a claim in Japanese or Chinese names, up to which it only says what somebody is."""

_SINGLE = 2
"""Passages up to which a fact is one claim."""


def is_unlike(question: Question, found: Found, told: frozenset[str], words: CheckWords) -> bool:
    fact = found.record.fact
    verbs = claimed_relations(question)
    if len(fact.sentences) > _SINGLE or not _is_about_them(question, found):
        return True
    if question.utterance.language != "en":
        return not _has_itsclaimed_relations(question, found, verbs)
    if fact.relation not in NEUTRAL and verbs and fact.relation not in verbs:
        return True
    if fact.relation in NEUTRAL and verbs - NEUTRAL and not verbs & set(fact.also) and fact.statement == "narration":
        stems = {stem for item in question.asked.of_kind("relation") for stem in find_stems(item.text)}
        if not stems & told:
            return True
    if fact.modality in _NOT_YET or fact.relation in question.scoring.prospective_relations:
        return not _says_so(question.utterance.text, words) and fact.relation not in verbs
    return False


def _has_itsclaimed_relations(question: Question, found: Found, verbs: set[str]) -> bool:
    """Whether a claim in Japanese or Chinese has the verb of the fact and none that the fact lacks: its words cannot be
    held against the fact's one by one, so nothing else tells who does what."""
    fact = found.record.fact
    if not verbs:
        return fact.relation == "be" and len(question.asked.items) <= _FEW
    told = {fact.relation, *fact.also, *NEUTRAL, *(BOTH_ALIKE if fact.relation in BOTH_ALIKE else ())}
    return fact.relation in verbs and verbs <= told and fact.relation not in NEUTRAL


def lacks_predicate(question: Question, found: Found, order: Order, words: CheckWords) -> bool:
    """Whether a claim that somebody is something, or that something is not so, is held by other words of the fact only:
    "Wang Yi was not minister", where it calls him that in passing and denies something else."""
    if _claims_nothing(question, words):
        return True
    fact = found.record.fact
    voice = f"e:{fact.speaker or fact.relayed_by}"
    named = any(voice in item.options for item in question.asked.of_kind("entity"))
    if not claimed_relations(question) and fact.statement != "narration" and not named:
        return True  # what a spokesman says of a "so-called threat" is none
    if order.kept:
        return False
    if count_negations(question.utterance.text, words):
        return True
    if claimed_relations(question):
        return False
    first = next((item for item in question.asked.of_kind("entity", "topic")), None)
    if first is not None and question.is_kind(first, "event"):  # "Iwaya visited" is the name of his visit
        return fact.kind != "event" or not stands_for(first, filter(None, (fact.event,)), question.knowledge)
    if fact.relation not in ("be", "take-office"):
        return True
    return first is not None and not stands_for(first, (*fact.agents, *fact.topics), question.knowledge)


def _claims_nothing(question: Question, words: CheckWords) -> bool:
    """Whether "Did …?" has no word but names and little ones, and so no verb that is known: "Does X like Y?"."""
    tokens, items = question.utterance.tokens, question.asked.items
    if not tokens or tokens[0].folded not in ("do", "does", "did") or any(item.kind != "entity" for item in items):
        return False
    named = {at for piece in question.utterance.pieces for at in range(piece.first, piece.last)
             if any(item.position == piece.first for item in items)}  # fmt: skip
    return all(at in named or token.folded in words.function["en"] for at, token in enumerate(tokens))


def _is_about_them(question: Question, found: Found) -> bool:
    """Whether the claim names one of those who act in the fact, or to whom something is done."""
    fact = found.record.fact
    parties = (*fact.agents, *fact.targets, *fact.topics)
    named = question.asked.of_kind("entity", "topic")
    return not parties or any(stands_for(item, parties, question.knowledge) for item in named)


def keeps_doubt(question: Question, sentence: str, words: CheckWords) -> bool:
    """Whether each word of the fact that makes it a plan, a wish or a rumour is in the claim too."""
    claimed = find_stems(question.utterance.text)
    cues = words.intended["en"] & set(find_words(sentence))
    return all(({cue} | find_stems(cue)) & claimed for cue in cues)


def _says_so(text: str, words: CheckWords) -> bool:
    folded = fold_text(text)
    padded = f" {' '.join(find_latin_words(folded))} "
    return any(f" {word} " in padded for word in words.intended["en"]) or any(
        w in folded for w in words.intended["cjk"]
    )


def is_attributed(question: Question, found: Found, words: CheckWords) -> bool:
    """Whether the fact gives somebody's words, and the claim names nobody who says or does it."""
    fact = found.record.fact
    if fact.speaker is None and fact.statement == "narration":
        return False
    voices = tuple(filter(None, (fact.speaker, fact.relayed_by))) + fact.agents
    return not any(stands_for(item, voices, question.knowledge) for item in question.asked.of_kind("entity"))
