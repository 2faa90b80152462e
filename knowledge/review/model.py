"""What passes between a review and whoever shows it; nothing here reads or writes a file."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from knowledge.model import Article, EntityId, Fact, Quote
from knowledge.values import dataclass

ItemKind = Literal["fact", "quote"]
FieldName = Literal["sentence", "relation", "agents", "targets", "when", "modality", "polarity", "speaker", "cue", "on"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One thing of an item that can be edited, as a line of text."""

    name: FieldName
    text: str
    """As it is now; empty where there is nothing."""

    hint: str
    """How to write it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """The sentences that an item rests on, with those around them; blanks and line breaks as in the article."""

    before: str | None
    opening: str
    """Of the passage, up to the words of a quote; of a fact, all of it."""

    marked: str
    """The words of a quote; empty for a fact."""

    closing: str
    after: str | None
    paragraph: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewItem:
    """A drafted fact or quote that waits for a person."""

    kind: ItemKind
    id: str
    article: Article
    fact: Fact | None
    quote: Quote | None
    passage: Passage | None
    problem: str | None
    """Why there is no passage: the article's text is missing or another one."""

    copied: str | None
    """The first words in a row that a fact's sentence has from the article."""

    names: Mapping[EntityId, str]
    """In English, of all whom the item names."""

    fields: tuple[Field, ...]
    is_put_off: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far a review has come."""

    number: int
    """Of the current item, from 1."""

    total: int
    accepted: int
    rejected: int
    put_off: int
    """Items that have been put off, now or in an earlier session."""
