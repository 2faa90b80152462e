"""Which articles there are, and which of them bear on something."""

from __future__ import annotations

from bot.answers.found import Found
from bot.answers.outcome import Answered, NotFound, NotUnderstood, Statement
from bot.answers.question import Question
from bot.answers.refusal import refuse
from bot.answers.stems import find_words
from bot.answers.wording import longest_names
from bot.intents.model import Item
from knowledge.model import Article, ArticleId

_LEAST_SHARE = 0.72
_SINGULAR_SHARE = 0.9
"""Where one article is asked for, only those that answer as well as the best."""

_LEAST_SCORE = 50
_MOST_NAMES = 3
_THEMSELVES = frozenset({"document"})
"""What may be a word for the articles themselves: "which website carried the report"."""

_MOST_LISTED = 20
"""Of all articles only so many are named, the newest."""


def list_articles(question: Question) -> Answered | NotFound | NotUnderstood:
    """Articles with a fact on what the question names, or all of them."""
    knowledge, asked = question.knowledge, question.asked
    covered = knowledge.coverage
    if covered is None:
        return refuse(question, ())
    order = _order(question)
    if order is not None:
        article = knowledge.newest_articles(1)[0] if order == "newest" else knowledge.oldest_article()
        lead = question.wording.say(order, first=question.wording.day(article.published_on))
        return _listed(question, (article,), lead)
    matter = _matter(question)
    if not asked.of_kind("entity", "topic", "word", "unknown") and not asked.timexes and not matter:
        articles = knowledge.newest_articles(_MOST_LISTED)
        lead = question.wording.say(
            "articles_all_one"
            if knowledge.article_count == 1
            else "articles_all"
            if len(articles) == knowledge.article_count
            else "articles_all_newest",
            count=question.wording.number(knowledge.article_count), newest=len(articles),
            first=question.wording.day(covered.first), last=question.wording.day(covered.last),
        )  # fmt: skip
        return _listed(question, articles, lead)
    found = question.find(limit=200)
    if found and _is_told_of_others(found[0], question):
        return refuse(question, found)
    best: dict[str, float] = {}
    for f in found:
        on_it = 2 * sum(item in matter for item in f.missing) <= len(matter)
        if on_it and not any(item.hard for item in f.missing) and f.wrong_date is None:
            best[f.record.fact.article] = max(best.get(f.record.fact.article, 0.0), f.score)
    top = max(best.values(), default=0.0)
    if top < _LEAST_SCORE:
        return refuse(question, found)
    share = _LEAST_SHARE if asked.plural else _SINGULAR_SHARE
    bearing = (knowledge.article(ArticleId(id)) for id, score in best.items() if score >= top * share)
    chosen = tuple(sorted(bearing, key=lambda article: (article.published_on, article.id)))
    return list_found(question, chosen, _named(question, chosen), confidence=round(top))


def _matter(question: Question) -> tuple[Item, ...]:
    """What a question says of its names: an article on Japan need not be one on tourists there."""
    light = question.scoring.light_concepts | _THEMSELVES
    content = question.asked.of_kind("concept")
    return tuple(i for i in content if not (i.carried or i.soft or {option[2:] for option in i.options} & light))


def list_found(question: Question, chosen: tuple[Article, ...], what: str, confidence: int = 95) -> Answered:
    """Articles that bear on something; `what` may be empty, where it is what was just told."""
    key = "article_one" if len(chosen) == 1 else "articles"
    lead = question.wording.say(f"{key}_on" if what else key, count=question.wording.number(len(chosen)), what=what)
    return _listed(question, chosen, f"{lead[:1].upper()}{lead[1:]}", confidence=confidence)


def _is_told_of_others(best: Found, question: Question) -> bool:
    """Whether the paper asked for is one that an article speaks of: "a Tirana daily claimed" does not say which."""
    words = set(question.knowledge.resource("grammar")["press"]["papers"])
    asked = {token.folded for token in question.utterance.tokens}
    told = set(find_words(best.record.fact.sentence))
    return not best.record.fact.reviewed and bool(asked & words) and bool(told & words)


def _named(question: Question, chosen: tuple[Article, ...]) -> str:
    """What the articles are asked to be about, by the names of the knowledge base; who published them is told below."""
    outlets = {article.publisher for article in chosen}
    items = [item for item in question.asked.of_kind("entity", "topic") if not item.carried]
    entities = (question.knowledge.entity(option[2:]) for item in items for option in item.options[:1])
    names = dict.fromkeys(question.wording.name(e) for e in entities if e is not None and e.name.en not in outlets)
    return question.wording.listing(longest_names(tuple(names)[:_MOST_NAMES]))


def _order(question: Question) -> str | None:
    if question.asked.of_kind("entity", "topic"):
        return None
    return next((order for order in ("oldest", "newest") if order in question.asked.signs), None)


def _listed(question: Question, articles: tuple[Article, ...], lead: str, confidence: int = 95) -> Answered:
    statements = tuple(Statement(text=_described(article, question), articles=(article,)) for article in articles)
    return Answered(lead=Statement(text=lead), statements=statements, confidence=confidence)


def _described(article: Article, question: Question) -> str:
    return question.wording.say(
        "article_by" if article.byline else "article", publisher=article.publisher, byline=article.byline,
        date=question.wording.day(article.published_on), headline=article.headline,
    )  # fmt: skip
