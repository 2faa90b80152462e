"""What "the Chilean minister" and "his deputy" say of whom: the descriptions of an article, in reading order."""

from __future__ import annotations

import re

from knowledge.extract.lexicon import load_roles
from knowledge.extract.people.appositions import Appositions
from knowledge.extract.people.cast import Cast
from knowledge.extract.people.descriptions import Description
from knowledge.extract.people.holders import Holders
from knowledge.extract.people.model import RawMention, Role
from knowledge.extract.people.nation_words import without_nations
from knowledge.extract.people.offices_said import add_role


class DescribedPeople:
    """Reads descriptions beside everybody spoken of so far."""

    def __init__(self, cast: Cast, beside: Appositions, holders: Holders) -> None:
        """Add to this cast."""
        self._cast, self._beside, self._holders = cast, beside, holders

    def read(self, raw: RawMention, following: RawMention | None) -> None:
        """Note a description, and whom it means; `following` is the next mention, which may be in apposition to it."""
        description = raw.description
        assert description is not None
        role = self._role_of(description)
        before = self._beside.find_before(raw)
        named = None if before is not None else self._beside.find_behind(raw, following)
        if named is not None:
            add_role(named, role)
            short = re.match(r"\s*\(([A-Z]{2,6})\)", self._cast.text[raw.span.end : raw.span.end + 10])
            if short:
                self._cast.abbreviations[short.group(1)] = named
            named.gender = named.gender or load_roles().gender.get(description.head)
            self._cast.add(raw, named, possessive=description.possessive, word=description.head)
            return
        if before is not None:
            add_role(before, role)
            before.gender = before.gender or load_roles().gender.get(description.head)
            self._cast.add(raw, before, possessive=description.possessive, word=description.head, apposed=True)
            return
        if description.plural and following is not None and following.kind == "name":
            self._beside.read_pair(description, following)
        if description.owner and (owner := self._cast.named_last(description.owner)) is not None:
            owner.mentions.append(raw.span)  # "Havea's government" speaks of Havea too
        self._cast.add(
            raw, self._holders.find(raw, description, role), possessive=description.possessive, word=description.head
        )

    def _role_of(self, description: Description) -> Role:
        """What a description says that somebody is."""
        text = " ".join(self._cast.text[description.span.start : description.span.end].split())
        text = re.sub(
            r"^(?:the|a|an|his|her|their|its|one|two|another)\s+|^.*?['’]s\s+(?=\S)", "", text, flags=re.IGNORECASE
        )
        words = frozenset((*description.modifiers, *re.findall(r"[^\W\d_]+", description.linked.lower())))
        nations = description.nations
        if description.head in load_roles().counterparts:
            other = self._cast.last_office()
            if other is not None:
                text = without_nations(other.text)
                return Role(head=other.head, words=other.words, nations=nations, text=text, inherited=True)
        if description.article == "pronoun" and not nations:
            owner = self._cast.last_person()
            nations = tuple(owner.nations) if owner else ()
        return Role(head=description.head, words=words, nations=nations, text=text)
