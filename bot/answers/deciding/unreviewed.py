"""Whether a claim that a program found, and nobody has checked, may answer: by the question's own words.

Its verbs and parties were guessed from the sentence. So what counts is how much of the question stands in the sentence
as such; what the guesses say is only held against it.
"""

from __future__ import annotations

import re

from bot.answers.finding.found import Found
from bot.answers.finding.kinds import counts_times, find_asked_period, find_persons
from bot.answers.finding.scoring import Supposed
from bot.answers.finding.stems import find_stems
from bot.answers.question import Question
from knowledge.features import FOUND_RELATION, OWN
from knowledge.model import Entity
from knowledge.patterns import compile_late

_NEEDED = frozenset({"place", "time", "number", "person", "quote"})
_OF_AN_ACT = frozenset({"place", "time", "person", "reason", "number", "fact"})
_LOSS = {"person": 0, "time": 1, "place": 1, "number": 0, "reason": 1, "fact": 0}
"""Words of the question that a claim may lack, by what is asked."""

_OF_A_STATE = frozenset({"identity", "office", "person", "fact"})
ASKS_WHICH = compile_late(
    r"\s*(?:in |at |on |from )?(?:which|what)\s+(?!(?:do|does|did|is|are|was|were|has|have|had|will|would|can|could"
    r"|shall|should|may|might|must|happen(?:s|ed)?)\b)(?:two\s+|three\s+|[^\W\d_]+(?:ese|ish|ian|i|an)\s+)?"
    r"(?P<noun>[^\W\d_]+)",
    re.IGNORECASE,
)
ASKS_DAY = compile_late(r"\b(?:which|what|exact) (?:day|date)\b", re.IGNORECASE)
ASKS_NAME = compile_late(r"\bnames? of\b|\bcalled\?$|\bnamed\?$", re.IGNORECASE)
_INDEFINITE = compile_late(r"\b(?:an?|some|several|two|three|relevant|certain)\s+(?:[^\W\d_]+\s+)?$", re.IGNORECASE)
_LIGHT = frozenset("name the of".split())
GROUND = compile_late(
    r"\b(?:because|since|owing to|due to|in response|in protest|citing|cited|on the grounds?|thanks to|as a result"
    r"|so that|in order to|after|over|amid|following|reasons?|grounds?)\b",
    re.IGNORECASE,
)
_WILL_DO = compile_late(r"\s*what\s+(?:will|would|could|can|shall|does|is)\s[^?]*?\s(?:do|doing)\b", re.IGNORECASE)
_NEAR = 30
_NAME = compile_late(r"(?<![.!?:] )(?<!^)\b[A-ZÀ-Þ][\w’'-]+")
NOTE = compile_late(r"\s\[[^\]]*\]")


def is_fit_unreviewed(found: Found, question: Question) -> bool:
    """Whether an unreviewed claim may answer: enough of the question, nothing against it, and what is asked for."""
    asked = question.asked
    if asked.only_articles and found.record.fact.article not in asked.only_articles:
        return False
    supposed = _is_supposed(found, question)
    if not tells_outcome(found, question):
        return False
    if (
        found.score < (supposed.accept if supposed else question.scoring.least(asked.intent, reviewed=False))
        or found.wrong_date
        or found.opposed
        or found.only_names
    ):
        return False
    if found.literal < (supposed.literal if supposed else question.scoring.literal_needed):
        return False
    if any(item.kind in ("entity", "unknown") and not item.carried and not item.soft for item in found.missing):
        return False
    if asked.answer in _NEEDED and not found.kind_given:
        return False
    if not names_actor(found, question):
        return False
    if found.record.fact.relation == "be" and asked.answer not in _OF_A_STATE:
        return False  # "Ramon Salcedo: defence secretary" tells of no act
    loss = supposed.lost if supposed else _LOSS.get(asked.answer, 0)
    if asked.answer in _OF_AN_ACT and not asked.quotations and words_lost(found) > loss:
        return False
    when = find_asked_period(found.record, asked, question.knowledge)
    to_day = when is None or when.start == when.end
    if asked.answer == "time" and ASKS_DAY.search(question.utterance.text) and not to_day:
        return False
    if asked.answer in {*_OF_AN_ACT, "claim"} and not supposed and not tells_it(found, question):
        return False
    if asked.answer == "reason" and not GROUND.search(found.record.fact.claim or found.record.fact.sentence):
        return False
    if asked.answer == "person" and not answers_who(found, question):
        return False
    if (
        asked.answer == "fact"
        and not supposed
        and (ASKS_WHICH.match(question.utterance.text) and not names_more(found, question))
    ):
        return False
    return not (asked.answer == "number" and not counts_that(found, question))


def tells_outcome(found: Found, question: Question) -> bool:
    """Whether a claim tells what would come of something, and of those asked about, where a question asks for that."""
    if "supposed" not in question.asked.signs:
        return True
    return _is_supposed(found, question) is not None and _does_what_is_asked(found, question)


def _is_supposed(found: Found, question: Question) -> Supposed | None:
    """What a claim needs where it tells what would come of something, and just that is asked."""
    supposed = question.scoring.supposed
    fact = found.record.fact
    return supposed if "supposed" in question.asked.signs and supposed.holds(fact.claim or fact.sentence) else None


def _does_what_is_asked(found: Found, question: Question) -> bool:
    """For "What will A do if ...?" whether the claim names A: what the other side would do is no answer."""
    if not _WILL_DO.match(question.utterance.text):
        return True
    actor = next((item for item in question.asked.of_kind("entity") if not item.carried), None)
    return actor is None or any(found.record.features.get(option, 0.0) >= OWN for option in actor.options)


def names_actor(found: Found, question: Question) -> bool:
    """Whether somebody who is asked about by name has to do with the claim itself, not only with its article."""
    fact = found.record.fact
    parties = {f"e:{party}" for party in (*fact.agents, *fact.targets, *fact.mentions, fact.speaker) if party}
    for item in question.asked.of_kind("entity"):
        people = [o for o in item.options if is_person(o[2:], question)]
        if item.role == "agent" and people and not item.carried and not parties & set(item.options):
            return False
    return True


def is_person(entity_id: str, question: Question) -> bool:
    """Whether an id is that of a person."""
    entity = question.knowledge.entity(entity_id)
    return entity is not None and entity.kind == "person"


def words_lost(found: Found) -> int:
    """How many of the question's own words, names apart, the claim has nothing of."""
    return sum(item.kind in ("relation", "concept", "word") and not item.carried for item in found.missing)


def tells_it(found: Found, question: Question) -> bool:
    """Whether the claim has the question's verbs, by the word or by one that tells the same."""
    fact = found.record.fact
    if question.asked.quotations:
        return True
    told = {f"r:{relation}" for relation in (fact.relation, *fact.also)}
    words = find_stems(fact.claim or fact.sentence)
    verbs = [item for item in question.asked.of_kind("relation") if "r:host" not in item.options]  # "hold talks"
    held = [
        bool(told & set(item.options)) or bool(find_stems(item.text) & words)
        or any(found.record.features.get(option, 0.0) >= FOUND_RELATION for option in item.options)
        for item in verbs
    ]  # fmt: skip
    done = [item for item in question.asked.of_kind("word") if item.text.endswith("ed") and not item.carried]
    if question.asked.answer == "time" and not verbs and not all(find_stems(item.text) & words for item in done):
        return False  # "When were the boats boarded?" is not told by when they were built
    lost = [item for item in found.missing if item.kind in ("relation", "concept", "word") and not item.carried]
    if question.asked.answer == "fact" and lost:
        return False
    # "strike down the ratification of the agreement": the article keeps speaking of the agreement, which is no verb.
    frame = find_stems(fact.frame or "")
    # Nor is "want" in "When do they want to sign?": of the verbs that tell an act, the first or the last must be told.
    light = question.scoring.light_verbs
    told_of = [
        (item.text not in light, is_held)
        for item, is_held in zip(verbs, held, strict=True)
        if is_held or not find_stems(item.text) & frame
    ]
    acts = [is_held for is_act, is_held in told_of if is_act]
    return not acts or acts[0] or acts[-1]


def answers_who(found: Found, question: Question) -> bool:
    """Whether somebody is found; whose name is asked for must have one, and hold the office that the question names."""
    people = [question.knowledge.entity(p) for p in find_persons(found.record, question.asked, question.knowledge)]
    known = [person for person in people if person is not None]
    text = question.utterance.text
    if ASKS_NAME.search(text):
        wanted = {w for item in question.asked.of_kind("concept", "word", "unknown") for w in find_stems(item.text)}
        holders = [p for p in known if not p.unnamed and wanted & find_stems(_office(p))]
        return any(wanted - _LIGHT <= find_stems(_office(p)) | find_stems(found.record.fact.sentence) for p in holders)
    which = ASKS_WHICH.match(text)
    if which is not None and not question.asked.quotations:
        noun = find_stems(which.group("noun"))
        return any(noun & find_stems(_office(person)) or person.kind == "country" for person in known)
    return bool(known)


def _office(person: Entity) -> str:
    return " ".join((person.gloss or "", *(office.title.en for office in person.offices)))


def names_more(found: Found, question: Question) -> bool:
    """Whether the claim gives the very thing asked for a name of its own: "which ports" wants names of ports."""
    which = ASKS_WHICH.match(question.utterance.text)
    assert which is not None
    told = NOTE.sub("", found.record.fact.sentence)
    noun = next(
        (m for m in re.finditer(r"[^\W\d_]+", told) if find_stems(m.group()) & find_stems(which.group("noun"))), None
    )
    if noun is None:
        return False
    asked = find_stems(question.utterance.text)
    near = told[max(0, noun.start() - _NEAR) : noun.end() + _NEAR]
    return any(not find_stems(name) & asked for name in _NAME.findall(near)) and not _INDEFINITE.search(
        told[: noun.start()]
    )


def counts_that(found: Found, question: Question) -> bool:
    """Whether a number of the claim counts what is asked, in the unit asked for."""
    numbers = found.record.fact.numbers
    if "often" in question.asked.signs:
        return counts_times(numbers)
    words = {w for item in question.asked.items if item.focus or item.kind == "unknown" for w in find_stems(item.text)}
    words |= {option[2:] for option in question.asked.counted if option.startswith("w:")}
    return not words or bool(question.asked.unit) or any(words & find_stems(f"{n.value} {n.of}") for n in numbers)
