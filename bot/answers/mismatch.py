"""What a question puts in that the fact told knows nothing of: another name, another date, or the contrary.

A likely fact is told all the same, as the question may mean it, but the answer says first what the articles do not say.
"""

from __future__ import annotations

from bot.answers.guard import stands_for
from bot.answers.lookup import Found
from bot.answers.question import Question
from bot.answers.stems import find_stems
from bot.intents.model import Item
from knowledge.features import FOUND_RELATION, LOCATED


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


def tells_contrary(found: Found, question: Question) -> bool:
    """Whether a verb of the question is not in the fact, but its contrary is: "when did it stop" and "it began"."""
    fact, scoring = found.record.fact, question.scoring
    told = find_stems(fact.sentence)
    holds = {name[2:] for name, strength in found.record.features.items() if strength >= FOUND_RELATION}
    holds |= {fact.relation, *fact.also}
    for item in question.asked.of_kind("relation"):
        named = {option[2:] for option in item.options if option.startswith("r:")}
        if item.carried or named & holds or find_stems(item.text) & told:
            continue
        against = {other for relation in named for other in question.relations.opposite.get(relation, frozenset())}
        words = {word for relation in named for word in scoring.contrary_words.get(relation, ())}
        if against & holds or words & told:
            return True
    asked = {stem for token in question.utterance.tokens for stem in find_stems(token.folded)}
    return any(
        word in asked and word not in told and bool(relations & {fact.relation, *fact.also})
        for word, relations in scoring.contrary_verbs.items()
    )


def is_after_the_last(question: Question) -> bool:
    """Whether a question is on days after the newest article of which none tells beforehand either."""
    covered = question.knowledge.coverage
    return covered is not None and any(
        timex.first is not None
        and timex.last is not None
        and timex.first > covered.last
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
