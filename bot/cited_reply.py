"""The reply to a question that names the article in which its answer stands by what that is on, or asks who told
something: "in the Kamikawa article, who …?", "how do we know what Abe said?"."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Protocol

from bot.answers.model import Reply
from bot.answers.question import Question
from bot.engine import Engine
from bot.intents.of_articles.articles_on import find_articles_on, names_document
from bot.intents.of_articles.cited_articles import CitedArticle, find_cited_article
from bot.intents.of_articles.source_questions import ask_who_told, tells_source
from bot.utterance import read_utterance
from knowledge.model import ArticleId
from knowledge.store import Store


class ReplyTo(Protocol):
    """The reply to some words, from some articles alone where there are any."""

    def __call__(self, words: str, articles: tuple[ArticleId, ...] = ()) -> Reply: ...


def reply_from_cited(
    text: str, reply_to: ReplyTo, read: Callable[[str], Question], *, engine: Engine, store: Store, today: date
) -> Reply | None:
    """What whoever told it, or the articles that are cited, have on a question; None where it is one like any other.

    Args:
        read: what some words ask, in the same conversation.
    """
    who_told = ask_who_told(text, engine.grammar)
    if who_told is not None:
        told = reply_to(who_told)
        first = store.find_fact(told.facts[0]) if told.status == "answered" and told.facts else None
        if first is not None and tells_source(first.fact, engine.grammar):
            return told
    cited = find_cited_article(text, engine.grammar)
    if cited is None or _asks_for_articles(text, cited, read):
        return None
    subject = read_utterance(cited.subject, engine.words, today)
    stages = find_articles_on(subject, store, engine.grammar, engine.catalogue.question_words)
    if not stages:
        return None
    whole = reply_to(text) if cited.of_report and names_document(subject, store) else None
    if whole is not None and whole.status == "answered":
        return whole  # the report is a document, and no article
    for articles in stages:
        reply = reply_to(cited.question, articles)
        if reply.status == "answered" and reply.intent != "list_articles":
            return reply
    if whole is None:
        elsewhere = reply_to(cited.question)
        return elsewhere if _is_told_in(stages[-1], elsewhere, store) else None
    return whole


def _asks_for_articles(text: str, cited: CitedArticle, read: Callable[[str], Question]) -> bool:
    """Whether a question asks for articles, or sets some side by side, and for nothing that stands in one."""
    as_typed = read(text).asked
    if as_typed.article_question == "list":  # "as the 2015 article reports, which …" asks for none
        return read(cited.question).asked.answer == "articles"
    return as_typed.article_question is not None or as_typed.answer == "comparison"


def _is_told_in(articles: tuple[ArticleId, ...], reply: Reply, store: Store) -> bool:
    """Whether some articles tell as well what a reply tells first, in other words."""
    first = store.find_fact(reply.facts[0]) if reply.status == "answered" and reply.facts else None
    same = (store.find_fact(id) for id in first.fact.links.same_as) if first is not None else ()
    return any(record is not None and record.fact.article in articles for record in same)
