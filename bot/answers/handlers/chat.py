"""Small talk, what the bot can do, and what it will not do."""

from __future__ import annotations

from bot.answers.outcome import Chat, NotFound
from bot.answers.question import Question


def make_small_talk(question: Question) -> Chat:
    """A greeting for a greeting, and for "cool" or "I see" the offer to go on."""
    key = next((sign for sign in ("goodbye", "thanks", "noted") if sign in question.asked.signs), "greeting")
    return Chat(status="small_talk", lead=question.wording.say(key))


_MOST_OUTLETS = 8
_BODIES = ("organisation", "country")


def describe_abilities(question: Question) -> Chat:
    """What the bot knows and can be asked."""
    knowledge, wording = question.knowledge, question.wording
    covered = knowledge.coverage
    if covered is None:
        return Chat(status="meta", lead=wording.say("abilities_none"))
    outlets = knowledge.outlets(_MOST_OUTLETS + 1)
    others = (wording.say("others"),) if len(outlets) > _MOST_OUTLETS else ()
    lead = wording.say(
        "abilities", articles=wording.say(
            "news_article" if knowledge.article_count == 1 else "news_articles",
            count=wording.number(knowledge.article_count),
        ),
        outlets=wording.listing((*outlets[:_MOST_OUTLETS], *others)),
        first=wording.day(covered.first), last=wording.day(covered.last),
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
    if key == "private" and _is_of_a_body(question):
        key = "none_says"
    return NotFound(lead=question.wording.say(key), nearest=nearest)


def _is_of_a_body(question: Question) -> bool:
    """Whether the number or address asked for is that of a ministry or a state, which has no private life."""
    named = question.asked.of_kind("entity", "unknown")
    return bool(named) and not question.asked.pronoun and all(question.is_kind(i, *_BODIES) for i in named)
