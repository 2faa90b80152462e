"""Find the facts that hold most of what a question names, and say of each what it lacks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from math import log

from bot.answers.guard import acts, happened_in, is_target, period_of, stands_for, told_in
from bot.answers.kinds import gives
from bot.answers.knowledge import Knowledge, RelationLinks
from bot.answers.scoring import Scoring
from bot.answers.stems import find_stems
from bot.intents.model import Interpretation, Item
from knowledge.date_terms import terms_between
from knowledge.features import FOUND_RELATION, LOCATED
from knowledge.model import Fact
from knowledge.store import Record
from knowledge.timex import Timex

_NUMBERS = frozenset({"two", "three", "four", "five"})
_SUMMING_UP = 4
"""A fact that rests on more passages sums an article up."""

_MOST_LITERAL = 1.6
"""What one word of a question counts at most, a name too, when its words are looked for as such."""

_IN_OTHER_WORDS = 0.75
"""What another word for the same counts beside the word itself."""

_BEFORE = 0.6
"""What a word in the sentence before a claim counts beside one in the claim itself."""

_STALE_DAYS = 400
_TOLD_IN = 0.8
_SAYING_KINDS = ("agreement", "statement", "position", "demand")
_SPOKEN = ("statement", "quote")
_ONE_THING = ("person", "time", "place", "number", "reason", "identity")
"""Answers that are wrong in whole where one word of the question is not in the fact."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A fact beside the question."""

    record: Record
    score: float
    """The share of the question's weight that the fact holds, times 100, less what speaks against it; may pass 100."""

    missing: tuple[Item, ...]
    wrong_actor: Item | None
    wrong_date: Timex | None
    opposed: Item | None
    """The question's relation or ordinal, where the fact has a contrary one."""

    lacks_focus: bool
    """Without the very thing asked for: "which weapons" and no weapon in it."""

    literal: float
    """Of an unreviewed claim the share of the question's own words that stand in it as such; 1 for reviewed facts."""

    kind_given: bool
    only_names: bool
    """The question says more than names, but the fact holds nothing of it but names."""

    @property
    def clean(self) -> bool:
        """Nothing speaks against it: actor, date, polarity and all hard items agree."""
        lacking = any(item.hard and not item.carried for item in self.missing)
        return not (
            self.wrong_actor or self.wrong_date or self.opposed or lacking or self.only_names or self.lacks_focus
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighed:
    """An item with its weight for this question."""

    item: Item
    weight: float
    hard: bool
    unknown: bool
    """No fact has it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Point:
    """A weighed item with what is the same of it for every fact."""

    item: Item
    weight: float
    unknown: bool
    lost: Item
    """The item as a fact without it lacks it."""

    waived: Item
    """The same where the fact has the words that the question quotes."""

    hard: bool
    stems: frozenset[str]
    content: bool
    """Says more than who and where."""

    ordinal: bool
    must: bool
    """No fact here tells of it, and without it none answers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    """What of a question is the same for every fact."""

    weighed: tuple[Weighed, ...]
    points: tuple[_Point, ...]
    options: frozenset[str]
    relations: frozenset[str]
    excluded: frozenset[str]
    ordinals: tuple[tuple[Item, frozenset[str], frozenset[str]], ...]
    """Items that name some of a group of which a fact can mean one only: the item, the group, those named."""


def find_facts(
    question: Interpretation,
    knowledge: Knowledge,
    scoring: Scoring,
    relations: RelationLinks,
    *,
    limit: int | None = None,
    also: tuple[int, ...] = (),
    only: int | None = None,
) -> tuple[Found, ...]:
    """Facts that share something with the question, best first.

    Args:
        also: numbers of further facts to look at.
        only: the number of the one fact that is wanted, if it is among them.
    """
    weighed = weigh_items(question, knowledge, scoring)
    numbers = list(
        knowledge.find_candidates(
            (*_search_groups(weighed, scoring, relations), *_search_dates(question, scoring)),
            limit or scoring.candidates,
        )
    )
    numbers += also
    numbers += [r.number for r in (knowledge.find_fact(fact) for fact in question.recent_facts) if r is not None]
    quoting = {number for text in question.quotations for number in knowledge.facts_quoting(text, scoring.candidates)}
    wanted = dict.fromkeys([*sorted(quoting), *numbers])
    if only is not None:
        wanted = dict.fromkeys([only]) if only in wanted else {}
    asked = _prepare(weighed, question, knowledge, scoring)
    besides = tuple(w for w in weighed if not _is_quoted(w.item, question)) if quoting else weighed
    unquoted = _prepare(besides, question, knowledge, scoring) if quoting else asked
    found = [
        _judge(
            record, question, unquoted if record.number in quoting and not record.fact.reviewed else asked, quoting,
            knowledge, scoring, relations,
        )
        for record in knowledge.read_records(wanted)
    ]  # fmt: skip

    def rank(f: Found) -> tuple[float, int, int]:
        behind = 0.0 if f.record.fact.reviewed else scoring.unreviewed
        return behind - f.score, -f.record.reported_on.toordinal(), f.record.number

    return tuple(sorted(found, key=rank))


def weigh_items(question: Interpretation, knowledge: Knowledge, scoring: Scoring) -> tuple[Weighed, ...]:
    """Each item's weight: by kind, more the rarer it is; words that only tell the kind of answer are left out."""
    frequencies = knowledge.frequencies(option for item in question.items for option in item.options)
    total = max(2, knowledge.fact_count)
    weighed: list[Weighed] = []
    for item in question.items:
        if item.excluded or item.text in _NUMBERS:
            continue
        if item.focus and _is_general(item, scoring):
            if item.kind in ("word", "unknown"):
                continue
            item = replace(item, focus=False)
        concepts = [option[2:] for option in item.options if option[0] == "c"]
        if item.kind == "concept" and item.options and all(concept in scoring.light_concepts for concept in concepts):
            continue
        counts = [frequencies[option] for option in item.options if option in frequencies]
        kind = item.kind if counts else "unknown"  # known to the lexicon, but no fact has it
        rarity = min((log((total + 1) / (count + 0.5)) / log(total + 1) for count in counts), default=1.0)
        floor = scoring.floors[kind]
        base = scoring.foreign_weight if kind == "unknown" and item.options else scoring.weights[kind]
        base = scoring.foreign_weight if item.kind == "unknown" and item.soft else base
        weight = base * (floor + (1 - floor) * max(0.0, min(1.0, rarity)))
        common = bool(counts) and max(counts) > scoring.hard_below * total
        weighed.append(
            Weighed(
                item=item, weight=weight * (scoring.weights["carried"] if item.carried else 1.0),
                unknown=not counts,
                hard=(item.hard and not common and not item.carried) or (item.focus and not item.options),
            )
        )  # fmt: skip
    return tuple(weighed)


def _prepare(weighed: tuple[Weighed, ...], question: Interpretation, knowledge: Knowledge, scoring: Scoring) -> _Asked:
    of_one_thing = question.answer in _ONE_THING
    named = {id(w): {option[2:] for option in w.item.options if option.startswith("c:")} for w in weighed}
    return _Asked(
        weighed=weighed,
        points=tuple(
            _Point(
                item=w.item,
                weight=w.weight,
                unknown=w.unknown,
                hard=w.item.hard,
                lost=replace(w.item, hard=w.hard),
                waived=replace(w.item, hard=False),
                stems=find_stems(w.item.text),
                content=_is_content(w.item, weighed, question, knowledge) and not w.item.carried,
                ordinal=_is_ordinal(w.item, scoring) and not w.item.carried,
                must=w.unknown
                and bool(w.item.options)
                and not w.item.carried
                and (of_one_thing or any(o.startswith("c:office-") for o in w.item.options)),
            )
            for w in weighed
        ),
        options=frozenset(option for w in weighed for option in w.item.options),
        relations=frozenset(option[2:] for w in weighed for option in w.item.options if option.startswith("r:")),
        excluded=frozenset(option for item in question.items if item.excluded for option in item.options),
        ordinals=tuple(
            (w.item, group, frozenset(named[id(w)] & group))
            for w in weighed
            for group in scoring.exclusive_concepts
            if named[id(w)] & group
        ),
    )


def _is_general(item: Item, scoring: Scoring) -> bool:
    """Whether a noun after "which" says no more than that some statement is wanted: "which measure", "what aspect"."""
    lemmas = {option[2:] for option in item.options} | {item.text, item.text.removesuffix("s")}
    return bool(lemmas & scoring.general_nouns)


def _lacks_kind(question: Interpretation, record: Record, knowledge: Knowledge, scoring: Scoring) -> bool:
    """Whether "which city" or "which official" finds nobody or nothing of that kind that the question has not named."""
    wanted = [
        scoring.asked_kinds[option[2:]]
        for item in question.items
        if item.focus and item.kind == "concept"
        for option in item.options
        if option[2:] in scoring.asked_kinds
    ]
    if not wanted:
        return False
    fact = record.fact
    event = knowledge.entity(fact.event) if fact.event else None
    around = (fact.place, fact.event, event.place if event is not None else None, fact.speaker, fact.relayed_by)
    named = {option for item in question.items if item.kind == "entity" for option in item.options}
    fresh = [e for e in (*fact.agents, *fact.targets, *fact.mentions, *filter(None, around)) if f"e:{e}" not in named]
    kinds = {entity.kind for entity in map(knowledge.entity, fresh) if entity is not None}
    return not any(kinds & set(some) for some in wanted)


def _search_groups(
    weighed: tuple[Weighed, ...], scoring: Scoring, relations: RelationLinks
) -> tuple[dict[str, float], ...]:
    """Of each item what a fact may have of it: what it stands for, and with less weight what is near to that."""
    own = {option: w.weight for w in weighed for option in w.item.options}
    groups: list[dict[str, float]] = []
    for w in weighed:
        group = {option: own[option] for option in w.item.options}
        for option in w.item.options:
            if option.startswith("r:"):
                others = relations.near.get(option[2:], frozenset()) | relations.opposite.get(option[2:], frozenset())
                near = [f"r:{other}" for other in sorted(others)]
            elif option.startswith("c:"):
                near = [f"{k}:{other}" for other in sorted(relations.near.get(option, frozenset())) for k in "rc"]
            else:
                near = []
            for other in near:
                if other not in own:
                    group.setdefault(other, w.weight * scoring.near_relation)
        groups.append(group)
    return tuple(groups)


def _search_dates(question: Interpretation, scoring: Scoring) -> Iterator[dict[str, float]]:
    """Of each period what a fact may have of it: to lie in it or, with less weight, to have been reported in it."""
    weight = scoring.weights["timex"]
    for timex in question.timexes:
        if timex.first and timex.last and timex.bound == "in":
            happened, told = terms_between(timex.first, timex.last)
            yield dict.fromkeys(happened, weight) | dict.fromkeys(told, weight * _TOLD_IN)


def _judge(
    record: Record, question: Interpretation, asked: _Asked, quoting: set[int], knowledge: Knowledge, scoring: Scoring,
    relations: RelationLinks,
) -> Found:  # fmt: skip
    weighed = asked.weighed
    total = reached = penalty = 0.0
    missing: list[Item] = []
    opposed = wrong_actor = None
    beyond_names = held_beyond = False
    quoted = record.number in quoting
    lacks_focus = _lacks_kind(question, record, knowledge, scoring)
    frame = find_stems(record.fact.frame or "")
    for w in asked.points:
        strength, contrary = _strength(w.item, record, scoring, relations)
        if w.unknown and strength:
            strength = min(strength, scoring.foreign_relation)
        if w.item.kind == "entity" and w.item.role != "place" and strength <= LOCATED:
            strength = 0.0
        if quoted and not w.hard:
            strength = max(strength, 0.8)
        total += w.weight
        is_framed = strength == 0.0 and not w.stems.isdisjoint(frame) and not w.item.focus
        reached += w.weight * (scoring.framed if is_framed else strength)
        if w.content:
            beyond_names = True
            held_beyond = held_beyond or strength > 0
        if strength == 0.0 and not is_framed:
            missing.append(w.waived if quoted and w.item.kind == "entity" else w.lost)
            if w.item.focus:
                lacks_focus = True
                penalty += scoring.missing_focus if w.unknown else scoring.missing_known_focus
            if w.ordinal:
                lacks_focus = True
                penalty += scoring.missing_known_focus
            if w.must:
                lacks_focus = True  # "who interpreted" is not answered where nothing here tells of interpreters
            if w.unknown and not w.item.carried and not w.item.soft:
                penalty += scoring.foreign_penalty if w.item.options else scoring.unknown_penalty
        if contrary:
            opposed = w.item
        if (
            strength
            and w.item.role != "any"
            and wrong_actor is None
            and _acts_wrongly(w.item, question, record, knowledge, relations)
        ):
            wrong_actor = w.item
    wrong_date = None
    held = [_share_of_date(timex, record, knowledge) for timex in question.timexes]
    if len(held) > 1 and _are_apart(question.timexes):
        held = [max(held)] * len(held)  # "in 2023 and 2024": what happened in one of them is asked for
    for timex, share in zip(question.timexes, held, strict=True):
        total += scoring.weights["timex"]
        reached += scoring.weights["timex"] * share
        wrong_date = timex if not share else wrong_date
    if question.quotations and quoting:
        total += scoring.weights["entity"]
        reached += scoring.weights["entity"] if quoted else 0.0
        held_beyond = held_beyond or quoted
    if opposed is not None and _tells_one(weighed, record, relations):
        opposed = None  # "agreed to ease the ban" names both sides of it
    given = gives(question.answer, record, question, knowledge)
    score = 100 * reached / total if total else 0.0
    literal = 1.0 if record.fact.reviewed or quoted else _literal_share(asked.points, record, scoring.framed)
    if not record.fact.reviewed:
        score += scoring.literal * (literal - scoring.literal_least)
        if "supposed" in question.signs and scoring.supposed.holds(record.fact.claim or record.fact.sentence):
            score += scoring.supposed.bonus
    score += scoring.right_kind * (given - 1) if given else -scoring.wrong_kind
    score += scoring.precision * (_precision(record, asked.options) - 0.5)
    if record.fact.id in question.recent_facts:
        score += scoring.same_fact
    if record.fact.article in question.recent_articles:
        score += scoring.same_article
    if question.quotations and not quoting:
        score -= scoring.unknown_penalty  # it pastes words that no quote here has
    if question.answer == "reason" and (record.fact.reason or record.fact.purpose):
        score += scoring.right_kind
    if record.fact.relation in asked.relations:
        score += scoring.exact_relation
    if question.answer in ("fact", "statement") and question.about_talks and record.fact.kind in _SAYING_KINDS:
        score += scoring.exact_relation
    if record.fact.relation == "be" and question.answer != "articles":
        asked_for = any(
            f"e:{agent}" in option for w in weighed for option in w.item.options for agent in record.fact.agents
        )
        if not asked_for or question.answer not in ("identity", "office", "fact", "person"):
            score -= scoring.identity
    if "summary" in question.signs and len(record.fact.sentences) > _SUMMING_UP:
        score += scoring.summary_fact
    else:
        score -= scoring.long_fact * max(0, len(record.fact.sentences) - 2)
    if asked.excluded and asked.excluded & {
        f"e:{e}" for e in (*record.fact.agents, *record.fact.targets, *record.fact.topics)
    }:
        score -= scoring.excluded
    score += _timeliness(record, question, knowledge, scoring)
    score -= penalty + (scoring.low_weight if record.fact.weight == "low" else 0.0)
    score -= scoring.wrong_role if wrong_actor else 0.0
    return Found(
        record=record, score=max(0.0, score), missing=tuple(missing), wrong_actor=wrong_actor, wrong_date=wrong_date,
        literal=literal, opposed=opposed or _other_ordinal(asked, record), kind_given=bool(given),
        lacks_focus=lacks_focus and question.answer != "claim",
        only_names=beyond_names and not held_beyond and not question.timexes,
    )  # fmt: skip


def _is_quoted(item: Item, question: Interpretation) -> bool:
    """Whether a word of the question stands in words that it quotes."""
    return any(find_stems(item.text) & find_stems(text) for text in question.quotations)


def _literal_share(points: tuple[_Point, ...], record: Record, framed: float) -> float:
    """The share of the question's own words that stand in an unreviewed claim, or in the sentence before it, as such.

    A program took the claim's verbs for what they mostly mean; that the words themselves agree speaks for it.
    """
    told = find_stems(record.fact.claim or record.fact.sentence)
    before = find_stems(record.fact.setting or "")
    frame = find_stems(record.fact.frame or "")
    total = found = 0.0
    for w in points:
        if w.item.carried or w.item.position < 0:
            continue
        words = w.stems
        weight = min(w.weight, _MOST_LITERAL)
        total += weight
        if not words.isdisjoint(told):
            found += weight
        elif w.item.kind == "entity":
            found += weight * max((record.features.get(option, 0.0) for option in w.item.options), default=0.0)
        elif any(record.features.get(option, 0.0) >= FOUND_RELATION for option in w.item.options):
            found += weight * _IN_OTHER_WORDS
        elif not words.isdisjoint(before):
            found += weight * _BEFORE
        elif not words.isdisjoint(frame):
            found += weight * framed
    return found / total if total else 1.0


def _are_apart(timexes: tuple[Timex, ...]) -> bool:
    """Whether dates exclude each other, so that one of them has to do; "January 2024" narrows "2024" down."""
    spans = sorted((t.first, t.last) for t in timexes if t.first is not None and t.last is not None and t.bound == "in")
    return len(spans) == len(timexes) and all(one[1] < other[0] for one, other in pairwise(spans))


def _share_of_date(timex: Timex, record: Record, knowledge: Knowledge) -> float:
    """1 where the fact happened in a period, less where it was only told in it, else 0."""
    if happened_in(timex, record, knowledge):
        return 1.0
    return _TOLD_IN if told_in(timex, record) else 0.0


def _timeliness(record: Record, question: Interpretation, knowledge: Knowledge, scoring: Scoring) -> float:
    """Events date and place an act better than states do; what stood "by 2024" is not best told by what was in 2015."""
    points = 0.0
    if question.answer in ("time", "place"):
        points += scoring.occasion if record.fact.kind == "event" else 0.0
        points -= scoring.untimely if question.answer == "time" and record.fact.modality == "ongoing" else 0.0
    period = period_of(record, knowledge)
    for timex in question.timexes:
        if timex.bound == "until" and timex.first is not None and period is not None:
            points -= scoring.untimely if (timex.first - period[1]).days > _STALE_DAYS else 0.0
    return points


def _is_ordinal(item: Item, scoring: Scoring) -> bool:
    return any(
        option[2:] in group for option in item.options for group in scoring.exclusive_concepts if option[0] == "c"
    )


def _tells_one(weighed: tuple[Weighed, ...], record: Record, relations: RelationLinks) -> bool:
    """Whether one of several verbs of the question is told, or one near to it."""
    verbs = [w.item for w in weighed if any(option.startswith("r:") for option in w.item.options)]
    named = {option[2:] for item in verbs for option in item.options if option.startswith("r:")}
    if len(verbs) > 1:
        named |= {other for relation in named for other in relations.near.get(relation, frozenset())}
    return bool(named & {record.fact.relation, *record.fact.also})


def _is_content(item: Item, weighed: tuple[Weighed, ...], question: Interpretation, knowledge: Knowledge) -> bool:
    """Whether an item says more than who and where: a verb, a topic; an event where there is nothing else."""
    if item.kind == "concept" and question.answer in _SPOKEN:
        return False
    if item.kind == "entity" and _entity_kind(item, knowledge) in ("event", "event_series"):
        return all(w.item.kind in ("entity", "concept") for w in weighed)
    return item.kind != "entity"


def _entity_kind(item: Item, knowledge: Knowledge) -> str:
    entity = knowledge.entity(item.options[0][2:]) if item.options else None
    return entity.kind if entity is not None else ""


def _strength(item: Item, record: Record, scoring: Scoring, relations: RelationLinks) -> tuple[float, bool]:
    """How strongly the fact holds the item, and whether it holds its contrary instead."""
    features = record.features
    best = 0.0
    for option in item.options:
        held = features.get(option, 0.0)
        if held > best:
            best = held
    reaction = f"r:{scoring.reactions['relation']}" in item.options
    if reaction:
        best = min(best, scoring.reactions["own"])
    elif best > FOUND_RELATION or (best and not any(option.startswith("r:") for option in item.options)):
        return best, False
    contrary = False
    for option in item.options:
        if option.startswith("c:"):
            near = relations.near.get(option, frozenset())
            if any(f"r:{other}" in record.features or f"c:{other}" in record.features for other in near):
                best = scoring.near_relation
        if option.startswith("r:"):
            near = relations.near.get(option[2:], frozenset())
            if reaction and any(other in near for other in (record.fact.relation, *record.fact.also)):
                best = scoring.reactions["near"]
            elif any(f"r:{other}" in record.features for other in near):
                best = max(best, scoring.near_relation)
            against = relations.opposite.get(option[2:], frozenset())
            contrary = contrary or record.fact.relation in against or any(r in against for r in record.fact.also)
    if contrary:
        return 0.0, True  # a verb that only its sentence or a reader's question has is not what it tells
    return best, False


def _acts_wrongly(
    item: Item, question: Interpretation, record: Record, knowledge: Knowledge, relations: RelationLinks
) -> bool:
    fact = record.fact
    if item.kind != "entity" or not _can_act(item, knowledge):
        return False
    if item.role == "agent":
        if question.answer in _SPOKEN:
            return not _speaks(item, record, knowledge)
        if question.symmetric and stands_for(item, (*fact.agents, *fact.targets), knowledge):
            return False
        if "publish" in (fact.relation, *fact.also) and _is_published(item, fact, knowledge):
            return False
        if fact.speaker and _speaks_elsewhere(item, question, record, knowledge):
            return False  # "What rules does A break, in B's view?": A is whom B's words are about
        return bool(fact.agents or fact.speaker) and not acts(item, fact, knowledge)
    if item.role == "target" and not question.symmetric:
        named = {option[2:] for i in question.items for option in i.options if option.startswith("r:")}
        near = {other for relation in named for other in relations.near.get(relation, frozenset())}
        same_act = bool((named | near) & {fact.relation, *fact.also})
        alone = len(fact.agents) == 1 and same_act
        return alone and acts(item, fact, knowledge) and not is_target(item, fact, knowledge)
    return False


def _is_published(item: Item, fact: Fact, knowledge: Knowledge) -> bool:
    """Whether a document stands in the fact as that to which something is done: "when was the report released"."""
    return _entity_kind(item, knowledge) in ("document", "event_series") and stands_for(
        item, (*fact.targets, *fact.mentions), knowledge
    )


def _speaks_elsewhere(item: Item, question: Interpretation, record: Record, knowledge: Knowledge) -> bool:
    """Whether the fact's speaker is named besides the item, and the item is nobody who is spoken to."""
    others = [other for other in question.items if other.kind == "entity" and other is not item]
    return any(_speaks(other, record, knowledge) for other in others) and not is_target(item, record.fact, knowledge)


def _speaks(item: Item, record: Record, knowledge: Knowledge) -> bool:
    fact = record.fact
    speakers = (fact.speaker,) if fact.speaker else fact.agents
    return stands_for(item, (*speakers, *((fact.relayed_by,) if fact.relayed_by else ())), knowledge)


def _can_act(item: Item, knowledge: Knowledge) -> bool:
    entities = (knowledge.entity(option[2:]) for option in item.options if option.startswith("e:"))
    return any(e is not None and e.kind in ("person", "country", "organisation", "document") for e in entities)


def _other_ordinal(asked: _Asked, record: Record) -> Item | None:
    """The question's "first" where the fact has "second": of such a group a fact can mean one only."""
    for item, group, named in asked.ordinals:
        held = {concept for concept in group if record.features.get(f"c:{concept}", 0.0) > 0.8}
        if held and not named & held:
            return item
    return None


def _precision(record: Record, named: frozenset[str]) -> float:
    """The share of what the fact itself is about that the question names."""
    fact = record.fact
    about = {f"e:{e}" for e in (*fact.agents, *fact.targets, *fact.topics)} | {f"r:{fact.relation}"}
    return len(about & named) / max(1, len(about))
