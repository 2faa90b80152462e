"""What a sentence is about: topics of a fixed list, told by cue words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from knowledge.errors import LanguageError
from knowledge.extract.world.name_search import CJK, CjkNames
from knowledge.gazetteer import find_lemmas
from knowledge.values import dataclass
from knowledge.yaml_nodes import LOADER

_FILE = Path(__file__).parents[1] / "data" / "extract" / "topics.yaml"
_KEYS = frozenset("id name broader en ja zh".split())
_WORD = re.compile(rf"[^\W_{CJK}]+(?:['’][^\W_{CJK}]+)*")
_WORD_OR_STOP = re.compile(rf"{_WORD.pattern}|(?<=\w\w)[.!?](?=\s|$)|[;\n]")
_GAP = "…"
_WIDEST_GAP = 5
"""Words that may stand at "…": "summoned the new Japanese and Korean ambassadors" has five."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """Something that news about states is about."""

    id: str
    broader: str | None
    """None for a head."""

    en: str
    ja: str
    zh: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Cue:
    """A cue in English, as the lemmas of its parts; one with "…" has two or more."""

    topic: str
    parts: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Cues:
    topics: tuple[Topic, ...]
    irregular: Mapping[str, str]
    unrelated: frozenset[str]
    english: Mapping[str, tuple[_Cue, ...]]
    """By the first word."""

    cjk: CjkNames[str]


@dataclass(frozen=True, slots=True)
class _Hit:
    topic: str
    start: int
    end: int


def find_topics(text: str) -> tuple[str, ...]:
    """Find what a sentence or a longer text is about: ids, those with most cues first, then in order of the text.

    A cue inside a longer one does not count: "nuclear power plant" is no power plant of the head above it. A topic does
    not bring the head above it along; `Topic.broader` tells that.
    """
    cues = _load_cues()
    counted: dict[str, int] = {}
    for hit in _leave_longest([*_find_english(text, cues), *_find_cjk(text, cues)]):
        counted[hit.topic] = counted.get(hit.topic, 0) + 1
    return tuple(sorted(counted, key=lambda topic: -counted[topic]))


def load_topics() -> tuple[Topic, ...]:
    """Load the topics of topics.yaml, each head before the topics under it.

    Raises:
        LanguageError: the file is missing, is no YAML, or a topic has an unknown key or an unknown head.
    """
    return _load_cues().topics


def _find_english(text: str, cues: _Cues) -> Iterator[_Hit]:
    words = tuple(_WORD_OR_STOP.finditer(text))
    forms = [_forms(match.group(), cues) for match in words]
    for first in range(len(words)):
        for form in forms[first]:
            for cue in cues.english.get(form, ()):
                last = _match_cue(cue, forms, first)
                if last is not None:
                    yield _Hit(cue.topic, words[first].start(), words[last].end())


def _match_cue(cue: _Cue, forms: list[tuple[str, ...]], first: int) -> int | None:
    """The last word of a cue that begins with a given word; None when it does not stand there."""
    last = _match_part(cue.parts[0], forms, first)
    for part in cue.parts[1:]:
        if last is None:
            return None
        last = _match_later(part, forms, last + 1)
    return last


def _match_later(part: tuple[str, ...], forms: list[tuple[str, ...]], earliest: int) -> int | None:
    for first in range(earliest, min(earliest + _WIDEST_GAP + 1, len(forms))):
        if not forms[first]:  # the sentence ends
            return None
        last = _match_part(part, forms, first)
        if last is not None:
            return last
    return None


def _match_part(part: tuple[str, ...], forms: list[tuple[str, ...]], first: int) -> int | None:
    end = first + len(part)
    if end <= len(forms) and all(word in forms[first + place] for place, word in enumerate(part)):
        return end - 1
    return None


def _find_cjk(text: str, cues: _Cues) -> Iterator[_Hit]:
    place = 0
    while place < len(text):
        found = cues.cjk.find_at(text, place)
        if found:
            yield _Hit(found.value, found.first, found.last)
        place = found.last if found else place + 1


def _forms(word: str, cues: _Cues) -> tuple[str, ...]:
    """What a word of the text may be a form of; nothing for the end of a sentence."""
    if not word[0].isalnum():
        return ()
    plain = word.lower().replace("’", "'").removesuffix("'s")
    return () if plain in cues.unrelated else find_lemmas(plain, cues.irregular)


def _leave_longest(hits: list[_Hit]) -> Iterator[_Hit]:
    """The hits that lie in no longer one, in order; those of several topics at one place all stay."""
    widest = (0, 0)
    for hit in sorted(dict.fromkeys(hits), key=lambda hit: (hit.start, -hit.end)):
        if hit.end > widest[1]:
            widest = (hit.start, hit.end)
        if (hit.start, hit.end) == widest:
            yield hit


@lru_cache(maxsize=1)
def _load_cues() -> _Cues:
    data = _read_yaml(_FILE)
    ids = {item["id"] for item in data["topics"]}
    english: dict[str, list[_Cue]] = {}
    cjk: dict[str, str] = {}
    for item in data["topics"]:
        if unknown := item.keys() - _KEYS:
            raise LanguageError(f"{_FILE.name}: {item['id']} has the unknown key {min(unknown)}; remove it")
        if item.get("broader", item["id"]) not in ids:
            raise LanguageError(
                f"{_FILE.name}: {item['id']} stands under {item['broader']}, which there is not; add it"
            )
        for words in item["en"]:
            parts = tuple(tuple(_split(part)) for part in words.split(_GAP))
            english.setdefault(parts[0][0], []).append(_Cue(topic=item["id"], parts=parts))
        for words in (*item["ja"], *item["zh"]):
            cjk.setdefault(words, item["id"])
    return _Cues(
        topics=tuple(
            Topic(id=item["id"], broader=item.get("broader"), **item["name"]) for item in data["topics"]
        ),
        irregular={form: lemma for lemma, forms in data["irregular"].items() for form in forms},
        unrelated=frozenset(data["unrelated"]),
        english={word: tuple(found) for word, found in english.items()}, cjk=CjkNames(cjk),
    )  # fmt: skip


def _split(words: str) -> Iterator[str]:
    return (match.group().removesuffix("'s") for match in _WORD.finditer(words))


def _read_yaml(path: Path) -> Mapping[str, Any]:
    try:
        loaded = yaml.load(path.read_text(encoding="utf-8"), Loader=LOADER)
    except (OSError, ValueError, yaml.YAMLError) as error:
        raise LanguageError(f"{path.name}: cannot be read ({error}); restore it from the repository") from error
    if not isinstance(loaded, dict):
        raise LanguageError(f"{path.name}: must be a mapping; restore it from the repository")
    return loaded
