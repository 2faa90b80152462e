"""The values that pass between modules: what an article says, who says it, and where it stands."""

from __future__ import annotations

from datetime import date
from typing import Literal, NewType

from knowledge.values import dataclass

ArticleId = NewType("ArticleId", str)
EntityId = NewType("EntityId", str)
FactId = NewType("FactId", str)
QuoteId = NewType("QuoteId", str)
RelationId = NewType("RelationId", str)
PackId = NewType("PackId", str)

EntityKind = Literal[
    "person", "country", "organisation", "place", "body_of_water", "document", "event_series", "event", "topic"
]
FactKind = Literal["event", "statement", "position", "agreement", "demand", "plan", "background"]
Modality = Literal["happened", "ongoing", "planned", "expected", "alleged", "denied", "asked"]
Polarity = Literal["affirmed", "negated"]
StatementType = Literal["direct", "indirect", "narration"]
Precision = Literal["day", "month", "year", "about"]
Weight = Literal["normal", "low"]
Language = Literal["en", "ja", "zh", "ko"]
AliasLanguage = Literal["en", "ja", "zh", "other"]
AliasRule = Literal["ambiguous", "prefer", "by_language"]
SkipReason = Literal["site furniture", "caption credit", "section label", "byline", "headline repeated"]


NO_DAY = date.min
"""Stands for the day of an article that tells none, and whose text names none either."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """Half-open offsets `[start, end)` into an article's text, in characters."""

    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """When something happened: both days included; `precision` says how finely the article knows it."""

    start: date
    end: date
    precision: Precision
    since: bool = False
    """True for "since 2022": it began on `start` (to its precision) and held on `end`, the article's day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """One sentence of an article by position and hash; the words themselves stay with the article's owner."""

    number: int
    span: Span
    sha256: str
    """First 16 hexadecimal digits of the hash of the sentence's text."""

    opening: str
    closing: str
    """First and last words (four at most) of the sentence: the two ends of a text-fragment link."""

    paragraph: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """What is known about one article; its body is not kept."""

    id: ArticleId
    publisher: str
    publisher_country: str | None
    state_media: bool | None
    headline: str
    byline: str | None
    published_on: date
    published_how: str
    url: str | None
    sha256: str
    sentences: tuple[Sentence, ...]
    left_out: tuple[Span, ...] = ()
    """What stands between the sentences and is none of the body: headline, byline, buttons. Not stored."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """One name in the three languages of the replies."""

    en: str
    ja: str
    zh: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Alias:
    """Another name people type for an entity."""

    text: str
    language: AliasLanguage


@dataclass(frozen=True, slots=True, kw_only=True)
class SentenceRef:
    """A sentence of an article, by number."""

    article: ArticleId
    sentence: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """A post that a person held, as far as the articles say."""

    title: Names
    role: str
    """Kebab-case kind of post that several countries have: `foreign-minister`."""

    country: EntityId | None
    since: Period | None
    """When it was taken up; only where an article says so."""

    until: Period | None
    attested: tuple[Period, ...]
    """Days or months for which an article names the person in this office."""

    cite: SentenceRef | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ContestedName:
    """What one side calls a contested place."""

    name: Names
    used_by: EntityId


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """Someone or something the articles speak of."""

    id: EntityId
    kind: EntityKind
    name: Names
    aliases: tuple[Alias, ...] = ()
    """Without `name` and the contested names; `knowledge.aliases.all_aliases` gives those as well."""

    gloss: str | None = None
    pronoun: str | None = None
    """"he" or "she", where an article uses it of the person."""

    of: EntityId | None = None
    """The country or organisation it belongs to."""

    metonym_for: EntityId | None = None
    contested: tuple[ContestedName, ...] = ()
    offices: tuple[Office, ...] = ()
    when: Period | None = None
    place: EntityId | None = None
    participants: tuple[EntityId, ...] = ()
    series: EntityId | None = None
    cite: SentenceRef | None = None
    unnamed: bool = False
    """Known by a description only ("a senior official"), which nobody asks for as a name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic(Entity):
    """What facts are about: an entity of kind `topic`."""

    broader: tuple[EntityId, ...] = ()
    involves: tuple[EntityId, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedAlias:
    """What to do with an alias that several entities carry."""

    alias: str
    entities: tuple[EntityId, ...]
    rule: AliasRule
    prefer: EntityId | None = None
    """For rule `prefer`."""

    by_language: tuple[tuple[Language, EntityId], ...] = ()
    """For rule `by_language`; a language that is not listed is ambiguous."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FactNumber:
    """A count that a fact gives."""

    value: str
    """As worded: "about four"."""

    n: int | float | None
    of: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DatedPart:
    """Part of a claim with a verb of its own, and when that was."""

    words: str
    when: Period | None
    tells: bool = False
    """It has the verb with which somebody says the rest."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FactLinks:
    """How a fact stands to other facts."""

    same_as: tuple[FactId, ...] = ()
    contradicts: tuple[FactId, ...] = ()
    supersedes: tuple[FactId, ...] = ()
    part_of: tuple[FactId, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ReaderQuestion:
    """A question as a reader would put it."""

    language: Language
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One claim of one article, in our own words."""

    id: FactId
    article: ArticleId
    sentence: str
    """Self-contained; words of the article stand in “curly quotation marks”."""

    kind: FactKind
    relation: RelationId
    also: tuple[RelationId, ...] = ()
    agents: tuple[EntityId, ...] = ()
    targets: tuple[EntityId, ...] = ()
    mentions: tuple[EntityId, ...] = ()
    topics: tuple[EntityId, ...] = ()
    event: EntityId | None = None
    place: EntityId | None = None
    when: Period | None = None
    polarity: Polarity = "affirmed"
    modality: Modality = "happened"
    statement: StatementType = "narration"
    speaker: EntityId | None = None
    relayed_by: EntityId | None = None
    numbers: tuple[FactNumber, ...] = ()
    reason: str | None = None
    purpose: str | None = None
    keywords: tuple[str, ...] = ()
    asks: tuple[ReaderQuestion, ...] = ()
    """Questions that it answers, in the words of people who have not read it."""

    links: FactLinks = FactLinks()
    weight: Weight = "normal"
    sentences: tuple[int, ...]
    """Numbers of the article's sentences that it rests on."""

    claim: str | None = None
    """The clause of an unreviewed sentence that makes this claim, where the sentence makes several."""

    parts: tuple[DatedPart, ...] = ()
    """Of an unreviewed claim with several verbs and a date, what belongs to which; see `extract.dated_parts`."""

    about: tuple[EntityId, ...] = ()
    """Of an unreviewed claim what its article as a whole is about."""

    setting: str | None = None
    """What the article says right before, on which an unreviewed claim may lean: "the deal" that "it" means."""

    frame: str | None = None
    """Words that an unreviewed claim's article keeps coming back to, whether the claim itself has them or not."""

    reviewed: bool = True
    """False where a program found it and nobody has looked at it since."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """Words that an article has between quotation marks."""

    id: QuoteId
    article: ArticleId
    text: str
    span: Span | None
    """Where `text` stands in the article; None until `knowledge.pin` has written it into the pack."""

    sentence: int
    speaker: EntityId | None
    cue: str | None
    attributed: bool
    """False for scare quotes, slogans and terms that nobody says."""

    addressees: tuple[EntityId, ...] = ()
    venue: str | None = None
    on: Period | None = None
    """When it was said."""

    topics: tuple[EntityId, ...] = ()
    facts: tuple[FactId, ...] = ()
    reviewed: bool = True
    """False where a program found it and nobody has looked at it since."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedQuestion:
    """A question of a reader, for finding what answers another that is worded in other words."""

    author: str
    """Folder of the file it stands in: questions of one author are alike in their ways."""

    language: Language
    text: str
    facts: tuple[FactId, ...]
    """What answers it, best first; empty where no article does."""

    refuted: bool = False
    """It is a claim, and the facts show it to be wrong."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Skipped:
    """A sentence that says nothing: a button, a credit, a label."""

    article: ArticleId
    sentence: int
    reason: SkipReason


@dataclass(frozen=True, slots=True, kw_only=True)
class Rejected:
    """A drafted fact or quote that a person refused; no later draft of the article proposes it again."""

    article: ArticleId
    id: str
    sentences: tuple[int, ...]
    sha256: str
    """First 16 hexadecimal digits of the hash of its words, which are the article's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pack:
    """Everything people extracted from one set of articles."""

    id: PackId
    title: str
    description: str
    pair: tuple[EntityId, ...]
    """The countries whose relations it is about."""

    languages: tuple[Language, ...]
    """Languages in which its names can be asked for."""

    articles: tuple[Article, ...]
    entities: tuple[Entity, ...]
    topics: tuple[Topic, ...]
    shared_aliases: tuple[SharedAlias, ...]
    facts: tuple[Fact, ...]
    quotes: tuple[Quote, ...]
    skipped: tuple[Skipped, ...]
    rejected: tuple[Rejected, ...] = ()
    asked: tuple[AskedQuestion, ...] = ()
