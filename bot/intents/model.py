"""A question understood: its intent, and the items that a fact must hold to answer it."""

from __future__ import annotations

from datetime import date
from typing import Literal

from knowledge.model import ArticleId, EntityId, FactId, Period
from knowledge.timex import Timex
from knowledge.values import dataclass

IntentName = str
ItemKind = Literal["entity", "topic", "relation", "concept", "word", "unknown"]
Role = Literal["agent", "target", "place", "any"]
AnswerKind = Literal[
    "small_talk", "meta", "refusal", "articles", "comparison", "timeline", "reason", "quote", "number", "place", "time",
    "office", "identity", "overview", "contents", "person", "latest", "relations", "claim", "statement", "fact",
]  # fmt: skip
AskedPart = Literal["doer", "undergoer"]
"""Of whoever is asked for: he did it, or it was done to him, with him or said to him."""

OTHER_ACT = frozenset({"other"})
"""Stands for an act that no verb of the lexicon tells, and so no fact for sure."""

ArticleQuestion = Literal["list", "contents", "entry", "outlets", "outlet"]
"""What is asked of articles: which there are, what stands in them, their date, author or link, from whom they are; or
what an outlet is."""

ARTICLE_QUESTIONS: tuple[ArticleQuestion, ...] = ("contents", "entry", "list", "outlets", "outlet")


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One thing the question names."""

    kind: ItemKind
    options: tuple[str, ...]
    """Features, any of which satisfies the item, likeliest first; empty for an unknown word."""

    text: str
    position: int
    """Index of its first token in the utterance."""

    role: Role = "any"
    hard: bool = False
    """Without it a fact is about something else."""

    focus: bool = False
    """The very thing asked for: "which hotel", "how many pages", or the verb of a yes-or-no question."""

    soft: bool = False
    """An unknown verb or adverb beside much that is known: more likely another wording than another matter."""

    excluded: bool = False
    """Named only to be left out: "besides Wang Yi"."""

    by_office: bool = False
    """People named by their office only: any of those who held it."""

    carried: bool = False
    """Taken over from earlier in the conversation."""

    either: bool = False
    """One of those between which the question leaves the choice: "Japan or China"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Interpretation:
    """What one question asks."""

    intent: IntentName
    answer: AnswerKind
    score: int
    """0 to 100: how sure the matcher is of the intent."""

    items: tuple[Item, ...]
    timexes: tuple[Timex, ...] = ()
    negated: bool = False
    polar: bool = False
    """The question can be answered with yes or no."""

    asked_part: AskedPart | None = None
    """The part of whoever is asked for, where the form of the question tells it: "Who imposed the ban?"."""

    asked_act: frozenset[str] = frozenset()
    """The relations that the verb of this part may stand for; none where the lexicon has no such verb."""

    asked_side: tuple[str, ...] = ()
    """The state whose whoever is asked for must be: "which Chinese official"."""

    symmetric: bool = False
    """Names stand side by side ("A and B met"), so who acts on whom does not matter."""

    cleft: bool = False
    """Claims that one party, and no other, did it."""

    pronoun: bool = False
    """Says "he" or "she" of somebody."""

    about_talks: bool = False
    """Asks what was said or settled when people met."""

    plural: bool = False
    """Asks for several things: "which issues", "list"."""

    only_articles: tuple[ArticleId, ...] = ()
    """Where not empty, the articles from whose unreviewed claims it may be answered."""

    signs: frozenset[str] = frozenset()
    """Names of the `signs` in `intents.yaml` that it shows: "summary", "beginning", "names" ..."""

    counted: tuple[str, ...] = ()
    """Features of the noun after "how many"."""

    unit: tuple[str, ...] = ()
    """Words of the unit that a number must be given in: "how long" asks for hours, days, years."""

    newest: bool = False
    """Asks for the latest of several."""

    quotations: tuple[str, ...] = ()
    """What the question itself has between quotation marks."""

    follow_up: bool = False
    """It leans on an earlier question."""

    beside_holder: Literal["before", "after"] | None = None
    """Asks who held the office that it names before or after the person that it names."""

    beyond: tuple[FactId, ...] = ()
    """What has been told already, where something else is asked for: "what else did he say?"."""

    outlet: Item | None = None
    """In whose article it is to stand: "according to Kyodo"."""

    publishers: tuple[str, ...] = ()
    """Where not empty, the outlets whose articles alone count, as the articles have their names."""

    outlet_sides: tuple[tuple[Item, tuple[str, ...]], ...] = ()
    """Outlets that are to be compared, each with the names of its own."""

    aside: frozenset[int] = frozenset()
    """Places of the tokens that name those outlets."""

    published: tuple[date, date] | None = None
    """From when to when the articles asked for were published."""

    published_month: int | None = None
    """The month of any year in which they were."""

    article_question: ArticleQuestion | None = None
    article_count: int = 1
    """How many of the newest or oldest articles are asked for."""

    cue: frozenset[int] = frozenset()
    """Places of the tokens that show the intent."""

    instead: tuple[IntentName, AnswerKind] | None = None
    """What a question for a guess asks besides: for what was planned, which an article may tell."""

    recent_facts: tuple[FactId, ...] = ()
    recent_articles: tuple[ArticleId, ...] = ()
    """What the conversation has just been told, where the question leans on it."""

    def of_kind(self, *kinds: ItemKind) -> tuple[Item, ...]:
        """The items of these kinds, in order."""
        return tuple(item for item in self.items if item.kind in kinds)

    @property
    def asks_actor(self) -> bool:
        """Asks who did it, and so not to whom: "Who imposed the ban?"."""
        return self.asked_part == "doer"

    @property
    def contentless(self) -> bool:
        """Nothing is named that a fact could be found by."""
        return not any(item.options or item.kind == "entity" for item in self.items) and not self.timexes


@dataclass(frozen=True, slots=True, kw_only=True)
class Dialogue:
    """What a conversation is about so far: small, a value, kept by the surface and handed in again."""

    items: tuple[Item, ...] = ()
    """What the last question named, own and taken over."""

    people: tuple[EntityId, ...] = ()
    """Whom "he", "she" or "they" may mean, likeliest first."""

    events: tuple[EntityId, ...] = ()
    """What "it", "that" or "there" may mean."""

    facts: tuple[FactId, ...] = ()
    articles: tuple[ArticleId, ...] = ()
    intent: IntentName | None = None
    answer: AnswerKind | None = None
    post: tuple[str, EntityId] | None = None
    """The role and the country of the office that was just told of: "since when?" asks when he took it."""

    last_post: tuple[str, EntityId] | None = None
    """The same of the last office that anybody was named by, however long ago: "who had that job in 2015?"."""

    timexes: tuple[Timex, ...] = ()
    """The dates of the last question: "and the year before?"."""

    when: Period | None = None
    """The time of what was told first: "and after that?" counts from it."""

    text: str = ""
    """The last question, where it was a whole one: "and Iwaya?" asks it again with another name."""

    traditional: bool = False
    """Chinese was last asked in traditional characters."""

    choices: tuple[str, ...] = ()
    opening: tuple[Item, ...] = ()
    """What the first question named, to which a later one may return."""

    matter: EntityId | None = None
    """What that which was told first is about, where the question named no topic: "what did Japan say about it?"."""

    named: tuple[Item, ...] = ()
    """What earlier questions named by themselves, newest first: "back to the ban"."""

    turns: int = 0
