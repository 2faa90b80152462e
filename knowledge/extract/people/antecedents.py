"""Whom a pronoun, "the latter" or an office without a name means: by what has been read so far."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from knowledge.extract.people.model import Mention, RawMention, Referent

_ACCORDING = re.compile(r"\b[Aa]ccording to\s+$")

ASIDE_VERB = re.compile(r"\s+\w+(?:\s\w+ly)?,")
"""The verb of an aside: ", he added,"."""

_MENTIONS_OF_ONE, _SHARE_OF_ONE = 6, 0.4
"""Names from which on an article can be about one person, and his share of them."""

_FAR_BACK = 10
"""Sentences that are searched for whom a pronoun means."""


class Antecedents:
    """Looks back through the mentions that a reader has found so far, which grow while it reads."""

    def __init__(
        self, text: str, mentions: Sequence[Mention], people: Sequence[Referent],
        authors: Sequence[Referent | None], counts: Counter[int],
    ) -> None:  # fmt: skip
        """Look through these lists as they are at each call.

        Args:
            authors: for each unit who "I" is in it.
            counts: how often each person is named in the whole article, by `id`.
        """
        self._text, self._mentions, self._people = text, mentions, people
        self._authors, self._counts = authors, counts

    def find(self, raw: RawMention) -> Referent | None:
        """Whom "he", "she" or "they" means: the subject of the sentence before, or of this one's first part."""
        plural = raw.word == "they"
        quoted = raw.quoted
        # "The cook, he added, was well": whoever adds it is not the cook.
        is_aside = (
            re.search(r",\s+$", self._text[max(0, raw.span.start - 3) : raw.span.start]) is not None
            and ASIDE_VERB.match(self._text, raw.span.end) is not None
        )
        for unit in range(raw.unit - is_aside, max(-1, raw.unit - _FAR_BACK), -1):
            found = [
                m
                for m in self._mentions
                if m.unit == unit
                and m.quoted == quoted
                and m.span.end <= raw.span.start
                and self._may_be(m, raw.word, plural)
                and (m.referent is not self._authors[raw.unit] or m.referent is None)
            ]
            subjects = [m for m in found if not m.oblique and not m.possessive]
            # Whoever a sentence is "according to" goes on speaking in the next.
            sources = [m for m in found if _ACCORDING.search(self._text[max(0, m.span.start - 20) : m.span.start])]
            subjects = sources + subjects if unit != raw.unit else subjects
            chosen = subjects[:1]
            if unit != raw.unit:
                chosen = chosen or [m for m in found if not m.possessive][:1] or found[:1]
            if chosen:
                referent = self._or_protagonist(chosen[0].referent, raw.word)
                if referent is not None and referent.is_person and not plural and referent.gender is None:
                    referent.gender = raw.word
                return referent
        return None

    def _or_protagonist(self, referent: Referent | None, word: str) -> Referent | None:
        """Of an article about one person "she" is that person rather than somebody unnamed."""
        if referent is None or referent.name is not None or referent.gender is not None:
            return referent
        hero = self.protagonist()
        return hero if hero is not None and hero.gender == word else referent

    def protagonist(self, *, share: float | None = None) -> Referent | None:
        """The one person whom an article is about, where it names that one much more often than others."""
        total = sum(self._counts.values())
        if total < _MENTIONS_OF_ONE:
            return None
        key, count = self._counts.most_common(1)[0]
        return (
            next(person for person in self._people if id(person) == key)
            if count >= total * (share or _SHARE_OF_ONE)
            else None
        )

    def _may_be(self, mention: Mention, word: str, plural: bool) -> bool:
        referent = mention.referent
        if referent is None or (mention.kind == "pronoun" and mention.word != word):
            return False
        if plural:
            return referent.plural or not referent.is_person
        return referent.is_person and not referent.plural and referent.gender in (None, word)

    def of_pair(self, raw: RawMention) -> Referent | None:
        """The first or the last of the people of the latest sentence with two of them, or of the last sentences."""
        near: list[Referent] = []
        for unit in range(raw.unit, max(-1, raw.unit - 4), -1):
            people: list[Referent] = []
            for mention in self._mentions:
                if (
                    mention.unit == unit
                    and mention.span.end <= raw.span.start
                    and mention.kind == "name"
                    and mention.referent is not None
                    and not mention.quoted
                    and mention.referent not in people
                ):
                    people.append(mention.referent)
            if len(people) > 1:
                return people[-1] if raw.word == "latter" else people[-2] if unit == raw.unit else people[0]
            near = [*(person for person in people if person not in near), *near]
            if len(near) > 1:  # "A had told parliament so. B, his counterpart, sees it otherwise. The latter said ..."
                return near[-1] if raw.word == "latter" else near[-2]
        return None
