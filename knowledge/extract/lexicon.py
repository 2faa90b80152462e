"""What is known of English words for people, speech and names, from YAML."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path

import yaml

from knowledge.loaded import Loaded
from knowledge.values import dataclass
from knowledge.yaml_nodes import LOADER

_DATA = Path(__file__).parent.parent / "data" / "extract"


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeechLexicon:
    """Words around quotations."""

    cue: re.Pattern[str]
    """A form of a cue verb; the match's text, in lower case, is a key of `lemmas`."""

    lemmas: Mapping[str, str]
    naming: frozenset[str]
    weak: frozenset[str]
    attribution: re.Pattern[str]
    term: re.Pattern[str]
    """What makes the words right after it a term, a slogan or a title; matches at the end of a text."""

    saying: re.Pattern[str]
    sign: re.Pattern[str]
    """What words stand on, with nothing but a few words behind it; matches at the end of a text."""

    term_noun: re.Pattern[str]
    """What makes the words right before it a term; matches at the beginning of a text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleLexicon:
    """Words for people and bodies."""

    people: frozenset[str]
    institutions: frozenset[str]
    named_bodies: frozenset[str]
    """Bodies whose name may stand right behind: "the freight company PolTor"."""

    not_people: frozenset[str]
    people_ending: re.Pattern[str]
    """What a noun for people ends in, where it is none of those listed."""

    general: frozenset[str]
    """Words that fit somebody of rank, whatever his office."""

    same: Mapping[str, int]
    """Words for one kind of office in different countries: "minister" and "secretary"."""

    counterparts: frozenset[str]
    kin: frozenset[str]
    courtesy: Mapping[str, str | None]
    titles: Mapping[str, str]
    """Short titles → the noun for whoever bears them."""

    gender: Mapping[str, str]
    head: re.Pattern[str]
    """A noun for a person or a body."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NameLexicon:
    """Words inside and around names."""

    particles: frozenset[str]
    no_person: frozenset[str]
    no_place: frozenset[str]
    surnames_too: frozenset[str]
    """Of those the ones that are surnames, where a title stands before them."""

    openers: frozenset[str]
    prepositions: frozenset[str]


@lru_cache(maxsize=1)
def load_speech() -> SpeechLexicon:
    """The words of `speech.yaml`."""
    data = load_words("speech")
    lemmas: dict[str, str] = {}
    for lemma, irregular in data["cue_verbs"].items():
        for form in _forms(lemma, irregular or ()):
            lemmas.setdefault(form, lemma)
    return SpeechLexicon(
        cue=any_of(lemmas),
        lemmas=lemmas,
        naming=frozenset(data["naming_verbs"]),
        weak=frozenset(data["weak_verbs"]),
        attribution=any_of(data["attributions"]),
        term=re.compile(
            rf"\b(?:{_alternatives(data['term_cues'])})\b[\s:,]*(?:(?:a|an|the|our|its)\s+)?$", re.IGNORECASE
        ),
        saying=any_of(data["sayings"]),
        sign=re.compile(rf"\b(?:{_alternatives(data['signs'])})\b[^.;“”\"«»]{{0,60}}$", re.IGNORECASE),
        term_noun=re.compile(rf"\s+(?:{_alternatives(data['term_nouns'])})\b", re.IGNORECASE),
    )


@lru_cache(maxsize=1)
def load_roles() -> RoleLexicon:
    """The words of `roles.yaml`."""
    data = load_words("roles")
    bodies = [form for noun in map(str, data["institutions"]) for form in (noun, _plural(noun))]
    gender = {noun: sex for sex, nouns in data["gender"].items() for noun in nouns}
    return RoleLexicon(
        people=frozenset(word.lower() for word in (*data["people"], *data["general"])),
        not_people=frozenset(data["not_people"]),
        institutions=frozenset(bodies),
        named_bodies=frozenset(data["named_bodies"]),
        people_ending=re.compile(rf"[a-z]+(?:{'|'.join(data['people_endings'])})"),
        general=frozenset(data["general"]),
        same={word: number for number, words in enumerate(data["same"]) for word in words},
        counterparts=frozenset(data["counterparts"]),
        kin=frozenset(data["kin"]),
        courtesy=data["courtesy"],
        titles=data["titles"],
        gender=gender,
        head=any_of(
            (*data["people"], *data["general"], *bodies), or_else=rf"[a-z]+(?:{'|'.join(data['people_endings'])})"
        ),
    )


def _plural(noun: str) -> str:
    if noun.endswith("y") and noun[-2] not in "aeiou":
        return f"{noun[:-1]}ies"
    return noun if noun.endswith("s") else f"{noun}es" if noun.endswith(("ch", "sh", "x")) else f"{noun}s"


@lru_cache(maxsize=1)
def load_names() -> NameLexicon:
    """The words of `names.yaml`."""
    data = load_words("names")
    return NameLexicon(
        particles=frozenset(map(str, data["particles"])),
        no_person=frozenset(map(str, data["no_person"])),
        no_place=frozenset(map(str, data["no_place"])),
        surnames_too=frozenset(map(str, data["surnames_too"])),
        openers=frozenset(map(str, data["openers"])),
        prepositions=frozenset(map(str, data["prepositions"])),
    )


@lru_cache(maxsize=1)
def load_grammar() -> Mapping[str, frozenset[str]]:
    """The lists of `grammar.yaml` by name."""
    return {name: frozenset(map(str, words)) for name, words in load_words("grammar").items()}


@lru_cache(maxsize=1)
def load_irregular_verbs() -> frozenset[str]:
    """Forms such as "took" and "met" that no ending gives away."""
    return frozenset(load_irregular_lemmas())


@lru_cache(maxsize=1)
def load_irregular_lemmas() -> Mapping[str, str]:
    """Such a form → its verb."""
    relations = yaml.load((_DATA.parent / "relations.yaml").read_text(encoding="utf-8"), Loader=LOADER)
    return {form: verb for verb, forms in relations["irregular"].items() for form in forms}


def load_words(name: str) -> Loaded:
    """A file of language knowledge for extraction, as YAML gives it."""
    return yaml.load((_DATA / f"{name}.yaml").read_text(encoding="utf-8"), Loader=LOADER)


def any_of(words: Iterable[str], *, or_else: str = "(?!)") -> re.Pattern[str]:
    """Matches any of these words or phrases as whole words, the longest first, in any letter case."""
    return re.compile(rf"(?<![\w’'-])(?:{_alternatives(words)}|(?-i:{or_else}))(?![\w-])", re.IGNORECASE)


def _alternatives(words: Iterable[str]) -> str:
    return "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in sorted(words, key=len, reverse=True))


def _forms(lemma: str, irregular: Iterable[str]) -> Iterable[str]:
    """All forms of a verb; a phrase ("point out") comes with all of its own."""
    given = tuple(irregular)
    yield lemma
    yield from given
    if " " in lemma:
        return
    stem = lemma.removesuffix("e")
    if lemma.endswith(("s", "sh", "ch", "x", "z")):
        yield f"{lemma}es"
    elif not any(form.endswith("s") for form in given):
        yield f"{lemma}s"
    if not any(form.endswith("ing") for form in given):
        yield f"{stem if not lemma.endswith('ee') else lemma}ing"
    if not any(not form.endswith(("s", "ing")) for form in given):
        yield f"{stem}ed"
