"""Which articles are on a subject: "the Kamikawa article", "the SCMP report on Busan", "the piece of 14 October"."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, timedelta
from typing import Protocol

from bot.intents.items.slots import Grammar, find_items
from bot.intents.model import Item
from bot.intents.of_articles.outlets import Press, find_outlets
from bot.utterance import Utterance
from knowledge.model import Article, ArticleId, Fact
from knowledge.store import Record
from knowledge.timex import Timex

_MOST_ARTICLES = 6
"""Articles that are looked at, those with most facts on the subject."""

_MOST_FACTS = 100
"""Facts of each of them by which it is told what it is on."""

_MOST_DATED = 50
_LEAST_SHARE = 0.05
"""Of an article's facts so many tell of what it is on."""

_AS_MUCH = 0.75
"""What is told in an article of the subject, beside the one that tells most of it: of speech and talks with the same
minister the speech is hers, 0.43 of the facts to 0.66."""

_NEAR = 0.4
"""As far as this below the best an article is on the subject too, though not above all."""

_REPORTED_LATER = timedelta(days=3)
"""An article that is called by the day of its event may have come out so much later."""

_NAMES = ("entity", "topic")


class Articles(Press, Protocol):
    """What finding the articles on a subject needs of the knowledge base."""

    @property
    def article_count(self) -> int: ...
    def article(self, article_id: ArticleId) -> Article: ...
    def articles_telling(self, things: Sequence[Collection[str]], limit: int) -> tuple[ArticleId, ...]: ...
    def facts_of(self, article_id: ArticleId, limit: int) -> tuple[Record, ...]: ...
    def find_articles(
        self, *, outlets: Collection[str] = (), first: date = date.min, last: date = date.max, limit: int
    ) -> tuple[Article, ...]: ...


def find_articles_on(
    subject: Utterance, names: Articles, grammar: Grammar, question_words: frozenset[str]
) -> tuple[tuple[ArticleId, ...], ...]:
    """The articles on a subject, and then with them those that are on it less; none where it says too little.

    Its outlets and dates are those of the articles. A paper alone is none: `article_questions` reads it.
    """
    items = find_items(subject, names, grammar, question_words)
    outlets = [outlet for outlet in find_outlets(items, subject, names) if outlet.publishers]
    inside = {place for outlet in outlets for place in range(outlet.first, outlet.last)}
    passed = grammar.words["article_words"]["passed"]
    left = tuple(
        item for item in items if item.position not in inside and subject.tokens[item.position].folded not in passed
    )
    publishers = tuple(dict.fromkeys(name for outlet in outlets for name in outlet.publishers))
    return choose_articles_on(left, subject.timexes, publishers, names)


def choose_articles_on(
    items: tuple[Item, ...], timexes: tuple[Timex, ...], publishers: tuple[str, ...], names: Articles
) -> tuple[tuple[ArticleId, ...], ...]:
    """The same by what a subject names, and when and where it is said to have been published."""
    if not items and not timexes:
        return ()
    if any(not item.options for item in items):
        return ()  # something that nothing here knows
    dated = _published(timexes, publishers, names) if timexes or publishers else None
    if dated == () or not items:
        return (dated,) if dated and len(dated) < names.article_count else ()
    return _on_it(items, dated, names)


def names_document(subject: Utterance, names: Press) -> bool:
    """Whether a subject names a document: what is called "the Bluebook report" may be that itself."""
    targets = {target.id for piece in subject.pieces for target in piece.targets if target.kind == "entity"}
    return any(entity.kind == "document" for entity in map(names.entity, targets) if entity is not None)


def _published(timexes: tuple[Timex, ...], publishers: tuple[str, ...], names: Articles) -> tuple[ArticleId, ...]:
    """The articles of some outlets and days, where there are but few."""
    first, last = date.min, date.max
    for timex in timexes:
        if timex.first is None or timex.last is None:
            return ()
        later = _REPORTED_LATER if timex.first == timex.last else timedelta()
        first, last = max(first, timex.first), min(last, timex.last + later)
    found = names.find_articles(outlets=publishers, first=first, last=last, limit=_MOST_DATED)
    return tuple(article.id for article in found) if len(found) < _MOST_DATED else ()


def _on_it(
    items: tuple[Item, ...], dated: tuple[ArticleId, ...] | None, names: Articles
) -> tuple[tuple[ArticleId, ...], ...]:
    told = names.articles_telling([item.options for item in items], _MOST_ARTICLES)
    articles = [article for article in told if dated is None or article in dated]
    shares = {article: _shares(items, names.facts_of(article, _MOST_FACTS)) for article in articles}
    named = [place for place, item in enumerate(items) if item.kind in _NAMES]
    most = [max((share[place] for share in shares.values()), default=0.0) for place in range(len(items))]
    if max(most, default=0.0) < _LEAST_SHARE or any(not most[place] for place in named):
        return ()
    on_it = {
        article: sum(one / best for one, best in zip(share, most, strict=True) if best)
        for article, share in shares.items()
        if all(share[place] for place in named)
    }
    top = max(on_it.values(), default=0.0)
    above_all, near = (
        tuple(article for article, value in on_it.items() if value >= top * least) for least in (_AS_MUCH, _NEAR)
    )
    stages = (above_all, near) if len(near) > len(above_all) else (above_all,)
    return tuple(stage for stage in stages if stage and len(stage) < names.article_count)


def _shares(items: tuple[Item, ...], records: tuple[Record, ...]) -> tuple[float, ...]:
    """Of each item in what share of some facts it takes part, by name; other words may stand anywhere in them."""
    held = [_taking_part(record.fact) | {f for f in record.features if not f.startswith("e:")} for record in records]
    return tuple(sum(not own.isdisjoint(item.options) for own in held) / max(1, len(held)) for item in items)


def _taking_part(fact: Fact) -> set[str]:
    parties = (*fact.agents, *fact.targets, *fact.mentions, *fact.topics, *fact.about)
    return {f"e:{name}" for name in (*parties, fact.event, fact.place, fact.speaker) if name is not None}
