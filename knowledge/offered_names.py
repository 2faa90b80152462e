"""Which names to offer to somebody who is typing one, and in which language: from memory, and on any thread."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from knowledge.gazetteer import find_latin_words, join_key, split_tokens
from knowledge.model import Names
from knowledge.scripts import is_han, is_kana
from knowledge.spelling import LONG_NAME, LONGEST, SHORTEST, rank_corrections
from knowledge.values import dataclass

_LONGEST_NAME = 100
"""Characters read of a name that somebody types; none is longer."""

_NEAR_EACH = 3
"""Spellings tried for each word of a name that nothing begins with."""

_INSIDE = 1000
"""How far behind a name that begins so stands one that has a word which does."""

_KEPT = 2048
"""Beginnings whose names are kept at hand, some 2 MB: people type the same ones."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """An entity or topic that can be offered."""

    id: str
    kind: str
    names: Names
    keys: tuple[str, ...]
    """Its aliases, folded."""

    frequency: int
    """How many facts are about it."""


class OfferedNames:
    """All names that can be offered; nothing in it changes, so any thread may ask."""

    def __init__(self, named: Iterable[Named]) -> None:
        """Take all that has a name."""
        self._named = tuple(sorted(named, key=lambda each: (-each.frequency, each.id)))
        words = {word for each in self._named for key in each.keys for word in find_latin_words(key)}
        self._words = sorted(word for word in words if SHORTEST <= len(word) <= LONGEST and word.isascii())
        self._suggest = lru_cache(maxsize=_KEPT)(self._find)

    def suggest(self, text: str, *, kinds: tuple[str, ...], limit: int) -> tuple[str, ...]:
        """Names to offer while somebody types: beginnings first, then words inside, then near spellings.

        They are in the language of what is typed, as far as its script tells.
        """
        typed = fold_name(text[:_LONGEST_NAME])
        return () if text.strip() and not typed else self._suggest(typed, kinds, limit)

    def _find(self, typed: str, kinds: tuple[str, ...], limit: int) -> tuple[str, ...]:
        found = self._beginning(typed, kinds, limit) or [
            each for word in self._respelled(typed) for each in self._beginning(word, kinds, limit)
        ]
        return choose_names(tuple(each.names for each in {each.id: each for each in found}.values()), typed)[:limit]

    def _beginning(self, typed: str, kinds: tuple[str, ...], limit: int) -> list[Named]:
        """What has a name that begins so or has a word that does, the shortest such name first, then what most facts
        are about."""
        inside = f" {typed}" if typed.isascii() else typed
        ranked: list[tuple[int, int, Named]] = []
        for place, each in enumerate(self._named):
            if each.kind in kinds and (fitting := [key for key in each.keys if key.startswith(typed) or inside in key]):
                far = min(len(key) + (0 if key.startswith(typed) else _INSIDE) for key in fitting) if typed else 0
                ranked.append((far, place, each))
        return [each for _, _, each in sorted(ranked, key=lambda entry: entry[:2])[:limit]]

    def _respelled(self, typed: str) -> tuple[str, ...]:
        """Known words near those typed."""
        words = [word for word in typed.split() if len(word) >= SHORTEST]
        near = [self._near(word, 2 if len(word) >= LONG_NAME else 1)[:_NEAR_EACH] for word in words]
        return tuple(dict.fromkeys(word for found in near for word in found))

    def _near(self, word: str, distance: int) -> tuple[str, ...]:
        from rapidfuzz import process  # only where a word is misspelled
        from rapidfuzz.distance import OSA

        found = process.extract(word, self._words, scorer=OSA.distance, score_cutoff=distance, limit=None)
        return rank_corrections(word, ((known, True) for known, _, _ in found), distance)


def fold_name(text: str) -> str:
    """A name, or the beginning of one, as it stands in the table of aliases."""
    return join_key(split_tokens(text))


def choose_names(names: tuple[Names, ...], typed: str) -> tuple[str, ...]:
    """Each name in the language of what is typed, which is folded; each once, in order."""
    if any(map(is_kana, typed)):
        chosen = (name.ja for name in names)
    elif any(map(is_han, typed)):
        chosen = (name.zh for name in names) if _is_chinese(names, typed) else (name.ja for name in names)
    else:
        chosen = (name.en for name in names)
    return tuple(dict.fromkeys(chosen))


def _is_chinese(names: tuple[Names, ...], typed: str) -> bool:
    """Whether more of the names hold it in Chinese than in Japanese, whose characters readers of both know."""
    return sum(typed in fold_name(name.zh) for name in names) > sum(typed in fold_name(name.ja) for name in names)
