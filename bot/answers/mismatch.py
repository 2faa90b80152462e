"""What a question puts in that the fact told knows nothing of: another name, another date.

A likely fact is told all the same, as the question may mean it, but the answer says first what the articles do not say.
"""

from __future__ import annotations

from bot.answers.lookup import Found
from bot.answers.question import Question
from bot.answers.stems import find_stems
from bot.intents.model import Item
from knowledge.features import LOCATED

_LIGHT = frozenset({"the", "of"})


def find_mismatches(found: Found, question: Question) -> tuple[str, ...]:
    """Names and dates of the question that the fact is not about, as a reader knows them."""
    asked, wording = question.asked, question.wording
    told = find_stems(found.record.fact.sentence)
    names = [item for item in found.missing if _is_put_in(item, found, told)]
    named = [wording.name(entity) for item in names for entity in question.entities_of(item)[:1]]
    date = found.wrong_date
    if date is not None and date.bound == "in" and date.end > date.start:
        named.append(question.utterance.text[date.start : date.end])
    return tuple(dict.fromkeys(named)) if not asked.follow_up else ()


def is_after_the_last(question: Question) -> bool:
    """Whether a question is on days after the newest article, of which none can tell."""
    last = question.knowledge.articles()[-1].published_on
    return any(
        timex.first is not None and timex.first > last and timex.bound != "before"
        for timex in question.asked.timexes
    )


def _is_put_in(item: Item, found: Found, told: frozenset[str]) -> bool:
    if item.kind != "entity" or item.carried or item.either or item.position < 0:
        return False
    least = 0.0 if item.role == "place" else LOCATED
    if any(found.record.features.get(option, 0.0) > least for option in item.options):
        return False
    return not all(find_stems(word) & told for word in item.text.split() if word not in _LIGHT)
