"""The terms of a question: what its words stand for, its words themselves, and how it begins.

Questions of readers and a question that somebody types are read by this same code, which is quick enough for the
thousands of questions of a pack: the longest known name at each place is taken, and no cut of least cost is looked for.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from knowledge.gazetteer import OF_VERBS, Lookup, Target, find_lemmas
from knowledge.patterns import compile_late
from knowledge.scripts import MASK, mask_cjk
from knowledge.text import fold_text
from knowledge.values import dataclass

_WORD = compile_late(rf"{MASK}|[^\W_{MASK}]+")
_POSSESSIVE = compile_late(r"'s\b")
_FIRST_CJK = "\u3005"
_LONGEST_LATIN = 8
_LONGEST_CJK = 16
_LETTERS: Mapping[str, str] = {"entity": "e:", "topic": "e:", "relation": "r:", "concept": "c:"}
_EVERYDAY = frozenset("the a an of to in on for and or by at with is be do it that as from s".split())


def split_words(text: str) -> tuple[str, ...]:
    """Latin words and single characters of other scripts, folded."""
    folded = text.lower() if text.isascii() else fold_text(text)
    if "'" in folded:
        folded = _POSSESSIVE.sub("", folded).replace("'", "")
    return tuple(folded[match.start() : match.end()] for match in _WORD.finditer(mask_cjk(folded)))


class TermReader:
    """Reads questions against a table of aliases."""

    def __init__(self, aliases: Mapping[str, Iterable[Target]], irregular: Mapping[str, str]) -> None:
        """Take the table: folded key → what it stands for; and inflected form → lemma."""
        self._irregular = irregular
        self._known: dict[str, _Word] = {}
        self._terms: dict[str, tuple[str, ...]] = {}
        self._names: dict[str, dict[str, set[int]]] = {}
        """First word, or first letter of scripts without blanks, → second one → how long names with both are."""

        for key, targets in aliases.items():
            terms = tuple(f"{_LETTERS[t.kind]}{t.id}" for t in targets if t.kind in _LETTERS)
            if terms:
                self._terms[key] = terms
                words = list(key) if key[0] >= _FIRST_CJK else key.split(" ")
                if len(words) > 1:
                    self._names.setdefault(words[0], {}).setdefault(words[1], set()).add(len(words))

    @property
    def words_read(self) -> set[str]:
        """All words of the questions read so far."""
        return set(self._known)

    def read(self, words: Sequence[str]) -> set[str]:
        """The terms of a question.

        A term is `e:` with an entity or topic, `r:` with a relation, `c:` with a concept, `l:` with a lemma, `n:` with
        one that is part of a name, or `s:` with the first word.
        """
        found = {f"s:{words[0]}"} if words else set[str]()
        free_from = 0
        is_name = False
        for place, word in enumerate(words):
            known = self._known.get(word) or self._look_at(word)
            if place >= free_from:
                length, terms = self._longest_at(place, known, words) if known.names else (1, known.terms)
                found.update(terms)
                free_from = place + length
                is_name = bool(terms) and any(term[0] == "e" for term in terms)
            found.add(known.in_name if is_name else known.lemma)
        return found

    def _look_at(self, word: str) -> _Word:
        forms = _forms_of(word, self._irregular)
        names: dict[str, list[tuple[int, str]]] = {}
        for form in forms:
            for second, lengths in self._names.get(form, {}).items():
                names.setdefault(second, []).extend((length, form) for length in lengths)
        self._known[word] = known = _Word(
            forms=forms,
            lemma=f"l:{forms[-1]}",
            in_name=f"n:{forms[-1]}",
            terms=next((self._terms[form] for form in forms if self._may_mean(word, form)), ()),
            names={second: tuple(sorted(some, reverse=True)) for second, some in names.items()},
        )
        return known

    def _may_mean(self, word: str, form: str) -> bool:
        """Whether a form of a word is known; a name is none of a word that only begins like it: "Lin" and "lined"."""
        terms = self._terms.get(form, ())
        verb = form != word and word.endswith(OF_VERBS)
        return any(term[0] != "e" for term in terms) if verb else bool(terms)

    def _longest_at(self, place: int, known: _Word, words: Sequence[str]) -> tuple[int, tuple[str, ...]]:
        """How many words the longest known name at a place has, and what it stands for."""
        if place + 1 < len(words):
            following = self._known.get(words[place + 1]) or self._look_at(words[place + 1])
            for second in following.forms:
                for length, form in known.names.get(second, ()):
                    if place + length <= len(words):
                        inner = words[place + 1 : place + length]
                        last = self._known.get(inner[-1]) or self._look_at(inner[-1])
                        for key in _keys(form, inner, last.forms):
                            terms = self._terms.get(key)
                            if terms is not None:
                                return length, terms
        return 1, known.terms


@dataclass(frozen=True, slots=True)
class _Word:
    """What is known of one word: looked up once, as a pack's questions use the same words again and again."""

    forms: tuple[str, ...]
    lemma: str
    in_name: str
    terms: tuple[str, ...]
    names: Mapping[str, tuple[tuple[int, str], ...]]
    """Second word → names that begin with a form of this one and with that: how long they are, the longest first."""


def _forms_of(word: str, irregular: Mapping[str, str]) -> tuple[str, ...]:
    return (word,) if word >= _FIRST_CJK else find_lemmas(word, irregular)


def _keys(form: str, following: Sequence[str], lasts: tuple[str, ...]) -> tuple[str, ...]:
    """What a run may be known by: as it stands, then with its last word as a lemma."""
    if not following:
        return (form,)
    if form >= _FIRST_CJK:
        return (form + "".join(following),)
    head = " ".join((form, *following[:-1]))
    return tuple(f"{head} {last}" for last in lasts)


def find_terms(text: str, lookup: Lookup, irregular: Mapping[str, str]) -> tuple[str, ...]:
    """The terms of one question, sorted, where the table is only to be asked."""
    words = split_words(text)
    keys: set[str] = set()
    forms = {word: _forms_of(word, irregular) for word in words}
    for place, word in enumerate(words):
        longest = _LONGEST_CJK if word >= _FIRST_CJK else _LONGEST_LATIN
        for length in range(1, min(longest, len(words) - place) + 1):
            following = words[place + 1 : place + length]
            for form in forms[word]:
                keys.update(_keys(form, following, forms[following[-1]] if following else ()))
    return tuple(sorted(TermReader(lookup(keys), irregular).read(words)))


def content_words(terms: Iterable[str]) -> tuple[str, ...]:
    """Terms that are neither how a question begins, nor how it spells a name, nor a word that nearly all have."""
    return tuple(term for term in terms if term[0] not in "sn" and term[2:] not in _EVERYDAY)
