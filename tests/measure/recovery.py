"""What automatic extraction finds of a reviewed pack: its quotes, and its dated events.

    python -m tests.measure.recovery ../shared/articles [-v]

A quote is found when the same words (marks and final stops aside) are found as a quote. A dated event is found when an
event or a fact of the same sentence has a period that lies within the reviewed one, or around it.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from bot.shipped import SHIPPED_PACK
from knowledge.articles.reader import read_article
from knowledge.extract.corpus import make_article_pack
from knowledge.extract.extraction import Extraction, extract_article
from knowledge.extract.relations import load_relation_finder
from knowledge.model import Article, Fact, Pack, Sentence, Span
from knowledge.packs import load_pack

_EDGES = " .,;:!?'\"“”‘’"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sought:
    """One reviewed item."""

    what: str
    article: str
    text: str
    found: bool


def recover(articles: Path) -> tuple[Sought, ...]:
    """Every reviewed quote and dated event of the shipped pack, with whether it is found."""
    pack = load_pack(SHIPPED_PACK)
    return tuple(sought for article in pack.articles for sought in _of_article(pack, article, articles))


def _of_article(pack: Pack, reviewed: Article, folder: Path) -> Iterator[Sought]:
    article = reviewed.id
    # Three of the five texts do not say when they appeared; a curator, and `articles.yaml` beside articles, does.
    read = replace(read_article(folder / f"{article}.txt"), published_on=reviewed.published_on)
    extraction = extract_article(read)
    made = make_article_pack(extraction, load_relation_finder())
    quoted = {_plain(quote.text) for quote in extraction.speech.quotes}
    for quote in pack.quotes:
        if quote.article == article:
            yield Sought(what="quote", article=article, text=quote.text, found=_plain(quote.text) in quoted)
    sentences = {s.number: s for a in pack.articles if a.id == article for s in a.sentences}
    for fact in pack.facts:
        if fact.article == article and fact.kind == "event" and fact.when is not None and fact.weight == "normal":
            found = any(_dates(extraction, made, fact, sentences[number]) for number in fact.sentences)
            yield Sought(what="event", article=article, text=fact.sentence, found=found)


def _dates(extraction: Extraction, made: Pack, fact: Fact, sentence: Sentence) -> bool:
    assert fact.when is not None
    periods = [
        (event.first, event.last) for event in extraction.events
        if event.first and event.last and _overlap(extraction.speech.units[event.sentence].span, sentence.span)
    ]  # fmt: skip
    for other in made.facts:
        if other.when and any(_overlap(extraction.speech.units[n - 1].span, sentence.span) for n in other.sentences):
            periods.append((other.when.start, other.when.end))
    start, end = fact.when.start, fact.when.end
    return any((start <= first and last <= end) or (first <= start and end <= last) for first, last in periods)


def _overlap(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


def _plain(text: str) -> str:
    return " ".join(text.split()).strip(_EDGES)


def main() -> None:
    """Print the shares, and with -v what is missed."""
    folder = Path(next(argument for argument in sys.argv[1:] if not argument.startswith("-")))
    sought = recover(folder)
    for what in ("quote", "event"):
        mine = [each for each in sought if each.what == what]
        missed = [each for each in mine if not each.found]
        print(f"{what}s found: {len(mine) - len(missed)} of {len(mine)} ({1 - len(missed) / len(mine):.1%})")
        if "-v" in sys.argv:
            for each in missed:
                print(f"    {each.article}: {each.text[:150]}")


if __name__ == "__main__":
    main()
