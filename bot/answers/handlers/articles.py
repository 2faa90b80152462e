"""Which articles there are, and which of them bear on something, or are from somebody or of some time."""

from __future__ import annotations

from datetime import date

from bot.answers.finding.found import Found
from bot.answers.finding.stems import find_words
from bot.answers.outcome import Answered, NotFound, NotUnderstood, Statement
from bot.answers.question import Question
from bot.answers.telling.refusal import refuse, span_of_articles
from bot.answers.wording import longest_names
from bot.intents.model import Item
from knowledge.model import Article, ArticleId
from knowledge.patterns import holds_any

_SURE = 95
_LEAST_SHARE = 0.72
_SINGULAR_SHARE = 0.9
"""Where one article is asked for, only those that answer as well as the best."""

_LEAST_SCORE = 50
_MOST_NAMES = 3
_THEMSELVES = frozenset({"document"})
"""What may be a word for the articles themselves: "which website carried the report"."""

_MOST_LISTED = 20
"""Of all articles only so many are named, the newest."""

_MOST_OF_ANY_YEAR = 1000
"""Articles that are looked at for those of a month of any year."""


def list_articles(question: Question) -> Answered | NotFound | NotUnderstood:
    """Articles with a fact on what the question names, or all of them, or those of some outlets and days."""
    knowledge, asked = question.knowledge, question.asked
    if knowledge.coverage is None:
        return refuse(question, ())
    matter = _matter(question)
    if asked.outlet is not None and not asked.publishers:
        return _none_from(question)
    claimed = _claimed(question)
    if not asked.of_kind("entity", "topic", "word", "unknown") and not (asked.timexes or matter or claimed):
        chosen = choose_articles(question)
        if asked.article_question == "entry" and len(chosen) == 1:
            return _entry(question, chosen[0])
        if asked.recent_articles and asked.article_question is not None:
            return list_found(question, chosen, "")
        return _listed(question, chosen, _count(question, chosen)) if chosen else _none_from(question)
    found = question.find(limit=200)
    if found and _is_told_of_others(found[0], question):
        return refuse(question, found)
    best: dict[ArticleId, float] = {}
    for f in found:
        on_it = 2 * sum(item in matter for item in f.missing) <= len(matter)
        on_it = on_it and all(_tells(item, f) for item in claimed)
        if on_it and not any(item.hard for item in f.missing) and f.wrong_date is None:
            best[f.record.fact.article] = max(best.get(f.record.fact.article, 0.0), f.score)
    top = max(best.values(), default=0.0)
    if top < _LEAST_SCORE:
        return refuse(question, found)
    share = _LEAST_SHARE if asked.plural else _SINGULAR_SHARE
    bearing = [knowledge.article(id) for id, score in best.items() if score >= top * share]
    first, last = asked.published or (date.min, date.max)
    month = asked.published_month
    dated = [a for a in bearing if first <= a.published_on <= last and month in (None, a.published_on.month)]
    if not dated:
        return _none_from(question)
    chosen = tuple(sorted(dated, key=lambda article: (article.published_on, article.id)))
    return list_found(question, chosen, _named(question, chosen), confidence=round(top))


def _matter(question: Question) -> tuple[Item, ...]:
    """What a question says of its names: an article on Japan need not be one on tourists there."""
    light = question.scoring.light_concepts | _THEMSELVES
    content = question.asked.of_kind("concept")
    return tuple(i for i in content if not (i.carried or i.soft or {option[2:] for option in i.options} & light))


def _claimed(question: Question) -> tuple[Item, ...]:
    """The acts that articles are to say of something: of a ban that was lifted those do not tell that eased it."""
    words = question.knowledge.resource("grammar")["article_words"]
    if "saying" not in question.asked.signs and not any(
        t.folded in words["clauses"] for t in question.utterance.tokens
    ):
        return ()
    own = [item for item in question.asked.of_kind("relation") if not (item.carried or item.soft)]
    saying = question.scoring.roles["saying"] | question.scoring.roles["relaying"]
    done = [i for i in own if question.word_of(i).endswith("ed") or question.word_of(i, -1) in words["helping"]]
    return tuple(item for item in done if not {option[2:] for option in item.options} & saying)


def _tells(act: Item, found: Found) -> bool:
    """Whether a fact tells an act, and not only that somebody asks for it or plans it."""
    fact, acts = found.record.fact, {option[2:] for option in act.options}
    return fact.relation in acts or (fact.kind not in ("demand", "plan") and bool(acts & {*fact.also}))


def choose_articles(question: Question) -> tuple[Article, ...]:
    """The articles of the outlets and days that a question names, or so many of the newest or oldest of them."""
    asked = question.asked
    if asked.recent_articles and asked.article_question is not None:
        told = sorted(map(question.knowledge.article, asked.recent_articles), key=lambda article: article.published_on)
        order = _order(question)
        return tuple(told[:1] if order == "oldest" else told[-1:] if order is not None else told)
    first, last = asked.published or (date.min, date.max)
    order = _order(question)
    limit = _MOST_LISTED if order is None else asked.article_count
    found = question.knowledge.find_articles(
        outlets=asked.publishers,
        first=first,
        last=last,
        limit=limit if asked.published_month is None else _MOST_OF_ANY_YEAR,
        oldest=order == "oldest",
    )
    if asked.published_month is not None:
        found = tuple(article for article in found if article.published_on.month == asked.published_month)
    return found[:limit] if order == "oldest" else found[-limit:]


def _count(question: Question, chosen: tuple[Article, ...]) -> str:
    """What goes before a list of articles that were not chosen by what they tell."""
    asked, wording = question.asked, question.wording
    first, last = chosen[0].published_on, chosen[-1].published_on
    order = _order(question)
    outlet = question.name_of(asked.outlet) if asked.outlet is not None else ""
    if order is not None and len(chosen) == 1 and asked.published is None:
        return wording.say(f"{order}_from" if outlet else order, first=wording.day(first), what=outlet)
    start, end = asked.published or (date.min, date.max)
    total = question.knowledge.count_articles(outlets=asked.publishers, first=start, last=end)
    if order is not None or asked.published_month is not None:
        total = len(chosen)
    key = "articles_all"
    if outlet and order is None:
        key = "articles_from"
    elif asked.published is not None or asked.published_month is not None or order is not None:
        key = "articles_dated"
    key += "_one" if total == 1 else "" if total == len(chosen) else "_newest"
    lead = wording.say(
        key, count=wording.number(total), newest=len(chosen), first=wording.day(first), last=wording.day(last),
        what=outlet,
    )  # fmt: skip
    return f"{lead[:1].upper()}{lead[1:]}"


def _none_from(question: Question) -> NotFound:
    """That no article is from the outlet that is asked for, or of those days."""
    asked, wording = question.asked, question.wording
    outlet = question.name_of(asked.outlet) if asked.outlet is not None else ""
    lead = wording.say("none_from", what=outlet) if outlet else wording.say("none_dated")
    if outlet and asked.publishers:
        lead = wording.say("none_from_dated", what=outlet)
    return NotFound(lead=lead, notes=span_of_articles(question))


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


def _entry(question: Question, article: Article) -> Answered:
    """The one article whose author, day, headline or address is asked for: all of them, in one line."""
    words = question.knowledge.resource("grammar")["article_words"]["author"]
    text = _described(article, question)
    if article.byline is None and holds_any(question.utterance.text, words):
        text = f"{text}{question.wording.say('no_author')}"
    text = text if text.endswith((".", "。", "?", "!")) else text + question.wording.after(text).rstrip()
    return Answered(lead=Statement(text=text, articles=(article,)), confidence=_SURE)


def _described(article: Article, question: Question) -> str:
    return question.wording.say(
        "article_by" if article.byline else "article", publisher=article.publisher, byline=article.byline,
        date=question.wording.day(article.published_on), headline=article.headline,
    )  # fmt: skip
