"""What somebody is said to be asked to do in a claim, and who is said to be asked, beside what the fact says of both:
"urged to keep the ban", and to lift it. And who is said to receive somebody who came to meet him."""

from __future__ import annotations

from collections.abc import Iterator

from bot.answers.checking.claim_words import CheckWords
from bot.answers.finding.found import Found
from bot.answers.finding.guard import stands_for
from bot.answers.finding.stems import find_stems
from bot.answers.question import Question
from bot.intents.model import Item
from knowledge.gazetteer import Token, find_lemmas, split_tokens

_BEHIND = 2
"""Words behind "to" of which one is the verb: "to immediately withdraw"."""

_CLOSING = frozenset({"to", "for", "that", "not", "about", "over"})
"""Behind whoever is asked."""

_ASKED = ("person", "country")

_MEETING = frozenset({"meet", "talk"})


def wants_otherwise(found: Found, question: Question, words: CheckWords) -> bool:
    """Whether a claim has somebody asked to do what is not what the fact says that he is asked; English only."""
    if question.utterance.language != "en" or found.record.fact.relation not in question.scoring.prospective_relations:
        return False
    if not any("r:demand" in item.options for item in question.asked.of_kind("relation")):
        return False
    tokens = question.utterance.tokens
    demand = min(i.position for i in question.asked.of_kind("relation") if "r:demand" in i.options)
    wanted = [word for place, word in _wanted(tokens, words) if place > demand]
    told = [word for _, word in _wanted(split_tokens(found.record.fact.sentence), words)]
    if not wanted or not told:
        return False
    relations = {word: _relations(word, question) for word in {*wanted, *told}}
    return any(not _is_told(word, told, relations) for word in wanted)


def asks_of_another(found: Found, question: Question) -> tuple[Item, ...]:
    """Whoever is said to be asked for something where the fact has it asked of somebody else: "Did Wang urge China to
    abide by it?", and he urged Japan; English only, where he stands between the verb and "to"."""
    fact, tokens = found.record.fact, question.utterance.tokens
    demands = [item for item in question.asked.of_kind("relation") if "r:demand" in item.options and not item.carried]
    if question.utterance.language != "en" or fact.relation != "demand" or not fact.targets or not demands:
        return ()
    start = demands[0].position + len(demands[0].text.split())
    end = next((place for place in range(start, len(tokens)) if tokens[place].folded in _CLOSING), len(tokens))
    asked = [
        item
        for item in question.asked.of_kind("entity")
        if start <= item.position < end and question.is_kind(item, *_ASKED) and not item.carried
        and not tokens[item.position + len(item.text.split()) - 1].possessive
    ]  # fmt: skip
    return tuple(item for item in asked[:1] if not _is_asked(item, found, question))


def _is_asked(item: Item, found: Found, question: Question) -> bool:
    """Whether the fact asks it of him, of those for whom he speaks, or of somebody of his state."""
    targets = found.record.fact.targets
    states = {entity.of for entity in question.entities_of(item)}
    return stands_for(item, targets, question.knowledge) or any(target in states for target in targets)


def _is_told(word: str, told: list[str], relations: dict[str, frozenset[str]]) -> bool:
    return any(find_stems(word) & find_stems(other) or relations[word] & relations[other] for other in told)


def _wanted(tokens: tuple[Token, ...], words: CheckWords) -> Iterator[tuple[int, str]]:
    """The verbs behind "to", each with its place."""
    for place, token in enumerate(tokens):
        if token.folded == "to":
            behind = [other.folded for other in tokens[place + 1 : place + 1 + _BEHIND]]
            verb = next((word for word in behind if word not in words.function["en"] and not word.endswith("ly")), None)
            if verb is not None and tokens[place + 1].text[:1].islower():
                yield place, verb


def _relations(word: str, question: Question) -> frozenset[str]:
    """What a verb stands for, and what is near to that."""
    lemmas = find_lemmas(word, question.knowledge.resource("irregular"))
    aliases = question.knowledge.find_aliases(lemmas)
    own = {target.id for targets in aliases.values() for target in targets if target.kind == "relation"}
    return frozenset(own.union(*(question.relations.near.get(one, frozenset()) for one in own)))


def receives_elsewhere(found: Found, question: Question) -> tuple[Item, ...]:
    """Whoever is said to have received somebody, where the two met in another country than his."""
    fact, tokens = found.record.fact, question.utterance.tokens
    verbs = question.knowledge.resource("grammar")["receiving"]["words"]
    at = next((place for place, token in enumerate(tokens) if token.folded in verbs), None)
    if at is None or question.utterance.language != "en" or fact.relation not in _MEETING or fact.place is None:
        return ()
    persons = [item for item in question.asked.of_kind("entity") if question.is_kind(item, "person")]
    passive = at + 1 < len(tokens) and tokens[at + 1].folded == "by"
    hosts = [item for item in persons if (item.position > at) == passive]
    country = {fact.place, *question.knowledge.wider(fact.place)}
    return tuple(host for host in hosts if not any(entity.of in country for entity in question.entities_of(host)))
