"""How a claim stands to the fact that is told for it: borne out, told otherwise, not told of somebody or something, or
not told so. Every form of claim is judged here: "Did …?", "…, right?", …したか."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise

from bot.answers.checking.apart import tells_apart
from bot.answers.checking.bearing import Bearing, compare
from bot.answers.checking.claim_doers import find_wrong_doers
from bot.answers.checking.claim_done import NOT_YET, is_only_to_come, is_presupposed, says_it_is_to_come
from bot.answers.checking.claim_wanted import asks_of_another, receives_elsewhere, wants_otherwise
from bot.answers.checking.claim_words import NUMBER_WORDS, CheckWords
from bot.answers.checking.exclusion import excludes, tells_opposite
from bot.answers.checking.plain_denial import denies_plainly, is_denied, tells_denial
from bot.answers.checking.told_by import is_by_others
from bot.answers.checking.told_order import tells_other_order
from bot.answers.deciding.beside_point import asks_what_will_be
from bot.answers.deciding.called import find_called, is_called_so
from bot.answers.deciding.contrary import tells_contrary
from bot.answers.deciding.mismatch import find_mismatches
from bot.answers.deciding.order import compare_order
from bot.answers.deciding.owned_things import find_others_things
from bot.answers.deciding.told_doers import find_told_owners
from bot.answers.finding.found import Found
from bot.answers.finding.guard import period_of, stands_for
from bot.answers.finding.stems import find_stems
from bot.answers.model import Verdict
from bot.answers.question import Question, verbs_of
from bot.intents.model import Item
from knowledge.features import FOUND
from knowledge.gazetteer import find_latin_words, find_lemmas
from knowledge.model import Fact
from knowledge.text import fold_text
from knowledge.values import dataclass

_TWO = 2
_AGREED = frozenset({"agree"})
_BEFORE_NOUN = frozenset({"to", "the", "a", "an", "of", "its", "their"})
"""Behind one of these a word tells no act that was done: "to solve", "the arrest"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """The verdict on a claim by one fact."""

    verdict: Verdict | None = None
    """None where the fact says neither, and speaks for itself."""

    what: tuple[str, ...] = ()
    """Of whom or what the fact does not tell it."""


def judge_standing(found: Found, question: Question, words: CheckWords, before: Verdict | None) -> Standing:
    """A claim beside a reviewed fact.

    Args:
        before: what whoever chose the fact takes the claim for. That it is borne out, or told otherwise, must stand
            against all that speaks against it; that it is not told in these words, against the words themselves.
    """
    bearing = compare(question, found, words, question.asked.cue)
    if _leaves_order_open(question):
        return Standing(verdict="partly", what=bearing.dates) if bearing.dates else Standing()
    if (
        _was_the_first(found, question)
        or tells_other_order(found, question)
        or tells_apart(found, question)
        or is_denied(found, question)
    ):
        return Standing(verdict="contradicted")
    if bearing.whole and not (bearing.points or bearing.lost):
        return Standing(verdict="supported")
    what = _find_untold(found, bearing, question, before)
    other_date = bool(bearing.dates) and found.wrong_date is not None
    if _is_first_since(found, question):
        return Standing(verdict="partly")
    if _puts_another_forward(found, question) or _claims_all(found, question):
        return Standing(verdict="partly", what=what)
    doubted = (before == "contradicted" or what) and not question.asked.negated  # what is excluded is rightly denied
    if doubted and excludes(found, question, other_date=other_date):
        return Standing(verdict="contradicted")
    if what:
        return Standing(verdict="partly", what=what)
    called = find_called(question) if not question.asked.negated else None
    if called is not None:
        return Standing(verdict="supported" if is_called_so(called, found, question) else "partly")
    if tells_opposite(found, question):
        return Standing(verdict="contradicted")
    if bearing.negated and denies_plainly(found, question):
        return Standing(verdict="contradicted" if not bearing.lost else "partly")
    if bearing.negated and tells_denial(question.utterance.text, question):
        return Standing(verdict="partly")
    if (
        is_only_to_come(question, found, words)
        or wants_otherwise(found, question, words)
        or tells_contrary(found, question)
        or _lacks_another(found, question)
    ):
        return Standing(verdict="partly")
    if question.utterance.language != "en":
        return Standing(verdict=_weigh_by_verbs(bearing, question, before))
    return Standing(verdict=_weigh(bearing, question, words, before))


def _leaves_order_open(question: Question) -> bool:
    """Whether a claim asks in which order two things were: "before or after the dialogue"."""
    choice = question.knowledge.resource("grammar")["order_left_open"]["words"]
    return any(words in question.utterance.text.casefold() for words in choice)


def _is_first_since(found: Found, question: Question) -> bool:
    """Whether an earlier time is asked about, and the fact's "first" counts only from some day on: "for the first time
    since he took office"."""
    first = found.record.features.get("c:first", 0.0) >= FOUND
    counted = "since" in find_latin_words(fold_text(found.record.fact.sentence))
    return first and counted and "earlier" in question.asked.signs


def _find_untold(found: Found, bearing: Bearing, question: Question, before: Verdict | None) -> tuple[str, ...]:
    """Names, things, dates and numbers of a claim of which the fact does not tell it."""
    others = find_others_things(found, question)[-1:]
    wrong = () if others else (*find_wrong_doers(question, found), *receives_elsewhere(found, question))
    wrong = (*wrong, *asks_of_another(found, question))
    doers = tuple(question.name_of(item) for item in (*wrong, *_not_between(found, question)))
    hard = (item for item in found.missing if item.hard and item.options and not item.carried)
    dates = bearing.dates if question.utterance.language == "en" else ()
    fact = found.record.fact
    parties = (question.knowledge.entity(party) for party in {*fact.agents, *fact.targets})
    people = sum(party is not None and party.kind == "person" for party in parties)
    counted = (number for number in bearing.numbers if number != str(people))  # "the two ministers"
    numbers = tuple(counted) if question.utterance.language == "en" else ()
    mismatches = find_mismatches(found, question)
    typed = {word for some in (*numbers, *dates) for word in some.split()}
    if any({NUMBER_WORDS.get(word, word) for word in some.lower().split()} & typed for some in mismatches):
        numbers = dates = ()
    missing = tuple(question.name_of(item) for item in hard)
    return tuple(dict.fromkeys((*others, *doers, *missing, *mismatches, *dates, *numbers)))


def _was_the_first(found: Found, question: Question) -> bool:
    """Whether it is claimed that something was done before, and the fact tells the very act as the first."""
    fact, asked, verbs = found.record.fact, question.asked, verbs_of(question)
    before = [timex for timex in asked.timexes if timex.bound == "before"]
    earlier = "earlier" in asked.signs and question.utterance.language == "en" and not asked.negated
    if not earlier or len(before) != len(asked.timexes) or found.missing or (verbs and fact.relation not in verbs):
        return False
    period = period_of(found.record, question.knowledge)
    then = all(period is not None and t.first is not None and t.first <= period[1] for t in before)
    once = "since" not in find_latin_words(fact.sentence.lower()) or _in_office(question)
    return found.record.features.get("c:first", 0.0) >= FOUND and then and once and _take_part(fact, question)


def _puts_another_forward(found: Found, question: Question) -> bool:
    """Whether a claim says that it was somebody and no other, and the fact only mentions him: "it was Kishida who gave
    the speech", and that it came after he had met Xi."""
    fact, asked = found.record.fact, question.asked
    parties = (*fact.agents, *fact.targets, *filter(None, (fact.speaker, fact.relayed_by)))
    people = [item for item in asked.of_kind("entity") if question.is_kind(item, "person") and not item.carried]
    first = min(people, key=lambda item: item.position, default=None)
    cleft = asked.cleft and not asked.negated and first is not None
    return cleft and first is not None and not stands_for(first, parties, question.knowledge)


def _claims_all(found: Found, question: Question) -> bool:
    """Whether a claim is of "everything", or of "all", where the fact tells of something."""
    if "limits" not in question.asked.signs or question.asked.negated:
        return False
    words = question.knowledge.resource("checking")["universal"]["en"]
    told = find_latin_words(fold_text(found.record.fact.sentence))
    typed = [token.folded for token in question.utterance.tokens]
    claimed = (one for before, one in pairwise(["", *typed]) if one in words and before not in ("at", "after"))
    return any(one not in told for one in claimed)


def _in_office(question: Question) -> bool:
    """Whether a claim is of what somebody did "as foreign minister", and of no time before."""
    return any(token.folded == "as" for token in question.utterance.tokens)


def _not_between(found: Found, question: Question) -> tuple[Item, ...]:
    """Those "between" whom a claim has something that the fact has between others."""
    tokens, fact = question.utterance.tokens, found.record.fact
    between = next((at for at, token in enumerate(tokens) if token.folded == "between"), None)
    if between is None or len(fact.agents) < _TWO:
        return ()
    pair = [i for i in question.asked.of_kind("entity") if i.position > between and question.is_kind(i, "country")]
    parties = (*fact.agents, *fact.targets)
    return tuple(item for item in pair[:_TWO] if not stands_for(item, parties, question.knowledge))


def _lacks_another(found: Found, question: Question) -> bool:
    """Whether it is asked for another time, before or after the one that the fact tells."""
    words = question.knowledge.resource("grammar")["another_time"]
    again, typed = words["again"], question.utterance.tokens
    compared = len(typed) > 1 and typed[-2].folded in words["compared"]
    if typed and typed[-1].folded in words["ends"] and not compared:
        return True
    told = f" {' '.join(find_latin_words(fold_text(found.record.fact.sentence)))} "
    text = question.utterance.text
    for item in question.asked.of_kind("relation"):
        text = text.replace(item.text, "")  # 再次確認 is what the fact tells, and no other time
    asks = any(
        token.folded in again or (token.cjk and any(word in text for word in again))
        for token in question.utterance.tokens
    )
    first = "earlier" in question.asked.signs and found.record.features.get("c:first", 0.0) >= FOUND
    return first or (asks and not any(f" {word} " in told for word in again))


def _weigh_by_verbs(bearing: Bearing, question: Question, before: Verdict | None) -> Verdict | None:
    """The same of a claim in Japanese or Chinese, whose words cannot be held against the fact's one by one."""
    found = bearing.found
    fact, verbs = found.record.fact, question.asked.of_kind("relation")
    told = {f"r:{relation}" for relation in (fact.relation, *fact.also)}
    whole = found.clean and not found.missing and bool(verbs) and all(told & set(item.options) for item in verbs)
    if fact.relation in question.scoring.prospective_relations:  # who asks that it be lifted has lifted nothing
        whole = whole and any(f"r:{fact.relation}" in item.options for item in verbs)
    if _puts_forward_ja(question, fact):
        return "partly"
    if before == "partly" and whole and _take_part(fact, question):
        return "supported"
    if before != "contradicted" and _holds_all(bearing, question):
        return "supported"
    return "partly" if before == "contradicted" else before


def _puts_forward_ja(question: Question, fact: Fact) -> bool:
    """The same in Japanese, 求めたのは王毅？, where whoever is put forward does nothing in the fact."""
    asked, tokens = question.asked, question.utterance.tokens
    last = max(asked.items, key=lambda item: item.position, default=None)
    if last is None or question.utterance.language != "ja" or not question.is_kind(last, "person", "country"):
        return False
    cleft = [token.folded for token in tokens[max(0, last.position - _TWO) : last.position]] == ["の", "は"]
    other = any(item.role == "agent" for item in asked.of_kind("entity") if item is not last)
    doers = (*fact.agents, *filter(None, (fact.speaker, fact.relayed_by)))
    return cleft and not other and not asked.symmetric and not stands_for(last, doers, question.knowledge)


def _holds_all(bearing: Bearing, question: Question) -> bool:
    """Whether a fact holds each name, thing and verb of a claim, tells its main verb, and nothing in the claim was left
    unread that might say otherwise."""
    found, asked = bearing.found, question.asked
    fact = found.record.fact
    against = bearing.negated or bearing.points or bearing.lost or found.missing or not found.clean
    if against or asked.negated or asked.signs & {"earlier", "limits"} or fact.polarity == "negated":
        return False
    choices = question.knowledge.resource("grammar")["asking"]["choices"]
    if any(word in question.utterance.text for word in choices):
        return False
    if len(asked.items) < _TWO or all(item.kind == "entity" for item in asked.items):
        return False
    ahead = fact.relation in question.scoring.prospective_relations | _AGREED or fact.kind in ("plan", "demand")
    told = {fact.relation} if ahead else {fact.relation, *fact.also}  # what is agreed on is not yet done
    if fact.modality in NOT_YET and not (told & question.scoring.prospective_relations):
        return False
    verbs = sorted(asked.of_kind("relation"), key=lambda item: item.position)
    if verbs:  # the verb that is claimed stands last in Japanese, and first in Chinese
        main = verbs[-1 if question.utterance.language == "ja" else 0]
        return bool({f"r:{relation}" for relation in told} & set(main.options)) and _take_part(fact, question)
    if fact.relation != "be" and any(o.startswith("c:office") for item in asked.items for o in item.options):
        return False  # whose officer somebody is must be what the fact tells
    parties = (*fact.agents, *fact.targets, *fact.topics, *filter(None, (fact.speaker, fact.event, fact.place)))
    spoken = fact.relation in question.scoring.spoken_relations  # what is only spoken of may be anything
    named = [i for i in asked.of_kind("entity") if not i.carried and (spoken or not question.is_kind(i, "place"))]
    return _take_part(fact, question) and all(stands_for(item, parties, question.knowledge) for item in named)


def _weigh(bearing: Bearing, question: Question, words: CheckWords, before: Verdict | None) -> Verdict | None:
    """What a claim comes to against whose names, dates and numbers nothing speaks."""
    fact = bearing.found.record.fact
    named = {item.text for item in question.asked.items}
    untold = [word for word in bearing.lost if not _only_foresees(word, words)]
    lost = [word for word in untold if word in named and not _is_known(word, bearing.found, question)]
    order = compare_order(question, fact.sentence, words.light, question.asked.cue)
    demanded = fact.relation in question.scoring.prospective_relations
    if asks_what_will_be(question):
        return "supported" if _is_foreseen(bearing, question) else "partly" if lost or before == "partly" else None
    if _agrees_on_else(bearing.found, question) or is_by_others(bearing.found, question, words):
        return "partly"
    parts = _play_parts(fact, question) if demanded else _take_part(fact, question)
    if _is_only_named(question):
        return "partly" if fact.relation != "be" else None  # what a state claims is not the state's for that
    if bearing.full and (order.kept or parts):
        return "supported"
    if lost:
        return "partly"
    if bearing.parties and fact.relation in question.scoring.roles["speaking_of"]:
        return "partly"  # who worries about something worries about nobody else
    match before:
        case "supported" if order.kept or not demanded:
            return "supported"
        case "partly":
            own = fact.relation in verbs_of(question) or not verbs_of(question)
            whole = not (bearing.points or bearing.attributed or untold)
            if whole and order.kept and (own or verbs_of(question) & {*fact.also}):
                return "supported"  # who opposes a release has released nothing
            if not (bearing.points or untold) and is_presupposed(question, fact.sentence):
                return "supported"
            ahead = demanded and says_it_is_to_come(question, words)
            return None if whole and (own or ahead) else "partly"
        case _:
            changed = before == "contradicted" and bool(bearing.parties)
            return "partly" if changed or _only_mentions(fact, question, words) else None


def _is_foreseen(bearing: Bearing, question: Question) -> bool:
    """Whether what is to come by a claim is what the fact tells as planned or agreed, and not what somebody might do;
    that it denies something besides, "rather than end at once", denies nothing of the plan."""
    fact = bearing.found.record.fact
    planned = fact.kind == "plan" and fact.modality == "planned" and fact.relation in verbs_of(question)
    planned = planned and _says_verb(fact, question) and not tells_denial(question.utterance.text, question)
    other = bearing.parties or bearing.dates or bearing.numbers or bearing.lost or bearing.attributed
    return planned and not other and not question.asked.negated and bearing.found.clean


def _agrees_on_else(found: Found, question: Question) -> bool:
    """Whether what somebody agreed on by a claim is nothing that stands in the fact's sentence of an agreement."""
    verb = next((item for item in question.asked.of_kind("relation") if "r:agree" in item.options), None)
    if verb is None or found.record.fact.relation != "agree" or question.utterance.language != "en":
        return False
    told = find_stems(found.record.fact.sentence)
    matters = [item for item in question.asked.of_kind("topic", "concept", "word", "unknown") if not item.carried]
    return any(item.position > verb.position and not find_stems(item.text) & told for item in matters)


def _only_mentions(fact: Fact, question: Question, words: CheckWords) -> bool:
    """Whether nothing of what a claim says to be done is what the fact tells, or a fact of somebody's words only speaks
    of it, and the claim does not say that anybody speaks."""
    verbs = verbs_of(question)
    near = verbs.union(*(question.relations.near.get(verb, frozenset()) for verb in verbs))
    told = {fact.relation, *fact.also}
    if not verbs or fact.relation in near or _says_verb(fact, question):
        return False
    if find_stems(question.utterance.text) & find_stems(" ".join(words.saying["en"])):
        return False
    spoken = question.scoring.spoken_relations
    return not told & near or (fact.relation in spoken and not verbs & spoken and "saying" not in question.asked.signs)


def _says_verb(fact: Fact, question: Question) -> bool:
    """Whether the first verb of a claim stands in the fact's sentence as one that tells what is so: "China poses", but
    not "in solving" or "to solve"."""
    verbs = sorted(question.asked.of_kind("relation"), key=lambda item: item.position)
    stems = find_stems(verbs[0].text) if verbs else frozenset()
    typed = find_latin_words(fold_text(fact.sentence))
    if find_told_owners(fact.sentence, stems, question.knowledge):
        return False  # "North Korean weapons transfers"
    return any(
        find_stems(word) & stems and not word.endswith("ing") and typed[max(0, place - 1)] not in _BEFORE_NOUN
        for place, word in enumerate(typed)
    )


def _only_foresees(word: str, words: CheckWords) -> bool:
    """Whether a word of a claim only says that something is to come: "should abide"."""
    typed = find_latin_words(fold_text(word))
    return bool(typed) and all(one in words.intended["en"] for one in typed)


def _take_part(fact: Fact, question: Question) -> bool:
    """Whether all states and persons of a claim, but for places, take part in what a fact of some weight tells."""
    parties = (*fact.agents, *fact.targets, *filter(None, (fact.speaker, fact.relayed_by, fact.event)), *fact.topics)
    named = [i for i in question.asked.of_kind("entity") if i.role != "place" and not i.carried]
    named = [item for item in named if question.is_kind(item, "country", "person")]
    return fact.weight != "low" and all(stands_for(item, parties, question.knowledge) for item in named)


def _is_only_named(question: Question) -> bool:
    """Whether a claim only says that one thing is a state's: "Are the Senkaku Islands Chinese?"."""
    asked, first = question.asked, [token.folded for token in question.utterance.tokens[:1]]
    named = asked.of_kind("entity")
    things = [i for i in named if question.is_kind(i, "place", "body_of_water")]
    return len(named) == len(asked.items) == _TWO and first[0] in ("is", "are", "was", "were") and len(things) == 1


def _play_parts(fact: Fact, question: Question) -> bool:
    """Whether those who ask for something by a claim, and of whom they ask it, do so in a fact that demands it."""
    verbs = sorted(question.asked.of_kind("relation"), key=lambda item: item.position)
    if not verbs or f"r:{fact.relation}" not in verbs[0].options or question.asked.negated:
        return False
    named = [i for i in question.asked.of_kind("entity") if not i.carried and question.is_kind(i, "country", "person")]
    doers = [item for item in named if item.role == "agent"]
    others = [item for item in named if item.role == "target" and item.position > verbs[0].position]
    return bool(doers and others) and (
        all(stands_for(item, fact.agents, question.knowledge) for item in doers)
        and all(stands_for(item, fact.targets, question.knowledge) for item in others)
    )


def _is_known(word: str, found: Found, question: Question) -> bool:
    """Whether a word that the fact lacks stands in questions that readers ask for it."""
    typed = find_latin_words(fold_text(word))
    irregular: Mapping[str, str] = question.knowledge.resource("irregular")
    terms = {f"l:{lemma}" for one in typed for lemma in find_lemmas(one, irregular)}
    asked = question.knowledge.asked_terms(sorted(terms))
    return any(term.facts.get(found.record.number, 0.0) > 0 for term in asked.values())
