"""What a fact can be found by: entities, topics, relations, concepts and plain words, each with how strongly.

Features are strings: `e:` entity or topic, `r:` relation, `c:` concept, `w:` lemma of any other content word; each with
`n:` before it where it is what a number of the fact counts.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from knowledge.feature_reader import FeatureReader
from knowledge.gazetteer import find_lemmas, split_tokens
from knowledge.model import Entity, Fact, Topic
from knowledge.question_terms import TermReader, split_words
from knowledge.values import dataclass

OWN = 1.0
"""The fact names it."""

FOUND_RELATION = 0.55
"""Its sentence holds a verb that is not what it tells in the first place."""

FOUND = 0.9
"""Its sentence, or what it says of reason, purpose or numbers, holds a word for it."""

LOCATED = 0.5
"""The country of a city where it happened: good for "in South Korea", but no party to what was done there."""

DESCRIBED = 0.5
"""A word for one of its parties: "minister", "policy report"."""

_DESCRIBED_KINDS = ("person", "document", "organisation", "event_series", "event", "place")

KEYWORD = 0.85
GROUND = 0.5
"""Its reason or purpose holds a word for it: what it is about is something else."""

ASKED = 0.75
"""A question that it answers holds a word for it."""

ASKED_RELATION = 0.5

_SHORTEST_WORD = len("l:") + 1
"""A term of one letter is no word."""

SETTING = 0.5
"""The sentence before an unreviewed claim holds a word for it."""

FAMILY = 0.75
"""Something it names belongs to it: a minister to a country, an edition to a yearbook, a topic to a wider one."""

ABOUT = 0.55
"""What its article as a whole is about."""

SUBJECT_SHARE = 0.3
"""An event or document in at least this share of an article's facts is what the article is about."""

CONTEXT = 0.7
"""True of the event at which it happened or was said."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What a fact's features are looked up in."""

    entities: dict[str, Entity]
    texts: FeatureReader
    questions: TermReader
    """Reads readers' questions against the same table."""

    irregular: Mapping[str, str]
    releases: Mapping[str, tuple[str, ...]]
    """Document → events of its release or delivery, whose participant it is."""

    described: dict[str, frozenset[str]]
    """What parties are described by, filled as it is asked for."""

    families: dict[str, tuple[float, tuple[str, ...]]]
    """Feature of an entity → how strongly it stands for what it belongs to, and features of that; filled likewise."""

    def forget(self, entity: str) -> None:
        """Drop an entity that no other fact names."""
        self.entities.pop(entity, None)
        self.described.pop(entity, None)
        self.families.pop(f"e:{entity}", None)


def find_features(fact: Fact, around: Surroundings, publisher: str | None) -> dict[str, float]:
    """All features of a fact, each with a strength in (0, 1].

    Args:
        publisher: entity of the article's publisher, where it is one.
    """
    found: dict[str, float] = {}
    known = found.get
    read = around.texts.read

    def add(feature: str, strength: float) -> None:
        if strength > known(feature, 0.0):
            found[feature] = strength

    named = (*fact.agents, *fact.targets, *fact.mentions, *fact.topics, fact.speaker, fact.place, fact.relayed_by)
    for name in filter(None, named):
        add(f"e:{name}", OWN)
    add(f"r:{fact.relation}", OWN)
    for relation in fact.also:
        add(f"r:{relation}", OWN)
    counts = " . ".join(f"{number.value} {number.of}" for number in fact.numbers)
    grounds = " . ".join(filter(None, (fact.reason, fact.purpose)))
    keywords = " . ".join(fact.keywords)
    for text, strength in (
        (fact.claim or fact.sentence, FOUND),
        (counts, FOUND),
        (keywords, KEYWORD),
        (grounds, GROUND),
    ):
        weaker = min(strength, FOUND_RELATION)
        for feature in read(text):
            value = weaker if feature[0] == "r" else strength
            if value > known(feature, 0.0):
                found[feature] = value
    # Of Japanese and Chinese words only those of the lexicon can be found, and the English questions mostly have them.
    for question in fact.asks:
        for term in around.questions.read(split_words(question.text)) if question.language == "en" else ():
            match term[0]:  # whom a question names besides is no party to the fact
                case "r":
                    add(term, ASKED_RELATION)
                case "c":
                    add(term, ASKED)
                case "l" if len(term) > _SHORTEST_WORD:
                    add(f"w{term[1:]}", ASKED)
                case _:
                    pass
    for subject in fact.about:
        add(f"e:{subject}", ABOUT)
    if fact.setting:
        for feature in read(fact.setting):
            value = CONTEXT if feature[0] == "e" else SETTING
            if value > known(feature, 0.0):
                found[feature] = value
    for number in fact.numbers:
        for feature in read(f"{number.value} {number.of}"):
            add(f"n:{feature}", OWN)
        for token in split_tokens(f"{number.value} {number.of}"):
            for form in find_lemmas(token.folded, around.irregular):
                add(f"n:w:{form}", OWN)
    for feature in _descriptions(named, around):
        add(feature, DESCRIBED)
    for related in _event_context(fact, around):
        add(f"e:{related}", CONTEXT)
    for feature in _descriptions((fact.event,), around):
        add(feature, DESCRIBED)
    for event in around.releases.get(fact.speaker or "", ()) or _released(fact, around):
        add(f"e:{event}", ABOUT)
    if publisher is not None:
        add(f"e:{publisher}", CONTEXT)
    for feature in [feature for feature in found if feature[0] == "e"]:
        strength, family = around.families.get(feature) or _family_of(feature, around)
        if family:
            strength = min(strength, found[feature])
            for wider in family:
                if strength > known(wider, 0.0):
                    found[wider] = strength
    return found


def add_subjects(found: Iterable[tuple[Fact, dict[str, float]]], entities: Mapping[str, Entity]) -> None:
    """Add to every fact, weakly, the events and documents that its article is about.

    Args:
        found: all facts of some articles, with their features.
    """
    by_article: dict[str, list[dict[str, float]]] = {}
    for fact, features in found:
        by_article.setdefault(fact.article, []).append(features)
    for group in by_article.values():
        counts = Counter(name for features in group for name in features if name[0] == "e")
        for name, count in counts.items():
            if count >= SUBJECT_SHARE * len(group):
                known = entities.get(name[2:])
                if known is not None and known.kind in ("event", "document"):
                    for features in group:
                        features.setdefault(name, ABOUT)


def _descriptions(named: Iterable[str | None], around: Surroundings) -> set[str]:
    """Concepts and words of what people, documents and organisations are: their gloss and their offices."""
    found: set[str] = set()
    for name in dict.fromkeys(named):
        entity = around.entities.get(name or "")
        if entity is None or entity.kind not in _DESCRIBED_KINDS:
            continue
        if entity.id not in around.described:
            name = entity.name.en if entity.kind in ("event", "place") else ""
            parts = _endings(name) if entity.kind == "place" else (name,)
            texts = (*parts, entity.gloss or "", *(office.title.en for office in entity.offices))
            read = {feature for text in texts for feature in around.texts.read(text)}
            around.described[entity.id] = frozenset(feature for feature in read if feature[0] in "cw")
        found |= around.described[entity.id]
    return found


def _endings(name: str) -> tuple[str, ...]:
    """A name without its first word, without its first two and so on: the whole is an alias, and holds no words."""
    words = name.split()
    return tuple(" ".join(words[start:]) for start in range(1, len(words)))


def _released(fact: Fact, around: Surroundings) -> tuple[str, ...]:
    named = (*fact.agents, *fact.targets, *fact.mentions)
    return tuple(event for entity in named for event in around.releases.get(entity, ()))


def _event_context(fact: Fact, around: Surroundings) -> tuple[str, ...]:
    event = around.entities.get(fact.event or "")
    if event is None:
        return ()
    related = (event.id, event.place, event.series, *event.participants)
    return tuple(entity for entity in related if entity)


def _family_of(feature: str, around: Surroundings) -> tuple[float, tuple[str, ...]]:
    entity = around.entities.get(feature[2:])
    strength = LOCATED if entity is not None and entity.kind == "place" else FAMILY
    around.families[feature] = found = strength, tuple(f"e:{id}" for id in _families(entity, around.entities))
    return found


def _families(known: Entity | None, entities: Mapping[str, Entity]) -> tuple[str, ...]:
    """What an entity belongs to, and what that belongs to."""
    if known is None:
        return ()
    if isinstance(known, Topic):
        return known.broader
    wider = tuple(name for name in (known.of, known.series, known.metonym_for) if name)
    if not wider:
        return ()
    return (
        *wider,
        *(name for first in wider if first != known.id for name in _families(entities.get(first), entities)),
    )
