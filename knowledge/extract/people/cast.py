"""Who an article has spoken of so far, in reading order: what every next mention is held against."""

from __future__ import annotations

import re
from collections.abc import Sequence

from knowledge.extract.lexicon import load_names
from knowledge.extract.people.model import VERB_BEHIND, Mention, RawMention, Referent, Role
from knowledge.extract.people.nation_words import find_host_nation
from knowledge.extract.people.raw_mentions import named_referent
from knowledge.extract.units import Unit

_CONJUNCTIONS = frozenset(("after", "before", "since", "until", "as", "than", "like"))


class Cast:
    """Everybody spoken of, and the mentions; both grow while an article is read."""

    def __init__(self, text: str, units: Sequence[Unit], people: list[Referent]) -> None:
        """Begin with the people whose full names the article has."""
        self.text = text
        self.units = units
        self.people = people
        self.mentions: list[Mention] = []
        self.others: list[Referent] = []
        """Described and never named."""

        self.abbreviations: dict[str, Referent] = {}
        """Of offices: "External Affairs Minister (EAM) R. Deshmukh"."""

        self.pair: tuple[str, str] | None = None
        """The two states that were named side by side last."""

        self.host = find_host_nation(text)

    def add(
        self,
        raw: RawMention,
        referent: Referent | None,
        *,
        possessive: bool = False,
        word: str = "",
        apposed: bool = False,
    ) -> None:
        """Note a mention, and whom it means."""
        before = re.search(r"([^\W\d_]+)\s+$", self.text[max(0, raw.span.start - 20) : raw.span.start])
        oblique = before is not None and before.group(1).lower() in load_names().prepositions
        if oblique and before is not None and before.group(1).lower() in _CONJUNCTIONS:
            oblique = VERB_BEHIND.match(self.text, raw.span.end) is None  # "after the executive warned"
        opening = self.units[raw.unit].span.start
        if before is not None and self.text[opening : raw.span.start].strip() == before.group(1):
            oblique = oblique or before.group(1).endswith("ing")  # "Briefing members, X said"
        self.mentions.append(
            Mention(
                span=raw.span,
                kind=raw.kind,
                referent=referent,
                unit=raw.unit,
                quoted=raw.quoted,
                oblique=oblique,
                possessive=possessive,
                word=word,
                apposed=apposed,
            )
        )

    def known_or_new(self, name: str) -> Referent:
        """The person of this name, from now on one of the people."""
        words = set(name.casefold().split())
        for person in self.people:
            if person.name == name or words <= set((person.name or "").casefold().split()):
                return person
        person = named_referent(name)
        self.people.append(person)
        return person

    def last_office(self) -> Role | None:
        """The office of whoever was spoken of last."""
        for mention in reversed(self.mentions):
            referent = mention.referent
            if referent is None or mention.quoted or (mention.oblique and referent.name is None):
                continue
            if referent.is_person and referent.roles and referent.roles[0].head:
                return referent.roles[0]
        return None

    def last_person(self) -> Referent | None:
        """The person spoken of last, outside quotations."""
        for mention in reversed(self.mentions):
            if mention.referent is not None and mention.referent.is_person and not mention.quoted:
                return mention.referent
        return None

    def last_place(self, person: Referent) -> int:
        """Where somebody was mentioned last, as a place among the mentions; -1 for nowhere."""
        for index in range(len(self.mentions) - 1, -1, -1):
            if self.mentions[index].referent is person:
                return index
        return -1

    def named_last(self, name: str) -> Referent | None:
        """The only person known by a surname."""
        same = [person for person in self.people if person.tokens[-1:] == (name,) and person.mentions]
        return same[0] if len(same) == 1 else None
