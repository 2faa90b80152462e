"""The knowledge base as a reader of utterances sees it: aliases, spellings, chatter."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property

from bot.utterance import Chatter
from knowledge.gazetteer import Target
from knowledge.spelling import is_slip
from knowledge.store import Store

_NAMED = ("country", "place", "person")


class Vocabulary:
    """Words of one knowledge base."""

    def __init__(self, store: Store, question_words: frozenset[str], cue_words: frozenset[str] = frozenset()) -> None:
        """Read from a store.

        Args:
            question_words: come with the intents.
            cue_words: words of which the intents' cues are made, so that these may be misspelled, too.
        """
        self._store = store
        self._question_words = question_words
        self._cue_words = cue_words

    def find_aliases(self, keys: Iterable[str]) -> Mapping[str, tuple[Target, ...]]:
        """What each known key stands for."""
        return self._store.find_aliases(keys)

    def similar_words(self, word: str, distance: int) -> tuple[str, ...]:
        """Known spellings near a word."""
        return self._store.similar_words(word, distance, self._cue_words)

    def slips_to(self, word: str) -> tuple[str, ...]:
        """Known words of which this is a slip of the finger: a letter left out, or two neighbours in each other's
        place."""
        return tuple(other for other in self.similar_words(word, 1) if is_slip(word, other))

    def names_longer(self, word: str) -> tuple[str, ...]:
        """Names of places, states and people that are this word with one letter more."""
        near = [other for other in self._store.similar_words(word, 1) if len(other) == len(word) + 1]
        targets = self._store.find_aliases(near)
        return tuple(
            other
            for other in near
            for entity in (self._store.entity(target.id) for target in targets.get(other, ()))
            if entity is not None and entity.kind in _NAMED
        )

    def is_english(self, word: str) -> bool:
        """Whether it is spelled right, though no fact may have it."""
        return self._store.is_english(word)

    def known_words(self, words: Iterable[str]) -> frozenset[str]:
        """Words that occur in facts."""
        return self._store.known_words(words)

    def irregular_forms(self) -> Mapping[str, str]:
        """Inflected form → lemma."""
        return self._irregular

    def chatter(self) -> Chatter:
        """What carries no content."""
        return self._chatter

    @cached_property
    def _irregular(self) -> Mapping[str, str]:
        forms = self._store.resource("irregular")
        return {str(form): str(lemma) for form, lemma in forms.items()}

    @cached_property
    def _chatter(self) -> Chatter:
        data = self._store.resource("chatter")
        return Chatter(
            contractions=data["contractions"], slang=data["slang"], question_words=self._question_words,
            japanese=tuple(data["japanese"]["words"]), chinese=tuple(data["japanese"]["not_beside"]),
        )  # fmt: skip
