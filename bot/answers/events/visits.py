"""Whether the articles tell that somebody was where a question takes him to have been, and when he was there.

"When did Xi visit Japan?" is answered by no meeting that he had elsewhere with somebody from there, and by no wish that
he may come.
"""

from __future__ import annotations

from bot.answers.deciding.beside_point import asks_what_will_be
from bot.answers.deciding.presence import was_there
from bot.answers.finding.guard import stands_for
from bot.answers.finding.kinds import find_period
from bot.answers.model import Verdict
from bot.answers.outcome import Answered, NotFound, Statement
from bot.answers.question import Question, verbs_of
from bot.answers.telling.leading import begins_with
from bot.answers.telling.refusal import span_of_articles
from bot.intents.model import Item
from knowledge.model import Period
from knowledge.store import Record
from knowledge.values import dataclass

_VISIT = "r:visit"
_GOALS = ("place", "country")
_MOST_EXAMINED = 96
_NEAREST = 3
_CONFIDENCE = 85
_YEAR = 300
_INSTEAD = 60
"""How sure the correction is that somebody was somewhere else than he is said to have gone."""

_SPOKEN_OF = frozenset({"invite", "plan", "hope", "promise", "agree", "demand", "decide", "cancel", "reject"})
"""Of a visit that only these are asked about, none need have been made."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """Somebody and the place that a question has him go to."""

    guest: Item
    goal: Item
    alone: bool
    """Nothing else is asked."""


def answer_visit(question: Question) -> Answered | NotFound | None:
    """The day of a visit, where nothing else is asked; that no article tells of it, where none does; else None."""
    visit = _find_visit(question)
    if visit is None:
        return None
    there = [r for r in _read_near(visit, question) if was_there(visit.guest, visit.goal, r.fact, question.knowledge)]
    if not there:
        wording = question.wording
        lead = wording.say("none_visit", who=question.name_of(visit.guest), where=_goal_name(visit.goal, question))
        instead = _find_instead(visit, question)
        if instead is not None:
            text = lead + wording.gap + wording.say("do_say") + wording.gap + instead.fact.sentence
            told = Statement(text=text, records=(instead,))
            verdict: Verdict | None = "partly" if question.asked.polar else None
            return Answered(lead=told, confidence=_INSTEAD, verdict=verdict, judged=True)
        return NotFound(lead=lead, nearest=_nearest(visit, question), notes=span_of_articles(question))
    if question.asked.polar:
        return _correct_year(visit, there, question)
    return _tell_when(visit, there, question) if visit.alone and question.asked.answer == "time" else None


def _correct_year(visit: Visit, there: list[Record], question: Question) -> Answered | None:
    """When the guest was there, where a claim has it in another year; one that a fact only mentions is none of it."""
    asked, wording = question.asked, question.wording
    years = [t for t in asked.timexes if t.first is not None and t.last is not None and (t.last - t.first).days > _YEAR]
    dated = [(r, period) for r in there if (period := find_period(r, question.knowledge)) is not None]
    if not visit.alone or len(years) != 1 or len(asked.timexes) != 1 or years[0].bound != "in" or not dated:
        return None
    if any(years[0].covers(period.start, period.end) for _, period in dated):
        return None
    record = max(dated, key=lambda pair: (pair[0].fact.relation == "visit", pair[0].fact.kind == "event"))[0]
    what = question.utterance.text[years[0].start : years[0].end]
    text = wording.say("not_of", what=what) + wording.gap + record.fact.sentence
    lead = Statement(text=text, records=(record,))
    return Answered(lead=lead, confidence=_INSTEAD, verdict="partly", judged=True)


def _find_visit(question: Question) -> Visit | None:
    """The visit that a question takes for granted; None where it only asks about a wish, a plan or a forecast."""
    asked = question.asked
    verbs = [item for item in asked.of_kind("relation") if _VISIT in item.options and item.position >= 0]
    goals = [i for i in asked.of_kind("entity") if _may_be_goal(i, question)]
    if len(verbs) != 1 or len(goals) != 1 or asked.negated or asked.cleft or "future" in asked.signs:
        return None
    if verbs_of(question) & _SPOKEN_OF or asks_what_will_be(question) or asked.beyond:
        return None
    guest = _find_guest(verbs[0], question)
    if guest is None:
        return None
    own = [item for item in asked.items if not item.carried and item not in (verbs[0], goals[0], guest)]
    return Visit(guest=guest, goal=goals[0], alone=not own)


def _may_be_goal(item: Item, question: Question) -> bool:
    where = item.role in ("place", "target") or (question.utterance.language != "en" and item.role == "any")
    return where and not item.carried and not item.excluded and not item.either and question.is_kind(item, *_GOALS)


def _find_guest(visit: Item, question: Question) -> Item | None:
    """Who goes there: whoever is named before the verb and acts, or whose visit it is."""
    persons = [
        item
        for item in question.asked.of_kind("entity")
        if question.is_kind(item, "person") and not item.excluded and not item.either and item.position < visit.position
    ]
    before = question.token_of(visit, -1)
    pronouns = set(question.knowledge.resource("grammar")["pronouns"]["person"])
    if before is not None and before.possessive:
        ends = {piece.first: piece.last for piece in question.utterance.pieces}
        return next((item for item in persons if ends.get(item.position) == visit.position), None)
    acting = [item for item in persons if item.role == "agent"]
    whose = before is not None and before.folded in pronouns
    first = min((item.position for item in question.asked.of_kind("relation") if item.position >= 0), default=-1)
    if len(acting) != 1 or not (whose or first == visit.position or question.utterance.language != "en"):
        return None
    return acting[0]


def _read_near(visit: Visit, question: Question) -> tuple[Record, ...]:
    """Facts with the guest, near the goal first."""
    groups = [dict.fromkeys(visit.guest.options, 1.0), dict.fromkeys(visit.goal.options, 1.0)]
    numbers = question.knowledge.find_candidates(groups, _MOST_EXAMINED)
    return tuple(record for record in question.knowledge.read_records(numbers) if record.fact.reviewed)


def _find_instead(visit: Visit, question: Question) -> Record | None:
    """The meeting that is meant, told with the others or the date that a question names, and held somewhere else."""
    named = [
        item
        for item in question.asked.of_kind("entity")
        if not item.carried and item.position >= 0 and item is not visit.guest
    ]
    others = [item for item in named if question.is_kind(item, "person")]
    dates = [timex for timex in question.asked.timexes if timex.first is not None]
    if not others and not dates:
        return None
    for record in _read_near(visit, question):
        fact, period = record.fact, find_period(record, question.knowledge)
        parties = (*fact.agents, *fact.targets)
        there = all(stands_for(item, parties, question.knowledge) for item in (visit.guest, *others))
        then = period is not None and all(timex.covers(period.start, period.end) for timex in dates)
        if there and then and fact.relation in ("meet", "visit", "talk") and fact.kind == "event" and fact.place:
            return record
    return None


def _nearest(visit: Visit, question: Question) -> tuple[Record, ...]:
    """Where the guest was instead, or what was said of a visit: nearest to what is asked for."""
    near = [r for r in _read_near(visit, question) if r.fact.relation in ("meet", "invite", "visit")]
    return tuple(near[:_NEAREST])


def _goal_name(goal: Item, question: Question) -> str:
    places = [e for e in question.entities_of(goal) if e.kind == "place"]
    return question.wording.name(places[0]) if places else question.name_of(goal)


def _tell_when(visit: Visit, there: list[Record], question: Question) -> Answered | None:
    """The fact of the visit itself, or else that which spans the days on which the guest was there."""
    visits = [r for r in there if r.fact.relation == "visit"]
    if any(find_period(r, question.knowledge) is None for r in visits):
        return None  # a visit of some unknown day may be the one that is meant
    dated = [(r, period) for r in there if (period := find_period(r, question.knowledge)) is not None]
    dated = [(r, p) for r, p in dated if all(t.covers(p.start, p.end) for t in question.asked.timexes)]
    if not dated:
        return None

    def rank(told: tuple[Record, Period]) -> tuple[bool, bool, bool, int, int, int]:
        fact, span = told[0].fact, told[1]
        within = sum(span.start <= p.start and p.end <= span.end for _, p in dated)
        own = fact.relation == "visit"
        return own, own and fact.kind == "event", fact.weight != "low", within, -len(fact.sentences), -told[0].number

    record, period = max(dated, key=rank)
    day, sentence = question.wording.period(period, weekday="weekday" in question.asked.signs), record.fact.sentence
    if begins_with(sentence, day, owner=False):
        return Answered(lead=Statement(text=sentence, records=(record,)), confidence=_CONFIDENCE)
    text = f"{day[:1].upper()}{day[1:]}{question.wording.after(day)}{sentence}"
    return Answered(lead=Statement(text=text, records=(record,), short=day), confidence=_CONFIDENCE)
