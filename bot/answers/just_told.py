"""Short questions about what was just told: when or where that was, who said it, in which articles it stands."""

from __future__ import annotations

from bot.answers.articles import list_articles, list_found
from bot.answers.found import Found
from bot.answers.leading import begins_with
from bot.answers.merge import is_same
from bot.answers.outcome import Answered, NotFound, NotUnderstood, Statement
from bot.answers.question import Question
from knowledge.store import Record

_CERTAIN = 90


def asks_of_the_last(question: Question) -> bool:
    """Whether a later question names nothing of its own: "when was that?", "who said that?"."""
    asked = question.asked
    own = [item for item in asked.items if not item.carried and (item.position >= 0 or item.kind == "topic")]
    return asked.follow_up and not own and not asked.timexes


def find_just_told(found: tuple[Found, ...], question: Question) -> list[Found]:
    """For a bare "when was that?" or "where?" the facts just told that have it, in the order they were told."""
    if question.asked.answer not in ("time", "place") or not asks_of_the_last(question):
        return []
    told = {f.record.fact.id: f for f in found if f.kind_given and not (f.wrong_actor or f.opposed)}
    return [told[fact] for fact in question.asked.recent_facts if fact in told]


def find_told_records(question: Question) -> tuple[Record, ...]:
    """The facts just told, in that order."""
    records = (question.knowledge.find_fact(fact) for fact in question.asked.recent_facts)
    return tuple(record for record in records if record is not None)


def asks_who_said_it(question: Question) -> bool:
    """Whether all that is asked is who said what was just told."""
    asked = question.asked
    saying = asked.answer == "person" and "saying" in asked.signs and not asked.items
    return saying and asked.follow_up and bool(asked.recent_facts)


def tell_who_said_it(question: Question) -> Answered | None:
    """The speaker of what was told first, and what he said; where the outlet tells it, its articles."""
    told = find_told_records(question)[:1]
    if not told:
        return None
    fact = told[0].fact
    voice = question.knowledge.entity(fact.speaker or fact.relayed_by or "")
    if fact.statement == "narration" or voice is None:
        return list_told_in(question)
    name = question.wording.name(voice)
    if begins_with(fact.sentence, name, owner=True):
        return Answered(lead=Statement(text=fact.sentence, records=told), confidence=_CERTAIN)
    text = f"{name}{question.wording.after(name)}{fact.sentence}"
    return Answered(lead=Statement(text=text, records=told, short=name), confidence=_CERTAIN)


def tell_articles(question: Question) -> Answered | NotFound | NotUnderstood:
    """The articles that bear on what is named, or that tell what was just told: "which article?"."""
    pointing = question.asked.follow_up and not question.asked.items
    return (list_told_in(question) if pointing else None) or list_articles(question)


def list_told_in(question: Question) -> Answered | None:
    """For "where was that printed?" the articles that tell what was told first."""
    told = find_told_records(question)
    if not told and question.asked.recent_articles:
        listed = tuple(question.knowledge.article(article) for article in question.asked.recent_articles)
        return list_found(question, listed, "")
    same = [record for record in told if is_same(record.fact, told[0].fact)]
    chosen = tuple(dict.fromkeys(record.fact.article for record in same))
    articles = tuple(question.knowledge.article(article) for article in chosen)
    return list_found(question, articles, "") if articles else None
