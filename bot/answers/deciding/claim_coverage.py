"""How much of a question an unreviewed claim covers: by how rare its words are within the article, by what they stand
for, and by other words that tell the same.

A question about one article names what the whole article is about, and one thing of which only a sentence or two of it
tell. Among all articles the former is rare, within its own only the latter.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from math import log

from bot.answers.deciding.asked_words import AskedWord
from bot.answers.deciding.found_signs import Signs
from bot.answers.finding.found import Found
from bot.answers.finding.near_words import NearWords
from bot.answers.finding.stems import find_stems
from knowledge.features import FOUND_RELATION

Weights = Mapping[str, float]
"""Word of the question → how rare it is among the claims of one article; a word that none has is left out."""


_NEAR = 0.6
"""How strongly a near word stands for one of the question, where the word itself counts 0.9."""


class Coverage:
    """The words of one question, to be held against claims."""

    def __init__(self, words: Sequence[AskedWord], near_words: NearWords) -> None:
        """Look up which families the words belong to."""
        self._words = words
        self._total = sum(word.rarity for word in words) or 1.0
        self._near_words = near_words
        self._families = {word.text: near_words.find_families(word.forms) for word in words}
        self._names = tuple(word for word in words if _is_name(word))
        self._rest = tuple(word for word in words if not _is_name(word))

    def weigh_within(self, claims: Sequence[frozenset[str]]) -> Weights:
        """How rare each word is within an article, of whose claims the words are given."""
        counts = {word.text: sum(not word.forms.isdisjoint(stems) for stems in claims) for word in self._words}
        return {text: log((len(claims) + 1) / (count + 0.5)) for text, count in counts.items() if count}

    def find_strange(self, article: frozenset[str]) -> tuple[AskedWord, ...]:
        """The words that an article, given by its words, has nothing of, not even something near."""
        families = self._near_words.find_families(article)
        return tuple(
            w for w in self._words if w.forms.isdisjoint(article) and families.isdisjoint(self._families[w.text])
        )

    def sign(self, found: Found, weights: Weights, around: Sequence[frozenset[str]]) -> Signs:
        """What a claim has of the question; `around` holds the words of it and of those beside it."""
        fact, features = found.record.fact, found.record.features
        stems, setting = find_stems(fact.claim or fact.sentence), find_stems(fact.setting or "")
        families = self._near_words.find_families(stems)
        held = {w.text: max((features.get(option, 0.0) for option in w.options), default=0.0) for w in self._words}
        # What is told in a near word counts, but never more than the word itself.
        told = {
            word.text: max(held[word.text], _NEAR * (not families.isdisjoint(self._families[word.text])))
            for word in self._words
        }
        whole = sum(weights.values()) or 1.0
        rarest = max((word.text for word in self._words if word.text in weights), key=weights.__getitem__, default=None)
        return {
            "meant_lost": float(sum(not strength for strength in held.values())),
            "told": sum(told[word.text] * word.rarity for word in self._words) / self._total,
            "here_claim": self._cover(weights, (stems,)) / whole,
            "here_setting": self._cover(weights, (stems, setting)) / whole,
            "here_around": self._cover(weights, around) / whole,
            "here_told": sum(told[text] * weight for text, weight in weights.items()) / whole,
            "here_rarest": float(rarest is not None and held[rarest] >= FOUND_RELATION),
            # Names are rare, so that whoever is named alone makes up for all that he is said not to have done.
            "rest_told": _share(self._rest, told),
            "rest_held": _share(self._rest, held),
            "rest_in_claim": _share(self._rest, {w.text: float(not w.forms.isdisjoint(stems)) for w in self._rest}),
            "rest_untold": float(sum(not told[word.text] for word in self._rest)),
            "names_told": _share(self._names, told),
            "only_names": float(not self._rest),
            "nothing_told": float(bool(self._rest) and not any(told[word.text] for word in self._rest)),
        }

    def _cover(self, weights: Weights, texts: Iterable[frozenset[str]]) -> float:
        texts = tuple(texts)
        return sum(weights.get(w.text, 0.0) for w in self._words if not all(map(w.forms.isdisjoint, texts)))


def _is_name(word: AskedWord) -> bool:
    return word.is_name or any(option.startswith("e:") for option in word.options)


def _share(words: Sequence[AskedWord], strength: Mapping[str, float]) -> float:
    """How much of some words there is, by their rarity; all, where there are none."""
    total = sum(word.rarity for word in words)
    return sum(strength[word.text] * word.rarity for word in words) / total if total else 1.0
