"""What a question puts in that the fact told knows nothing of: another name, another date.

A likely fact is told all the same, as the question may mean it, but the answer says first what the articles do not say.
"""

from __future__ import annotations

from bot.answers.guard import stands_for
from bot.answers.lookup import Found
from bot.answers.question import Question
from bot.answers.stems import find_stems
from bot.intents.model import Item
from knowledge.features import LOCATED


def find_mismatches(found: Found, question: Question) -> tuple[str, ...]:
    """Names and dates of the question that the fact is not about, as a reader knows them."""
    told = find_stems(found.record.fact.sentence)
    told |= set(question.knowledge.resource("grammar")["event_bounds"]["between"])  # "the", "of"
    publisher = question.knowledge.article(found.record.fact.article).publisher.lower()
    named = [
        question.name_of(item)
        for item in found.missing
        if _is_put_in(item, found, told) and item.text.lower() not in publisher
    ]
    named += [question.name_of(item) for item in question.asked.of_kind("entity") if is_silent(item, found, question)]
    date = found.wrong_date
    if date is not None and date.bound == "in" and date.end > date.start:
        named.append(question.utterance.text[date.start : date.end])
    return tuple(dict.fromkeys(named))


def is_after_the_last(question: Question) -> bool:
    """Whether a question is on days after the newest article of which none tells beforehand either."""
    last = question.knowledge.articles()[-1].published_on
    return any(
        timex.first is not None
        and timex.last is not None
        and timex.first > last
        and timex.bound != "before"
        and not question.knowledge.facts_between(timex.first, timex.last, 1)
        for timex in question.asked.timexes
    )


def is_silent(item: Item, found: Found, question: Question) -> bool:
    """Whether somebody whose words are asked for is only spoken of: "what did Kim say", "Kishida wants to see Kim"."""
    fact, asked = found.record.fact, question.asked
    if asked.intent != "find_statements" or item.role != "agent" or item.carried or item.position < 0:
        return False
    if asked.pronoun:
        return False  # it is "she" whose words are asked for
    if not question.is_kind(item, "person", "country"):
        return False
    others = [
        other
        for other in asked.of_kind("entity")
        if other is not item and (other.role == "agent" or question.is_kind(other, "person"))
    ]
    voices = tuple(filter(None, (fact.speaker, fact.relayed_by))) or fact.agents
    return bool(voices) and not any(
        stands_for(one, (*voices, *fact.agents), question.knowledge) for one in (item, *others)
    )


def _is_put_in(item: Item, found: Found, told: frozenset[str]) -> bool:
    if item.kind != "entity" or item.carried or item.either or item.position < 0:
        return False
    least = 0.0 if item.role == "place" else LOCATED
    if any(found.record.features.get(option, 0.0) > least for option in item.options):
        return False
    return not all(({word} | find_stems(word)) & told for word in item.text.split())
