"""The language knowledge under `knowledge/data` and the names of packs as one list of aliases."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from itertools import chain
from pathlib import Path
from typing import Any

import yaml

from knowledge.errors import LanguageError
from knowledge.gazetteer import Target, TargetKind, alias_keys
from knowledge.model import Entity, Pack
from knowledge.script import Script, read_script
from knowledge.text import fold_text
from knowledge.values import dataclass
from knowledge.yaml_nodes import LOADER

_WORLD = Path("extract", "world.yaml")
_LANGUAGES = ("en", "ja", "zh", "other")
_NAMED = ("territories", "bodies", "waters", "places", "regions")
_LATIN = re.compile(r"[a-z]{4,}")
_CHATTER_KINDS: Mapping[str, TargetKind] = {
    "fillers": "filler",
    "generic_words": "generic",
    "function_words": "function",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class AliasRow:
    """One key of the alias table."""

    key: str
    target: Target
    surface: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexicon:
    """Relations, concepts and chatter as they stand in the YAML files."""

    relations: tuple[Mapping[str, Any], ...]
    concepts: tuple[Mapping[str, Any], ...]
    irregular: Mapping[str, str]
    """Inflected form → lemma."""

    chatter: Mapping[str, Any]
    english: tuple[str, ...]
    """English words of four letters and more, and those of the names of the world: no question misspells them."""

    states: Mapping[str, tuple[str, ...]]
    """The states of the world by id: their names and the words for their people."""

    nicknames: Mapping[str, tuple[str, ...]]
    """By-names of states in common speech, by the same ids: "the Land of the Rising Sun"."""

    script: Script
    """How simplified Chinese is written in traditional characters."""

    def aliases(self, packs: tuple[Pack, ...]) -> Iterator[AliasRow]:
        """Every key of names, relations, concepts and chatter, each once for a target."""
        seen: set[tuple[str, TargetKind, str]] = set()
        names = (_name_rows(pack, self.irregular, self.script) for pack in packs)
        for row in chain(self._word_rows(), *names, self._nickname_rows(packs)):
            identity = (row.key, row.target.kind, row.target.id)
            if identity not in seen:
                seen.add(identity)
                yield row

    def foreign_aliases(self, packs: tuple[Pack, ...], taken: Collection[str]) -> Iterator[AliasRow]:
        """Names of the states that no pack tells of, so that a question about one is known to be about it.

        Args:
            taken: keys that stand for something already.
        """
        known = {entity.id for pack in packs for entity in pack.entities}
        for state, names in self.states.items():
            if state not in known:
                called = (*names, *self.nicknames.get(state, ()))
                keys = {key: name for name in called for key in alias_keys(name, self.irregular, inflected=False)}
                for key, name in keys.items():
                    if key not in taken:
                        yield AliasRow(key=key, target=Target(kind="entity", id=state), surface=name)

    def resources(self) -> tuple[tuple[str, Any], ...]:
        """What the question path reads of these files besides aliases."""
        relations = {
            item["id"]: {"opposite": item.get("opposite", []), "near": item.get("near", [])} for item in self.relations
        }
        relations |= {f"c:{item['id']}": {"near": item["near"]} for item in self.concepts if item.get("near")}
        spellings = {key: self.chatter.get(key, {}) for key in ("contractions", "slang", "japanese")}
        return (
            ("relations", relations), ("irregular", dict(self.irregular)), ("chatter", spellings),
            ("script", {"traditional": self.script.pairs, "mends": dict(self.script.mends)}),
        )  # fmt: skip

    def _word_rows(self) -> Iterator[AliasRow]:
        for word, target in self._words():
            for key in alias_keys(word, self.irregular):
                yield AliasRow(key=key, target=target, surface=word)

    def _nickname_rows(self, packs: tuple[Pack, ...]) -> Iterator[AliasRow]:
        """By-names of the states that packs tell of."""
        known = {entity.id for pack in packs for entity in pack.entities if entity.kind == "country"}
        for state in sorted(known & self.nicknames.keys()):
            for name in self.nicknames[state]:
                for key in alias_keys(name, self.irregular, inflected=False):
                    yield AliasRow(key=key, target=Target(kind="entity", id=state), surface=name)

    def _words(self) -> Iterator[tuple[str, Target]]:
        for kind, items in (("relation", self.relations), ("concept", self.concepts)):
            for item in items:
                target = Target(kind="relation" if kind == "relation" else "concept", id=item["id"])
                for language in _LANGUAGES:
                    for word in item.get(language, ()):
                        yield str(word), target
                for word in item.get("zh", ()):
                    yield self.script.to_traditional(str(word)), target
        for section, target_kind in _CHATTER_KINDS.items():
            target = Target(kind=target_kind, id=section)
            for words in self.chatter.get(section, {}).values():
                for word in words:
                    yield str(word), target
            for word in self.chatter.get(section, {}).get("zh", ()):
                yield self.script.to_traditional(str(word)), target


def load_lexicon(folder: Path) -> Lexicon:
    """Load relations.yaml, concepts.yaml, chatter.yaml, nicknames.yaml, script.yaml, english_words.txt, the states of
    extract/world.yaml."""
    relations, concepts, chatter = (_load(folder / f"{name}.yaml") for name in ("relations", "concepts", "chatter"))
    nicknames, script = _load(folder / "nicknames.yaml")["nicknames"], _load(folder / "script.yaml")
    world = _load(folder / _WORLD)
    english = dict.fromkeys((*_load_words(folder / "english_words.txt"), *_words_of_names(world)))
    return Lexicon(
        relations=tuple(relations["relations"]), concepts=tuple(concepts["concepts"]),
        irregular={str(form): str(lemma) for lemma, forms in relations.get("irregular", {}).items() for form in forms},
        chatter=chatter, english=tuple(english),
        nicknames={str(state): tuple(map(str, names)) for state, names in nicknames.items()},
        states={state["id"]: tuple(_names_of_state(state)) for state in world["countries"]},
        script=read_script(script),
    )  # fmt: skip


def _names_of_state(state: Mapping[str, Any]) -> Iterator[str]:
    yield from (state[key] for key in ("en", "ja", "zh", "zh_hant") if key in state)
    yield from (name for key in ("aliases", "demonyms", "more_ja", "more_zh") for name in state.get(key, ()))


def _words_of_names(world: Mapping[str, Any]) -> Iterator[str]:
    """Words of the names of bodies, places and cities: "ASEAN" is no "Asian" misspelled, and "Crimea" no crime."""
    named = (item for section in _NAMED for item in world.get(section, ()))
    names = (name for item in named for key in ("aliases", "demonyms", "abbreviations") for name in item.get(key, ()))
    cities = (city for of_state in world.get("cities", {}).values() for city in of_state)
    for name in chain(names, (item["en"] for section in _NAMED for item in world.get(section, ())), cities):
        yield from _LATIN.findall(fold_text(str(name)))


def _load_words(path: Path) -> tuple[str, ...]:
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, ValueError) as error:
        raise LanguageError(f"{path.name}: cannot be read ({error}); restore it from the repository") from error
    return tuple(line for line in lines if line and not line.startswith("#"))


def _load(path: Path) -> Mapping[str, Any]:
    try:
        loaded = yaml.load(path.read_text(encoding="utf-8"), Loader=LOADER)
    except (OSError, ValueError, yaml.YAMLError) as error:
        raise LanguageError(f"{path.name}: cannot be read ({error}); restore it from the repository") from error
    if not isinstance(loaded, dict):
        raise LanguageError(f"{path.name}: must be a mapping; restore it from the repository")
    return loaded


def _name_rows(pack: Pack, irregular: Mapping[str, str], script: Script) -> Iterator[AliasRow]:
    rules = {alias_keys(rule.alias, irregular)[:1]: rule for rule in pack.shared_aliases}
    for entity in (*pack.entities, *pack.topics):
        for text in _names_of(entity, script):
            keys = alias_keys(text, irregular, inflected=entity.kind == "topic")
            only = None
            rule = rules.get(keys[:1])
            if rule is not None:
                if rule.rule == "prefer" and rule.prefer != entity.id:
                    continue
                if rule.rule == "by_language":
                    languages = [language for language, preferred in rule.by_language if preferred == entity.id]
                    if not languages:
                        continue
                    only = languages[0]
            target = Target(kind="topic" if entity.kind == "topic" else "entity", id=entity.id, only=only)
            for key in keys:
                yield AliasRow(key=key, target=target, surface=text)


def _names_of(entity: Entity, script: Script) -> Iterator[str]:
    if entity.unnamed:
        return
    for names in (entity.name, *(contested.name for contested in entity.contested)):
        yield from (names.en, names.ja, names.zh, script.to_traditional(names.zh))
    for alias in entity.aliases:
        yield alias.text
        if alias.language == "zh":
            yield script.to_traditional(alias.text)
