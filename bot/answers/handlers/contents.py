"""What stands in an article: the fact that sums it up, then the main things that it tells, in its own order."""

from __future__ import annotations

from collections.abc import Iterable

from bot.answers.handlers.articles import choose_articles, list_articles
from bot.answers.handlers.overview import give_overview
from bot.answers.outcome import Answered, NotFound, NotUnderstood, Statement
from bot.answers.question import Question
from bot.answers.telling.refusal import span_of_articles
from knowledge.model import Article
from knowledge.store import Record
from knowledge.values import replace

_MOST_LINES = 4
_LINES_EACH = 3
_MOST_ARTICLES = 5
_MOST_FACTS = 400
_SUMMING_UP = 4
"""A fact that rests on more passages than others sums an article up."""

_TELLING = ("agreement", "event", "statement", "demand", "position", "plan")
"""Kinds of facts that are news, and no background to it."""

_SURE = 80
_FAIR = 60


def tell_contents(question: Question) -> Answered | NotFound | NotUnderstood:
    """The main facts of the article that is asked for; of several articles one each; or what it has of something."""
    if question.asked.article_question == "outlet" and question.asked.outlet is not None:
        what = question.name_of(question.asked.outlet)  # no article tells what its paper is
        return NotFound(lead=question.wording.say("none_from_says", what=what), notes=span_of_articles(question))
    if question.asked.outlet_sides:
        return _compare(question)
    if question.asked.article_question is None:
        return _tell_of_matter(question)
    chosen = choose_articles(question)[-_MOST_ARTICLES:]
    told = {article.id: _main_facts(question.knowledge.facts_of(article.id, _MOST_FACTS)) for article in chosen}
    told = {article: records for article, records in told.items() if records}
    if not told or (question.asked.outlet is not None and not question.asked.publishers):
        return list_articles(question)
    several = len(told) > 1
    records = tuple(record for facts in told.values() for record in (facts[:1] if several else facts))
    lines = _lines(records)
    return Answered(lead=lines[0], statements=lines[1:], notes=_dated(chosen, question), confidence=_SURE)


def _tell_of_matter(question: Question) -> Answered | NotFound | NotUnderstood:
    """What the articles of an outlet have of what is asked about: an overview, or else all that names it."""
    outcome = give_overview(question)
    if isinstance(outcome, Answered):
        return outcome
    found = [f for f in question.find(limit=_MOST_FACTS) if f.clean and f.wrong_date is None and not f.missing]
    lines = _lines(_main_facts(tuple(f.record for f in found)))
    return Answered(lead=lines[0], statements=lines[1:], confidence=_FAIR) if lines else outcome


def _compare(question: Question) -> Answered | NotFound | NotUnderstood:
    """What the articles of each of several outlets have of something, side by side; of one it may be nothing."""
    lines: list[Statement] = []
    told: NotFound | NotUnderstood | None = None
    for outlet, publishers in question.asked.outlet_sides:
        asked = replace(question.asked, outlet=outlet, publishers=publishers, outlet_sides=())
        outcome = _tell_of_matter(replace(question, asked=asked))
        name = question.name_of(outlet)
        if isinstance(outcome, Answered):
            own = [outcome.lead, *outcome.statements][:_LINES_EACH]
            lines += [Statement(text=line.text, records=line.records, side=name) for line in own]
        else:
            told = outcome
            lines.append(Statement(text=question.wording.say("none_from_says", what=name), side=name))
    if told is not None and not any(line.records for line in lines):
        return told
    lead = Statement(text=question.wording.say("compare"))
    return Answered(lead=lead, statements=tuple(lines), confidence=_FAIR)


def _lines(records: Iterable[Record]) -> tuple[Statement, ...]:
    return tuple(Statement(text=record.fact.sentence, records=(record,)) for record in records)


def _dated(chosen: Iterable[Article], question: Question) -> tuple[str, ...]:
    """Whose article it is and of which day, as the facts need not tell."""
    wording = question.wording
    return tuple(
        wording.say("contents_of", publisher=a.publisher, date=wording.day(a.published_on), headline=a.headline)
        for a in chosen
    )


def _main_facts(records: tuple[Record, ...]) -> tuple[Record, ...]:
    """The facts that tell most of an article; of those that nobody has reviewed only where there are no others."""
    reviewed = [record for record in records if record.fact.reviewed]
    told = [record for record in reviewed or records if record.fact.weight != "low" and record.fact.relation != "be"]
    news = [record for record in told if record.fact.kind in _TELLING] or told or list(records)
    summing = [record for record in told if len(record.fact.sentences) >= _SUMMING_UP]
    summary = max(summing, key=lambda record: (len(record.fact.sentences), -record.number), default=None)
    chosen: list[Record] = [] if summary is None else [summary]
    taken: set[int] = set()
    for record in sorted(news, key=_place):
        if len(chosen) >= _MOST_LINES:
            break
        if record is not summary and not taken & set(record.fact.sentences):
            chosen.append(record)
            taken |= set(record.fact.sentences)
    return tuple(chosen)


def _place(record: Record) -> tuple[int, int, int]:
    """Where a fact stands; of those that begin with the same sentence the one that takes most of the article in."""
    sentences = record.fact.sentences
    return (min(sentences, default=0), -len(sentences), record.number)
