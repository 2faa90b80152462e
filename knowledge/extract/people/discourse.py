"""Who is meant: names, titles, descriptions and pronouns of an article brought together, in reading order."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from knowledge.extract.people.antecedents import Antecedents
from knowledge.extract.people.appositions import Appositions
from knowledge.extract.people.cast import Cast
from knowledge.extract.people.described_people import DescribedPeople
from knowledge.extract.people.holders import Holders
from knowledge.extract.people.model import Discourse, Mention, RawMention, Referent
from knowledge.extract.people.named_people import NamedPeople
from knowledge.extract.people.raw_mentions import find_full_names, find_raw_mentions
from knowledge.extract.units import Unit
from knowledge.extract.world.world import load_world


def read_discourse(text: str, units: Sequence[Unit], authors: Sequence[str | None]) -> Discourse:
    """Resolve every mention of the units, in order; the text outside them is not looked at.

    Args:
        authors: for each unit who "I" is in it, outside quotations; "he" and "she" are others.
    """
    raws = [raw for index, unit in enumerate(units) for raw in find_raw_mentions(text, index, unit)]
    cast = Cast(text, units, find_full_names(text, raws))
    reader = _Reader(cast, raws, authors)
    for index, raw in enumerate(raws):
        reader.read(
            raw, next((other for other in raws[index + 1 : index + 4] if other.span.start >= raw.span.end), None)
        )
    by_unit: list[list[Mention]] = [[] for _ in units]
    for mention in cast.mentions:
        by_unit[mention.unit].append(mention)
    return Discourse(
        mentions=tuple(cast.mentions),
        people=tuple(person for person in cast.people if person.mentions),
        by_unit=tuple(map(tuple, by_unit)),
    )


class _Reader:
    """Reads mentions in order and adds them to the cast."""

    def __init__(self, cast: Cast, raws: Sequence[RawMention], authors: Sequence[str | None]) -> None:
        self._cast = cast
        self._states: dict[str, Referent] = {}
        known = {name: cast.known_or_new(name) for name in authors if name}
        self._authors = [known[name] if name else None for name in authors]
        self._antecedents = Antecedents(cast.text, cast.mentions, cast.people, self._authors, _count_names(raws, cast))
        self._names = NamedPeople(cast)
        beside, holders = Appositions(cast, self._names), Holders(cast, self._antecedents)
        self._described = DescribedPeople(cast, beside, holders)

    def read(self, raw: RawMention, following: RawMention | None) -> None:
        """Resolve one mention; `following` is the next one, which may be in apposition to it."""
        match raw.kind:
            case "name":
                self._names.read(raw)
            case "description":
                self._described.read(raw, following)
            case "pronoun" if raw.word == "i":
                if not raw.quoted and self._authors[raw.unit] is not None:
                    self._cast.add(raw, self._authors[raw.unit], word=raw.word)
            case "pronoun":
                self._cast.add(raw, self._antecedents.find(raw), word=raw.word)
            case "order":
                self._cast.add(raw, self._in_order(raw), word=raw.word)
            case "abbreviation":
                if raw.word in self._cast.abbreviations:
                    self._cast.add(raw, self._cast.abbreviations[raw.word], word=raw.word)
            case "state":
                self._read_state(raw)

    def _read_state(self, raw: RawMention) -> None:
        assert raw.nation is not None
        nation = load_world().country_of(raw.nation) or raw.nation
        words = self._cast.text[raw.span.start : raw.span.end]
        state = self._states.get(words)
        if state is None:
            state = self._states[words] = Referent(
                name=None, description=words, is_person=False, nations=[nation], world_id=raw.nation
            )
        before = self._cast.mentions[-1] if self._cast.mentions else None
        if before is not None and before.kind == "state" and before.referent is not None and before.unit == raw.unit:
            other = before.referent.nations[0]
            joined = re.fullmatch(r"\s*(?:and|,|–|-|—)\s*", self._cast.text[before.span.end : raw.span.start])
            self._cast.pair = (other, nation) if joined and other != nation else self._cast.pair
        owned = self._cast.text[raw.span.end : raw.span.end + 1] in ("'", "’")
        self._cast.add(raw, state, possessive=owned)

    def _in_order(self, raw: RawMention) -> Referent | None:
        if raw.word == "another":
            before = next((other for other in reversed(self._cast.others) if other.is_person), None)
            kind = before.roles[0].head if before is not None and before.roles else None
            return Referent(name=None, description=f"another {kind}", gender=None) if kind else None
        if raw.word == "national":
            own = [p for p in self._cast.people if p.mentions and (not p.nations or raw.nation in p.nations)]
            return max(own, key=self._cast.last_place, default=None)
        return self._antecedents.of_pair(raw)


def _count_names(raws: Sequence[RawMention], cast: Cast) -> Counter[int]:
    """How often each person whose full name is known is named in the whole article, by `id`."""
    named: Counter[int] = Counter()
    for raw in raws:
        words = set(raw.name.text.split()) if raw.name is not None else set()
        person = next((p for p in cast.people if words and words <= set(p.tokens)), None)
        if person is not None:
            named[id(person)] += 1
    return named
