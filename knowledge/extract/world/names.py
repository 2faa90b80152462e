"""What world.yaml says, as values: the entities, and every name with what it stands for."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, Literal

import yaml

from knowledge.errors import LanguageError
from knowledge.values import dataclass
from knowledge.yaml_nodes import LOADER

EntityKind = Literal["country", "territory", "city", "body", "water", "place", "region"]
NameKind = Literal["name", "demonym", "capital", "city", "abbreviation", "metonym"]

_SHORTEST_IN_CAPITALS = 4
"""Shorter names in capitals would be taken for abbreviations and the other way round."""

_SCRIPTS: tuple[Literal["ja", "zh"], ...] = ("ja", "zh")
_SECTIONS: Mapping[str, EntityKind] = {
    "countries": "country", "territories": "territory", "bodies": "body", "waters": "water", "places": "place",
    "regions": "region",
}  # fmt: skip
_KEYS = frozenset(
    "id en ja zh zh_hant aliases abbreviations demonyms more_ja more_zh capital part_of country metonym states".split()
)


@dataclass(frozen=True, slots=True, kw_only=True)
class WorldEntity:
    """A state, a place or a body."""

    id: str
    kind: EntityKind
    en: str
    """With its article: "the Netherlands"."""

    ja: str | None
    zh: str | None
    country: str | None
    """The country or territory that it is, lies in or belongs to; None where that is none, several or disputed."""

    part_of: str | None = None
    """Of a territory: the state that it undisputedly belongs to."""

    states: tuple[str, ...] = ()
    """Of waters and places: the states concerned, in no order of right."""

    capital_of: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What a name stands for."""

    id: str
    """Empty for a phrase that holds a name and means something else."""

    kind: NameKind
    ambiguous: bool = False
    person: bool = False
    """People bear the name too."""

    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class WorldNames:
    """Everything that world.yaml says."""

    entities: Mapping[str, WorldEntity]
    latin: Mapping[str, Known]
    cjk: Mapping[Literal["ja", "zh"], Mapping[str, Known]]
    combining: Mapping[str, Known]
    letters: Mapping[Literal["ja", "zh"], Mapping[str, Known]]
    after_letters: frozenset[str]
    before_state: frozenset[str]
    after_state: frozenset[str]
    person_titles: frozenset[str]
    twice: tuple[str, ...]
    """Names that two entities claim and `shared` does not settle; a test keeps it empty."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Row:
    """A name as the file writes it; `script` is None for Latin."""

    name: str
    id: str
    kind: NameKind
    script: Literal["ja", "zh"] | None = None


def read_world(path: Path) -> WorldNames:
    """Read world.yaml.

    Raises:
        LanguageError: the file is missing, is no YAML, or names a key or an entity that there is not.
    """
    data = _read_yaml(path)
    entities: dict[str, WorldEntity] = {}
    rows: list[_Row] = []
    for section, kind in _SECTIONS.items():
        for item in data[section]:
            if unknown := item.keys() - _KEYS:
                raise LanguageError(f"{path.name}: {item['id']} has the unknown key {min(unknown)}; remove it")
            for entity in _entities_of(item, kind):
                if entity.id in entities:
                    raise LanguageError(f"{path.name}: the id {entity.id} stands there twice; rename one")
                entities[entity.id] = entity
            rows.extend(_names_of(item))
    for country, cities in data["cities"].items():
        for line in cities:
            entity, names = _read_city(line, country)
            entities.setdefault(entity.id, entity)
            rows.extend(names)
    for id, words in data["letter_words"].items():
        rows.extend(_Row(name=word, id=id, kind="abbreviation", script=script) for word in words for script in _SCRIPTS)
    _check_ids(data, entities, path.name)
    return _join(data, entities, rows)


def _join(data: Mapping[str, Any], entities: Mapping[str, WorldEntity], rows: list[_Row]) -> WorldNames:
    shared: Mapping[str, list[str]] = data["shared"]
    doubtful = frozenset((*data["ambiguous"]["words"], *data["ambiguous"]["places"]))
    persons = frozenset(data["ambiguous"]["persons"])
    latin: dict[str, Known] = {}
    cjk: dict[Literal["ja", "zh"], dict[str, Known]] = {"ja": {}, "zh": {}}
    twice: list[str] = []
    for row in (*_shared_rows(shared, entities), *rows):
        known = Known(
            id=row.id, kind=row.kind, ambiguous=row.name in doubtful or row.name in shared,
            person=row.name in persons, also=tuple(shared.get(row.name, ())[1:]),
        )  # fmt: skip
        table = latin if row.script is None else cjk[row.script]
        if table.setdefault(row.name, known).id != row.id and row.name not in shared:
            twice.append(row.name)
    for name in tuple(cjk["ja"]):  # a headline without kana may be Japanese
        cjk["zh"].setdefault(name, cjk["ja"][name])
    for name, known in tuple(latin.items()):
        for variant in _variants(name, known, doubtful):
            latin.setdefault(variant, known)
    nothing = Known(id="", kind="name")
    for phrase in (phrase for key, phrases in data["not_names"].items() if key != "cjk" for phrase in phrases):
        latin[phrase] = nothing
    for names in cjk.values():
        names.update(dict.fromkeys(data["not_names"]["cjk"], nothing))
    letters = {
        script: {letter: Known(id=id, kind="abbreviation") for letter, id in data["letters"][script].items()}
        for script in _SCRIPTS
    }
    return WorldNames(
        entities=entities, latin=latin, cjk=cjk,
        combining={part: Known(id=id, kind="demonym") for part, id in data["combining"].items()},
        letters={"ja": letters["ja"], "zh": letters["ja"] | letters["zh"]},
        after_letters=frozenset(data["after_letters"]), before_state=frozenset(data["before_state"]),
        after_state=frozenset(data["after_state"]), person_titles=frozenset(data["person_titles"]), twice=tuple(twice),
    )  # fmt: skip


def _entities_of(item: Mapping[str, Any], kind: EntityKind) -> Iterator[WorldEntity]:
    """The entity of one mapping of the file, and its capital."""
    id, states = str(item["id"]), tuple(item.get("states", ()))
    own = id if kind in ("country", "territory") else None
    yield WorldEntity(
        id=id, kind=kind, en=item["en"], ja=item.get("ja"), zh=item.get("zh"), part_of=item.get("part_of"),
        country=own or item.get("country") or (states[0] if len(states) == 1 else None), states=states,
    )  # fmt: skip
    if capital := item.get("capital"):
        yield WorldEntity(
            id=capital["id"], kind="city", en=capital["en"], ja=capital["ja"], zh=capital["zh"], country=id,
            capital_of=id,
        )  # fmt: skip


def _names_of(item: Mapping[str, Any]) -> Iterator[_Row]:
    """The names of one mapping of the file, and of its capital."""
    kind: NameKind = "metonym" if item.get("metonym") else "name"
    yield from _rows(item, kind)
    if capital := item.get("capital"):
        yield from _rows(capital, "capital")


def _rows(item: Mapping[str, Any], kind: NameKind) -> Iterator[_Row]:
    id = str(item["id"])
    for name in (item["en"], *item.get("aliases", ())):
        yield _Row(name=_without_article(name), id=id, kind=kind)
    for name in item.get("abbreviations", ()):
        yield _Row(name=name, id=id, kind="abbreviation")
    for name in item.get("demonyms", ()):
        yield _Row(name=name, id=id, kind="demonym")
    yield from _cjk_rows(id, kind, "ja", (item.get("ja"), *item.get("more_ja", ())))
    yield from _cjk_rows(id, kind, "zh", (item.get("zh"), item.get("zh_hant"), *item.get("more_zh", ())))


def _cjk_rows(id: str, kind: NameKind, script: Literal["ja", "zh"], names: Iterable[str | None]) -> Iterator[_Row]:
    for name in names:
        if name:
            yield _Row(name=name, id=id, kind=kind, script=script)


def _read_city(line: str, country: str) -> tuple[WorldEntity, list[_Row]]:
    """Read "Yangon = Rangoon / ヤンゴン / 仰光": English with other spellings, Japanese, simplified, traditional."""
    parts = [part.strip() for part in line.split("/")]
    spellings = [name.strip() for name in parts[0].split("=")]
    ja, zh = (parts[1], parts[2]) if len(parts) > 2 else (None, None)
    id = _slug(spellings[0])
    rows = [_Row(name=_without_article(name), id=id, kind="city") for name in spellings]
    rows += _cjk_rows(id, "city", "ja", (ja,))
    rows += _cjk_rows(id, "city", "zh", parts[2:])
    return WorldEntity(id=id, kind="city", en=spellings[0], ja=ja, zh=zh, country=country), rows


def _shared_rows(shared: Mapping[str, list[str]], entities: Mapping[str, WorldEntity]) -> Iterator[_Row]:
    """Names of several entities, for the likeliest; one that ends like "Korean" is the word for people."""
    for name, ids in shared.items():
        if not name.isascii():
            yield from (_Row(name=name, id=ids[0], kind="name", script=script) for script in _SCRIPTS)
            continue
        capital = entities[ids[0]].capital_of
        demonym = name.endswith(("an", "ans", "ese"))
        yield _Row(name=name, id=ids[0], kind="demonym" if demonym else "capital" if capital else "name")


def _variants(name: str, known: Known, doubtful: frozenset[str]) -> Iterator[str]:
    """A name without its accents and in capitals, as headlines and datelines write it."""
    plain = _without_accents(name)
    if plain not in doubtful or name in doubtful:
        yield plain
    if len(name) >= _SHORTEST_IN_CAPITALS and known.kind != "abbreviation":
        yield from (name.upper(), plain.upper())


def _check_ids(data: Mapping[str, Any], entities: Mapping[str, WorldEntity], file: str) -> None:
    """Complain of an id that no entity has."""
    ids = [id for entity in entities.values() for id in (entity.country, entity.part_of, *entity.states) if id]
    ids += [id for shared in data["shared"].values() for id in shared]
    ids += [*data["combining"].values(), *data["letter_words"]]
    ids += [id for letters in data["letters"].values() for id in letters.values()]
    for id in ids:
        if id not in entities:
            raise LanguageError(f"{file}: there is no entity {id}; add it, or correct the id")


def _read_yaml(path: Path) -> Mapping[str, Any]:
    try:
        loaded = yaml.load(path.read_text(encoding="utf-8"), Loader=LOADER)
    except (OSError, ValueError, yaml.YAMLError) as error:
        raise LanguageError(f"{path.name}: cannot be read ({error}); restore it from the repository") from error
    if not isinstance(loaded, dict):
        raise LanguageError(f"{path.name}: must be a mapping; restore it from the repository")
    return loaded


def _without_article(name: str) -> str:
    return name[4:] if name.startswith(("the ", "The ")) else name


def _without_accents(name: str) -> str:
    return "".join(letter for letter in unicodedata.normalize("NFD", name) if not unicodedata.combining(letter))


def _slug(name: str) -> str:
    plain = _without_accents(name).lower().replace("'", "").replace(".", "")
    return "-".join("".join(letter if letter.isalnum() else " " for letter in plain).split())
