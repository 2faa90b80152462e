"""Which relations the words of an English text express, by the verbs and nouns of relations.yaml."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from pathlib import Path

from knowledge.gazetteer import Target, find_openings, find_pieces, split_tokens
from knowledge.lexicon import load_lexicon
from knowledge.values import dataclass

_DATA = Path(__file__).parents[1] / "data"
_BEFORE_NOUN = re.compile(
    r"\b(?:the|an?|his|her|its|their|our|this|that|these|those|no|any|some|each|every|of|in|for|from|after|before|during|under|on|"
    r"such|another|first|second|third|last|next|new|joint|[^\W\d_]+['’]s)\s+(?:[^\W\d_]+\s+)?$",
    re.IGNORECASE,
)
SAYING = frozenset(("say", "mention", "report", "explain", "describe", "stress", "respond", "talk", "write"))
"""Relations that tell of words, whatever they are about."""

_NOUN_ENDING = re.compile(r"(?:ment|tion|sion|ty|ance|ence|ship|ness|ism|al|ity)s?$")
_VERB_ENDING = re.compile(r"(?:ed|ing)$")


@dataclass(frozen=True, slots=True, kw_only=True)
class RelationWord:
    """A word or phrase for a relation."""

    id: str
    start: int
    end: int
    is_noun: bool
    """It names the thing and does not tell that it was done: "the launch", "an agreement"."""


FindRelations = Callable[[str], tuple[RelationWord, ...]]
"""The words for relations in an English text, in order."""


class RelationFinder:
    """Finds relations through the same table of words as a question does."""

    def __init__(self, folder: Path = _DATA) -> None:
        """Load the lexicon."""
        lexicon = load_lexicon(folder)
        self._irregular = lexicon.irregular
        self._table: dict[str, tuple[Target, ...]] = {}
        for alias in lexicon.aliases(()):
            self._table[alias.key] = (*self._table.get(alias.key, ()), alias.target)
        self._openings = find_openings(self._table)
        self._last: tuple[str, tuple[RelationWord, ...]] | None = None

    def __call__(self, text: str) -> tuple[RelationWord, ...]:
        """The words for relations, in order; the last text's are remembered, as several steps ask for them."""
        if self._last is None or self._last[0] != text:
            self._last = (text, self._find(text))
        return self._last[1]

    def _find(self, text: str) -> tuple[RelationWord, ...]:
        tokens = split_tokens(text)
        pieces = find_pieces(tokens, self._lookup, self._irregular, openings=self._openings)
        return tuple(
            RelationWord(id=target.id, start=start, end=end, is_noun=_is_noun(text, start, end))
            for piece in pieces
            for target in piece.targets
            if target.kind == "relation"
            for start, end in ((tokens[piece.first].start, tokens[piece.last - 1].end),)
        )

    def _lookup(self, keys: Iterable[str]) -> Mapping[str, tuple[Target, ...]]:
        return {key: self._table[key] for key in self._table.keys() & keys}


def _is_noun(text: str, start: int, end: int) -> bool:
    word = text[start:end].rpartition(" ")[2] if " " not in text[start:end] else text[start:end].partition(" ")[0]
    if _NOUN_ENDING.search(word):
        return True
    if re.match(r"\s+of\b", text[end : end + 4]) and not _VERB_ENDING.search(word):
        return True
    return _BEFORE_NOUN.search(text[max(0, start - 40) : start]) is not None and not word.endswith("ed")


@lru_cache(maxsize=1)
def load_relation_finder() -> RelationFinder:
    """The finder for the shipped language knowledge, loaded once."""
    return RelationFinder()
