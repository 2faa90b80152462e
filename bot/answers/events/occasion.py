"""When an occasion was that a question tells, and the question with that time in its place: "… when he met Abe"."""

from __future__ import annotations

from bot.answers.events.event_days import find_event_records
from bot.answers.finding.found import Found
from bot.answers.finding.guard import period_of
from bot.answers.question import Question, verbs_of
from knowledge.timex import Timex
from knowledge.values import replace

_LEAST_SCORE = 70
"""Of a fact that tells the occasion; one that has all of it without a word more has 90 or so."""

_MOST_DAYS = 62
"""Days of the longest occasion: what a fact dates by a year may have been under another."""

_ONE_OCCASION = 2
"""Days within which all facts that tell an occasion must lie for it to be one."""

_CANDIDATES = 64
_MEETING = "meet"


def date_by_meeting(asked: Question, told: Question) -> Question | None:
    """A question for somebody's words with the day of the meeting at which they fell; None where no meeting is told.

    Args:
        asked: the question without the meeting.
        told: the meeting, in which "he" is whose words are asked for.
    """
    spoken = asked.asked.answer in ("statement", "quote") or (asked.asked.answer == "fact" and verbs_of(asked))
    if not spoken or _MEETING not in verbs_of(told):
        return None
    speakers = [i for i in asked.asked.of_kind("entity") if i.role == "agent" and asked.is_kind(i, "person")]
    if len(speakers) != 1 or asked.asked.timexes:
        return None
    speaker = replace(speakers[0], position=-1, role="any")
    met = replace(told.asked, items=(*told.asked.items, speaker), symmetric=True, pronoun=False)
    times = find_times(replace(told, asked=met))
    firsts, lasts = [t.first for t in times if t.first], [t.last for t in times if t.last]
    if not firsts or not lasts or (max(lasts) - min(firsts)).days > _ONE_OCCASION:
        return None
    time = Timex(start=0, end=0, first=min(firsts), last=max(lasts))
    return replace(asked, asked=replace(asked.asked, timexes=(time,)))


def find_times(told: Question) -> list[Timex]:
    """When an occasion was: by the event that is named, or else by the facts that tell all of it."""
    events = {e.id: e for i in told.asked.of_kind("entity") for e in told.entities_of(i)[:1] if e.kind == "event"}
    if len(events) == 1:
        event = next(iter(events.values()))
        records = find_event_records(event, told)
        when = records[0].fact.when if records else event.when
        return [Timex(start=0, end=0, first=when.start, last=when.end)] if when is not None else []
    question = replace(told, asked=replace(told.asked, answer="fact", polar=False, signs=frozenset()))
    found = question.find(limit=_CANDIDATES)
    telling = [f for f in found if _tells(f, question)]
    periods = [period for f in telling if (period := period_of(f.record, told.knowledge)) is not None]
    return [Timex(start=0, end=0, first=first, last=last) for first, last in periods]


def _tells(found: Found, question: Question) -> bool:
    """Whether a fact tells the whole occasion, as something that happened then."""
    fact, verbs = found.record.fact, verbs_of(question)
    period = period_of(found.record, question.knowledge)
    if not fact.reviewed or not found.clean or found.missing or found.score < _LEAST_SCORE or period is None:
        return False
    if fact.modality != "happened" or fact.kind not in ("event", "agreement", "statement", "demand", "position"):
        return False
    return (period[1] - period[0]).days <= _MOST_DAYS and (not verbs or bool(verbs & {fact.relation, *fact.also}))
