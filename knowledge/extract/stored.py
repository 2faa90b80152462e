"""A pack of one article as JSON and back, to be kept between runs and handed between processes."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

from knowledge.cards import read_entity, read_fact, read_quote, write_card
from knowledge.loaded import Loaded
from knowledge.model import Alias, Article, Entity, Pack, PackId, Sentence, Span, Topic


def write_pack(pack: Pack) -> str:
    """A pack that the machine made, as compact JSON."""
    return json.dumps(
        {
            "id": pack.id,
            "title": pack.title,
            "languages": pack.languages,
            "articles": [_article(article) for article in pack.articles],
            "entities": [write_card(replace(e, aliases=())) for e in pack.entities],
            "aliases": [[[a.text, a.language] for a in e.aliases] for e in pack.entities],
            "topics": [write_card(topic) for topic in pack.topics],
            "facts": [write_card(fact) for fact in pack.facts],
            "quotes": [write_card(quote) for quote in pack.quotes],
        },
        ensure_ascii=False,
        separators=(",", ":"),
    )


def read_pack(text: str) -> Pack:
    """The pack that `write_pack` wrote."""
    data = json.loads(text)
    entities: list[Entity] = []
    for card, aliases in zip(data["entities"], data["aliases"], strict=True):
        entity = read_entity(card)
        entities.append(replace(entity, aliases=tuple(Alias(text=text, language=lang) for text, lang in aliases)))
    topics = (read_entity(card) for card in data["topics"])
    return Pack(
        id=PackId(data["id"]),
        title=data["title"],
        description=data["title"],
        pair=(),
        languages=tuple(data["languages"]),
        articles=tuple(_read_article(article) for article in data["articles"]),
        entities=tuple(entities),
        topics=tuple(topic for topic in topics if isinstance(topic, Topic)),
        shared_aliases=(),
        facts=tuple(read_fact(card) for card in data["facts"]),
        quotes=tuple(read_quote(card) for card in data["quotes"]),
        skipped=(),
    )


def _article(article: Article) -> Loaded:
    return {
        "id": article.id,
        "publisher": article.publisher,
        "headline": article.headline,
        "byline": article.byline,
        "published_on": article.published_on.isoformat(),
        "published_how": article.published_how,
        "url": article.url,
        "sha256": article.sha256,
        "sentences": [
            [s.span.start, s.span.end, s.sha256, s.opening, s.closing, s.paragraph] for s in article.sentences
        ],
    }


def _read_article(data: Loaded) -> Article:
    sentences = tuple(
        Sentence(
            number=number,
            span=Span(start=start, end=end),
            sha256=sha256,
            opening=opening,
            closing=closing,
            paragraph=paragraph,
        )
        for number, (start, end, sha256, opening, closing, paragraph) in enumerate(data["sentences"], start=1)
    )
    head = {key: data[key] for key in ("id", "publisher", "headline", "byline", "published_how", "url", "sha256")}
    return Article(
        **head,
        publisher_country=None,
        state_media=None,
        published_on=date.fromisoformat(data["published_on"]),
        sentences=sentences,
    )
