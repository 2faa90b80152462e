"""Who is named right beside a description, and so is what it says: "his deputy, Nam Gyu-ri", "Minami, a historian"."""

from __future__ import annotations

import re

from knowledge.extract.lexicon import load_roles
from knowledge.extract.people.cast import Cast
from knowledge.extract.people.descriptions import Description
from knowledge.extract.people.model import RawMention, Referent, Role
from knowledge.extract.people.named_people import NamedPeople
from knowledge.extract.people.names import find_person_names
from knowledge.extract.people.offices_said import add_role
from knowledge.extract.people.raw_mentions import named_referent

_SELF_NAMED = re.compile(r",? who[^.;“”\"]{0,40}?\b(?:name|as|called|by),?\s+(?:only\s+)?(?:the name\s+)?(?:as\s+)?$")


class Appositions:
    """Looks beside descriptions."""

    def __init__(self, cast: Cast, names: NamedPeople) -> None:
        """Look among those spoken of so far; whoever is named first here is added to them."""
        self._cast, self._names = cast, names

    def find_behind(self, raw: RawMention, following: RawMention | None) -> Referent | None:
        """The person named right after the description, behind a comma: "his deputy, Nam Gyu-ri,"."""
        description = raw.description
        if (
            following is None
            or following.name is None
            or description is None
            or not description.is_person
            or following.unit != raw.unit
        ):
            return None
        between = self._cast.text[raw.span.end : following.span.start]
        after = self._cast.text[following.span.end : following.span.end + 4]
        if _SELF_NAMED.fullmatch(between):
            return self._cast.known_or_new(following.name.text)
        if not re.fullmatch(r",?\s+(?:the\s+)?(?:[A-Z]\w+\s+|\([A-Z]{2,6}\)\s+)?", between) or description.plural:
            return None
        if (
            "," in between
            and not re.match(r"\s*[,.;:()–—]|\s+(?:and|who)\b|['’]?$", after)
            and not self._cue_follows(following)
        ):
            return None
        person = self._names.find(following.name)
        if person is None and (
            description.article in ("pronoun", "possessive")
            or description.head in load_roles().kin
            or "," not in between
            or description.is_person
        ):
            person = named_referent(self._names.with_family_name(following.name.text, description.head))
            self._cast.people.append(person)
        return person

    def find_before(self, raw: RawMention) -> Referent | None:
        """The person named right before the description: "Haruka Minami, a historian"."""
        if (
            not self._cast.mentions
            or raw.description is None
            or not raw.description.is_person
            or raw.description.plural
        ):
            return None
        before = self._cast.mentions[-1]
        if before.kind != "name" or before.unit != raw.unit or before.referent is None or before.quoted != raw.quoted:
            return None
        if (
            re.fullmatch(
                r"(?:,\s*\d{2})?,\s+(?:who is |who was |(?:formerly|currently|now|then) )?"
                r"|\s+(?:is|was|became|remains|has been|served as|works as|worked as)\s+(?:once |then |now |also )?",
                self._cast.text[before.span.end : raw.span.start],
            )
            is None
        ):
            return None
        after = self._cast.text[raw.span.end : raw.span.end + 30]
        if re.match(r"\s+(?:said|told|says|added|asked|replied)\b", after):
            return None
        return before.referent

    def read_pair(self, description: Description, following: RawMention) -> None:
        """ "the two ministers, A and B": each has the office; their states are the pair named last, in order."""
        assert following.name is not None
        tail = self._cast.text[description.span.end : following.span.end + 80]
        match = re.match(r"[,:–—]?\s*(?:of the [^,]+,\s*)?", tail)
        if match is None or not tail[match.end() :].startswith(
            self._cast.text[following.span.start : following.span.end]
        ):
            return
        second = next(
            (
                name
                for name in find_person_names(
                    self._cast.text, following.span.end, min(following.span.end + 60, len(self._cast.text))
                )
            ),
            None,
        )
        if second is None or not re.fullmatch(r",?\s+and\s+", self._cast.text[following.span.end : second.title_start]):
            return
        head = description.head.removesuffix("s")
        for index, name in enumerate((following.name, second)):
            person = self._names.find(name)
            if person is not None:
                nation = (self._cast.pair[index],) if self._cast.pair else ()
                add_role(
                    person,
                    Role(
                        head=head,
                        words=frozenset(description.modifiers),
                        nations=nation,
                        text=" ".join((*description.modifiers, head)),
                    ),
                )

    def _cue_follows(self, raw: RawMention) -> bool:
        return re.match(r"\s+\w+(?:ed|s|d)\b", self._cast.text[raw.span.end : raw.span.end + 20]) is not None
