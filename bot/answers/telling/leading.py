"""How the best fact is put: what was asked for first, then its own sentence."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.answers.deciding.answering_party import is_of_place
from bot.answers.deciding.contrary import tells_less
from bot.answers.deciding.fitness import CERTAIN
from bot.answers.deciding.own_act import is_of_act, lacks_setting
from bot.answers.deciding.told_act import tells_the_act
from bot.answers.finding.found import Found
from bot.answers.finding.guard import stands_for
from bot.answers.finding.kinds import find_asked_period, find_persons, find_place, find_told_place
from bot.answers.finding.roles import find_parties
from bot.answers.finding.stems import find_stems
from bot.answers.model import Verdict
from bot.answers.outcome import Statement
from bot.answers.question import Question
from bot.answers.telling.lead_order import is_ordering
from bot.answers.telling.said_number import say_number
from bot.answers.wording import longest_names
from bot.intents.model import Item
from knowledge.features import FOUND
from knowledge.gazetteer import find_latin_words
from knowledge.model import Fact
from knowledge.store import Record

_SHORT_WORD = 3
_WEEK = 7
"""Days up to which a period tells a day well enough where a day is asked for."""

_BESIDE = 2
"""Words from the name of a state to the post behind it that is a post of that state: "Japan's foreign minister"."""

_BEHIND = 4
"""The same from a post to the state behind it: "foreign minister of Japan"."""

_UNTOLD = 0.4
"""Share of a reason's words from which on its fact's sentence does not tell it."""


_VIEWS = ("position", "statement", "demand")


def lead_with(best: Found, records: tuple[Record, ...], question: Question, near: Sequence[Found] = ()) -> Statement:
    """The first line of an answer: the place, date, person, number, reason or verdict, then the fact's sentence.

    Args:
        records: the fact and others that tell the same.
        near: what is told with it.
    """
    record, wording, knowledge = best.record, question.wording, question.knowledge
    short: str | None = None
    match question.asked.answer:
        case "place":
            find = find_place if is_of_act(record, question) else find_told_place
            place = knowledge.entity(find(record, question.asked, knowledge) or "")
            short = wording.name(place) if place is not None else None
        case "time":
            period = find_asked_period(record, question.asked, knowledge)
            if period is not None and record.fact.polarity != "negated" and is_of_act(record, question):
                short = wording.period(period, weekday="weekday" in question.asked.signs)
                if "day" in question.asked.signs and record.fact.reviewed and (period.end - period.start).days > _WEEK:
                    return _without("day", record, records, question)
        case "person":
            short = _name_parties(best, near, question)
        case "reason":
            ground = _ground(record.fact)
            short = wording.say("ground", ground=ground) if ground is not None else None
        case "number":
            short = say_number(record, question)
        case "claim":
            return Statement(text=_verdict(best, question) + record.fact.sentence, records=records)
        case _:
            pass
    if lacks_setting(record, question):
        return _without(question.asked.answer, record, records, question)
    if short is None or begins_with(record.fact.sentence, short, owner=question.asked.answer == "person"):
        return Statement(text=record.fact.sentence, records=records)
    text = f"{short[:1].upper()}{short[1:]}{wording.after(short)}{record.fact.sentence}"
    return Statement(text=text, records=records, short=short)


_STANDING = frozenset({"be", "take-office", "leave-office"})
"""What somebody is, which is told of him alone."""


def _name_parties(best: Found, near: Sequence[Found], question: Question) -> str | None:
    """The names of those who are asked for, where their part in the fact is sure; of several whom somebody met all of
    whom the reply tells."""
    if best.record.fact.polarity == "negated" or tells_less(best, question):
        return None  # nobody did it
    parties = _sure_parties(best, question)
    if parties and _asks_for_all(question):
        for other in near:
            told = other.record.fact
            done = told.polarity != "negated" and told.modality in ("happened", "ongoing")  # nobody he hopes to meet
            if other.clean and done and not tells_less(other, question):
                parties += _sure_parties(other, question)
    beyond = [fact for id in question.asked.beyond if (fact := question.knowledge.find_fact(id)) is not None]
    before = {party for record in beyond for party in (*record.fact.agents, *record.fact.targets)}  # "who else?"
    others = _named_by_office(question) if question.asked.asked_act & question.scoring.roles["meeting"] else set()
    parties = tuple(party for party in parties if party not in before and party not in others)
    people = [entity for party in dict.fromkeys(parties) if (entity := question.knowledge.entity(party)) is not None]
    people = [entity for entity in people if entity.kind == "person"] or people
    sides = _asked_sides(question)
    people = [entity for entity in people if sides.intersection(question.knowledge.wider(entity.id))] or people
    wording = question.wording
    return wording.listing(longest_names(wording.name(entity) for entity in people)) or None


def _named_by_office(question: Question) -> set[str]:
    """Who may be meant by an office whose holder met somebody: who met the foreign minister was not he."""
    items = (item for item in question.asked.items if item.by_office and not (item.focus or item.text.endswith("s")))
    return {option[2:] for item in items for option in item.options if option.startswith("e:")}


def _asked_sides(question: Question) -> set[str]:
    """The states for which somebody is asked to have acted, or whose minister is asked for: "Who spoke for China?",
    "Who was foreign minister of Japan at the talks?"."""
    words = question.knowledge.resource("grammar")["sides"]
    posts = [i.position for i in question.asked.of_kind("concept") if any(o.startswith("c:office-") for o in i.options)]
    return {
        str(entity.id)
        for item in question.asked.of_kind("entity")
        if question.word_of(item, -1) in (*words["before"], *words["which"])
        or any(0 < place - item.position <= _BESIDE or _is_of(item, place, question) for place in posts)
        for entity in question.entities_of(item)[:1]
        if entity.kind == "country"
    }


def _is_of(state: Item, post: int, question: Question) -> bool:
    """Whether a state stands behind a post whose holder is asked for: "foreign minister of Japan"."""
    return 0 < state.position - post <= _BEHIND and question.word_of(state, -1) == "of"


def _asks_for_all(question: Question) -> bool:
    """Whether all whom somebody met are asked for: not the first of them, and nobody of one office."""
    asked = question.asked
    ordinals = {f"c:{name}" for group in question.scoring.exclusive_concepts for name in group}
    one = any(is_ordering(item) or set(item.options) & ordinals for item in asked.of_kind("concept"))
    one_office = any(
        item.focus and option.startswith("c:office-") and not item.text.endswith("s")  # "which prime ministers"
        for item in asked.items
        for option in item.options
    )
    met = bool(asked.asked_act & question.scoring.roles["meeting"])
    return met and asked.asked_part is not None and not one and not one_office


def _sure_parties(found: Found, question: Question) -> tuple[str, ...]:
    """Those who have the part that is asked for, where question and fact leave no doubt of it."""
    fact, asked, knowledge = found.record.fact, question.asked, question.knowledge
    if _is_of_several(fact, question) or (_asks_which_first(question)):
        return ()
    if "account" in asked.signs and fact.reviewed:
        source = fact.relayed_by or fact.speaker
        return (source,) if source and (fact.relayed_by or source not in fact.agents) else ()
    if "under" not in asked.signs:
        parties = find_parties(found.record, asked, knowledge, question.relations, question.scoring.roles)
        if parties is not None:
            return parties
    if not tells_the_act(found, question) or is_of_place(fact, question):
        return ()  # whose an island is, is not for a word to say
    parties = find_persons(found.record, asked, knowledge)
    if not fact.reviewed or asked.signs & {"under", "names"}:
        return parties
    if fact.relation in _STANDING and "countries" not in asked.signs:
        return tuple(p for p in parties if (e := knowledge.entity(p)) is not None and e.kind == "person")
    mutual = fact.relation in question.scoring.roles["mutual"] and fact.speaker is None
    return parties if mutual or fact.relation in _STANDING else ()


def _asks_which_first(question: Question) -> bool:
    """Whether two are named to choose from, and who was first: "Who went there first, Hayashi or Iwaya?"."""
    ordinals = {f"c:{name}" for group in question.scoring.exclusive_concepts for name in group}
    choice = any(item.either for item in question.asked.items)
    return choice and any(set(item.options) & ordinals for item in question.asked.of_kind("concept"))


def _without(asked: str, record: Record, records: tuple[Record, ...], question: Question) -> Statement:
    """The fact, after a word that the articles do not say what is asked for: when, on which day, or where."""
    untold = question.wording.say("says_not_asked", asked=question.wording.asked(asked))
    return Statement(text=untold + question.wording.gap + record.fact.sentence, records=records)


def _is_of_several(fact: Fact, question: Question) -> bool:
    """Whether several act in a fact, each otherwise, and the act of which the doer is asked for is only one of them; or
    no act is named, so that states which did something together need not both be "behind" it."""
    verbs = {o[2:] for item in question.asked.of_kind("relation") for o in item.options}
    several = len(fact.agents) > 1 and question.asked.asks_actor and not question.asked.symmetric
    if not verbs:
        entities = (question.knowledge.entity(agent) for agent in fact.agents)
        return several and all(entity is not None and entity.kind == "country" for entity in entities)
    return several and fact.relation not in verbs and bool(verbs & {*fact.also})


def begins_with(sentence: str, short: str, *, owner: bool) -> bool:
    """Whether a sentence puts first what was asked for by itself: "In July 2015, China and Japan held …".

    Args:
        owner: whose something is counts, too: "China's government …".
    """
    if short.lower() not in sentence[: len(short) + len("In ")].lower():
        return False
    behind = "(?!-)" if owner else "(?!['’-])"
    return re.match(rf"(?:(?:In|On|At) )?{re.escape(short)}\b{behind}", sentence, re.IGNORECASE) is not None


def label_of(record: Record, lead: Record, question: Question) -> str | None:
    """What kind of statement a line is, where words were asked for and the line is of another kind than the lead."""
    if question.asked.answer not in ("statement", "quote") or record.fact.statement == lead.fact.statement:
        return None
    return question.wording.say(
        {"direct": "quote_label", "indirect": "speech_label"}.get(record.fact.statement, "narration_label")
    )


def _ground(fact: Fact) -> str | None:
    """The reason or purpose on record, unless the fact's sentence says it."""
    ground = fact.reason or fact.purpose
    if ground is None:
        return None
    told = set(find_latin_words(fact.sentence.casefold()))
    words = {word for word in find_latin_words(ground.casefold()) if len(word) > _SHORT_WORD}
    return ground.rstrip(".") if len(words - told) > len(words) * _UNTOLD else None


def _verdict(best: Found, question: Question) -> str:
    """The verdict in words, before the fact."""
    match find_verdict(best, question):
        case "supported":
            return question.yes + question.wording.gap
        case "partly":
            return question.wording.say("says_partly") + question.wording.gap
        case _:
            return ""


def _is_of_one_side(fact: Fact, question: Question) -> bool:
    """Whether what is claimed is only somebody's view, whom the claim does not name: "Is Taiwan part of China?" has no
    yes from what China's government says."""
    voices = (fact.speaker,) if fact.speaker else fact.agents
    named = any(stands_for(item, voices, question.knowledge) for item in question.asked.of_kind("entity"))
    return (fact.speaker is not None or fact.kind in _VIEWS) and not named


def _has_other_number(fact: Fact, question: Question) -> bool:
    """Whether a claim has a number, beside its dates, that the fact has not."""
    numbers = {token.folded for token in question.utterance.tokens if token.folded.isdigit()}
    return not numbers <= {word for word in fact.sentence.split() if word.isdigit()}


def _is_named(item: Item, fact: Fact, question: Question) -> bool:
    """Whether a word stands in the claim as a noun, and in the fact as well: "urged China to lift the ban"."""
    before = question.token_of(item, -1)
    determiners = question.knowledge.resource("grammar")["en"]["determiners"]
    noun = before is not None and (before.possessive or before.folded in determiners)
    return noun and bool(find_stems(item.text) & find_stems(fact.sentence))


def _has_ordinal(question: Question) -> bool:
    """Whether a claim hangs on "first" or "second": of several things told together either may be that."""
    named = {option[2:] for item in question.asked.of_kind("concept") for option in item.options}
    return any(named & set(group) for group in question.scoring.exclusive_concepts)


def _has_parties(fact: Fact, question: Question) -> bool:
    """Whether all states and persons that a claim names, but for places, take part in what the fact tells."""
    parties = (*fact.agents, *fact.targets, *filter(None, (fact.speaker, fact.relayed_by, fact.event)), *fact.topics)
    named = [i for i in question.asked.of_kind("entity") if i.role != "place" and not i.carried]
    return all(
        stands_for(item, parties, question.knowledge) for item in named if question.is_kind(item, "country", "person")
    )


def find_verdict(best: Found, question: Question) -> Verdict | None:
    """Yes only where nothing at all is missing; where a word of the claim is, that; else the fact speaks for itself."""
    asked, fact = question.asked, best.record.fact
    if not fact.reviewed:
        return None  # a program cannot tell whether its sentence says yes
    verbs = sorted(asked.of_kind("relation"), key=lambda item: item.position)
    exact = (
        bool(verbs)
        and bool(asked.of_kind("entity", "topic"))
        and any(option[2:] == fact.relation for option in verbs[0].options)
        and all(any(option[2:] in (fact.relation, *fact.also) for option in item.options) for item in verbs)
    )
    certain = (
        best.score >= CERTAIN
        and best.clean
        and not best.missing
        and not asked.negated
        and exact
        and asked.intent == "check_claim"
    )
    if (
        not certain
        or _is_of_one_side(fact, question)
        or not _has_parties(fact, question)
        or asked.signs & {"limits", "future"}
        or asked.of_kind("unknown")
        or _has_other_number(fact, question)
        or fact.polarity == "negated"
        or fact.modality in ("denied", "alleged")
        or best.record.fact.weight == "low"
        or (len(fact.sentences) > 1 and _has_ordinal(question))
        or ("earlier" in asked.signs and best.record.features.get("c:first", 0.0) >= FOUND)
    ):
        lost = any(
            item.kind in ("relation", "concept", "word") and not item.carried and not _is_named(item, fact, question)
            for item in best.missing
        )
        return "partly" if lost and asked.intent == "check_claim" else None
    return "supported"
