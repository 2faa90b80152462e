"""Say what is missing, and nothing else."""

from __future__ import annotations

from bot.answers.lookup import Found
from bot.answers.outcome import NotFound, NotUnderstood
from bot.answers.question import Question

_MOST_NEAR = 3
_MOST_NAMES = 3


def refuse(question: Question, found: tuple[Found, ...]) -> NotFound | NotUnderstood:
    """The reason why no fact answers, named as exactly as it can be, with the facts that come nearest."""
    wording, asked = question.wording, question.asked
    if asked.contentless:
        unknown = asked.of_kind("unknown")
        if not unknown:
            return NotUnderstood(lead=wording.say("not_understood"))
        return NotFound(lead=wording.say("none_mentions", what=unknown[0].text))
    nearest = tuple(f.record for f in found[:_MOST_NEAR] if f.score > 20)
    return NotFound(lead=_reason(question, found), nearest=nearest, notes=(_span(question),))


def _reason(question: Question, found: tuple[Found, ...]) -> str:
    wording, asked = question.wording, question.asked
    unknown = asked.of_kind("unknown")
    if unknown:
        return wording.say("none_mentions", what=unknown[0].text)
    foreign = next((item for item in asked.of_kind("entity") if not question.entities_of(item)), None)
    if foreign is not None:
        return wording.say("none_mentions", what=question.name_of(foreign))
    articles = question.knowledge.articles()
    for timex in asked.timexes:
        if (
            timex.first
            and timex.last
            and (timex.first > articles[-1].published_on or (timex.last < articles[0].published_on and not found))
        ):
            what = question.utterance.text[timex.start : timex.end]
            first, last = (wording.day(a.published_on) for a in (articles[0], articles[-1]))
            return wording.say("none_period", what=what, first=first, last=last)
    best = found[0] if found else None
    if best is not None and best.wrong_actor is not None:
        return wording.say("none_actor", what=question.name_of(best.wrong_actor))
    named = [item for item in asked.of_kind("entity", "topic") if not item.carried]
    names = tuple(dict.fromkeys(question.name_of(item) for item in named))[:_MOST_NAMES]
    if len(names) > 1:
        together = any(not set(f.missing) & set(named) for f in found)
        return wording.say("none_that" if together else "none_together", what=wording.listing(names))
    kind = wording.asked(asked.answer)
    if best is not None and best.clean and kind and not best.kind_given:
        return wording.say("none_asked", asked=kind)
    return wording.say("none_says")


def _span(question: Question) -> str:
    articles, wording = question.knowledge.articles(), question.wording
    name = "span" if len(articles) > 1 else "span_one"
    return wording.say(name, first=wording.day(articles[0].published_on), last=wording.day(articles[-1].published_on))
