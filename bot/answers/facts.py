"""Answer from single facts: who, where, when, why, how many, what was said, and whether something is true."""

from __future__ import annotations

from datetime import date

from bot.answers.kinds import find_number, find_period, find_persons, find_place
from bot.answers.lookup import Found
from bot.answers.merge import is_same, merge_found
from bot.answers.offices import answer_office
from bot.answers.outcome import Answered, NotFound, NotUnderstood, Statement
from bot.answers.partly import tell_partly
from bot.answers.premise import correct_premise
from bot.answers.question import Question
from bot.answers.refusal import refuse
from bot.intents.model import AnswerKind
from knowledge.features import ASKED_RELATION
from knowledge.gazetteer import find_latin_words
from knowledge.model import Fact, Period
from knowledge.store import Record

_MOST_LINES = {"statement": 3, "quote": 3, "fact": 3, "reason": 2, "latest": 2, "relations": 5, "person": 2, "claim": 2}
_CERTAIN = 82
"""From this score on a claim is called true without reserve: every name, verb and date of it is in the fact."""

_TOO_MUCH_LOST = 2
"""Words of a claim, besides names and verbs, without which a fact is about something else."""

_ENOUGH = 2
"""Verbs, topics and other words of a claim from which it is recognised without its verb being the fact's own."""

_SINGLE = 2
"""Passages up to which a fact is one claim; what rests on more sums several up."""

_ONE_CLAIM = frozenset({"claim", "person", "time", "place", "reason"})

_NEVER = Period(start=date.max, end=date.max, precision="day")
_PLURAL = 0.8
"""Share of the best score from which a fact is told in a list."""

_HOLDER_WITHIN = 5
"""Tokens around an office in which "who was" stands."""

_BEING = frozenset({"is", "was", "were", "been", "be"})
_WHO_BEHIND = ("は誰", "はだれ", "是谁", "是誰")

_SHORT_WORD = 3
_UNTOLD = 0.4
"""Share of a reason's words from which on its fact's sentence does not tell it."""

_REASONED = 0.7
"""Share of the best score from which a fact with a reason is told before one without."""

_COMPANION_DATE = 0.85
"""Share of the best score from which a fact that tells the asked act dates it better than the best."""

_COMPANION = 0.6
"""Share of the best score from which another claim of the same sentence is told with it."""

_OF_AN_ACT: frozenset[AnswerKind] = frozenset({"claim", "time", "reason", "person"})
"""Kinds that ask about an act: a fact that only mentions it beside another does not answer."""

_NEEDED: frozenset[AnswerKind] = frozenset({"place", "time", "number", "person", "quote", "reason", "statement"})
"""Kinds of which a fact must have something to give."""


def answer_from_facts(question: Question) -> Answered | NotFound | NotUnderstood:
    """The best fact first, then those that answer as well."""
    if question.asked.answer in ("latest", "person", "timeline", "articles", "identity", "fact") and (
        office := answer_office(question)
    ):
        return office
    found = question.find()
    fit = [f for f in found if is_fit(f, question)]
    telling = [f for f in fit if _tells_the_act(f, question)] if question.asked.answer == "time" else []
    if telling and telling[0].score >= fit[0].score * _COMPANION_DATE:
        fit = telling  # a date belongs to the act that is asked for, not to what is mentioned beside it
    elif question.asked.answer == "time" and question.asked.follow_up:
        fit = []
    newest = question.asked.newest and question.asked.answer not in ("fact", "statement")
    if newest:
        fit = _newest_first(fit, question)
    if "beginning" in question.asked.signs and question.asked.answer == "time" and fit:
        fit = _earliest_first(fit, question)
    if question.asked.answer == "reason":
        fit = _reasons_first(fit)
    fit = _just_told(found, question) or fit
    if fit and _done_by_another(fit[0], found, question):
        fit = []
    if not fit:
        return correct_premise(question, found) or tell_partly(question, found) or refuse(question, found)
    if _lacks_ordinal(fit[0], question) and (correction := correct_premise(question, found, ordinal=True)) is not None:
        return correction
    best = fit[0]
    near = [f for f in fit if newest or f.score >= best.score * question.scoring.near / 100]
    near = [f for f in near if _goes_with(f, best, question)]
    near += _companions(best, fit, near, question)
    near += _successors(near, found)
    if question.asked.plural:
        near = [f for f in fit if f.score >= best.score * _PLURAL]
    if question.asked.answer == "person":
        near = _by_person(best, fit, near, question)
    groups = merge_found(near)[: _lines(question)]
    lead = Statement(text=_lead(best, question), records=groups[0][1])
    statements = tuple(
        Statement(text=f.record.fact.sentence, records=records, label=_label(f.record, best.record, question))
        for f, records in groups[1:]
    )
    return Answered(lead=lead, statements=statements, notes=_notes(best.record, question), confidence=round(best.score))


def _just_told(found: tuple[Found, ...], question: Question) -> list[Found]:
    """For a bare "when was that?" or "where?" the facts just told that have it, in the order they were told."""
    asked = question.asked
    own = [item for item in asked.items if item.position >= 0 and not item.carried]
    if not asked.follow_up or own or asked.timexes or asked.answer not in ("time", "place"):
        return []
    told = {f.record.fact.id: f for f in found if f.kind_given and not (f.wrong_actor or f.opposed)}
    return [told[fact] for fact in asked.recent_facts if fact in told]


def _reasons_first(fit: list[Found]) -> list[Found]:
    """Facts that give a reason or a purpose before those that only sound like it, if they fit about as well."""
    least = fit[0].score * _REASONED if fit else 0.0
    reasoned = [f for f in fit if (f.record.fact.reason or f.record.fact.purpose) and f.score >= least]
    return [*reasoned, *(f for f in fit if f not in reasoned)]


def _by_person(best: Found, fit: list[Found], near: list[Found], question: Question) -> list[Found]:
    """The best fact of each person who is an answer: "Whom did Xi meet?" has several."""
    told = set(find_persons(best.record, question.asked, question.knowledge))
    chosen = [best]
    for f in fit:
        fresh = set(find_persons(f.record, question.asked, question.knowledge))
        if fresh - told and f.score >= best.score * _PLURAL and _told(f) & _told(best):
            chosen.append(f)
            told |= fresh
    return chosen if len(chosen) > 1 else near


def _lines(question: Question) -> int:
    """More lines where a list is asked for."""
    most = _MOST_LINES.get(question.asked.answer, 2)
    return most + 3 if question.asked.plural and question.asked.answer == "fact" else most


def _lacks_ordinal(best: Found, question: Question) -> bool:
    """Whether a claim hangs on "first" or "second", and the best fact says nothing of it."""
    groups = question.scoring.exclusive_concepts
    return question.asked.polar and any(
        option[2:] in group for item in best.missing for option in item.options for group in groups if option[0] == "c"
    )


def _successors(told: list[Found], found: tuple[Found, ...]) -> list[Found]:
    """What has overtaken the best fact since, where the pack says so: a demand that was met, a ban that was eased."""
    if not told:
        return []
    known = {f.record.fact.id for f in told}
    later = [
        f for f in found if told[0].record.fact.id in f.record.fact.links.supersedes and f.record.fact.id not in known
    ]
    return later[:1]


def _companions(best: Found, fit: list[Found], told: list[Found], question: Question) -> list[Found]:
    """The next best claim of the same passage: a sentence cut into two facts is told whole."""
    if question.asked.answer not in ("fact", "statement", "reason", "quote", "claim", "person"):
        return []
    passage = set(best.record.fact.sentences)
    same = [
        f
        for f in fit
        if f not in told
        and f.record.fact.article == best.record.fact.article
        and passage & set(f.record.fact.sentences)
        and f.score >= best.score * _COMPANION
    ]
    return same[:1]


def _goes_with(found: Found, best: Found, question: Question) -> bool:
    """Whether a fact is told beside the best one: what only a date, a place or a number was asked for needs one fact,
    and remarks stay with their article, so that two occasions are not mixed up."""
    same = found.record.fact.article == best.record.fact.article
    if is_same(found.record.fact, best.record.fact):
        return True
    if question.asked.answer in ("place", "time", "number"):
        return False
    if question.asked.plural:
        return True
    return same or question.asked.answer in ("latest", "relations", "reason") or len(question.asked.items) <= 1


def _counts_it(found: Found, question: Question) -> bool:
    """Whether the fact's number counts what is asked: no unknown word, something of the question's own in the fact,
    and for a measure a word of the question in what the number is of."""
    asked = question.asked
    if asked.of_kind("unknown"):
        return False
    own = [item for item in asked.items if not item.carried and item.position >= 0]
    lost = {missed.position for missed in found.missing}
    if not any(item.position not in lost and not question.is_kind(item, "country") for item in own):
        return False
    if asked.counted and not any(f"n:{option}" in found.record.features for option in asked.counted):
        return False
    if not asked.unit:
        return True
    numbered = any(f"n:{option}" in found.record.features for i in own if i.kind != "entity" for option in i.options)
    return numbered or "gap" in asked.signs


def _asks_for_holder(question: Question) -> bool:
    """Whether it is asked who held an office: "Who was the ambassador?", and not "Which premier met him?"."""
    if question.asked.answer != "person":
        return False
    tokens = [token.folded for token in question.utterance.tokens]
    for item in question.asked.items:
        if item.position < 0 or not any(option.startswith("c:office-") for option in item.options):
            continue
        before = tokens[max(0, item.position - _HOLDER_WITHIN) : item.position]
        after = "".join(tokens[item.position : item.position + _HOLDER_WITHIN + len(item.text)])
        behind = any(word in after for word in _WHO_BEHIND) and not question.asked.of_kind("relation")
        alone = tokens[:1] == ["who"] and not question.asked.of_kind("relation")
        if behind or alone or ("who" in before and set(before) & _BEING):
            return True
    return False


def _names_actor(found: Found, question: Question) -> bool:
    """Whether the answer is a person, or a state or body that did just what is asked."""
    answers = (question.knowledge.entity(p) for p in find_persons(found.record, question.asked, question.knowledge))
    if any(entity is not None and entity.kind == "person" for entity in answers) or "countries" in question.asked.signs:
        return True
    return not question.asked.of_kind("relation") or bool(_verbs(question) & _told(found))


def _is_done(fact: Fact) -> bool:
    """Whether what it tells happened, and was not only asked for, planned or wished."""
    return fact.kind not in ("demand", "plan", "position") and fact.modality in ("happened", "ongoing")


def _done(fact: Fact) -> set[str]:
    """The relations a fact tells of: of a demand only the demand itself, and not what was demanded."""
    return {fact.relation, *(fact.also if _is_done(fact) else ())}


def _tells_the_act(found: Found, question: Question) -> bool:
    """Whether the fact's own verb is the question's, or near it: a date belongs to an act, not to what is mentioned."""
    fact = found.record.fact
    told = _done(fact)
    verbs = question.asked.of_kind("relation")
    near = {other for item in verbs for o in item.options for other in question.relations.near.get(o[2:], frozenset())}
    named = {option[2:] for item in verbs for option in item.options if option.startswith("r:")}
    if not verbs and question.asked.answer in ("time", "person", "reason") and question.asked.of_kind("unknown"):
        return False
    if question.asked.answer == "time" and verbs and not told & named and not _is_done(fact):
        return False  # when a ban was lifted is not told by when it was agreed to ease it
    return not verbs or bool(told & (named | near))


def _only_stands(found: Found, question: Question) -> bool:
    """Whether the fact tells a state on the day of its report, which says nothing of when that began or ends."""
    fact = found.record.fact
    dated = fact.when is not None and fact.when.since
    return fact.modality == "ongoing" and not dated and not (fact.event and fact.kind == "event")


def _lacks_content(found: Found) -> bool:
    return any(item.kind in ("concept", "word", "topic") and not item.carried for item in found.missing)


def _verbs(question: Question) -> set[str]:
    return {o[2:] for item in question.asked.of_kind("relation") for o in item.options if o.startswith("r:")}


def _told(found: Found) -> set[str]:
    return {found.record.fact.relation, *found.record.fact.also}


def _is_to_come(found: Found, question: Question) -> bool:
    """Whether the last time is asked for, and the fact tells of what was only expected."""
    last = any("c:previous" in item.options for item in question.asked.items)
    return last and found.record.fact.modality in ("planned", "expected")


def _holds_all(found: Found, question: Question) -> bool:
    """Whether a claim is told in other words: nothing of it is missing, and it says enough to tell it from others."""
    content = question.asked.of_kind("relation", "concept", "word", "topic")
    own = {f"r:{relation}" for relation in _done(found.record.fact)}
    if _is_done(found.record.fact):
        own |= {name for name, strength in found.record.features.items() if strength > ASKED_RELATION}
    verbs = all(own & set(item.options) for item in question.asked.of_kind("relation"))
    return verbs and not found.missing and len(content) >= _ENOUGH and found.score >= _CERTAIN


def _holds_a_verb(found: Found, question: Question) -> bool:
    """Whether the fact's sentence has a verb of the question at all."""
    features = found.record.features
    least = 0.0 if question.asked.answer == "person" else ASKED_RELATION
    return any(
        features.get(option, 0.0) > least for item in question.asked.of_kind("relation") for option in item.options
    )


def is_fit(found: Found, question: Question) -> bool:
    """Whether a fact may answer: enough of the question, nothing against it, and of the kind asked for."""
    if found.score < question.scoring.least(question.asked.intent) or not found.clean:
        return False
    compound = len(found.record.fact.sentences) > _SINGLE
    if compound and not question.asked.plural and question.asked.answer in _ONE_CLAIM:
        return False  # of several claims told together it cannot be said which one answers
    if question.asked.answer == "time" and (_only_stands(found, question) or _is_to_come(found, question)):
        return False
    if question.asked.answer == "number" and not _counts_it(found, question):
        return False
    if question.asked.answer == "claim" and any(not item.soft for item in question.asked.of_kind("unknown")):
        return False  # of cars no fact here says anything, so none can confirm or refute a claim about them
    if _asks_for_holder(question) and not _told(found) & {"be", "take-office"}:
        return False
    if question.asked.answer == "person" and not _names_actor(found, question):
        return False
    named_only = "names" in question.asked.signs and question.asked.answer in (
        "person",
        "fact",
        "identity",
        "statement",
    )
    if named_only and not find_persons(found.record, question.asked, question.knowledge):
        return False
    exclusive = _verbs(question) & question.scoring.strict_relations
    if question.asked.answer in ("time", "person", "place") and exclusive and not exclusive & _told(found):
        return False
    lost = [item for item in found.missing if item.kind in ("concept", "word") and not item.carried]
    if question.asked.answer == "claim" and len(lost) >= _TOO_MUCH_LOST:
        return False
    strict = question.asked.answer == "claim" or named_only
    if strict and not _tells_the_act(found, question) and (named_only or not _holds_all(found, question)):
        return False
    if question.asked.answer == "claim" and not question.asked.of_kind("relation") and _lacks_content(found):
        return False
    if question.asked.answer in _OF_AN_ACT and not (_tells_the_act(found, question) or _holds_a_verb(found, question)):
        return False
    if question.asked.answer in _NEEDED and not found.kind_given:
        return question.asked.answer == "statement" and not any(i.role == "agent" for i in question.asked.items)
    return True


def _newest_first(fit: list[Found], question: Question) -> list[Found]:
    if not fit:
        return fit
    best = fit[0].score
    close = [f for f in fit if f.score >= best * 0.88]

    def newest(f: Found) -> tuple[int, int, float]:
        period = find_period(f.record, question.knowledge)
        happened = min(period.end, f.record.reported_on) if period else f.record.reported_on
        overtakes = bool(f.record.fact.links.supersedes)
        return -overtakes, -max(happened.toordinal(), f.record.reported_on.toordinal() - 200), -f.score

    return sorted(close, key=newest)


def _done_by_another(best: Found, found: tuple[Found, ...], question: Question) -> bool:
    """Whether the question's own verb is told, but of another actor, and the best fact tells something else of this
    one: "Why did Japan ban seafood" is not answered by what Japan says of China's ban."""
    agents = [item for item in question.asked.items if item.role == "agent" and item.kind == "entity"]
    if question.asked.answer in ("statement", "quote"):
        return False  # whose words are asked for is checked by itself, and the verb is what they are about
    named = {o[2:] for item in question.asked.of_kind("relation") for o in item.options if o.startswith("r:")}
    if not agents or not named or question.asked.symmetric or best.record.fact.relation in named:
        return False
    for f in found:
        other = f.wrong_actor is not None or any(item.role == "agent" and item.kind == "entity" for item in f.missing)
        points = f.score + (question.scoring.wrong_role if f.wrong_actor else 0.0)
        if other and f.record.fact.relation in named and points >= best.score * _PLURAL:
            return True
    return False


def _earliest_first(fit: list[Found], question: Question) -> list[Found]:
    """For "since when" and "when did it start": of the facts that fit about as well, the first in time leads."""
    close = [f for f in fit if f.score >= fit[0].score * _PLURAL]
    return sorted(close, key=lambda f: ((find_period(f.record, question.knowledge) or _NEVER).start, -f.score))


def _label(record: Record, lead: Record, question: Question) -> str | None:
    """What kind of statement a line is, where words were asked for and the line is of another kind than the lead."""
    if question.asked.answer not in ("statement", "quote") or record.fact.statement == lead.fact.statement:
        return None
    return question.wording.say(
        {"direct": "quote_label", "indirect": "speech_label"}.get(record.fact.statement, "narration_label")
    )


def _dates_it(record: Record, question: Question) -> bool:
    """Whether the fact's date is that of the very act asked for: "lifted" is not dated by when it was to be eased."""
    named = {o[2:] for item in question.asked.of_kind("relation") for o in item.options if o.startswith("r:")}
    return not named or question.asked.symmetric or bool(named & {record.fact.relation, *record.fact.also})


def _lead(best: Found, question: Question) -> str:
    record, wording, knowledge = best.record, question.wording, question.knowledge
    short: str | None = None
    match question.asked.answer:
        case "place":
            place = knowledge.entity(find_place(record, question.asked, knowledge) or "")
            short = wording.name(place) if place is not None else None
        case "time":
            period = find_period(record, knowledge)
            if period is not None and _dates_it(record, question):
                short = wording.period(period)
        case "person":
            people = [knowledge.entity(p) for p in find_persons(record, question.asked, knowledge)]
            if _tells_the_act(best, question):
                short = wording.listing(wording.name(p) for p in people if p is not None) or None
        case "reason":
            short = _ground(record.fact)
        case "number":
            short = find_number(record, question.asked)
        case "claim":
            return _verdict(best, question) + record.fact.sentence
        case _:
            pass
    if short is None:
        return record.fact.sentence
    stop = "." if wording.language == "en" else "。"
    gap = " " if wording.language == "en" else ""
    return f"{short[:1].upper()}{short[1:]}{stop}{gap}{record.fact.sentence}"


def _ground(fact: Fact) -> str | None:
    """The reason or purpose on record, unless the fact's sentence says it."""
    ground = fact.reason or fact.purpose
    if ground is None:
        return None
    told = set(find_latin_words(fact.sentence.casefold()))
    words = {word for word in find_latin_words(ground.casefold()) if len(word) > _SHORT_WORD}
    return ground.rstrip(".") if len(words - told) > len(words) * _UNTOLD else None


def _verdict(best: Found, question: Question) -> str:
    """Yes only where nothing at all is missing; where a word of the claim is, that; else the fact speaks for itself."""
    gap = " " if question.wording.language == "en" else ""
    asked, fact = question.asked, best.record.fact
    told = {fact.relation}
    verbs = asked.of_kind("relation")
    exact = (
        bool(verbs)
        and bool(asked.of_kind("entity", "topic"))
        and all(any(option[2:] in told for option in item.options) for item in verbs)
    )
    certain = (
        best.score >= _CERTAIN and not best.missing and not asked.negated and exact and asked.intent == "check_claim"
    )
    if (
        not certain
        or "limits" in asked.signs
        or asked.of_kind("unknown")
        or fact.polarity == "negated"
        or fact.modality in ("denied", "alleged")
        or best.record.fact.weight == "low"
    ):
        lost = any(item.kind in ("relation", "concept", "word") and not item.carried for item in best.missing)
        return question.wording.say("says_partly") + gap if lost and asked.intent == "check_claim" else ""
    return question.wording.say("yes") + gap


def _notes(record: Record, question: Question) -> tuple[str, ...]:
    if question.asked.answer == "latest":
        return (question.wording.say("as_of", date=question.wording.day(record.reported_on)),)
    return ()
