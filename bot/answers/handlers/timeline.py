"""What happened, in order, each line with its date as finely as the article knows it."""

from __future__ import annotations

from itertools import pairwise

from bot.answers.deciding.presence import happened_there
from bot.answers.events.event_days import find_event_records
from bot.answers.events.ranges import begins_range, with_range
from bot.answers.finding.found import Found
from bot.answers.finding.guard import happened_in, stands_for
from bot.answers.finding.kinds import find_period
from bot.answers.handlers.main_points import tell_main_points
from bot.answers.handlers.timeline_lines import choose_weightiest, in_order
from bot.answers.offices.attested import answer_office
from bot.answers.outcome import Answered, NotFound, NotUnderstood, Statement
from bot.answers.question import Question
from bot.answers.telling.refusal import refuse
from bot.intents.model import Interpretation, Item
from knowledge.features import FAMILY
from knowledge.gazetteer import join_key
from knowledge.model import Fact, Period
from knowledge.timex import Timex
from knowledge.values import replace

_LEAST_LINES = 2
_LEAST_SCORE = 40
_CANDIDATES = 512
_LISTED = frozenset({"meet", "visit", "talk", "attend", "protest", "shake-hands"})
"""Acts of which a list is asked for: "all meetings", but not "from the ban's introduction"."""

_DATED = ("event", "document")
_OF_EVENTS = 90
"""How sure a list of events is that the question names itself."""

_PAIR = 2
_WHERE = ("country", "place", "body_of_water")
_TIES = ("e:japan-china-ties",)


def build_timeline(question: Question) -> Answered | NotFound | NotUnderstood:
    """Dated facts on what the question names, earliest first; the weightiest where there are too many."""
    offices = answer_office(question)
    if offices is not None:
        return offices
    listed = _list_events(question)
    if listed is not None:
        return listed
    question = with_range(question)
    points = tell_main_points(question) if not _asks_for_course(question) else None
    if points is not None:
        return points
    found = question.find()
    if _matters(question) and (_is_of_another_matter(found, question) or _names_stranger(question)):
        return refuse(question, found)
    found = question.find(_named(question), limit=_CANDIDATES)
    dated = [(f, period) for f in found if (period := _own_period(f)) is not None and _belongs(f, question)]
    dated = [pair for pair in dated if _is_of_the_words(pair[0], question) and _is_of_both(pair[0], question)]
    for place in _settings(question):
        dated = [(f, when) for f, when in dated if happened_there(place, f.record.fact, question.knowledge)]
    if not dated:
        return refuse(question, found)
    dated = _begun_within(_of_the_event(dated, question), question)
    if not dated:
        return refuse(question, found)
    dated = _of_the_act(_on_the_matter(dated, question), question)
    only = _only_event(dated, question)
    points = tell_main_points(only) if only is not None else None
    if points is not None:
        return points
    kept = choose_weightiest(found for found, _ in dated)
    lines = tuple(
        Statement(text=record.fact.sentence, records=records, on=question.wording.period(record.fact.when))
        for records in in_order(kept)
        if (record := records[0]).fact.when is not None
    )
    sure = round(kept[0].score or 70)
    if len(lines) == 1:  # is in no order
        return Answered(lead=replace(lines[0], on=None), confidence=sure)
    return Answered(lead=Statement(text=question.wording.say("timeline")), statements=lines, confidence=sure)


def _list_events(question: Question) -> Answered | None:
    """The events and documents that are named to be put in order, each by the fact that dates it; None where fewer than
    two are, or one has no date here."""
    if any(begins_range(item, question) for item in question.asked.of_kind("entity")):
        return None  # "from the summit to the talks" asks for what lies between
    entities = {e.id: e for i in _matters(question) for e in question.entities_of(i)[:1] if e.kind in _DATED}
    told = [find_event_records(entity, question) for entity in entities.values()]
    if len(told) < _LEAST_LINES or not all(told) or question.asked.of_kind("unknown"):
        return None
    dated = [(when, records) for records in told if (when := records[0].fact.when) is not None]
    if not all(any(timex.covers(when.start, when.end) for when, _ in dated) for timex in question.asked.timexes):
        return None  # a date may only tell which of several is meant: "the 2024 Bluebook"
    lines = tuple(
        Statement(text=records[0].fact.sentence, records=records, on=question.wording.period(when))
        for when, records in sorted(dated, key=lambda pair: (pair[0].start, pair[0].end))
    )
    lead = Statement(text=question.wording.say("timeline"))
    return Answered(lead=lead, statements=lines, confidence=_OF_EVENTS)


def _is_of_another_matter(found: tuple[Found, ...], question: Question) -> bool:
    """Whether of states or waters a matter is named that none of the facts on them has: "the timeline of panda
    diplomacy between Japan and China"."""
    asked, light = question.asked, question.scoring.light_concepts
    if any(not question.is_kind(item, *_WHERE) and item.options[0] not in _TIES for item in _matters(question)):
        return False
    content = [i for i in asked.of_kind("concept", "word", "unknown") if not {o[2:] for o in i.options} & light]
    return any(all(any(item.position == missed.position for missed in f.missing) for f in found) for item in content)


def _names_stranger(question: Question) -> bool:
    """Whether somebody whom nobody here knows is named beside somebody else: "Kishida and Biden"."""
    joining = question.knowledge.resource("grammar")["event_range"]["middle"]
    pieces = {piece.last: piece.first for piece in question.utterance.pieces}
    persons = {item.position for item in _matters(question) if question.is_kind(item, "person")}
    for item in question.asked.of_kind("unknown"):
        token = question.token_of(item)
        if token is None or item.position == 0:
            continue
        joined = question.word_of(item, -1) in joining and pieces.get(item.position - 1) in persons
        if joined or (token.text[:1].isupper() and not item.soft):
            return True
    return False


def _matters(question: Question) -> tuple[Item, ...]:
    return tuple(item for item in question.asked.of_kind("entity", "topic") if not item.carried)


def _settings(question: Question) -> tuple[Item, ...]:
    """Cities and states in which it is asked what happened."""
    cues, text = question.knowledge.resource("grammar")["at_event"]["cues"], question.utterance.spelled_right.casefold()
    if not any(cue in text for cue in cues):
        return ()
    return tuple(i for i in _matters(question) if i.role == "place" and question.is_kind(i, "place", "country"))


def _asks_for_course(question: Question) -> bool:
    """Whether it is asked how something came about or went on: "what led up to the talks", "what followed"."""
    cue = join_key(question.utterance.tokens[place] for place in sorted(question.asked.cue))
    return not any(opening in cue for opening in question.knowledge.resource("grammar")["at_event"]["cues"])


def _named(question: Question) -> Interpretation:
    """The question without words that nobody knows, where it names what the timeline is to be about."""
    asked = question.asked
    if not asked.of_kind("entity", "topic"):
        return asked
    return replace(asked, items=tuple(item for item in asked.items if item.kind not in ("word", "unknown")))


def _of_the_act(dated: list[tuple[Found, Period]], question: Question) -> list[tuple[Found, Period]]:
    """Only what tells the question's own verb, where several facts do: a list of meetings holds no remarks."""
    named = {o[2:] for item in question.asked.of_kind("relation") for o in item.options if o.startswith("r:")} & _LISTED
    telling = [pair for pair in dated if pair[0].record.fact.relation in named]
    return telling if len(telling) >= _LEAST_LINES else dated


def _on_the_matter(dated: list[tuple[Found, Period]], question: Question) -> list[tuple[Found, Period]]:
    """Only what has a topic that is named, where several facts do: the timeline of a ban holds no other news."""
    topics = {item.position for item in question.asked.of_kind("topic") if item.options[0] not in _TIES}
    on_it = [pair for pair in dated if topics - {item.position for item in pair[0].missing}]
    return on_it if len(on_it) >= _LEAST_LINES else dated


def _of_the_event(dated: list[tuple[Found, Period]], question: Question) -> list[tuple[Found, Period]]:
    """Only what happened at an event, where nothing else is named but where or who: what happened at some talks is not
    what had happened years before."""
    asked = question.asked
    events = [entity for item in asked.of_kind("entity") for entity in question.entities_of(item)[:1]]
    whens = [entity.when for entity in events if entity.kind == "event" and entity.when is not None]
    if len(whens) != 1 or asked.of_kind("topic") or asked.timexes or _asks_for_course(question):
        return dated
    at_it = [pair for pair in dated if whens[0].start <= pair[1].start and pair[1].end <= whens[0].end]
    return at_it if len(at_it) >= _LEAST_LINES else dated


def _begun_within(dated: list[tuple[Found, Period]], question: Question) -> list[tuple[Found, Period]]:
    """Only what came about in the period, where nothing but that is asked for: what has gone on since before it, or was
    merely so, did not happen then."""
    within = [timex for timex in question.asked.timexes if timex.bound == "in"]
    named = [item for item in question.asked.items if item.role != "place" or item.kind != "entity"]
    if not within or named:
        return dated
    return [
        (found, when)
        for found, when in dated
        if any(timex.covers(when.start, when.start) for timex in within) and not _is_merely_so(found.record.fact)
    ]


def _only_event(dated: list[tuple[Found, Period]], question: Question) -> Question | None:
    """Where nothing but days is asked for, and all that is dated by them was on one occasion: the question for that."""
    events = {found.record.fact.event for found, _ in dated}
    if question.asked.items or len(events) != 1 or not question.asked.timexes:
        return None
    entity = question.knowledge.entity(next(iter(events)) or "")
    if entity is None or entity.kind != "event":
        return None
    item = Item(kind="entity", options=(f"e:{entity.id}",), text=entity.name.en, position=-1, hard=True)
    return replace(question, asked=replace(question.asked, items=(item,), timexes=()))


def _is_merely_so(fact: Fact) -> bool:
    """Whether a fact tells how things stood on some day, and not since when."""
    return fact.modality == "ongoing" and fact.when is not None and not fact.when.since


def _own_period(found: Found) -> Period | None:
    return found.record.fact.when


def _belongs(found: Found, question: Question) -> bool:
    fact = found.record.fact
    if fact.weight == "low" or fact.relation == "be" or found.wrong_date is not None:
        return False
    held = [_is_within(timex, found, question) for timex in question.asked.timexes]
    if not (any(held) if _are_apart(question.asked.timexes) else all(held)):
        return False
    if any(item.hard for item in found.missing):
        return False
    return found.score >= _LEAST_SCORE or not question.asked.items


def _is_of_the_words(found: Found, question: Question) -> bool:
    """Where nothing is named, whether a fact has at least half of the words that say what the timeline is to be of: a
    quarrel over water and fish is not one over islands in their waters."""
    asked, light = question.asked, question.scoring.light_concepts
    if asked.of_kind("entity", "topic"):
        return True
    words = [i for i in asked.of_kind("concept", "word") if not (i.carried or {o[2:] for o in i.options} & light)]
    lost = [item for item in words if any(item.position == missed.position for missed in found.missing)]
    return 2 * len(lost) <= len(words)


def _is_of_both(found: Found, question: Question) -> bool:
    """Whether each of two persons who are named takes part in what a fact tells, and it has to do with each of two
    states, and not only with one and its article."""
    fact, features = found.record.fact, found.record.features
    hard = [item for item in question.asked.of_kind("entity") if item.hard and not item.carried]
    persons = [item for item in hard if question.is_kind(item, "person")]
    event = question.knowledge.entity(fact.event) if fact.event else None
    present = (*fact.agents, *fact.targets, *filter(None, (fact.speaker,)), *(event.participants if event else ()))
    if len(persons) >= _PAIR and not all(stands_for(item, present, question.knowledge) for item in persons):
        return False
    states = [item for item in hard if question.is_kind(item, "country")]
    return len(states) < _PAIR or all(
        any(features.get(option, 0.0) >= FAMILY for option in item.options) for item in states
    )


def _are_apart(timexes: tuple[Timex, ...]) -> bool:
    """Whether dates exclude each other, so that one of them has to do: "in 2023 and 2024"."""
    spans = sorted((t.first, t.last) for t in timexes if t.first is not None and t.last is not None and t.bound == "in")
    return len(spans) == len(timexes) > 1 and all(one[1] < other[0] for one, other in pairwise(spans))


def _is_within(timex: Timex, found: Found, question: Question) -> bool:
    """Whether it happened in the period; what is dated by a longer one, "in 2023", is not known to be of one month."""
    period = found.record.fact.when
    if not happened_in(timex, found.record, question.knowledge) or period is None:
        return False
    if timex.bound != "in" or period.since:
        return True
    if timex.first is None or timex.last is None:
        return (period.start.year, period.start.month) == (period.end.year, period.end.month)
    return period.end - period.start <= timex.last - timex.first


def period_of(found: Found, question: Question) -> Period | None:
    """The fact's date or its event's."""
    return find_period(found.record, question.knowledge)
