"""Reading of days by what happened on them: "the day of his arrival", "the eve of the vote", "polling day"."""

from __future__ import annotations

import re
from datetime import timedelta

from knowledge.extract.dates.near import plain_day
from knowledge.extract.dates.scene import Found, Scene, dated
from knowledge.extract.dates.values import When, of_day

_VISIT_DAYS = {"day": 0, "first": 0, "opening": 0, "second": 1, "third": 2, "fourth": 3}
_EVENT_REACH = 60
"""Characters from a date to the word for what happened on it."""

_VOTES = re.compile(r"\b(?:vot(?:e|ed|es|ing)|polls?|polling|elections?|elected|ballots?|referendum)\b", re.IGNORECASE)
_EVENTS = dict.fromkeys(("vote", "ballot", "election", "elections", "referendum", "poll", "polling", "voting"), _VOTES)


def read_visit_day(scene: Scene, match: re.Match[str]) -> Found | None:
    """ "the day of his arrival", "the final day of the visit", "the eve of the vote"."""
    which = match["n"].lower()
    visit = scene.narrative.interval
    what = (match.groupdict().get("what") or "").lower()
    if which == "eve":
        base = event_day(scene, what) or scene.narrative.day
        return dated(plain_day(base, -1)) if base else None
    if visit is None or visit.first is None or visit.last is None:
        base = scene.narrative.day
        return dated(plain_day(base, 0)) if which == "day" and base else None
    if which in ("final", "last", "closing") or what == "departure":
        return dated(of_day(visit.last))
    return dated(of_day(visit.first + timedelta(days=_VISIT_DAYS[which])))


def event_day(scene: Scene, what: str) -> When | None:
    """The day that the text gave to an event: "Hondurans voted on Sunday ... the eve of the vote"."""
    stems = _EVENTS.get(what) or (re.compile(rf"\b{re.escape(what[:5])}", re.IGNORECASE) if len(what) > 3 else None)
    if stems is None:
        return None
    best: tuple[int, When] | None = None
    for told, start, end in scene.narrative.places:
        if told.grain not in ("day", "moment"):
            continue
        if end > scene.start:
            break
        for found in stems.finditer(scene.text, max(0, start - _EVENT_REACH), end + _EVENT_REACH):
            between = scene.text[min(found.end(), end) : max(found.start(), start)]
            distance = max(found.start() - end, start - found.end(), 0)
            if ". " not in between and "\n" not in between and (best is None or distance <= best[0]):
                best = (distance, told)
    return best[1] if best else None


def read_event_day(scene: Scene, match: re.Match[str]) -> Found | None:
    """ "polling day", "the eve of the vote", where the text has told when that was."""
    what = match["what"].lower()
    when = event_day(scene, what)
    if when is None or when.first is None:
        return None
    edge = (match.groupdict().get("edge") or "").lower()
    return dated(of_day(when.first - timedelta(days="eve of" in edge)))


def read_eve_of(scene: Scene, match: re.Match[str]) -> Found | None:
    """ "the eve of Orthodox Christmas"."""
    when = scene.read_when(match.span("of"))
    return dated(of_day(when.first - timedelta(days=1))) if when and when.first else None


RULES = {
    "visit_day": read_visit_day,
    "event_day": read_event_day,
    "eve_of": read_eve_of,
}
