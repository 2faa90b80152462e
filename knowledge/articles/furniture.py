"""What surrounds an article on its page, as `data/extract/furniture.yaml` describes it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal, get_args

import yaml

from knowledge.errors import LanguageError
from knowledge.values import dataclass
from knowledge.yaml_nodes import LOADER

Takes = Literal["line", "chunk", "list", "rest"]
Where = Literal["any", "linked", "edge", "above", "tail"]
Match = Literal["whole", "start", "within"]

DATA = Path(__file__).parent.parent / "data" / "extract"
_CUE_KEYS = {"id", "why", "takes", "where", "match", "patterns", "furniture", "prose"}
_TOKEN = re.compile(r"[^\W_][\w+’'-]*\+?")
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")
"""Where "imageCaption" joins two words."""

_LOG_IN = re.compile(r"\b(?:log|sign)[ -]?(?:in|up|out|on)\b", re.IGNORECASE)
_CELLS = re.compile(r"\t+| {2,}| ?[|•·‖] ?")
_IS_SENTENCE = re.compile(r"\w{3}[.!?](?: |$)|\d{4}")
_LONGEST = 300
"""Characters of the longest line that a cue looks at: a longer one is a paragraph, whatever it holds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """A sort of line that is no part of an article."""

    id: str
    takes: Takes
    where: Where
    pattern: re.Pattern[str]
    whole: bool
    anchored: bool
    longest: int
    furniture: tuple[str, ...]
    prose: tuple[str, ...]

    def takes_line(self, text: str) -> bool:
        """Whether the line looks so; where it stands is not looked at."""
        if len(text) > self.longest:
            return False
        if self.whole:
            return self.pattern.fullmatch(text.strip(" \t:：…")) is not None
        return (self.pattern.match(text) if self.anchored else self.pattern.search(text)) is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Bulletins:
    """How the takes of an agency's story begin."""

    slug: re.Pattern[str]
    priority: re.Pattern[str]
    headline_prefix: re.Pattern[str]
    notice: re.Pattern[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Furniture:
    """All that is known about what is no article."""

    cues: tuple[Cue, ...]
    widget_words: frozenset[str]
    widget_core: frozenset[str]
    bulletins: Bulletins
    fact_times: re.Pattern[str]
    """Words that tell a time in the label of a row."""

    _fact_labels: re.Pattern[str]
    _inside_names: re.Pattern[str]
    _outside_names: re.Pattern[str]
    _container_tags: Mapping[str, int]
    _container_names: tuple[tuple[int, tuple[str, ...], frozenset[str]], ...]

    def find_cue(self, text: str) -> Cue | None:
        """The first cue that takes the line, links not looked at."""
        return _first_cue(text)

    def find_linked_cue(self, text: str) -> Cue | None:
        """The first cue that takes a line which is mostly a link."""
        return next((cue for cue in self.cues if cue.where == "linked" and cue.takes_line(text)), None)

    def is_widget_row(self, text: str) -> bool:
        """Buttons and menus: nothing but their words, at least one of them sure."""
        if len(text) > 200:
            return False
        cells = [cell for cell in _CELLS.split(text.strip()) if cell]
        if len(cells) >= 2 and len(text) < 120:
            buttons = sum(self._is_button_row(cell) for cell in cells)
            if buttons * 2 >= len(cells) and all(len(cell) < 45 and not _IS_SENTENCE.search(cell) for cell in cells):
                return True
        return self._is_button_row(text)

    def _is_button_row(self, text: str) -> bool:
        words = [word.casefold() for word in _TOKEN.findall(_LOG_IN.sub("login", text))]
        return (
            bool(words)
            and all(word in self.widget_words for word in words)
            and any(word in self.widget_core for word in words)
        )

    def heads_facts(self, text: str) -> bool:
        """Whether the line is the label of a fact box: "FACT BOX: ONE ROAD, TWO GATES", "Timeline"."""
        return len(text) <= 90 and self._fact_labels.match(text) is not None

    def names_inside(self, names: str) -> bool:
        """Whether a class or an id names a fact box, which is body wherever it stands."""
        return self._inside_names.search(_HUMP.sub("-", names)) is not None

    def names_outside(self, names: str) -> bool:
        """Whether a class or an id names what stands beside the article."""
        return self._outside_names.search(_HUMP.sub("-", names)) is not None

    def container_rank(self, tag: str, attributes: Mapping[str, str | None]) -> int | None:
        """How surely an element holds an article, 0 the surest; None if it does not say so."""
        for rank, keys, names in self._container_names:
            for key in keys:
                value = attributes.get(key)
                if value and any(part.lower() in names for part in value.split()):
                    return rank
        return self._container_tags.get(tag)


@lru_cache(maxsize=2048)
def _first_cue(text: str) -> Cue | None:
    """Several steps ask the same of a line; the lines of one page fit."""
    return next((cue for cue in load_furniture().cues if cue.where != "linked" and cue.takes_line(text)), None)


@lru_cache(maxsize=1)
def load_furniture() -> Furniture:
    """Load `furniture.yaml`.

    Raises:
        LanguageError: an unknown key or value, or a pattern that is none.
    """
    path = DATA / "furniture.yaml"
    data = yaml.load(path.read_text(encoding="utf-8"), Loader=LOADER)
    try:
        return Furniture(
            cues=tuple(_cue(item) for item in data["cues"]),
            widget_words=frozenset(data["widget_words"].split()),
            widget_core=frozenset(data["widget_core"].split()),
            bulletins=_bulletins(data["bulletins"]),
            fact_times=re.compile(data["fact_times"].replace("| ", "|"), re.IGNORECASE),
            _fact_labels=re.compile(
                rf"\W*(?:{data['fact_labels'].replace('| ', '|')})(?:\b|(?<=[^\x00-\x7f]))", re.IGNORECASE
            ),
            _inside_names=_names_pattern(data["inside_names"]),
            _outside_names=_names_pattern(data["outside_names"]),
            _container_tags={tag: item["rank"] for item in data["containers"] for tag in item.get("tags", ())},
            _container_names=tuple(
                (item["rank"], tuple(item["attributes"]), frozenset(name.lower() for name in item["names"]))
                for item in data["containers"]
                if "attributes" in item
            ),
        )
    except (KeyError, TypeError, AttributeError, re.error) as error:
        raise LanguageError(f"{path.name}: {error!r}; compare with the heading of the file") from error


def _names_pattern(names: list[str]) -> re.Pattern[str]:
    """Names as whole parts of a class or an id."""
    return re.compile(rf"(?:^|[\s_-])(?:{'|'.join(names)})(?=$|[\s_-])", re.IGNORECASE)


def _cue(item: Mapping[str, Any]) -> Cue:
    unknown = (set(item) - {"longest"}) ^ _CUE_KEYS
    choices = {"takes": get_args(Takes), "where": get_args(Where), "match": get_args(Match)}
    wrong = [key for key, values in choices.items() if item.get(key) not in values]
    if unknown or wrong:
        raise LanguageError(
            f"furniture.yaml: cue {item.get('id')!r}: {sorted(unknown) + wrong}; give each key once, as in the heading"
        )
    return Cue(
        id=item["id"],
        takes=item["takes"],
        where=item["where"],
        pattern=re.compile("|".join(f"(?:{pattern})" for pattern in item["patterns"]), re.IGNORECASE),
        whole=item["match"] == "whole",
        anchored=item["match"] == "start",
        longest=item.get("longest", _LONGEST),
        furniture=tuple(item["furniture"]),
        prose=tuple(item["prose"]),
    )


def _bulletins(item: Mapping[str, str]) -> Bulletins:
    return Bulletins(
        slug=re.compile(item["slug"]),
        priority=re.compile(item["priority"]),
        headline_prefix=re.compile(item["headline_prefix"], re.IGNORECASE),
        notice=re.compile(item["notice"]),
    )
