"""A drafted article as the files of a pack."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

from knowledge.articles.model import NewsArticle
from knowledge.draft.claims import Refusals, fit_facts, fit_quotes, link_quotes
from knowledge.draft.names import FittedNames
from knowledge.identifiers import make_identifier
from knowledge.model import Article, ArticleId, EntityId, Fact, Pack, Quote, Rejected, Sentence, SharedAlias, Span
from knowledge.pack_edits import YamlText
from knowledge.pack_yaml import (
    list_items,
    quote_scalar,
    render_article,
    render_entity,
    render_fact,
    render_quote,
    render_sentences,
)
from knowledge.text import read_text
from knowledge.values import dataclass, replace

_END_WORDS = 4
"""Words at each end of a sentence that the pack keeps of it."""

_END_LETTERS = 8
"""The same in letters, for scripts without blanks between words."""

REJECTED_REMARK = "  # a person refused these; no later draft proposes them again"
_ENTITIES_HEAD = """\
# Whom and what the articles name. A program drafted these: check the names, above all in Japanese and Chinese, where
# those of people are still as the article spells them.
"""
_TOPICS_HEAD = "# What the facts are about, as a program saw it.\n"
_ARTICLE_HEAD = """\
# Drafted from {name} by a program. Nobody has looked at what says `reviewed: false`; `kankei review` goes through it.
# News articles belong to other people, and a drafted sentence still has the article's own words: put a fact in your own
# words before you publish it. `kankei verify` holds reviewed facts to that.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """One article as the pack will have it."""

    article: Article
    undated: bool
    facts: tuple[Fact, ...]
    quotes: tuple[Quote, ...]
    file_name: str

    @classmethod
    def of(cls, pack: Pack, news: NewsArticle, id: ArticleId, names: FittedNames, refused: Refusals) -> Draft:
        """Fit what was found in an article to the names of the pack and to what people have refused."""
        found = pack.articles[0]
        kept = fit_quotes(pack, id, names, refused)
        facts = fit_facts(pack, id, names, kept, refused)
        return cls(
            article=replace(
                found,
                id=id,
                publisher=" ".join(found.publisher.split()) or news.name,
                headline=" ".join(found.headline.split()) or news.name,
                byline=" ".join((found.byline or "").split()) or None,
                sentences=tuple(_with_ends(sentence, news.text) for sentence in found.sentences),
                left_out=tuple(_find_left_out(found.sentences, news.text)),
            ),
            undated=news.published_on is None,
            facts=facts,
            quotes=link_quotes(pack, id, facts, kept),
            file_name=" ".join(news.name.split()),
        )


def draft_files(
    draft: Draft, names: FittedNames, folder: Path, known: Pack | None, rejected: tuple[Rejected, ...]
) -> Mapping[str, str]:
    """The text of every file that changes, by its path in the pack; the article comes last."""
    entities = tuple(render_entity(entity) for entity in names.entities)
    topics = tuple(render_entity(topic) for topic in names.topics)
    rules = tuple(_render_rule(rule) for rule in names.rules)
    found: dict[str, str]
    if known is None:
        pair = _find_pair(draft, names)
        found = {
            "pack.yaml": _render_head(folder.resolve().name, pair, names),
            "entities.yaml": _list_file(_ENTITIES_HEAD, "entities", entities) + _list_section("shared_aliases", rules),
            "topics.yaml": _list_file(_TOPICS_HEAD, "topics", topics),
        }
    else:
        found = {
            "entities.yaml": _appended(
                folder, "entities.yaml", (("entities", entities), ("shared_aliases", rules)), draft
            ),
            "topics.yaml": _appended(folder, "topics.yaml", (("topics", topics),), draft),
        }
        found = {name: text for name, text in found.items() if text}
    return {**found, f"articles/{draft.article.id}.yaml": _render_file(draft, rejected)}


def _appended(folder: Path, name: str, lists: tuple[tuple[str, tuple[str, ...]], ...], draft: Draft) -> str:
    """The text of a file with items added to its lists; empty where there is nothing to add."""
    if not any(items for _, items in lists):
        return ""
    text = read_text(folder / name)
    for key, items in lists:
        if items:
            note = f"# drafted from {draft.file_name}: nobody has looked at these yet\n"
            file = YamlText(text, name=name)
            text = file.apply(file.append_records(key, (note + items[0], *items[1:])))
    return text


def _render_file(draft: Draft, rejected: tuple[Rejected, ...]) -> str:
    bounds = [edge for span in draft.article.left_out for edge in (span.start, span.end)]
    lines = [
        *_ARTICLE_HEAD.format(name=draft.file_name).splitlines(),
        *render_article(draft.article, undated=draft.undated),
        *render_sentences(draft.article.sentences),
        f"left_out: [{', '.join(map(str, bounds))}]  # start, end, …: headline, buttons: what is none of the body",
    ]
    facts = tuple(_noted(fact.sentences, render_fact(fact)) for fact in draft.facts)
    quotes = tuple(_noted((quote.sentence,), render_quote(quote)) for quote in draft.quotes)
    text = "\n".join(lines) + "\n" + _list_section("facts", facts) + _list_section("quotes", quotes)
    return text + _list_section("rejected", tuple(map(render_rejected, rejected)), remark=REJECTED_REMARK)


def render_rejected(rejected: Rejected) -> str:
    """A rejection as an item of a list, without indentation."""
    numbers = ", ".join(map(str, rejected.sentences))
    return f'- {{id: {quote_scalar(rejected.id)}, sentences: [{numbers}], sha256: "{rejected.sha256}"}}'


def _noted(sentences: tuple[int, ...], item: str) -> str:
    numbers = ", ".join(map(str, sentences))
    return f"# sentence{'s' if len(sentences) > 1 else ''} {numbers}\n{item}"


def _list_file(head: str, key: str, items: tuple[str, ...]) -> str:
    return head + (_list_section(key, items) or f"{key}: []\n")


def _list_section(key: str, items: tuple[str, ...], *, remark: str = "") -> str:
    if not items:
        return ""
    lines = [f"  {line}" if line else "" for item in items for line in item.split("\n")]
    return "\n".join([f"{key}:{remark}", *lines]) + "\n"


def _render_rule(rule: SharedAlias) -> str:
    return f"- {{alias: {quote_scalar(rule.alias)}, entities: {list_items(rule.entities)}, rule: {rule.rule}}}"


def _render_head(name: str, pair: tuple[EntityId, ...], names: FittedNames) -> str:
    english = {entity.id: entity.name.en for entity in names.entities}
    title = " and ".join(english[id] for id in pair) or name
    remark = "" if len(pair) == 2 else "  # the two countries that it is about"
    return (
        f"id: {quote_scalar(make_identifier(name))}\n"
        f"title: {quote_scalar(title)}\n"
        f'description: "Drafted from news articles."\n'
        f"pair: {list_items(pair)}{remark}\n"
        "languages: [en, ja, zh]\n"
    )


def _find_pair(draft: Draft, names: FittedNames) -> tuple[EntityId, ...]:
    """The two countries that facts name most; none where there are not two."""
    of = {entity.id: entity.of for entity in names.entities}
    counts: Counter[EntityId] = Counter()
    for fact in draft.facts:
        parties = {*fact.agents, *fact.targets, *fact.mentions}
        countries = {id if names.kinds[id] == "country" else of.get(id) for id in parties}
        counts.update(id for id in countries if id is not None and names.kinds[id] == "country")
    found = [id for id, _ in sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:2]]
    return tuple(found) if len(found) == 2 else ()


def _with_ends(sentence: Sentence, text: str) -> Sentence:
    words = text[sentence.span.start : sentence.span.end].split()
    if len(words) == 1 and len(words[0]) > 2 * _END_LETTERS:
        return replace(sentence, opening=words[0][:_END_LETTERS], closing=words[0][-_END_LETTERS:])
    opening, closing = words[: min(_END_WORDS, max(1, len(words) // 2))], words[max(1, len(words) // 2) :][-_END_WORDS:]
    return replace(sentence, opening=_cut(" ".join(opening), first=True), closing=_cut(" ".join(closing), first=False))


def _cut(words: str, *, first: bool) -> str:
    """Words of a script without blanks are whole clauses: letters are kept of them instead."""
    if words.isascii() or len(words) <= 6 * _END_LETTERS:
        return words
    return words[:_END_LETTERS] if first else words[-_END_LETTERS:]


def _find_left_out(sentences: tuple[Sentence, ...], text: str) -> Iterator[Span]:
    edges = [0, *(edge for each in sentences for edge in (each.span.start, each.span.end)), len(text)]
    for start, end in zip(edges[::2], edges[1::2], strict=True):
        between = text[start:end]
        if re.search(r"[^\W_]", between):
            stripped = between.strip()
            first = start + between.index(stripped)
            yield Span(start=first, end=first + len(stripped))
