"""States, places and bodies that act in the news, and where a text names them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Literal

from knowledge.extract.world.name_search import CjkNames, Found, LatinNames, Word, split_words
from knowledge.extract.world.names import Known, NameKind, WorldEntity, WorldNames, read_world
from knowledge.model import Span
from knowledge.values import dataclass, field

_FILE = Path(__file__).parents[2] / "data" / "extract" / "world.yaml"
_KANA = re.compile(r"[\u3041-\u3096\u30a1-\u30fa]")
_HAN = re.compile(r"[\u3400-\u9fff]")
_KANA_SHARE = 0.1
"""Of the letters of a Japanese text at least this part is kana; Chinese that quotes a Japanese name stays below."""

Script = Literal["ja", "zh"]


@dataclass(frozen=True, slots=True, kw_only=True)
class NameHit:
    """Where a text names a state, a place or a body."""

    span: Span
    """Without a possessive ending."""

    text: str
    id: str
    kind: NameKind
    ambiguous: bool = False
    """The word often means something else: "Georgia" the US state, "Turkey", "Diet"."""

    also: tuple[str, ...] = ()
    """Other entities of this name, when it has several: "Congolese"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """All entities of world.yaml, and the search for their names."""

    entities: Mapping[str, WorldEntity]
    _names: WorldNames = field(repr=False, compare=False)
    _latin: LatinNames[Known] = field(repr=False, compare=False)
    _cjk: Mapping[Script, CjkNames[Known]] = field(repr=False, compare=False)
    _pairs: Mapping[Script, re.Pattern[str]] = field(repr=False, compare=False)
    _english: Mapping[str, tuple[str, ...]] = field(repr=False, compare=False)

    def find_names(self, text: str) -> tuple[NameHit, ...]:
        """Find the names of states, their people, cities, bodies and waters, in order and without overlap.

        English names need their case; Japanese and Chinese ones are found by letters, those of the other language left
        out where the text's kana tell which it is.
        """
        hits = self._find_latin(text)
        if _HAN.search(text) or _KANA.search(text):
            hits.extend(self._find_cjk(text))
            hits.sort(key=lambda hit: hit.span.start)
        return tuple(hits)

    def country_of(self, id: str) -> str | None:
        """The country or territory that an entity is, lies in or belongs to.

        Returns:
            None for international bodies, regions, places that several states share or claim, and unknown ids.
        """
        entity = self.entities.get(id)
        return entity.country if entity else None

    def all_names(self) -> Iterator[tuple[str, str, Literal["en", "ja", "zh"]]]:
        """Every name with the id of its entity and its language."""
        for name, known in self._names.latin.items():
            if known.id:
                yield name, known.id, "en"
        for script, names in self._names.cjk.items():
            for name, known in names.items():
                if known.id:
                    yield name, known.id, script

    def names_of(self, id: str) -> tuple[str, ...]:
        """The English names of an entity and of its people."""
        return self._english.get(id, ())

    def names_claimed_twice(self) -> tuple[str, ...]:
        """Names that two entities have though the file does not say that they share them; none in a sound file."""
        return self._names.twice

    def _find_latin(self, text: str) -> list[NameHit]:
        words = split_words(text)
        hits: list[NameHit] = []
        place = 0
        while place < len(words):
            found = self._latin.find_at(words, place) or self._find_combining(words, place)
            if found is None:
                place += 1
                continue
            if found.value.id and not self._names_person(words, found):
                hits.append(_as_hit(text, words[found.first].start, words[found.last - 1].end, found.value))
            place = found.last
        return hits

    def _find_combining(self, words: tuple[Word, ...], place: int) -> Found[Known] | None:
        """The first part of "Sino-Japanese"."""
        known = self._names.combining.get(words[place].text)
        if known and place + 2 < len(words) and words[place + 1].text == "-" and words[place + 2].text[0].isupper():
            return Found(known, place, place + 1)
        return None

    def _names_person(self, words: tuple[Word, ...], found: Found[Known]) -> bool:
        """Tell whether a name that people bear too stands beside another part of a person's name."""
        if not found.value.person:
            return False
        if found.first > 2 and words[found.first - 2].text == ".":
            return words[found.first - 3].text in self._names.person_titles
        before = words[found.first - 2].text if found.first > 1 and words[found.first - 1].text == " " else ""
        if _is_part_of_name(before) and before not in self._names.before_state and not before.endswith("ing"):
            return not self._latin.opens_with(before)
        after = words[found.last + 1].text if found.last + 1 < len(words) and words[found.last].text == " " else ""
        return (
            _is_part_of_name(after) and after not in self._names.after_state and not self._latin.opens_with(after)
        )  # fmt: skip

    def _find_cjk(self, text: str) -> list[NameHit]:
        script: Script = "ja" if len(_KANA.findall(text)) > _KANA_SHARE * len(_HAN.findall(text)) else "zh"
        names, pairs = self._cjk[script], self._pairs[script]
        hits: list[NameHit] = []
        place = 0
        while place < len(text):
            found = names.find_at(text, place)
            pair = None if found else pairs.match(text, place)
            if found:
                if found.value.id:
                    hits.append(_as_hit(text, found.first, found.last, found.value))
                place = found.last
            elif pair:
                hits.extend(self._read_letters(text, pair, script))
                place = pair.end()
            else:
                place += 1
        return hits

    def _read_letters(self, text: str, pair: re.Match[str], script: Script) -> list[NameHit]:
        """The states that the letters of 日中 or 中美 stand for."""
        letters = self._names.letters[script]
        return [_as_hit(text, place, place + 1, letters[text[place]]) for place in range(pair.start(), pair.end())]


@lru_cache(maxsize=1)
def load_world() -> World:
    """Load world.yaml.

    Raises:
        LanguageError: the file is missing, is no YAML, or names an entity that it does not have.
    """
    names = read_world(_FILE)
    after = "|".join(map(re.escape, sorted(names.after_letters, key=len, reverse=True)))
    scripts: tuple[Script, ...] = ("ja", "zh")
    english: dict[str, tuple[str, ...]] = {}
    for name, known in names.latin.items():
        english[known.id] = (*english.get(known.id, ()), name)
    return World(
        entities=names.entities,
        _english=english,
        _names=names,
        _latin=LatinNames(names.latin),
        _cjk={script: CjkNames(names.cjk[script]) for script in scripts},
        _pairs={
            script: re.compile(rf"[{''.join(names.letters[script])}]{{2,3}}(?=両?(?:{after}))") for script in scripts
        },
    )


def _as_hit(text: str, start: int, end: int, known: Known) -> NameHit:
    return NameHit(
        span=Span(start=start, end=end),
        text=text[start:end],
        id=known.id,
        kind=known.kind,
        ambiguous=known.ambiguous,
        also=known.also,
    )


def _is_part_of_name(word: str) -> bool:
    return len(word) > 1 and word[0].isupper() and word[1:].islower()
