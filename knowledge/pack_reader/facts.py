"""The part of an article's file that people wrote or a draft proposes: facts, quotes, skipped sentences, refusals."""

from __future__ import annotations

from typing import get_args

from knowledge.model import (
    Article,
    Fact,
    FactId,
    FactKind,
    FactLinks,
    FactNumber,
    Language,
    Modality,
    Period,
    Polarity,
    Quote,
    QuoteId,
    ReaderQuestion,
    Rejected,
    RelationId,
    Skipped,
    SkipReason,
    Span,
    StatementType,
    Weight,
)
from knowledge.pack_reader.dates import take_partial_date, take_period
from knowledge.pack_reader.fields import (
    PLACES,
    take_entities,
    take_entity,
    take_facts,
    take_id,
    take_topics,
)
from knowledge.pack_reader.ledger import Ledger
from knowledge.yaml_nodes import Item, Record

_FACT_KINDS: tuple[FactKind, ...] = get_args(FactKind)
_LANGUAGES: tuple[Language, ...] = get_args(Language)
_POLARITIES: tuple[Polarity, ...] = get_args(Polarity)
_MODALITIES: tuple[Modality, ...] = get_args(Modality)
_STATEMENTS: tuple[StatementType, ...] = get_args(StatementType)
_WEIGHTS: tuple[Weight, ...] = get_args(Weight)
_SKIP_REASONS: tuple[SkipReason, ...] = get_args(SkipReason)
MAY_COME_LATER: tuple[Modality, ...] = ("planned", "expected")
"""What a fact may be whose day lies after its article."""


def read_fact(record: Record, article: Article, ledger: Ledger) -> Fact:
    """Read one entry of `facts:`."""
    identifier = FactId(take_id(record, what="fact"))
    ledger.declare("fact", identifier, record.place("id"), kind=f"fact of {article.id}")
    found = Fact(
        id=identifier,
        article=article.id,
        sentence=record.text("sentence"),
        kind=record.choice("kind", _FACT_KINDS),
        relation=_take_relation(record, ledger),
        also=_take_relations(record, "also", ledger),
        agents=take_entities(record, "agent", ledger),
        targets=take_entities(record, "target", ledger),
        mentions=take_entities(record, "mentions", ledger),
        topics=take_topics(record, "topics", ledger),
        event=take_entity(record, "event", ledger, kinds=("event", "event_series")),
        place=take_entity(record, "place", ledger, kinds=PLACES),
        when=take_period(record, "when", published_on=article.published_on),
        polarity=record.choice("polarity", _POLARITIES, default="affirmed"),
        modality=record.choice("modality", _MODALITIES, default="happened"),
        statement=record.choice("statement", _STATEMENTS),
        speaker=take_entity(record, "speaker", ledger),
        relayed_by=take_entity(record, "relayed_by", ledger),
        numbers=tuple(_read_number(item) for item in record.records("numbers")),
        reason=record.maybe_text("reason"),
        purpose=record.maybe_text("purpose"),
        keywords=tuple(item.text for item in record.texts("keywords")),
        asks=_take_asks(record),
        links=_take_links(record, ledger),
        weight=record.choice("weight", _WEIGHTS, default="normal"),
        sentences=_take_sentences(record, article),
        reviewed=_take_reviewed(record),
    )
    record.close()
    _check_speaker(record, found)
    _check_date(record, found, article)
    return found


def read_quote(record: Record, article: Article, ledger: Ledger) -> Quote:
    """Read one entry of `quotes:`."""
    identifier = QuoteId(take_id(record, what="quote"))
    ledger.declare("quote", identifier, record.place("id"))
    speaker = take_entity(record, "speaker", ledger)
    attributed = record.maybe_boolean("attributed")
    found = Quote(
        id=identifier,
        article=article.id,
        text=record.text("text"),
        span=_take_span(record),
        speaker=speaker,
        cue=record.maybe_text("cue"),
        attributed=speaker is not None if attributed is None else attributed,
        addressees=take_entities(record, "addressee", ledger),
        venue=record.maybe_text("venue"),
        on=take_partial_date(record, "on"),
        topics=take_topics(record, "topics", ledger),
        sentence=_take_sentence(record, article),
        facts=take_facts(record, "facts", ledger, of=article.id),
        reviewed=_take_reviewed(record),
    )
    record.close()
    if found.attributed and speaker is None:
        record.complain('"attributed" is true but nobody speaks; add a speaker or write false', key="attributed")
    if not found.attributed and speaker is not None:
        record.complain('"attributed" is false but there is a speaker; remove one of the two', key="attributed")
    if _is_later(found.on, article):
        record.complain(f"said after the article was published on {article.published_on}; correct the date", key="on")
    return found


def read_skipped(record: Record, article: Article) -> Skipped:
    """Read one entry of `skipped:`."""
    found = Skipped(
        article=article.id,
        sentence=_take_sentence(record, article),
        reason=record.choice("reason", _SKIP_REASONS),
    )
    record.close()
    return found


def read_rejected(record: Record, article: Article) -> Rejected:
    """Read one entry of `rejected:`."""
    identifier = take_id(record, what="rejected")
    found = Rejected(
        article=article.id,
        id=identifier,
        sentences=_take_sentences(record, article),
        sha256=record.text("sha256"),
    )
    record.close()
    return found


def _take_reviewed(record: Record) -> bool:
    reviewed = record.maybe_boolean("reviewed")
    return True if reviewed is None else reviewed


def _take_relation(record: Record, ledger: Ledger) -> RelationId:
    text = record.text("relation")
    if text:
        _refer_relations(record, "relation", (Item(text=text, place=record.place("relation")),), ledger)
    return RelationId(text)


def _take_relations(record: Record, key: str, ledger: Ledger) -> tuple[RelationId, ...]:
    items = record.texts(key)
    _refer_relations(record, key, items, ledger)
    return tuple(RelationId(item.text) for item in items)


def _refer_relations(record: Record, key: str, items: tuple[Item, ...], ledger: Ledger) -> None:
    ledger.refer("relation", items, label=f'{record.label}: "{key}"')


def _read_number(record: Record) -> FactNumber:
    found = FactNumber(value=record.text("value"), n=record.maybe_number("n"), of=record.text("of"))
    record.close()
    return found


def _take_asks(record: Record) -> tuple[ReaderQuestion, ...]:
    asks = record.record("asks")
    if asks is None:
        return ()
    found = tuple(
        ReaderQuestion(language=language, text=item.text) for language in _LANGUAGES for item in asks.texts(language)
    )
    asks.close()
    return found


def _take_links(record: Record, ledger: Ledger) -> FactLinks:
    links = record.record("links")
    if links is None:
        return FactLinks()
    found = FactLinks(
        same_as=take_facts(links, "same_as", ledger),
        contradicts=take_facts(links, "contradicts", ledger),
        supersedes=take_facts(links, "supersedes", ledger),
        part_of=take_facts(links, "part_of", ledger),
    )
    links.close()
    return found


def _take_span(record: Record) -> Span | None:
    bounds = record.integers("span")
    if not record.has("span"):
        return None
    if len(bounds) != 2 or not 0 <= bounds[0] < bounds[1]:
        record.complain("a span is [start, end] with start before end; remove it and pin the quote again", key="span")
        return None
    return Span(start=bounds[0], end=bounds[1])


def _take_sentence(record: Record, article: Article) -> int:
    number = record.integer("sentence")
    if record.has("sentence"):
        _check_numbers(record, "sentence", (number,), article)
    return number


def _take_sentences(record: Record, article: Article) -> tuple[int, ...]:
    numbers = record.integers("sentences")
    if not numbers:
        record.complain('"sentences" is missing; name the sentences the fact rests on', key="sentences")
    _check_numbers(record, "sentences", numbers, article)
    return numbers


def _check_numbers(record: Record, key: str, numbers: tuple[int, ...], article: Article) -> None:
    known = {sentence.number for sentence in article.sentences}
    for number in numbers:
        if number not in known:
            record.complain(f"the article has no sentence {number}; it has {len(known)}", key=key)


def _check_speaker(record: Record, fact: Fact) -> None:
    if fact.statement != "narration" and fact.speaker is None and not record.has("speaker"):
        record.complain(f'a fact with statement "{fact.statement}" needs a speaker; add who said it', key="statement")


def _check_date(record: Record, fact: Fact, article: Article) -> None:
    if fact.modality in MAY_COME_LATER or fact.weight == "low":
        return
    if _is_later(fact.when, article):
        record.complain(
            f"lies after the article was published on {article.published_on}; "
            "correct the date, or make the modality planned or expected",
            key="when",
        )


def _is_later(when: Period | None, article: Article) -> bool:
    return when is not None and not when.since and when.start > article.published_on
