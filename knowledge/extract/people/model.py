"""Who is spoken of in an article, and where."""

from __future__ import annotations

import re
from typing import Literal

from knowledge.extract.people.descriptions import Description
from knowledge.extract.people.names import FoundName
from knowledge.model import Span
from knowledge.values import dataclass, field

MentionKind = Literal["name", "description", "pronoun", "order", "state", "abbreviation"]


@dataclass(slots=True, kw_only=True)
class Role:
    """One way in which the article says what somebody is."""

    head: str
    words: frozenset[str]
    nations: tuple[str, ...]
    text: str
    inherited: bool = False
    """Said of a counterpart: the office may be called otherwise in his country."""


@dataclass(slots=True, kw_only=True, eq=False)
class Referent:
    """Somebody or some body that the article speaks of; filled while reading."""

    name: str | None
    description: str | None = None
    is_person: bool = True
    plural: bool = False
    gender: str | None = None
    roles: list[Role] = field(default_factory=list)
    nations: list[str] = field(default_factory=list)
    mentions: list[Span] = field(default_factory=list)
    world_id: str | None = None
    """Of a state, a place or a body that world.yaml knows."""

    @property
    def tokens(self) -> tuple[str, ...]:
        """The words of the name."""
        return tuple((self.name or "").split())


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """One place where somebody is spoken of."""

    span: Span
    """With title or article."""

    kind: MentionKind
    referent: Referent | None
    unit: int
    quoted: bool
    oblique: bool
    """After a preposition: no subject."""

    possessive: bool
    word: str = ""
    """Of a pronoun, "he"; of an order, "latter"; of a description, its head."""

    apposed: bool = False
    """Only says more about the mention beside it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Discourse:
    """All mentions in order, and all people by name in order of first mention."""

    mentions: tuple[Mention, ...]
    people: tuple[Referent, ...]
    by_unit: tuple[tuple[Mention, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RawMention:
    """One place where somebody is spoken of, before it is known who."""

    span: Span
    kind: MentionKind
    unit: int
    quoted: bool
    name: FoundName | None = None
    description: Description | None = None
    word: str = ""
    nation: str | None = None


VERB_BEHIND = re.compile(r"\s+(?:said|says|told|tells|was|is|has|had|called|added|[a-z]+ed)\b")
"""A verb right behind a mention, which then is its subject."""
