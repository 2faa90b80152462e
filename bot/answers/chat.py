"""Small talk, what the bot can do, and what it will not do."""

from __future__ import annotations

from bot.answers.outcome import Chat, NotFound
from bot.answers.question import Question


def make_small_talk(question: Question) -> Chat:
    """A greeting for a greeting."""
    key = next((sign for sign in ("goodbye", "thanks") if sign in question.asked.signs), "greeting")
    return Chat(status="small_talk", lead=question.wording.say(key))


def describe_abilities(question: Question) -> Chat:
    """What the bot knows and can be asked."""
    articles = question.knowledge.articles()
    lead = question.wording.say(
        "abilities", count=question.wording.number(len(articles)),
        outlets=question.wording.listing(a.publisher for a in articles),
        first=question.wording.day(articles[0].published_on), last=question.wording.day(articles[-1].published_on),
    )  # fmt: skip
    return Chat(status="meta", lead=lead)


def decline(question: Question) -> NotFound:
    """No opinions and no predictions; the nearest facts are offered instead."""
    key = question.asked.intent.removeprefix("refuse_")
    nearest = (
        tuple(f.record for f in question.find()[:3])
        if question.asked.items and key not in ("off_topic", "private")
        else ()
    )
    return NotFound(lead=question.wording.say(key), nearest=nearest)
