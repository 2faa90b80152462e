"""Texts of facts read into features, a million of them in a minute or two.

It finds what `gazetteer.find_pieces` finds, but looks every word up once: what stands for what is kept by word, runs of
words are tried only where a name begins with the first and goes on with the second, and only where such runs overlap is
a cut of least cost looked for.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from knowledge.gazetteer import (
    LONGEST_LATIN,
    Piece,
    Target,
    Token,
    find_cheapest_cut,
    find_lemmas,
    find_openings,
    find_pieces,
    find_words,
    fold_word,
    makes_name_of_verb,
    split_tokens,
)
from knowledge.scripts import has_cjk
from knowledge.values import dataclass

_LETTERS: Mapping[str, str] = {"entity": "e:", "topic": "e:", "relation": "r:", "concept": "c:"}

_MOST_WORDS = 50_000
"""Words that are kept in memory, some 25 MB."""

_MOST_TEXTS = 64
"""Texts that are kept: an article's headline stands before many of its facts."""

_Run = tuple[int, int, str]
"""Words `[first, last)` that are a name, and its key."""


@dataclass(frozen=True, slots=True)
class _Word:
    """What is known of one word as it is typed."""

    folded: str
    forms: tuple[str, ...]
    """As it stands, then what it may be an inflection of."""

    known: tuple[tuple[Target, ...], ...]
    """What it may stand for alone."""

    features: tuple[str, ...]
    """Of the word alone."""

    following: Mapping[str, tuple[int, ...]] | None
    """Second word → how many words the names have that begin with these two."""


class FeatureReader:
    """Reads texts against a table of aliases."""

    def __init__(self, table: Mapping[str, tuple[Target, ...]], irregular: Mapping[str, str]) -> None:
        """Take the table: folded key → what it stands for; and inflected form → lemma."""
        self._table, self._irregular = table, irregular
        self._openings = find_openings(table)
        self._names: dict[str, dict[str, set[int]]] = {}
        self._words: dict[str, _Word] = {}
        self._entities: dict[str, str | None] = {}
        self._last: dict[str, tuple[str, ...]] = {}
        self._of_keys: dict[str, tuple[str, ...]] = {}
        for key in table:
            words = key.split(" ")
            if 1 < len(words) <= LONGEST_LATIN and not has_cjk(key):
                self._names.setdefault(words[0], {}).setdefault(words[1], set()).add(len(words))

    def read(self, text: str) -> tuple[str, ...]:
        """The features of an English text of ours, each once."""
        if not text:
            return ()
        last = self._last.get(text)
        if last is None:
            if len(self._last) >= _MOST_TEXTS:
                self._last.clear()
            self._last[text] = last = self._read_any_script(text) if has_cjk(text) else self._read_latin(text)
        return last

    def _read_latin(self, text: str) -> tuple[str, ...]:
        known = self._words
        words = [known.get(word) or self._look_at(word) for word in find_words(text)]
        runs = self._find_runs(words)
        found: list[str] = []
        place = 0
        for number, (first, last, key) in enumerate(runs):
            if first < place:
                continue  # it shares words with one before, and they were cut together
            if number + 1 < len(runs) and runs[number + 1][0] < last:
                some = _sharing_words(runs[number:])
                last = max(run[1] for run in some)
                features: Iterable[str] = self._cut(words[first:last], first, some)
            else:
                features = self._of_keys.get(key) or self._features_of_key(key)
            for word in words[place:first]:
                found += word.features
            found += features
            place = last
        for word in words[place:]:
            found += word.features
        return tuple(dict.fromkeys(found))

    def find_entity(self, name: str) -> str | None:
        """The first entity in a name, where nothing is inflected; of a publisher the body that it is."""
        if name not in self._entities:
            if len(self._entities) >= _MOST_WORDS:
                self._entities.clear()
            pieces = find_pieces(split_tokens(name), self._lookup, {})
            ids = (t.id for piece in pieces for t in piece.targets if t.kind in ("entity", "topic"))
            self._entities[name] = next(ids, None)
        return self._entities[name]

    def _find_runs(self, words: list[_Word]) -> list[_Run]:
        """Names of several words, those that begin first before the others."""
        runs: list[_Run] = []
        for first, word in enumerate(words[:-1]):
            following = word.following
            if following is None:
                continue
            lengths: tuple[int, ...] = ()
            for form in words[first + 1].forms:
                if form in following:
                    lengths += following[form]
            for length in lengths if len(lengths) < 2 else sorted(set(lengths)):
                if first + length <= len(words):
                    runs += self._names_at(words, first, first + length)
        return runs

    def _names_at(self, words: list[_Word], first: int, last: int) -> list[_Run]:
        """What a run of words stands for: as it stands, or with its last or its first word as a lemma."""
        table = self._table
        whole = [word.folded for word in words[first:last]]
        key = " ".join(whole)
        if key in table:
            return [(first, last, key)]
        keys: list[str] = []
        if len(words[last - 1].forms) > 1:
            head = " ".join(whole[:-1])
            keys += [f"{head} {form}" for form in words[last - 1].forms[1:]]
        if len(words[first].forms) > 1:
            tail = " ".join(whole[1:])
            keys += [f"{form} {tail}" for form in words[first].forms[1:]]
        return [
            (first, last, key)
            for key in keys
            if key in table and not makes_name_of_verb(key, table[key], whole[0], whole[-1])
        ]

    def _cut(self, words: list[_Word], first: int, runs: list[_Run]) -> list[str]:
        """The features of words that several names share."""
        ending: dict[int, list[Piece]] = {}
        spans = [(start - first, last - first, key, self._table[key]) for start, last, key in runs]
        spans += [(n, n + 1, word.folded, targets) for n, word in enumerate(words) for targets in word.known]
        for start, last, key, targets in sorted(spans, key=lambda span: span[:2]):
            ending.setdefault(last, []).append(Piece(first=start, last=last, key=key, targets=targets))
        tokens = tuple(Token(text=word.folded, folded=word.folded, start=0, end=0, cjk=False) for word in words)
        found: list[str] = []
        for piece in find_cheapest_cut(tokens, ending):
            found += words[piece.first].features if piece.last - piece.first == 1 else _features_of(piece.targets)
        return found

    def _features_of_key(self, key: str) -> tuple[str, ...]:
        if len(self._of_keys) >= _MOST_WORDS:
            self._of_keys.clear()
        self._of_keys[key] = found = tuple(_features_of(self._table[key]))
        return found

    def _look_at(self, typed: str) -> _Word:
        if len(self._words) >= _MOST_WORDS:
            self._words.clear()
        folded = fold_word(typed)
        forms = find_lemmas(folded, self._irregular)
        following: dict[str, set[int]] = {}
        for form in forms:
            for second, lengths in self._names.get(form, {}).items():
                following.setdefault(second, set()).update(lengths)
        known = tuple(
            self._table[form]
            for form in forms
            if form in self._table and not makes_name_of_verb(form, self._table[form], folded, folded)
        )
        if folded in self._table:
            known = known[:1]
        token = Token(text=typed, folded=folded, start=0, end=len(typed), cjk=False)
        pieces = [Piece(first=0, last=1, key=folded, targets=targets) for targets in known]
        chosen = find_cheapest_cut((token,), {1: pieces})[0]
        self._words[typed] = word = _Word(
            folded=folded,
            forms=forms,
            known=known,
            features=tuple(_features_of(chosen.targets)) if chosen.targets else _plain(folded, forms),
            following={second: tuple(lengths) for second, lengths in following.items()} or None,
        )
        return word

    def _read_any_script(self, text: str) -> tuple[str, ...]:
        tokens = split_tokens(text)
        found: dict[str, None] = {}
        for piece in find_pieces(tokens, self._lookup, self._irregular, openings=self._openings):
            if piece.targets:
                found.update(dict.fromkeys(_features_of(piece.targets)))
            else:
                word = tokens[piece.first].folded
                found.update(dict.fromkeys(_plain(word, find_lemmas(word, self._irregular))))
        return tuple(found)

    def _lookup(self, keys: Iterable[str]) -> Mapping[str, tuple[Target, ...]]:
        return {key: self._table[key] for key in self._table.keys() & keys}


def _features_of(targets: Iterable[Target]) -> list[str]:
    return [f"{_LETTERS[target.kind]}{target.id}" for target in targets if target.kind in _LETTERS]


def _plain(word: str, forms: Iterable[str]) -> tuple[str, ...]:
    """Features of a word that stands for nothing: its lemmas; a single letter is no word."""
    return tuple(f"w:{form}" for form in forms) if len(word) > 1 else ()


def _sharing_words(runs: list[_Run]) -> list[_Run]:
    """The first runs, as far as they hang together."""
    last = runs[0][1]
    for number, run in enumerate(runs):
        if run[0] >= last:
            return runs[:number]
        last = max(last, run[1])
    return runs
