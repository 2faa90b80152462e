"""What a question asks of the articles themselves: which there are, what stands in one, of when and by whom it is.

And in whose articles its answer is to stand.
"""

from __future__ import annotations

from datetime import date, timedelta

from bot.intents.items.slots import Grammar
from bot.intents.model import ARTICLE_QUESTIONS, ArticleQuestion, Dialogue, Interpretation, Item
from bot.intents.of_articles.article_frame import ARTICLE, OUTLET, ArticleFrame, read_article_frame
from bot.intents.of_articles.articles_on import Articles, choose_articles_on, names_document
from bot.intents.of_articles.outlets import NamedOutlet, Press, article_behind, find_outlets, is_cited, tells
from bot.utterance import Utterance
from knowledge.model import ArticleId
from knowledge.timex import Timex
from knowledge.values import replace

_SURE = 90
_OF_ALL = frozenset({"newest", "oldest"})
_DAY = timedelta(days=1)


def with_articles(
    asked: Interpretation, utterance: Utterance, names: Articles, grammar: Grammar, dialogue: Dialogue
) -> Interpretation:
    """The question with what it asks of articles, and of whose, kept apart from what it asks about."""
    outlets = find_outlets(asked.items, utterance, names)
    listed = dialogue.answer == "articles" and not dialogue.facts
    pointing = bool(dialogue.articles) and (listed or dialogue.answer == "contents")
    frame = read_article_frame(utterance, outlets, grammar, pointing=pointing)
    known = grammar.words["article_questions"]
    own = [outlet for outlet in outlets if outlet.first not in frame.about]
    if frame.text in known["again"] and not frame.about and dialogue.items and _publishers(own):
        return _asked_again(asked, own, dialogue)
    kind = next((kind for kind in ARTICLE_QUESTIONS if frame.text in known[kind]), None)
    if (listed or dialogue.answer == "contents") and _asks_which_of_them(asked, kind, utterance, grammar):
        meant = _of_articles(asked, "list", frame, own, utterance, grammar)
        chosen = any(item.kind in ("entity", "topic") for item in dialogue.items)
        return replace(meant, recent_articles=dialogue.articles if chosen else ())
    if listed and dialogue.articles and asked.answer == "time" and not asked.items and not asked.timexes:
        meant = _of_articles(asked, "entry", frame, own, utterance, grammar)  # "when?" after who wrote it
        return replace(meant, recent_articles=dialogue.articles, follow_up=True)
    on_it = _on_subject(kind, asked, frame, own, utterance, names)
    if kind is not None and on_it:
        meant = _of_articles(asked, kind, frame, own, utterance, grammar)
        return replace(meant, items=(), recent_articles=on_it)
    if kind is not None and _is_of_articles(kind, asked, frame, own, utterance, grammar):
        return _of_articles(asked, kind, frame, own, utterance, grammar)
    if kind == "list" and asked.answer == "articles" and not frame.about and ARTICLE in frame.text:
        left = tuple(item for item in asked.items if item.kind != "concept")  # "in total" is nothing to be about
        asked = replace(asked, items=left)
    if kind in ("contents", "entry") and pointing and not frame.about:
        meant = _of_articles(asked, kind, frame, own, utterance, grammar)
        return replace(meant, recent_articles=dialogue.articles, follow_up=True)
    if asked.answer == "claim" and _is_of_outlet(asked, frame, own):
        asked = replace(asked, outlet=own[0].item, publishers=_publishers(own))
        return replace(asked, answer="contents", article_question="outlet")
    if asked.answer == "identity" and len(own) == 1 and [i.position for i in asked.items] == [own[0].first]:
        return replace(asked, outlet=own[0].item, publishers=_publishers(own))  # only its own articles tell what it is
    sides = {outlet.publishers: outlet for outlet in outlets if outlet.publishers}
    if asked.answer == "comparison" and len(sides) > 1:
        return asked if asked.quotations else _compared(asked, [*sides.values()])
    cited = [outlet for outlet in outlets if outlet.publishers and is_cited(outlet, asked, utterance, grammar)]
    return _told_by(asked, cited, utterance, grammar, names) if cited else asked


def _on_subject(
    kind: ArticleQuestion | None,
    asked: Interpretation,
    frame: ArticleFrame,
    outlets: list[NamedOutlet],
    utterance: Utterance,
    names: Articles,
) -> tuple[ArticleId, ...]:
    """The articles that are on what a question names, where it asks what stands in one, or by whom it is."""
    if kind not in ("contents", "entry") or not frame.about or ARTICLE not in frame.text:
        return ()
    items = tuple(item for item in asked.items if item.position in frame.about)
    if not items or (frame.loose and names_document(utterance, names)):
        return ()
    return next(iter(choose_articles_on(items, utterance.timexes, _publishers(outlets), names)), ())


def _asks_which_of_them(
    asked: Interpretation, kind: ArticleQuestion | None, utterance: Utterance, grammar: Grammar
) -> bool:
    """Whether the newest or the oldest is asked for of articles that were just listed: "which is the latest?"."""
    pointed = any(token.folded in grammar.words["parts"]["pointing"] for token in utterance.tokens)
    named = asked.of_kind("entity", "topic", "relation")
    return bool(asked.signs & _OF_ALL) and not named and (kind is None or (kind == "list" and pointed))


def _is_of_articles(
    kind: ArticleQuestion,
    asked: Interpretation,
    frame: ArticleFrame,
    outlets: list[NamedOutlet],
    utterance: Utterance,
    grammar: Grammar,
) -> bool:
    """Whether a question must mean articles: it names an outlet or a date, or says "article" and asks for a list."""
    fixed = bool(outlets or utterance.timexes or frame.foreign)
    if kind == "outlets":
        return True
    if kind == "outlet":
        return bool(_publishers(outlets))
    if frame.about and not any(item.position in frame.about for item in asked.items):
        return False  # "which articles do you have on it"
    if frame.loose and not outlets:
        return False  # "list the text of the four principles"
    if kind in ("contents", "entry"):
        chosen = (
            bool(frame.foreign)
            or any(ARTICLE in frame.text or outlet.publishers for outlet in outlets)
            or (not frame.loose and (fixed or bool(asked.signs & {"newest", "oldest"})))
        )
        return chosen and not frame.about
    first, second, *_ = (*frame.text.split(" "), "")
    asks = first in grammar.words["outlets"]["helping"] and second in (ARTICLE, OUTLET)
    if asks and not (frame.about and fixed):
        return False  # "did Kyodo publish?"
    if ARTICLE not in frame.text and OUTLET in frame.text:
        return any(outlet.publishers for outlet in outlets)  # not "did the ministry write about it"
    chosen = fixed or bool(frame.about) or bool(asked.signs & {"newest", "oldest"})
    return chosen or (ARTICLE in frame.text and asked.answer != "articles")  # "which article?" is of what was told


def _is_of_outlet(asked: Interpretation, frame: ArticleFrame, outlets: list[NamedOutlet]) -> bool:
    """Whether it is asked what an outlet is, and not what it tells: "is the Post a state paper?"."""
    being = frame.text.startswith((f"is {OUTLET} ", f"was {OUTLET} "))
    return being and bool(_publishers(outlets)) and not asked.of_kind("relation")


def _of_articles(
    asked: Interpretation,
    kind: ArticleQuestion,
    frame: ArticleFrame,
    outlets: list[NamedOutlet],
    utterance: Utterance,
    grammar: Grammar,
) -> Interpretation:
    """The question as one for articles: what they are to be about stays, all else says which."""
    foreign = Item(kind="entity", options=(), text=frame.foreign, position=-1) if frame.foreign else None
    return replace(
        asked,
        intent="give_overview" if kind == "contents" else "list_articles",
        answer="contents" if kind in ("contents", "outlet") else "articles",
        score=max(asked.score, _SURE),
        items=tuple(item for item in asked.items if item.position in frame.about),
        timexes=(),
        polar=False,
        plural=True,
        article_question=kind,
        outlet=outlets[0].item if outlets else foreign,
        publishers=_publishers(outlets),
        published=_published(utterance),
        published_month=next((timex.month for timex in utterance.timexes if timex.first is None), None),
        article_count=_count(utterance, grammar),
    )


def _asked_again(asked: Interpretation, outlets: list[NamedOutlet], dialogue: Dialogue) -> Interpretation:
    """The last question, of the articles of one outlet only: "only Kyodo please", "does the Post say so too?"."""
    if not (dialogue.intent and dialogue.answer):
        return asked
    items = tuple(replace(item, position=-1) for item in dialogue.items)  # none of them is typed in this question
    return replace(
        asked, items=items, intent=dialogue.intent, answer=dialogue.answer, polar=dialogue.answer == "claim",
        outlet=outlets[0].item, publishers=_publishers(outlets), follow_up=True,
    )  # fmt: skip


def _compared(asked: Interpretation, outlets: list[NamedOutlet]) -> Interpretation:
    """The question what each of several outlets tells of something: "how do Kyodo and the Post differ on the talks"."""
    places = {place for outlet in outlets for place in range(outlet.first, outlet.last)}
    left = tuple(item for item in asked.items if item.position not in places)
    if not left:
        return asked
    return replace(
        asked, items=left, answer="contents", publishers=_publishers(outlets), aside=frozenset(places),
        outlet_sides=tuple((outlet.item, outlet.publishers) for outlet in outlets),
    )  # fmt: skip


def _told_by(
    asked: Interpretation, cited: list[NamedOutlet], utterance: Utterance, grammar: Grammar, names: Press
) -> Interpretation:
    """The question without the outlets in whose articles its answer must stand, and the verb of their telling."""
    places = {place for outlet in cited for place in range(outlet.first, outlet.last)}
    verbs = {outlet.last for outlet in cited if tells(outlet, utterance, grammar)}
    own = {option for outlet in cited for option in outlet.item.options}
    which = {
        place
        for outlet in cited
        for place in range(outlet.last, article_behind(outlet, utterance, grammar))
        if all(item.kind == "concept" for item in asked.items if item.position == place)
    }

    def writes_for_it(options: tuple[str, ...]) -> bool:
        entity = names.entity(options[0][2:]) if options and options[0].startswith("e:") else None
        return entity is not None and entity.kind == "person" and f"e:{entity.of}" in own

    left = tuple(
        item for item in asked.items if item.position not in places | verbs | which and not writes_for_it(item.options)
    )
    if verbs or asked.answer == "articles":
        saying = {f"r:{verb}" for verb in grammar.words["outlets"]["relations"]}
        left = tuple(item for item in left if item.kind != "relation" or not set(item.options) <= saying)
    if not left and not asked.timexes:
        return asked
    restricted = replace(
        asked, items=left, outlet=cited[0].item, publishers=_publishers(cited), aside=frozenset(places)
    )
    if verbs and asked.answer in ("statement", "fact"):
        return replace(restricted, intent="give_overview", answer="contents")  # a paper's report is nobody's words
    return restricted


def _publishers(outlets: list[NamedOutlet]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for outlet in outlets for name in outlet.publishers))


def _published(utterance: Utterance) -> tuple[date, date] | None:
    """The days in which the articles are to have been published; None for any."""
    first, last, dated = date.min, date.max, False
    for timex in utterance.timexes:
        if timex.first is None or timex.last is None:
            continue
        dated = True
        since, until = _days(timex, utterance.text[timex.start : timex.end].lower())
        first, last = max(first, since), min(last, until)
    return (first, last) if dated else None


def _days(timex: Timex, own: str) -> tuple[date, date]:
    first, last = timex.first or date.min, timex.last or date.max
    match timex.bound:
        case "before":
            return date.min, first - _DAY
        case "after":
            return last + _DAY, date.max
        case "until":
            return date.min, last
        case "since" if not own.startswith("from "):  # "articles from 2024" are of that year
            return first, date.max
        case _:
            return first, last


def _count(utterance: Utterance, grammar: Grammar) -> int:
    """How many are asked for: "the two newest articles"; one where no number is told."""
    words = {token.folded for token in utterance.tokens}
    for count, known in grammar.words["article_orders"].items():
        if words & known or any(len(word) > 1 and not word.isascii() and word in utterance.text for word in known):
            return int(count)
    return 1
