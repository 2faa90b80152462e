"""Whether a question asks for a finer detail than a fact gives: which ones of a kind, and it tells that some are; which
hotel, and it tells the city; the hour, and it tells the day; who else, and it has nobody else; what somebody meant by a
word, and it tells that he used it; the name of somebody of whom it tells no name."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import takewhile
from typing import cast

from bot.answers.finding.found import Found
from bot.answers.finding.knowledge import Knowledge
from bot.answers.finding.stems import find_stems, line_up
from bot.answers.question import Question
from knowledge.aliases import all_aliases
from knowledge.loaded import Loaded
from knowledge.model import Fact
from knowledge.patterns import compile_late

_PARTS = compile_late(r"[A-Za-z0-9][\w.'’-]*\w|[A-Za-z0-9]|[^\w\s]")
_POINTS = str.maketrans("?!.,;:", " " * 6)
_VERBAL = "ing"
_SINGULAR = ("ss", "us", "is", "'s")
_LED_BY = 5
"""Words before a noun by which a sentence says that something is one of these."""

_NOUN_WITHIN = 2
"""Words after "which other" among which the noun stands: "which other Japanese cabinet minister"."""

_PLACE = frozenset({"place"})
_ISLANDS = frozenset({"island", "islands", "islet", "islets"})
_NAMING = frozenset({"names", "name_of"})
_PEOPLE = ("person",)
_OF_OTHERS = frozenset({"person", "country", "place"})
_PARTIES = ("person", "country", "organisation")

_CLOCK = compile_late(r"\b\d{1,2}(?::\d\d)? ?(?:a\.m|p\.m|am|pm|o'clock)\b|\b\d{1,2}:\d\d\b")


def asks_finer_detail(found: Found, question: Question) -> bool:
    """Whether what is asked for is finer than what the fact tells."""
    fact, asked = found.record.fact, question.asked
    if asked.polar or asked.follow_up or not fact.reviewed:
        return False
    words = question.knowledge.resource("grammar")["finer"]
    return (
        _names_only_the_kind(fact, question, words)
        or _lacks_narrower_thing(fact, question)
        or _lacks_time_of_day(fact, question, words)
        or _lacks_end(found, question, words)
        or _explains_no_word(fact, question, words)
        or _has_no_name(fact, question)
        or _has_nobody_else(fact, question, words)
    )


def _names_only_the_kind(fact: Fact, question: Question, words: Loaded) -> bool:
    """Whether it is asked which of a kind they are, and the fact has only the word for that kind, with nothing that
    tells them apart: "which resolutions did it break", and that it broke resolutions."""
    noun = _find_asked_noun(question, words)
    if noun is None or not find_stems(noun).isdisjoint(words["no_kinds"]):
        return False
    if _has_one_of_kind(noun, fact, question):
        return False
    known = find_stems(question.utterance.text) | _stems_of_names(question)
    told = [_is_told_apart(place, parts, known, words) for place, parts in _places_of(noun, fact.sentence, words)]
    return bool(told) and not any(told)


def _find_asked_noun(question: Question, words: Loaded) -> str | None:
    """The noun in the plural behind "which" or "what", with the words before it left out: "members" of "which NATO
    members"; none where it is asked of what kind they are."""
    tokens = [token.folded for token in question.utterance.tokens]
    verbs = {item.position for item in question.asked.of_kind("relation")}
    for place, word in enumerate(tokens):
        if word not in words["which"] or (
            place and tokens[place - 1] not in (*words["little"], *words["before_which"])
        ):
            continue
        run = list(takewhile(lambda i: _goes_on(i, question, verbs, words), range(place + 1, len(tokens))))
        if not run or tokens[place + 1] in words["no_kinds"]:
            return None
        if any(question.utterance.tokens[i].possessive for i in run[:-1]):
            return None  # "which body's resolutions" are those of one body
        noun, following = tokens[run[-1]], tokens[run[-1] + 1 : run[-1] + 2]
        plural = noun.endswith("s") and not noun.endswith(_SINGULAR)
        acts = run[-1] + 1 in verbs or (following and following[0] in words["little"])  # else it may be a verb
        return noun if plural and acts else None
    return None


def _goes_on(place: int, question: Question, verbs: Collection[int], words: Loaded) -> bool:
    """Whether a word still belongs to the noun behind "which"."""
    one, other = question.utterance.tokens[place - 1], question.utterance.tokens[place]
    apart = question.utterance.text[one.end : other.start].strip(" '’-")  # "which goods' supply chains"
    return not apart and place not in verbs and other.folded not in words["little"]


def _has_one_of_kind(noun: str, fact: Fact, question: Question) -> bool:
    """Whether the fact has somebody or something of a kind that has names, whom the question does not name: "which
    countries", and a country."""
    known = question.knowledge.find_aliases(find_stems(noun))
    concepts = {target.id for targets in known.values() for target in targets if target.kind == "concept"}
    kinds = {kind for concept in concepts for kind in question.scoring.asked_kinds.get(concept, ())}
    kinds |= _PLACE if concepts & _ISLANDS else frozenset()
    return _names_another(fact, question, kinds)


def _names_another(fact: Fact, question: Question, kinds: Collection[str]) -> bool:
    """Whether the fact has somebody or something of these kinds whom the question does not name; a document that says
    what the fact tells is none, nor is the state of whoever says it."""
    named = question.asked.of_kind("entity")
    voices = (*fact.agents, *filter(None, (fact.speaker,)))
    speaker = question.knowledge.entity(fact.speaker) if fact.speaker else None
    for party in (*voices, *fact.targets, *fact.mentions, *filter(None, (fact.place,))):
        entity = question.knowledge.entity(party)
        if entity is None or entity.kind not in kinds or (speaker is not None and party == speaker.of):
            continue
        if entity.kind == "document" and party in voices:
            continue
        if not any(f"e:{party}" in item.options for item in named):
            return True
    return False


def _stems_of_names(question: Question) -> frozenset[str]:
    """Words by which those go whom the question names: "North Korean" tells nothing where "Pyongyang" is named."""
    entities = (e for item in question.asked.of_kind("entity", "topic") for e in question.entities_of(item)[:1])
    texts = (alias.text for entity in entities for alias in all_aliases(entity) if alias.text.isascii())
    return frozenset[str]().union(*map(find_stems, texts))


def _places_of(noun: str, sentence: str, words: Loaded) -> Iterator[tuple[int, Sequence[str]]]:
    """Where a sentence has a noun that is not only a part of another: "weapons", but not in "weapons transfers"."""
    if find_stems(noun).isdisjoint(find_stems(sentence)):
        return
    parts = _PARTS.findall(sentence)
    for place, part in enumerate(parts):
        following = parts[place + 1] if place + 1 < len(parts) else "."
        joined = following.endswith("s") and following.islower() and following not in words["little"]
        if find_stems(part) & find_stems(noun) and not joined:
            yield place, parts


def _is_told_apart(place: int, parts: Sequence[str], known: frozenset[str], words: Loaded) -> bool:
    """Whether what stands around a noun says more of it than the question does, or what it is."""
    first = _first_before(place, parts, words)
    own = [part for part in parts[first:place] if part[0].isalnum() and part.casefold() not in words["little"]]
    if any(find_stems(part).isdisjoint(known) for part in own if find_stems(part)):
        return True
    before = " ".join(parts[max(0, first - _LED_BY) : first]).casefold()
    if any(
        before.endswith(f"{lead} {article}".strip()) for lead in words["leads"] for article in ("", *words["articles"])
    ):
        return True  # "was among the issues"
    behind = [part for part in parts[place + 1 :] if part not in "“”"]
    if not behind or behind[0].casefold() in words["being"]:
        return bool(behind)  # "the issues were ..."
    if any(part.casefold() in words["listing"] for part in behind):
        return True
    if behind[0].casefold() not in words["behind_noun"]:
        return False
    clause = takewhile(lambda part: part not in ".,;:()", behind)
    told = [part for part in clause if part.casefold() not in words["little"] and find_stems(part)]
    return any(find_stems(part).isdisjoint(known) for part in told)


def _first_before(place: int, parts: Sequence[str], words: Loaded) -> int:
    """Where the words begin that stand before a noun and belong to it; of quoted ones all."""
    first = place
    if first and parts[first - 1] == "”":
        opening = [i for i in range(first - 1) if parts[i] == "“"]
        return opening[-1] if opening else first
    while first and parts[first - 1][0].isalnum() and parts[first - 1].casefold() not in words["little"]:
        leading = parts[first - 2].casefold() if first > 1 else ""
        if parts[first - 1].endswith(_VERBAL) and leading.isalpha() and leading not in words["articles"]:
            break  # "of reinforcing supply chains" reinforces them
        first -= 1
    return first


def _lacks_narrower_thing(fact: Fact, question: Question) -> bool:
    """Whether it is asked which hotel, ship or company it was, and the fact has no word for one."""
    utterance = question.utterance
    told = _words_of_thing(utterance.text, utterance.language, cast(Hashable, question.knowledge))
    return bool(told) and find_stems(fact.sentence).isdisjoint(told)


@lru_cache(maxsize=16)
def _words_of_thing(text: str, language: str, knowledge: Hashable) -> frozenset[str]:
    """Words of a fact that may tell the hotel, ship or company for which a text asks; none where it asks for none.

    The same for each of a question's facts, so that it is looked for once.
    """
    words = cast(Knowledge, knowledge).resource("grammar")["finer"]
    asked = f" {text.casefold()} ".translate(_POINTS)
    for thing in words["things"]:
        if any(asking in asked for asking in _wordings(thing, language, words)):
            return frozenset(thing["told"])
    return frozenset()


def _wordings(thing: Mapping[str, Sequence[str]], language: str, words: Loaded) -> Iterator[str]:
    for noun in thing[language]:
        if language != "en":
            yield noun
            continue
        for which in words["which"]:
            yield f" {which} {noun} "


def _lacks_time_of_day(fact: Fact, question: Question, words: Loaded) -> bool:
    """Whether the hour is asked for, or the part of the day, and the fact tells none."""
    if "hour" not in question.asked.signs:
        return False
    told = line_up(fact.sentence)
    return not any(f" {part} " in told for part in words["parts_of_day"]) and not _CLOCK.search(fact.sentence)


def _lacks_end(found: Found, question: Question, words: Loaded) -> bool:
    """Whether the time is asked for at which something ends, or of the next of its kind, and the fact tells no end and
    no next one."""
    ends = {*words["ends"]}
    return question.asked.answer == "time" and any(ends & {*item.options} for item in found.missing if not item.carried)


def _explains_no_word(fact: Fact, question: Question, words: Loaded) -> bool:
    """Whether it is asked what somebody meant by a word, and the fact only tells that he used it."""
    if "meant" not in question.asked.signs or fact.relation == "be":
        return False
    return find_stems(fact.sentence).isdisjoint(words["explaining"])


def _has_no_name(fact: Fact, question: Question) -> bool:
    """Whether the name of some official is asked for, and the fact tells of nobody by name."""
    if question.asked.signs.isdisjoint(_NAMING) or not _asks_for_person(question):
        return False
    parties = (*fact.agents, *fact.targets, *fact.mentions, *filter(None, (fact.speaker, fact.relayed_by)))
    people = (question.knowledge.entity(party) for party in parties)
    return not any(entity is not None and entity.kind == "person" and not entity.unnamed for entity in people)


def _asks_for_person(question: Question) -> bool:
    """Whether the question speaks of somebody by what he is: "the official who …"."""
    kinds = question.scoring.asked_kinds
    options = (option[2:] for item in question.asked.of_kind("concept") for option in item.options)
    unnamed = any(entity.unnamed for item in question.asked.of_kind("entity") for entity in question.entities_of(item))
    return unnamed or any("person" in kinds.get(option, ()) for option in options)


def _has_nobody_else(fact: Fact, question: Question, words: Loaded) -> bool:
    """Whether it is asked who else was there, or which other ministers, and the fact has nobody of that sort whom the
    question does not name."""
    if "others" in question.asked.signs:
        options = {option for item in question.asked.of_kind("entity") for option in item.options}
        named = [party for party in (*fact.agents, *fact.targets, *fact.mentions) if f"e:{party}" in options]
        among = [question.knowledge.entity(party) for party in named]
        people = any(entity is not None and entity.kind == "person" for entity in among)
        return bool(named) and not _names_another(fact, question, _PEOPLE if people else _PARTIES)
    kinds = _kinds_of_others(question, words)
    return bool(kinds) and not _names_another(fact, question, kinds)


def _kinds_of_others(question: Question, words: Loaded) -> frozenset[str]:
    """The kinds of names of which another is asked for: "which other Japanese ministers", "what other cities"."""
    tokens = [token.folded for token in question.utterance.tokens]
    places = [i for i in range(2, len(tokens)) if tokens[i - 1] == "other" and tokens[i - 2] in words["which"]]
    kinds = question.scoring.asked_kinds
    behind = [i for i in question.asked.of_kind("concept") if places and 0 <= i.position - places[0] <= _NOUN_WITHIN]
    found = {k for item in behind for option in item.options for k in kinds.get(option[2:], ())}
    return frozenset(found & _OF_OTHERS)  # "which other body" may be one of water
